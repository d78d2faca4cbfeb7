#!/usr/bin/env python3
"""Reads the samples of ok/ that hold one whole trace call by call, matching entries and exits by their
numbers, and compares calls, self and total times of every function with what profdraw reads.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = ['mix.xt', 'values.xt']


def decode(path):
    """-> {name: [calls, self, total]} in us; total counts the outermost calls only"""
    entries, exits, children = {}, {}, collections.defaultdict(list)
    with open(path, encoding='utf-8') as f:
        for line in f:
            fields = line.rstrip('\n').split('\t')
            if len(fields) >= 5 and fields[2] in ('0', '1'):
                (exits if fields[2] == '1' else entries)[int(fields[1])] = fields
    open_calls = {}
    for number in sorted(entries):
        level = int(entries[number][0])
        children[open_calls.get(level - 1)].append(number)
        open_calls[level] = number

    functions = collections.defaultdict(lambda: [0, 0, 0])

    def spent(number):
        return round(1e6 * (float(exits[number][3]) - float(entries[number][3])))

    def walk(number, names):
        name = entries[number][5]
        entry = functions[name]
        entry[0] += 1
        entry[1] += spent(number) - sum(spent(child) for child in children[number])
        entry[2] += spent(number) if name not in names else 0
        for child in children[number]:
            walk(child, names | {name})

    for root in children[None]:
        walk(root, frozenset())
    return functions


def read(profdraw, path, folder):
    output = os.path.join(folder, 'x.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        profile = json.load(f)
    assert profile['metrics'][0] == {'name': 'time', 'unit': 'us'}
    functions = collections.defaultdict(lambda: [0, 0, 0])
    for f in profile['functions']:
        functions[f['name']] = [f['calls'], f['self'][0] or 0, f['total'][0]]
    return functions


def main(profdraw):
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLES:
            path = os.path.join(HERE, 'ok', name)
            want, got = decode(path), read(profdraw, path, folder)
            for key in sorted(set(want) | set(got)):
                if want[key] != got[key]:
                    print('%s: %s is %s, expected %s' % (name, key, got[key], want[key]))
                    problems += 1
    print('%d samples, %d problems' % (len(SAMPLES), problems))
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
