#!/usr/bin/env python3
"""Compares what profdraw reads of the samples that GHC's programs wrote with what these say elsewhere: the
flat table at their head (each cost centre's own part), and the inherited part of the tree's rows.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = ['percentages.prof', 'ticks.prof', 'two-processors.prof', 'all.prof', 'crlf.prof']


def read(profdraw, path, folder):
    """-> {metric: whole}, {name: ({metric: self}, {metric: total}, calls)}"""
    output = os.path.join(folder, 'x.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        profile = json.load(f)
    names = [m['name'] for m in profile['metrics']]
    functions = {f['name']: (dict(zip(names, f['self'])), dict(zip(names, f['total'])), f['calls'])
                 for f in profile['functions']}
    return dict(zip(names, profile['total'])), functions


def tables_of(path):
    """-> the rows of the flat table and of the tree, as lists of words"""
    with open(path, encoding='utf-8') as f:
        parts = re.split(r'^COST CENTRE.*$', f.read(), flags=re.M)
    return [[line.split() for line in part.lstrip('\n').split('\n\n')[0].splitlines() if line.strip()]
            for part in parts[1:]]


def compare_flat(rows, whole, functions):
    for row in rows:
        own = functions['%s.%s' % (row[1], row[0])][0]
        for metric, percent in (('time', float(row[3])), ('bytes', float(row[4]))):
            share = 100 * own[metric] / whole[metric]
            # profdraw adds up rows that are rounded one by one
            if abs(share - percent) > (0.06 if len(row) > 5 else 1.5):
                yield '%s: %s is %.2f %%, GHC has %s %%' % (row[0], metric, share, percent)
        if len(row) > 5 and row[0] != 'CAF' and (own['time'], own['bytes']) != (float(row[5]), float(row[6])):
            yield '%s: %s, GHC has %s' % (row[0], own, row[5:])


def compare_tree(rows, whole, functions):
    calls, inherited = collections.Counter(), collections.Counter()
    for row in rows:
        name = '%s.%s' % (row[1], row[0])
        calls[name] += int(row[4])
        inherited[name] = max(inherited[name], float(row[7]))
    for name, (_, total, counted) in functions.items():
        share = 100 * total['time'] / whole['time']
        if (counted or 0) != calls[name]:
            yield '%s: %s calls, GHC has %d' % (name, counted, calls[name])
        if share < inherited[name] - 1.5:
            yield '%s: total is %.2f %%, GHC has %.1f %% in one place' % (name, share, inherited[name])


def main(profdraw):
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLES:
            path = os.path.join(HERE, 'ok', name)
            whole, functions = read(profdraw, path, folder)
            flat, tree = tables_of(path)
            for problem in list(compare_flat(flat, whole, functions)) + list(compare_tree(tree, whole, functions)):
                print('%s: %s' % (name, problem))
                problems += 1
            if not flat or len(tree) < 10:
                print('%s: its tables were not found' % name)
                problems += 1
    print('%d samples, %d problems' % (len(SAMPLES), problems))
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
