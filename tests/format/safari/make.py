#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: recordings of Safari's timelines by their grammar.

usage: make.py        (in this folder)"""
import json

URL = 'file:///demo/page.js'


def frame(name, line, at=None, url=URL, **more):
    location = {} if at is None else {'expressionLocation': {'line': at, 'column': 7}}
    return dict({'sourceID': '8', 'name': name, 'line': line, 'column': 15, 'url': url}, **location, **more)


def trace(timestamp, *frames):
    return {'timestamp': timestamp, 'stackFrames': list(frames)}


def recording(traces, durations=None, **more):
    inner = {'displayName': 'Timeline Recording 1', 'startTime': 4.1, 'endTime': 6.6, 'discontinuities': [],
             'instrumentTypes': ['timeline-record-type-script'], 'records': [{'type': 'timeline-record-type-script'}],
             'markers': [], 'memoryPressureEvents': [], 'sampleStackTraces': traces}
    if durations is not None:
        inner['sampleDurations'] = durations
    return {'version': 1, 'recording': dict(inner, **more), 'overview': {'secondsPerPixel': 0.1}}


PROGRAM, LEFT, RIGHT = frame('(program)', 1, 28), frame('left', 8, 10), frame('right', 14, 16)
TRACES = [trace(4.51, frame('hot', 20, 22), LEFT, PROGRAM), trace(4.512, frame('hot', 20, 23), LEFT, PROGRAM),
          trace(4.514, frame('', 33, 34), RIGHT, PROGRAM), trace(4.6, RIGHT, PROGRAM), trace(4.7),
          trace(4.8, frame('sort', -1, url='')), trace(4.81, frame('', 0, url=''))]
DURATIONS = [0.001, 0.002, 0.002, 0.0015, 0.5, 0.001, 0.001]
OK = {
    'recording': recording(TRACES, DURATIONS),
    'sorted-keys': json.dumps(recording(TRACES, DURATIONS), indent=1, sort_keys=True),
    'no-durations': recording(TRACES),
    'few-durations': recording(TRACES, DURATIONS[:2]),
    'odd-durations': recording(TRACES, [-1] + DURATIONS[1:]),
    'null-frames': recording([trace(4.1, LEFT), {'timestamp': 4.2, 'stackFrames': None},
                              trace(4.3, dict(RIGHT, expressionLocation=None, column=None))], [0.1, 0.1, 0.2]),
}
BAD = {
    'no-samples': ('there are no samples with a stack', recording([])),
    'no-stacks': ('there are no samples with a stack', recording([trace(1)], [1])),
    'no-traces': ('"sampleStackTraces" is missing', {'recording': {'displayName': 'x', 'startTime': 1}}),
    'more-durations': ('as many durations as stack traces', recording(TRACES[:1], [1, 2])),
    'duration-text': ('expected a duration, found a string', recording(TRACES[:1], ['1'])),
    'trace-number': ('expected a stack trace, found 5', recording([5], [1])),
    'frame-number': ('expected a frame, found 5', recording([trace(1, 5)], [1])),
    'name-number': ('expected a string or null, found 5', recording([trace(1, frame(5, 5))], [1])),
    'time-text': ('expected a number, found a string', recording([trace('1', LEFT)], [1])),
    'location': ('expected a location, found 5', recording([trace(1, dict(LEFT, expressionLocation=5))], [1])),
    'cut': ('the JSON ends early', json.dumps(recording(TRACES))[:-60]),
    'deep': ('nested deeper', '{"recording": {"records": ' + '[' * 99),
    'array': ('expected an object, found an array', []),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in OK.items():
    write('ok/%s.json' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
