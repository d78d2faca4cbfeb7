// Numbers as the pictures and reports write them.

const TIME_STEPS = [['ns', 1e-9], ['µs', 1e-6], ['ms', 1e-3], ['s', 1], ['min', 60], ['h', 3600]];
const BYTE_STEPS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].map((name, power) => [name, 1024 ** power]);
const LARGE = [[1e15, 'P'], [1e12, 'T'], [1e9, 'G'], [1e6, 'M']];

function countText(count) {
  const size = Math.floor(Math.abs(count) + 0.5);
  return (count < 0 && size > 0 ? '-' : '') + String(size).replace(/\B(?=(\d{3})+$)/g, ',');
}

function threeDigits(value) {
  const size = Math.abs(value);
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

function stepOf(value, steps) {
  let i = 0;
  for (; i + 1 < steps.length; i++) {
    const next = steps[i + 1][1] / steps[i][1];
    if (Math.abs(value) / steps[i][1] < next - (next < 100 ? 0.05 : 0.5)) break;
  }
  return i;
}

function steppedText(value, steps, whole) {
  const i = stepOf(value, steps);
  const shown = value / steps[i][1];
  const isCount = Math.abs(shown) >= 999.5 || (i === 0 && whole);
  return (isCount ? countText(shown) : threeDigits(shown)) + ' ' + steps[i][0];
}

function noun(unit, value) {
  const isPlural = unit.length > 2 && unit.endsWith('s') && !unit.endsWith('ss') && !unit.endsWith('ses');
  return unit ? ' ' + (value === 1 && isPlural ? unit.slice(0, -1) : unit) : '';
}

function countedText(value, unit) {
  const size = Math.abs(value);
  if (size < 1e7)
    return (size < 100 && value !== Math.floor(value) ? String(+value.toFixed(size < 9.995 ? 2 : 1))
      : countText(value)) + noun(unit, value);
  const [step, sign] = LARGE.find(([least]) => size >= least * 0.9995) || LARGE[LARGE.length - 1];
  return threeDigits(value / step) + ' ' + sign + noun(unit, value);
}

// `what` says the unit, and how many seconds or bytes that is.
function quantityText(value, { unit, seconds, bytes }) {
  if (value === null || !isFinite(value)) return '';
  if (!(seconds > 0) && !(bytes > 0)) return countedText(value, unit);
  if (value === 0) return seconds > 0 ? '0 s' : '0 B';
  return seconds > 0 ? steppedText(value * seconds, TIME_STEPS, false)
    : steppedText(value * bytes, BYTE_STEPS, true);
}

// How many decimals a multiple of `step` has, up to three; -1: more.
function digitsOf(step) {
  for (let digits = 0; digits <= 3; digits++, step *= 10)
    if (step >= 0.5 && Math.abs(step - Math.round(step)) < 1e-6 * step) return digits;
  return -1;
}

// A moment among others that are `step` apart, the latest of them `largest`: told apart, in one unit.
function momentText(value, { unit, seconds }, largest, step) {
  let i = seconds > 0 ? stepOf(largest * seconds, TIME_STEPS) : 0;
  while (i && digitsOf(step * seconds / TIME_STEPS[i][1]) < 0) i--;
  const scale = seconds > 0 ? seconds / TIME_STEPS[i][1] : 1, digits = digitsOf(step * scale);
  const shown = Math.abs(value) < step / 2 ? 0 : value * scale;
  return +shown.toFixed(digits < 0 ? 3 : digits) + (seconds > 0 ? ' ' + TIME_STEPS[i][0] : noun(unit, value));
}

const valueText = value => quantityText(value, data.metric);

function signedText(value, text = valueText) {
  return (value > 0 ? '+' : value < 0 ? '−' : '±') + text(Math.abs(value));
}

function shareText(share) {
  const percent = share * 100, size = Math.abs(percent);
  if (!isFinite(percent)) return '';
  if (size !== 0 && size < 0.005) return (percent < 0 ? '-' : '') + '<0.01 %';
  if (size === 0 || (size >= 99.95 && size < 100.05)) return percent.toFixed(0) + ' %';
  const isTenths = Math.abs(Math.round(size * 10) - Math.round(size * 100) / 10) <= 1e-9;
  return percent.toFixed(size < 9.995 && !isTenths ? 2 : 1) + ' %';
}
