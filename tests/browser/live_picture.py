#!/usr/bin/env python3
"""Pictures of --interactive in a browser: zoom, search, keyboard, the state in the address, names that look
like markup, and the picture without its script.   usage: live_picture.py PROFDRAW TOP"""
import os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as tree

import browser

program, top = sys.argv[1:]
browser.find()
problems = 0

# What the scripts of the tests have at hand.
TOOLS = """
const all=[...document.querySelectorAll('.cell,.more,.node')];
const name=n=>n.querySelector('title').textContent.split('\\n')[0];
const cell=text=>all.find(n=>name(n)===text);
const shown=()=>all.filter(n=>n.getAttribute('display')!=='none');
const width=n=>n.getBoundingClientRect().width;
const label=n=>(n.querySelector('text')||n.nextElementSibling).textContent;
const click=n=>n.dispatchEvent(new MouseEvent('click',{bubbles:true,cancelable:true}));
const press=(key,on)=>(on||document.activeElement||document).dispatchEvent(new KeyboardEvent('keydown',{key,bubbles:true,cancelable:true}));
const input=document.querySelector('input'),found=()=>document.querySelector('output').value;
const find=text=>{input.value=text;input.dispatchEvent(new Event('input',{bubbles:true}))};
const button=text=>[...document.querySelectorAll('button')].find(b=>b.textContent===text);
const info=()=>document.querySelector('.live-info').textContent;
const hash=()=>decodeURIComponent(location.hash);
"""


def draw(folder, verb, source, *options):
    path = os.path.join(folder, verb + '.svg')
    subprocess.run([program, verb, source, '-q', '-o', path, *options], check=True)
    return path


def expect(what, got, want):
    global problems
    if got != want:
        problems += 1
        print('%s: %r, expected %r' % (what, got, want))


def ask(what, path, script, want, fragment=''):
    expect(what, browser.run_svg(path, TOOLS + script, fragment), want)


