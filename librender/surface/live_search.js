// Search: a regular expression in names; a text that is none is searched for as it is.
function makePattern(text, isExact) {
  if (!text) return null;
  try {
    const pattern = new RegExp(text, isExact ? '' : 'i');
    return name => pattern.test(name);
  } catch {
    const wanted = isExact ? text : text.toLowerCase();
    return name => (isExact ? name : name.toLowerCase()).includes(wanted);
  }
}

// Marks what is found; -> the shown ones, and their share of what is shown.  A cell inside of a found one
// is in its share already.
function search(pattern, zoomed) {
  const hits = [];
  const [from, to] = view.clips ? view.clips(zoomed) : [0, data.unit];
  let found = 0, busy = 0;
  svg.classList.toggle('live-searching', !!pattern);
  for (const cell of cells) {
    cell.isHit = !!pattern && !cell.more && !cell.isAll && pattern(cell.title.split('\n')[0]);
    cell.isCovered = !!cell.parent && (cell.parent.isHit || cell.parent.isCovered);
    cell.node.classList.toggle('live-hit', cell.isHit);
    if (!pattern || !isShown(cell)) continue;
    const part = Math.max(Math.min(cell.to, to) - Math.max(cell.from, from), 0);
    if (!cell.parent) busy += part;
    if (cell.isHit) hits.push(cell);
    if (cell.isHit && !cell.isCovered) found += part;
  }
  return { hits, share: found / (data.span ? busy || 1 : to - from) };
}
