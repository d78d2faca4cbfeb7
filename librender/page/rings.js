// Sunburst: the root as a disc, one equally thick ring a level, clockwise from 12 o'clock.

const TURN = 2 * Math.PI, THINNEST_RING = 14.5, THINNEST_EQUAL_RING = 14;
const LONGEST_ARC = 0.8 * Math.PI, LEAST_FONT = 11, LARGEST_FONT = 17, FONT_OF_RING = 0.24;

class RingsView extends CellCanvas {
  constructor(name, title, description) {
    super(name, title, 'weight', description);
    this.moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 'nearer', ArrowDown: 'deeper' };
    this.element = make('div', { className: 'rings' }, this.canvas);
  }

  refresh() {
    const size = Math.max(Math.min(this.element.clientWidth, Math.max(innerHeight - 220, 360)), 240);
    const key = JSON.stringify([state.root, size]);
    if (key !== this.key) {
      this.key = key;
      this.size = size;
      this.lay();
    }
    this.draw();
  }

  lay() {
    const radius = this.size / 2 - 4, base = tree.depth[state.root];
    const room = Math.max(Math.floor(data.looks.areas ? radius / (2 * THINNEST_EQUAL_RING) : radius / THINNEST_RING - 1), 1);
    const seen = layOut(LEAST_WIDTH / (TURN * radius), this.order, base + room);
    this.base = base;
    this.cells = seen;
    const busy = this.busyDepth();
    this.cells = seen.filter(cell => cell.depth <= busy);
    this.isCut = seen.some(cell => cell.depth > busy || (cell.depth === base + room && !cell.more &&
      tree.end[cell.node] > cell.node + 1));
    this.levels = Math.max(busy - base, 1);
    const natural = radius / (data.looks.areas ? Math.sqrt(this.levels + 1) : this.levels + 1);
    this.hole = Math.max(natural, Math.min(40, radius / 4));
    this.radius = radius;
    // thick rings have larger labels; the outermost ring is the thinnest
    const thinnest = radius - this.radiusOf(this.levels - 1);
    this.fontSize = Math.round(Math.max(Math.min(FONT_OF_RING * thinnest, LARGEST_FONT), LEAST_FONT));
  }

  remark() {
    return this.isCut ? 'There are more levels than rings: zoom in to see them.' : '';
  }

  // Long thin rays would make all rings thin.
  busyDepth() {
    const sums = [];
    for (const cell of this.cells) sums[cell.depth] = (sums[cell.depth] || 0) + cell.to - cell.from;
    return sums.reduce((deepest, sum, depth) => (sum >= 0.03 ? depth : deepest), this.base);
  }

  // Where a ring begins: all are equally thick, or of equal area.
  radiusOf(ring) {
    const part = ring / this.levels, { hole, radius } = this;
    return data.looks.areas ? Math.sqrt(hole ** 2 + (radius ** 2 - hole ** 2) * part) : hole + (radius - hole) * part;
  }

  ringAt(distance) {
    const { hole, radius } = this;
    const part = data.looks.areas ? (distance ** 2 - hole ** 2) / (radius ** 2 - hole ** 2)
      : (distance - hole) / (radius - hole);
    return Math.floor(part * this.levels);
  }

  innerOf(cell) {
    return cell.depth > this.base ? this.radiusOf(cell.depth - this.base - 1) : 0;
  }

  outerOf(cell) {
    return this.radiusOf(cell.depth - this.base);
  }

  trace(context, cell, inset = 0) {
    const from = cell.from * TURN - TURN / 4, to = cell.to * TURN - TURN / 4, inner = this.innerOf(cell);
    context.beginPath();
    context.arc(0, 0, this.outerOf(cell) - inset, from, to);
    if (inner > 0) context.arc(0, 0, inner + inset, to, from, true);
    context.closePath();
  }

  draw() {
    const context = this.prepare(this.size, this.size), marked = [];
    context.translate(this.size / 2, this.size / 2);
    context.font = this.fontSize + 'px ' + FONT;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    this.cells.forEach((cell, index) => {
      if (cell.depth < this.base) return;
      const fill = this.fillOf(cell);
      this.drawSector(context, cell, fill);
      const outline = this.outlineOf(cell, index);
      if (outline) marked.push([cell, outline]);
    });
    for (const [cell, outline] of marked) {
      context.lineWidth = outline;
      context.strokeStyle = pageColor('text');
      this.trace(context, cell, outline / 2);
      context.stroke();
    }
  }

  drawSector(context, cell, fill) {
    this.trace(context, cell);
    context.fillStyle = fill;
    context.fill();
    if ((cell.to - cell.from) * TURN * this.outerOf(cell) > 2) {
      context.lineWidth = 0.75;
      context.strokeStyle = pageColor('background');
      context.stroke();
    }
    context.fillStyle = readableOn(fill);
    if (cell.depth === this.base) this.drawMiddle(context, cell);
    else this.drawLabel(context, cell);
  }

  drawMiddle(context, cell) {
    const value = valueText(tree.total[cell.node]), room = 2 * this.hole - 12;
    const texts = cell.node ? [textAt(functions.short[tree.function[cell.node]])] : ['all'];
    context.fillText(fitText(context, texts, room), 0, -8);
    context.fillText(fitText(context, [value], room), 0, 8);
  }

  // As in the static picture: along the ring or the radius, whichever gives more room.  Nothing goes on where it
  // would stand on its head.
  arcRoom(cell) {
    const inner = this.innerOf(cell), outer = this.outerOf(cell);
    if (outer - inner < this.fontSize * 1.3) return 0;
    return Math.min((cell.to - cell.from) * TURN, LONGEST_ARC) * (inner + outer) / 2 - 6;
  }

  radialRoom(cell) {
    const span = (cell.to - cell.from) * TURN, inner = this.innerOf(cell);
    if (span < TURN / 2 && 2 * (inner + 3) * Math.tan(span / 2) < this.fontSize * 1.25) return 0;
    return this.outerOf(cell) - inner - 6;
  }

  drawLabel(context, cell) {
    const arc = this.arcRoom(cell), radial = this.radialRoom(cell), room = Math.max(arc, radial);
    if (room < 2 * this.fontSize) return;
    context.font = labelFont(this.fontSize, this.functionOf(cell));
    const label = fitText(context, cellTexts(cell), room);
    if (!label) return;
    const angle = (cell.from + cell.to) / 2 * TURN, middle = (this.innerOf(cell) + this.outerOf(cell)) / 2;
    if (arc >= radial) this.drawAlong(context, label, angle, middle);
    else this.drawTurned(context, label, angle, angle - TURN / 4, middle);
  }

  // A text in its place on a circle, upright.
  drawTurned(context, text, angle, turn, distance) {
    context.save();
    context.translate(distance * Math.sin(angle), -distance * Math.cos(angle));
    context.rotate(Math.cos(turn) < -1e-9 ? turn + TURN / 2 : turn);
    context.fillText(text, 0, 0);
    context.restore();
  }

  // Letter by letter; in the lower half against the clock.
  drawAlong(context, text, angle, distance) {
    const letters = [...text], sizes = letters.map(letter => widthOf(context, letter));
    const direction = Math.cos(angle) < -1e-9 ? -1 : 1;
    let at = -sizes.reduce((sum, size) => sum + size, 0) / 2;
    letters.forEach((letter, i) => {
      const place = angle + direction * (at + sizes[i] / 2) / distance;
      at += sizes[i];
      context.save();
      context.rotate(direction > 0 ? place : place - TURN / 2);
      context.fillText(letter, 0, direction > 0 ? -distance : distance);
      context.restore();
    });
  }

  cellAt(x, y) {
    const dx = x - this.size / 2, dy = y - this.size / 2, distance = Math.hypot(dx, dy);
    const turn = (Math.atan2(dx, -dy) / TURN + 1) % 1;
    const depth = distance < this.hole ? this.base : this.base + 1 + this.ringAt(distance);
    return this.cells.findIndex(cell => cell.depth === depth && turn >= cell.from && turn < cell.to);
  }

  // The middle leads out of where it leads in.
  choose(index) {
    const isMiddle = index >= 0 && this.cells[index].node === state.root && state.root > 0;
    super.choose(isMiddle ? this.cells[index].parent : index);
  }
}
