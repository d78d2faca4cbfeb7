#!/usr/bin/env python3
"""Records a program with perf and compares what profdraw reads from `perf script` with `perf report`:
for each event the cost and samples of every function, which must be equal, and its share with what it
calls, which perf rounds.

usage: oracle.py PROFDRAW

Skipped (status 77) where there is no perf or no C compiler, or where perf may not count."""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
RECORDINGS = [['-g', '-F', '999'], ['-g', '-c', '100000'], ['-F', '999']]


def run(command, folder, **options):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          universal_newlines=True, **options)


def record(folder, options):
    """-> whether perf recorded anything"""
    done = run(['perf', 'record', '-q', '-e', 'cpu-clock,page-faults'] + options +
               ['-o', 'perf.data', './mix'], folder)
    if done.returncode:
        print(done.stderr.strip())
    return done.returncode == 0


# ---- what perf says -----------------------------------------------------------------------------

Row = collections.namedtuple('Row', 'self samples share')


def report(folder, children):
    """-> {event: {(module, symbol): Row}}"""
    fields = ('overhead_children,' if children else '') + 'overhead,period,sample,dso,sym'
    done = run(['perf', 'report', '-i', 'perf.data', '--stdio', '--percent-limit', '0', '-g', 'none',
                '--children' if children else '--no-children', '-w', '0,0,0,0,0,0',
                '--sort', 'dso,sym', '-F', fields, '-t', '|'], folder, check=True)
    events = {}
    for line in done.stdout.splitlines():
        found = re.match(r"# Samples: .* of event '(.*)'", line)
        if found:
            rows = events[found.group(1)] = {}
        if not line.strip() or line.startswith('#'):
            continue
        cells = [cell.strip() for cell in line.split('|')]
        share = float(cells.pop(0).rstrip('%')) if children else None
        symbol = cells[4].split(' ', 1)[1]
        key, row = (cells[3], symbol), Row(int(cells[1]), int(cells[2]), share)
        if key in rows:  # of the same name: their shares may overlap
            row = Row(rows[key].self + row.self, rows[key].samples + row.samples, None)
        rows[key] = row
    return events


# ---- what profdraw says -------------------------------------------------------------------------

def read(profdraw, folder):
    """-> {metric: (total, {(module, symbol): (self, total)})}"""
    with open(os.path.join(folder, 'x.perf'), 'w') as f:
        subprocess.run(['perf', 'script', '-i', 'perf.data'], cwd=folder, check=True, stdout=f,
                       stderr=subprocess.DEVNULL)
    run([profdraw, 'convert', 'x.perf', '-o', 'x.json'], folder, check=True)
    with open(os.path.join(folder, 'x.json'), encoding='utf-8') as f:
        profile = json.load(f)
    metrics = {}
    for i, metric in enumerate(profile['metrics']):
        functions = collections.defaultdict(lambda: (0, 0))
        for function in profile['functions']:
            module = os.path.basename(function.get('module') or '').strip('[]')
            functions[module, function['name']] = (function['self'][i] or 0, function['total'][i] or 0)
        metrics[metric['name']] = profile['total'][i], functions
    return metrics


# ---- comparing ----------------------------------------------------------------------------------

def is_known(key):
    """perf shows what has no symbol by its address"""
    return not re.match(r'(0x)?[0-9a-f]{8,}$', key[1])


def compare_self(rows, functions):
    for key, row in rows.items():
        mine = functions[key[0].strip('[]'), key[1]][0]
        if is_known(key) and mine != row.self:
            yield '%s: self is %s, perf has %d' % (key[1], mine, row.self)


def compare_totals(rows, total, functions):
    for key, row in rows.items():
        mine = 100.0 * functions[key[0].strip('[]'), key[1]][1] / total
        if is_known(key) and row.share is not None and abs(mine - row.share) > 0.0051:
            yield '%s: total is %.4f %%, perf has %.2f %%' % (key[1], mine, row.share)


def compare(profdraw, folder, has_callers):
    metrics = read(profdraw, folder)
    plain = report(folder, False)
    samples = 0
    for event, rows in plain.items():
        total, functions = metrics[event]
        if total != sum(row.self for row in rows.values()):
            yield '%s: the total is %s' % (event, total)
        yield from compare_self(rows, functions)
        samples += sum(row.samples for row in rows.values())
    if metrics['samples'][0] != samples:
        yield '%s samples, perf has %d' % (metrics['samples'][0], samples)
    for event, rows in report(folder, True).items() if has_callers else ():
        yield from compare_totals(rows, *metrics[event])


def main(profdraw):
    compiler = shutil.which('cc') or shutil.which('gcc')
    if not compiler or not shutil.which('perf'):
        print('skipped: no perf, or no C compiler')
        return SKIPPED
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([compiler, '-g', '-O1', '-fno-omit-frame-pointer',
                        os.path.join(HERE, 'programs', 'mix.c'), '-o', 'mix'], cwd=folder, check=True)
        for options in RECORDINGS:
            if not record(folder, options):
                print('skipped: perf cannot record here')
                return SKIPPED
            found = list(compare(profdraw, folder, '-g' in options))
            for problem in found:
                print('perf record %s: %s' % (' '.join(options), problem))
            problems += len(found)
    print('%d recordings, %d problems' % (len(RECORDINGS), problems))
    return 1 if problems else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
