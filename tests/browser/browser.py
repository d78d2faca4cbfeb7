"""Headless Chromium for tests: a page is loaded with a script of the test at its end, and what that script
writes comes back."""
import json, os, re, shutil, subprocess, sys, tempfile, urllib.parse

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--disable-quic', '--virtual-time-budget=4000']


def find():
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        if shutil.which(name):
            return name
    print('skipped: Chromium is not installed')
    sys.exit(77)


def _load(path, fragment, *flags):
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([find(), *FLAGS, '--user-data-dir=' + os.path.join(folder, 'user'), *flags,
                               'file://' + path + fragment], capture_output=True, text=True, timeout=100)


def _answer(done):
    found = re.search(r'data-answer="([^"]*)"', done.stdout)
    if not found:
        raise SystemExit('the page did not answer: ' + done.stderr[-500:])
    return urllib.parse.unquote(found.group(1))


def run(page, script, fragment=''):
    """-> what `script` returns as text, run in `page` (a path) once it is loaded; an uncaught error of the
    page's own scripts is part of the text"""
    with open(page, encoding='utf-8') as f:
        text = f.read()
    probe = ("<script>window.addEventListener('error',e=>document.documentElement.dataset.error=e.message);"
             "</script>")
    ask = ("<script>addEventListener('load',async()=>{let t;try{t=await(async()=>{%s})()}"
           "catch(e){t='threw '+e}document.body.dataset.answer=encodeURIComponent(String(t)+"
           "(document.documentElement.dataset.error||''))})</script>" % script)
    text = text.replace('<head>', '<head>' + probe, 1).replace('</body>', ask + '</body>', 1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'page.html')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        return _answer(_load(path, fragment, '--dump-dom'))


def run_svg(picture, script, fragment=''):
    """-> the value that `script` returns, by JSON, run in an SVG picture in a window of its own; what is
    written to the console is an error"""
    with open(picture, encoding='utf-8') as f:
        text = f.read()
    ask = ("<script><![CDATA[addEventListener('load',async()=>{let t;try{t=await(async()=>{%s})()}"
           "catch(e){t='threw '+e}document.documentElement.setAttribute('data-answer',"
           "encodeURIComponent(JSON.stringify(t)))})]]></script>" % script)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'picture.svg')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text.replace('</svg>', ask + '</svg>'))
        done = _load(path, fragment, '--dump-dom', '--enable-logging=stderr')
    said = [line for line in done.stderr.splitlines() if 'CONSOLE' in line]
    if said:
        raise SystemExit('the picture wrote to the console: ' + '\n'.join(said))
    return json.loads(_answer(done))


def _shot(page, size):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'shot.png')
        _load(page, '', '--hide-scrollbars', '--window-size=%d,%d' % size, '--screenshot=' + path)
        with open(path, 'rb') as f:
            return f.read()


def screenshot(page, size):
    """-> the bytes of a PNG of a page.  A busy machine may take one before all of it is sharp: the one
    that two of them agree on counts."""
    seen = set()
    for _ in range(6):
        shot = _shot(page, size)
        if shot in seen:
            return shot
        seen.add(shot)
    raise SystemExit('no two screenshots are the same')
