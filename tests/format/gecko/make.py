#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ that Firefox does not make here: other versions, other writers, rare
cases, and what must be refused.

usage: make.py        (in this folder)"""
import copy
import json

STRINGS = ['(root)', 'main (file:///demo/a.js:3:1)', 'Startup::XRE_Main', ' (file:///demo/a.js:20)',
           '0x1010', '0x9000', 'f (self-hosted:7:2)[13]', 'file:///demo/a.js[2]', 'a label (of its own)']
FRAMES = {'location': 0, 'relevantForJS': 1, 'implementation': 2, 'line': 3, 'column': 4, 'category': 5}
FRAME_ROWS = [[0], [1, True, None, 9, 2], [2, False], [3, True, None, 21], [4], [5], [6, True, None, 8, 1, 0],
              [7, True, None, 30], [8, False, None, 5]]
STACK_ROWS = [[None, 0], [0, 2], [1, 1], [2, 3], [3, 6], [1, 4], [1, 5], [2, 7], [7, 8]]
LIBS = [{'start': 8192, 'end': 12288, 'offset': 0, 'name': 'later.so', 'breakpadId': 'B'},
        {'start': 4096, 'end': 8192, 'offset': 0, 'name': 'libxul.so', 'breakpadId': 'A'}]


def table(schema, rows):
    return {'schema': schema, 'data': rows}


def thread(stacks, name='GeckoMain', pid=7, tid=7, start=100, step=1, **more):
    rows = [[stack, start + i * step] for i, stack in enumerate(stacks)]
    return dict({'name': name, 'processType': 'tab', 'pid': pid, 'tid': tid,
                 'samples': table({'stack': 0, 'time': 1, 'eventDelay': 2}, rows),
                 'stackTable': table({'prefix': 0, 'frame': 1}, STACK_ROWS),
                 'frameTable': table(FRAMES, FRAME_ROWS), 'stringTable': STRINGS,
                 'markers': table({'name': 0, 'data': 1}, [])}, **more)


def profile(*threads, processes=(), interval=1, start=1000, **more):
    meta = {'version': 27, 'startTime': start, 'interval': interval, 'processType': 0, 'product': 'Firefox'}
    return dict({'meta': {k: v for k, v in meta.items() if v is not None}, 'libs': LIBS,
                 'threads': list(threads), 'pausedRanges': [], 'processes': list(processes)}, **more)


def changed(thread_, **tables):
    """with other rows in the tables of that name"""
    new = copy.deepcopy(thread_)
    for name, rows in tables.items():
        new[name]['data'] = rows
    return new


MAIN = thread([2, 3, 4, 4, 8, None, 0, 5, 6])
MIXED = dict(MAIN, frameTable=table({'line': 1, 'category': 0, 'location': 3},
                                    [[None, r[3] if len(r) > 3 else None, 'x', r[0]] for r in FRAME_ROWS]),
             samples=table({'threadCPUDelta': 0, 'stack': 2, 'time': 1},
                           [[1500, 1, 2], [None, 2, 3], [{'odd': [1]}, 3.5, 4], [2500, 4, 4, 5, 6]]))
OLD = {'label': None, 'duration': 9, 'markers': [], 'profile': profile(MAIN), 'fileType': 'Recorded Performance Data',
       'systemHost': {'name': 'Firefox'}, 'version': 2}
PERF = {'meta': {'interval': 1, 'processType': 0, 'product': 'demo', 'stackwalk': 1, 'debug': 0, 'version': 24,
                 'presymbolicated': True, 'startTime': 12, 'categories': []}, 'libs': [],
        'threads': [thread([2, 2, 5], name='demo', pid=9, tid=9), thread([8], name='worker', pid=9, tid=10)],
        'processes': [], 'pausedRanges': []}
CHILD = profile(thread([3], pid=8, tid=8, processName='Web Content'), thread([4], 'Worker', pid=8, tid=81), start=1250,
                processes=[profile(thread([8], pid=11, tid=11), interval=None, start=None)])
OK = {
    'one-thread': profile(MAIN),
    'developer-tools': OLD,
    'other-columns': profile(MIXED),
    'processes': profile(MAIN, processes=[CHILD, profile(thread([2], pid=12, tid=12, processName=''))]),
    'perf': PERF,
    'thread-as-text': profile(json.dumps(MAIN), interval=2.5),
    'no-interval': profile(MAIN, interval=None),
    'cycles': profile(MIXED, interval=2, meta={'interval': 2, 'sampleUnits': {'threadCPUDelta': 'variable CPU cycles'}}),
    'part-of-a-thread': profile({'name': 'empty'}, MAIN),
}
BAD = {
    'no-samples': ('there are no samples with a stack', profile(thread([]))),
    'no-stacks': ('there are no samples with a stack', profile(thread([None, 0]))),
    'no-threads': ('there are no samples with a stack', profile()),
    'only-parts': ('there are no samples with a stack', profile({'name': 'empty'})),
    'stack': ('99 is no number of a stack, of which there are 9', profile(thread([99]))),
    'stack-fraction': ('1.5 is no number of a stack', profile(thread([1.5]))),
    'stack-negative': ('-2 is no number of a stack', profile(thread([-2]))),
    'prefix': ('50 is no number of a stack', profile(changed(MAIN, stackTable=[[None, 0], [50, 1], [1, 1]]))),
    'own-caller': ('stacks that are their own callers',
                   profile(changed(MAIN, stackTable=[[None, 0], [2, 1], [1, 1]]))),
    'frame': ('77 is no number of a frame', profile(changed(MAIN, stackTable=[[None, 0], [0, 1], [1, 77]]))),
    'location': ('12345 is no number of a string', profile(changed(MAIN, frameTable=[[12345]] * 9))),
    'row': ('expected a row, found 5', profile(changed(MAIN, samples=[5]))),
    'no-schema': ("expected a table with a schema, found '}'", profile(dict(MAIN, samples={'data': []}))),
    'old-samples': ('expected a table with a schema, found an array', profile(dict(MAIN, samples=[{'frames': []}]))),
    'schema': ('expected the place of a column, found 64',
               profile(dict(MAIN, samples=table({'stack': 64}, [])))),
    'thread-number': ('expected a thread, found 5', profile(5)),
    'process-number': ('expected a process, found 5', profile(MAIN, processes=[5])),
    'thread-text': ('no JSON value', profile('{"samples": ?}')),
    'no-object': ('expected an object, found an array', []),
    'cut': ('the JSON ends early', json.dumps(profile(MAIN))[:-30]),
    'deep': ('nested deeper', '{"processes": ' + '[{"processes": ' * 40),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content, separators=(',', ':')) + '\n')


for name, content in OK.items():
    write('ok/%s.json' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
