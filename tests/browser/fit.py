#!/usr/bin/env python3
"""What of a page is seen in windows of several widths: controls with their labels, views as high as there is room
for, the call graph from its root on, tables whose numbers are near the names, and what says how they are sorted.
usage: fit.py PROFDRAW TOP"""
import json, os, re, subprocess, sys, tempfile

import browser

program, top = map(os.path.abspath, sys.argv[1:])
browser.find()
problems = 0
CALLGRIND = os.path.join(top, 'tests', 'format', 'callgrind', 'ok', 'cplusplus.callgrind')
HEAP = os.path.join(top, 'tests', 'format', 'pprof', 'ok', 'heap.pb.gz')
FLASK, DJANGO = (os.path.join(top, 'tests', 'profiles', name + '.prof') for name in ('flask', 'django'))
SIZES = {800: 700, 1200: 900, 2400: 1350}

HELP = """
const $ = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const settle = () => new Promise(done => setTimeout(done, 60));
const open = async name => { $('#tab-' + name).click(); await settle(); };
const boxOf = element => element.getBoundingClientRect();
const scrollOf = () => $('section:not([hidden]) .scroll');
const column = index => all('#panel-table tbody tr').map(row => row.cells[index].textContent);
const sorted = () => all('#panel-table [aria-sort]').map(head => [$('button', head).title, head.getAttribute('aria-sort'),
  getComputedStyle(head, '::after').content.slice(1, 2)].join(' ')).join();
"""


def expect(what, got, want):
    global problems
    if got != want:
        problems += 1
        print('%s: %r, expected %r' % (what, got, want))


def draw(folder, verb, *arguments):
    path = os.path.join(folder, 'x.html')
    subprocess.run([program, verb, '-q', *arguments, '-o', path], check=True)
    return path


def ask(path, width, script, fragment=''):
    """-> what a script returns, of a page in a window so wide"""
    text = browser.run(path, HELP + 'return JSON.stringify(await (async () => {' + script + '})())', fragment,
                       '--window-size=%d,%d' % (width, SIZES[width]))
    return json.loads(text)


# every control that is shown: inside of the window, its label's text beside it, and as high as those of its row
CONTROLS = """const wrong = [];
for (const search of ['', 'a']) {
  const input = $('#search input'); input.value = search; input.dispatchEvent(new Event('input')); await settle();
  const rows = new Map();
  for (const element of all('#head button, #head select, #head input').filter(one => one.offsetParent)) {
    const box = boxOf(element), middle = Math.round(box.top + box.height / 2);
    if (box.left < 0 || box.right > innerWidth || element.scrollWidth > element.clientWidth + 1) wrong.push('cut: ' + element.outerHTML);
    if (element.getAttribute('role') !== 'tab') rows.set(middle, element);
    const label = element.closest('label');
    if (!label) continue;
    const range = document.createRange(); range.selectNode(label.firstChild);
    const text = boxOf(range), isBeside = text.width > 20 && text.right <= box.left + 5 && text.right >= box.left - 12 &&
      text.top >= box.top && text.bottom <= box.bottom;
    if (!isBeside) wrong.push('apart: ' + label.textContent); }
  if (rows.size > 2) wrong.push('rows: ' + [...rows.keys()]); }
return wrong;"""

# no tab makes the page wider than the window, nor what scrolls in it higher
ROOM = """const wrong = [];
for (const tab of all('[role=tab]')) {
  tab.click(); await settle();
  const scroll = scrollOf(), name = tab.textContent, isBeside = boxOf($('#details')).top < boxOf($('#views')).bottom;
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(name + ': sideways');
  if (!scroll) continue;
  if (isBeside && document.documentElement.scrollHeight > innerHeight) wrong.push(name + ': higher than the window');
  if (!isBeside && boxOf($('#details')).top > innerHeight - 30) wrong.push(name + ': details are out of sight');
  if (boxOf(scroll).height < 200) wrong.push(name + ': too low, ' + boxOf(scroll).height); }
return wrong;"""

# the boxes that are on top, of those whose functions cost everything
BEGIN = """const host = $('#panel-graph .picture').shadowRoot, view = boxOf(scrollOf());
const boxes = all('.node', host).filter(node => / 100 % /.test(' ' + all('text', node).map(t => t.textContent).join(' ')));
const first = boxes.map(boxOf).sort((a, b) => a.top - b.top)[0];
return [boxes.length > 1, first.top >= view.top && first.bottom <= view.bottom, first.left >= view.left && first.right <= view.right];"""

