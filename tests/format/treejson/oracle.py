#!/usr/bin/env python3
"""Compares the stacks of ok/perf.json, which a script of perf made, with those that perf script printed of the
same recording.

usage: oracle.py PROFDRAW"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def converted(profdraw, folder):
    output = os.path.join(folder, 'out.json')
    subprocess.run([profdraw, 'convert', os.path.join(HERE, 'ok', 'perf.json'), '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    paths, stacks = [()], {}
    for parent, frame, *values in model['stacks'][1:]:
        paths.append(paths[parent] + (model['functions'][model['frames'][frame][0]]['name'],))
        if values:
            stacks[';'.join(paths[-1])] = values[0]
    return stacks


def main(profdraw):
    with open(os.path.join(HERE, 'expected', 'perf.folded'), encoding='utf-8') as f:
        want = {line.rsplit(None, 1)[0]: int(line.rsplit(None, 1)[1]) for line in f}
    with tempfile.TemporaryDirectory() as folder:
        got = converted(profdraw, folder)
    wrong = [stack for stack in set(want) | set(got) if want.get(stack) != got.get(stack)]
    for stack in wrong:
        print('%s: %s, expected %s' % (stack, got.get(stack), want.get(stack)))
    print('%d stacks, %d problems' % (len(want), len(wrong)))
    return 1 if wrong or not want else 0


sys.exit(main(*sys.argv[1:]))
