// Builds the page from the data: what stood there for readers without script goes.

const panels = new Map();

function pictureOf(name) {
  const shown = name === data.tab ? document.querySelector('#picture > svg') : null;
  if (shown) return shown;
  const template = find(name + '-picture');
  return template ? document.importNode(template.content, true).querySelector('svg') : null;
}

function makeViews() {
  const graph = pictureOf('graph');
  const relation = data.looks.reversed ? ' is a function that calls the one ' : ' is a function, called by the one ';
  return [
    graph && new PictureView('graph', 'Call graph', graph),
    tree && new RowsView('flame', 'Flame graph', !data.looks.inverted,
      'Each box' + relation + (data.looks.inverted ? 'above' : 'below') + ' it.'),
    tree && new RowsView('icicle', 'Icicle', false, 'Each box' + relation + 'above it.'),
    tree && new RingsView('sunburst', 'Sunburst', 'Each piece of a ring' + relation + 'inside of it.'),
    chart && new ChartView(),
    new TableView(),
  ].filter(Boolean);
}

// How much of the details is in sight where they stand below, what is between them and the views, and at the page's end.
const DETAILS_IN_SIGHT = 48, GAP = 16, PAGE_END = 12;

// What scrolls is as high as the window leaves room for, with what stands above and below it.
function fitWindow() {
  const views = find('views').getBoundingClientRect(), top = views.top + scrollY, { style } = document.documentElement;
  const box = panels.get(state.tab).panel.querySelector('.scroll')?.getBoundingClientRect();
  const isAbove = details.getBoundingClientRect().top >= views.bottom;
  const below = isAbove ? Math.min(details.offsetHeight, DETAILS_IN_SIGHT) + GAP : 0;
  style.setProperty('--top', top + PAGE_END + 'px');
  if (box) style.setProperty('--used', top + views.height - box.height + below + PAGE_END + 'px');
}

function refreshView() {
  const view = panels.get(state.tab);
  fitWindow();
  view.refresh();
  note.textContent = view.remark?.() || '';
  fitWindow();
}

function updateAll() {
  applyScheme();
  updateSearch();
  updateMetric();
  updateTabs();
  updateCrumbs();
  updateSearchForm();
  updateDetails();
  updateLegend();
  const view = panels.get(state.tab);
  if (view.metric !== metricAt) {
    if (view.metric !== undefined || metricAt) view.forget?.();
    view.metric = metricAt;
  }
  refreshView();
}

function build() {
  for (const view of makeViews()) {
    panels.set(view.name, view);
    addTab(view);
  }
  const views = make('div', { id: 'views' }, ...[...panels.values()].map(view => view.panel), note, legend);
  find('head').prepend(makeSchemeChooser());
  find('head').append(make('div', { id: 'bar' }, tabList, makeSearch(),
    make('label', { id: 'metric', hidden: metrics.length < 2 }, 'Metric ', metricChooser)), crumbs);
  find('main').replaceChildren(views, details);
  document.body.append(tip);
  document.documentElement.classList.add('live');
  // what is drawn changes sizes in turn
  new ResizeObserver(() => requestAnimationFrame(refreshView)).observe(views);
  addEventListener('resize', refreshView);
}

function print(isStart) {
  isPrinting = isStart;
  updateAll();
}

build();
readFragment();
observe(updateAll);
updateAll();
addEventListener('popstate', () => { readFragment(); updateAll(); });
addEventListener('hashchange', () => { readFragment(); updateAll(); });
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));
darkMedia.addEventListener('change', updateAll);
