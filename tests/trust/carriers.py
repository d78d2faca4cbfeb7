"""Small profiles of two functions, a caller and a callee, in formats that can carry any name."""
import json, marshal

# What a careless writer would let do something, in SVG, HTML, DOT, CSV, Markdown or on a terminal.
NAMES = [
    '</text><script>document.documentElement.dataset.ran=1</script>',
    '</title></desc></style><script>document.documentElement.dataset.ran=1</script>',
    '"><img src=x onerror="document.documentElement.dataset.ran=1">',
    "' onload='document.documentElement.dataset.ran=1' x='",
    '</script><!--<script>document.documentElement.dataset.ran=1</script>-->',
    ']]><script>document.documentElement.dataset.ran=1</script><![CDATA[',
    '&lt;b&gt;&amp;&#60;script&#62;&nosuch;',
    'javascript:document.documentElement.dataset.ran=1',
    '=HYPERLINK("http://example.org")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1',
    '| a | b |', '`x` **b** [c](javascript:alert(1)) <b>', '{name}{file}%{line}%s%n%2B',
    '\\N\\G\\l\\"x\\', '"]; node [label="x"', '\x1b[31mred\x1b[0m\x07', 'one\r\ntwo\u2028three\u2029four\x85',
    '\u202egnp.exe\u2066', 'nul\x00byte', '\ufeff\ufffe\uffff', 'a' * 3000,
]
LONE = '\ud800lone\udfff'  # only JSON can say it


def speedscope(name, caller='main'):
    return json.dumps({
        '$schema': 'https://www.speedscope.app/file-format-schema.json', 'name': name,
        'shared': {'frames': [{'name': caller, 'file': name}, {'name': name, 'file': name, 'line': 3}]},
        'profiles': [{'type': 'sampled', 'name': name, 'unit': 'milliseconds', 'startValue': 0, 'endValue': 3,
                      'samples': [[0], [0, 1]], 'weights': [1, 2]}]}).encode()


def gprof2dot(name):
    return json.dumps({
        'version': 0, 'functions': [{'name': 'main', 'module': name}, {'name': name, 'module': name}],
        'events': [{'callchain': [0], 'cost': [1]}, {'callchain': [1, 0], 'cost': [2]}],
        'costs': [{'description': 'samples', 'unit': 'ms'}]}).encode()


def trace(name):
    return json.dumps({'traceEvents': [
        {'ph': 'M', 'name': 'thread_name', 'pid': 1, 'tid': 2, 'args': {'name': name}},
        {'ph': 'X', 'name': 'main', 'pid': 1, 'tid': 2, 'ts': 0, 'dur': 3000, 'args': {name: name}},
        {'ph': 'X', 'name': name, 'cat': name, 'pid': 1, 'tid': 2, 'ts': 1000, 'dur': 2000}]}).encode()


def cpuprofile(name):
    def node(number, function, children):
        return {'id': number, 'children': children, 'callFrame': {
            'functionName': function, 'scriptId': '1', 'url': name, 'lineNumber': 1, 'columnNumber': 1}}
    return json.dumps({'nodes': [node(1, '(root)', [2]), node(2, 'main', [3]), node(3, name, [])],
                       'startTime': 0, 'endTime': 3000, 'samples': [2, 3, 3], 'timeDeltas': [1000, 1000, 1000]}).encode()


def pstats(name):
    main, leaf = ('main.py', 1, 'main'), (name, 3, name)
    return marshal.dumps({main: (1, 1, 1.0, 3.0, {}), leaf: (1, 1, 2.0, 2.0, {main: (1, 1, 2.0, 2.0)})})


def _field(number, value):
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value):
    out = b''
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def pprof(name):
    strings = [b'', b'samples', b'count', b'main', name.encode()]
    functions = [_field(1, i) + _field(2, text) + _field(4, 4) for i, text in ((1, 3), (2, 4))]
    places = [_field(1, i) + _field(4, _field(1, i) + _field(2, 3)) for i in (1, 2)]
    samples = [_field(1, b'\1') + _field(2, b'\1'), _field(1, b'\2\1') + _field(2, b'\2')]
    return b''.join([_field(1, _field(1, 1) + _field(2, 2)), *(_field(2, s) for s in samples),
                     *(_field(4, p) for p in places), *(_field(5, f) for f in functions),
                     *(_field(6, s) for s in strings)])


