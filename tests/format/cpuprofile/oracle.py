#!/usr/bin/env python3
"""Adds up the samples of each file of ok/, and of what Node records anew where it is installed, and compares
each function's own and total time and samples with what profdraw reads.

usage: oracle.py PROFDRAW"""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_READ = {'hits-only', 'oldest'}  # without samples
TWINS = {'minified'}                # whose names get columns


# ---- by the samples -----------------------------------------------------------------------------

def walk(head):
    """the nodes of the old form, each with its parent's id"""
    todo = [(head, None)]
    while todo:
        node, parent = todo.pop()
        yield {'id': node['id'], 'callFrame': node, 'parent': parent, 'children': []}
        todo += [(child, node['id']) for child in node['children']]


def stacks_of(profile):
    """-> {node id: [(name, file, line), …] from the root}"""
    nodes = {n['id']: n for n in (walk(profile['head']) if 'head' in profile else profile['nodes'])}
    parents = {child: n['id'] for n in nodes.values() for child in n.get('children', ())}
    parents.update((n['id'], n['parent']) for n in nodes.values() if n.get('parent'))

    def stack(number):
        frames = []
        while number is not None:
            frame = nodes[number]['callFrame']
            frames.append((frame['functionName'] or '(anonymous)', frame.get('url') or None,
                           frame.get('lineNumber', -1) + 1 or None))
            number = parents.get(number)
        return frames[::-1]
    return {number: stack(number) for number in nodes}


def lengths_of(profile):
    """-> [(how long, node id)]"""
    at, moments = 0, []
    if 'timestamps' in profile:
        moments = list(zip(profile['timestamps'], profile['samples']))
    deltas = profile.get('timeDeltas', [])
    for i, sample in enumerate(profile['samples'] if not moments else []):
        at += deltas[i] if i < len(deltas) else 0
        moments.append((at, sample))
    moments.sort(key=lambda moment: moment[0])
    gaps = [b[0] - a[0] for a, b in zip(moments, moments[1:])]
    last = sorted(gaps[-1024:])[len(gaps[-1024:]) // 2] if gaps else deltas[0]
    if len(deltas) > len(moments):
        last = deltas[len(moments)]
    elif 'timestamps' not in profile and len(deltas) < len(moments):
        last = 0
    return list(zip(gaps + [last], [sample for _, sample in moments]))


def add_up(profile):
    """-> {function: [own time, own samples, total time, total samples]}"""
    stacks = stacks_of(profile)
    sums = collections.defaultdict(lambda: [0, 0, 0, 0])
    for length, sample in lengths_of(profile):
        stack = stacks[sample]
        if stack[-1][0] == '(idle)':
            continue
        shown = [frame for frame in stack if frame[0] != '(root)'] or stack
        for values, first in [(sums[shown[-1]], 0)] + [(sums[frame], 2) for frame in set(shown)]:
            values[first] += length
            values[first + 1] += 1
    return dict(sums)


# ---- by profdraw --------------------------------------------------------------------------------

def read(profdraw, path):
    done = subprocess.run([profdraw, 'convert', path, '-o', '-', '-T', 'json'], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    profile = json.loads(done.stdout.decode('utf-8'))
    assert [(m['name'], m['unit']) for m in profile['metrics']] == [('time', 'us'), ('samples', 'samples')]
    return {(f['name'], f['file'], f['line']): f['self'] + f['total'] for f in profile['functions']}


def compare(profdraw, path):
    with open(path, encoding='utf-8') as f:
        want = add_up(json.load(f))
    got = read(profdraw, path)
    for function in sorted(set(want) | set(got), key=str):
        if want.get(function) != got.get(function):
            yield '%s: %s, expected %s' % (function, got.get(function), want.get(function))


# ---- the files ----------------------------------------------------------------------------------

def record(folder):
    node = shutil.which('node')
    shutil.copy(os.path.join(HERE, 'programs', 'work.js'), folder)
    for interval in ('100', '1000') if node else ():
        name = 'new-%s.cpuprofile' % interval
        subprocess.run([node, '--cpu-prof', '--cpu-prof-interval', interval, '--cpu-prof-name', name,
                        'work.js'], cwd=folder, check=True)
        yield os.path.join(folder, name)


def main(profdraw):
    problems = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(HERE, 'ok', '*'))) + list(record(folder)):
            if os.path.basename(path).split('.')[0] in NOT_READ | TWINS:
                continue
            found = list(compare(profdraw, path))
            for problem in found:
                print('%s: %s' % (os.path.basename(path), problem))
            problems += len(found)
            count += 1
    print('%d files, %d problems' % (count, problems))
    return 1 if problems or not count else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
