#!/usr/bin/env python3
"""Writes those samples of ok/ and bad/ that are not recorded: what tools write that are not in Debian, and
what is broken.

usage: make.py        (in this folder)"""
import json


def event(ph, name, ts, pid=1, tid=1, **more):
    return dict({'ph': ph, 'name': name, 'pid': pid, 'tid': tid, 'ts': ts}, **more)


def whole(name, ts, dur, **more):
    return event('X', name, ts, dur=dur, **more)


def named(kind, name, pid=1, tid=1):
    return {'ph': 'M', 'name': kind + '_name', 'pid': pid, 'tid': tid, 'args': {'name': name}}


def pyspy(ph, name, ts, line):
    return event(ph, name, ts, pid=4123, tid=140737, cat='py-spy',
                 args={'filename': '/srv/app/%s.py' % name, 'line': line})


def hermes(ph, name, ts, line):
    return event(ph, name, ts, pid=0, tid='7695', cat='JavaScript',
                 args={'line': line, 'column': 4, 'url': '/app/index.js', 'name': name,
                       'category': 'JavaScript'})


def viztracer(name, ts, dur):
    return whole(name, ts, dur, pid=17088, tid=17088, cat='FEE')


def sample(ts, sf, **more):
    return dict({'cpu': '-1', 'name': '', 'ts': str(ts), 'pid': 7512, 'tid': '7695', 'weight': '1',
                 'sf': sf}, **more)


def call_frame(name, line=0):
    return {'functionName': name, 'scriptId': '7', 'url': 'http://localhost:8080/app.js' if line else '',
            'lineNumber': line - 1, 'columnNumber': 0}


STACK_FRAMES = {
    '1': {'name': '[root]', 'category': 'root'},
    '2': {'name': 'main(http://localhost:8081/index.bundle:1:1)', 'category': 'JavaScript', 'parent': 1},
    '3': {'name': 'parse(http://localhost:8081/index.bundle:17:3)', 'category': 'JavaScript', 'parent': '2'},
    '4': {'name': '[GC Young Gen]', 'category': 'Metadata', 'parent': 1}}
CPU_PROFILE = {'nodes': [{'id': 1, 'callFrame': call_frame('(root)')},
                         {'id': 2, 'callFrame': call_frame('main', 1), 'parent': 1},
                         {'id': 3, 'callFrame': call_frame('draw', 9), 'parent': 2},
                         {'id': 4, 'callFrame': call_frame('(idle)'), 'parent': 1}],
               'samples': [2, 3, 3, 4, 3], 'timeDeltas': [10, 100, 120, 110, 400],
               'startTime': 5000, 'endTime': 5900}
