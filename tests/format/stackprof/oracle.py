#!/usr/bin/env python3
"""Reads the samples of ok/ that StackProf wrote as JSON with Python's, and compares samples and time of every
function with what profdraw reads of them; dumps of the same results must read the same.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = ['wall', 'cpu', 'object', 'no-raw']


def read(profdraw, name, folder):
    output = os.path.join(folder, 'x.json')
    subprocess.run([profdraw, 'convert', os.path.join(HERE, 'ok', name), '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        return json.load(f)


def name_of(frame):
    return frame['name'], frame['file'] or None, frame.get('line')


def samples_of(result):
    """Yields each stack with its samples and their time in us."""
    raw, deltas = list(result['raw']), list(result['raw_timestamp_deltas'])
    while raw:
        size, raw = raw[0], raw[1:]
        stack, count, raw = raw[:size], raw[size], raw[size + 1:]
        spent, deltas = sum(deltas[:count]), deltas[count:]
        yield ([name_of(result['frames'][str(i)]) for i in stack], count,
               spent if result['mode'] == 'wall' else count * result['interval'])


def decode(result):
    """-> {function: [samples, time, total samples, total time]}"""
    functions = collections.defaultdict(lambda: [0, 0, 0, 0])
    if not result.get('raw'):
        for frame in result['frames'].values():
            for i, n in ((0, frame['samples']), (2, frame['total_samples'])):
                functions[name_of(frame)][i] += n
                functions[name_of(frame)][i + 1] += n * result['interval']
        return functions
    for stack, count, spent in samples_of(result):
        for function in set(stack):
            own = function == stack[-1]
            for i, value in enumerate((count * own, spent * own, count, spent)):
                functions[function][i] += value
    return functions


def compare(want, profile):
    metrics = [m['name'] for m in profile['metrics']]
    index = metrics.index('samples'), metrics.index('time') if 'time' in metrics else None
    got = {}
    for f in profile['functions']:
        pick = [[f[part][i] or 0 if i is not None else 0 for i in index] for part in ('self', 'total')]
        got[f['name'], f.get('file') or None, f.get('line')] = pick[0] + pick[1]
    for key in set(want) | set(got):
        expected = list(want[key])
        if index[1] is None:
            expected[1] = expected[3] = 0
        if got.get(key) != expected:
            yield '%s is %s, expected %s' % (key, got.get(key), expected)


def main(profdraw):
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in SAMPLES:
            with open(os.path.join(HERE, 'ok', name + '-again.json'), encoding='utf-8') as f:
                want = decode(json.load(f))
            profile = read(profdraw, name + '-again.json', folder)
            found = list(compare(want, profile))
            if read(profdraw, name + '.dump', folder) != profile:
                found.append('the dump reads otherwise than the JSON')
            for problem in found:
                print('%s: %s' % (name, problem))
            problems += len(found)
    print('%d samples, %d problems' % (len(SAMPLES), problems))
    return 1 if problems else 0


sys.exit(main(sys.argv[1]))
