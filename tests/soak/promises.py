#!/usr/bin/env python3
"""Tries by one command what SECURITY.md promises.

usage: promises.py [--full] [PROMISE…]     PROMISE such as faults; none: all
       promises.py --check BUILD           whether BUILD has tests for each

The short tier runs the tests of build/debug that belong to a promise; all of them run in CI.  --full takes a day: it
builds what is needed, and goes through fuzzing, sanitizers, valgrind and the load at length."""
import os, re, subprocess, sys, time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORKFLOW = ['cmake', '--workflow', '--preset']
FUZZ = [['cmake', '--preset', 'fuzz'], ['cmake', '--build', '--preset', 'fuzz'],
        [sys.executable, 'tests/fuzz/run.py', '--minutes', '30', 'build/fuzz', 'build/fuzz/corpora', '60']]
LOAD = [['cmake', '--preset', 'release', '-DPROFDRAW_TESTS=ON'],
        ['cmake', '--build', '--preset', 'release', '--target', 'profdraw', 'soak_repeat'],
        [sys.executable, 'tests/soak/soak.py', 'build/release/profdraw', 'build/release/tests/soak_repeat', '--full']]

# promise → the tests that hold it, and what else --full runs
PROMISES = {
    'limits': ('cli/limits|unit/test_librender|unit/test_source', []),
    'fuzzing': ('fuzz/', FUZZ),
    'sanitizers': ('valgrind/short|lint/cppcheck',
                   [WORKFLOW + ['asan'], WORKFLOW + ['tsan'], WORKFLOW + ['tidy'],
                    [sys.executable, 'tests/valgrind/run.py', 'build/debug']]),
    'faults': ('faults/|unit/test_output', []),
    'injection': ('trust/injection|browser/policy', []),
    'determinism': ('trust/determinism|golden/|unit/test_deflate', []),
    'threads': ('unit/test_threads|unit/test_ownership', []),
    'load': ('soak/short', LOAD),
    'privacy': ('trust/privacy|cli/strip_paths', []),
}


def found(build, pattern):
    """-> how many tests a pattern stands for"""
    done = subprocess.run(['ctest', '-N', '-R', pattern], cwd=build, check=True, capture_output=True, text=True)
    return int(re.search(r'Total Tests: (\d+)', done.stdout).group(1))


def check(build):
    missing = ['%s: no test %s' % (name, part) for name, (pattern, _) in PROMISES.items() for part in pattern.split('|')
               if not found(build, part)]
    print('\n'.join(missing))
    print('%d promises, %d without tests' % (len(PROMISES), len(missing)))
    return not missing


def keep(name, is_full):
    """-> whether the promise is kept"""
    pattern, long = PROMISES[name]
    words = [['ctest', '--preset', 'debug', '--no-tests=error', '-R', pattern]] + (long if is_full else [])
    began = time.time()
    failed = [' '.join(command) for command in words if subprocess.run(command, cwd=TOP).returncode]
    outcome = 'failed: ' + '; '.join(failed) if failed else 'fine'
    print('%s: %s, %.0f s' % (name, outcome, time.time() - began), flush=True)
    return not failed


if sys.argv[1:2] == ['--check']:
    sys.exit(not check(sys.argv[2]))
asked = [name for name in sys.argv[1:] if name != '--full']
if not set(asked) <= set(PROMISES):
    sys.exit('promises are: ' + ' '.join(PROMISES))
is_full = '--full' in sys.argv
if is_full:
    subprocess.run(['cmake', '--preset', 'debug'], cwd=TOP, check=True)
    subprocess.run(['cmake', '--build', '--preset', 'debug'], cwd=TOP, check=True)
sys.exit(not all([keep(name, is_full) for name in asked or PROMISES]))
