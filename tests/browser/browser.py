"""Headless Chromium for tests: a page is loaded with a script of the test at its end, and what that script
writes comes back."""
import os, re, shutil, subprocess, sys, tempfile

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--disable-quic', '--virtual-time-budget=4000']


def find():
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        if shutil.which(name):
            return name
    print('skipped: Chromium is not installed')
    sys.exit(77)


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
        done = subprocess.run([find(), *FLAGS, '--user-data-dir=' + os.path.join(folder, 'user'), '--dump-dom',
                               'file://' + path + fragment], capture_output=True, text=True, timeout=100)
    found = re.search(r'data-answer="([^"]*)"', done.stdout)
    if not found:
        raise SystemExit('the page did not answer: ' + done.stderr[-500:])
    from urllib.parse import unquote
    return unquote(found.group(1))
