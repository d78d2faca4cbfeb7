// Flame graph, icicle and chart: a window of the whole width is drawn over all of it, so that what
// is above a cell stays; a flame graph can hang, an icicle can stand.
const boxes = cells.map(cell => boxOf(cell.shape));
const top = Math.min(...boxes.map(box => box[1])), bottom = Math.max(...boxes.map(box => box[1] + box[3]));
const labelled = cells.find(cell => cell.text);
const size = labelled ? takePen(labelled.text) : 12;
const drop = labelled ? labelled.text.getAttribute('y') - boxes[labelled.index][1] : 13;
const axis = svg.querySelector('.axis'), ticks = axis ? [...axis.children] : [];

function timeText(time, step) {
  const seconds = data.second ? time / data.second : time;
  const [name, unit] = !data.second ? ['', 1] : step / data.second < 1e-6 ? ['ns', 1e-9]
    : step / data.second < 1e-3 ? ['µs', 1e-6] : step / data.second < 1 ? ['ms', 1e-3] : ['s', 1];
  const digits = Math.max(0, -Math.floor(Math.log10(step / (data.second || 1) / unit) + 1e-9));
  return (seconds / unit).toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }) +
    (name && ' ' + name);
}

function drawAxis(from, to) {
  const line = ticks.find(tick => tick.localName === 'path'), text = ticks.find(tick => tick.localName === 'text');
  const start = data.from + from / data.unit * data.span, end = data.from + to / data.unit * data.span;
  const power = 10 ** Math.floor(Math.log10((end - start) / 10)), factor = (end - start) / 10 / power;
  const step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  const [, , y, height] = /^M(\S+) (\S+?)L\S+ (\S+)/.exec(line.getAttribute('d'));
  axis.replaceChildren();
  for (let tick = Math.ceil(start / step - 1e-9); tick * step <= end; tick++) {
    const x = data.left + (tick * step - start) / (end - start) * data.width;
    const mark = line.cloneNode(false), label = text.cloneNode(false);
    mark.setAttribute('d', 'M' + x + ' ' + y + 'L' + x + ' ' + height);
    label.setAttribute('x', x + 3);
    label.removeAttribute('textLength');
    label.textContent = timeText(tick * step, step);
    axis.append(mark);
    if (x + 3 + 7 * label.textContent.length < data.left + data.width + 12) axis.append(label);
  }
}

function place(cell, from, to, zoomed, flipped) {
  const start = Math.max(cell.from, from), end = Math.min(cell.to, to);
  show(cell, end > start);
  if (!(end > start)) return;
  const [, y, , height] = boxes[cell.index];
  const x = data.left + (start - from) / (to - from) * data.width;
  const width = (end - start) / (to - from) * data.width;
  const at = flipped ? top + bottom - y - height : y;
  setBox(cell.shape, x, at, width - (width > 3 ? 0.5 : width * 0.1), height);
  // What is above a zoomed cell is as grey as the total.
  if (data.flips && zoomed && zoomed !== cell && isAbove(cell, zoomed)) cell.shape.style.fill = getComputedStyle(cells[0].shape).fill;
  setText(cell, labelOf(cell, width - 7, size), { x: x + 3, y: at + drop });
}

const view = {
  act: 'zooms',
  nouns: [' box', ' boxes'],
  canFlip: !!data.flips,
  clips: zoomed => zoomed ? [zoomed.from, zoomed.to] : [0, data.unit],
  draw(zoomed, flipped) {
    const [from, to] = view.clips(zoomed);
    for (const cell of cells) restore(cell);
    if (axis) axis.replaceChildren(...ticks);
    if (!zoomed && !flipped) return;
    for (const cell of cells) place(cell, from, to, zoomed, flipped);
    if (axis && ticks.length > 1 && zoomed) drawAxis(from, to);
  },
};
