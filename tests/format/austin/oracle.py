#!/usr/bin/env python3
"""Reads every sample of ok/ by regular expressions and compares the self and total of each function with
what profdraw reads.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FRAME = '|'.join([r'(?P<name>[^;]*) \((?P<file>[^;]*?)(?:\);L|:)\d+\)?',  # of austin 1
                  r'(?P<module>[^;:]*):(?P<name2>[^;:]*);L\d+',
                  r'(?P<file2>[^;]*):(?P<name3>[^;:]*):\d+', '(?P<name4>[^;]+)'])


def frames_of(stack):
    """-> [(name, file)]"""
    found = []
    while stack:
        m = re.match('(?:%s)(?:;|$)' % FRAME, stack)
        name = next(m[k] for k in ('name', 'name2', 'name3', 'name4') if m[k] is not None)
        file = next((m[k] for k in ('file', 'module', 'file2') if m[k] is not None), '')
        found.append((name, '' if file == 'kernel' else file))
        stack = stack[m.end():]
    return found


def values_of(numbers, mode):
    """-> {metric: value}"""
    if ',' in numbers:
        time, idle, memory = (int(n) for n in numbers.split(','))
    elif ' ' in numbers:
        time, more, less = (int(n) for n in numbers.split(' '))
        idle, memory = 0, (more - abs(less)) * 1024
    elif mode == 'memory':
        return {'allocated': max(int(numbers), 0), 'freed': max(-int(numbers), 0)}
    else:
        return {{'cpu': 'cpu'}.get(mode, 'time'): int(numbers)}
    return {'time': time, 'cpu': 0 if idle else time, 'allocated': max(memory, 0),
            'freed': max(-memory, 0)}


def decode(path):
    """-> {(name, file): {metric: [self, total]}}"""
    functions = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    with open(path, encoding='utf-8') as f:
        lines = f.read().split('\n')
    mode = next((line[8:] for line in lines if line.startswith('# mode: ')), 'wall')
    if any(line.startswith('P') and ' -' in line for line in lines):
        mode = 'memory' if mode == 'wall' else mode
    for line in lines:
        m = re.match(r'(.*?) (-?\d+(?:,\d,-?\d+| \d+ -?\d+)?)$', line)
        if not m or line.startswith('#'):
            continue
        stack = frames_of(m[1])
        for metric, value in values_of(m[2], mode).items():
            functions[stack[-1]][metric][0] += value
            for frame in set(stack):
                functions[frame][metric][1] += value
    return functions


def read(profdraw, path, folder):
    output = os.path.join(folder, 'x.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        profile = json.load(f)
    if profile['total'][0] == 0:
        raise SystemExit('%s: nothing was read' % path)
    functions = collections.defaultdict(dict)
    for f in profile['functions']:
        for i, metric in enumerate(profile['metrics']):
            functions[f['name'], f.get('file') or ''][metric['name']] = [f['self'][i], f['total'][i]]
    return functions


def main(profdraw):
    problems = 0
    folder = os.path.join(HERE, 'ok')
    with tempfile.TemporaryDirectory() as temporary:
        for name in sorted(os.listdir(folder)):
            want = decode(os.path.join(folder, name))
            got = read(profdraw, os.path.join(folder, name), temporary)
            for key in sorted(set(want) | set(got)):
                if dict(want.get(key, {})) != got.get(key):
                    print('%s: %s is %s, expected %s' % (name, key, got.get(key), dict(want.get(key, {}))))
                    problems += 1
        count = len(os.listdir(folder))
    print('%d samples, %d problems' % (count, problems))
    return 1 if problems or not count else 0


sys.exit(main(sys.argv[1]))
