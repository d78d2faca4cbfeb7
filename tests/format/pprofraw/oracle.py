#!/usr/bin/env python3
"""Lets pprof print the samples of ../pprof/ok, and compares what profdraw makes of the text with what it
makes of the files themselves, for every sample type.  pprof drops samples without a stack.

usage: oracle.py PROFDRAW        77: go is not there"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def metrics(profdraw, path):
    profile = json.loads(run(profdraw, 'convert', path, '-T', 'json').stdout.decode('utf-8'))
    return [(m['name'], m['unit']) for m in profile['metrics']]


# Ways to ask for the labels of the samples.
LABELS = ([], ['--tagroot', 'handler,user', '--tagleaf', 'bytes'], ['--tagfocus', 'handler=list'],
          ['--tagignore', 'ann'], ['--tagfocus', '1kb:64kb'])


def stacks(profdraw, path, metric, how):
    text = run(profdraw, 'convert', path, '-T', 'folded', '--metric', metric, *how).stdout
    return sorted(line for line in text.splitlines() if not line.startswith(b'(no stack)'))


def compare(profdraw, path, text):
    want, got = metrics(profdraw, path), metrics(profdraw, text)
    if want != got:
        yield 'sample types %r instead of %r' % (got, want)
    for name, _ in want:
        for how in LABELS:
            if stacks(profdraw, path, name, how) != stacks(profdraw, text, name, how):
                yield ' '.join(['other stacks of', name] + how)


def main(profdraw):
    if not shutil.which('go'):
        return 77
    problems, count = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, PPROF_TMPDIR=folder)
        for path in sorted(glob.glob(os.path.join(HERE, '..', 'pprof', 'ok', '*.pb*'))):
            text = os.path.join(folder, 'text.raw')
            printed = run('go', 'tool', 'pprof', '-raw', path)
            if printed.returncode:
                continue  # what Go's pprof itself refuses
            with open(text, 'wb') as f:
                f.write(printed.stdout)
            count += 1
            for problem in compare(profdraw, path, text):
                print('%s: %s' % (os.path.basename(path), problem))
                problems += 1
    print('%d samples, %d problems' % (count, problems))
    return 1 if problems or count < 3 else 0


sys.exit(main(*sys.argv[1:]))
