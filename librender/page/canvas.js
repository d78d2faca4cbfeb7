// What the canvases of cells have in common: sharp pixels, the pointer, the keyboard, the tooltip.

const HOVER_OUTLINE = 1.5;

const tip = make('div', { id: 'tip', hidden: true });

function showTip(text, event) {
  tip.textContent = text;
  tip.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = tip;
  const x = Math.min(event.clientX + 12, innerWidth - width - 8);
  const y = event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18;
  tip.style.left = Math.max(x, 4) + 'px';
  tip.style.top = Math.max(y, 4) + 'px';
}

class CellCanvas {
  constructor(name, title, order, description) {
    this.name = name;
    this.title = title;
    this.order = data.looks.order || order;
    this.cells = [];
    this.description = description;
    this.canvas = make('canvas', { tabIndex: 0, role: 'application', 'aria-roledescription': title });
    this.forget();
    this.canvas.addEventListener('pointermove', event => this.hover(event));
    this.canvas.addEventListener('pointerleave', () => { tip.hidden = true; this.setHovered(-1); });
    this.canvas.addEventListener('click', event => this.choose(this.cellAtEvent(event)));
    this.canvas.addEventListener('keydown', event => this.pressed(event));
    this.hovered = -1;
  }

  // Lays the cells out anew; called whenever costs have changed.
  forget() {
    this.key = '';
    this.canvas.setAttribute('aria-label', this.title + ' of ' + this.measure() + '. ' + this.description +
      ' Arrow keys move between functions, Enter zooms, Escape shows everything; the function is described ' +
      'in the details.');
  }

  // What cells of a tree are; a view of other cells says it itself.
  measure() { return data.metric.name; }
  functionOf(cell) { return cell.more ? -1 : tree.function[cell.node]; }
  isPart(cell) { return !cell.more && cell.node > 0; }
  isChosen(cell) { return cell.node === state.node; }
  tipOf(cell) { return cellTip(cell); }
  colorOf(cell) { return nodeColor(cell.node); }
  select(cell) { change({ node: cell.node, function: tree.function[cell.node] }); }

  cellAtEvent(event) {
    const box = this.canvas.getBoundingClientRect();
    return this.cellAt(event.clientX - box.left, event.clientY - box.top);
  }

  setHovered(index) {
    if (index === this.hovered) return;
    this.hovered = index;
    this.drawHovered();
  }

  // Points at a cell, without drawing all of them anew: over a copy of what was drawn.
  drawHovered() {
    const cell = this.cells[this.hovered], context = this.canvas.getContext('2d');
    if (this.still) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalCompositeOperation = 'copy';
      context.drawImage(this.still, 0, 0);
      context.restore();
    } else if (cell) {
      this.still = make('canvas', { width: this.canvas.width, height: this.canvas.height });
      this.still.getContext('2d').drawImage(this.canvas, 0, 0);
    }
    if (cell && this.outlineOf(cell) < HOVER_OUTLINE) this.drawOutline(context, cell, HOVER_OUTLINE);
  }

  hover(event) {
    const index = this.cellAtEvent(event);
    this.setHovered(index);
    this.canvas.classList.toggle('over', index >= 0);
    if (index >= 0) showTip(this.tipOf(this.cells[index]), event);
    else tip.hidden = true;
  }

  choose(index) {
    if (index < 0) return;
    const { node } = this.cells[index];
    change({ root: node, node, function: tree.function[node] });
    this.canvas.focus({ preventScroll: true });
  }

  // The cell that the keyboard is at.
  cursor() {
    const at = this.cells.findIndex(cell => this.isChosen(cell) && !cell.more);
    return at >= 0 ? at : this.start();
  }

  start() {
    return this.cells.findIndex(cell => cell.node === state.root && !cell.more);
  }

  neighbour(at, step) {
    const { depth } = this.cells[at];
    for (let i = at + step; this.cells[i] && this.cells[i].depth === depth; i += step)
      if (!this.cells[i].more) return i;
    return at;
  }

  deeper(at) {
    let best = at;
    this.cells.forEach((cell, i) => {
      const isWider = best === at || cell.to - cell.from > this.cells[best].to - this.cells[best].from;
      if (cell.parent === at && !cell.more && isWider) best = i;
    });
    return best;
  }

  pressed(event) {
    const move = this.moves[event.key], at = this.cursor();
    if (event.ctrlKey || event.metaKey || event.altKey || at < 0) return;
    if (event.key === 'Enter' || event.key === ' ') this.choose(at);
    else if (event.key === 'Backspace') history.back();
    else if (move) {
      const index = move === 'deeper' ? this.deeper(at)
        : move === 'nearer' ? (this.cells[at].parent < 0 ? at : this.cells[at].parent) : this.neighbour(at, move);
      this.select(this.cells[index]);
      this.reveal(this.cells[index]);
    } else return;
    event.preventDefault();
  }

  reveal() {}

  // Makes the canvas so large, in px, and gives its context in px.
  prepare(width, height) {
    this.still = null;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = width + 'px';
    this.canvas.style.height = height + 'px';
    const context = this.canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = pageColor('background');
    context.fillRect(0, 0, width, height);
    return context;
  }

  // While something is searched for, what is not found is grey.
  fillOf(cell) {
    if (!this.isPart(cell)) return pageColor('rest');
    if (found.isActive && !isFound(this.functionOf(cell))) return pageColor('rest');
    return this.colorOf(cell);
  }

  // The outline of a cell; nothing is told by colour alone.
  outlineOf(cell) {
    const f = this.functionOf(cell);
    if (f >= 0 && f === state.function) return this.isChosen(cell) ? 3 : 2;
    if (highlighted.has(f)) return 1.5;
    return isFound(f) ? 1 : 0;
  }

  scheduleDraw() {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => { this.isScheduled = false; this.draw(); });
  }
}
