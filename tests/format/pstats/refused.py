#!/usr/bin/env python3
"""Every dump of bad/ must be refused with the message of bad/expected.tsv, on one line that names the
file, with exit status 1, and with an existing output left alone.

usage: refused.py PROFDRAW"""
import os
import subprocess
import sys
import tempfile

BAD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'bad')
BEFORE = b'what was there before\n'


def check(profdraw, name, message, folder):
    output = os.path.join(folder, 'out.json')
    with open(output, 'wb') as f:
        f.write(BEFORE)
    run = subprocess.run([profdraw, 'convert', '--format', 'pstats', os.path.join(BAD, name), '-o',
                          output], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = run.stderr.decode('utf-8')
    with open(output, 'rb') as f:
        is_untouched = f.read() == BEFORE
    if run.returncode != 1:
        yield 'exit status %d' % run.returncode
    if run.stdout:
        yield 'something on standard output'
    if said.count('\n') != 1 or name not in said or message not in said:
        yield 'expected one line with %r, got %r' % (message, said)
    if not is_untouched or os.listdir(folder) != ['out.json']:
        yield 'the output was touched'


def main(profdraw):
    with open(os.path.join(BAD, 'expected.tsv'), encoding='ascii') as f:
        expected = dict(line.rstrip('\n').split('\t') for line in f)
    problems = 0
    for name in sorted(set(expected) | set(n for n in os.listdir(BAD) if n.endswith('.prof'))):
        with tempfile.TemporaryDirectory() as folder:
            found = (list(check(profdraw, name, expected[name], folder)) if name in expected
                     else ['no line in expected.tsv'])
        for problem in found:
            print('%s: %s' % (name, problem))
        problems += len(found)
    print('%d dumps, %d problems' % (len(expected), problems))
    return 1 if problems or not expected else 0


sys.exit(main(sys.argv[1]))
