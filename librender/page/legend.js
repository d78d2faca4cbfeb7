// What colours mean, below the pictures that are drawn here; the call graph has a legend of its own.

const legend = make('p', { id: 'legend' });

function scaleBar(colors) {
  const bar = make('span', { className: 'scale' });
  bar.style.backgroundImage = 'linear-gradient(to right,' + colors.map(shade).join() + ')';
  return bar;
}

function keyItem([name, share, colors]) {
  const swatch = make('span', { className: 'swatch' });
  swatch.style.backgroundColor = shade(colors);
  return make('span', { className: 'key' }, swatch, name + (metricAt ? '' : ' ' + shareText(share)));
}

function legendParts() {
  const { title, scale, ends, keys, more } = data.legend;
  if (data.change && tree) {
    const most = valueText(largestChange());
    return [title, ' −' + most, scaleBar(data.ramp), '+' + most];
  }
  if (scale.length) return [title, ' ' + ends[0], scaleBar(scale), ends[1]];
  return [title, ...keys.map(keyItem), more];
}

function updateLegend() {
  const key = [metricAt, isDark()].join();
  legend.hidden = ['graph', 'table'].includes(state.tab);
  if (legend.hidden || key === legend.key) return;
  legend.key = key;
  legend.replaceChildren(...legendParts());
}
