#!/usr/bin/env python3
"""The functions and arcs of `profdraw graph` are those that gprof2dot's published rules keep: a function by
its cumulative time, an arc by its own and when both ends stay, as shares of the total time.

usage: survivors.py PROFDRAW DUMP..."""
import collections
import pstats
import re
import subprocess
import sys

THRESHOLDS = [(0.5, 0.1), (5, 1), (0, 0), (2, 10), (20, 0.1)]


def expected(stats, node_threshold, edge_threshold):
    total = max(sum(row[2] for row in stats.values()), max(row[3] for row in stats.values()))
    kept = {key for key, row in stats.items()
            if row[3] / total * 100 >= node_threshold and (row[3] or row[2] or row[1])}
    arcs = collections.Counter()
    for callee, row in stats.items():
        for caller, arc in row[4].items():
            if caller in kept and callee in kept and arc[3] / total * 100 >= edge_threshold:
                arcs[caller[2], callee[2]] += 1
    return collections.Counter(key[2] for key in kept), arcs


def drawn(profdraw, path, node_threshold, edge_threshold):
    limits = ['-n', str(node_threshold), '-e', str(edge_threshold)]
    dot = subprocess.check_output([profdraw, 'graph', '-q', path, *limits, '-T', 'dot'], encoding='utf-8')
    listed = subprocess.run([profdraw, 'graph', '-q', path, *limits, '--list-functions', '+'], check=True,
                            stderr=subprocess.PIPE, encoding='utf-8').stderr
    names = dict(entry.split(':\t', 1) for entry in listed.rstrip('\n').split(',\n'))
    nodes = re.findall(r'^    "(\d+)" \[', dot, re.M)
    assert sorted(nodes) == sorted(names), 'the list is not what is drawn'
    arcs = collections.Counter()
    for caller, callee, rest in re.findall(r'^    "(\d+)" -> "(\d+)" \[(.*)', dot, re.M):
        if 'style="dotted"' not in rest:
            arcs[names[caller], names[callee]] += 1
    return collections.Counter(names.values()), arcs


def main():
    profdraw, paths = sys.argv[1], sys.argv[2:]
    problems = 0
    for path in paths:
        stats = pstats.Stats(path).stats
        for limits in THRESHOLDS:
            wanted, found = expected(stats, *limits), drawn(profdraw, path, *limits)
            for what, want, got in zip(('functions', 'arcs'), wanted, found):
                if want != got:
                    problems += 1
                    print(f'{path} at {limits}: {what} missing: {list((want - got).items())[:5]}, '
                          f'too many: {list((got - want).items())[:5]}')
    return problems > 0 or not paths


if __name__ == '__main__':
    sys.exit(main())
