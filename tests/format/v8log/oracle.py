#!/usr/bin/env python3
"""Compares the ticks of every JavaScript function, of the garbage collector and of all with what
'node --prof-process' says of the same log, and the functions once more with the JSON that it makes.

usage: oracle.py PROFDRAW LOG…        exit status 77 without node"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


def node(*arguments):
    """without the symbols of C++, which it would ask nm for, at length"""
    return subprocess.run([shutil.which('node'), '--no-warnings', '--prof-process', *arguments], check=True,
                          env=dict(os.environ, PATH='/nonexistent'), stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


def node_ticks(path):
    """({(name, file, line): ticks}, ticks of the collector, all ticks)"""
    text = node(path)
    functions = collections.Counter()
    for ticks, name in re.findall(r'^ +(\d+) +[\d.]+% +[\d.]+%  JS: [*~^+]?(.*)$',
                                  text.split('[JavaScript]')[1].split('[C++]')[0], re.M):
        name, file, line = re.match(r'^(.*) (\S*?):(\d+):\d+$', name).groups()
        functions[name.replace('<anonymous>', '(anonymous)'), file, int(line)] += int(ticks)
    collector = re.search(r'^ +(\d+) .*  GC$', text, re.M)
    return functions, int(collector.group(1)) if collector else 0, int(re.search(r'\((\d+) ticks', text).group(1))


def our_ticks(profdraw, path, folder):
    output = os.path.join(folder, 'out.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    metric = [m['name'] for m in model['metrics']].index('ticks')
    functions, collector = collections.Counter(), 0
    for f in model['functions']:
        if f['name'] == '(garbage collector)':
            collector = f['total'][metric]
        elif f.get('line') and f['self'][metric]:
            functions[f['name'], f.get('file') or '', f['line']] += f['self'][metric]
    return functions, collector, model['total'][metric]


def check(profdraw, path, folder):
    made = os.path.join(folder, 'made.v8log.json')
    expected = node_ticks(path)
    with open(made, 'w', encoding='utf-8') as f:
        f.write(node('--preprocess', '-j', path))
    if our_ticks(profdraw, path, folder) != expected:
        yield '%s: %s, expected %s' % (path, our_ticks(profdraw, path, folder), expected)
    if our_ticks(profdraw, made, folder)[0] != expected[0]:
        yield '%s: %s of JSON, expected %s' % (path, our_ticks(profdraw, made, folder)[0], expected[0])


def main(profdraw, *paths):
    if not shutil.which('node'):
        return 77
    problems = []
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            problems += check(profdraw, path, folder)
    print('\n'.join(problems + ['%d samples, %d problems' % (len(paths), len(problems))]))
    return 1 if problems or not paths else 0


sys.exit(main(*sys.argv[1:]))