def _line(name):
    return ''.join(c if c.isprintable() else ' ' for c in name).strip() or 'x'


def folded(name):
    return ('main 1\nmain;%s 2\n' % _line(name).replace(';', ':')).encode()


def callgrind(name):
    return ('version: 1\ncreator: x\nevents: Ir\n\nfl=(1) a.c\nfn=(1) main\n1 1\ncfi=(2) %s\ncfn=(2) %s\ncalls=1 3\n1 2\n'
            '\nfl=(2)\nfn=(2)\n3 2\n' % (_line(name), _line(name))).encode()


def perf(name):
    stack = '\t    %x %s (/bin/%s)\n'
    return ''.join('%s 1 1.%06d: 1 cycles:\n%s%s\n' % (
        'command', i, stack % (16, _line(name), 'prog'), stack % (32, 'main', 'prog')) for i in range(3)).encode()


def _xml(name):
    return ''.join(c if c.isalnum() else '&#%d;' % ord(c) for c in _line(name))


def sysprofxml(name):
    objects = ''.join('<object id="%d"><name>"%s"</name><total>0</total><self>0</self></object>' % row
                      for row in ((1, 'main'), (2, _xml(name))))
    node = ('<node id="%d"><object>%d</object><siblings>0</siblings><children>0</children><parent>%d</parent>'
            '<total>%d</total><self>%d</self><toplevel>%d</toplevel></node>')
    return ('<profile><size>3</size><call_tree>1</call_tree><objects>%s</objects><nodes>%s%s</nodes></profile>' % (
        objects, node % (1, 1, 0, 3, 1, 1), node % (2, 2, 1, 2, 2, 0))).encode()


def svg(name):
    boxes = ''.join('<g><title>%s (%d samples, 100%%)</title>'
                    '<rect x="0" y="%d" width="%d" height="15" fill="rgb(230,100,30)"/></g>' % row
                    for row in (('all', 3, 53, 1180), ('main', 3, 37, 1180), (_xml(name), 2, 21, 786)))
    return ('<?xml version="1.0"?><svg version="1.1" width="1200" height="86" xmlns="http://www.w3.org/2000/svg">'
            '<text id="title">Flame Graph</text><svg id="frames">%s</svg></svg>' % boxes).encode()


def treejson(name):
    return json.dumps({'name': 'root', 'value': 3, 'children': [
        {'name': 'main', 'value': 3, 'children': [{'name': name, 'value': 2, 'children': []}]}]}).encode()


def heapprofile(name):
    def node(number, function, size, children):
        return {'selfSize': size, 'id': number, 'children': children, 'callFrame': {
            'functionName': function, 'scriptId': '1', 'url': name, 'lineNumber': 1, 'columnNumber': 1}}
    head = node(1, '(root)', 0, [node(2, 'main', 1, [node(3, name, 2, [])])])
    return json.dumps({'head': head, 'samples': []}).encode()


def austin(name):
    place = _line(name).replace(';', ',').replace(':', '.')
    return ('# austin: 3.4.1\n# interval: 1000\n# mode: cpu\n\n'
            'P9;T0:9;a.py:main:3 1\nP9;T0:9;a.py:main:3;%s.py:%s:2 2\n' % (place, place)).encode()


CARRIERS = {'speedscope': speedscope, 'gprof2dot': gprof2dot, 'trace': trace, 'cpuprofile': cpuprofile,
            'pstats': pstats, 'pprof': pprof, 'folded': folded, 'callgrind': callgrind, 'perf': perf,
            'sysprofxml': sysprofxml, 'svg': svg, 'treejson': treejson, 'heapprofile': heapprofile, 'austin': austin}
JSON = ('speedscope', 'gprof2dot', 'trace', 'cpuprofile', 'treejson', 'heapprofile')