OK = {
    'pyspy': [pyspy('B', 'main', 0, 3), pyspy('B', 'parse', 0, 9), pyspy('E', 'parse', 10000, 9),
              pyspy('B', 'parse', 10000, 11), pyspy('E', 'parse', 30000, 11), pyspy('E', 'main', 40000, 3)],
    'viztracer': {'traceEvents': [
        named('process', 'MainProcess', 17088, 17088), named('thread', 'MainThread', 17088, 17088),
        viztracer('leaf (/srv/app/a.py:3)', 30894857.153, 3.302),
        viztracer('leaf (/srv/app/a.py:3)', 30894860.455, 2.001),
        viztracer('builtins.print', 30894862.5, 0.25),
        viztracer('mid (/srv/app/a.py:9)', 30894856.9, 7.003),
        viztracer('<module> (/srv/app/a.py:1)', 30894856.9, 9)],
        'viztracer_metadata': {'version': '0.15.6', 'overflow': False}},
    'hermes': {'traceEvents': [named('process', 'hermes', 7512, '-1'), named('thread', 'mqt_js', 7512, '7695')],
               'samples': [sample(11552125241, 1), sample(11552129681, 2), sample(11552146011, 3),
                           sample(11552159337, 3), sample(11552169942, 4), sample(11552179951, '3')],
               'stackFrames': STACK_FRAMES},
    'hermes-spans': [hermes('B', 'run', 100, 1), hermes('B', 'render', 150, 20), hermes('E', 'render', 350, 20),
                     hermes('E', 'run', 400, 1)],
    'pytorch': {'schemaVersion': 1, 'deviceProperties': [], 'displayTimeUnit': 'ms', 'traceEvents': [
        whole('json/decoder.py(332): decode', 1695835652325551.123, 40.5, pid=7, tid=7, cat='python_function'),
        whole('aten::add', 1695835652325560.5, 10.001, pid=7, tid=7, cat='cpu_op'),
        whole('PyTorch Profiler (0)', 1695835652325500, 900, pid='Spans', tid='PyTorch Profiler', cat='Trace'),
        {'ph': 'i', 's': 'g', 'name': 'Iteration Start', 'pid': 'Traces', 'tid': 'Trace', 'ts': 1695835652325500}]},
    'sample-events': {'traceEvents': [event('P', 'cpu', 10, sf=3), event('P', 'cpu', 20, sf=3),
                                      event('P', 'cpu', 30, sf=1)], 'stackFrames': STACK_FRAMES},
    'mixed': [event('B', 'main', 0), whole('load', 1, 5), event('i', 'tick', 2, s='t'),
              event('C', 'memory', 3, args={'bytes': 7}), event('E', '', 10),
              event('b', 'request', 0, cat='net', id='0x1'), event('b', 'connect', 2, cat='net', id='0x1'),
              event('e', 'connect', 5, cat='net', id='0x1'), event('n', 'redirect', 6, cat='net', id='0x1'),
              event('e', 'request', 9, cat='net', id='0x1'),
              event('S', 'job', 3, cat='old', id=7), event('T', 'job', 4, cat='old', id=7),
              event('F', 'job', 8, cat='old', id=7),
              event('b', 'frame', 1, cat='gpu', id2={'local': '0x9'}),
              event('e', 'frame', 4, cat='gpu', id2={'local': '0x9'})],
    'processes': [named('process', 'Browser', 1, 0), named('process', 'Renderer', 2, 0),
                  named('thread', 'main', 1, 1), named('thread', 'main', 2, 2),
                  whole('paint', 0, 4, pid=1, tid=1), whole('layout', 1, 2, pid=2, tid=2),
                  whole('raster', 1, 2, pid=2, tid=3), named('process', '/opt/gpu --type=gpu --key=s3cret', 9, 0),
                  whole('swap', 2, 1, pid=9, tid=9)],
    'clang-19': {'traceEvents': [
        whole('ParseClass', 120, 60, args={'detail': 'std::pair'}),
        event('b', 'Source', 100, cat='Source', id=0, args={'detail': '/usr/include/c++/13/utility'}),
        event('e', 'Source', 200, cat='Source', id=0),
        whole('Frontend', 0, 500),
        whole('Total Frontend', 0, 500, tid=2, args={'count': 1, 'avg ms': 0}),
        whole('Total Source', 0, 100, tid=3, args={'count': 1, 'avg ms': 0})], 'beginningOfTime': 1700000000000000},
    'cpu-profile-event': {'traceEvents': [
        named('thread', 'CrRendererMain', 3, 3), whole('RunTask', 5000, 800, pid=3, tid=3),
        event('I', 'CpuProfile', 5900, pid=3, tid=3, args={'data': {'cpuProfile': CPU_PROFILE}})]},
    'names': [whole('a "quoted" name', 0, 4), whole('back\\slash', 1, 2), whole('', 5, 1)],
    'stack-frames-first': {'stackFrames': STACK_FRAMES, 'samples': [sample(1, 2), sample(3, 3)],
                           'displayTimeUnit': 'ns', 'traceEvents': []},
}
MIXED = json.dumps(OK['mixed'])
TEXTS = {
    'killed': MIXED[:MIXED.index('"redirect"')],
    'killed-between': MIXED[:MIXED.index(', {"ph": "F"')] + ',\n',
    'killed-object': '{"traceEvents": [\n' + json.dumps(OK['processes'])[1:-1],
    'comma': json.dumps(OK['pyspy'])[:-1] + ',\n]\n',
}

ONE = whole('f', 0, 1)
CYCLE = dict(STACK_FRAMES, **{'1': {'name': 'a', 'parent': 3}})
BAD = {
    'no-events': ('no span with a duration', {'traceEvents': []}),
    'no-durations': ('no span with a duration', [whole('f', 0, 0), event('i', 'g', 5)]),
    'negative': ('no span with a duration', [whole('f', 0, -5)]),
    'no-time': ('no span with a duration', [{'ph': 'X', 'name': 'f', 'dur': 3}]),
    'only-names': ('no span with a duration', [named('thread', 'main')]),
    'types': ('no span with a duration', [{'ph': 7, 'pid': [], 'tid': {}, 'name': None, 'ts': 'x', 'dur': []}, 5]),
    'nan': ('no JSON value', [whole('f', float('nan'), 1)]),
    'events-are-an-object': ('expected an array of events, found an object', {'traceEvents': {'ph': 'X'}}),
    'a-number': ('expected an array of events, or an object with one, found 7', 7),
    'after-the-end': ('more after the end of the JSON', json.dumps([ONE]) + ' {}'),
    'no-comma': ("expected ',' or ']'", json.dumps([ONE])[:-1] + json.dumps(ONE) + ']'),
    'cycle': ('a stack frame that is its own parent',
              {'traceEvents': [], 'samples': [sample(1, 3)], 'stackFrames': CYCLE}),
    'stack-frames-are-an-array': ('expected an object of stack frames, found an array',
                                  {'traceEvents': [ONE], 'stackFrames': []}),
    'lost-samples': ('no span with a duration', {'traceEvents': [], 'samples': [sample(1, 9)]}),
    'profile-cycle': ('a node that is its own caller', [event('I', 'CpuProfile', 1, args={'data': {'cpuProfile': {
        'nodes': [{'id': 1, 'callFrame': call_frame('f', 1), 'parent': 2},
                  {'id': 2, 'callFrame': call_frame('g', 1), 'parent': 1}],
        'samples': [2], 'timeDeltas': [5]}}})]),
    'deep': ('nested deeper', '[{"ph": "X", "args": ' + '[' * 5000 + ']' * 5000 + '}]'),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in list(OK.items()) + list(TEXTS.items()):
    write('ok/%s.json' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
