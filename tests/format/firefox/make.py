#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/.  ok/page-*.json is what Firefox recorded for ../gecko/ok/page.json, in the
form of several versions of the processed format; the rest is written by hand.

usage: make.py        (in this folder)"""
import copy
import json
import re

GECKO = '../gecko/ok/page.json'


class Strings:
    def __init__(self):
        self.all, self.numbers = [], {}

    def __call__(self, text):
        if text is None:
            return None
        if text not in self.numbers:
            self.numbers[text] = len(self.all)
            self.all.append(text)
        return self.numbers[text]


class Rows:
    """A table of columns, in which equal rows are one."""

    def __init__(self, *names):
        self.names, self.rows, self.numbers = names, [], {}

    def __call__(self, *row):
        if row not in self.numbers:
            self.numbers[row] = len(self.rows)
            self.rows.append(row)
        return self.numbers[row]

    def columns(self):
        return dict({name: [row[i] for row in self.rows] for i, name in enumerate(self.names)},
                    length=len(self.rows))


class Tables:
    def __init__(self):
        self.strings = Strings()
        self.stacks, self.frames = Rows('prefix', 'frame'), Rows('func', 'line', 'address', 'inlineDepth')
        self.functions = Rows('name', 'resource', 'fileName', 'lineNumber', 'isJS')
        self.resources = Rows('lib', 'name', 'type')

    def json(self):
        return {'stackTable': self.stacks.columns(), 'frameTable': self.frames.columns(),
                'funcTable': self.functions.columns(), 'resourceTable': self.resources.columns(),
                'stringArray': self.strings.all}


def function_of(tables, location, process, libs):
    """the number of a function, and its address"""
    if location.startswith('0x'):
        address = int(location, 16)
        for lib in process['libs']:
            if lib['start'] <= address < lib['end']:
                names = [known['name'] for known in libs]
                if lib['name'] not in names:
                    libs.append({key: lib[key] for key in ('name', 'path', 'breakpadId')})
                    names.append(lib['name'])
                resource = tables.resources(names.index(lib['name']), tables.strings(lib['name']), 1)
                offset = address - lib['start']
                return tables.functions(tables.strings(hex(offset)), resource, None, None, False), offset
        return tables.functions(tables.strings(location), -1, None, None, False), address
    found = re.match(r'^(.*?) ?\((\S*?):(\d+):(\d+)\)\[\d+\]$', location)
    if found:
        return tables.functions(tables.strings(found.group(1)), -1, tables.strings(found.group(2)),
                                int(found.group(3)), True), -1
    name = re.sub(r'\[\d+\]$', '', location)
    file = tables.strings(name) if name != location else None
    return tables.functions(tables.strings(name), -1, file, None, False), -1


def process_thread(tables, thread, process, libs):
    numbers = []
    schema = thread['frameTable']['schema']
    for prefix, frame in thread['stackTable']['data']:
        row = thread['frameTable']['data'][frame]
        function, address = function_of(tables, thread['stringTable'][row[0]], process, libs)
        line = row[schema['line']] if len(row) > schema['line'] else None
        numbers.append(tables.stacks(None if prefix is None else numbers[prefix],
                                     tables.frames(function, line, address, 0)))
    rows = [dict(zip(thread['samples']['schema'], sample)) for sample in thread['samples']['data']]
    samples = {'stack': [None if row['stack'] is None else numbers[row['stack']] for row in rows],
               'time': [row['time'] for row in rows], 'weight': None, 'weightType': 'samples',
               'threadCPUDelta': [row.get('threadCPUDelta') for row in rows], 'length': len(rows)}
    return {'name': thread['name'], 'processType': thread['processType'], 'processName': thread['processName'],
            'pid': thread['pid'], 'tid': thread['tid'], 'samples': samples, 'markers': {'length': 0}}


def processed(gecko, is_shared):
    """the profile with its tables in every thread, or once for all"""
    tables, libs, threads = Tables(), [], []
    for process in [gecko] + gecko['processes']:
        for thread in process['threads']:
            if not is_shared:
                tables = Tables()
            threads.append(process_thread(tables, thread, process, libs))
            if not is_shared:
                threads[-1].update(tables.json())
    version = 58 if is_shared else 48
    meta = {'interval': 5, 'startTime': gecko['meta']['startTime'], 'processType': 0, 'product': 'Firefox',
            'version': 34, 'preprocessedProfileVersion': version, 'sampleUnits': gecko['meta']['sampleUnits']}
    shared = {'shared': tables.json()} if is_shared else {}
    return dict({'meta': meta, 'libs': libs, 'threads': threads, 'pages': []}, **shared)


def version_40(profile):
    """libraries and a 'stringTable' in every thread"""
    old = copy.deepcopy(profile)
    for thread in old['threads']:
        thread['libs'] = old['libs']
        thread['stringTable'] = thread.pop('stringArray')
    del old['libs']
    old['meta']['preprocessedProfileVersion'] = 40
    return old


def version_58(profile):
    """files by sources"""
    new = copy.deepcopy(profile)
    functions, filenames = new['shared']['funcTable'], []
    for file in functions.pop('fileName'):
        if file is not None and file not in filenames:
            filenames.append(file)
        functions.setdefault('source', []).append(None if file is None else filenames.index(file))
    new['shared']['sources'] = {'length': len(filenames), 'filename': filenames, 'id': [None] * len(filenames)}
    return new


def version_66(profile):
    """callers by distance, times by difference, processes by text"""
    new = version_58(profile)
    stacks = new['shared']['stackTable']
    stacks['prefixOffset'] = [0 if prefix is None else i - prefix for i, prefix in enumerate(stacks.pop('prefix'))]
    for thread in new['threads']:
        times = thread['samples'].pop('time')
        thread['samples']['timeDeltas'] = [b - a for a, b in zip([0] + times, times)]
        thread['pid'], thread['tid'] = str(thread['pid']), str(thread['tid'])
    new['meta']['preprocessedProfileVersion'] = 66
    return new


with open(GECKO, encoding='utf-8') as f:
    PAGE = json.load(f)
OWN, SHARED = processed(PAGE, False), processed(PAGE, True)

TABLES = {'stackTable': {'prefix': [None, 0, 1, 1], 'frame': [0, 1, 2, 3], 'length': 4},
          'frameTable': {'func': [0, 1, 2, 3], 'line': [None, 12, None, 7], 'address': [-1, 4096, 4096, -1],
                         'inlineDepth': [0, 0, 1, 0], 'nativeSymbol': [None, 0, 0, None], 'length': 4},
          'funcTable': {'name': [0, 1, 2, 3], 'resource': [-1, 0, 0, -1], 'fileName': [None, 4, 4, 5],
                        'lineNumber': [None, 10, 2, 5], 'isJS': [False, False, False, True], 'length': 4},
          'resourceTable': {'lib': [0], 'name': [6], 'type': [1], 'length': 1},
          'stringArray': ['(root)', 'run', 'push', '', 'run.cc', 'file:///demo/a.js', 'demo.so']}


def thread(stacks, tables=TABLES, name='demo', pid='3', tid='3', more=None, **columns):
    samples = dict({'stack': stacks, 'time': [10 + i for i in range(len(stacks))], 'length': len(stacks)}, **columns)
    return dict({'name': name, 'pid': pid, 'tid': tid, 'processType': 'default', 'samples': samples},
                **tables, **(more or {}))


def profile(*threads, **more):
    return dict({'meta': {'interval': 1, 'preprocessedProfileVersion': 48, 'version': 27},
                 'libs': [{'name': 'demo.so'}], 'threads': list(threads)}, **more)


def changed(table, **columns):
    return dict(TABLES, **{table: dict(TABLES[table], **columns)})


ALLOCATIONS = {'nativeAllocations': {'time': [1, 2, 3], 'stack': [2, 3, None], 'weight': [64, -32, 9],
                                     'weightType': 'bytes', 'length': 3},
               'jsAllocations': {'time': [1], 'stack': [3], 'weight': [24], 'className': ['Object'], 'length': 1}}
OK = {
    'page-40': version_40(OWN), 'page-48': OWN, 'page-58': version_58(SHARED), 'page-66': version_66(SHARED),
    'weights': profile(thread([2, 3, 1, None], weight=[2, 3.5, -1, 9], weightType='samples',
                              threadCPUDelta=[100, None, 50, 1])),
    'tracing': profile(thread([2, 3], weight=[1.5, 0.25], weightType='tracing-ms')),
    'bytes': profile(thread([2, 3], weight=[512, 4096], weightType='bytes')),
    'allocations': profile(thread([2], more=ALLOCATIONS)),
    'own-and-shared': profile(thread([2], {}, tid=1), thread([2, 3], tid=2), thread([3], {}, tid=3),
                              thread([1], {'stackTable': {'prefix': [None, 0], 'frame': [1, 3]}}, pid=4, tid=4),
                              shared=TABLES),
    'unannotated': {'threads': [thread([2, 3])], 'meta': {'interval': 1}},
    'python': {
        'meta': {'interval': 10, 'startTime': 0, 'abi': 'CPython', 'misc': 'Python profiler', 'platform': '',
                 'processType': 0, 'categories': [{'name': 'Other', 'color': 'grey', 'subcategories': ['Other']}],
                 'stackwalk': 1, 'version': 27, 'preprocessedProfileVersion': 57, 'symbolicationNotSupported': True},
        'libs': [], 'shared': {'stringArray': ['<module>', 'app.py', 'work', 'GIL']},
        'threads': [dict({'name': 'Main Thread', 'pid': '5', 'tid': 5,
                          'stackTable': {'frame': [0, 1], 'category': [0, 0], 'prefix': [None, 0], 'length': 2},
                          'frameTable': {'address': [-1, -1], 'func': [0, 1], 'line': [9, 4], 'length': 2},
                          'funcTable': {'name': [0, 2], 'fileName': [1, 1], 'lineNumber': [1, 3], 'isJS': [False, False],
                                        'resource': [0, 0], 'length': 2},
                          'resourceTable': {'lib': [None], 'name': [1], 'type': [1], 'length': 1},
                          'samples': {'stack': [1, 1, 0], 'time': [0, 10, 20], 'weight': [1, 1, 1],
                                      'weightType': 'samples', 'length': 3}})]},
}
BAD = {
    'no-samples': ('there are no samples with a stack', profile(thread([]))),
    'no-stacks': ('there are no samples with a stack', profile(thread([None, 0]))),
    'no-threads': ('there are no samples with a stack', profile()),
    'no-tables': ('there are no samples with a stack', profile(thread([1], {}))),
    'stack': ('4 is no number of a stack, of which there are 4', profile(thread([4]))),
    'prefix': ('7 is no number of a stack', profile(thread([2], changed('stackTable', prefix=[None, 0, 7, 1])))),
    'offset': ('inf is no number of a stack', profile(thread([2], dict(TABLES, stackTable={
        'prefixOffset': [0, 1, 9, 0], 'frame': [0, 1, 2, 3]})))),
    'own-caller': ('stacks that are their own callers',
                   profile(thread([2], changed('stackTable', prefix=[None, 2, 1, 1])))),
    'frame': ('9 is no number of a frame', profile(thread([2], changed('stackTable', frame=[0, 1, 9, 3])))),
    'function': ('9 is no number of a function', profile(thread([2], changed('frameTable', func=[0, 1, 9, 3])))),
    'name': ('99 is no number of a string', profile(thread([2], changed('funcTable', name=[0, 1, 99, 3])))),
    'file': ('99 is no number of a string', profile(thread([2], changed('funcTable', fileName=[None, 99, 4, 5])))),
    'source': ('0 is no number of a source', profile(thread([2], changed('funcTable', source=[None, 0, 0, 0])))),
    'resource': ('5 is no number of a resource', profile(thread([2], changed('funcTable', resource=[-1, 5, 0, -1])))),
    'library': ('3 is no number of a library', profile(thread([2], changed('resourceTable', lib=[3])))),
    'column': ('expected an array of numbers, found an object', profile(thread({'0': 2}))),
    'thread-number': ('expected a thread, found 5', profile(5)),
    'shared-list': ('expected an object of tables, found an array', profile(thread([2]), shared=[])),
    'cut': ('the JSON ends early', json.dumps(profile(thread([2])))[:-30]),
    'deep': ('nested deeper', '{"x": ' + '[' * 99),
    'no-object': ('expected an object, found an array', []),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(content if isinstance(content, str) else json.dumps(content, separators=(',', ':')) + '\n')


for name, content in OK.items():
    write('ok/%s.json' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.json' % name, content)
write('bad/expected.tsv', ''.join('%s.json\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
