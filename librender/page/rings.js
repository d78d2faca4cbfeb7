// Sunburst: the root as a disc, one ring a level, clockwise from 12 o'clock.

const TURN = 2 * Math.PI, THINNEST_RING = 20, THINNEST_EQUAL_RING = 16;
const LEAST_FONT = 11, LARGEST_FONT = 17, FONT_OF_RING = 0.3, FONT_SIZES = 3;
// How far the ends of a label lean to the side: where there is room, and at most; beyond a quarter letters stand on their heads.
const LEAN = 0.22 * TURN, MOST_LEAN = 0.26 * TURN;
// What letters take of a ring: their height on either side of the middle of their line, in font sizes, and air.
const HALF_HEIGHT = 0.54, AIR = 1.5, LINE = 0.75;
const heightOf = size => 2 * (HALF_HEIGHT * size + AIR) + LINE;
// Where much lies beyond the last ring, those in which nearly everything runs are thin, if there are so many.
const MUCH_CUT = 0.2, THIN_RING = 5, NEARLY_ALL = 0.95, THIN_SHARE = 0.35, THIN_RINGS_LEAST = 4, MIDDLE = 40;

class RingsView extends CellCanvas {
  constructor(name, title, description) {
    super(name, title, 'weight', description);
    this.moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 'nearer', ArrowDown: 'deeper' };
    this.element = make('div', { className: 'rings' }, this.canvas);
  }

  // As high as the window, with room for what stands below.
  refresh() {
    const top = this.element.getBoundingClientRect().top + scrollY, high = Math.max(innerHeight - top - 80, 360);
    const size = Math.floor(Math.max(Math.min(this.element.clientWidth, high), 240));
    const key = JSON.stringify([state.root, size]);
    if (key !== this.key) {
      this.key = key;
      this.size = size;
      this.lay();
    }
    this.draw();
  }

  lay() {
    const radius = this.radius = this.size / 2 - 4, base = this.base = tree.depth[state.root];
    this.thin = 0;
    this.fill(base);
    const most = Math.floor(radius * THIN_SHARE / THIN_RING);
    const chain = this.cutShare > MUCH_CUT && !data.looks.areas ? Math.min(this.chainDepth() - 1, most) : 0;
    if (chain >= THIN_RINGS_LEAST) {
      this.thin = chain;
      this.fill(base);
    }
    const natural = data.looks.areas ? radius / Math.sqrt(this.levels + 1)
      : (radius - this.thin * THIN_RING) / (this.levels - this.thin + 1);
    this.hole = Math.max(natural, Math.min(MIDDLE, radius / 4));
    // thick rings have larger labels; the outermost ring is the thinnest
    const thinnest = radius - this.radiusOf(this.levels - 1);
    this.fontSize = Math.round(Math.max(Math.min(FONT_OF_RING * thinnest, LARGEST_FONT), LEAST_FONT));
  }

  // Finds the cells of as many levels as have room.
  fill(base) {
    const { radius, thin } = this, inner = Math.min(MIDDLE, radius / 4);
    const room = data.looks.areas ? radius / (2 * THINNEST_EQUAL_RING)
      : thin + (radius - inner - thin * THIN_RING) / THINNEST_RING;
    const deepest = base + Math.max(Math.floor(room), 1);
    this.cells = layOut(LEAST_WIDTH / (TURN * radius), this.order, deepest);
    const last = this.busyDepth();
    this.cells = this.cells.filter(cell => cell.depth <= last);
    this.levels = last - base;
    this.cutShare = this.cells.reduce((sum, cell) => sum + (cell.depth === last ? this.hiddenShare(cell) : 0), 0);
  }

  // What the callees of a cell in the last ring take of the total.
  hiddenShare(cell) {
    const costs = cell.more ? [] : [...childrenOf(cell.node)].map(child => tree.width[child]);
    return costs.reduce((sum, cost) => sum + cost, 0) / (isCompared ? pictureWidth(0) : wholeCost());
  }

  // How many levels there are in each of which one function, called by that of the one before, costs nearly all.
  chainDepth() {
    const whole = pictureWidth(state.root);
    let depth = 0;
    for (let node = state.root, next; ; node = next, depth++) {
      next = [...childrenOf(node)].find(child => !tree.more[child] && tree.width[child] >= NEARLY_ALL * whole);
      if (next === undefined) return depth;
    }
  }

  remark() {
    const whose = data.looks.reversed ? 'callers' : 'callees', ring = this.levels === 1 ? 'the ring' : 'ring ' + this.levels;
    const more = this.cutShare > 0 ? 'Beyond ' + ring + ', ' + whose + ' that take ' + shareText(this.cutShare) +
      ' of the total are not drawn: zoom in to see them.' : '';
    return more + (this.thin ? ' In the thin rings in the middle nearly everything runs.' : '');
  }

  // The last level that is drawn: long thin rays would make all rings thin.
  busyDepth() {
    const sums = [];
    for (const cell of this.cells) sums[cell.depth] = (sums[cell.depth] || 0) + cell.to - cell.from;
    return sums.reduce((deepest, sum, depth) => (sum >= 0.03 ? depth : deepest), this.base + 1);
  }

  // Where a ring begins: all are equally thick but for the thin ones, or of equal area.
  radiusOf(ring) {
    const { hole, radius, thin, levels } = this, begin = hole + thin * THIN_RING;
    if (data.looks.areas) return Math.sqrt(hole ** 2 + (radius ** 2 - hole ** 2) * ring / levels);
    return ring < thin ? hole + ring * THIN_RING : begin + (radius - begin) * (ring - thin) / (levels - thin);
  }

  ringAt(distance) {
    const { hole, radius, thin, levels } = this, begin = hole + thin * THIN_RING;
    if (data.looks.areas) return Math.floor((distance ** 2 - hole ** 2) / (radius ** 2 - hole ** 2) * levels);
    return distance < begin ? Math.floor((distance - hole) / THIN_RING)
      : thin + Math.floor((distance - begin) / (radius - begin) * (levels - thin));
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
    for (const cell of this.cells) {
      if (cell.depth < this.base) continue;
      this.drawSector(context, cell, this.fillOf(cell));
      const outline = this.outlineOf(cell);
      if (outline) marked.push([cell, outline]);
    }
    for (const [cell, outline] of marked) this.drawOutline(context, cell, outline);
    this.drawHovered();
  }

  drawOutline(context, cell, outline) {
    context.lineWidth = outline;
    context.strokeStyle = pageColor('text');
    this.trace(context, cell, outline / 2);
    context.stroke();
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

  // A number that is cut tells another one: it is smaller instead.
  drawMiddle(context, cell) {
    const value = costHere(cell.node), room = 2 * this.hole - 12;
    const texts = cell.node ? [textAt(functions.short[tree.function[cell.node]])] : ['all'];
    context.font = this.fontSize + 'px ' + FONT;
    context.fillText(fitText(context, texts, room), 0, -8);
    const size = Math.min(this.fontSize * room / widthOf(context, value), this.fontSize);
    context.font = size.toFixed(1) + 'px ' + FONT;
    context.fillText(value, 0, 8);
  }

  // The parts of a sector in which letters stand upright: around the top, the bottom, and the top again.
  uprightParts(cell) {
    return [0, TURN / 2, TURN].map(pole => ({ pole, from: Math.max(cell.from * TURN, pole - MOST_LEAN),
      to: Math.min(cell.to * TURN, pole + MOST_LEAN) }));
  }

  // As in the static picture: along the ring or the radius, whichever gives more room.
  arcRoom(cell, size) {
    const inner = this.innerOf(cell), outer = this.outerOf(cell), span = Math.max(...this.uprightParts(cell).map(part => part.to - part.from));
    return outer - inner < heightOf(size) ? 0 : span * ((inner + outer) / 2 - HALF_HEIGHT * size) - 6;
  }

  radialRoom(cell, size) {
    const span = (cell.to - cell.from) * TURN, inner = this.innerOf(cell);
    if (span < TURN / 2 && 2 * (inner + 3) * Math.tan(span / 2) < heightOf(size)) return 0;
    return this.outerOf(cell) - inner - 6;
  }

  fitLabel(context, cell, size) {
    const arc = this.arcRoom(cell, size), radial = this.radialRoom(cell, size), room = Math.max(arc, radial);
    context.font = labelFont(size, this.functionOf(cell));
    return { isAlong: arc >= radial, text: room < 2 * size ? '' : fitText(context, cellTexts(cell), room) };
  }

  // In the size of the rings; in smaller ones where the name would not fit.
  drawLabel(context, cell) {
    const step = (this.fontSize - LEAST_FONT) / (FONT_SIZES - 1);
    let label = this.fitLabel(context, cell, this.fontSize);
    for (let i = 1; i < FONT_SIZES && step > 0 && (!label.text || label.text.endsWith('…')); i++)
      label = this.fitLabel(context, cell, this.fontSize - i * step);
    if (!label.text) return;
    const angle = (cell.from + cell.to) / 2 * TURN, middle = (this.innerOf(cell) + this.outerOf(cell)) / 2;
    if (!label.isAlong) this.drawTurned(context, label.text, angle, angle - TURN / 4, middle);
    else this.drawAlong(context, label.text, this.angleOfLabel(cell, widthOf(context, label.text) / 2 / middle, 3 / middle), middle);
  }

  // Where a bent label is read best: in the middle of its sector, or as near to the top or the bottom as it takes for
  // its ends not to lean.
  angleOfLabel(cell, half, pad) {
    const middle = (cell.from + cell.to) / 2 * TURN, clamp = (x, least, most) => Math.min(Math.max(x, least), most);
    const most = Math.max(LEAN - half, 0);
    const places = this.uprightParts(cell).filter(({ from, to }) => to - from >= 2 * half).map(({ pole, from, to }) => {
      const end = half + Math.min(pad, (to - from) / 2 - half);
      const angle = clamp(clamp(middle, pole - most, pole + most), from + end, to - end);
      return { angle, worth: 10 * Math.max(Math.abs(angle - pole) + half - LEAN, 0) + Math.abs(angle - middle) };
    });
    return places.reduce((best, place) => (place.worth < best.worth ? place : best)).angle;
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
