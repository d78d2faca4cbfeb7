// Text of labels: measured, and shortened by the rules of the static picture.
const pen = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas').getContext('2d');

function takePen(text) {
  const style = getComputedStyle(text);
  pen.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
  return parseFloat(style.fontSize);
}

const widthOf = text => pen.measureText(text).width;

// As much of the beginning as fits with an ellipsis, if that tells something; marks stay with theirs.
function cutTo(text, room) {
  const parts = text.slice(0, 4096).match(/.(?:\p{M}|[\u{1f3fb}-\u{1f3ff}]|\u200d.)*/gsu) || [];
  const begin = count => parts.slice(0, count).join('');
  let fits = 0, tooMany = parts.length + 1;
  while (fits + 1 < tooMany) {
    const middle = (fits + tooMany) >> 1;
    if (widthOf(begin(middle) + '…') <= room) fits = middle;
    else tooMany = middle;
  }
  const shown = begin(fits).replace(/…$/, '');
  return shown.length < tellingBegin(text).length ? '' : shown + '…';
}

const fitTo = (text, room) => widthOf(text) <= room ? text : cutTo(text, room);

const shortName = name => name.replace(/(.) \([^()]*\)$/, '$1');

// What has no name is told by its place.
const NAMELESS = /^([(<]anonymous[^>)]*[>)]|anonymous|<(?:lambda|genexpr|listcomp|dictcomp|setcomp|arrow function)>|\{closure\}) \((.*)\)$/;

function fitName(name, room) {
  let label = widthOf(name) <= room ? name : signatureOf(name), tail = label;
  while (tail && widthOf(tail) > room) {
    label = tail;
    tail = tailOf(tail);
  }
  return fitTo(tail || label, room);
}

const markOf = cell => /^(?:here now: )?≈/.test(cell.title.split('\n')[1]) ? '≈ ' : '';

// A name with what its cell costs; '' where that is not told.
function costOf(cell, name) {
  const line = cell.title.split('\n')[1] || '';
  const share = !data.second && /\(([^()]*%)\)/.exec(line), time = 'second' in data && /^(.*), from /.exec(line);
  const change = /^change: (.*?)(?:, (new|vanished|[+−±].*))?$/m.exec(cell.title);
  if (share)
    return markOf(cell) + name + ' · ' + (/^[nv]/.test(change?.[2]) ? change[2] : share[1]) +
      (change ? ' (' + change[1] + ')' : '');
  return time ? name + ' · ' + time[1] : '';
}

// What fits of a name, its cost, and whether that is estimated.
const say = (cell, name, fits) => [costOf(cell, name), markOf(cell) + name, name].find(fits);

function labelOf(cell, room, size) {
  if (room < 2 * size) return '';
  if (cell.isAll) return fitTo(cell.before.text ? cell.before.text.textContent : cell.name, room);
  if (cell.more) {
    const count = /^([\d,]+) (?:more|short)/.exec(cell.title);
    return count ? ['… ' + count[1] + ' more', '… ' + count[1], ''].find(label => widthOf(label) <= room) : '';
  }
  const { name } = cell, short = NAMELESS.exec(name)?.[2] || shortName(name);
  const fits = label => label && widthOf(label) <= room, label = say(cell, name, fits) || say(cell, short, fits);
  if (label) return label;
  const cut = fitName(short, room);
  return cut && (say(cell, cut, fits) || cut);
}

// The colour of text on a shape: dark wherever that has a contrast of 4.5:1.
function inkOn(shape) {
  const channels = getComputedStyle(shape).fill.match(/[\d.]+/g);
  if (!channels) return '';
  const [r, g, b] = channels.slice(0, 3).map(c => c / 255 <= 0.04045 ? c / 255 / 12.92
                                                                     : ((c / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const light = luminance + 0.05;
  if (light >= 0.225) return light >= 0.27726 ? '#1c1c1c' : light >= 0.24832 ? '#101010' : '#000';
  return light <= 0.22355 ? '#fafafa' : '#fff';
}

function shareText(share) {
  const percent = 100 * share;
  if (percent !== 0 && percent < 0.005) return '<0.01 %';
  if (percent === 0 || (percent >= 99.95 && percent < 100.05)) return percent.toFixed(0) + ' %';
  const isRound = percent >= 9.995 || Math.abs(Math.round(percent * 10) - Math.round(percent * 100) / 10) < 1e-9;
  return percent.toFixed(isRound ? 1 : 2) + ' %';
}