def write(folder, text):
    path = os.path.join(folder, 'x.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


SHOP = 'main;serve;query;read 30\nmain;serve;query;query;read 10\nmain;serve;render 40\nmain;setup;read 15\nmain 5\n'


def test_rows(folder):
    path = draw(folder, 'flame', write(folder, SHOP), '--interactive')
    ask('a click zooms, callers stay', path, """
        const full=width(cell('main'));
        click(cell('serve'));
        const wide=['all','main','serve'].map(n=>Math.abs(width(cell(n))-full)<1);
        return [wide,cell('setup').getAttribute('display'),Math.round(1000*width(cell('render'))/full),hash()]""",
        [[True, True, True], 'none', 500, '#z=main;serve'])
    ask('the address restores, Escape resets', path, """
        const zoomed=shown().map(name);
        press('Escape');
        return [zoomed,shown().length===all.length,hash(),found()]""",
        [['all', 'main', 'serve', 'query', 'render', 'query', 'read', 'read'], True, '', ''],
        '#z=main;serve')
    ask('nested matches count once', path, """
        find('query');const plain=found();
        find('QUERY');const any=found();
        button('Aa').click();const exact=found();button('Aa').click();
        find('read|query');const both=found();
        find('(');const bad=found();
        find('^serve$');click(cell('serve'));
        return [plain,any,exact,both,bad,found(),hash()]""",
        ['40.0 % in 2 boxes', '40.0 % in 2 boxes', '0 % in 0 boxes', '55.0 % in 5 boxes', '0 % in 0 boxes',
         '100 % in 1 box', '#z=main;serve&s=^serve$'])
    ask('what is out of sight is not found', path, "find('read');return found()", '50.0 % in 2 boxes', '#z=main;serve')
    ask('next and previous', path, """
        find('read');
        const seen=[];
        for(const key of ['n','n','N','F3']){press(key,document);seen.push(found().split(' · ')[1])}
        return [seen,name(document.activeElement),input.value]""",
        [['1 of 3', '2 of 3', '1 of 3', '2 of 3'], 'read', 'read'])
    ask('the keyboard', path, """
        const way=[];
        const go=key=>{press(key);way.push(name(document.activeElement))};
        press('ArrowUp',document);way.push(name(document.activeElement));
        go('ArrowUp');go('ArrowUp');go('ArrowRight');go('ArrowLeft');go('ArrowUp');go('ArrowDown');
        press('Enter');const zoomed=hash();press('Backspace');
        press('/');
        return [way,zoomed,hash(),document.activeElement.localName,
                all.filter(n=>n.getAttribute('tabindex')==='0').length]""",
        [['all', 'main', 'serve', 'setup', 'serve', 'query', 'serve'], '#z=main;serve', '#z=main', 'input', 1])
    ask('inverted', path, """
        const y=n=>cell(n).getBoundingClientRect().top;
        const before=y('main')<y('all');
        button('Invert').click();
        const after=y('main')>y('all'),at=hash();
        press('i');
        return [before,after,at,y('main')<y('all'),hash()]""", [True, True, '#i=1', True, ''])
    ask('inverted by the address, arrows as seen', path, """
        press('ArrowUp',document);press('ArrowDown');
        return [name(document.activeElement),button('Invert').getAttribute('aria-pressed')]""",
        ['main', 'true'], '#i=1')
    ask('details, names, roles', path, """
        cell('query').dispatchEvent(new PointerEvent('pointerover',{bubbles:true}));
        const told=info();
        let copied='';
        document.execCommand=()=>{copied=document.activeElement.value;return true};
        Object.defineProperty(navigator,'clipboard',{value:undefined});
        press('c',document);
        return [told.startsWith('query · '),told.includes('40 samples (40.0 %)'),copied,
                document.documentElement.getAttribute('role'),cell('query').getAttribute('role'),
                cell('query').getAttribute('aria-label').startsWith('query, ')]""",
        [True, True, 'query', 'group', 'button', True])
    ask('labels fit their boxes when zoomed', path, """
        const out=[];
        for(const n of shown()){const t=n.querySelector('text'),s=n.querySelector('path,rect');
          if(t&&t.textContent&&t.getBoundingClientRect().right>s.getBoundingClientRect().right+0.5)out.push(name(n))}
        return [out,label(cell('render'))]""", [[], 'render · 40.0 %'], '#z=main;serve')


def test_others(folder):
    path = draw(folder, 'sunburst', write(folder, SHOP), '--interactive')
    ask('the middle of a sunburst', path, """
        click(cell('query'));const first=shown().map(name),text=label(cell('query')),at=hash();
        find('^read$');const share=found();
        click(cell('query'));
        return [first,text,at,share,hash()]""",
        [['query', 'read', 'query', 'read'], 'query40 samples', '#z=main;serve;query', '100 % in 2 pieces',
         '#z=main;serve&s=^read$'])
    ask('outlines and text of a sunburst are as large as elsewhere', path, """
        const wide=e=>parseFloat(getComputedStyle(e).strokeWidth)*e.getScreenCTM().a;
        find('^read$');
        const outline=Math.round(10*wide(document.querySelector('.live-hit path,path.live-hit')))/10;
        click(cell('query'));
        const middle=cell('query').querySelector('text'),box=middle.getBoundingClientRect(),m=middle.getScreenCTM();
        return [outline,Math.round(10*m.b),box.height>15&&box.height<40]""", [2, 0, True])
    path = draw(folder, 'sunburst', os.path.join(top, 'golden', 'input', 'chain.folded'), '--interactive', '--width', '300')
    ask('a long way in a sunburst leaves room for labels', path, """
        click(cell('run'));
        const texts=[...document.querySelectorAll('text')].map(t=>t.textContent);
        return ['serve','route','call','parse','render'].map(word=>texts.some(t=>t.startsWith(word)))""",
        [False, False, True, True, True])
    path = draw(folder, 'graph', write(folder, SHOP), '--interactive', '-n', '0', '-e', '0')
    ask('callers and callees', path, """
        click(cell('query'));
        const near=all.filter(n=>n.classList.contains('live-near')).map(name).sort(),told=info(),at=hash();
        find('read');const share=found();
        press('Escape',document);
        return [near,told.includes('callers: serve'),told.includes('callees: read'),at,share,
                document.querySelectorAll('.live-near').length]""",
        [['query', 'read', 'serve'], True, True, '#z=query', '55.0 % own cost in 1 function', 0])
    draw(folder, 'graph', write(folder, SHOP), '--interactive', '--around', 'query', '--stubs')
    ask('a call graph with stubs', path, "click(cell('query'));return hash()", '#z=query')
    draw(folder, 'graph', write(folder, SHOP), '--interactive')
    ask('a call graph moves', path, """
        const g=document.querySelector('.live-picture'),before=g.getAttribute('transform');
        document.documentElement.dispatchEvent(new WheelEvent('wheel',{deltaY:-200,clientX:100,clientY:100,cancelable:true,bubbles:true}));
        const after=g.getAttribute('transform');
        button('Fit').click();
        return [before!==after,after!==g.getAttribute('transform')]""", [True, True])
    path = draw(folder, 'chart', os.path.join(top, 'golden', 'input', 'threads.json'), '--interactive')
    ask('time of a chart', path, """
        const ticks=()=>[...document.querySelectorAll('.axis text')].map(t=>t.textContent).join(' ');
        const before=ticks();
        click(all.find(n=>name(n).startsWith('query')));
        const at=hash(),after=ticks();
        press('Escape',document);
        return [before===ticks(),at,after]""",
        [True, '#z=main (serve.py:3);render (page.py:1);query', '50 ms 55 ms 60 ms 65 ms 70 ms'])


HOSTILE = ['</text><script>document.title="run"</script>', ']]><script>document.title="run"</script>',
           '"onload="document.title=1', "'&<img src=x onerror=document.title=1>", '</metadata></svg>',
           'javascript:document.title=1', '\\u202egnp.exe', '${document.title=1}', '</title><a href="javascript:1">x</a>']


def test_hostile(folder):
    text = ''.join('%s %d\n' % (name.replace('\\u202e', '\u202e'), 10 + i) for i, name in enumerate(HOSTILE))
    shown = [name.replace('\u202e', '\\u202e') for name in HOSTILE]
    for verb in ('flame', 'sunburst', 'graph'):
        path = draw(folder, verb, write(folder, text), '--interactive', '--link', 'https://example.org/{name}')
        root = tree.parse(path).getroot()
        spaces = {'s': 'http://www.w3.org/2000/svg'}
        expect(verb + ': one script', len(root.findall('.//s:script', spaces)), 1)
        titles = [t.text.split('\n')[0] for t in root.findall('.//s:title', spaces)]
        expect(verb + ': all are shown', [n for n in shown if n not in titles], [])
        links = [a.get('href') for a in root.findall('.//s:a', spaces)]
        expect(verb + ': links lead where they should', {a.split('/')[2] for a in links}, {'example.org'})
        expect(verb + ': nothing handles events', [k for e in root.iter() for k in e.keys() if k.startswith('on')], [])
        ask(verb + ': nothing runs', path, """
            find('script');
            for(const n of shown())n.dispatchEvent(new PointerEvent('pointerover',{bubbles:true}));
            click(all[1]);
            return [document.querySelectorAll('script').length,document.querySelectorAll('img').length,
                    document.querySelector('title').textContent]""",
            [2, 0, {'flame': 'Flame graph', 'sunburst': 'Sunburst', 'graph': 'Call graph'}[verb]],
            '#z=%3Cscript%3E&s=%22%3E%3Cscript%3E')


def page(folder, name, body):
    path = os.path.join(folder, name + '.html')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html>' + body)
    return path


def test_static(folder):
    """Without script the picture is what it is without the option, to the pixel."""
    source = os.path.join(top, 'tests', 'profiles', 'flask.prof')
    policy = '<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="script-src \'none\'">'
    for verb, height, *how in (('flame', 900), ('sunburst', 1300), ('graph', 900, '-n', '20')):
        inline, images = [], []
        for options in ([], ['--interactive']):
            home = os.path.join(folder, verb + ''.join(options))
            os.makedirs(home)
            with open(draw(home, verb, source, *how, *options), encoding='utf-8') as f:
                text = f.read()
            inline.append(page(home, 'inline', policy + '<body style=margin:0>' + text))
            images.append(page(home, 'image', '<body style=margin:0><img src=%s.svg>' % verb))
        expect(verb + ' under a policy', browser.look_alike(*inline, (1240, height)), True)
        expect(verb + ' in <img>', browser.look_alike(*images, (1240, height)), True)


with tempfile.TemporaryDirectory() as scratch:
    test_rows(scratch)
    test_others(scratch)
    test_hostile(scratch)
    test_static(scratch)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
