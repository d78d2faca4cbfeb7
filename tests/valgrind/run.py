#!/usr/bin/env python3
"""Unit tests and command-line tests under valgrind: no read or write outside of what was allocated, no decision on
what was never set, nothing lost.

usage: run.py BUILD [NAME…]      BUILD is build/debug; NAME such as test_xml or cli/limits, none: all of both

libraries.supp says what of it is the libraries' own.  77: valgrind is not installed."""
import glob, os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
BUILD = os.path.abspath(sys.argv[1])
FOUND = 99
VALGRIND = ['valgrind', '--quiet', '--error-exitcode=%d' % FOUND, '--leak-check=full', '--show-leak-kinds=definite',
            '--errors-for-leak-kinds=definite', '--num-callers=20', '--suppressions=' + HERE + '/libraries.supp']

# What valgrind says goes to a file of its own: what a command prints is a part of its test.
WRAPPER = '''#!/bin/sh
exec %s --log-file='%s/%%p' '%s' "$@"
'''


def unit(name, folder):
    program = os.path.join(BUILD, 'tests', name)
    return [*VALGRIND, '--log-file=%s/%%p' % folder, program]


def command_line(name, folder):
    wrapper = os.path.join(folder, 'profdraw')
    with open(wrapper, 'w', encoding='utf-8') as f:
        f.write(WRAPPER % (' '.join(VALGRIND), folder, os.path.join(BUILD, 'profdraw')))
    os.chmod(wrapper, 0o755)
    return [sys.executable, os.path.join(TESTS, 'cli', 'run.py'), wrapper, os.path.join(TESTS, name + '.sh')]


def run(name):
    """-> whether it passes, and valgrind has nothing to say"""
    with tempfile.TemporaryDirectory() as folder:
        words = command_line(name, folder) if name.startswith('cli/') else unit(name, folder)
        done = subprocess.run(words, cwd=BUILD, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors='replace')
        said = ''
        for path in glob.glob(folder + '/[0-9]*'):
            with open(path, errors='replace') as f:
                said += f.read()
    passed = done.returncode == 0 and not said
    print('%s: %s' % (name, 'fine' if passed else 'status %d' % done.returncode), flush=True)
    if not passed:
        print(done.stdout[-3000:], done.stderr[-3000:], said[:6000], sep='\n', flush=True)
    return passed


def all_tests():
    def names(pattern):
        return [os.path.splitext(os.path.basename(path))[0] for path in sorted(glob.glob(pattern))]
    return names(TESTS + '/unit/test_*.c') + ['cli/' + name for name in names(TESTS + '/cli/*.sh')]


if not shutil.which('valgrind'):
    print('valgrind is not installed')
    sys.exit(77)
sys.exit(not all([run(name) for name in sys.argv[2:] or all_tests()]))
