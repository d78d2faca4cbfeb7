#!/usr/bin/env python3
"""Replays the samples of ok/ millisecond by millisecond, one stack of the game after the other, and compares
every stack of functions with what profdraw reads.

usage: oracle.py PROFDRAW"""
import collections
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def decode(path):
    """-> {stack: ms}"""
    with open(path, encoding='utf-8') as f:
        rows = [line.rstrip('\n').split(':', 5) for line in f if re.match(r'\d+:', line)]
    times = [int(row[0]) for row in rows]
    found = collections.Counter()
    for number in {row[2] for row in rows}:
        mine = [row for row in rows if row[2] == number and row[1] not in ('START', 'STOP')]
        for stack, ms in replay(mine, times[0], times[-1]):
            found[stack] += ms
    return {stack: ms for stack, ms in found.items() if ms}


def replay(rows, start, end):
    """Yields what ran, piece by piece."""
    running, at, pushed, queued = [], start, False, None
    for i, (when, event, _, _, _, name) in enumerate(rows):
        now = int(when)
        before = rows[i - 1] if i else None
        if event == 'PUSH':
            if before and before[1] == 'QUEUE_PUSH' and before[5].replace('?', '') == name:
                yield ';'.join(running), int(before[0]) - at
                running, at = running + ['QUEUE ' + name], int(before[0])
            yield ';'.join(running), now - at
            running, at, pushed = running + [name], now, True
        elif event == 'POP' and not pushed:
            yield name, now - at
            at = now
        elif event == 'POP':
            yield ';'.join(running), now - at
            at = now
            if name not in running:
                continue
            place = len(running) - 1 - running[::-1].index(name)
            del running[place]
            if place and running[place - 1].startswith('QUEUE '):
                del running[place - 1]
    yield ';'.join(running), end - at


def read(profdraw, path):
    done = subprocess.run([profdraw, 'convert', path, '-T', 'folded'], stdout=subprocess.PIPE,
                          encoding='utf-8', check=True)
    rows = (line.rpartition(' ') for line in done.stdout.splitlines())
    return {stack: int(ms) for stack, _, ms in rows}


def main(profdraw):
    problems = 0
    names = sorted(os.listdir(os.path.join(HERE, 'ok')))
    for name in names:
        path = os.path.join(HERE, 'ok', name)
        want, got = decode(path), read(profdraw, path)
        want.pop('', None)
        for stack in sorted(set(want) | set(got)):
            if want.get(stack) != got.get(stack):
                print('%s: %s is %s, expected %s' % (name, stack, got.get(stack), want.get(stack)))
                problems += 1
    print('%d samples, %d problems' % (len(names), problems))
    return 1 if problems or not names else 0


sys.exit(main(sys.argv[1]))
