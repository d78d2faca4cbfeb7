#!/usr/bin/env python3
"""Takes the trees of ok/ apart by the counts of their rows and compares the self and total bytes of every function
with what profdraw reads; and mix.massif with what ms_print printed of its peak.

usage: oracle.py PROFDRAW"""
import collections, json, os, re, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ok')
PRINTED = 56086     # ms_print: 98.05% (56,086B) (heap allocation functions)
SMALL = "(below massif's threshold)"


def name_of(text):
    if re.match(r'in \d+ places?', text):
        return SMALL
    place = re.fullmatch(r'(0x[0-9A-Fa-f]+): (.*) \((?:in .*|[^()]*:\d+)\)', text)
    return place.group(1) if place.group(2) == '???' else place.group(2)


def tree_of(path):
    """-> the rows of the peak, or of the largest tree"""
    with open(path, encoding='utf-8') as f:
        snapshots = f.read().split('#-----------\nsnapshot=')[1:]
    found = []
    for text in snapshots:
        kind = re.search(r'^heap_tree=(\w+)', text, re.M).group(1)
        if kind != 'empty':
            size = int(re.search(r'^mem_heap_B=(\d+)', text, re.M).group(1))
            rows = re.findall(r'^ *n(\d+): (\d+) (.*)$', text, re.M)
            found.append((kind == 'peak', size, [(int(n), int(b), what) for n, b, what in rows]))
    return max(found, key=lambda one: one[:2])[2]


def walk(rows, callees, found):
    """takes one row and those below it"""
    count, size, text = rows.pop(0)
    names = callees + [name_of(text)] if callees is not None else []
    left = size - sum(walk(rows, names, found) for _ in range(count))
    if left > 0:
        found['', ''] += left
        for name in set(names):
            found['total', name] += left
        for name in names[:1]:
            found['self', name] += left
    return size


def expected(path):
    found = collections.Counter()
    walk(tree_of(path), None, found)
    return dict(found)


def read(path):
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, 'x.json')
        subprocess.run([program, 'report', path, '-o', target], check=True, stderr=subprocess.DEVNULL)
        with open(target, encoding='utf-8') as f:
            report = json.load(f)
    listed = subprocess.run([program, 'metrics', '--quiet', path], capture_output=True, text=True, check=True).stdout
    found = {('', ''): float(listed.split('\t')[2])}
    for row in report['functions']:
        found['self', row['name']] = row['self']
        found['total', row['name']] = row['total']
    return {key: value for key, value in found.items() if value}


problems = 0
for name in sorted(os.listdir(FOLDER)):
    path = os.path.join(FOLDER, name)
    ours, theirs = read(path), expected(path)
    for key in sorted(set(ours) | set(theirs)):
        if ours.get(key) != theirs.get(key):
            problems += 1
            print('%s: %s: %s, expected %s' % (name, key, ours.get(key), theirs.get(key)))
    if name == 'mix.massif' and ours['', ''] != PRINTED:
        problems += 1
        print('ms_print said %d bytes' % PRINTED)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
