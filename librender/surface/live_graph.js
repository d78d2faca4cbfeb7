// Call graph: a selected function with its callers and callees stands out; the picture is moved and
// enlarged under the controls.
const picture = make('g', svg, { class: 'live-picture' });
const place = { x: 0, y: 0, scale: 1 };
const labels = new Map();

picture.append(...[...svg.children].filter(child => child !== picture && !/^(title|desc|style|metadata|script)$/.test(child.localName)));
for (const label of svg.querySelectorAll('.edge-label')) labels.set(label.querySelector('title').textContent, label);

const arrows = [...svg.querySelectorAll('.edge')].map(node => {
  const [, caller, callee] = node.id.split('-');
  return { node, caller: nodeOf(caller), callee: nodeOf(callee), label: labels.get(node.querySelector('title').textContent) };
});

function nodeOf(id) {
  return cells.find(cell => cell.node.id === 'n-' + id);
}

for (const cell of cells) {
  cell.callers = [];
  cell.callees = [];
}
// The heaviest arrows are drawn last, and come first here.
for (const arrow of [...arrows].reverse()) {
  if (!arrow.caller || !arrow.callee || arrow.caller === arrow.callee) continue;
  arrow.callee.callers.push(arrow.caller);
  arrow.caller.callees.push(arrow.callee);
}

function movePicture() {
  picture.setAttribute('transform', 'translate(' + place.x + ' ' + place.y + ')scale(' + place.scale + ')');
}

// Enlarges about a point that stays.
function enlarge(factor, x, y) {
  const scale = Math.min(Math.max(place.scale * factor, 0.05), 8), grown = scale / place.scale;
  place.x = x - (x - place.x) * grown;
  place.y = y - (y - place.y) * grown;
  place.scale = scale;
  movePicture();
}

const view = {
  act: 'selects',
  nouns: [' function', ' functions'],
  canFlip: false,
  canMove: true,
  draw(selected) {
    svg.classList.toggle('live-selected', !!selected);
    const near = selected ? new Set([selected, ...selected.callers, ...selected.callees]) : new Set();
    for (const cell of cells) {
      cell.node.classList.toggle('live-near', near.has(cell));
      cell.node.classList.toggle('live-chosen', cell === selected);
    }
    for (const { node, caller, callee, label } of arrows)
      for (const part of [node, label])
        part?.classList.toggle('live-near', !!selected && (caller === selected || callee === selected));
  },
  about(cell) {
    const list = (what, found) => found.length ? what + found.map(other => other.name).join(', ') : '';
    return [list('callers: ', cell.callers), list('callees: ', cell.callees)].filter(Boolean).join(' · ');
  },
  next(cell, key) {
    if (key === 'ArrowUp') return cell.callers[0];
    if (key === 'ArrowDown') return cell.callees[0];
    return cells[cell.index + (key === 'ArrowRight' ? 1 : -1)];
  },
  show(cell) {
    const [x, y, width, height] = boxOf(cell.shape), [left, above, wide, high] = visibleArea();
    const at = [place.x + x * place.scale, place.y + y * place.scale];
    if (at[0] < left || at[0] + width * place.scale > left + wide) place.x = left + wide / 2 - (x + width / 2) * place.scale;
    if (at[1] < above || at[1] + height * place.scale > above + high) place.y = above + high / 2 - (y + height / 2) * place.scale;
    movePicture();
  },
};
