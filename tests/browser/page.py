#!/usr/bin/env python3
"""The page of `-o x.html` in a browser: tabs, zoom, search, keyboard, what the address keeps, names that look
like markup, its policy, and what is left of it without script.   usage: page.py PROFDRAW TOP"""
import json, os, re, subprocess, sys, tempfile

import browser

program, top = map(os.path.abspath, sys.argv[1:])
browser.find()
problems = 0


def draw(folder, verb, *arguments):
    path = os.path.join(folder, 'x.html')
    subprocess.run([program, verb, '-q', *arguments, '-o', path], check=True)
    return path


def expect(what, got, want):
    global problems
    if got != want:
        problems += 1
        print('%s: %r, expected %r' % (what, got, want))


def write(folder, text):
    path = os.path.join(folder, 'x.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


# What tests do to a page: press a key, click into a canvas at a share of its width and a row.
HELP = """
const $ = (query, root = document) => root.querySelector(query);
const all = (query, root = document) => [...root.querySelectorAll(query)];
const settle = () => new Promise(done => setTimeout(done, 20));
const press = async (key, target = document.activeElement) => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); await settle(); };
const canvas = () => $('section:not([hidden]) canvas');
const clickAt = async (share, row) => {
  const box = canvas().getBoundingClientRect();
  const y = row < 0 ? box.bottom + 20 * row + 10 : box.top + 20 * row + 10;
  canvas().dispatchEvent(new MouseEvent('click', { clientX: box.left + share * box.width, clientY: y, bubbles: true }));
  await settle(); };
const type = async text => { const i = $('#search input'); i.value = text; i.dispatchEvent(new Event('input')); await settle(); };
const selected = () => $('#details h2')?.textContent ?? 'nothing';
const output = () => $('#search output').value;
const facts = () => Object.fromEntries(all('#details dt').map(t => [t.textContent, t.nextSibling.textContent]));
const pointAt = (dx, dy, type = 'pointermove') => { const box = canvas().getBoundingClientRect();
  canvas().dispatchEvent(new PointerEvent(type, { clientX: box.left + box.width / 2 + dx,
    clientY: box.top + box.height / 2 + dy, bubbles: true })); };
const colorAt = (share, row) => {
  const c = canvas(), x = share * c.width, y = row < 0 ? c.height + 20 * row + 3 : 20 * row + 3;
  return [...c.getContext('2d').getImageData(x, y, 1, 1).data].slice(0, 3).join(); };
"""


def ask(path, script, fragment='', *flags):
    return browser.run(path, HELP + script, fragment, *flags)


def ask_all(path, questions):
    """asks one page several questions (what, script, expected answer, address), each from a new beginning"""
    parts = ["const answers = [], ask = async (address, question) => { location.hash = address || '#t=' + start;"
             "await settle(); answers.push(String(await question())); }; const start = data.tab;"]
    parts[0] = parts[0].replace('data.tab', "$('[aria-selected=true]').id.slice(4)")
    for _, script, _, *address in questions:
        parts.append('await ask(%s, async () => { %s });' % (json.dumps(address[0] if address else ''), script))
    answers, _, errors = ask(path, ''.join(parts) + 'return JSON.stringify(answers)+"\\n"').partition('\n')
    for (what, _, want, *_), got in zip(questions, json.loads(answers), strict=True):
        expect(what, got, want)
    expect('errors', errors, '')


STACKS = 'main;bee 1\nmain;ant;bee 4\nmain;cat 10\nmain 2\nother;bee 3\n'

# main is 17 of 20 wide; what it calls stands in the order of names in the flame graph: ant, bee, cat
ZOOM = [
    ('tabs', "return all('[role=tab]').map(t=>t.textContent).join()+'|'+$('[aria-selected=true]').textContent+'|'+"
             "all('section:not([hidden])').length",
     'Call graph,Flame graph,Icicle,Sunburst,Functions|Flame graph|1'),
    ('a tab', "$('#tab-icicle').click();return location.hash+!$('#panel-icicle').hidden", '#t=icicletrue'),
    ('tabs by keys', "$('#tab-flame').focus();await press('ArrowRight');await press('End');"
                     "return document.activeElement.id+location.hash", 'tab-table#t=table'),
    ('a click zooms', "await clickAt(.5,-3);return location.hash+selected()+$('#crumbs').textContent",
     '#t=flame&z=main;cat&f=catcat← BackResetallmaincat'),
    ('what is known', "await clickAt(.1,-3);const f=facts();return selected()+f.self+f.total+f.here",
     'ant0 samples (0 %)4 samples (20.0 %)4 samples (20.0 %)'),
    ('callers', "await clickAt(.1,-4);return selected()+all('#details li .name').map(n=>n.textContent)+"
                "facts().total+facts().here", 'beeant,other,main8 samples (40.0 %)4 samples (20.0 %)'),
    ('a caller is a way', "await clickAt(.1,-4);all('#details li button')[1].click();return selected()", 'other'),
    ('back', "await clickAt(.5,-2);const hash=location.hash;history.back();await settle();"
             "return hash+location.hash+$('#crumbs').hidden", '#t=flame&z=main&f=main#t=flametrue'),
    ('keys', "canvas().focus();const seen=[];for(const k of ['ArrowUp','ArrowUp','ArrowLeft','ArrowDown',"
             "'ArrowRight','Enter']){await press(k);seen.push(selected())}return seen+location.hash",
     'main,cat,bee,main,other,other#t=flame&z=other&f=other'),
    ('keys of the icicle', "canvas().focus();await press('ArrowDown');await press('ArrowDown');return selected()",
     'cat', '#t=icicle'),
    ('escape', "await clickAt(.5,-2);await type('x');await press('Escape');const a=location.hash;"
               "await press('Escape');const b=location.hash;await press('Escape');return [a,b,location.hash]",
     '#t=flame&z=main&f=main,#t=flame&f=main,#t=flame'),
    ('sunburst', """
        const box = canvas().getBoundingClientRect(), at = async (dx, dy) => { canvas().dispatchEvent(new MouseEvent('click',
          { clientX: box.left + box.width / 2 + dx, clientY: box.top + box.height / 2 + dy, bubbles: true })); await settle(); };
        await at(box.width / 5.4, 0); const first = location.hash; await at(0, 0); return first + location.hash;""",
     '#t=sunburst&z=main&f=main#t=sunburst', '#t=sunburst'),
]

# what is pointed at is outlined over what was drawn, of which nothing is drawn anew
POINT = """const still = canvas().toDataURL(), seen = []; let drawn = 0;
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...of) { drawn++; fillText.apply(this, of); };
    for (const shift of [%s]) { pointAt(shift * canvas().clientWidth, 5); seen.push(canvas().toDataURL()); }
    pointAt(0, 0, 'pointerleave'); CanvasRenderingContext2D.prototype.fillText = fillText;
    return [seen.every(one => one !== still), seen[0] !== seen[1], canvas().toDataURL() === still, drawn]"""
ZOOM += [('what is pointed at in the ' + name, POINT % shifts, 'true,true,true,0', '#t=' + name)
         for name, shifts in (('icicle', '-0.45, 0.1, 0.45'), ('sunburst', '0.05, 0.2, 0.3'))]

# bee below main is 5 of 20, below other 3; ant holds the bee below it
SEARCH = [
    ('a share', "await type('bee');return output()", '1 function, 40.0 % of the total'),
    ('a share, each cost once', "await type('ant|bee');return output()", '2 functions, 40.0 % of the total'),
    ('a share of the part', "return output()", '1 function, 29.4 % of what is shown', '#t=flame&z=main&s=bee'),
    ('the case', "await type('BEE');const a=output();$('[aria-pressed]').click();await settle();"
                 "return a+'|'+output()+'|'+location.hash",
     '1 function, 40.0 % of the total|0 functions, 0 % of the total|#t=flame&s=BEE&c=1'),
    ('from one to the next', "await type('^(ant|cat)$');$('#search input').focus();await press('Enter');"
                             "const a=selected();await press('Enter');return a+selected()+output()",
     'catant2 of 2 functions, 70.0 % of the total'),
    ('what is not found is grey', "const before=colorAt(.1,-2);await type('cat');"
                                  "return before!==colorAt(.1,-2)&&colorAt(.1,-2)===colorAt(.1,-1)", 'true'),
    ('no pattern', "await type('(');return output()", '0 functions, 0 % of the total'),
]

EVERYWHERE = [
    ('selected everywhere', """
        $('#tab-table').click(); all('#panel-table tbody tr').find(r => r.textContent.startsWith('cat')).click();
        await settle(); const seen = [selected(), $('#panel-table [aria-current]').cells[0].textContent];
        $('#tab-graph').click(); await settle();
        const root = $('#panel-graph .picture').shadowRoot, mark = all('svg > rect', root);
        seen.push(mark.length, mark.every(m => m.getAttribute('fill') === 'none'), all('.node', root).length);
        all('.node', root).find(n => /^other/.test($('title', n).textContent)).dispatchEvent(new MouseEvent('click', {bubbles: true}));
        await settle(); seen.push(selected(), location.hash); return seen""", 'cat,cat,1,true,5,other,#t=graph&f=other'),
    ('keys of the call graph', "$('#panel-graph .scroll').focus();const seen=[];for(const k of ['ArrowRight',"
                               "'ArrowDown','ArrowUp']){await press(k);seen.push(selected())}return seen",
     'main,cat,main', '#t=graph'),
    ('keys of the table', "all('#panel-table tbody tr')[0].focus();await press('ArrowDown');"
                          "return selected()+document.activeElement.cells[0].textContent", 'catcat', '#t=table'),
    ('roles', "return [canvas().getAttribute('role'),canvas().tabIndex,canvas().ariaLabel.slice(0,11),"
              "$('#details').ariaLive,$('output').ariaLive,all('[role=tabpanel][aria-labelledby]').length,"
              "all('button').every(b=>b.textContent||b.hidden),all('input,select,nav,aside,[role=tablist],[role=group]')"
              ".every(e=>e.ariaLabel)]", 'application,0,Flame graph,polite,polite,5,true,true'),
    ('print', "dispatchEvent(new Event('beforeprint'));await settle();const h=canvas().clientHeight;"
              "dispatchEvent(new Event('afterprint'));return h", '80'),
    ('themes', """
        const seen = [getComputedStyle(document.body).backgroundColor, colorAt(.999, 0)];
        const chooser = $('#scheme select'); chooser.value = 'dark'; chooser.dispatchEvent(new Event('change')); await settle();
        seen.push(getComputedStyle(document.body).backgroundColor, colorAt(.999, 0)); $('#tab-graph').click(); await settle();
        const style = query => getComputedStyle($(query, $('#panel-graph .picture').shadowRoot)).fill;
        seen.push(style('svg > path')); return seen.join(' ')""",
     'rgb(255, 255, 255) 255,255,255 rgb(22, 24, 29) 22,24,29 rgb(22, 24, 29)'),
]

NAMES = ['</script><script>document.title="run"</script>', '<!--<script>', ']]>', '"\'&amp<b>',
         '</style></title><img src=x onerror=alert(1)>', '\\u003cscript>', '__proto__', 'constructor', '&#x3c',
         'a@b%3B&f=x#']
EVERY_NAME = """$('#tab-table').click(); await settle();
    for (const row of all('#panel-table tbody tr')) { row.click(); await settle(); }
    const texts = all('#panel-table .name').map(n => n.textContent);
    return JSON.stringify([all('img').length, all('script').length, document.title, texts.sort()])"""
EVERY_WAY = """const seen = [];
    for (const name of %s) { location.hash = '#t=icicle&z=root;' + encodeURIComponent(name); await settle();
      seen.push($('#crumbs [aria-current]').textContent); }
    return JSON.stringify(seen)"""
EVERY_TAB = """for (const tab of all('[role=tab]')) { tab.click(); await settle(); }
    const rows = () => all('#panel-table tbody tr').length, scroll = $('#panel-table .scroll'), seen = [rows()];
    scroll.scrollTop = scroll.scrollHeight; scroll.dispatchEvent(new Event('scroll')); seen.push(rows());
    const more = all('#panel-table button').pop(); seen.push(more.textContent);
    more.click(); return [...seen, rows(), more.hidden]"""
COMPARED = """$('#tab-table').click(); await settle(); const seen = [];
    for (const row of all('#panel-table tbody tr')) if (/^(bee|gone|ant)/.test(row.textContent)) {
      row.click(); await settle(); const f = facts();
      seen.push([selected(), f.total, f['total before'], row.cells[1].textContent]); }
    return seen.sort().join('|')"""


def check_behaviour(folder):
    path = draw(folder, 'flame', write(folder, STACKS))
    for questions in (ZOOM, SEARCH, EVERYWHERE):
        ask_all(path, questions)
    state = '#t=icicle&z=main;ant&s=B&c=1&f=bee'
    expect('the address is kept', ask(path, "return [location.hash,selected(),$('#crumbs').textContent,"
                                            "$('#search input').value,$('[aria-pressed]').getAttribute('aria-pressed'),"
                                            "$('[aria-selected=true]').id]", state),
           state + ',bee,← BackResetallmainant,B,true,tab-icicle')
    ask_all(path, [('an odd address', "return all('section:not([hidden])').length+selected()", '1nothing', odd) for odd in
                   ('#t=nothing&z=gone;x&f=gone', '#%zz=%&z=%E0%A4%A', '#t=__proto__&z=;;;&s=%', '#&&&==')])
    expect('sharp', ask(path, "return canvas().width/canvas().clientWidth", '', '--force-device-scale-factor=2'), '2')
    path = draw(folder, 'flame', '--theme', 'dark', write(folder, STACKS))
    expect('begins as asked', ask(path, "return getComputedStyle(document.body).backgroundColor+$('#scheme select').value"),
           'rgb(22, 24, 29)dark')


def check_names(folder):
    stacks = write(folder, ''.join('root;%s %d\n' % (name, 10 + i) for i, name in enumerate(NAMES)))
    want = [0, 4, '</title><script>1</script> – profile', sorted(NAMES + ['root'])]
    for verb in ('graph', 'sunburst'):
        path = draw(folder, verb, stacks, '--title', '</title><script>1</script>')
        expect('markup is text, ' + verb, json.loads(ask(path, EVERY_NAME)), want)
    names = json.dumps(NAMES)
    expect('a way to it', json.loads(ask(path, EVERY_WAY % names.replace('<', '\\u003c'))), NAMES)


def check_policy(folder):
    """nothing but what was written runs, and all of that may"""
    with open(draw(folder, 'graph', write(folder, STACKS)), encoding='utf-8') as f:
        text = f.read()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
    words = policy.replace(';', '').split()
    expect('the policy', ' '.join(w for w in words if not w.startswith("'sha256-")),
           "default-src 'none' base-uri 'none' form-action 'none' script-src style-src")
    inline = re.findall(r'<style>(.*?)</style>', text, re.S) + re.findall(r'<script type="module">(.*?)</script>', text, re.S)
    expect('what it allows', sorted(browser.digest(part) for part in inline),
           sorted(w for w in words if w.startswith("'sha256-")))
    expect('no handlers, no network', re.findall(r'<[^>]* on\w+=|javascript:|https?://(?!www\.w3\.org/)|\ssrc=', text), [])
    expect('no evaluation', re.findall(r'\beval\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|new Function', text), [])


def check_profile(folder, verb):
    path = draw(folder, verb, os.path.join(top, 'tests', 'profiles', 'django.prof'))
    expect('under a megabyte, ' + verb, os.path.getsize(path) < 1e6, True)
    expect('every tab', ask(path, EVERY_TAB), '150,300,Show 1,043 more rows,1343,true')
    with open(path, encoding='utf-8') as f:
        text = re.sub(r'<script type="module">.*?</script>', '', f.read(), flags=re.S)
    path = os.path.join(folder, 'still.html')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    expect('without script, ' + verb,
           ask(path, "const p=$('#picture > svg');return [p.clientWidth>400,getComputedStyle($('text',p)).fontSize!=='14px',"
                     "all('tbody tr').length,/ more rows/.test(document.body.textContent),all('[role=tab]').length]"),
           'true,true,200,true,0')


# main takes 0 to 100 µs, and in it parse 10 to 40, draw 50 to 90; on another thread, work takes 20 to 60 and cat 30 to 50
SPANS = [(1, 'main', 0, 100), (1, 'parse', 10, 40), (1, 'draw', 50, 90), (2, 'work', 20, 60), (2, 'cat', 30, 50)]
CHART_HELP = """const at = async (share, y) => { const box = canvas().getBoundingClientRect();
  canvas().dispatchEvent(new MouseEvent('click', { clientX: box.left + share * box.width, clientY: box.top + y, bubbles: true }));
  await settle(); };
const color = (share, y) => [...canvas().getContext('2d').getImageData(share * canvas().width, y, 1, 1).data].slice(0, 3).join();"""
# rows begin below the axis (22 px) and the head of their band (18 px); each has 20 px, and a band ends with 8
CHART = [
    ('the chart is a tab', "return all('[role=tab]').map(t=>t.textContent).join()+$('[aria-selected=true]').id",
     'Call graph,Flame graph,Icicle,Sunburst,Flame chart,Functionstab-chart'),
    ('a click zooms in time', "await at(.2,70);const first=[selected(),facts()['this call'],$('#crumbs').textContent];"
                              "await at(.5,70);return [...first,location.hash,$('#crumbs').hidden]",
     'parse,30.0 µs, from 10 µs,← BackReset10 µs to 40 µs,#t=chart&f=parse,true'),
    ('the other band', "await at(.4,118);return selected()+location.hash", 'work#t=chart&w=20,60&f=work'),
    ('what did not run then', "return [color(.5,45)===color(.5,106),color(.45,65),color(.2,65)!==color(.45,65)]",
     'false,255,255,255,true', '#t=chart&w=30,60'),
    ('keys', "canvas().focus();const seen=[];for(const k of ['ArrowDown','ArrowLeft','ArrowUp','ArrowUp','ArrowDown','Enter'])"
             "{await press(k);seen.push(selected())}const hash=location.hash;await press('-');await press('0');"
             "return seen+hash+location.hash", 'draw,parse,main,main,draw,draw#t=chart&w=50,90&f=draw#t=chart&f=draw'),
    ('back and escape', "await at(.2,70);history.back();await settle();const a=location.hash;await at(.2,70);await press('Escape');"
                        "return a+location.hash", '#t=chart#t=chart&f=parse'),
    ('search', "const before=color(.02,45);await type('parse');return [before!==color(.02,45),color(.02,45)===color(.8,70),"
               "output()]", 'true,true,1 function, 21.4 % of the total'),
    ('chosen everywhere', "await at(.45,142);$('#tab-table').click();await settle();const row=$('#panel-table [aria-current]')"
                          ".cells[0].textContent;$('#tab-flame').click();await settle();return [row,selected(),location.hash]",
     'cat,cat,#t=flame&w=30,50&f=cat'),
    ('chosen elsewhere', "const before=color(.5,61);$('#tab-table').click();await settle();"
                         "all('#panel-table tbody tr').find(r=>r.textContent.startsWith('draw')).click();await settle();"
                         "$('#tab-chart').click();await settle();return before!==color(.5+.02,61)+''&&color(.7,61)", '28,28,28'),
    ('an odd window', "return [$('#crumbs').hidden,all('section:not([hidden])').length]", 'true,1', '#t=chart&w=9,3,x'),
]


# ten functions in which everything runs, then twelve levels of two
CHAIN = ';'.join('chain%d' % n for n in range(10))
DEEP = ''.join('%s;%s %d\n' % (CHAIN, ';'.join(name + str(n) for n in range(12)), count)
               for name, count in (('left', 60), ('right', 40)))
RINGS = """const said = new Map(), { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...of) {
      said.set(this.canvas, (said.get(this.canvas) || '') + text); fillText.call(this, text, ...of); };
    $('#tab-icicle').click(); $('#tab-sunburst').click(); await settle();
    CanvasRenderingContext2D.prototype.fillText = fillText;
    const text = said.get(canvas()); return ['chain9', 'left5', 'right5', 'chain8', 'all'].map(word => text.includes(word)) +
      $('#note').textContent"""


# what is not drawn, at other sizes and of a part
NOTES = """const resize = async width => { $('#views').style.width = width;
      dispatchEvent(new Event('resize')); await settle(); return $('#note').textContent; };
    const seen = [$('#note').textContent, await resize('420px'), await resize('')];
    for (const root of ['chain0', %s]) { location.hash = '#t=sunburst&z=' + root; await settle(); seen.push($('#note').textContent); }
    return seen.join('|')""" % json.dumps(CHAIN + ';left0;left1')
THIN_NOTE = ' In the thin rings in the middle nearly everything runs.'


def not_drawn(ring, share):
    return 'Beyond ring %d, callees that take %s of the total are not drawn: zoom in to see them.' % (ring, share)


def check_rings(folder):
    path = draw(folder, 'sunburst', write(folder, DEEP))
    expect('labels of a deep sunburst', ask(path, RINGS), 'true,true,true,false,true' + not_drawn(18, '100 %') + THIN_NOTE)
    expect('what is beyond the rings', ask(path, NOTES, '#t=sunburst'), '|'.join((
        not_drawn(18, '100 %') + THIN_NOTE, not_drawn(15, '100 %') + THIN_NOTE, not_drawn(18, '100 %') + THIN_NOTE,
        not_drawn(16, '100 %') + THIN_NOTE, '')))
    path = draw(folder, 'sunburst', write(folder, 'main;wide 97\nmain;thin;a;b 2\nmain;thin 1\n'))
    expect('rays are not drawn', ask(path, "return $('#note').textContent"), not_drawn(2, '2.0 %'))
    expect('all of it is drawn', ask(path, "return $('#note').textContent", '#t=sunburst&z=main;thin'), '')


def check_chart(folder):
    path = os.path.join(folder, 'x.json')
    with open(path, 'w', encoding='utf-8') as f:
        json.dump([{'ph': 'X', 'name': name, 'ts': begin, 'dur': end - begin, 'pid': 1, 'tid': thread}
                   for thread, name, begin, end in SPANS], f)
    ask_all(draw(folder, 'chart', path), [(what, CHART_HELP + script, *rest) for what, script, *rest in CHART])
    path = draw(folder, 'chart', '--from', '20us', '--to', '60us', '--max-depth', '1', path)
    expect('a window that was asked for', ask(path, CHART_HELP + "await at(.5,45);const b=canvas().clientHeight;"
                                                    "await at(.9,91);return [selected(),location.hash,b]"),
           'work,#t=chart&f=work,114')


METRIC_HELP = """const choose = async value => { const c = $('#metric select'); c.value = value;
  c.dispatchEvent(new Event('change')); await settle(); };
const rows = () => all('#panel-table tbody tr').map(r => [...r.cells].slice(0, 5).map(c => c.textContent).join(' ')).join('|');"""
METRIC = [
    ('metrics', "return all('#metric option').map(o=>o.textContent)+$('#metric').hidden+$('#measure').textContent",
     'inuse_space,alloc_objects,alloc_space,inuse_objectsfalseinuse_space: 875 KiB in 47 functions'),
    ('another metric', "await clickAt(.5,-3);const before=selected()+facts().total;await choose(1);"
                       "return [before,selected()+facts().total,location.hash,$('#measure').textContent]",
     'main.main858 KiB (98.0 %),main.main119,158 objects (99.9 %),'
     '#t=flame&m=alloc_objects&z=runtime.main;main.main&f=main.main,alloc_objects: 119,306 objects'),
    ('in the address', "return $('#metric select').value+$('#measure').textContent", '2alloc_space: 16.7 MiB',
     '#t=flame&m=alloc_space'),
    ('of the table', "await choose(2);return rows().split('|')[0]", 'runtime.main runtime/proc.go 4.05 KiB 0.02 % 15.5 MiB 92.7 %', '#t=table'),
    ('back', "await choose(1);history.back();await settle();return location.hash+$('#metric select').value", '#t=icicle0', '#t=icicle'),
]


def check_metrics(folder):
    path = draw(folder, 'flame', os.path.join(top, 'tests', 'format', 'pprof', 'ok', 'heap.pb.gz'))
    ask_all(path, [(what, METRIC_HELP + script, *rest) for what, script, *rest in METRIC])


def check_looks(folder):
    """the options of pictures hold for the page's, too"""
    stacks = write(folder, STACKS)
    path = draw(folder, 'flame', stacks, '--highlight', 'ant')
    expect('highlights', ask(path, "$('#tab-table').click();await settle();const rows=all('tr.marked').map(r=>r.cells[0].textContent);"
                                   "return rows+'|'+/Highlighted.*'ant' finds.*4 samples, 20.0 %/.test($('#summary').textContent)"),
           'ant|true')
    path = draw(folder, 'flame', stacks, '--total', '40', '--inverted')
    expect('a total, and upside down', ask(path, "await clickAt(.2,1);const a=selected()+facts().here;await press('Escape');"
                                                 "await clickAt(.6,1);return a+location.hash"), 'main17 samples (42.5 %)#t=flame&f=main')
    path = draw(folder, 'icicle', stacks, '--order', 'weight')
    expect('an order', ask(path, "await clickAt(.1,2);return selected()"), 'cat')
    path = draw(folder, 'icicle', stacks, '--style', 'snakeviz')
    expect("SnakeViz' rows and colours", ask(path, "return [canvas().clientHeight>200,colorAt(.1,4)]"), 'true,49,130,189')
    path = draw(folder, 'flame', stacks, '--link', 'https://host/{name}')
    expect('a link', ask(path, "await clickAt(.5,-3);return $('#details a').href"), 'https://host/cat')
    legend = "$('#legend').hidden?'':$('#legend').textContent"
    expect('what colours mean', ask(path, "const a=%s;$('#tab-table').click();await settle();return [a,%s]" % (legend, legend)),
           'colour: the function\'s total 0 %100 %,')
    path = draw(folder, 'flame', stacks, '--color-by', 'name')
    expect('what groups of colours mean', ask(path, 'return ' + legend), 'colour: name, with own costscat 50.0 %bee 40.0 %main 10.0 %ant 0 %other 0 %')
    path = draw(folder, 'flame', write(folder, 'main;cat 95\nmain;%s 5\n' % ';'.join(['bee'] * 100)))
    expect('hardly filled rows are low on paper', ask(path, "const height=()=>$('#panel-flame .space').clientHeight,seen=[height()];"
           "dispatchEvent(new Event('beforeprint'));seen.push(height()>300&&height()<900);"
           "dispatchEvent(new Event('afterprint'));return [...seen,height()]"), '2040,true,2040')
    attributes = os.path.join(folder, 'a.txt')
    with open(attributes, 'w', encoding='utf-8') as f:
        f.write('main\tid=data\ncat\tid=main\thref=https://host/?cat\n')
    path = draw(folder, 'graph', stacks, '--nameattr', attributes)
    expect('ids that the page has', ask(path, "$('#panel-graph .scroll').focus();await press('ArrowRight');await press('ArrowDown');"
                                              "return selected()+$('#details a').href"), 'cathttps://host/?cat')


def check_others(folder):
    path = draw(folder, 'flame', write(folder, 'main;;bee 3\nmain 1\n'))
    expect('a function without a name is not chosen', ask(path, 'return selected()'), 'nothing')
    base = os.path.join(folder, 'base.folded')
    with open(base, 'w', encoding='utf-8') as f:
        f.write('main;bee 6\nmain;gone 4\nmain;cat 10\n')
    path = draw(folder, 'icicle', write(folder, STACKS), '--base', base)
    expect('a comparison', ask(path, COMPARED),
           'ant,4 samples (20.0 %),0 samples (0 %),new|bee,8 samples (40.0 %),6 samples (30.0 %),|'
           'gone,0 samples (0 %),4 samples (20.0 %),vanished')
    profiles = [os.path.join(top, 'tests', 'profiles', name + '.prof') for name in ('flask', 'django')]
    path = draw(folder, 'graph', profiles[0], '--base', profiles[1])
    expect('a comparison with calls fits', ask(path, "const box=$('#panel-table .scroll');return box.scrollWidth<=box.clientWidth",
                                               '#t=table', '--window-size=1200,900'), 'true')


with tempfile.TemporaryDirectory() as folder:
    check_behaviour(folder)
    check_names(folder)
    check_policy(folder)
    for verb in ('graph', 'sunburst'):
        check_profile(folder, verb)
    check_looks(folder)
    check_rings(folder)
    check_chart(folder)
    check_metrics(folder)
    check_others(folder)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
