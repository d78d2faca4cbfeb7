#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ but ok/perf.json: trees and rows of bars by their grammar.

usage: make.py        (in this folder)"""
import json


def call(name, value=None, *children, **more):
    node = {'name': name, 'value': value, 'children': list(children)}
    return dict({k: v for k, v in node.items() if v is not None}, **more)


def bars(levels, names=('total', 'main', 'f', 'g;h'), **metadata):
    return {'version': 1, 'flamebearer': {'names': list(names), 'levels': levels, 'numTicks': 10, 'maxSelf': 5},
            'metadata': dict({'format': 'single', 'spyName': 'gospy', 'sampleRate': 100, 'units': 'samples',
                              'name': 'demo'}, **metadata), 'timeline': {'startTime': 1, 'samples': [1, 2]}}


TREE = call('root', 10, call('main', 9, call('f', 3, libtype='inlined'), call('f', 2, call('g', 2))), call('idle', 1))
LEVELS = [[0, 10, 0, 0], [0, 8, 1, 1, 0, 2, 2, 2], [1, 3, 3, 2, 2, 2, 0, 3], [6, 1, 1, 2]]
DEEP = '{"name": "f", "value": 1, "children": [' * 3000 + ']}' * 3000
OK = {
    'tree': TREE,
    'sorted-keys': json.dumps(TREE, indent=1, sort_keys=True),
    'some-values': call('root', None, call('main', None, call('f', 3), call('g', 0.5)), call('idle', 1)),
    'small-callers': call('root', 5, call('main', 4, call('f', 3), call('g', 3)), call('idle', 1)),
    'short-keys': {'n': 'root', 'v': 1, 'c': [{'n': 'main', 'v': 2, 'c': [{'n': 'f', 'v': 3, 'c': None}]}]},
    'odd-values': call('root', 9, call('a', -1, call('b', 2)), dict(call('c', None, call('d', 3)), value=None)),
    'no-children': {'children': [{'value': 4, 'name': 'main'}], 'name': ''},
    'deep': DEEP,
    'bars': bars(LEVELS),
    'bars-of-bytes': bars(LEVELS, units='bytes', sampleRate=0),
    'bars-compared': bars([[0, 10, 0, 0, 6, 0, 0], [0, 8, 1, 0, 5, 1, 1, 0, 2, 2, 0, 1, 1, 2],
                           [0, 7, 7, 0, 0, 0, 2, 0, 0, 0, 0, 4, 4, 3]], format='double'),
    'bars-apart': bars([[0, 10, 0, 0], [0, 4, 4, 1, 2, 2, 2, 2], [4, 1, 1, 2, 1, 2, 2, 3]]),
    'bars-alone': {'flamebearer': {'names': ['main', 'f'], 'levels': [[0, 5, 2, 0], [2, 3, 3, 1]]}},
}
BAD = {
    'no-values': ('no call has a value', call('root', None, call('main'))),
    'zero': ('no call has a value', call('root', 0, call('main', 0))),
    'value-text': ('expected a number, found a string', call('root', '5', call('main', 1))),
    'children-object': ('expected an array of calls, found an object', dict(call('root', 5), children={})),
    'child-number': ('expected a call, found 5', dict(call('root', 5), children=[5])),
    'name-number': ('expected a string or null, found 5', call(5, 5, call('main', 1))),
    'array': ('expected an object, found an array', [call('root', 5)]),
    'cut': ('the JSON ends early', json.dumps(TREE)[:-9]),
    'after-the-end': ('more after the end of the JSON', json.dumps(TREE) + '{}'),
    'bars-no-names': ('"names" is missing', {'flamebearer': {'levels': LEVELS}}),
    'bars-no-levels': ('"levels" is missing', {'flamebearer': {'names': ['main']}}),
    'bars-name': ('expected the number of a name, found 9', bars([[0, 10, 0, 9]])),
    'bars-negative': ('a bar without negative or too large numbers', bars([[-1, 10, 0, 1]])),
    'bars-cut': ('expected all numbers of a bar', bars([[0, 10]])),
    'bars-text': ('expected a number, found a string', bars([['0', 10, 0, 1]])),
    'bars-level': ('expected a level, found 5', bars([5])),
    'bars-empty': ('no bar has a value', bars([[0, 10, 0, 0], [0, 10, 0, 1]])),
    'bars-orphan': ('no bar has a value', bars([[0, 1, 0, 0], [5, 1, 1, 1]])),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in OK.items():
    write('ok/%s.json' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
