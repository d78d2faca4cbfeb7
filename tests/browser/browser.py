"""Headless Chromium for tests: a page is loaded with a script of the test at its end, and what that script
writes comes back."""
import base64, hashlib, json, os, re, shutil, subprocess, sys, tempfile, urllib.parse

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--disable-quic', '--virtual-time-budget=4000']

PROBE = """const tell = text => document.documentElement.dataset.error = (document.documentElement.dataset.error || '') +
  '!' + text;
addEventListener('error', event => tell(event.message));
addEventListener('unhandledrejection', event => tell(event.reason));
addEventListener('securitypolicyviolation', event => tell('policy: ' + event.violatedDirective));
console.error = (...words) => tell(words.join(' '));"""


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


def digest(text):
    """how a content security policy names an inline text"""
    return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def run(page, script, fragment='', *flags):
    """-> what `script` returns as text, run in `page` (a path) once it is loaded; uncaught errors of the page's
    own scripts, and what its policy forbade, are part of the text, each behind a '!'"""
    with open(page, encoding='utf-8') as f:
        text = f.read()
    ask = ("addEventListener('load',async()=>{let t;try{t=await(async()=>{%s})()}"
           "catch(e){t='threw '+e}document.body.dataset.answer=encodeURIComponent(String(t)+"
           "(document.documentElement.dataset.error||''))})" % script)
    # the policy stays as strict for everything else
    text = text.replace('script-src', 'script-src %s %s' % (digest(PROBE), digest(ask)), 1)
    text = text.replace('</head>', '<script>%s</script></head>' % PROBE, 1)
    at = text.rindex('</body>')
    text = text[:at] + '<script>%s</script>' % ask + text[at:]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'page.html')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        return _answer(_load(path, fragment, '--dump-dom', '--window-size=1400,900', '--hide-scrollbars',
                             '--virtual-time-budget=30000', *flags))


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


def look_alike(one, other, size):
    """-> whether two pages are the same picture, to the pixel.  A busy machine may take a screenshot before
    the last strip of a page is drawn, so each page has several: what is the same in both counts, unless it is
    too small to be more than an empty page."""
    seen = set(), set()
    for _ in range(6):
        seen[0].add(_shot(one, size))
        seen[1].add(_shot(other, size))
        if any(len(shot) > 8000 for shot in seen[0] & seen[1]):
            return True
    return False
