// What is seen, as it stands in the address:
// #t=flame&m=time&z=main;parse&w=0.5,1.5&s=json&c=1&f=parse: tab, metric, path of the root, window of time of the
// chart, search, whether its case counts, function.

const state = { tab: data.tab, root: 0, search: '', isExact: false, function: -1, node: -1,
  metric: 0, window: null, span: -1 };
const observers = [];
const observe = observer => observers.push(observer);

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function pathText(node) {
  return ancestorsOf(node).map(n => encodeURIComponent(functionKeys[tree.function[n]])).join(';');
}

function fragment() {
  const parts = ['t=' + state.tab];
  if (state.metric) parts.push('m=' + encodeURIComponent(metrics[state.metric].metric.name));
  if (state.root) parts.push('z=' + pathText(state.root));
  if (state.window) parts.push('w=' + state.window.map(time => +time.toPrecision(9)).join());
  if (state.search) parts.push('s=' + encodeURIComponent(state.search));
  if (state.search && state.isExact) parts.push('c=1');
  if (state.function >= 0) parts.push('f=' + encodeURIComponent(functionKeys[state.function]));
  return '#' + parts.join('&');
}

// The node at the end of a path, or the last one of it that there still is.
function nodeAt(path) {
  let node = 0;
  for (const part of path ? path.split(';') : []) {
    const f = functionByKey.get(decode(part));
    let next = -1;
    for (const child of childrenOf(node))
      if (f !== undefined && tree.function[child] === f) { next = child; break; }
    if (next < 0) break;
    node = next;
  }
  return node;
}

function readWindow(text) {
  const [from, to] = (text || '').split(',').map(Number);
  return chart && from < to && to > chart.start && from < chart.end
    ? [Math.max(from, chart.start), Math.min(to, chart.end)] : null;
}

function readFragment() {
  const found = {};
  for (const part of location.hash.slice(1).split('&')) {
    const at = part.indexOf('=');
    if (at > 0) found[part.slice(0, at)] = part.slice(at + 1);
  }
  const f = found.f === undefined ? undefined : functionByKey.get(decode(found.f));
  state.metric = Math.max(metrics.findIndex(one => one.metric.name === decode(found.m || '')), 0);
  useMetric(state.metric);
  state.tab = panels.has(found.t) ? found.t : data.tab;
  state.root = tree ? nodeAt(found.z) : 0;
  state.window = readWindow(found.w);
  state.span = -1;
  state.search = decode(found.s ?? found.q ?? '');
  state.isExact = found.c === '1';
  state.function = f ?? -1;
  state.node = state.root && tree.function[state.root] === f ? state.root : f === undefined ? -1 : nodesOf[f][0] ?? -1;
}

// Changes of tab, metric, root and window are steps that the reader can go back.
function change(values) {
  const isStep = ['tab', 'metric', 'root'].some(key => key in values && values[key] !== state[key]) ||
    ('window' in values && String(values.window) !== String(state.window));
  if ('node' in values && !('span' in values)) values.span = -1;
  Object.assign(state, values);
  if (isStep) history.pushState(null, '', fragment());
  else if (fragment() !== location.hash && (location.hash || fragment() !== '#t=' + data.tab))
    history.replaceState(null, '', fragment());
  for (const observer of observers) observer();
}

function selectFunction(f) {
  change({ function: f, node: nodesOf[f].find(n => isBelowRoot(n)) ?? nodesOf[f][0] ?? -1 });
}

// What is shown stays, as far as it costs anything in the other metric.
function changeMetric(metric) {
  const path = state.root ? pathText(state.root) : '', f = state.function;
  useMetric(metric);
  const root = nodeAt(path);
  change({ metric, root, node: f < 0 ? -1 : nodesOf[f].find(n => n >= root && n < tree.end[root]) ?? nodesOf[f][0] ?? -1 });
}

const isBelowRoot = node => node >= state.root && node < tree.end[state.root];
