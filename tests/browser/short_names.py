#!/usr/bin/env python3
"""Names are shortened in script as they are in pictures: the table of test_shorten.c.   usage: short_names.py PROFDRAW TOP"""
import json, os, sys, tempfile

import browser

top = os.path.abspath(sys.argv[2])
browser.find()
with open(os.path.join(top, 'tests', 'browser', 'short_names.txt'), encoding='utf-8') as f:
    rows = [line.rstrip('\n').split('\t') for line in f if not line.startswith('#')]
with open(os.path.join(top, 'librender', 'style', 'short_names.js'), encoding='utf-8') as f:
    script = f.read()
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x.html')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html><html><head><meta charset="utf-8"></head><body></body></html>')
    names = json.dumps([row[0] for row in rows])
    found = json.loads(browser.run(path, script + 'return JSON.stringify(' + names +
                                   ".map(name => [name, signatureOf(name), tailOf(name) || '-', tellingBegin(name)]))"))
wrong = [(row, got) for row, got in zip(rows, found) if row != got]
for row, got in wrong:
    print('expected %s\ngot      %s' % (row, got))
sys.exit(bool(wrong) or len(found) != len(rows) or len(rows) < 30)
