#!/usr/bin/env python3
"""Writes those samples of ok/ and bad/ that are not recorded.

usage: make.py        (in this folder)"""
import json


def node(number, name, size, *children, line=1, **more):
    frame = {'functionName': name, 'scriptId': '7', 'url': 'file:///srv/app/a.js' if name[:1] != '(' else '',
             'lineNumber': line - 1, 'columnNumber': 0}
    return dict({'callFrame': frame, 'selfSize': size, 'id': number, 'children': list(children)}, **more)


TREE = node(1, '(root)', 0, node(2, 'main', 4096, node(3, 'parse', 512, line=9), node(4, '', 8192, line=4)),
            node(5, '(V8 API)', 256))
SAMPLES = [{'size': 4096, 'nodeId': 2, 'ordinal': 1}, {'size': 600, 'nodeId': 3, 'ordinal': 3},
           {'size': 8192, 'nodeId': 4, 'ordinal': 2}]
OK = {
    'devtools': {'head': TREE, 'startTime': 1, 'endTime': 2},
    'samples': {'head': TREE, 'samples': SAMPLES},
    'samples-first': {'samples': SAMPLES, 'head': TREE},
    'root-has-size': {'head': node(1, '(root)', 100, node(2, 'main', 7)),
                      'samples': [{'size': 100, 'nodeId': 1, 'ordinal': 1}]},
    'lost-sample': {'head': TREE, 'samples': SAMPLES + [{'size': 9, 'nodeId': 77, 'ordinal': 9}]},
}
PRETTY = {'sorted-keys': {'head': TREE, 'samples': SAMPLES}}  # children before functions
BAD = {
    'empty': ('no allocations were sampled', None),
    'no-head': ('no allocations were sampled', {'samples': []}),
    'size-is-text': ('expected a number, found a string', {'head': node(1, 'f', 'x')}),
    'negative': ('no allocations were sampled', {'head': node(1, 'f', -5)}),
    'head-is-text': ('expected a node, found a string', {'head': 'x'}),
    'children-are-an-object': ('expected an array of nodes, found an object', {'head': node(1, 'f', 1, children={})}),
    'child-is-a-number': ('expected a node, found 5', {'head': node(1, 'f', 1, 5)}),
    'id-is-text': ('expected the number of a node, found a string', {'head': node('x', 'f', 1)}),
    'samples-are-numbers': ('expected a sample, found 5', {'head': TREE, 'samples': [5]}),
    'samples-are-an-object': ('expected an array of samples, found an object', {'head': TREE, 'samples': {}}),
    'cut': ('the JSON ends early', json.dumps({'head': TREE})[:-20]),
    'after-the-end': ('more after the end of the JSON', json.dumps({'head': TREE}) + '1'),
    'a-list': ('expected an object, found an array', [1]),
}


def write(path, content, **form):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content, **form) + '\n')


for name, content in OK.items():
    write('ok/%s.heapprofile' % name, content)
for name, content in PRETTY.items():
    write('ok/%s.heapprofile' % name, content, indent=1, sort_keys=True)
for name, (message, content) in BAD.items():
    if content is not None:  # else recorded
        write('bad/%s.heapprofile' % name, content)
write('bad/expected.tsv', ''.join('%s.heapprofile\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
