#!/usr/bin/env python3
"""profdraw merge writes what a chain of pstats.Stats.add over the same files makes: the same functions
and callers in the same order, the same counts, and times equal to 1e-12.

usage: merged.py PROFDRAW DUMP..."""
import marshal
import os
import pstats
import subprocess
import sys
import tempfile

PROFDRAW, DUMPS = sys.argv[1], sorted(sys.argv[2:])


def chain(paths):
    stats = pstats.Stats(paths[0])
    for path in paths[1:]:
        stats.add(path)
    return stats.stats


def merge(paths, folder):
    output = os.path.join(folder, 'combined_profile.prof')
    subprocess.run([PROFDRAW, 'merge', '-q'] + paths + ['-o', output], check=True)
    with open(output, 'rb') as f:
        return marshal.load(f)


def same(a, b):
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float):
        return abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    return a == b


def differences(want, got):
    if list(want) != list(got):
        yield 'the functions are others or in another order'
        return
    for key, value in want.items():
        if not same(value[:4], got[key][:4]):
            yield '%s: %s, expected %s' % (key, got[key][:4], value[:4])
        if list(value[4]) != list(got[key][4]):
            yield '%s: other callers' % (key,)
        elif not all(same(value[4][c], got[key][4][c]) for c in value[4]):
            yield '%s: %s, expected %s' % (key, got[key][4], value[4])


def groups():
    timed = [d for d in DUMPS if 'int-callers' not in d]
    counted = [d for d in DUMPS if 'int-callers' in d]
    yield timed
    yield timed + timed[:2]
    yield list(reversed(timed))
    yield timed[:1]
    yield counted * 3


failed = False
with tempfile.TemporaryDirectory() as work:
    for group in groups():
        problems = list(differences(chain(group), merge(group, work)))
        failed = failed or bool(problems)
        print('%d files: %s' % (len(group), '; '.join(problems[:3]) or 'equal'))
sys.exit(failed)
