#!/usr/bin/env python3
"""Times the imports of this Python and compares what profdraw reads with the cumulative times that
Python itself prints: each module's total is the sum of them over its lines, to 1 us for each rounding.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

MODULES = ['json', 'email.message', 'xml.dom.minidom', 'unittest']


def time_imports(module):
    """-> the text, [(self, cumulative, name)] and the number of lines"""
    done = subprocess.run([sys.executable, '-X', 'importtime', '-c', 'import ' + module],
                          stderr=subprocess.PIPE, universal_newlines=True, check=True)
    rows = [(int(own), int(total), name.strip()) for own, total, name in
            re.findall(r'^import time: +(\d+) \| +(\d+) \| (.+)$', done.stderr, re.M)]
    return done.stderr, rows


def read(profdraw, text, folder):
    """-> the whole, {name: (self, total)}"""
    path = os.path.join(folder, 'x.importtime')
    with open(path, 'w') as f:
        f.write(text)
    subprocess.run([profdraw, 'convert', path, '-o', path + '.json'], check=True)
    with open(path + '.json', encoding='utf-8') as f:
        profile = json.load(f)
    return profile['total'][0], {f['name']: (f['self'][0] or 0, f['total'][0]) for f in profile['functions']}


def compare(rows, whole, functions):
    want = collections.defaultdict(lambda: [0, 0])
    for own, total, name in rows:
        want[name][0] += own
        want[name][1] += total
    if whole != sum(own for own, _, _ in rows):
        yield 'the total is %s' % whole
    if functions.pop('main')[1] != whole:
        yield 'main is not the whole'
    for name, (own, total) in want.items():
        mine = functions.pop(name, None)
        if not mine or mine[0] != own or abs(mine[1] - total) > len(rows):
            yield '%s is %s, Python has %s' % (name, mine, (own, total))
    if functions:
        yield 'not imported: %s' % ', '.join(functions)


def main(profdraw):
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for module in MODULES:
            text, rows = time_imports(module)
            for problem in compare(rows, *read(profdraw, text, folder)):
                print('%s: %s' % (module, problem))
                problems += 1
    print('%d modules, %d problems' % (len(MODULES), problems))
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
