// Sunburst: any function can be the middle; what it calls fills the circle.
const TURN = 2 * Math.PI;
const labelled = cells.find(cell => cell.text && !cell.isAll);
const size = labelled ? takePen(labelled.text) : 11;

function arcTo(x, y, radius, from, to) {
  const steps = [], parts = Math.abs(to - from) > Math.PI ? 2 : 1;
  for (let part = 1; part <= parts; part++) {
    const end = from + (to - from) * part / parts;
    steps.push('A' + radius + ' ' + radius + ' 0 0 ' + (to > from ? 1 : 0) + ' ' +
               (x + radius * Math.sin(end)) + ' ' + (y - radius * Math.cos(end)));
  }
  return steps.join('');
}

function sectorSteps(inner, outer, from, to) {
  const { x, y } = data, whole = to - from >= TURN - 1e-9;
  const at = (radius, angle) => (x + radius * Math.sin(angle)) + ' ' + (y - radius * Math.cos(angle));
  const rim = 'M' + at(outer, from) + arcTo(x, y, outer, from, to);
  if (inner > 0) return rim + (whole ? 'M' : 'L') + at(inner, to) + arcTo(x, y, inner, to, from) + 'z';
  return rim + (whole ? '' : 'L' + x + ' ' + y) + 'z';
}

// The longest straight text along the ring, and along the radius.
function roomAlong(inner, ring, span) {
  if (ring < size * 1.3) return 0;
  const outer = inner + ring, middle = inner + ring / 2, half = size * 0.6;
  const byCircle = 2 * Math.sqrt(Math.max(outer ** 2 - (middle + half) ** 2, 0));
  const bySide = span >= TURN / 2 ? byCircle : 2 * Math.max(middle - half, 0) * Math.tan(span / 2);
  return Math.min(byCircle, bySide) - 4;
}

function roomAcross(inner, ring, span) {
  return span < TURN / 2 && 2 * (inner + 3) * Math.tan(span / 2) < size * 1.25 ? 0 : ring - 6;
}

// Where a part of the way from the middle's rim to the outer one is; of rings of equal area, of the area between.
function radiusAt(part) {
  if (!data.areas) return data.hole + (data.radius - data.hole) * part;
  return Math.sqrt(data.hole ** 2 + (data.radius ** 2 - data.hole ** 2) * part);
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
  const middle = inner + ring / 2, down = size * 0.34;
  const x = data.x + middle * Math.sin(angle) - down * Math.sin(turn);
  const y = data.y - middle * Math.cos(angle) + down * Math.cos(turn);
  setText(cell, label, { transform: 'translate(' + x + ' ' + y + ')rotate(' + turn * 360 / TURN + ')' });
  if (cell.text && labelled) cell.text.setAttribute('text-anchor', 'middle');
}

// The middle says what it is and what it costs.
function placeMiddle(cell) {
  cell.shape.setAttribute('d', sectorSteps(0, data.hole, 0, TURN));
  const value = (/^(?:here(?: now)?: )?(?:≈ )?(.*?) \(/.exec(cell.title.split('\n')[1] || '') || ['', ''])[1];
  setText(cell, '', { transform: 'translate(' + data.x + ' ' + data.y + ')', 'text-anchor': 'middle' });
  if (!cell.text) setText(cell, ' ', { transform: 'translate(' + data.x + ' ' + data.y + ')', 'text-anchor': 'middle' });
  const room = 2 * data.hole - 12;
  cell.text.textContent = '';
  make('tspan', cell.text, { x: 0, y: -3 }).textContent = fitName(shortName(cell.name), room);
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
