#!/usr/bin/env python3
"""Leaves out of a tick log what no tick needs: code that was never at work, sources, memory.

usage: reduce.py LOG [JSON]      rewrites the log, and the JSON that was made of it, in place"""
import bisect
import json
import sys

KEPT = ('v8-version', 'v8-platform', 'shared-library', 'shared-library-end', 'profiler', 'tick')


class Map:
    """What lies where, with the numbers of the lines that put it there."""

    def __init__(self):
        self.starts, self.entries = [], []

    def put(self, start, size, lines):
        at = bisect.bisect_left(self.starts, start)
        if at and self.starts[at - 1] + self.entries[at - 1][0] > start:
            at -= 1
        end = at
        while end < len(self.starts) and self.starts[end] < start + size:
            end += 1
        self.starts[at:end] = [start]
        self.entries[at:end] = [(size, lines)]

    def take(self, start):
        at = bisect.bisect_left(self.starts, start)
        if at == len(self.starts) or self.starts[at] != start:
            return None
        del self.starts[at]
        return self.entries.pop(at)

    def lines_at(self, address):
        at = bisect.bisect_right(self.starts, address) - 1
        return self.entries[at][1] if at >= 0 and address < self.starts[at] + self.entries[at][0] else ()


def reduce_log(lines):
    used, code = set(), Map()
    for number, line in enumerate(lines):
        fields = line.rstrip('\n').split(',')
        if fields[0] in KEPT:
            used.add(number)
        if fields[0] == 'code-creation':
            code.put(int(fields[4], 16), int(fields[5]), [number])
        if fields[0] == 'code-move':
            entry = code.take(int(fields[1], 16))
            if entry:
                code.put(int(fields[2], 16), entry[0], entry[1] + [number])
        if fields[0] == 'code-delete':
            code.take(int(fields[1], 16))
        if fields[0] == 'tick':
            for field in [fields[1], fields[4]] + fields[6:]:
                if field.startswith('0x'):
                    used.update(code.lines_at(int(field, 16)))
    return [line for number, line in enumerate(lines) if number in used]


def reduce_json(profile):
    numbers, functions = {}, {}
    for tick in profile['ticks']:
        for index in tick['s'][::2]:
            if index >= 0:
                numbers.setdefault(index, len(numbers))
        tick['s'][::2] = [numbers.get(index, -1) for index in tick['s'][::2]]
    code = [dict(profile['code'][index]) for index in numbers]
    for number, c in enumerate(code):
        c.pop('source', None)
        if 'func' in c:
            old = c['func']
            c['func'] = functions.setdefault(old, len(functions))
    new = [{'name': profile['functions'][old]['name'],
            'codes': [numbers[i] for i in profile['functions'][old]['codes'] if i in numbers]}
           for old in functions]
    return {'code': code, 'functions': new, 'ticks': profile['ticks'], 'scripts': []}


with open(sys.argv[1], encoding='latin-1', newline='\n') as f:
    kept = reduce_log(f.readlines())
with open(sys.argv[1], 'w', encoding='latin-1', newline='\n') as f:
    f.writelines(kept)
if len(sys.argv) > 2:
    with open(sys.argv[2], encoding='utf-8') as f:
        profile = reduce_json(json.load(f))
    with open(sys.argv[2], 'w', encoding='utf-8') as f:
        json.dump(profile, f, separators=(',', ':'))
