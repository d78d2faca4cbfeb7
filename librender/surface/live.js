// Controls, keys, and the state in the address: #z=names from the root, joined by ;&n=which of those
// with the same names&s=search&c=1 (case counts)&i=1 (turned over).
const BAR = 52;
const state = { zoomed: null, text: '', isExact: false, flipped: false };
const size0 = { viewBox: svg.getAttribute('viewBox'), height: svg.getAttribute('height'), width: svg.getAttribute('width') };
const [, , pictureWidth, pictureHeight] = size0.viewBox.split(' ').map(Number);
let pointed = null, hits = [], hitAt = -1;

// ---- the bar -------------------------------------------------------------------------------------

const bar = make('foreignObject', svg, { class: 'live-bar', x: 0, y: -BAR, width: pictureWidth, height: BAR });

function html(name, parent, properties) {
  const made = document.createElementNS('http://www.w3.org/1999/xhtml', name);
  Object.assign(made, properties);
  parent.append(made);
  return made;
}

function button(text, title, act) {
  const made = html('button', row, { type: 'button', textContent: text, title });
  made.setAttribute('aria-label', title);
  made.addEventListener('click', act);
  return made;
}

const row = html('div', bar, { className: 'live-row' });
const input = html('input', row, { type: 'search', placeholder: 'search (regular expression)' });
input.setAttribute('aria-label', 'search functions by a regular expression');
const exact = button('Aa', 'case counts', () => set({ isExact: !state.isExact }));
const back = button('◀', 'previous match (N)', () => goToHit(-1));
const forth = button('▶', 'next match (n)', () => goToHit(1));
const found = html('output', row, {});
html('span', row, { className: 'live-gap' });
const out = view.canMove && button('−', 'smaller (-)', () => enlarge(1 / 1.25, ...middle()));
const into = view.canMove && button('+', 'larger (+)', () => enlarge(1.25, ...middle()));
const whole = view.canMove && button('Fit', 'the whole picture (0)', fitPicture);
const flip = view.canFlip && button('Invert', 'turn upside down (i)', () => set({ flipped: !state.flipped }));
button('Copy name', 'copy the name of the function (c)', copyName);
const reset = button('Reset', 'as it was (Escape)', () => {
  if (view.canMove) startPicture();
  set({ zoomed: null, text: '', isExact: false, flipped: false }, true);
});
button('?', 'keys', () => tell('Enter ' + view.act + ' · arrows move · / searches · n and N go through matches · Backspace goes ' +
  'back to the caller · c copies the name' + (view.canFlip ? ' · i inverts' : '') + ' · Escape resets'));
const info = html('div', bar, { className: 'live-info' });
info.setAttribute('role', 'status');

function tell(text) {
  info.textContent = text;
}

function describe(cell) {
  if (view.about) cell = cell || state.zoomed;
  const about = view.about && cell ? view.about(cell) : '';
  tell(cell ? cell.title.replace(/\n/g, ' · ') + (about && ' · ' + about)
            : state.zoomed ? pathOf(state.zoomed).join(' → ') : 'Point at a function, or choose one with the arrow keys.');
}

// ---- where the bar and the picture are -----------------------------------------------------------

// What is seen of the picture's space: left, top, width, height.
function visibleArea() {
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  return [0, BAR, width, height - BAR];
}

function middle() {
  const [left, above, width, height] = visibleArea();
  return [left + width / 2, above + height / 2];
}

function putBar(x, y, width) {
  bar.setAttribute('x', x);
  bar.setAttribute('y', y);
  bar.setAttribute('width', width);
}

// The bar stays in sight when the page scrolls.
function followScroll() {
  const matrix = svg.getScreenCTM();
  if (!matrix || view.canMove) return;
  const right = isAlone ? Math.min(pictureWidth, (innerWidth - matrix.e) / matrix.a) : pictureWidth;
  const x = isAlone ? Math.max(0, -matrix.e / matrix.a) : 0;
  putBar(x, Math.min(Math.max(-BAR, -matrix.f / matrix.d), pictureHeight), Math.max(right - x, 200));
}

function growPicture() {
  if (view.canMove && isAlone) {
    svg.setAttribute('viewBox', '0 0 ' + innerWidth + ' ' + innerHeight);
    svg.setAttribute('width', '100%');
    svg.setAttribute('height', '100%');
    putBar(0, 0, innerWidth);
    return;
  }
  const scale = size0.height / pictureHeight;
  svg.setAttribute('viewBox', '0 ' + (view.canMove ? 0 : -BAR) + ' ' + pictureWidth + ' ' + (pictureHeight + BAR));
  svg.setAttribute('height', (pictureHeight + BAR) * scale);
  putBar(0, view.canMove ? 0 : -BAR, pictureWidth);
  followScroll();
}

function fitPicture() {
  const [left, above, width, height] = visibleArea();
  place.scale = Math.min(width / pictureWidth, height / pictureHeight, 1);
  place.x = left + (width - pictureWidth * place.scale) / 2;
  place.y = above;
  movePicture();
}

