#!/usr/bin/env python3
"""Traces a program twice: once for its stacks, and once for strace's own table of counts (-c), which
must be the counts that profdraw makes of the stacks.  Calls that never return are not in the table.

usage: oracle.py PROFDRAW        77: no compiler, or strace may not trace"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def table(text):
    """columns: % time, seconds, usecs/call, calls, [errors,] syscall"""
    rows = [line.split() for line in text.splitlines()]
    return {row[-1]: int(row[3]) for row in rows
            if len(row) >= 5 and row[0][0].isdigit() and row[-1] != 'total'}


def main(profdraw):
    if not shutil.which('g++') or not shutil.which('strace'):
        return 77
    with tempfile.TemporaryDirectory() as folder:
        program, stacks, counts = [os.path.join(folder, n) for n in ('calls', 'x.strace', 'counts')]
        if run('g++', '-O1', os.path.join(HERE, 'calls.cc'), '-o', program, '-pthread').returncode:
            return 77
        if run('strace', '-k', '-f', '-T', '-o', stacks, program, '1').returncode or \
           run('strace', '-c', '-f', '-o', counts, program, '1').returncode:
            return 77
        with open(counts, encoding='ascii') as f:
            want = table(f.read())
        profile = json.loads(run(profdraw, 'convert', stacks, '-T', 'json').stdout.decode('utf-8'))
    got = {f['name'][:-2]: (f['calls'], f['self'][0]) for f in profile['functions']
           if f['name'].endswith('()') and f['self'][0] and not f['name'].startswith('exit')}
    problems = ['%s: %s, strace counts %s' % (name, got.get(name), want.get(name))
                for name in sorted(set(want) | set(got))
                if got.get(name) != (want.get(name), want.get(name))]
    print('\n'.join(problems) or '%d calls equal' % sum(want.values()))
    return 1 if problems or not want else 0


sys.exit(main(*sys.argv[1:]))
