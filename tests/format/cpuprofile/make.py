#!/usr/bin/env python3
"""Writes those samples of ok/ and bad/ that are not recorded.

usage: make.py        (in this folder)"""
import json


def call_frame(name, line=0, column=1, url='file:///srv/app/lib/a.js'):
    return {'functionName': name, 'scriptId': '7', 'url': url if line else '', 'lineNumber': line - 1,
            'columnNumber': column - 1}


def node(number, frame, *children, hits=0, **more):
    return dict({'id': number, 'callFrame': frame, 'hitCount': hits, 'children': list(children)}, **more)


def old(number, name, *children, hits=0):
    return dict(call_frame(name, number if number > 1 else 0), id=number, hitCount=hits, callUID=100 + number, deoptReason='',
                children=list(children))


NODES = [node(1, call_frame('(root)'), 2, 5, 6), node(2, call_frame('main', 3), 3, 4),
         node(3, call_frame('leaf', 9), hits=2, positionTicks=[{'line': 10, 'ticks': 2}]),
         node(4, call_frame('', 12), 7), node(5, call_frame('(idle)'), hits=1),
         node(6, call_frame('(garbage collector)'), hits=1), node(7, call_frame('leaf', 9), hits=1)]


def profile(samples, deltas, nodes=NODES, **more):
    return dict({'nodes': nodes, 'startTime': 1000, 'endTime': 9000, 'samples': samples, 'timeDeltas': deltas},
                **more)


MODULE = 'http://localhost:8080/static/app.min.js'
OK = {
    'states': profile([3, 6, 5, 7, 2, 1], [100, 250, 250, 1000, 260, 240]),
    'unordered': profile([3, 7, 3, 2], [100, 300, -150, 400]),
    'times-first': {'endTime': 5, 'timeDeltas': [1, 2, 3], 'samples': [3, 3, 7], 'nodes': NODES},
    'one-delta-more': profile([3, 7], [100, 200, 50]),
    'few-deltas': profile([3, 7, 3], [100, 200]),
    'minified': profile([2, 3, 4], [10, 20, 30], [
        node(1, call_frame('(root)'), 2), node(2, call_frame('e', 1, 1, MODULE), 3),
        node(3, call_frame('e', 1, 2045, MODULE), 4), node(4, call_frame('', 1, 777, MODULE))]),
    'packages': profile([2, 3, 4, 5], [10, 20, 30, 40], [
        node(1, call_frame('(root)'), 2, 4, 5),
        node(2, call_frame('handle', 4, url='file:///srv/app/node_modules/express/lib/router.js'), 3),
        node(3, call_frame('parse', 4, url='/srv/app/node_modules/a/node_modules/@babel/core/lib/x.js')),
        node(4, call_frame('emit', 4, url='node:events')),
        node(5, call_frame('render', 4, url='webpack://shop/./src/a.js'))]),
    'hits-only': {'nodes': NODES, 'startTime': 1, 'endTime': 2},
    'old': {'head': dict(call_frame('(root)'), id=1, hitCount=0, children=[
        old(2, 'main', old(3, 'leaf', hits=2), old(4, 'other', old(5, 'leaf', hits=1)))]),
        'startTime': 1.5, 'endTime': 1.51, 'samples': [3, 3, 5], 'timestamps': [1500200, 1501200, 1502300]},
    'oldest': {'typeId': 'CPU', 'uid': 1, 'title': 'x', 'head': old(1, '(root)', old(2, 'main', hits=4))},
}
BAD = {
    'cycle': ('a node that is its own caller', profile([2], [5], [node(1, call_frame('f', 1), 2),
                                                                  node(2, call_frame('g', 1), 1)])),
    'own-parent': ('a node that is its own caller', profile([1], [5], [node(1, call_frame('f', 1), parent=1)])),
    'twice': ('two nodes have the number 1', profile([1], [5], [node(1, call_frame('f', 1)),
                                                               node(1, call_frame('g', 1))])),
    'no-samples': ('no samples', profile([], [], [node(1, call_frame('f', 1))])),
    'lost-samples': ('the profile is empty', profile([8, 9], [5, 5])),
    'nodes-are-an-object': ('expected an array of nodes, found an object', profile([1], [5], {'a': 1})),
    'samples-are-text': ('expected an array of samples, found a string', profile('x', [5])),
    'sample-is-text': ('expected the number of a node, found a string', profile(['2'], [5])),
    'sample-is-negative': ('expected the number of a node, found -2', profile([-2], [5])),
    'delta-is-text': ('expected a time, found a string', profile([2], ['5'])),
    'delta-is-huge': ('expected a time, found 1e999', json.dumps(profile([2], [0])).replace('[0]', '[1e999]')),
    'no-id': ('a node with "id" and "callFrame"', profile([2], [5], [{'callFrame': call_frame('f', 1)}])),
    'no-frame': ('a node with "id" and "callFrame"', profile([2], [5], [{'id': 1}])),
    'frame-is-text': ('expected a function, found a string', profile([2], [5], [{'id': 1, 'callFrame': 'f'}])),
    'child-is-text': ('expected the number of a node, found a string', profile([2], [5], [
        node(1, call_frame('f', 1), 'x')])),
    'head-is-text': ('expected a node, found a string', {'head': 'x', 'samples': []}),
    'old-child-is-text': ('expected a node, found a string', {'head': old(1, 'f', 'x'), 'samples': []}),
    'cut': ('the JSON ends early', json.dumps(profile([3], [5]))[:-9]),
    'after-the-end': ('more after the end of the JSON', json.dumps(profile([3], [5])) + '[]'),
    'a-list': ('expected an object, found an array', [1]),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in OK.items():
    write('ok/%s.cpuprofile' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.cpuprofile' % name, content)
write('bad/expected.tsv', ''.join('%s.cpuprofile\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
