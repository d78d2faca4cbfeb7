// Flame graph and icicle: rows of boxes on a canvas that is as large as what is seen of them.

const SNAKEVIZ_LEVELS = 10, ROW = 20, TALLEST_ROW = 64, LEAST_WIDTH = 0.5;
// On paper, as in pictures: rows that are hardly filled are thinner where all of them would be too high.
const ROW_FILLED = 0.08, SHAPE_ON_PAPER = 0.75, LOWEST_ROW = 1.5, LEAST_LABELLED = 16;

// A box at x and y, room px wide and height px tall, without the gap to the next ones.
function fillBox(context, x, y, room, height, fill) {
  context.fillStyle = fill;
  context.fillRect(x, y, room - (room > 3 ? 0.5 : room * 0.1), height > 3 ? height - 1 : height);
}

function outlineBox(context, x, y, room, height, size) {
  const width = Math.max(room, 2);
  context.lineWidth = size;
  context.strokeStyle = pageColor('text');
  context.strokeRect(x + size / 2, y + size / 2, Math.max(width - 0.5 - size, 0.5), height - 1 - size);
}

class RowsView extends CellCanvas {
  constructor(name, title, isUpwards, description) {
    super(name, title, name === 'flame' ? 'name' : 'weight', description);
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
      const deepest = data.looks.snakeviz ? tree.depth[state.root] + SNAKEVIZ_LEVELS : Infinity;
      this.cells = layOut(LEAST_WIDTH / width, this.order, deepest);
      this.isCut = this.cells.some(cell => cell.depth === deepest && !cell.more && tree.end[cell.node] > cell.node + 1);
      this.levels = this.cells.reduce((most, cell) => Math.max(most, cell.depth + 1), 1);
      this.row = data.looks.snakeviz ? Math.min(Math.max(width * 0.5 / (this.levels + 1), ROW), TALLEST_ROW) : ROW;
      this.space.style.height = this.levels * this.row + 'px';
      this.scroll.scrollTop = this.isUpwards ? this.levels * this.row : 0;
    }
    this.draw();
  }

  remark() {
    return this.isCut ? 'There are more levels: zoom in to see them.' : '';
  }

  sizeRows(width) {
    const most = width * SHAPE_ON_PAPER, filled = [];
    this.lowFrom = this.levels;
    this.low = this.row;
    if (!isPrinting || this.levels * this.row <= most) return;
    for (const cell of this.cells) filled[cell.depth] = (filled[cell.depth] || 0) + cell.to - cell.from;
    this.lowFrom = filled.findLastIndex(share => share >= ROW_FILLED) + 1;
    const room = (most - this.lowFrom * this.row) / (this.levels - this.lowFrom || 1);
    this.low = Math.max(Math.min(room, this.row), LOWEST_ROW);
  }

  startOf(depth) {
    return Math.min(depth, this.lowFrom) * this.row + Math.max(depth - this.lowFrom, 0) * this.low;
  }

  heightOf(cell) {
    return cell.depth < this.lowFrom ? this.row : this.low;
  }

  topOf(cell) {
    return this.isUpwards ? this.startOf(this.levels) - this.startOf(cell.depth + 1) : this.startOf(cell.depth);
  }

  draw() {
    const width = this.scroll.clientWidth;
    this.sizeRows(width);
    this.space.style.height = this.startOf(this.levels) + 'px';
    const height = Math.min(isPrinting ? Infinity : this.scroll.clientHeight, this.startOf(this.levels), 16000);
    const top = isPrinting ? 0 : this.scroll.scrollTop, context = this.prepare(width, height);
    context.textBaseline = 'middle';
    this.drawCells(context, width, height, top);
    this.drawHovered();
  }

  drawCells(context, width, height, top) {
    const marked = [];
    for (const cell of this.cells) {
      const y = this.topOf(cell) - top;
      if (y + this.row < 0 || y > height) continue;
      const fill = this.fillOf(cell);
      this.drawBox(context, cell, y, width, fill);
      const outline = this.outlineOf(cell);
      if (outline) marked.push([cell, outline]);
    }
    for (const [cell, outline] of marked) this.drawOutline(context, cell, outline);
  }

  drawOutline(context, cell, outline) {
    const width = this.scroll.clientWidth, y = this.topOf(cell) - (isPrinting ? 0 : this.scroll.scrollTop);
    outlineBox(context, cell.from * width, y, (cell.to - cell.from) * width, this.heightOf(cell), outline);
  }

  flagsOf(cell) { return cell.more ? 0 : flagsOf(cell.node); }
  textsOf(cell) { return cellTexts(cell); }

  drawBox(context, cell, y, width, fill) {
    const flags = this.flagsOf(cell), height = this.heightOf(cell);
    const x = cell.from * width, room = (cell.to - cell.from) * width;
    fillBox(context, x, y, room, height, fill);
    if (room > 8 && flags & ESTIMATED) {
      context.setLineDash(flags & CYCLE ? [4, 3] : [1, 2]);
      context.strokeStyle = outlineOn(fill);
      context.lineWidth = 0.75;
      context.strokeRect(x + 0.5, y + 0.5, room - 1.5, height - 2);
      context.setLineDash([]);
    }
    if (room < 24 || height < LEAST_LABELLED) return;
    context.font = labelFont(12, this.functionOf(cell));
    context.fillStyle = readableOn(fill);
    if (data.looks.snakeviz && cell.node !== undefined) this.drawInTheMiddle(context, cell, x + room / 2, y, room - 8);
    else context.fillText(fitText(context, this.textsOf(cell), room - 8), x + 4, y + this.row / 2);
  }

  // As SnakeViz has it: the place, and below it the cost where there is room.
  drawInTheMiddle(context, cell, middle, y, room) {
    const hasTwo = this.row >= 30 && this.isPart(cell), step = hasTwo ? 8 : 0;
    const place = this.isPart(cell) ? [placeText(this.functionOf(cell))] : [];
    context.textAlign = 'center';
    context.fillText(fitText(context, [...place, ...cellTexts(cell).slice(-2)], room), middle, y + this.row / 2 - step);
    const cost = hasTwo ? costHere(cell.node) : '';
    if (widthOf(context, cost) <= room) context.fillText(cost, middle, y + this.row / 2 + step);
    context.textAlign = 'start';
  }

  cellAt(x, y) {
    const width = this.scroll.clientWidth, row = Math.floor((y + this.scroll.scrollTop) / this.row);
    const depth = this.isUpwards ? this.levels - 1 - row : row, at = x / width;
    return this.cells.findIndex(cell => cell.depth === depth && at >= cell.from && at < cell.to);
  }

  reveal(cell) {
    const top = this.topOf(cell), { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop) this.scroll.scrollTop = top;
    else if (top + this.row > scrollTop + clientHeight) this.scroll.scrollTop = top + this.row - clientHeight;
  }
}
