#!/usr/bin/env python3
"""Runs one command-line test.   usage: run.py PROFDRAW TEST.sh

TEST.sh runs in an empty folder with $PROFDRAW and $TESTS (the folder tests/).  Beside it stand
TEST.stdout (its exact standard output; none: empty), TEST.stderr and TEST.status (none: 0)."""
import os, subprocess, sys, tempfile

program, script = map(os.path.abspath, sys.argv[1:])
stem = script[:-len('.sh')]


def expected(suffix, otherwise):
    if not os.path.exists(stem + suffix):
        return otherwise
    with open(stem + suffix, encoding='utf-8') as f:
        return f.read()


with tempfile.TemporaryDirectory() as folder:
    environment = dict(os.environ, PROFDRAW=program, LC_ALL='C.UTF-8', TMPDIR=folder,
                       TESTS=os.path.dirname(os.path.dirname(script)))
    done = subprocess.run(['sh', script], cwd=folder, env=environment, capture_output=True,
                          stdin=subprocess.DEVNULL, text=True, errors='replace')
failed = False
for what, got, want in (('status', done.returncode, int(expected('.status', '0'))),
                        ('standard output', done.stdout, expected('.stdout', '')),
                        ('standard error', done.stderr, expected('.stderr', ''))):
    if got != want:
        failed = True
        print('%s is\n%s\nexpected\n%s' % (what, got, want))
sys.exit(failed)
