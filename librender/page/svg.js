// The call graph, as it was drawn when the page was made.  It has a root of its own, so that its style sheet stays in
// it.

const SVG_SPACE = 'http://www.w3.org/2000/svg', READABLE_SCALE = 0.8, GAP_ABOVE = 24, NEARLY_MOST = 0.75;

class PictureView {
  constructor(name, title, svg) {
    this.name = name;
    this.title = title;
    this.svg = svg;
    this.natural = svg.viewBox.baseVal;
    this.host = make('div', { className: 'picture' });
    this.host.attachShadow({ mode: 'open' }).append(svg);
    this.scroll = make('div', {
      className: 'scroll', tabIndex: 0, role: 'group',
      'aria-label': title + '. Arrow keys move between functions; + and - zoom, 0 fits the width.',
    }, this.host);
    this.element = make('div', {}, this.makeTools(), this.scroll);
    this.boxes = new Map();
    this.marks = [];
    this.findBoxes();
    this.scroll.addEventListener('keydown', event => this.pressed(event));
    svg.addEventListener('click', event => this.clicked(event));
  }

  makeTools() {
    return make('div', { className: 'tools', role: 'group', ariaLabel: 'Size of the picture' },
      button('−', 'smaller (-)', () => this.zoom(1 / 1.25)), button('+', 'larger (+)', () => this.zoom(1.25)),
      button('Fit', 'as wide as the page (0)', () => this.fit()),
      button('1:1', 'natural size', () => this.setScale(1)));
  }

  findBoxes() {
    for (const box of this.svg.querySelectorAll('.node')) {
      const f = data.graph[box.id.slice(2)];
      if (f !== undefined) this.boxes.set(f, box);
    }
  }

  setScale(scale) {
    this.scale = Math.min(Math.max(scale, 0.05), 8);
    this.svg.style.width = this.natural.width * this.scale + 'px';
    this.svg.style.height = this.natural.height * this.scale + 'px';
    this.svg.style.maxWidth = 'none';
  }

  zoom(factor) {
    const { scroll } = this;
    const x = (scroll.scrollLeft + scroll.clientWidth / 2) * factor - scroll.clientWidth / 2;
    const y = (scroll.scrollTop + scroll.clientHeight / 2) * factor - scroll.clientHeight / 2;
    this.isFitted = false;
    this.setScale(this.scale * factor);
    scroll.scrollTo(x, y);
  }

  fitScale() {
    return Math.min((this.scroll.clientWidth || this.natural.width) / this.natural.width, 1);
  }

  fit() {
    this.isFitted = true;
    this.setScale(this.fitScale());
  }

  // As wide as the page where that can be read, else from the costliest function on.
  begin() {
    this.isFitted = this.fitScale() >= READABLE_SCALE;
    this.setScale(Math.max(this.fitScale(), READABLE_SCALE));
    const first = this.first();
    if (first) this.beginAt(first);
    this.hasBegun = true;
  }

  // The topmost box of the functions that cost most, or of those that cost nearly as much and are seen together with it.
  first() {
    const boxes = [...this.boxes].map(([f, element]) => ({ box: element.getBBox(),
      cost: Math.max(costOf(functions.total, f), costOf(functions.base_total, f)) })).sort((a, b) => a.box.y - b.box.y);
    const most = boxes.reduce((sofar, { cost }) => Math.max(sofar, cost), 0);
    const hottest = boxes.find(({ cost }) => cost === most)?.box;
    return boxes.find(({ box, cost }) => cost >= most * NEARLY_MOST && this.isNear(box, hottest))?.box;
  }

  isNear(box, other) {
    const { clientWidth, clientHeight } = this.scroll;
    return (other.y + other.height - box.y) * this.scale <= clientHeight - GAP_ABOVE &&
      Math.abs(other.x + other.width / 2 - box.x - box.width / 2) * this.scale <= clientWidth / 2;
  }

  // The picture's own corner stays in sight if the box then is, too; else the box stands at the top.
  beginAt(box) {
    const { scroll, scale } = this;
    this.center(box);
    scroll.scrollTop = (box.y + box.height) * scale < scroll.clientHeight / 2 ? 0 : box.y * scale - GAP_ABOVE;
    if ((box.x + box.width) * scale < scroll.clientWidth) scroll.scrollLeft = 0;
  }

  // It was drawn before the reader could choose.
  remark() {
    return metricAt ? 'The picture shows ' + metrics[0].metric.name + '.' : '';
  }

  clicked(event) {
    const box = event.target.closest('.node');
    const f = box ? data.graph[box.id.slice(2)] : undefined;
    if (f !== undefined) selectFunction(f);
  }

  neighbour(key) {
    const f = state.function, drawn = g => this.boxes.has(g) && g !== f;
    const ends = key === 'ArrowUp' ? (callersOf[f] || []).map(arc => data.arcs.caller[arc])
      : key === 'ArrowDown' ? (calleesOf[f] || []).map(arc => data.arcs.callee[arc]) : null;
    if (ends) return ends.find(drawn);
    const order = [...this.boxes.keys()].sort((a, b) => a - b), at = order.indexOf(f);
    return order[at < 0 ? 0 : at + (key === 'ArrowRight' ? 1 : -1)];
  }

  pressed(event) {
    const tools = { '+': () => this.zoom(1.25), '-': () => this.zoom(1 / 1.25), 0: () => this.fit() };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (tools[event.key]) tools[event.key]();
    else if (event.key.startsWith('Arrow') && this.boxes.size) {
      const next = this.neighbour(event.key) ?? (this.boxes.has(state.function) ? undefined : [...this.boxes.keys()][0]);
      if (next !== undefined) selectFunction(next);
    } else return;
    event.preventDefault();
  }

  mark(f, size, dash) {
    const box = this.boxes.get(f).getBBox(), mark = document.createElementNS(SVG_SPACE, 'rect');
    const gap = 3;
    for (const [key, value] of Object.entries({ x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap,
      height: box.height + 2 * gap, rx: 5, fill: 'none', stroke: pageColor('text'), 'stroke-width': size,
      'stroke-dasharray': dash, 'pointer-events': 'none' }))
      mark.setAttribute(key, value);
    this.svg.append(mark);
    this.marks.push(mark);
  }

  // Paper has no scroll bars.
  fitPaper() {
    this.svg.style.width = '100%';
    this.svg.style.height = 'auto';
  }

  refresh() {
    if (!this.hasBegun) this.begin();
    else if (isPrinting) this.fitPaper();
    else if (this.isFitted) this.fit();
    else this.setScale(this.scale);
    for (const mark of this.marks.splice(0)) mark.remove();
    for (const f of this.boxes.keys()) if (isFound(f) && f !== state.function) this.mark(f, 2, '5 3');
    if (!this.boxes.has(state.function)) { this.shown = -1; return; }
    this.mark(state.function, 3.5, 'none');
    if (this.shown !== state.function) this.center(this.boxes.get(state.function).getBBox());
    this.shown = state.function;
  }

  center(box) {
    this.scroll.scrollTo((box.x + box.width / 2) * this.scale - this.scroll.clientWidth / 2,
      (box.y + box.height / 2) * this.scale - this.scroll.clientHeight / 2);
  }
}
