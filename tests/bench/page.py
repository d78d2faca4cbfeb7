#!/usr/bin/env python3
"""How long a page of 50,000 tree nodes, 12,000 functions and 40,000 calls in time keeps its reader waiting: the script
of each action, and the time until what it changed has been painted, in headless Chromium.
usage: page.py --profdraw build/release/profdraw [--runs 5] [--page x.html]

A frame is 16.7 ms.  Best of the runs, in ms; a busy machine shows only in what is told for the worst."""
import argparse, http.server, json, os, random, re, shutil, subprocess, tempfile, threading

NAMES, STACKS, SPANS = 12000, 50000, 40000

# What is measured: its name, what comes before it, and what it does.
ACTIONS = [
    ('flame: open', "tab('table')", "tab('flame')"),
    ('flame: zoom to a box', "key('Escape')", "click('flame', 0.4, -3)"),
    ('flame: show everything', "click('flame', 0.4, -3)", "key('Escape')"),
    ('flame: point at a box', "", "point('flame', 0.2 + 0.5 * turn(), -4)"),
    ('flame: search, first letter', "type('')", "type('m')"),
    ('flame: search, narrower', "type('module')", "type('module_1')"),
    ('flame: search, nothing', "type('module')", "type('')"),
    ('flame: next match', "type('module_1')", "press('›')"),
    ('icicle: open', "type(''); tab('table')", "tab('icicle')"),
    ('sunburst: open', "tab('table')", "tab('sunburst')"),
    ('sunburst: zoom', "key('Escape')", "clickRing(0.2)"),
    ('sunburst: point at a piece', "key('Escape')", "pointRing(0.2 + 0.1 * turn())"),
    ('sunburst: search', "type('')", "type('module_1')"),
    ('chart: open', "type(''); tab('table')", "tab('chart')"),
    ('chart: zoom to a call', "key('Escape')", "click('chart', 0.4, 3)"),
    ('chart: zoom by the wheel', "key('Escape')", "wheel(-200)"),
    ('chart: point at a call', "key('Escape')", "point('chart', 0.2 + 0.5 * turn(), 4)"),
    ('chart: search', "type('')", "type('module_1')"),
    ('table: open', "type(''); tab('flame')", "tab('table')"),
    ('table: sort by name', "sort(1)", "sort(0)"),
    ('table: sort by cost', "sort(0)", "sort(1)"),
    ('table: search', "type('')", "type('module_1')"),
    ('table: select a row', "type('')", "row(20 + Math.floor(turn() * 10))"),
    ('graph: open', "tab('table')", "tab('graph')"),
    ('graph: larger', "press('Fit')", "press('+')"),
    ('graph: search', "type('')", "type('module_1')"),
    ('graph: next function', "", "arrow('ArrowRight')"),
    ('change of theme', "type(''); tab('flame'); theme('light')", "theme('dark')"),
]

SCRIPT = """
const find = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const canvas = name => find('#panel-' + name + ' canvas');
let turns = 0;
const turn = () => (turns += 0.37) % 1;
const tab = name => find('#tab-' + name).click();
const send = (target, kind, type, options) => target.dispatchEvent(new kind(type, { bubbles: true, cancelable: true, ...options }));
const place = (name, share, row) => { const box = canvas(name).getBoundingClientRect();
  return { clientX: box.left + share * box.width, clientY: row < 0 ? box.bottom + 20 * row + 10 : box.top + 20 * row + 10 }; };
const ring = share => { const box = canvas('sunburst').getBoundingClientRect();
  return { clientX: box.left + box.width / 2 + share * box.width, clientY: box.top + box.height / 2 + 9 }; };
const click = (name, share, row) => send(canvas(name), MouseEvent, 'click', place(name, share, row));
const point = (name, share, row) => send(canvas(name), PointerEvent, 'pointermove', place(name, share, row));
const clickRing = share => send(canvas('sunburst'), MouseEvent, 'click', ring(share));
const pointRing = share => send(canvas('sunburst'), PointerEvent, 'pointermove', ring(share));
const wheel = deltaY => send(canvas('chart'), WheelEvent, 'wheel', { deltaY, ctrlKey: true, ...place('chart', 0.5, 4) });
const key = name => send(document, KeyboardEvent, 'keydown', { key: name });
const arrow = name => send(find('#panel-graph .scroll'), KeyboardEvent, 'keydown', { key: name });
const type = text => { const input = find('#search input'); input.value = text; send(input, Event, 'input'); };
const press = text => all('button').find(button => button.textContent === text).click();
const sort = at => all('#panel-table th button')[at].click();
const row = at => all('#panel-table tbody tr')[at].click();
const theme = name => { const chooser = find('#scheme select'); chooser.value = name; send(chooser, Event, 'change'); };

// A timer that is set in a frame runs when that frame has been painted.
const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
const idle = () => new Promise(done => setTimeout(done, 30));

async function measure(before, act) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    before();
    await painted();
    await idle();
    const start = performance.now();
    act();
    const script = performance.now() - start;
    await painted();
    runs.push([script, performance.now() - start]);
  }
  return runs;
}

addEventListener('load', async () => {
  const told = { ready: performance.now(), nodes: 0 };
  await idle();
  const measured = [];
  try { STEPS } catch (error) { told.error = String(error); }
  await fetch('/told', { method: 'POST', body: JSON.stringify({ ...told, measured }) });
});
"""


