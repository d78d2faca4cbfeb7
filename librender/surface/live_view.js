// The picture as the script sees it: its cells (or nodes) with their elements, names and places.
const svg = document.currentScript.closest('svg');
const data = JSON.parse(svg.querySelector('metadata').textContent);
const isAlone = document.documentElement === svg;

function make(name, parent, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  parent.append(made);
  return made;
}

// A box's x, y, width and height.
function boxOf(shape) {
  if (shape.localName === 'rect') return ['x', 'y', 'width', 'height'].map(key => +shape.getAttribute(key));
  const steps = /^M(-?[\d.]+) ?(-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)/.exec(shape.getAttribute('d'));
  return steps ? steps.slice(1).map(Number) : [0, 0, 0, 0];
}

function setBox(shape, x, y, width, height) {
  if (shape.localName === 'rect') {
    shape.setAttribute('x', x);
    shape.setAttribute('y', y);
    shape.setAttribute('width', width);
  } else {
    shape.setAttribute('d', 'M' + x + ' ' + y + 'h' + width + 'v' + height + 'H' + x + 'z');
  }
}

function cellOfNode(node, index) {
  const shape = node.matches('path,rect') ? node : node.querySelector('path,rect');
  const text = node.querySelector('text');
  const extras = shape === node ? [] : [...node.querySelectorAll('path,rect,text')].filter(e => e !== shape && e !== text);
  return { index, node, shape, text, extras, title: node.querySelector('title')?.textContent || '', children: [],
           before: { shape: shape.cloneNode(false), text: text && text.cloneNode(true) } };
}

// What is the same in all tooltips of a function is told once; not again where it is all in one box.
function addNote(cell, note) {
  const title = cell.node.querySelector('title'), here = cell.title.split('\n')[1]?.split('), ')[0];
  if (!note || !title) return;
  const told = note.replace(/^\neverywhere (.*?\))(, calls (.*))?$/, (all, cost, calls, count) =>
    cost === here || cost === here + ')' ? count ? '\ncalls everywhere ' + count : '' : all);
  const last = cell.title.indexOf('\nrecursive');
  cell.title = last < 0 ? cell.title + told : cell.title.slice(0, last) + told + cell.title.slice(last);
  title.textContent = cell.title;
}

// Whatever has a tooltip; of a call graph, its boxes.
function cellNodes() {
  if (data.view === 'graph') return [...svg.querySelectorAll('.node')];
  const nodes = [...svg.querySelectorAll('title')].map(title => title.parentNode).filter(node => node !== svg);
  for (const node of nodes) if (!node.matches('.more')) node.classList.add('cell');
  return nodes;
}

function readCells() {
  const found = cellNodes().map(cellOfNode);
  let parent = 0, end = 0, numbers = data.cells;
  for (const cell of found) {
    const at = 4 * cell.index;
    parent += numbers[at + 1];
    cell.isAll = numbers[at] === 0;
    cell.more = numbers[at] < 0;
    cell.name = cell.more ? '' : data.names[numbers[at]];
    addNote(cell, data.notes[numbers[at]] || '');
    cell.parent = found[parent] || null;
    cell.depth = cell.parent ? cell.parent.depth + 1 : 0;
    cell.from = end + numbers[at + 2];
    end = cell.to = cell.from + numbers[at + 3];
    if (cell.parent) cell.parent.children.push(cell);
  }
  return found;
}

const cells = readCells();
const byNode = new Map(cells.map(cell => [cell.node, cell]));
const tops = cells.filter(cell => cell.isAll ? false : !cell.parent || cell.parent.isAll);

const cellAt = target => byNode.get(target.closest?.('.cell,.more,.node'));
const isShown = cell => cell.node.getAttribute('display') !== 'none';

function show(cell, shown) {
  if (shown) cell.node.removeAttribute('display');
  else cell.node.setAttribute('display', 'none');
}

function isAbove(cell, other) {
  while (other && other !== cell) other = other.parent;
  return other === cell;
}

function showExtras(cell, shown) {
  for (const extra of cell.extras)
    if (shown) extra.removeAttribute('display');
    else extra.setAttribute('display', 'none');
}

// Puts a label in the place of what the cell says and how it is marked, which was made for another size; an element is made for cells that had no room for one.
function setText(cell, label, attributes) {
  showExtras(cell, false);
  if (!cell.text) {
    if (!label) return;
    cell.text = make('text', cell.node === cell.shape ? cell.node.parentNode : cell.node, {});
    if (cell.node === cell.shape) cell.node.after(cell.text);
    const model = labelled && labelled.text.getAttribute('class');
    if (model) cell.text.setAttribute('class', model);
  }
  cell.text.textContent = label;
  cell.text.removeAttribute('textLength');
  for (const key in attributes) cell.text.setAttribute(key, attributes[key]);
  cell.text.style.fill = inkOn(cell.shape);
}

// Gives a cell what it had without the script.
function restore(cell) {
  show(cell, true);
  showExtras(cell, true);
  cell.shape.style.fill = '';
  for (const attribute of cell.before.shape.attributes) cell.shape.setAttribute(attribute.name, attribute.value);
  if (!cell.text) return;
  cell.text.textContent = '';
  for (const name of cell.text.getAttributeNames()) if (name !== 'class') cell.text.removeAttribute(name);
  if (!cell.before.text) return;
  cell.text.textContent = cell.before.text.textContent;
  for (const attribute of cell.before.text.attributes) cell.text.setAttribute(attribute.name, attribute.value);
}

// The names from the outermost function to the cell.
function pathOf(cell) {
  const path = [];
  for (; cell && !cell.isAll; cell = cell.parent) path.unshift(cell.name);
  return path;
}

// All cells with a path of names; where one is not found, with the part of it that is.
function cellsOf(path) {
  let found = [];
  for (const name of path) {
    const from = found.length ? found.flatMap(cell => cell.children) : tops;
    let next = from.filter(cell => cell.name === name);
    if (!next.length) next = from.filter(cell => !cell.more && shortName(cell.name) === shortName(name));
    if (!next.length) break;
    found = next;
  }
  return found;
}
