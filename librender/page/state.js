// What is seen, as it stands in the address:
// #t=flame&z=main;parse&s=json&c=1&f=parse: tab, path of the root, search, whether its case counts, function.

const state = { tab: data.tab, root: 0, search: '', isExact: false, function: -1, node: -1 };
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
  if (state.root) parts.push('z=' + pathText(state.root));
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

function readFragment() {
  const found = {};
  for (const part of location.hash.slice(1).split('&')) {
    const at = part.indexOf('=');
    if (at > 0) found[part.slice(0, at)] = part.slice(at + 1);
  }
  const f = functionByKey.get(decode(found.f || ''));
  state.tab = panels.has(found.t) ? found.t : data.tab;
  state.root = tree ? nodeAt(found.z) : 0;
  state.search = decode(found.s ?? found.q ?? '');
  state.isExact = found.c === '1';
  state.function = f ?? -1;
  state.node = state.root && tree.function[state.root] === f ? state.root : f === undefined ? -1 : nodesOf[f][0] ?? -1;
}

// Changes of tab and root are steps that the reader can go back.
function change(values) {
  const isStep = ('tab' in values && values.tab !== state.tab) ||
    ('root' in values && values.root !== state.root);
  Object.assign(state, values);
  if (isStep) history.pushState(null, '', fragment());
  else if (fragment() !== location.hash && (location.hash || fragment() !== '#t=' + data.tab))
    history.replaceState(null, '', fragment());
  for (const observer of observers) observer();
}

function selectFunction(f) {
  change({ function: f, node: nodesOf[f].find(n => isBelowRoot(n)) ?? nodesOf[f][0] ?? -1 });
}

const isBelowRoot = node => node >= state.root && node < tree.end[state.root];
