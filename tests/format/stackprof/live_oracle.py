#!/usr/bin/env python3
"""Profiles a program anew and compares the stacks that `stackprof --stackcollapse` prints of the dump with the
samples that profdraw reads of it.

usage: live_oracle.py PROFDRAW

Skipped (status 77) where there is no StackProf."""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
RUNS = [('wall', '1000'), ('cpu', '500'), ('object', '100')]


def printed_stacks(path):
    done = subprocess.run(['stackprof', path, '--stackcollapse'], stdout=subprocess.PIPE, encoding='utf-8',
                          check=True)
    stacks = collections.Counter()
    for line in done.stdout.splitlines():
        stack, _, count = line.rpartition(' ')
        stacks[stack] += int(count)
    return stacks


def read_stacks(profdraw, path):
    """Names only, as StackProf prints them."""
    subprocess.run([profdraw, 'convert', path, '-o', path + '.json'], check=True)
    with open(path + '.json', encoding='utf-8') as f:
        profile = json.load(f)
    metric = [m['name'] for m in profile['metrics']].index('samples')
    texts, stacks = [''], collections.Counter()
    for parent, frame, *own in profile['stacks'][1:]:
        name = profile['functions'][profile['frames'][frame][0]]['name']
        texts.append(texts[parent] + ';' + name if texts[parent] else name)
        if len(own) > metric and own[metric]:
            stacks[texts[-1]] += own[metric]
    return stacks


def main(profdraw):
    if not shutil.which('ruby') or not shutil.which('stackprof'):
        print('skipped: no Ruby with StackProf')
        return SKIPPED
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for mode, interval in RUNS:
            path = os.path.join(folder, mode + '.dump')
            subprocess.run(['ruby', os.path.join(HERE, 'programs', 'mix.rb'), mode, interval, 'raw', path, '12'],
                           check=True)
            want, got = printed_stacks(path), read_stacks(profdraw, path)
            for stack in set(want) | set(got):
                if want[stack] != got[stack]:
                    print('%s: %s is %s, expected %s' % (mode, stack, got[stack], want[stack]))
                    problems += 1
            if not want:
                print('%s: nothing was recorded' % mode)
                problems += 1
    print('%d profiles, %d problems' % (len(RUNS), problems))
    return 1 if problems else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
