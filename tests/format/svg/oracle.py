#!/usr/bin/env python3
"""Draws random trees in every style (draw.py) and compares what profdraw reads back with the trees.

usage: oracle.py PROFDRAW"""
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import draw

NAMES = ['main', 'parse', 'a b', 'operator() (int)', 'x (y)', 'f<T>', 'Ünïcode', 'g (3 samples, 4%)']


def random_stacks(rng):
    stacks = {}
    for _ in range(rng.randint(1, 40)):
        names, depth = ['main'], rng.randint(0, 6)
        names += [rng.choice(NAMES) + str(rng.randint(0, 1)) for _ in range(depth)]
        key = tuple(names)
        stacks[key] = stacks.get(key, 0) + rng.randint(1, 900)
    return stacks


def read_back(profdraw, text, folder):
    path = os.path.join(folder, 'in.svg')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    run = subprocess.run([profdraw, 'convert', path, '-T', 'folded', '-o', '-'], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE)
    if run.returncode:
        return run.stderr.decode()
    stacks = {}
    for line in run.stdout.decode('utf-8').splitlines():
        names, cost = line.rsplit(' ', 1)
        stacks[tuple(names.split(';'))] = float(cost)
    return stacks


def main(profdraw):
    rng, problems, count = random.Random(4711), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for style in ('inferno', 'percent', 'pl', 'old'):
            for inverted in (False, True):
                for round_number in range(6):
                    stacks = random_stacks(rng)
                    least = 0.02 * (round_number % 2)
                    text = draw.draw(stacks, style, inverted, least)
                    got, want = read_back(profdraw, text, folder), draw.expected(stacks, least)
                    count += 1
                    if got != want:
                        problems += 1
                        print('%s, %s, least %g: got %r, expected %r' % (
                            style, 'inverted' if inverted else 'upright', least, got, want))
    print('%d pictures, %d problems' % (count, problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
