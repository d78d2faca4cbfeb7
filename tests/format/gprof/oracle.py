#!/usr/bin/env python3
"""Runs programs/ with gcc's -pg and compares what `profdraw convert` reads in gprof's call graph with
gprof's flat profile: own times and calls by name, and the sum.

usage: oracle.py PROFDRAW        exit status 77: there is no gprof or no compiler"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'programs')
ROW = re.compile(r'^ *[\d.]+ +[\d.]+ +([\d.]+)(?: +(\d+) +[\d.]+ +[\d.]+)? +(\S.*?) *$')


def run(command, folder):
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, universal_newlines=True).stdout


def flat(text):
    sums = collections.defaultdict(lambda: [0, 0])
    for line in text.splitlines():
        row = ROW.match(line)
        if row:
            sums[row.group(3)][0] += float(row.group(1))
            sums[row.group(3)][1] += int(row.group(2) or 0)
    return sums


def compare(want, profile):
    """The call graph counts the calls of recursion, too, and has functions that no sample hit."""
    got = collections.defaultdict(lambda: [0, 0])
    for function in profile['functions']:
        got[function['name']][0] += function['self'][0]
        got[function['name']][1] += function['primitive_calls'] or 0
    if abs(sum(v[0] for v in want.values()) - profile['total'][0]) > 0.031:
        yield 'the total is %s' % profile['total'][0]
    for name in sorted(set(want) | set(got)):
        if abs(want[name][0] - got[name][0]) > 0.011 or want[name][1] != got[name][1]:
            yield '%s: %s, expected %s' % (name, got[name], want[name])
    if sum(v[0] for v in want.values()) == 0 or len(want) < 5:
        yield 'the flat profile holds too little'


def main(profdraw):
    for tool in ('gprof', 'gcc'):
        if not shutil.which(tool):
            print('skipped: no ' + tool)
            return 77
    with tempfile.TemporaryDirectory() as folder:
        sources = [os.path.join(PROGRAMS, name) for name in ('main.c', 'other.c')]
        run(['gcc', '-g', '-O1', '-pg', '-fno-inline', '-fno-optimize-sibling-calls'] + sources +
            ['-o', 'program'], folder)
        run([os.path.join(folder, 'program')], folder)
        with open(os.path.join(folder, 'graph.prof'), 'w', encoding='utf-8') as f:
            f.write(run(['gprof', '-b', 'program', 'gmon.out'], folder))
        run([profdraw, 'convert', 'graph.prof', '-o', 'out.json'], folder)
        with open(os.path.join(folder, 'out.json'), encoding='utf-8') as f:
            profile = json.load(f)
        problems = list(compare(flat(run(['gprof', '-b', '-p', 'program', 'gmon.out'], folder)),
                                profile))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