def name_of(i):
    return 'module_%d::part_%d::function_%d' % (i % 97, i % 13, i)


def write_profile(path):
    """A trace: calls in time on four threads, nested eight deep, of which a few functions take most."""
    draw = random.Random(7)
    events = []

    def call(thread, begin, end, depth):
        events.append({'ph': 'X', 'name': name_of(int(NAMES * draw.random() ** 2)), 'pid': 1, 'tid': thread,
                       'ts': begin, 'dur': end - begin})
        while depth < 8 and len(events) < SPANS and end - begin > 8:
            inner = begin + max((end - begin) * draw.uniform(0.1, 0.7), 2)
            call(thread, begin + 1, min(inner, end), depth + 1)
            begin = inner
    while len(events) < SPANS:
        at = len(events) * 1000
        call(len(events) % 4, at, at + 20000 + draw.random() * 1e6, 0)
    with open(path, 'w', encoding='utf-8') as f:
        json.dump(events, f)


def with_script(path, runs):
    with open(path, encoding='utf-8') as f:
        text = f.read()
    steps = ''.join('measured.push([%s, await measure(() => { %s; }, () => { %s; })]);\n' % (json.dumps(what), before, act)
                    for what, before, act in ACTIONS if not what.startswith('chart') or 'tab-chart' in text or '"chart":{' in text)
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', '', text, count=1)
    at = text.rindex('</body>')
    return text[:at] + '<script>' + SCRIPT.replace('RUNS', str(runs)).replace('STEPS', steps) + '</script>' + text[at:]


def ask(page):
    """-> what the page tells, from a browser in real time"""
    told, done = {}, threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self, kind, body):
            self.send_response(200)
            self.send_header('Content-Type', kind)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            self.answer('text/html; charset=utf-8', page.encode() if self.path == '/' else b'')

        def do_POST(self):
            told.update(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
            self.answer('text/plain', b'')
            done.set()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = subprocess.Popen(
            [next(filter(shutil.which, ('chromium', 'chromium-browser', 'google-chrome'))), '--headless', '--no-sandbox',
             '--disable-gpu', '--no-first-run', '--disable-background-networking', '--window-size=1400,900',
             '--remote-debugging-port=0', '--user-data-dir=' + folder, 'http://127.0.0.1:%d/' % server.server_port],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        done.wait(300)
        browser.terminate()
        browser.wait()
    server.shutdown()
    return told


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--profdraw', default='build/release/profdraw')
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--page', help='a page that is there')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.page or os.path.join(folder, 'x.html')
        if not options.page:
            write_profile(os.path.join(folder, 'x.json'))
            subprocess.run([options.profdraw, 'report', '--html', '-q', os.path.join(folder, 'x.json'), '-o', path],
                           check=True)
        size = os.path.getsize(path)
        told = ask(with_script(path, options.runs))
    if 'measured' not in told:
        raise SystemExit('the page did not answer')
    print('%.0f KB, there after %.0f ms%s\n' % (size / 1000, told['ready'], ''.join(told.get('error', ''))))
    print('| action | script | until painted | worst |\n|---|---|---|---|')
    for what, runs in told['measured']:
        print('| %s | %.0f | %.0f | %.0f |' % (what, min(r[0] for r in runs), min(r[1] for r in runs), max(r[1] for r in runs)))
    if 'error' in told:
        raise SystemExit(told['error'])


if __name__ == '__main__':
    main()
