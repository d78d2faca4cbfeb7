'use strict';
(() => {
  const tables = [...document.querySelectorAll('table.rows')];
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : cell.dataset.v === '' ? -Infinity : +cell.dataset.v;
  };

  function sort(table, header) {
    const column = header.cellIndex, isText = header.classList.contains('t');
    const before = header.getAttribute('aria-sort');
    const up = before ? before === 'descending' : isText;
    const rows = [...table.tBodies[0].rows].map((row, index) => ({ row, index, key: value(row, column) }));
    rows.sort((a, b) => {
      const order = isText ? a.key.localeCompare(b.key) : a.key - b.key || 0;
      return (up ? order : -order) || a.index - b.index;
    });
    table.tBodies[0].append(...rows.map(item => item.row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  }

  for (const table of tables)
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = header.textContent;
      button.title = 'sort by ' + (header.title || header.textContent);
      header.replaceChildren(button);
      button.addEventListener('click', () => sort(table, header));
    }

  const form = document.createElement('form');
  form.setAttribute('role', 'search');
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = 'search functions (regular expression)';
  input.setAttribute('aria-label', input.placeholder);
  const found = document.createElement('output');
  form.append(input, found);
  tables[0]?.before(form);

  function pattern(text) {
    try { return new RegExp(text, 'i'); } catch { return null; }
  }

  function search() {
    const wanted = pattern(input.value);
    let shown = 0, all = 0;
    for (const table of tables)
      for (const row of table.tBodies[0].rows) {
        const text = [...row.querySelectorAll('.t')].map(cell => cell.textContent).join('\n');
        const fits = wanted ? wanted.test(text) : text.includes(input.value);
        row.hidden = !fits;
        shown += fits;
        all++;
      }
    found.value = input.value ? shown + ' of ' + all + ' rows' : '';
    history.replaceState(null, '', input.value ? '#q=' + encodeURIComponent(input.value) : location.pathname);
  }
  input.addEventListener('input', search);
  form.addEventListener('submit', event => event.preventDefault());
  document.addEventListener('keydown', event => {
    if (event.key === '/' && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && input.value) {
      input.value = '';
      search();
    }
  });
  const start = /^#q=(.*)$/.exec(location.hash);
  if (start) {
    try { input.value = decodeURIComponent(start[1]); } catch { input.value = start[1]; }
    search();
  }
})();
