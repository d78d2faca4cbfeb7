// What stands above the pictures: tabs, search, scheme, and the way to the root.

const tabList = make('div', { role: 'tablist', ariaLabel: 'Views' });
const crumbs = make('nav', { id: 'crumbs', ariaLabel: 'Shown part' });
const note = make('p', { id: 'note' });
const input = make('input', { type: 'search', placeholder: 'search (regex)',
  ariaLabel: 'search functions (regular expression)', spellcheck: false });
const exact = button('Aa', 'case counts', () => change({ isExact: !state.isExact }));
const result = make('output', { 'aria-live': 'polite' });

function addTab(view) {
  view.tab = make('button', { type: 'button', role: 'tab', id: 'tab-' + view.name, textContent: view.title,
    'aria-controls': 'panel-' + view.name });
  view.panel = make('section', { role: 'tabpanel', id: 'panel-' + view.name, 'aria-labelledby': 'tab-' + view.name,
    hidden: true }, view.element);
  view.tab.addEventListener('click', () => change({ tab: view.name }));
  tabList.append(view.tab);
}

function updateTabs() {
  for (const view of panels.values()) {
    const isOpen = view.name === state.tab;
    view.tab.setAttribute('aria-selected', isOpen);
    view.tab.tabIndex = isOpen ? 0 : -1;
    view.panel.hidden = !isOpen;
  }
}

tabList.addEventListener('keydown', event => {
  const names = [...panels.keys()], at = names.indexOf(state.tab);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: names.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const name = names[(to + names.length) % names.length];
  change({ tab: name });
  panels.get(name).tab.focus();
});

function makeSearch() {
  const form = make('form', { id: 'search', role: 'search' }, input, exact,
    button('‹', 'previous (Shift+Enter)', () => stepFound(-1)), button('›', 'next (Enter)', () => stepFound(1)), result);
  input.addEventListener('input', () => change({ search: input.value }));
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') stepFound(event.shiftKey ? -1 : 1);
  });
  form.addEventListener('submit', event => event.preventDefault());
  return form;
}

function updateSearchForm() {
  if (input.value !== state.search) input.value = state.search;
  exact.setAttribute('aria-pressed', state.isExact);
  const text = searchText();
  if (result.value !== text) result.value = text;
}

const metricChooser = make('select', { ariaLabel: 'Metric', title: 'Metric' },
  ...metrics.map((one, index) => make('option', { value: index, textContent: one.metric.name })));
metricChooser.addEventListener('change', () => changeMetric(+metricChooser.value));

// The summary was written for the first metric, and says more of it.
const measureLine = find('measure'), firstMeasure = measureLine?.textContent;

function updateMetric() {
  const text = metricAt ? data.metric.measure : firstMeasure;
  metricChooser.value = metricAt;
  if (measureLine && measureLine.textContent !== text) measureLine.textContent = text;
}

function makeSchemeChooser() {
  const chooser = make('select', { ariaLabel: 'Colours of the page', title: 'Colours of the page' },
    ...SCHEMES.map(name => make('option', { value: name, textContent: name, selected: name === scheme })));
  chooser.addEventListener('change', () => { scheme = chooser.value; updateAll(); });
  return make('label', { id: 'scheme' }, 'Theme ', chooser);
}

// All functions from the total to what is shown, the last ones where there are many.
function updateCrumbs() {
  const path = tree ? ancestorsOf(state.root) : [], most = 8;
  const isTime = state.tab === 'chart', time = isTime && state.window;
  crumbs.hidden = isTime ? !time : !state.root;
  const step = node => button(node ? textAt(functions.short[tree.function[node]]) : 'all',
    node ? labelOf(tree.function[node]) : 'everything', () => change({ root: node }));
  const parts = [button('← Back', 'the view before', () => history.back()),
    button('Reset', 'show everything (Escape)', () => change(isTime ? { window: null } : { root: 0 }))];
  if (time) {
    parts.push(make('span', { textContent: sinceText(time[0], time) + ' to ' + sinceText(time[1], time), 'aria-current': 'location' }));
    crumbs.replaceChildren(...parts);
    return;
  }
  parts.push(step(0));
  if (path.length > most) parts.push(make('span', { textContent: '…' }));
  parts.push(...path.slice(-most).map(step));
  parts[parts.length - 1].setAttribute('aria-current', 'location');
  crumbs.replaceChildren(...parts);
}

function goBack() {
  if (state.search) change({ search: '' });
  else if (state.tab === 'chart' && state.window) change({ window: null });
  else if (state.root) change({ root: 0 });
  else change({ function: -1, node: -1 });
}

document.addEventListener('keydown', event => {
  const isTyping = document.activeElement === input;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !isTyping) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === 'Escape') {
    event.preventDefault();
    goBack();
  }
});
