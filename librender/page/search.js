// Which functions a search finds, and how much they cost.

const found = { pattern: null, matches: new Uint8Array(functionCount), count: 0, share: 0, list: [] };

// What is no regular expression is looked for as it stands.
function testerOf(text, isExact) {
  try {
    const pattern = new RegExp(text, isExact ? '' : 'i');
    return part => pattern.test(part);
  } catch {
    const fold = part => (isExact ? part : part.toLowerCase());
    return part => fold(part).includes(fold(text));
  }
}

function findIn(tester) {
  found.list = [];
  for (let f = 0; f < functionCount; f++) {
    const fits = tester(nameOf(f)) || tester(labelOf(f)) || tester(placeOf(f)) || tester(moduleOf(f));
    found.matches[f] = fits ? 1 : 0;
    if (fits) found.list.push(f);
  }
  found.count = found.list.length;
}

// What is below a function that was found is counted once, with it.
function costFound(root) {
  let cost = 0;
  for (let n = root; n < tree.end[root];) {
    const isFound = tree.function[n] >= 0 && found.matches[tree.function[n]];
    if (isFound) cost += tree.width[n];
    n = isFound ? tree.end[n] : n + 1;
  }
  return cost;
}

function updateSearch() {
  const key = JSON.stringify([state.search, state.isExact]);
  if (key !== found.key) {
    found.key = key;
    found.isActive = state.search !== '';
    if (found.isActive) findIn(testerOf(state.search, state.isExact));
  }
  if (found.isActive && tree) found.share = costFound(state.root) / (pictureWidth(state.root) || 1);
}

// What the page's options highlight.
const highlighted = new Set(data.highlighted);

const isFound = f => found.isActive && f >= 0 && found.matches[f] === 1;

function searchText() {
  if (!found.isActive) return '';
  const at = found.list.indexOf(state.function);
  const count = (at >= 0 ? countText(at + 1) + ' of ' : '') + countText(found.count) +
    (found.count === 1 ? ' function' : ' functions');
  if (!tree) return count;
  return count + ', ' + (data.estimated ? '≈ ' : '') + shareText(found.share) +
    (state.root ? ' of what is shown' : ' of the total');
}

function stepFound(step) {
  if (!found.isActive || !found.count) return;
  const at = found.list.indexOf(state.function);
  const next = at < 0 ? (step > 0 ? 0 : found.count - 1) : (at + step + found.count) % found.count;
  selectFunction(found.list[next]);
}
