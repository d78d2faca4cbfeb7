#!/usr/bin/env python3
"""Every sample of FORMAT/bad must be refused with the message of FORMAT/bad/expected.tsv, on one line
that names the file, with exit status 1, and with an existing output left alone.

usage: refused.py PROFDRAW FORMAT"""
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BEFORE = b'what was there before\n'


def check(profdraw, form, path, message, folder):
    name = os.path.basename(path)
    output = os.path.join(folder, 'out.json')
    with open(output, 'wb') as f:
        f.write(BEFORE)
    run = subprocess.run([profdraw, 'convert', '--format', form, path, '-o', output],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
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


def main(profdraw, form):
    bad = os.path.join(HERE, form, 'bad')
    with open(os.path.join(bad, 'expected.tsv'), encoding='ascii') as f:
        expected = dict(line.rstrip('\n').split('\t') for line in f)
    problems = 0
    for name in sorted(set(expected) | set(os.listdir(bad)) - {'expected.tsv'}):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(bad, name)
            found = (list(check(profdraw, form, path, expected[name], folder)) if name in expected
                     else ['no line in expected.tsv'])
        for problem in found:
            print('%s: %s' % (name, problem))
        problems += len(found)
    print('%d samples, %d problems' % (len(expected), problems))
    return 1 if problems or not expected else 0


sys.exit(main(*sys.argv[1:]))
