// The tree as cells of a picture one unit wide: the root and what it calls, and, in rows above, its callers.
// Only what is wide enough to be seen is ever visited.

function compareText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

const nodeName = node => (tree.function[node] < 0 ? '' : nameOf(tree.function[node]));

function sortChildren(children, order) {
  if (order === 'first') return;
  children.sort((a, b) => (order === 'weight' ? tree.width[b] - tree.width[a] : 0) ||
    compareText(nodeName(a), nodeName(b)) || a - b);
}

function placeChildren(cells, index, least, order) {
  const cell = cells[index], whole = pictureWidth(state.root), children = [];
  let at = cell.from, restCount = 0, rest = 0;
  for (const child of childrenOf(cell.node)) {
    const share = tree.width[child] / whole;
    if (!tree.more[child] && share >= least) { children.push(child); continue; }
    restCount += tree.more[child] || (share > 0 ? 1 : 0);
    rest += share;
  }
  sortChildren(children, order);
  for (const node of children) {
    const to = at + tree.width[node] / whole;
    cells.push({ node, parent: index, depth: cell.depth + 1, from: at, to, more: 0 });
    at = to;
  }
  if (restCount && rest >= least)
    cells.push({ node: cell.node, parent: index, depth: cell.depth + 1, from: at, to: at + rest, more: restCount });
}

// Cells narrower than `least` (a share of the width) go into one that stands for them.
function layOut(least, order, deepest = Infinity) {
  const path = [0, ...ancestorsOf(state.root)], cells = [];
  if (!(pictureWidth(state.root) > 0)) return cells;
  path.forEach((node, depth) => cells.push({ node, parent: depth - 1, depth, from: 0, to: 1, more: 0 }));
  for (let i = path.length - 1; i < cells.length; i++)
    if (!cells[i].more && cells[i].depth < deepest) placeChildren(cells, i, least, order);
  return cells;
}

// ---- what is said of a cell

const shareOf = node => tree.total[node] / wholeCost();

function costLabel(node) {
  if (!isCompared) return shareText(shareOf(node));
  const now = tree.total[node], base = tree.baseTotal[node];
  return (now > 0 && base > 0 ? shareText(shareOf(node)) : base > 0 ? 'vanished' : 'new') +
    ' (' + signedText(now - base) + ')';
}

const moreText = count => '… ' + countText(count) + ' more';

function rootText() {
  const part = tree.total[0] / wholeCost();
  const text = 'all: ' + valueText(tree.total[0]) + (part < 0.9995 && !isCompared ? ' · ' + shareText(part) : '');
  return isCompared ? text + ' · ' + signedText(tree.total[0] - tree.baseTotal[0]) : text;
}

// SnakeViz' way to say where a function is.
function placeText(f) {
  const place = placeOf(f).split('/').pop();
  return place ? place + '(' + nameOf(f) + ')' : nameOf(f);
}

const estimateMark = node => flagsOf(node) & ESTIMATED ? '≈ ' : '';
const costHere = node => estimateMark(node) + valueText(tree.total[node]);

// From the most to the least that can be said.
function cellTexts(cell) {
  if (cell.more) return [moreText(cell.more)];
  if (cell.node === 0) return [rootText(), valueText(tree.total[0])];
  const f = tree.function[cell.node], mark = estimateMark(cell.node);
  const label = mark + labelOf(f), short = textAt(functions.short[f]), cost = ' · ' + costLabel(cell.node);
  return [label + cost, label, labelOf(f), mark + short + cost, mark + short, short];
}

function cellTip(cell) {
  if (cell.more) {
    const width = (cell.to - cell.from) * pictureWidth(state.root);
    return countText(cell.more) + (cell.more === 1 ? ' more function' : ' more functions') +
      (isCompared ? '' : '\n' + valueText(width) + ' (' + shareText(width / wholeCost()) + ')');
  }
  const f = tree.function[cell.node];
  const lines = f < 0 ? [rootText()] : [nameOf(f), placeOf(f) || moduleOf(f)].filter(Boolean);
  if (f >= 0) lines.push('here: ' + costHere(cell.node) + ' (' + costLabel(cell.node) + ')');
  if (f >= 0 && !data.looks.reversed) lines.push('self here: ' + estimateMark(cell.node) + valueText(tree.self[cell.node]));
  if (flagsOf(cell.node) & CYCLE) lines.push('recursive');
  return lines.join('\n');
}
