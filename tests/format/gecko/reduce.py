#!/usr/bin/env python3
"""Leaves of a profile of Firefox what concerns the page: of the processes with the page's script in their
stacks the samples around it, of the first process some, and nothing but the tables that they need.

usage: reduce.py PROFILE > REDUCED"""
import json
import sys

META = ('version', 'startTime', 'interval', 'processType', 'product', 'stackwalk', 'sampleUnits', 'categories')
THREAD = ('name', 'processType', 'processName', 'registerTime', 'unregisterTime', 'pid', 'tid')
PAGE, AROUND, FIRST = 'page.js', 15, 40


def renumber(old, table):
    if old is None:
        return None
    return table.setdefault(old, len(table))


def reduce_thread(thread, samples):
    stacks, frames, strings = {}, {}, {}
    prefix, frame = (thread['stackTable']['schema'][k] for k in ('prefix', 'frame'))

    def number(stack):
        path = []
        while stack is not None and stack not in stacks:
            path.append(stack)
            stack = thread['stackTable']['data'][stack][prefix]
        for stack in reversed(path):
            stacks[stack] = len(stacks)

    for sample in samples:
        number(sample[0])
    stack_rows = [[renumber(thread['stackTable']['data'][s][prefix], stacks),
                   renumber(thread['stackTable']['data'][s][frame], frames)] for s in stacks]
    schema = thread['frameTable']['schema']
    frame_rows = []
    for f in frames:
        row = list(thread['frameTable']['data'][f])
        row[schema['location']] = renumber(row[schema['location']], strings)
        if len(row) > schema['implementation']:
            row[schema['implementation']] = renumber(row[schema['implementation']], strings)
        frame_rows.append(row)
    small = {key: thread[key] for key in THREAD if key in thread}
    small['samples'] = {'schema': thread['samples']['schema'],
                        'data': [[stacks.get(s[0])] + s[1:] for s in samples]}
    small['markers'] = {'schema': thread['markers']['schema'], 'data': []}
    small['stackTable'] = {'schema': thread['stackTable']['schema'], 'data': stack_rows}
    small['frameTable'] = {'schema': schema, 'data': frame_rows}
    small['stringTable'] = [thread['stringTable'][s] for s in strings]
    return small


def choose_samples(thread, is_first):
    frames = {i for i, f in enumerate(thread['frameTable']['data']) if PAGE in thread['stringTable'][f[0]]}
    stacks, inside = thread['stackTable']['data'], set()
    for i, row in enumerate(stacks):
        if row[1] in frames or row[0] in inside:
            inside.add(i)
    data = thread['samples']['data']
    hits = [i for i, sample in enumerate(data) if sample[0] in inside]
    if hits:
        return data[max(hits[0] - AROUND, 0):hits[-1] + AROUND]
    return data[100:100 + FIRST] if is_first else []


def reduce_libraries(process):
    addresses = [int(s, 16) for t in process['threads'] for s in t['stringTable'] if s.startswith('0x')]
    return [lib for lib in process['libs'] if any(lib['start'] <= a < lib['end'] for a in addresses)]


def reduce_process(process, is_first=False):
    threads = [(thread, choose_samples(thread, is_first)) for thread in process['threads']]
    small = {'meta': {key: process['meta'][key] for key in META if key in process['meta']}, 'libs': [],
             'threads': [reduce_thread(*pair) for pair in threads if pair[1]], 'pausedRanges': [],
             'processes': [p for p in map(reduce_process, process['processes']) if p]}
    small['libs'] = reduce_libraries(dict(small, libs=process['libs']))
    return small if small['threads'] or is_first else None


with open(sys.argv[1], encoding='utf-8') as f:
    json.dump(reduce_process(json.load(f), True), sys.stdout, separators=(',', ':'))
    print()
