// The tables: functions, and callers and callees where they were asked for.

// More rows come as the reader scrolls; a table of thousands would keep everyone waiting.
const ROWS_AT_ONCE = 150, ROWS_PRINTED = 2000, NEAR_THE_END = 1500;

const known = (column, f) => (column && column[f] !== null ? column[f] : null);
const hasAny = column => !!column && column.some(value => value !== null);
const costOf = (column, f) => known(column, f) ?? 0;
const growth = (now, base) => (base > 0 ? (now - base) / base : null);

function statusOf(now, base) {
  return base <= 0 && now > 0 ? 'new' : now <= 0 && base > 0 ? 'vanished' : '';
}

// There are many columns in a comparison: what is counted is said above them.
const isCounted = () => !(data.metric.seconds > 0 || data.metric.bytes > 0);
const plainText = value => quantityText(value, isCounted() ? { ...data.metric, unit: '' } : data.metric);
const tableTitle = title => title + (isCompared && isCounted() && data.metric.unit ? ', in ' + data.metric.unit : '');

// A column: its title, what it says for programs, the number in it, and how that is written.
function costColumns(title, key, now, base) {
  if (!isCompared) return [
    { title, key, number: now, text: valueText },
    { title: '%', key: key + '_share', number: row => now(row) / data.metric.total, text: shareText, isBar: true }];
  return [
    { title: title + ' before', key: 'base_' + key, number: base, text: plainText },
    { title, key, number: now, text: plainText },
    { title: 'change', key: key + '_change', number: row => now(row) - base(row),
      text: value => signedText(value, plainText), isChange: true },
    { title: '%', key: key + '_growth', number: row => growth(now(row), base(row)),
      text: share => signedText(share, shareText), isChange: true }];
}

function callColumns(now, base) {
  const calls = { title: 'calls', key: 'calls', number: now, text: countText };
  if (!base) return [calls];
  const changed = row => (now(row) ?? 0) - (base(row) ?? 0);
  return [{ title: 'calls before', key: 'base_calls', number: base, text: countText }, calls,
    { title: 'change', key: 'calls_change', number: changed,
      text: count => signedText(count, countText), isChange: true }];
}

const functionColumn = { title: 'function', key: 'function', isText: true, function: row => row.f };

function statColumns() {
  const columns = [functionColumn];
  if (isCompared) columns.push({ title: 'status', key: 'status', isText: true,
    word: ({ f }) => statusOf(costOf(functions.total, f) + costOf(functions.calls, f),
      costOf(functions.base_total, f) + costOf(functions.base_calls, f)) });
  columns.push(...costColumns('self', 'self', ({ f }) => costOf(functions.self, f), ({ f }) => costOf(functions.base_self, f)),
    ...costColumns('total', 'total', ({ f }) => costOf(functions.total, f), ({ f }) => costOf(functions.base_total, f)));
  if (hasAny(functions.calls))
    columns.push(...callColumns(({ f }) => known(functions.calls, f),
      isCompared && functions.base_calls ? ({ f }) => known(functions.base_calls, f) : null));
  if (hasAny(functions.primitive) && !isCompared)
    columns.push({ title: 'primitive calls', key: 'primitive_calls', number: ({ f }) => known(functions.primitive, f), text: countText });
  return columns;
}

function linkColumns(isUp) {
  const { arcs } = data, other = isUp ? 'caller' : 'callee';
  const cost = column => ({ arc }) => (arc === undefined ? null : costOf(column, arc));
  const columns = [functionColumn, { title: isUp ? 'called by' : 'called', key: other, isText: true,
    function: ({ arc }) => (arc === undefined ? -1 : arcs[other][arc]) }];
  columns.push(...costColumns('total', 'total', cost(arcs.total), cost(arcs.base)));
  if (hasAny(functions.calls))
    columns.push({ title: 'calls', key: 'calls', number: ({ arc }) => (arc === undefined ? null : known(arcs.calls, arc)), text: countText });
  return columns;
}

function listedFunctions() {
  if (data.listed) return data.listed;
  return functions.name.map((_, f) => f).filter(f => functions.kind[f] === FUNCTION_KIND);
}

