#!/usr/bin/env python3
"""Reads the samples of ok/ with Python's JSON and compares self, total and calls of every cost centre with
what profdraw reads.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def walk(node, path, functions, names, tick):
    """Adds a node and returns its inclusive (time, bytes)."""
    name = names[node['id']]
    total = own = node['ticks'] * tick, node['alloc']
    for child in node['children']:
        below = walk(child, path | {name}, functions, names, tick)
        total = total[0] + below[0], total[1] + below[1]
    entry = functions[name]
    entry['calls'] += node['entries']
    for i in range(2):
        entry['self'][i] += own[i]
        if name not in path:
            entry['total'][i] += total[i]
    return total


def decode(path):
    with open(path, encoding='utf-8') as f:
        profile = json.load(f)
    names = {c['id']: '%s.%s' % (c['module'], c['label']) for c in profile['cost_centres']}
    functions = collections.defaultdict(lambda: {'self': [0, 0], 'total': [0, 0], 'calls': 0})
    walk(profile['profile'], frozenset(), functions, names, profile['tick_interval'] / 1000)
    return functions


def read(profdraw, path, folder):
    output = os.path.join(folder, 'x.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        profile = json.load(f)
    functions = collections.defaultdict(lambda: {'self': [0, 0], 'total': [0, 0], 'calls': 0})
    for f in profile['functions']:
        entry = functions[f['name']]
        entry['self'] = [a + b for a, b in zip(entry['self'], f['self'])]
        entry['total'] = [a + b for a, b in zip(entry['total'], f['total'])]
        entry['calls'] += f['calls'] or 0
    return functions


def main(profdraw):
    problems = 0
    names = sorted(os.listdir(os.path.join(HERE, 'ok')))
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            want = decode(os.path.join(HERE, 'ok', name))
            got = read(profdraw, os.path.join(HERE, 'ok', name), folder)
            for key in want:
                if want[key] != got[key] and any(want[key]['total']):
                    print('%s: %s is %s, expected %s' % (name, key, got[key], want[key]))
                    problems += 1
    print('%d samples, %d problems' % (len(names), problems))
    return 1 if problems or not names else 0


sys.exit(main(sys.argv[1]))
