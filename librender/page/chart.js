// Flame chart: a band for each thread on an axis of time, which stays in sight; a click zooms to the time of a call.

const AXIS = 22, BAND_HEAD = 18, BAND_GAP = 8, TICKS_MOST = 10, TICK_ROOM = 66, DEEPEST_ZOOM = 1e-6;

// 1, 2 or 5 times a power of ten.
function decimalStep(least) {
  const power = 10 ** Math.floor(Math.log10(least)), factor = least / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

// The same of time, where minutes and hours have sixty parts.
function tickStep(least) {
  const { seconds } = chart.quantity, inSeconds = least * seconds;
  if (!(seconds > 0) || inSeconds <= 20) return decimalStep(least);
  const step = [30, 60, 120, 300, 600, 900, 1800, 3600].find(one => inSeconds <= one);
  return (step || decimalStep(inSeconds / 3600) * 3600) / seconds;
}

class ChartView extends RowsView {
  constructor() {
    super('chart', 'Flame chart', false, 'Time runs from left to right; each box is a function, called by the ' +
      'one above it. Plus and minus zoom, 0 shows all of the time.');
    this.row = ROW;
    this.placeBands();
    this.canvas.addEventListener('wheel', event => this.wheeled(event), { passive: false });
  }

  placeBands() {
    let top = AXIS;
    this.bands = chart.tracks.map(track => {
      const band = { track, top };
      top += BAND_HEAD + track.levels.length * this.row + BAND_GAP;
      return band;
    });
    this.height = top;
    this.space.style.height = top + 'px';
  }

  // ---- cells: the calls that are seen, and what stands for those that are too short

  get window() { return state.window || [chart.start, chart.end]; }
  measure() { return 'time'; }
  functionOf(cell) { return cell.more ? -1 : chart.function[cell.span]; }
  isPart(cell) { return !cell.more; }
  isChosen(cell) { return !cell.more && cell.span === state.span; }
  colorOf(cell) { return functionColor(this.functionOf(cell)); }
  flagsOf() { return 0; }

  textsOf(cell) {
    const f = this.functionOf(cell);
    if (cell.more) return [moreText(cell.more)];
    return [labelOf(f) + ' · ' + timeText(cell.ends - cell.begins), labelOf(f), textAt(functions.short[f])];
  }

  remark() { return ''; }
  start() { return this.cells.findIndex(cell => !cell.more); }
  topOf(cell) { return cell.top; }
  heightOf() { return this.row; }

  select(cell) { change({ span: cell.span, function: this.functionOf(cell), node: -1 }); }

  tipOf(cell) {
    const f = this.functionOf(cell);
    const lines = cell.more ? [countText(cell.more) + (cell.more === 1 ? ' short call' : ' short calls')]
      : [nameOf(f), placeOf(f) || moduleOf(f)].filter(Boolean);
    lines.push(timeText(cell.ends - cell.begins) + ', from ' + sinceText(cell.begins, this.window));
    return lines.join('\n');
  }

  // Those of one level, one after the other; `above` are those of the level above.
  placeLevel(range, depth, top, least, above) {
    const [from, to] = this.window, scale = 1 / (to - from), first = this.cells.length;
    let parent = above;
    for (let span = spanAfter(range, from); span < range[1] && chart.from[span] < to; span++) {
      const begins = chart.from[span], ends = chart.to[span], last = this.cells[this.cells.length - 1];
      const isShort = (ends - begins) * scale < least, count = chart.more[span] || 1;
      if (isShort && this.cells.length > first && last.isShort && (begins - last.ends) * scale < least) {
        Object.assign(last, { more: last.count + count, count: last.count + count, ends, to: Math.min((ends - from) * scale, 1) });
        continue;
      }
      while (parent + 1 < first && this.cells[parent].ends <= begins) parent++;
      this.cells.push({ span, more: chart.more[span], count, isShort, depth, top, begins, ends, parent: depth & 4095 ? parent : -1,
        from: Math.max((begins - from) * scale, 0), to: Math.min((ends - from) * scale, 1) });
    }
    return first;
  }

  refresh() {
    const width = this.scroll.clientWidth, key = JSON.stringify([this.window, width]);
    if (key !== this.key) {
      this.key = key;
      this.cells = [];
      this.bands.forEach(({ track, top }, band) => track.levels.reduce((above, range, level) =>
        this.placeLevel(range, band * 4096 + level, top + BAND_HEAD + level * this.row, LEAST_WIDTH / width, above), 0));
    }
    this.draw();
    if (this.shown !== state.function && state.span < 0) {
      const cell = this.cells.find(one => this.functionOf(one) === state.function);
      if (cell && state.function >= 0) this.reveal(cell);
    }
    this.shown = state.function;
  }

  // ---- drawing

  draw() {
    const width = this.scroll.clientWidth;
    const height = Math.min(isPrinting ? Infinity : this.scroll.clientHeight, this.height, 16000);
    const top = isPrinting ? 0 : this.scroll.scrollTop, context = this.prepare(width, height);
    context.textBaseline = 'middle';
    this.eachTick(width, x => {
      context.fillStyle = pageColor('rest');
      context.fillRect(x, AXIS - 6, 1, height);
    });
    for (const band of this.bands) this.drawHead(context, band, band.top - top, width);
    this.drawCells(context, width, height, top);
    this.drawAxis(context, width);
    this.drawHovered();
  }

  // Not over the axis.
  drawOutline(context, cell, outline) {
    context.save();
    context.beginPath();
    context.rect(0, AXIS - 4, this.canvas.width, this.canvas.height);
    context.clip();
    super.drawOutline(context, cell, outline);
    context.restore();
  }

  // The share of what is seen in which the thread did something.
  busyShare(track) {
    const [from, to] = this.window, [, end] = track.levels[0];
    let busy = 0;
    if (!state.window) return track.busy;
    for (let span = spanAfter(track.levels[0], from); span < end && chart.from[span] < to; span++)
      busy += Math.min(chart.to[span], to) - Math.max(chart.from[span], from);
    return busy / (to - from);
  }

  drawHead(context, { track }, y, width) {
    context.fillStyle = pageColor('band');
    context.fillRect(0, y, width, BAND_HEAD - 2);
    context.font = 'bold 12px ' + FONT;
    context.fillStyle = pageColor('text');
    const more = track.cut ? ' · … ' + countText(track.cut) + (track.cut === 1 ? ' more level' : ' more levels') : '';
    context.fillText(fitText(context, [(track.name ? track.name + ' · ' : '') + 'busy ' + shareText(this.busyShare(track)) + more], width - 8),
      4, y + BAND_HEAD / 2 - 0.5);
  }

  eachTick(width, act) {
    const [from, to] = this.window, most = Math.max(Math.min(TICKS_MOST, Math.floor(width / TICK_ROOM)), 1);
    const step = tickStep((to - from) / most), first = Math.ceil(from / step - 1e-9);
    for (let i = 0; i <= TICKS_MOST + 1 && (first + i) * step <= to; i++)
      act(((first + i) * step - from) / (to - from) * width, momentText((first + i) * step, chart.quantity, to, step));
  }

  drawAxis(context, width) {
    context.fillStyle = pageColor('background');
    context.fillRect(0, 0, width, AXIS - 4);
    context.font = '11px ' + FONT;
    context.fillStyle = pageColor('text');
    let taken = 0;
    this.eachTick(width, (x, text) => {
      const size = widthOf(context, text), isLast = x + 3 + size >= width;
      if (!isLast || x - 3 - size >= taken) context.fillText(text, isLast ? x - 3 - size : x + 3, AXIS / 2 - 2);
      taken = x + 9 + size;
      context.fillRect(x, 0, 1, AXIS - 4);
    });
  }

  cellAt(x, y) {
    const at = x / this.scroll.clientWidth, below = y + this.scroll.scrollTop;
    if (y < AXIS - 4) return -1;
    return this.cells.findIndex(cell => below >= cell.top && below < cell.top + this.row && at >= cell.from && at < cell.to);
  }

  reveal(cell) {
    const { scrollTop, clientHeight } = this.scroll;
    if (cell.top - AXIS < scrollTop) this.scroll.scrollTop = cell.top - AXIS - BAND_HEAD;
    else if (cell.top + this.row > scrollTop + clientHeight) this.scroll.scrollTop = cell.top + this.row - clientHeight;
  }

  // ---- zoom

  choose(index) {
    if (index < 0) return;
    const cell = this.cells[index], window = [cell.begins, cell.ends];
    const isOut = state.window && String(window) === String(state.window);
    const chosen = cell.more ? {} : { span: cell.span, function: this.functionOf(cell), node: -1 };
    change({ ...chosen, window: isOut ? null : window });
    this.canvas.focus({ preventScroll: true });
  }

  // Shows so long a time around a moment that stays where it is; no step that the reader would go back.
  show(from, span) {
    const whole = chart.end - chart.start, size = Math.min(Math.max(span, whole * DEEPEST_ZOOM), whole);
    const start = Math.min(Math.max(from, chart.start), chart.end - size);
    state.window = size >= whole * (1 - 1e-9) ? null : [start, start + size];
    change({});
  }

  zoom(factor, share) {
    const [from, to] = this.window, moment = from + (to - from) * share;
    this.show(moment - (to - from) * share / factor, (to - from) / factor);
  }

  move(share) {
    const [from, to] = this.window;
    this.show(from + (to - from) * share, to - from);
  }

  wheeled(event) {
    const isZoom = event.ctrlKey || event.metaKey, across = event.shiftKey ? event.deltaY : event.deltaX;
    if (isZoom) this.zoom(Math.exp(-event.deltaY / 300), event.offsetX / this.scroll.clientWidth);
    else if (across && state.window) this.move(across / this.scroll.clientWidth);
    else return;
    event.preventDefault();
  }

  pressed(event) {
    const at = this.cells[this.cursor()], share = at ? Math.min(Math.max((at.from + at.to) / 2, 0), 1) : 0.5;
    const keys = { '+': () => this.zoom(1.5, share), '-': () => this.zoom(1 / 1.5, share), 0: () => change({ window: null }) };
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) { super.pressed(event); return; }
    keys[event.key]();
    event.preventDefault();
  }
}