function linkRows(isUp) {
  const rows = [];
  for (const f of listedFunctions()) {
    const arcs = (isUp ? callersOf : calleesOf)[f];
    for (const arc of arcs.length ? arcs : [undefined]) rows.push({ f, arc });
  }
  return rows;
}

// Without the folders that Python has its packages in, and of a long way its end.
const LONG_PLACE = 44, LONG_NAME = 60;

function shortPlace(place) {
  const inside = place.replace(/^.*\/(?:site|dist)-packages\/(?=.)/, ''), parts = inside.split('/');
  return inside.length > LONG_PLACE && parts.length > 3 ? '…/' + parts.slice(-3).join('/') : inside;
}

class DataTable {
  constructor(title, columns, rows) {
    this.columns = columns;
    this.rows = rows.map((row, index) => ({ ...row, index }));
    this.body = make('tbody');
    this.headers = columns.map((column, index) => {
      const sorter = button(column.title, 'sort by ' + column.key, () => this.sort(index));
      return make('th', { scope: 'col', className: column.word ? 'word' : column.isText ? 'n' : '' }, sorter);
    });
    this.title = title;
    this.caption = make('caption', { textContent: tableTitle(title) });
    this.table = make('table', { className: isCompared ? 'rows compared' : 'rows' }, this.caption,
      make('thead', {}, make('tr', {}, ...this.headers)), this.body);
    this.more = button('', '', () => this.show(Infinity));
    this.element = make('div', { className: 'wide' }, this.table, this.more);
    this.body.addEventListener('click', event => this.clicked(event));
    this.body.addEventListener('keydown', event => this.pressed(event));
    this.body.addEventListener('focusin', event => { this.focused = event.target.closest('tr'); });
    this.elements = new Map();
  }

  // Costs have changed.
  forget() {
    const sorted = this.headers.findIndex(header => header.hasAttribute('aria-sort'));
    this.elements.clear();
    this.filled = null;
    this.caption.textContent = tableTitle(this.title);
    if (sorted >= 0) this.order(this.columns[sorted], this.headers[sorted].getAttribute('aria-sort') === 'ascending');
    else this.rows.sort((a, b) => costOf(functions.total, b.f) - costOf(functions.total, a.f) || a.index - b.index);
  }

  textIn(column, row) {
    const f = column.function ? column.function(row) : -1;
    return column.word ? column.word(row) : f >= 0 ? nameOf(f) : '';
  }

  sort(index) {
    const column = this.columns[index], before = this.headers[index].getAttribute('aria-sort');
    const isUp = before ? before === 'descending' : !!column.isText;
    this.markSorted(index, isUp);
    this.order(column, isUp);
    this.fill();
  }

  markSorted(index, isUp) {
    for (const other of this.headers) other.removeAttribute('aria-sort');
    this.headers[index].setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
  }

  // As the rows come: those that were listed are in their order, others are put into it.
  begin([key, isUp]) {
    const index = this.columns.findIndex(column => column.key === key);
    if (index < 0) return this;
    this.markSorted(index, isUp);
    if (!data.listed) this.order(this.columns[index], isUp);
    return this;
  }

  // Changes by how large they are, whichever way.
  order(column, isUp) {
    const sign = isUp ? 1 : -1;
    const size = column.isChange ? Math.abs : number => number;
    const number = row => { const value = column.number(row); return value === null ? -Infinity : size(value); };
    const key = column.isText ? row => this.textIn(column, row) : number;
    const keys = new Map(this.rows.map(row => [row, key(row)]));
    const order = column.isText ? compareText : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    this.rows.sort((a, b) => sign * order(keys.get(a), keys.get(b)) || a.index - b.index);
  }

  functionCell(f) {
    const lines = make('div', { className: 'lines' }), name = f >= 0 ? nameOf(f) : '';
    const place = f >= 0 ? placeOf(f) || moduleOf(f) : '';
    lines.append(make('span', { className: 'name', title: name.length > LONG_NAME ? name : null }, ...breakable(name)));
    if (place && place !== name) lines.append(' ', make('span', { className: 'place', title: place }, ...breakable(shortPlace(place))));
    return make('td', { className: 'n' }, lines);
  }

