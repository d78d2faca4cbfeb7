#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: speedscope's file format by its grammar, in the ways that its
writers differ.

usage: make.py        (in this folder)"""
import json

SCHEMA = 'https://www.speedscope.app/file-format-schema.json'
FRAMES = [{'name': 'main', 'file': 'app.py', 'line': 3}, {'name': 'parse', 'file': 'app.py', 'line': 9},
          {'name': 'read', 'file': 'io.py', 'line': 41, 'col': 7}, {'name': 'read_[k]'}]


def sampled(samples, weights, name='thread 1', unit='milliseconds', **more):
    return dict({'type': 'sampled', 'name': name, 'unit': unit, 'startValue': 0,
                 'endValue': sum(weights), 'samples': samples, 'weights': weights}, **more)


def evented(events, name='thread 2', unit='milliseconds', end=10, **more):
    events = [{'type': kind, 'frame': frame, 'at': at} for kind, frame, at in events]
    return dict({'type': 'evented', 'name': name, 'unit': unit, 'startValue': 0, 'endValue': end,
                 'events': events}, **more)


def speedscope(*profiles, frames=FRAMES, **more):
    return dict({'$schema': SCHEMA, 'name': 'sample', 'activeProfileIndex': 0,
                 'exporter': 'by hand', 'shared': {'frames': frames},
                 'profiles': list(profiles)}, **more)


SAMPLED = sampled([[0, 1, 2], [0, 1], [0, 1, 2], []], [1.5, 2, 0.25, 100])
EVENTED = evented([('O', 0, 1), ('O', 1, 1), ('O', 2, 2.5), ('C', 2, 4), ('C', 1, 4), ('O', 3, 4),
                   ('C', 3, 6), ('C', 0, 7)])
OK = {
    'sampled': speedscope(SAMPLED),
    'evented': speedscope(EVENTED),
    'threads': speedscope(SAMPLED, EVENTED, sampled([[0]], [4096], name='', unit='bytes')),
    'same-thread': speedscope(sampled([[0]], [1]), sampled([[0]], [2])),
    'unclosed': speedscope(evented([('O', 0, 0), ('O', 1, 4)], end=100)),
    'odd-ends': speedscope(evented([('O', 0, 0), ('C', 2, 1), ('O', 1, 1), ('O', 2, 2), ('C', 0, 5)])),
    'few-weights': speedscope(sampled([[0, 1], [0]], [3])),
    'version-0.0.1': {'version': '0.0.1', 'shared': {'frames': FRAMES}, 'profiles': [SAMPLED]},
    'only-names': speedscope(sampled([[0, 1], [0, 2]], [1, 2], unit='none'), activeProfileIndex=None,
                             frames=[{'name': 'main', 'file': None, 'line': None},
                                     {'name': 'libc.so.6`read'}, {'name': 'f (a.py:12)'}]),
}
PRETTY = {'sorted-keys': speedscope(EVENTED, SAMPLED)}
ONE = speedscope(sampled([[0]], [1]))

BAD = {
    'frame-index': ('expected the number of a frame, found 4', speedscope(sampled([[0, 4]], [1]))),
    'frame-index-negative': ('expected the number of a frame, found -1', speedscope(sampled([[-1]], [1]))),
    'frame-index-text': ('expected the number of a frame, found a string', speedscope(sampled([['0']], [1]))),
    'event-index': ('expected the number of a frame, found 9', speedscope(evented([('O', 9, 0)]))),
    'event-type': ('"O" or "C"', speedscope(evented([('X', 0, 0)]))),
    'event-without-time': ('expected a number, found null', speedscope(evented([('O', 0, None)]))),
    'event-backwards': ('an event that is not before the last one',
                        speedscope(evented([('O', 0, 5), ('C', 0, 4)]))),
    'more-weights': ('as many weights as samples', speedscope(sampled([[0]], [1, 2]))),
    'no-weights': ('no stack with a weight', speedscope(sampled([[0]], []))),
    'negative-weights': ('no stack with a weight', speedscope(sampled([[0]], [-1]))),
    'zero': ('no stack with a weight', speedscope(evented([('O', 0, 1), ('C', 0, 1)]))),
    'sample-is-a-number': ('expected a sample, found 0', speedscope(sampled([0], [1]))),
    'type': ('"sampled" or "evented"', speedscope(sampled([[0]], [1], type='other'))),
    'no-type': ('the type of a profile', speedscope({'name': 'x'})),
    'no-shared': ('"shared" is missing', {'$schema': SCHEMA, 'profiles': [SAMPLED]}),
    'no-profiles': ('there are no profiles', speedscope()),
    'no-object': ('expected an object, found an array', [1]),
    'frames-are-texts': ('expected a frame, found a string', speedscope(SAMPLED, frames=['main'])),
    'cut': ('the JSON ends early', json.dumps(ONE)[:-20]),
    'nan': ('no JSON value', json.dumps(speedscope(sampled([[0]], [float('nan')])))),
    'after-the-end': ('more after the end of the JSON', json.dumps(ONE) + ' {}'),
    'deep': ('nested deeper', '{"shared": ' + '[' * 100 + ']' * 100 + '}'),
}


def write(path, content, **form):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content, **form) + '\n')


for name, content in OK.items():
    write('ok/%s.speedscope.json' % name, content)
for name, content in PRETTY.items():
    write('ok/%s.speedscope.json' % name, content, indent=4, sort_keys=True)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
