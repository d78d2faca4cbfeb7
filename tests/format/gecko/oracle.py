#!/usr/bin/env python3
"""Reads ok/page.json, which Firefox wrote, in another way, and compares the samples of every stack and all of
the time on the CPU.  Stacks are compared by the names of their frames.

usage: oracle.py PROFDRAW"""
import bisect
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ok', 'page.json')


def name_of(location, libs):
    """what the frame is called; None for the root"""
    if location == '(root)':
        return None
    if location.startswith('0x'):
        address = int(location, 16)
        at = bisect.bisect_right([lib['start'] for lib in libs], address) - 1
        if at >= 0 and address < libs[at]['end']:
            return '[%s+%#x]' % (libs[at]['name'], address - libs[at]['start'])
        return location
    found = re.match(r'^(.*?) ?\((\S*?):(\d+):(\d+)\)\[\d+\]$', location)
    if found:
        return '%s %s:%s' % (found.group(1) or '(anonymous)', found.group(2), found.group(3))
    return re.sub(r'\[\d+\]$', '', location)


def expected(profile):
    """{names from the root: samples}, time on the CPU"""
    stacks, cpu = collections.Counter(), 0
    for process in [profile] + profile['processes']:
        libs = sorted(process['libs'], key=lambda lib: lib['start'])
        for thread in process['threads']:
            owner = '%s (pid %s)' % (thread['processName'], thread['pid'])
            for sample in thread['samples']['data']:
                values = dict(zip(thread['samples']['schema'], sample))
                path, at = [], values['stack']
                while at is not None:
                    at, frame = thread['stackTable']['data'][at]
                    location = thread['stringTable'][thread['frameTable']['data'][frame][0]]
                    path.append(name_of(location, libs))
                path = [name for name in reversed(path) if name]
                if path:
                    stacks[tuple([owner] + path)] += 1
                    cpu += values.get('threadCPUDelta') or 0
    return dict(stacks), cpu


def converted(profdraw, folder):
    output = os.path.join(folder, 'out.json')
    subprocess.run([profdraw, 'convert', SAMPLE, '-o', output], check=True)
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    names = [f['name'] + (' %s:%d' % (f['file'], f['line']) if f.get('line') else '') for f in model['functions']]
    metrics = [m['name'] for m in model['metrics']]
    samples, cpu = metrics.index('samples'), metrics.index('CPU time')
    paths, stacks = [()], collections.Counter()
    for parent, frame, *values in model['stacks'][1:]:
        paths.append(paths[parent] + (names[model['frames'][frame][0]],))
        if values and values[samples]:
            stacks[paths[-1]] += values[samples]
    return dict(stacks), model['total'][cpu]


def main(profdraw):
    with open(SAMPLE, encoding='utf-8') as f:
        want = expected(json.load(f))
    with tempfile.TemporaryDirectory() as folder:
        got = converted(profdraw, folder)
    problems = [(stack, got[0].get(stack), want[0].get(stack)) for stack in set(got[0]) | set(want[0])
                if got[0].get(stack) != want[0].get(stack)]
    if got[1] != want[1] or not want[1]:
        problems.append(('time on the CPU', got[1], want[1]))
    for problem in problems:
        print('%s: %s, expected %s' % problem)
    print('%d stacks, %d problems' % (len(want[0]), len(problems)))
    return 1 if problems or len(want[0]) < 20 else 0


sys.exit(main(*sys.argv[1:]))
