// Flame graph and icicle: rows of boxes on a canvas that is as large as what is seen of them.

const ROW = 20, LEAST_WIDTH = 0.5;

class RowsView extends CellCanvas {
  constructor(name, title, isUpwards, description) {
    super(name, title, isUpwards ? 'name' : 'weight', description);
    this.isUpwards = isUpwards;
    this.moves = { ArrowLeft: -1, ArrowRight: 1, [isUpwards ? 'ArrowUp' : 'ArrowDown']: 'deeper',
      [isUpwards ? 'ArrowDown' : 'ArrowUp']: 'nearer' };
    this.space = make('div', { className: 'space' }, this.canvas);
    this.scroll = make('div', { className: 'scroll' }, this.space);
    this.scroll.addEventListener('scroll', () => this.scheduleDraw());
    this.element = this.scroll;
  }

  refresh() {
    const width = this.scroll.clientWidth;
    const key = JSON.stringify([state.root, width]);
    if (key !== this.key) {
      this.key = key;
      this.cells = layOut(LEAST_WIDTH / width, this.order);
      this.levels = this.cells.reduce((most, cell) => Math.max(most, cell.depth + 1), 1);
      this.space.style.height = this.levels * ROW + 'px';
      this.scroll.scrollTop = this.isUpwards ? this.levels * ROW : 0;
    }
    this.draw();
  }

  topOf(cell) {
    return (this.isUpwards ? this.levels - 1 - cell.depth : cell.depth) * ROW;
  }

  draw() {
    const width = this.scroll.clientWidth;
    const height = Math.min(isPrinting ? Infinity : this.scroll.clientHeight, this.levels * ROW, 16000);
    const top = isPrinting ? 0 : this.scroll.scrollTop, context = this.prepare(width, height);
    context.font = '12px ' + FONT;
    context.textBaseline = 'middle';
    const marked = [];
    this.cells.forEach((cell, index) => {
      const y = this.topOf(cell) - top;
      if (y + ROW < 0 || y > height) return;
      const fill = this.fillOf(cell);
      this.drawBox(context, cell, y, width, fill);
      const outline = this.outlineOf(cell, index);
      if (outline) marked.push([cell, y, outline]);
    });
    for (const [cell, y, outline] of marked) this.drawOutline(context, cell, y, width, outline);
  }

  drawBox(context, cell, y, width, fill) {
    const x = cell.from * width, room = (cell.to - cell.from) * width;
    context.fillStyle = fill;
    context.fillRect(x, y, room - (room > 3 ? 0.5 : room * 0.1), ROW - 1);
    if (room > 8 && !cell.more && flagsOf(cell.node) & ESTIMATED) {
      context.setLineDash(flagsOf(cell.node) & CYCLE ? [4, 3] : [1, 2]);
      context.strokeStyle = readableOn(fill);
      context.globalAlpha = 0.55;
      context.lineWidth = 0.75;
      context.strokeRect(x + 0.5, y + 0.5, room - 1.5, ROW - 2);
      context.globalAlpha = 1;
      context.setLineDash([]);
    }
    if (room < 24) return;
    const label = fitText(context, cellTexts(cell), room - 8);
    if (!label) return;
    context.fillStyle = readableOn(fill);
    context.fillText(label, x + 4, y + ROW / 2);
  }

  drawOutline(context, cell, y, width, size) {
    const x = cell.from * width, room = Math.max((cell.to - cell.from) * width, 2);
    context.lineWidth = size;
    context.strokeStyle = pageColor('text');
    context.strokeRect(x + size / 2, y + size / 2, Math.max(room - 0.5 - size, 0.5), ROW - 1 - size);
  }

  cellAt(x, y) {
    const width = this.scroll.clientWidth, row = Math.floor((y + this.scroll.scrollTop) / ROW);
    const depth = this.isUpwards ? this.levels - 1 - row : row, at = x / width;
    return this.cells.findIndex(cell => cell.depth === depth && at >= cell.from && at < cell.to);
  }

  reveal(cell) {
    const top = this.topOf(cell), { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop) this.scroll.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.scroll.scrollTop = top + ROW - clientHeight;
  }
}
