#!/usr/bin/env python3
"""Lets Xdebug trace and profile a program at once, and compares the calls of every function in the trace, as
profdraw reads it, with those in the profile.

usage: live_oracle.py PROFDRAW

Skipped (status 77) where there is no PHP with Xdebug."""
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


def record(folder):
    """-> whether PHP has Xdebug"""
    for name in ('mix.php', 'lib.php'):
        shutil.copy(os.path.join(HERE, 'programs', name), folder)
    subprocess.run(['php', '-d', 'xdebug.mode=trace,profile', '-d', 'xdebug.start_with_request=yes',
                    '-d', 'xdebug.use_compression=0', '-d', 'xdebug.output_dir=' + folder,
                    '-d', 'xdebug.trace_output_name=x', '-d', 'xdebug.trace_format=1',
                    '-d', 'xdebug.profiler_output_name=x.cachegrind', 'mix.php'],
                   cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return all(os.path.exists(os.path.join(folder, name)) for name in ('x.xt', 'x.cachegrind'))


def plain(name):
    """Includes are named by their file in profiles."""
    return re.sub(r'^php::', '', re.sub(r'^(require|include)(_once)?::.*', r'\1\2', name))


def profiled_calls(path):
    names, calls, callee = {}, collections.Counter(), None
    with open(path, encoding='utf-8') as f:
        for line in f:
            m = re.match(r'(c?fn)=\((\d+)\)(?: (.*))?$', line)
            if m and m[3]:
                names[m[2]] = m[3]
            if m and m[1] == 'cfn':
                callee = names[m[2]]
            m = re.match(r'calls=(\d+)', line)
            if m:
                calls[plain(callee)] += int(m[1])
    return calls


def traced_calls(profdraw, path):
    subprocess.run([profdraw, 'convert', path, '-o', path + '.json'], check=True)
    with open(path + '.json', encoding='utf-8') as f:
        profile = json.load(f)
    return {f['name']: f['calls'] for f in profile['functions'] if f['name'] != '{main}'}


def main(profdraw):
    with tempfile.TemporaryDirectory() as folder:
        if not shutil.which('php') or not record(folder):
            print('skipped: no PHP with Xdebug')
            return SKIPPED
        want = profiled_calls(os.path.join(folder, 'x.cachegrind'))
        got = traced_calls(profdraw, os.path.join(folder, 'x.xt'))
    problems = [key for key in set(want) | set(got) if want.get(key) != got.get(key)]
    for key in problems:
        print('%s: %s calls, the profile has %s' % (key, got.get(key), want.get(key)))
    print('%d functions, %d problems' % (len(want), len(problems)))
    return 1 if problems or not want else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
