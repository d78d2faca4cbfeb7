// The colours of the static pictures, on light and on dark pages.

const darkMedia = matchMedia('(prefers-color-scheme: dark)');
const SCHEMES = ['auto', 'light', 'dark'];
let scheme = document.documentElement.dataset.scheme;
let isPrinting = false;

const isDark = () => !isPrinting && (scheme === 'dark' || (scheme === 'auto' && darkMedia.matches));
const shade = pair => pair[isDark() ? 1 : 0];
const pageColor = name => shade(data.page[name]);

function linear(byte) {
  const c = byte / 255;
  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function luminance(hex) {
  const color = parseInt(hex.slice(1), 16);
  return 0.2126 * linear(color >> 16) + 0.7152 * linear((color >> 8) & 255) + 0.0722 * linear(color & 255);
}

function contrast(a, b) {
  const light = Math.max(luminance(a), luminance(b)), dark = Math.min(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

// Dark wherever that has a contrast of 4.5:1, so that nearly equal boxes have the same; as soft as that allows.
const readableCache = new Map(), INKS = ['#1c1c1c', '#101010', '#000000', '#fafafa', '#ffffff'];
function readableOn(fill) {
  let ink = readableCache.get(fill);
  if (ink) return ink;
  ink = INKS.find(one => contrast(one, fill) >= 4.5);
  readableCache.set(fill, ink);
  return ink;
}

function mixed(from, to, part) {
  const channel = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
  const mix = at => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * part);
  return '#' + [1, 3, 5].map(at => mix(at).toString(16).padStart(2, '0')).join('');
}

// A line inside of a box: as soft as a contrast of 3:1 allows.
const outlineCache = new Map();
function outlineOn(fill) {
  let line = outlineCache.get(fill);
  if (line) return line;
  const ink = readableOn(fill), lines = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map(part => mixed(fill, ink, part));
  line = lines.find(soft => contrast(soft, fill) >= 3) || ink;
  outlineCache.set(fill, line);
  return line;
}

function changeOf(node) {
  return data.change === 'self' ? tree.self[node] - tree.baseSelf[node]
    : tree.total[node] - tree.baseTotal[node];
}

function findLargestChange() {
  let most = 0;
  for (let n = 0; n < tree.count; n++)
    if (!tree.more[n]) most = Math.max(most, Math.abs(changeOf(n)));
  return most || 1;
}

const largestChange = () => (tree.largestChange ??= findLargestChange());

function rampColor(change) {
  const middle = (data.ramp.length - 1) / 2, part = change / largestChange();
  return shade(data.ramp[middle + Math.round(Math.sign(part) * Math.sqrt(Math.abs(part)) * middle)]);
}

const functionColor = f => shade(data.colors[functions.color[f]]);

function nodeColor(node) {
  const f = tree.function[node];
  if (f < 0) return pageColor('rest');
  return data.change ? rampColor(changeOf(node)) : functionColor(f);
}

// What style sheets say of dark pages holds for the scheme that was chosen, whatever the system prefers.
function applySchemeTo(sheets) {
  for (const sheet of sheets)
    for (const rule of sheet.cssRules)
      if (rule.media && (rule.isSchemeRule || rule.media.mediaText.includes('prefers-color-scheme'))) {
        rule.isSchemeRule = true;
        rule.media.mediaText = isDark() ? 'all' : 'not all';
      }
}

let appliedScheme = null;

// Any change of a style sheet makes the browser look at every element again.
function applyScheme() {
  if (appliedScheme === isDark()) return;
  appliedScheme = isDark();
  document.documentElement.style.colorScheme = isDark() ? 'dark' : 'light';
  applySchemeTo(document.styleSheets);
  for (const host of document.querySelectorAll('.picture'))
    if (host.shadowRoot) applySchemeTo(host.shadowRoot.styleSheets);
}
