#!/usr/bin/env python3
"""What Firefox recorded must be the same in every version of the processed format as in Firefox' own, with all
its values, to the order of stacks.

usage: same.py PROFDRAW"""
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def text_of(model, function):
    f = model['functions'][function]
    return f['name'], f['module'], f['file'], f['line']


def stacks_of(profdraw, path, folder):
    """[(metric, unit)], {(function and line from the root): values}"""
    output = os.path.join(folder, 'out.json')
    subprocess.run([profdraw, 'convert', path, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    paths, stacks = [()], {}
    for parent, frame, *values in model['stacks'][1:]:
        function, line = model['frames'][frame]
        paths.append(paths[parent] + ((text_of(model, function), line),))
        if any(values):
            stacks[paths[-1]] = values
    return [(m['name'], m['unit']) for m in model['metrics']], stacks


def main(profdraw):
    samples, problems = sorted(glob.glob(os.path.join(HERE, 'ok', 'page-*.json'))), 0
    with tempfile.TemporaryDirectory() as folder:
        want = stacks_of(profdraw, os.path.join(HERE, '..', 'gecko', 'ok', 'page.json'), folder)
        for path in samples:
            got = stacks_of(profdraw, path, folder)
            wrong = [stack for stack in set(want[1]) | set(got[1]) if got[1].get(stack) != want[1].get(stack)]
            for stack in wrong[:1]:
                print('%s: %s: %s, expected %s' % (path, stack, got[1].get(stack), want[1].get(stack)))
            problems += len(wrong) + (got[0] != want[0])
    print('%d samples of %d stacks, %d problems' % (len(samples), len(want[1]), problems))
    return 1 if problems or len(samples) < 4 or len(want[1]) < 20 else 0


sys.exit(main(*sys.argv[1:]))