// Readable, and from the top.
function startPicture() {
  const [, above, width] = visibleArea();
  place.scale = Math.min(Math.max(width / pictureWidth, 0.75), 1);
  place.x = (width - pictureWidth * place.scale) / 2;
  place.y = above;
  movePicture();
}

function shrinkPicture() {
  for (const key in size0) svg.setAttribute(key, size0[key]);
  if (view.canMove) picture.removeAttribute('transform');
}

// ---- state ---------------------------------------------------------------------------------------

function addressOf() {
  const parts = [];
  if (state.zoomed) {
    const path = pathOf(state.zoomed), same = cellsOf(path).indexOf(state.zoomed);
    parts.push('z=' + path.map(encodeURIComponent).join(';'));
    if (same > 0) parts.push('n=' + same);
  }
  if (state.text) parts.push('s=' + encodeURIComponent(state.text));
  if (state.text && state.isExact) parts.push('c=1');
  if (state.flipped) parts.push('i=1');
  return parts.length ? '#' + parts.join('&') : '';
}

function decode(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function readAddress() {
  const values = Object.fromEntries(location.hash.slice(1).split('&').map(part => part.split(/=(.*)/s)));
  const all = values.z ? cellsOf(values.z.split(';').map(decode)) : [];
  return { zoomed: all[+values.n || 0] || all[0] || null, text: decode(values.s || ''), isExact: values.c === '1',
           flipped: !!view.canFlip && values.i === '1' };
}

// Elsewhere than in a page of its own the address may not be ours to change.
function writeAddress(isStep) {
  const address = addressOf();
  if (address === location.hash) return;
  try {
    history[isStep ? 'pushState' : 'replaceState'](null, '', address || location.pathname + location.search);
  } catch { /* the picture works without */ }
}

// The page around a picture of its own is as the picture.
function paintPage() {
  if (isAlone) svg.style.background = getComputedStyle(bar).backgroundColor;
}

function set(changes, isStep) {
  Object.assign(state, changes);
  view.draw(state.zoomed, state.flipped);
  if (input.value !== state.text) input.value = state.text;
  exact.setAttribute('aria-pressed', state.isExact);
  if (flip) flip.setAttribute('aria-pressed', state.flipped);
  showHits();
  describe(pointed && isShown(pointed) ? pointed : null);
  writeAddress(isStep);
}

function zoom(cell) {
  if (cell && cell.more) return;
  const isSame = state.zoomed === cell;
  if (isSame && view.about) cell = null;
  else if (isSame && !view.canFlip && view.clips) cell = cell.parent;
  pointed = cell || pointed;
  set({ zoomed: cell && !cell.isAll ? cell : null }, true);
}

// ---- search --------------------------------------------------------------------------------------

function showHits() {
  const result = search(makePattern(state.text, state.isExact), state.zoomed);
  hits = result.hits;
  hitAt = -1;
  back.disabled = forth.disabled = !hits.length;
  found.value = state.text ? shareText(result.share) + (view.about ? ' own cost' : '') + ' in ' + hits.length +
    view.nouns[+(hits.length !== 1)] : '';
}

function goToHit(step) {
  if (!hits.length) return;
  hitAt = (hitAt + step + hits.length + (hitAt < 0 && step < 0 ? 1 : 0)) % hits.length;
  focusOn(hits[hitAt]);
  found.value = found.value.replace(/( · \d+ of \d+)?$/, ' · ' + (hitAt + 1) + ' of ' + hits.length);
}

// ---- focus, keys, pointer ------------------------------------------------------------------------

let stop = cells.find(cell => !cell.more);

function focusOn(cell) {
  stop?.node.setAttribute('tabindex', -1);
  stop = pointed = cell;
  cell.node.setAttribute('tabindex', 0);
  cell.node.focus({ preventScroll: !!view.show });
  view.show?.(cell);
  describe(cell);
}

function rowOf(cell) {
  return (cell.depth << 16) + (view.act === 'zooms' ? boxes[cell.index][1] : 0);
}

function neighbour(cell, key) {
  if (view.next) return view.next(cell, key);
  const isUp = key === 'ArrowUp', isUpwards = view.act === 'zooms' && data.flips && grows() !== state.flipped;
  if (isUp || key === 'ArrowDown') {
    if (isUp !== isUpwards) return view.act === 'zooms' || !isUp ? cell.parent : widest(cell);
    return view.act === 'zooms' || isUp ? widest(cell) : cell.parent;
  }
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let other = cells[cell.index + step]; other; other = cells[other.index + step])
    if (rowOf(other) !== rowOf(cell)) return null;
    else if (isShown(other)) return other;
  return null;
}

const widest = cell => cell.children.filter(isShown).sort((a, b) => b.to - b.from - (a.to - a.from))[0];

// Whether callees are above their callers in the static picture.
function grows() {
  const child = cells.find(cell => cell.parent);
  return !!child && boxes[child.index][1] < boxes[child.parent.index][1];
}

