#!/usr/bin/env python3
"""Every file of bad/ must be refused with the message of bad/expected.tsv, on one line that names the
file, with exit status 1 and nothing written.

usage: refused.py PROFDRAW"""
import os
import subprocess
import sys
import tempfile

BAD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'bad')


def check(profdraw, name, message, folder):
    run = subprocess.run([profdraw, 'convert', '--format', 'callgrind', os.path.join(BAD, name), '-o',
                          os.path.join(folder, 'out.json')],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if run.returncode != 1:
        yield 'exit status %d' % run.returncode
    if run.stdout or os.listdir(folder):
        yield 'something was written'
    if run.stderr.count('\n') != 1 or name not in run.stderr or message not in run.stderr:
        yield 'expected one line with %r, got %r' % (message, run.stderr)


def main(profdraw):
    with open(os.path.join(BAD, 'expected.tsv'), encoding='ascii') as f:
        expected = dict(line.rstrip('\n').split('\t') for line in f)
    problems = 0
    for name in sorted(set(expected) | set(os.listdir(BAD)) - {'expected.tsv'}):
        with tempfile.TemporaryDirectory() as folder:
            found = (list(check(profdraw, name, expected[name], folder)) if name in expected
                     else ['no line in expected.tsv'])
        for problem in found:
            print('%s: %s' % (name, problem))
        problems += len(found)
    return 1 if problems or not expected else 0


sys.exit(main(sys.argv[1]))
