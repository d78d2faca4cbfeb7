// Sunburst: any function can be the middle; what it calls fills the circle.  All lengths are in the disc's own space, tenths
// of a px around its middle.
const TURN = 2 * Math.PI, PX = 10;
const radius = data.radius * PX, hole = data.hole * PX, gap = data.gap * PX;
const labelled = cells.find(cell => cell.text && !cell.isAll);
const size = labelled ? takePen(labelled.text) : 11 * PX;
const pointAt = (radius, angle) => Math.round(radius * Math.sin(angle)) + ' ' + Math.round(-radius * Math.cos(angle));

function arcTo(radius, from, to) {
  const steps = [], parts = Math.ceil(Math.abs(to - from) / (TURN / 3) - 1e-9);
  for (let part = 1; part <= parts; part++)
    steps.push('A' + radius + ' ' + radius + ' 0 0 ' + (to > from ? 1 : 0) + ' ' +
               pointAt(radius, from + (to - from) * part / parts));
  return steps.join('');
}

function sectorSteps(inner, outer, from, to) {
  const whole = to - from >= TURN - 1e-9, middle = (inner + outer) / 2;
  const side = whole ? 0 : Math.min(gap, (to - from) * middle / 8) / 2 / middle;
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

// The longest straight text along the ring, and along the radius.
function roomAlong(inner, ring, span) {
  if (ring < size * 1.3) return 0;
  const outer = inner + ring, middle = inner + ring / 2, half = size * 0.6;
  const byCircle = 2 * Math.sqrt(Math.max(outer ** 2 - (middle + half) ** 2, 0));
  const bySide = span >= TURN / 2 ? byCircle : 2 * Math.max(middle - half, 0) * Math.tan(span / 2);
  return Math.min(byCircle, bySide) - 4 * PX;
}

function roomAcross(inner, ring, span) {
  return span < TURN / 2 && 2 * (inner + 3 * PX) * Math.tan(span / 2) < size * 1.25 ? 0 : ring - 6 * PX;
}

// Where a part of the way from the middle's rim to the outer one is; of rings of equal area, of the area between.
function radiusAt(part) {
  if (!data.areas) return hole + (radius - hole) * part;
  return Math.sqrt(hole ** 2 + (radius ** 2 - hole ** 2) * part);
}

// A ring grows to no more than three of the whole picture's.
function placeSector(cell, zoomed, levels) {
  const part = Math.min(1 / levels, 3 / data.levels), level = cell.depth - zoomed.depth;
  const inner = radiusAt((level - 1) * part), ring = radiusAt(level * part) - inner;
  const scale = TURN / (zoomed.to - zoomed.from);
  const from = (cell.from - zoomed.from) * scale, to = (cell.to - zoomed.from) * scale, span = to - from;
  show(cell, span > 0);
  if (!(span > 0)) return;
  cell.shape.setAttribute('d', sectorSteps(inner, inner + ring, from, to));
  const along = roomAlong(inner, ring, span), across = roomAcross(inner, ring, span);
  const label = labelOf(cell, Math.max(along, across), size), angle = (from + to) / 2;
  let turn = along >= across ? angle : angle - TURN / 4;
  if (Math.cos(turn) < 0) turn += TURN / 2;
  const middle = inner + ring / 2, turned = turn - angle;
  setText(cell, label, { transform: 'rotate(' + turn * 360 / TURN + ')', x: -middle * Math.sin(turned),
                         y: size * 0.34 - middle * Math.cos(turned) });
  if (cell.text && labelled) cell.text.setAttribute('text-anchor', 'middle');
}

// The middle says what it is and what it costs.
function placeMiddle(cell) {
  cell.shape.setAttribute('d', sectorSteps(0, hole, 0, TURN));
  const value = (/^(?:here(?: now)?: )?(?:≈ )?(.*?) \(/.exec(cell.title.split('\n')[1] || '') || ['', ''])[1];
  setText(cell, ' ', { 'text-anchor': 'middle' });
  const room = 2 * hole - 12 * PX;
  cell.text.textContent = '';
  make('tspan', cell.text, { x: 0, y: -3 * PX }).textContent = fitName(shortName(cell.name), room);
  make('tspan', cell.text, { x: 0, y: size }).textContent = fitTo(value, room);
}

const view = {
  act: 'goes to the middle',
  canFlip: false,
  clips: zoomed => zoomed ? [zoomed.from, zoomed.to] : [0, data.unit],
  draw(zoomed) {
    for (const cell of cells) restore(cell);
    if (!zoomed) return;
    const inside = cells.filter(cell => isAbove(zoomed, cell));
    const levels = Math.max(1, Math.max(...inside.map(cell => cell.depth)) - zoomed.depth);
    const kept = new Set(inside);
    for (const cell of cells)
      if (cell === zoomed) placeMiddle(cell);
      else if (kept.has(cell)) placeSector(cell, zoomed, levels);
      else show(cell, false);
  },
};