  numberCell(column, row) {
    const number = column.number(row), isKnown = number !== null && isFinite(number);
    const cell = make('td', { textContent: isKnown ? column.text(number) : '' });
    if (column.isBar && number > 0) {
      cell.className = 'bar';
      cell.style.setProperty('--share', Math.min(number, 1) * 100 + '%');
    }
    return cell;
  }

  rowElement(row) {
    let element = this.elements.get(row);
    if (element) return element;
    element = make('tr', {}, ...this.columns.map(column => (column.function ? this.functionCell(column.function(row))
      : column.isText ? make('td', { className: 'word', textContent: column.word(row) }) : this.numberCell(column, row))));
    element.row = row;
    element.classList.toggle('marked', highlighted.has(row.f));
    element.tabIndex = -1;
    this.elements.set(row, element);
    return element;
  }

  isWanted(row) {
    if (!found.isActive) return true;
    return this.columns.some(column => column.function && isFound(column.function(row)));
  }

  fill() {
    this.wanted = this.rows.filter(row => this.isWanted(row));
    this.shown = [];
    this.body.replaceChildren();
    this.filled = found.key;
    this.show(ROWS_AT_ONCE);
  }

  // Shows at least so many rows, if there are.
  show(count) {
    const rows = this.wanted.slice(this.shown.length, count).map(row => this.rowElement(row));
    this.body.append(...rows);
    this.shown.push(...rows);
    this.more.hidden = this.wanted.length <= this.shown.length;
    const unseen = this.wanted.length - this.shown.length;
    this.more.textContent = 'Show ' + countText(unseen) + (unseen === 1 ? ' more row' : ' more rows');
    this.mark();
  }

  showMore() {
    if (this.shown.length < this.wanted.length) this.show(this.shown.length + ROWS_AT_ONCE);
  }

  mark() {
    let first = null;
    for (const element of this.shown) {
      const isSelected = element.row.f === state.function;
      if (isSelected) { element.setAttribute('aria-current', 'true'); first ??= element; }
      else element.removeAttribute('aria-current');
      element.tabIndex = -1;
    }
    const stop = first || this.shown[0];
    if (stop) stop.tabIndex = 0;
    return first;
  }

  refresh() {
    if (this.filled !== found.key) this.fill();
    if (isPrinting) this.show(ROWS_PRINTED);
    const selected = this.wanted.findIndex(row => row.f === state.function);
    if (selected >= this.shown.length) this.show(selected + ROWS_AT_ONCE);
    return this.mark();
  }

  clicked(event) {
    const element = event.target.closest('tr');
    if (element && getSelection().isCollapsed) selectFunction(element.row.f);
  }

  pressed(event) {
    if (event.key === 'End') this.show(Infinity);
    const at = this.shown.indexOf(event.target.closest('tr'));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.shown.length - 1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || to === undefined || !this.shown[to]) return;
    event.preventDefault();
    selectFunction(this.shown[to].row.f);
    this.shown[to].focus();
  }
}

const TABLES = {
  stats: () => new DataTable('functions', statColumns(), listedFunctions().map(f => ({ f }))).begin(data.sort ?? []),
  callers: () => new DataTable('callers', linkColumns(true), linkRows(true)),
  callees: () => new DataTable('callees', linkColumns(false), linkRows(false)),
};

class TableView {
  constructor() {
    this.name = 'table';
    this.title = 'Functions';
    this.tables = data.sections.map(section => TABLES[section]());
    this.element = make('div', { className: 'scroll tables' }, ...this.tables.map(table => table.element));
    this.element.addEventListener('scroll', () => this.scrolled());
  }

  forget() {
    for (const table of this.tables) table.forget();
  }

  // The table whose end comes into sight goes on.
  scrolled() {
    const end = this.element.getBoundingClientRect().bottom + NEAR_THE_END;
    for (const table of this.tables) {
      const { top, bottom } = table.element.getBoundingClientRect();
      if (top < end && bottom < end) table.showMore();
    }
  }

  refresh() {
    const first = this.tables.map(table => table.refresh()).find(Boolean);
    if (first && this.selected !== state.function) first.scrollIntoView({ block: 'nearest' });
    this.selected = state.function;
  }
}
