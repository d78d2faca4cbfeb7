// Sunburst: any function can be the middle; what it calls fills the circle.  All lengths are in the disc's own space, tenths
// of a px around its middle.
const { sin, cos, tan, sqrt, min, max } = Math;
const TURN = 2 * Math.PI, PX = 10;
const gap = data.gap * PX;
let radius = data.radius * PX, hole = data.hole * PX, thin = 0;
const disc = cells[0].node.parentNode;
disc.style.setProperty('--px', PX);
const labelled = cells.find(cell => cell.text && !cell.isAll);
const size = labelled ? takePen(labelled.text) : 11 * PX;
const pointAt = (radius, angle) => Math.round(radius * sin(angle)) + ' ' + Math.round(-radius * cos(angle));

function arcTo(radius, from, to) {
  const steps = [], parts = Math.ceil(Math.abs(to - from) / (TURN / 3) - 1e-9);
  for (let part = 1; part <= parts; part++)
    steps.push('A' + radius + ' ' + radius + ' 0 0 ' + (to > from ? 1 : 0) + ' ' +
               pointAt(radius, from + (to - from) * part / parts));
  return steps.join('');
}

function sectorSteps(inner, outer, from, to) {
  const whole = to - from >= TURN - 1e-9, middle = (inner + outer) / 2;
  const side = whole ? 0 : min(gap, (to - from) * middle / 8) / 2 / middle;
  from += side;
  to -= side;
  outer -= gap / 2;
  const rim = 'M' + pointAt(outer, from) + arcTo(outer, from, to);
  if (inner > 0) {
    inner += gap / 2;
    return rim + (whole ? 'M' : 'L') + pointAt(inner, to) + arcTo(inner, to, from) + 'z';
  }
  return rim + (whole ? '' : 'L0 0') + 'z';
}

// What letters take of a ring with air above and below, and how far they reach from the middle of their line.
const height = size * 1.08 + 3.75 * PX, half = size * 0.54;

// The longest straight text along the ring, and along the radius.
function roomAlong(inner, outer, span) {
  if (outer - inner < height) return 0;
  const middle = (inner + outer) / 2, side = span < TURN / 2 ? (middle - half) * tan(span / 2) : radius;
  return 2 * min(sqrt(max((outer - 2 * PX) ** 2 - (middle + half) ** 2, 0)), side) - 4 * PX;
}

function roomAcross(inner, outer, span) {
  return span < TURN / 2 && 2 * (inner + 3 * PX) * tan(span / 2) < height ? 0 : outer - inner - 6 * PX;
}

// Rings in the middle in which nearly everything runs are thin, where all could not hold labels.
const thinRing = 5 * PX;

function chainOf(zoomed) {
  const isNext = cell => !cell.more && cell.to - cell.from >= 0.95 * (zoomed.to - zoomed.from);
  let depth = 0;
  for (let cell = zoomed; (cell = cell.children.find(isNext)); depth++);
  return depth;
}

// Where the ring behind so many others begins.  One grows to no more than three of the whole picture's.
function radiusAt(rings, levels) {
  const begin = hole + thin * thinRing, part = min(1 / (levels - thin), 3 / data.levels) * (rings - thin);
  if (data.areas) return sqrt(hole ** 2 + (radius ** 2 - hole ** 2) * part);
  return rings < thin ? hole + rings * thinRing : begin + (radius - begin) * part;
}

// Where a cell is when another one is in the middle.
function placeOf(cell, zoomed, levels) {
  const level = cell.depth - zoomed.depth, scale = TURN / (zoomed.to - zoomed.from);
  return { inner: radiusAt(level - 1, levels), outer: radiusAt(level, levels),
           from: (cell.from - zoomed.from) * scale, to: (cell.to - zoomed.from) * scale };
}

// How far up and down from the middle anything reaches.
function reachOf(inside, zoomed, levels) {
  let up = hole, down = hole;
  for (const cell of inside) {
    if (cell === zoomed) continue;
    const { outer, from, to } = placeOf(cell, zoomed, levels), half = TURN / 2;
    up = max(up, outer * (from <= 0 ? 1 : max(cos(from), cos(to))));
    down = max(down, outer * (from <= half && to >= half ? 1 : -min(cos(from), cos(to))));
  }
  return [up, down];
}

// The picture may be lower than the circle: makes what is drawn as large as it has room for, and puts the middle there.
function fitDisc(inside, zoomed, levels) {
  const room = (data.up + data.down) * PX;
  radius = data.radius * PX;
  for (let tries = 0; ; tries++) {
    hole = min(data.hole * PX, radius / 3);
    const [up, down] = reachOf(inside, zoomed, levels);
    if (up + down <= room * 1.001 || tries === 9)
      return data.y - data.up + (up + (room - up - down) / 2) / PX;
    radius *= room / (up + down);
  }
}

function placeSector(cell, zoomed, levels) {
  const { inner, outer, from, to } = placeOf(cell, zoomed, levels), span = to - from;
  show(cell, span > 0);
  if (!(span > 0)) return;
  cell.shape.setAttribute('d', sectorSteps(inner, outer, from, to));
  const along = roomAlong(inner, outer, span), across = roomAcross(inner, outer, span);
  const label = labelOf(cell, max(along, across), size), angle = (from + to) / 2;
  let turn = along >= across ? angle : angle - TURN / 4;
  if (cos(turn) < 0) turn += TURN / 2;
  const middle = (inner + outer) / 2, turned = turn - angle;
  setText(cell, label, { transform: 'rotate(' + turn * 360 / TURN + ')', x: -middle * sin(turned),
                         y: size * 0.29 - middle * cos(turned),
                         style: 'text-anchor:middle;font-size:' + size + 'px' });
}

// The middle says what it is and what it costs.
function placeMiddle(cell) {
  cell.shape.setAttribute('d', sectorSteps(0, hole, 0, TURN));
  const value = (/^(?:here(?: now)?: )?(.*?) \(/.exec(cell.title.split('\n')[1] || '') || ['', ''])[1];
  setText(cell, ' ', { transform: 'rotate(0)', 'text-anchor': 'middle' });
  const room = 2 * hole - 12 * PX;
  cell.text.textContent = '';
  make('tspan', cell.text, { x: 0, y: -3 * PX }).textContent = fitName(shortName(cell.name), room);
  make('tspan', cell.text, { x: 0, y: size }).textContent = fitTo(value, room);
}

const view = {
  act: 'goes to the middle',
  nouns: [' piece', ' pieces'],
  canFlip: false,
  clips: zoomed => zoomed ? [zoomed.from, zoomed.to] : [0, data.unit],
  draw(zoomed) {
    for (const cell of cells) restore(cell);
    const moveDisc = y => disc.setAttribute('transform', 'translate(' + data.x + ' ' + y + ')scale(' + 1 / PX + ')');
    if (!zoomed) return moveDisc(data.y);
    const inside = cells.filter(cell => isAbove(zoomed, cell));
    const levels = max(1, max(...inside.map(cell => cell.depth)) - zoomed.depth);
    thin = !data.areas && (data.radius - data.hole) * PX < height * levels ? max(chainOf(zoomed) - 1, 0) : 0;
    moveDisc(fitDisc(inside, zoomed, levels));
    const kept = new Set(inside);
    for (const cell of cells)
      if (cell === zoomed) placeMiddle(cell);
      else if (kept.has(cell)) placeSector(cell, zoomed, levels);
      else show(cell, false);
  },
};
