// Labels that stay inside of their boxes, by their measured width.

const FONT = 'system-ui, "DejaVu Sans", sans-serif';
const widths = new Map();

// What is highlighted is bold.
const labelFont = (size, f) => (highlighted.has(f) ? 'bold ' : '') + size + 'px ' + FONT;

function widthOf(context, text) {
  const key = context.font + text;
  let width = widths.get(key);
  if (width !== undefined) return width;
  if (widths.size > 50000) widths.clear();
  width = context.measureText(text).width;
  widths.set(key, width);
  return width;
}

function cut(context, text, room) {
  const characters = [...text];
  let low = 0, high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(context, characters.slice(0, middle).join('') + '…') <= room) low = middle;
    else high = middle - 1;
  }
  const shown = characters.slice(0, low).join('').replace(/…$/, '');
  return shown.length < tellingBegin(text).length ? '' : shown + '…';
}

// A shorter name with the cost that the first of `texts` adds to the second, and the sign of an estimate, as far as they fit.
function withCost(context, texts, name, room) {
  const [whole, label = whole] = texts, mark = label.startsWith('≈ ') ? '≈ ' : '';
  const cost = whole.startsWith(label) ? whole.slice(label.length) : '';
  return [mark + name + cost, mark + name].find(text => widthOf(context, text) <= room) || name;
}

// The first of `texts` that fits, else the last one without what stands in its brackets, then without qualifiers, else
// as much of it as fits.
function fitText(context, texts, room) {
  if (!texts.length) return '';
  for (const text of texts) if (widthOf(context, text) <= room) return text;
  let last = signatureOf(texts[texts.length - 1]), tail = last;
  while (tail && widthOf(context, tail) > room) {
    last = tail;
    tail = tailOf(tail);
  }
  if (tail) return withCost(context, texts, tail, room);
  // a number that is cut tells another one
  return /^… [\d,]+ more$/.test(last) ? '' : cut(context, last, room);
}
