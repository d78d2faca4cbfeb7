#!/usr/bin/env python3
"""Adds up the nodes and samples of each file of ok/, and of what Node records anew where it is installed,
and compares each function's own and total bytes with what profdraw reads.

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


def stacks_of(head):
    """-> [(node, [(name, file, line), …] from the root)]"""
    todo, stacks = [(head, [])], []
    while todo:
        node, around = todo.pop()
        frame = node['callFrame']
        stack = around + [(frame['functionName'] or '(anonymous)', frame['url'] or None,
                           frame['lineNumber'] + 1 or None)]
        stacks.append((node, stack))
        todo += [(child, stack) for child in node['children']]
    return stacks


def add_up(profile):
    """-> {function: own values, then totals: of bytes and, with samples, allocated bytes and samples}"""
    width = 3 if 'samples' in profile else 1
    sums = collections.defaultdict(lambda: [0] * (2 * width))
    sampled = collections.defaultdict(lambda: [0, 0])
    for sample in profile.get('samples', ()):
        sampled[sample['nodeId']][0] += sample['size']
        sampled[sample['nodeId']][1] += 1
    for node, stack in stacks_of(profile['head']):
        values = ([node['selfSize']] + sampled[node['id']])[:width]
        shown = [frame for frame in stack if frame[0] != '(root)'] or stack
        for function, first in [(shown[-1], 0)] + [(frame, width) for frame in set(shown)]:
            for i, value in enumerate(values):
                sums[function][first + i] += value
    return dict(sums)


def read(profdraw, path):
    done = subprocess.run([profdraw, 'convert', path, '-o', '-', '-T', 'json'], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    profile = json.loads(done.stdout.decode('utf-8'))
    return {(f['name'], f['file'], f['line']): f['self'] + f['total'] for f in profile['functions']}


def compare(profdraw, path):
    with open(path, encoding='utf-8') as f:
        want = {key: values for key, values in add_up(json.load(f)).items() if any(values)}
    got = {key: values for key, values in read(profdraw, path).items() if any(values)}
    for function in sorted(set(want) | set(got), key=str):
        if want.get(function) != got.get(function):
            yield '%s: %s, expected %s' % (function, got.get(function), want.get(function))


def record(folder):
    node = shutil.which('node')
    shutil.copy(os.path.join(HERE, '..', 'cpuprofile', 'programs', 'work.js'), folder)
    for interval in ('512', '16384') if node else ():
        name = 'new-%s.heapprofile' % interval
        subprocess.run([node, '--heap-prof', '--heap-prof-interval', interval, '--heap-prof-name', name,
                        'work.js'], cwd=folder, check=True)
        yield os.path.join(folder, name)


def main(profdraw):
    problems = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(HERE, 'ok', '*'))) + list(record(folder)):
            found = list(compare(profdraw, path))
            for problem in found:
                print('%s: %s' % (os.path.basename(path), problem))
            problems += len(found)
            count += 1
    print('%d files, %d problems' % (count, problems))
    return 1 if problems or not count else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
