#!/usr/bin/env python3
"""Decodes the samples of stacks.bt with regular expressions and Python's json, and compares them with
what profdraw makes of them, and the sum with the count that bpftrace itself kept in @total.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def folded(key, comma, value, stacks):
    """the key holds the stacks of the kernel and of the program, the command and the thread"""
    match = re.fullmatch(r'(\n(?:    .*\n)*)?%s(\n(?:    .*\n)*)?%s(.*?)%s(\d+)' % (comma, comma, comma), key)
    kernel, user = [[re.sub(r'\+\d+$', '', line.strip()) for line in (part or '').strip().splitlines()]
                    for part in match.group(1, 2)]
    frames = [match.group(3), match.group(4)] + user[::-1] + [f + '_[k]' for f in kernel[::-1]]
    stacks[';'.join(frames)] += value


def decode_text(text):
    stacks = collections.Counter()
    for key, value in re.findall(r'^@\[(.*?)\]: (\d+)$', text, re.M | re.S):
        folded(key, ', ', int(value), stacks)
    return stacks, int(re.search(r'^@total: (\d+)$', text, re.M).group(1))


def decode_json(text):
    stacks, maps = collections.Counter(), {}
    for line in text.splitlines():
        if line.strip():
            maps.update(json.loads(line)['data'])
    for key, value in maps['@'].items():
        folded(key, ',', value, stacks)
    return stacks, maps['@total']


def check(profdraw, name, decode):
    path = os.path.join(HERE, 'ok', name)
    with open(path, encoding='utf-8') as f:
        want, total = decode(f.read())
    run = subprocess.run([profdraw, 'convert', path, '-T', 'folded', '-q'],
                         stdout=subprocess.PIPE, check=True)
    got = collections.Counter()
    for line in run.stdout.decode('utf-8').splitlines():
        stack, value = line.rsplit(' ', 1)
        got[stack] += int(value)
    if sum(want.values()) != total:
        yield 'the stacks add up to %d, @total is %d' % (sum(want.values()), total)
    for stack in sorted(set(want) | set(got)):
        if want[stack] != got[stack]:
            yield '%s: %d instead of %d' % (stack, got[stack], want[stack])


def main(profdraw):
    problems = ['%s: %s' % (name, problem)
                for name, decode in (('stacks.bpftrace', decode_text), ('stacks.json', decode_json))
                for problem in check(profdraw, name, decode)]
    print('\n'.join(problems) or 'equal')
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
