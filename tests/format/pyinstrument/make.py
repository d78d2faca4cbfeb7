#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: pyinstrument's JSON and its sessions by their grammar.

usage: make.py        (in this folder)"""
import json


def frame(function, time, *children, file='/demo/app.py', line=1, **more):
    return dict({'function': function, 'file_path_short': file and file.split('/')[-1], 'file_path': file,
                 'line_no': line, 'time': time, 'await_time': 0.0, 'is_application_code': True,
                 'children': list(children)}, **more)


def report(root, **more):
    return dict({'start_time': 1700000000.5, 'duration': 1.5, 'sample_count': 9, 'target_description': 'Program: app.py',
                 'cpu_time': 1.2, 'root_frame': root}, **more)


def info(function, line, *attributes, file='/demo/app.py'):
    return '%s\0%s\0%d' % (function, file, line) + ''.join('\1' + attribute for attribute in attributes)


def session(*records, **more):
    return dict({'session': {}, 'frame_records': [list(r) for r in records], 'start_time': 1700000000.5, 'duration': 0.01,
                 'min_interval': 0.001, 'max_interval': 0.001, 'sample_count': len(records), 'start_call_stack': [],
                 'target_description': 'Program: app.py', 'cpu_time': 0.009, 'sys_path': [], 'sys_prefixes': []}, **more)


SELF = frame('[self]', 0.25, file=None, line=None)
TREE = frame('<module>', 1.5, frame('run', 1.25, frame('parse', 0.75, line=20, class_name='App', group_id='x'),
                                    dict(SELF, file_path_short='app.py'), line=9, class_name='App'),
             frame('wait', 0.2, frame('[await]', 0.2, file=None, line=None), line=31))
ROUNDED = frame('<module>', 0.000003, *[frame('f%d' % i, 0.000002) for i in range(2)])
MAIN, RUN = info('<module>', 1, 'l40'), info('run', 9, 'cApp', 'l12')
SESSION = session([[MAIN, RUN], 0.001], [[MAIN, RUN, info('parse', 20, 'l22')], 0.002],
                  [[MAIN, RUN, info('parse', 20, 'l24', 'h1')], 0.003], [[MAIN], 0.0005],
                  [['[out-of-context]'], 0.004], [[MAIN, RUN, '[self]'], 0.001],
                  [[MAIN, info('wait', 31), '[await]'], 0.002], [[], 0.5])
DEEP = '{"root_frame": ' + '{"function": "f", "line_no": 3, "time": 1, "children": [' * 3000 + ']}' * 3000 + '}'
OK = {
    'tree.json': report(TREE),
    'sorted-keys.json': json.dumps(report(TREE), indent=1, sort_keys=True),
    'version-3.json': report(frame('<module>', 0.5, frame('work', 0.5, frame('[self]', 0.5))), program='app.py'),
    'rounded.json': report(ROUNDED),
    'contradiction.json': report(frame('<module>', 1, frame('f', 2), frame('g', -3))),
    'deep.json': DEEP,
    'session.pyisession': SESSION,
    'old.pyisession': session([['main\0app.py\x003', 'f\0app.py\0' + '7'], 0.25], [['main\0app.py\x003'], 0.5]),
}
BAD = {
    'nothing-ran.json': ('no frame has a time', report(None)),
    'zero.json': ('no frame has a time', report(frame('<module>', 0))),
    'time-text.json': ('expected a number, found a string', report(frame('<module>', '1'))),
    'root-array.json': ('expected an object, found an array', report([])),
    'children-number.json': ('expected a call, found 5', report(dict(TREE, children=[5]))),
    'no-root.json': ('"root_frame" is missing', {'start_time': 1}),
    'array.json': ('expected an object, found an array', []),
    'cut.json': ('the JSON ends early', json.dumps(report(TREE))[:-40]),
    'no-records.pyisession': ('no frame has a time', session()),
    'record-number.pyisession': ('expected a record, found 5', dict(SESSION, frame_records=[5])),
    'frame-number.pyisession': ('expected a frame, found 5', session([[5], 1])),
    'no-time.pyisession': ("expected a number, found ']'", session([[MAIN]])),
    'long-record.pyisession': ('expected the end of a record, found 3', session([[MAIN], 1, 3])),
    'negative.pyisession': ('no frame has a time', session([[MAIN], -1])),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in OK.items():
    write('ok/' + name, content)
for name, (message, content) in BAD.items():
    write('bad/' + name, content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
