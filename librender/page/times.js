// What ran when: see page_chart.h.  Times count from the beginning of the profile.

function fillSpans(chart, columns) {
  let at = 0;
  for (const track of columns.tracks) {
    const levels = [];
    for (const count of track.levels) {
      const first = at;
      for (let end = 0; at < first + count; at++) {
        const begin = end + columns.gap[at];
        end = begin + columns.size[at];
        chart.from[at] = chart.start + begin * columns.tick;
        chart.to[at] = chart.start + end * columns.tick;
      }
      levels.push([first, at]);
    }
    chart.tracks.push({ name: track.name, busy: track.busy, cut: track.cut, levels });
  }
}

function readChart(columns) {
  const count = columns.function.length;
  const chart = {
    start: columns.start, end: columns.start + columns.span, tracks: [], from: new Float64Array(count), to: new Float64Array(count),
    function: Int32Array.from(columns.function, f => (f < 0 ? -1 : f)),
    more: Int32Array.from(columns.function, f => (f < 0 ? -f : 0)),
    quantity: { unit: columns.unit, seconds: columns.seconds, bytes: 0 },
  };
  fillSpans(chart, columns);
  return chart;
}

const chart = data.chart && readChart(data.chart);
const timeText = time => quantityText(time, chart.quantity);

// When something began: as precisely as the window shows it.
function sinceText(time, [from, to]) {
  let grain = 10 ** Math.floor(Math.log10((to - from) / 1000));
  for (let i = 0; i < 6 && Math.abs(time / grain / 10 - Math.round(time / grain / 10)) < 1e-4; i++) grain *= 10;
  return momentText(time, chart.quantity, time, grain);
}

// The first span of a level that ends after `time`.
function spanAfter([first, end], time) {
  while (first < end) {
    const middle = (first + end) >> 1;
    if (chart.to[middle] > time) end = middle;
    else first = middle + 1;
  }
  return first;
}
