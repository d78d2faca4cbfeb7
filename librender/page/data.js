// The data set of the page: see page_data.h for what its columns say.

const data = JSON.parse(find('data').textContent);
const functions = data.functions;
const functionCount = functions.name.length;
const isCompared = data.metric.base !== null;
const FUNCTION_KIND = 0, ESTIMATED = 1, CYCLE = 2;

const textAt = id => data.strings[id];
const nameOf = f => textAt(functions.name[f]);
const labelOf = f => textAt(functions.label[f]);
const fileOf = f => textAt(functions.file[f]);
const moduleOf = f => textAt(functions.module[f]);

function placeOf(f) {
  const file = fileOf(f), line = functions.line[f];
  return file && line ? file + ':' + line : file;
}

// What a function is called in the address: its name, with what tells it apart where names repeat.
const functionKeys = (() => {
  const uses = new Map();
  for (const name of functions.name) uses.set(name, (uses.get(name) || 0) + 1);
  const seen = new Map();
  return functions.name.map((name, f) => {
    const plain = uses.get(name) === 1 ? textAt(name) : textAt(name) + '@' + (placeOf(f) || moduleOf(f));
    const count = seen.get(plain) || 0;
    seen.set(plain, count + 1);
    return count ? plain + '#' + count : plain;
  });
})();
// A plain name that several have is the costliest one's.
const functionByKey = new Map([...functions.name.map((name, f) => [textAt(name), f]).reverse(),
  ...functionKeys.map((key, f) => [key, f])]);

// ---- the tree: nodes in preorder, the ends of their subtrees, and what they cost in all

function fillShape(tree, up) {
  const open = [];
  for (let n = 0; n < tree.count; n++) {
    for (let levels = n ? up[n] : 0; levels > 0; levels--) tree.end[open.pop()] = n;
    tree.parent[n] = n ? open[open.length - 1] : -1;
    tree.depth[n] = open.length;
    open.push(n);
  }
  while (open.length) tree.end[open.pop()] = tree.count;
}

function sumUp(count, parent, own) {
  const total = Float64Array.from(own);
  for (let n = count - 1; n > 0; n--) total[parent[n]] += total[n];
  return total;
}

function fillCosts(tree, columns) {
  const scaled = column => Float64Array.from(column, value => value * columns.unit);
  tree.self = scaled(columns.self);
  tree.total = sumUp(tree.count, tree.parent, tree.self);
  tree.width = tree.total;
  if (!columns.base) return;
  tree.baseSelf = scaled(columns.base);
  tree.baseTotal = sumUp(tree.count, tree.parent, tree.baseSelf);
  const widthOf = { max: Math.max, new: now => now, old: (now, base) => base, sum: (now, base) => now + base };
  tree.width = sumUp(tree.count, tree.parent,
    tree.self.map((self, n) => widthOf[data.widths](self, tree.baseSelf[n])));
}

function makeShape(columns) {
  const count = columns.up.length;
  const shape = {
    count, parent: new Int32Array(count), end: new Int32Array(count), depth: new Int32Array(count),
    function: Int32Array.from(columns.function, f => (f === null || f < 0 ? -1 : f)),
    more: Int32Array.from(columns.function, f => (f < 0 ? -f : 0)),
    flags: columns.flags,
  };
  fillShape(shape, columns.up);
  return shape;
}

// The nodes of each function, those that cost most first.
function listNodes(tree) {
  const lists = Array.from({ length: functionCount }, () => []);
  for (let n = 1; tree && n < tree.count; n++)
    if (tree.function[n] >= 0) lists[tree.function[n]].push(n);
  return lists.map(list => list.sort((a, b) => tree.width[b] - tree.width[a]));
}

// ---- metrics: what costs are told in; the first one is that of the pictures

const { self, total, base_self, base_total, color } = functions;
const metrics = [{ metric: data.metric, functions: { self, total, base_self, base_total, color },
  arcs: { total: data.arcs.total, base: data.arcs.base }, tree: data.tree }, ...data.others];
let metricAt = -1, tree = null, nodesOf = [];

// A tree without nodes of its own has those of the first metric's.
function makeTree(index) {
  const columns = metrics[index].tree;
  if (!columns) return null;
  const tree = { ...(columns.up ? makeShape(columns) : treeOf(0)) };
  fillCosts(tree, columns);
  return tree;
}

const treeOf = index => (metrics[index].made ??= makeTree(index));
const flagsOf = node => (tree.flags ? +tree.flags[node] : 0);

// What the whole width stands for, and what shares are of.
const pictureWidth = node => (node ? tree.width[node] : Math.max(tree.width[0], data.metric.asked));
const wholeCost = () => Math.max(tree.total[0], data.metric.whole) || 1;

function* childrenOf(node) {
  for (let c = node + 1; c < tree.end[node]; c = tree.end[c]) yield c;
}

function ancestorsOf(node) {
  const path = [];
  for (let n = node; n > 0; n = tree.parent[n]) path.unshift(n);
  return path;
}

// ---- callers and callees

const callersOf = Array.from({ length: functionCount }, () => []);
const calleesOf = Array.from({ length: functionCount }, () => []);
data.arcs.caller.forEach((caller, arc) => {
  calleesOf[caller].push(arc);
  callersOf[data.arcs.callee[arc]].push(arc);
});

const byCost = (a, b) => (data.arcs.total[b] ?? 0) - (data.arcs.total[a] ?? 0) || a - b;

function useMetric(index) {
  if (index === metricAt) return;
  metricAt = index;
  const chosen = metrics[index];
  data.metric = chosen.metric;
  Object.assign(functions, chosen.functions);
  Object.assign(data.arcs, chosen.arcs);
  tree = treeOf(index);
  nodesOf = chosen.nodes ??= listNodes(tree);
  for (const lists of [callersOf, calleesOf]) for (const arcs of lists) arcs.sort(byCost);
}

useMetric(0);
