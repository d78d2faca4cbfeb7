#!/usr/bin/env python3
"""Records programs/program.c with callgrind and compares what `profdraw convert` reads with what
callgrind_annotate reports.

usage: oracle.py PROFDRAW        exit status 77: there is no valgrind or no compiler

Own costs must agree for every function and event.  Callgrind_annotate gives inlined code a line of its
own, under the file it came from: lines of one name are added up.  Inclusive costs must agree where
callgrind_annotate is right: it adds the calls within recursion, and loses the object of functions
whose file was given for the call only."""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
WAYS = {
    'lines': [],
    'everything': ['--dump-instr=yes', '--collect-jumps=yes', '--cache-sim=yes', '--branch-sim=yes'],
    'levels': ['--separate-recs=3', '--compress-strings=no', '--compress-pos=no'],
    'whole': ['--toggle-collect=main', '--cache-sim=yes'],
}
ROW = re.compile(r'^ *((?:(?:[\d,]+|\.) +(?:\( *[\d.]+%\) +)?)+)(\S.*)$')


def run(command, folder):
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, universal_newlines=True).stdout


def build(folder):
    flags = ['-g', '-O1', '-fno-inline', '-fno-optimize-sibling-calls']
    sources = os.path.join(HERE, 'programs')
    run(['cc'] + flags + ['-shared', '-fPIC', os.path.join(sources, 'text.c'), '-o', 'libtext.so'],
        folder)
    run(['cc'] + flags + [os.path.join(sources, 'program.c'), '-L.', '-ltext',
                          '-Wl,-rpath,$ORIGIN', '-o', 'program'], folder)


def annotated(path, folder, inclusive):
    """(rows as (costs, file, name, object), events, totals)"""
    text = run(['callgrind_annotate', '--threshold=100', '--auto=no',
                '--inclusive=' + ('yes' if inclusive else 'no'), path], folder)
    events = re.search(r'^Events shown: +(.*)$', text, re.M).group(1).split()
    rows, totals = [], None
    for line in text.splitlines():
        row = ROW.match(line)
        if not row:
            continue
        costs = [int(c.replace(',', '').replace('.', '0'))
                 for c in re.sub(r'\( *[\d.]+%\)', '', row.group(1)).split()]
        if len(costs) != len(events):
            continue
        if row.group(2) == 'PROGRAM TOTALS':
            totals = costs
            continue
        place = re.match(r'(.*?):(.*?)(?: \[(.*)\])?$', row.group(2))
        rows.append((costs,) + place.groups())
    return rows, events, totals


def add(sums, key, costs):
    sums[key] = [a + b for a, b in zip(sums.get(key, [0] * len(costs)), costs)]


def recursive(profile):
    """functions that can reach themselves"""
    callees = collections.defaultdict(set)
    for arc in profile['arcs']:
        callees[arc['caller']].add(arc['callee'])
    found = set()
    for start in range(len(profile['functions'])):
        seen, open_ = set(), list(callees[start])
        while open_:
            function = open_.pop()
            if function not in seen:
                seen.add(function)
                open_ += callees[function]
        if start in seen:
            found.add(start)
    return found


def compare(path, folder, profile):
    rows, events, totals = annotated(path, folder, False)
    names = [m['name'] for m in profile['metrics']]
    order = [names.index(e) for e in events]
    if [profile['total'][i] for i in order] != totals:
        yield 'totals are %s, expected %s' % (profile['total'], totals)
    want, got = {}, {}
    for costs, _, name, _ in rows:
        add(want, name, costs)
    for function in profile['functions']:
        add(got, function['name'], [(function['self'] or [0] * 99)[i] or 0 for i in order])
    for name in sorted(set(want) | set(got)):
        zero = [0] * len(events)
        if want.get(name, zero) != got.get(name, zero):
            yield '%s has own cost %s, expected %s' % (name, got.get(name), want.get(name))
    if len(want) < 20:
        yield 'only %d functions in the report' % len(want)

    files = collections.Counter(name for _, _, name, _ in rows)
    places = {(r[2], r[3]): r[0] for r in annotated(path, folder, True)[0]}
    compared, unknown = 0, recursive(profile)
    for index, function in enumerate(profile['functions']):
        total = places.get((function['name'], function['module']))
        if total is None or index in unknown or files[function['name']] > 1:
            continue
        compared += 1
        mine = [function['total'][i] for i in order]
        if mine != total:
            yield '%s has total %s, expected %s' % (function['name'], mine, total)
    if compared < 10:
        yield 'only %d totals could be compared' % compared


def main(profdraw):
    for tool in ('valgrind', 'callgrind_annotate', 'cc'):
        if not shutil.which(tool):
            print('skipped: no ' + tool)
            return 77
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        build(folder)
        for way, options in WAYS.items():
            path, out = os.path.join(folder, way), os.path.join(folder, way + '.json')
            toggle = [] if way == 'whole' else ['--toggle-collect=work']
            run(['valgrind', '-q', '--tool=callgrind', '--callgrind-out-file=' + path] + toggle +
                options + ['./program'], folder)
            run([profdraw, 'convert', path, '-o', out], folder)
            with open(out, encoding='utf-8') as f:
                profile = json.load(f)
            problems += ['%s: %s' % (way, p) for p in compare(path, folder, profile)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
