#!/usr/bin/env python3
"""A picture in <img> looks the same under the content security policy that Jenkins sends as without one.
usage: policy.py PROFDRAW TOP"""
import http.server, os, subprocess, sys, tempfile, threading

import browser

program, top = map(os.path.abspath, sys.argv[1:3])
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
PAGE = '<!DOCTYPE html><title>Profile</title><img src="x.svg" alt="">'
found = browser.find()


def handler(folder, policy):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def end_headers(self):
            if policy:
                self.send_header('Content-Security-Policy', policy)
            super().end_headers()

        def log_message(self, *_):
            pass
    return Handler


def shot(folder, policy, page):
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler(folder, policy))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as user:
        path = os.path.join(user, 'shot.png')
        subprocess.run([found, *browser.FLAGS, '--user-data-dir=' + os.path.join(user, 'user'), '--no-proxy-server',
                        '--window-size=1300,700', '--screenshot=' + path,
                        'http://127.0.0.1:%d/%s' % (server.server_address[1], page)],
                       capture_output=True, timeout=100, check=True)
        server.shutdown()
        with open(path, 'rb') as f:
            return f.read()


problems = 0
with tempfile.TemporaryDirectory() as folder:
    for name, text in (('page.html', PAGE), ('empty.html', PAGE.replace('x.svg', 'none.svg'))):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
            f.write(text)
    for options in (['flame', '--theme', 'auto'], ['graph', '--interactive']):
        subprocess.run([program, *options, os.path.join(top, 'golden', 'input', 'shop.folded'), '-o',
                        os.path.join(folder, 'x.svg')], check=True)
        under, free = shot(folder, POLICY, 'page.html'), shot(folder, None, 'page.html')
        if under != free or under == shot(folder, POLICY, 'empty.html'):
            problems += 1
            print(' '.join(options) + ': not the same picture')
print('%d problems' % problems)
sys.exit(1 if problems else 0)
