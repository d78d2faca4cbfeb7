#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: gprof2dot's JSON by its schema.

usage: make.py        (in this folder)"""
import json

NAMES = [{'name': 'leaf', 'module': 'libx.so'}, {'name': 'middle', 'module': 'app'}, {'name': 'main', 'module': 'app'}]
BYTES = [{'description': 'Memory', 'unit': 'bytes'}]


def event(chain, *cost):
    return {'callchain': chain, 'cost': list(cost)}


def model(events, costs=BYTES, functions=NAMES, **more):
    return dict({'version': 0, 'costs': costs, 'functions': functions, 'events': events}, **more)


GOOD = [event([0, 1, 2], 1024), event([1, 2], 8), event([0, 1, 2], 512)]
OK = {
    'two-costs': model([event([0, 1, 2], 1, 4096), event([0, 2], 2, 0.5)],
                       [{'description': 'blocks'}, {'description': 'size', 'unit': 'bytes'}]),
    'cycle': model([event([2, 1, 0, 1, 2], 1), event([0, 0, 2], 2)], [{}]),
    'processes': model(GOOD, functions=[dict(f, process=p) for f, p in zip(NAMES, ('sh', 'sh', 'cat'))]
                       + [{'name': 'alone', 'process': 'sh'}]),
    'few-costs': model([event([0], 1), event([1], 5, 7)], BYTES + [{'description': 'calls'}]),
    'version-1': model(GOOD, version=1),
    'odd-events': model(GOOD + [event([], 1), event([0], 10 ** 400), event([0], -1)]),
}
PRETTY = {'sorted-keys': model(GOOD)}
BAD = {
    'index': ('expected the number of a function, found 3', model([event([3], 1)])),
    'index-negative': ('expected the number of a function, found -1', model([event([-1], 1)])),
    'index-fraction': ('expected the number of a function, found 0.5', model([event([0.5], 1)])),
    'index-text': ('expected the number of a function, found a string', model([event(['leaf'], 1)])),
    'more-costs': ('as many costs as there are', model([event([0], 1, 2)])),
    'cost-is-a-text': ('expected a cost, found a string', model([event([0], '1')])),
    'same-costs': ('two costs of the same name', model(GOOD, BYTES + BYTES)),
    'no-costs': ('as many costs as there are', model(GOOD, [])),
    'no-events': ('there are no events', model([])),
    'only-empty-chains': ('there are no events', model([event([], 1)])),
    'without-functions': ('"functions" is missing', {'version': 0, 'costs': BYTES, 'events': GOOD}),
    'event-is-a-list': ('expected an object, found an array', model([[0, 1]])),
    'no-object': ('expected an object, found an array', [GOOD]),
    'name-is-a-number': ('expected a string or null, found 7', model(GOOD, functions=[{'name': 7}])),
    'cut': ('the JSON ends early', json.dumps(model(GOOD))[:-9]),
    'nan': ('no JSON value', json.dumps(model([event([0], float('nan'))]))),
}


def write(path, content, **form):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content, **form) + '\n')


for name, content in OK.items():
    write('ok/%s.json' % name, content)
for name, content in PRETTY.items():
    write('ok/%s.json' % name, content, indent=2, sort_keys=True)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