function copyName() {
  const cell = pointed || state.zoomed;
  if (!cell || cell.more) return tell('Nothing is chosen.');
  const name = shortName(cell.name), isDone = () => tell('copied: ' + name);
  if (navigator.clipboard) return navigator.clipboard.writeText(name).then(isDone, () => copyBySelection(name) && isDone());
  return copyBySelection(name) && isDone();
}

function copyBySelection(text) {
  const area = html('textarea', row, { value: text });
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}

const keys = {
  '/': () => input.focus(),
  n: () => goToHit(1),
  N: () => goToHit(-1),
  c: copyName,
  i: () => flip && set({ flipped: !state.flipped }),
  Escape: () => reset.click(),
  Backspace: () => state.zoomed && view.clips && zoom(state.zoomed.parent),
  '+': () => view.canMove && enlarge(1.25, ...middle()),
  '-': () => view.canMove && enlarge(1 / 1.25, ...middle()),
  0: () => view.canMove && fitPicture(),
};

function onKey(event) {
  if (event.altKey) return;
  const isFind = (event.ctrlKey || event.metaKey) && event.key === 'f' && isAlone;
  if (isFind || event.key === 'F3') {
    event.preventDefault();
    return isFind ? input.focus() : goToHit(event.shiftKey ? -1 : 1);
  }
  if (event.ctrlKey || event.metaKey || bar.contains(event.target)) return;
  const cell = cellAt(event.target);
  if (cell && (event.key === 'Enter' || event.key === ' ')) zoom(cell);
  else if (event.key.startsWith('Arrow') && (cell || isAlone)) move(cell, event.key);
  else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
}

function move(cell, key) {
  const next = cell ? neighbour(cell, key) : stop;
  if (next) focusOn(next);
}

input.addEventListener('input', () => set({ text: input.value }));
input.addEventListener('keydown', event => {
  if (event.key === 'Enter') goToHit(event.shiftKey ? -1 : 1);
  else if (event.key !== 'Escape') return;
  else if (input.value) set({ text: '' });
  else stop?.node.focus();
  event.preventDefault();
  event.stopPropagation();
});
(isAlone ? document : svg).addEventListener('keydown', onKey);

svg.addEventListener('click', event => {
  const cell = cellAt(event.target);
  if (!cell || hasMoved || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  zoom(cell);
});
svg.addEventListener('pointerover', event => {
  const cell = cellAt(event.target), arrow = event.target.closest?.('.edge,.edge-label');
  if (cell) describe(pointed = cell);
  else if (arrow) tell(arrow.querySelector('title').textContent.replace(/\n/g, ' · '));
});
svg.addEventListener('focusin', event => {
  const cell = cellAt(event.target);
  if (cell) describe(pointed = stop = cell);
});

// ---- moving a call graph -------------------------------------------------------------------------

let hasMoved = false, held = null;

// A point of the window in the space of the picture.
function pointOf(event) {
  const matrix = svg.getScreenCTM();
  return [(event.clientX - matrix.e) / matrix.a, (event.clientY - matrix.f) / matrix.d];
}

function letMove() {
  svg.addEventListener('wheel', event => {
    if (!isAlone && !event.ctrlKey) return;
    event.preventDefault();
    enlarge(Math.exp(-event.deltaY / (event.deltaMode ? 20 : 400)), ...pointOf(event));
  }, { passive: false });
  svg.addEventListener('pointerdown', event => {
    hasMoved = false;
    held = bar.contains(event.target) || event.button ? null : pointOf(event);
  });
  addEventListener('pointermove', event => {
    if (!held) return;
    const [x, y] = pointOf(event);
    if (!hasMoved && Math.hypot(x - held[0], y - held[1]) < 4) return;
    hasMoved = true;
    place.x += x - held[0];
    place.y += y - held[1];
    held = [x, y];
    movePicture();
  });
  addEventListener('pointerup', () => { held = null; });
}

// ---- start ---------------------------------------------------------------------------------------

svg.classList.add('live');
svg.setAttribute('role', 'group');
svg.setAttribute('aria-label', svg.querySelector('title').textContent);
for (const cell of cells) {
  cell.node.setAttribute('tabindex', cell === stop ? 0 : -1);
  cell.node.setAttribute('role', cell.more ? 'img' : 'button');
  cell.node.setAttribute('aria-label', cell.title.replace(/\n/g, ', '));
}
svg.append(bar);
growPicture();
if (view.canMove) {
  letMove();
  startPicture();
}
set(readAddress());
if (view.canMove && state.zoomed) view.show(state.zoomed);
for (const name of ['popstate', 'hashchange']) addEventListener(name, () => addressOf() !== location.hash && set(readAddress()));
addEventListener('scroll', followScroll, { passive: true });
addEventListener('resize', growPicture);
addEventListener('beforeprint', shrinkPicture);
addEventListener('afterprint', () => { growPicture(); if (view.canMove) movePicture(); });
paintPage();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { paintPage(); set({}); });