TABLE = """const table = $('#panel-table table'), name = all('.name', table).sort((a, b) => b.textContent.length - a.textContent.length)[0];
const lines = name.parentNode, numbers = boxOf(name.closest('tr').cells[1]);
const short = all('.name', table).find(one => one.textContent === 'main');
return { wide: boxOf(table).width, gap: numbers.right - boxOf(lines).right, high: boxOf(lines).height,
  cut: lines.scrollHeight > lines.clientHeight, title: name.title === name.textContent, short: short.title,
  beside: boxOf($('#details')).left - boxOf(table).right };"""


def check_room(folder):
    for verb, *arguments in (('graph', CALLGRIND), ('flame', HEAP), ('icicle', FLASK, '--base', DJANGO)):
        path = draw(folder, verb, *arguments)
        for width in SIZES:
            what = '%s, %d px' % (verb, width)
            expect(what, ask(path, width, ROOM), [])
            expect(what + ', controls', ask(path, width, CONTROLS), [])
    expect('a comparison at 800 px', ask(path, 800, "await open('table');const s=scrollOf();return s.scrollWidth<=s.clientWidth"), True)


def check_graph(folder):
    path = draw(folder, 'graph', CALLGRIND)
    for width in SIZES:
        expect('begins at its root, %d px' % width, ask(path, width, BEGIN), [True] * 3)


def check_names(folder):
    path = draw(folder, 'report', '--html', CALLGRIND)
    found = ask(path, 2400, TABLE)
    expect('a wide window', [found[key] for key in ('title', 'cut', 'short')], [True, True, ''])
    expect('the measure of a table', found['wide'] < 1200 and found['gap'] < 120 and found['high'] < 70 and
           0 < found['beside'] < 200, True)
    expect('a narrow window', ask(path, 800, "const t=$('#panel-table table');return boxOf(t).right<=innerWidth"), True)


def check_sorting(folder):
    path = draw(folder, 'flame', CALLGRIND)
    expect('by total', ask(path, 1200, "await open('table');return sorted()"), 'sort by total descending ▼')
    expect('by another column', ask(path, 1200, "await open('table');const b=all('#panel-table th button'),seen=[];"
           "for(const i of [0,1,1]){b[i].click();seen.push(sorted())}return seen"),
           ['sort by function ascending ▲', 'sort by self descending ▼', 'sort by self ascending ▲'])
    for arguments, want in ((['--sort', 'calls'], 'sort by calls descending ▼'), (['--sort', 'name'], 'sort by function ascending ▲'),
                            (['--sort', 'self,name', '--reverse'], 'sort by self ascending ▲'), (['--sort', 'filename'], ''), ([], 'sort by total descending ▼')):
        path = draw(folder, 'report', '--html', CALLGRIND, *arguments)
        expect('report ' + ' '.join(arguments), ask(path, 1200, 'return sorted()'), want)
        with open(path, encoding='utf-8') as f:
            marks = re.findall(r'title="(\w+)" aria-sort="(\w+)"', f.read())
        expect('without script, ' + ' '.join(arguments), marks, [tuple(want.split()[2:4])] if want else [])
    size = "parseFloat(t.slice(1))*({s:1e6,m:1e3,'µ':1,n:1e-3}[t.split(' ')[1][0]])"
    path = draw(folder, 'flame', FLASK, '--base', DJANGO)
    expect('a comparison by its change', ask(path, 1200, "await open('table');const sizes=column(4).map(t=>%s);const signs=new Set("
           "column(4).map(t=>t[0]));return [sorted(),sizes.length>100,sizes.every((s,i)=>!i||s<=sizes[i-1]),[...signs].sort().join('')]" % size),
           ['sort by self_change descending ▼', True, True, '+−'])


def check_units(folder):
    path = os.path.join(folder, 'x.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('main;bee 1\nmain;ant 4\n')
    measure = "return $('#measure').textContent"
    expect('a unit is said once', ask(draw(folder, 'flame', path), 1200, measure), '5 samples in 3 functions')
    expect('of callgrind', ask(draw(folder, 'flame', CALLGRIND), 1200, measure), '20,262 Ir in 106 functions')
    path = draw(folder, 'flame', os.path.join(top, 'tests', 'format', 'pprof', 'ok', 'cpu.pb.gz'))
    both = ask(path, 1200, "const c=$('#metric select'),seen=[];for(const o of c.options){c.value=o.value;c.dispatchEvent(new Event('change'));"
               "await settle();seen.push([o.textContent,$('#measure').textContent])}return seen")
    for name, text in both:
        expect('the total of ' + name, text.startswith(name + ': ') != text.split(' in ')[0].endswith(' ' + name), True)
    expect('metrics of both kinds', len({text.startswith(name) for name, text in both}), 2)


with tempfile.TemporaryDirectory() as folder:
    check_room(folder)
    check_graph(folder)
    check_names(folder)
    check_sorting(folder)
    check_units(folder)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
