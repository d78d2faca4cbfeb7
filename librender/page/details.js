// What is known of the function that is selected, and of those around it.

const LINKS_AT_ONCE = 12;

const details = make('aside', { id: 'details', ariaLabel: 'Details', 'aria-live': 'polite' });

function term(title, text) {
  return text ? [make('dt', { textContent: title }), make('dd', {}, ...breakable(text))] : [];
}

function costText(value, whole) {
  return value === null ? '' : valueText(value) + (whole > 0 ? ' (' + shareText(value / whole) + ')' : '');
}

function changeText(now, base) {
  const growthText = base > 0 && now > 0 ? ' (' + (now > base ? '+' : '') + shareText((now - base) / base) + ')' : '';
  return signedText(now - base) + growthText;
}

function costTerms(f) {
  const terms = [];
  for (const [title, column, base] of [['self', functions.self, functions.base_self],
    ['total', functions.total, functions.base_total]]) {
    terms.push(...term(title, costText(known(column, f), data.metric.total)));
    if (isCompared) terms.push(...term(title + ' before', costText(known(base, f), data.metric.base)),
      ...term('change', changeText(costOf(column, f), costOf(base, f))));
  }
  const calls = known(functions.calls, f), primitive = known(functions.primitive, f);
  if (calls !== null) terms.push(...term('calls', countText(calls) +
    (primitive !== null && primitive !== calls ? ' (' + countText(primitive) + ' not recursive)' : '')));
  return terms;
}

function hereTerms(node) {
  if (node < 0) return [];
  const about = estimateMark(node), self = about + costText(tree.self[node], wholeCost());
  const count = nodesOf[tree.function[node]].length;
  return [...term('here', about + costText(tree.total[node], wholeCost())),
    ...term('self here', data.looks.reversed ? '' : self),
    ...term('boxes', count > 1 ? countText(count) + ' in flame graph, icicle and sunburst' : '')];
}

// The call that was chosen in the chart.
function spanTerms() {
  if (state.span < 0) return [];
  return [...term('this call', timeText(chart.to[state.span] - chart.from[state.span]) + ', from ' +
    sinceText(chart.from[state.span], [chart.start, chart.end]))];
}

function linkItem(arc, end) {
  const f = data.arcs[end][arc], cost = known(data.arcs.total, arc), calls = known(data.arcs.calls, arc);
  const item = button('', labelOf(f), () => selectFunction(f));
  item.append(make('span', { className: 'name' }, ...breakable(labelOf(f) || '(no name)')),
    make('span', { className: 'cost', textContent: [costText(cost, data.metric.total),
      calls === null ? '' : countText(calls) + '×'].filter(Boolean).join(' · ') }));
  return make('li', {}, item);
}

function linkList(title, arcs, end) {
  const list = make('ul', {}, ...arcs.slice(0, LINKS_AT_ONCE).map(arc => linkItem(arc, end)));
  const parts = [make('h3', { textContent: title + (arcs.length ? ' (' + countText(arcs.length) + ')' : ': none') }), list];
  if (arcs.length > LINKS_AT_ONCE) {
    const more = button('Show all ' + countText(arcs.length), '', () => {
      list.replaceChildren(...arcs.map(arc => linkItem(arc, end)));
      more.remove();
    });
    parts.push(more);
  }
  return parts;
}

function actionButtons(f) {
  const actions = make('p', { className: 'actions' });
  if (nodesOf[f].length)
    actions.append(button('Zoom to it', 'zoom to its largest box', () => {
      const node = state.node >= 0 && tree.function[state.node] === f ? state.node : nodesOf[f][0];
      change({ root: node, node, tab: ['graph', 'chart', 'table'].includes(state.tab) ? 'flame' : state.tab });
    }));
  const address = functions.link && textAt(functions.link[f]);
  if (address) actions.append(make('a', { href: address, target: '_blank', rel: 'noopener', textContent: 'Source' }));
  actions.append(button('Copy name', 'copy the name of the function', () => navigator.clipboard?.writeText(nameOf(f))),
    button('Clear', 'select nothing', () => change({ function: -1, node: -1 })));
  return actions;
}

function updateDetails() {
  const key = JSON.stringify([state.function, state.node, metricAt, state.span]);
  if (key === details.key) return;
  details.key = key;
  const f = state.function;
  if (f < 0) {
    details.replaceChildren(make('p', { className: 'hint',
      textContent: 'Select a function to see what it costs, who calls it and whom it calls.' }));
    return;
  }
  details.replaceChildren(make('h2', { className: 'name' }, ...breakable(nameOf(f) || '(no name)')),
    make('dl', {}, ...term('file', placeOf(f)), ...term('module', moduleOf(f)), ...costTerms(f),
      ...hereTerms(state.node), ...spanTerms()),
    actionButtons(f),
    ...linkList('Callers', callersOf[f], 'caller'), ...linkList('Callees', calleesOf[f], 'callee'));
}
