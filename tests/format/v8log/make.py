#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ that node does not make: what old versions wrote, rare cases, and
what must be refused.

usage: make.py        (in this folder)"""
import json

OLD = r'''v8-version,6,2,414,66,-node.60,0
shared-library,"/usr/bin/node",0x400000,0x1d00000,0
code-creation,Stub,13,0x1b2000,192,"CEntryStub"
code-creation,KeyedLoadIC,5,0x1b3000,128,"A keyed load IC from the snapshot"
code-creation,BytecodeHandler,0,0x1b4000,64,"Ldar"
code-creation,RegExp,3,0x1b5000,96,"^a\x2Cb$"
code-creation,Script,10,0x2a1000,80,"/demo/my app/main.js",0x11a0,~
code-creation,LazyCompile,10,0x2a2000,300,"parse /demo/my app/main.js:10:12",0x11b0,~
code-creation,LazyCompile,0,0x2a3000,300,"parse /demo/my app/main.js:10:12",0x11b0,*
code-creation,LazyCompile,10,0x2a4000,300,"get size /demo/my app/\u00fcber.js:4",0x11c0,~
code-creation,Function,10,0x2a5000,300,"native array.js:7",0x11d0,
tick,0x2a2010,1000,0,0x0,0,0x2a1010
tick,0x2a3010,2000,0,0x0,0,0x2a1010,overflow
tick,0x1b2010,3000,0,0x2a4010,0,0x2a1010
tick,0x1b2010,4000,0,0x1b3010,0,0x2a1010
tick,0x1b3010,5100,1,0x2a5010,6,0x2a4010,+0x100,-0x3100
tick,0x1b4010,6000,0,0x0,0,0x2a4010,+100
tick,0x500000,7000,0,0x0,1,0x2a1010
tick,0x99999999,8000,0,0x0,0,0x2a1010
tick,0x1b5010,7500,0,0x0,0,0x2a1010
'''
ROWS = r'''v8-version,11,3,244,8,-node.38,0
shared-library,/usr/lib/libc.so.6,0x7f0000000000,0x7f0000100000,0
shared-library,broken,0x5,0x1
code-creation,JS,10,100,0x1000,256,f /a.js:1:1,0x1,~
code-creation,JS,10,110,0x1080,256,g /a.js:2:2,0x2,~
code-creation,JS,10,120,zero,1
code-delete,0x1080
code-creation,JS,10,130,0x9000,3%s,huge /a.js:4:4,0x4,~
code-move,0x5000,0x6000
tick,0x1010,150,0,0x0,0
tick,0x7f0000000010,200,0,0x0,0
tick,0x1010,nothing,0,0x0,0
code-creation,JS,10,210,0x1000,16,h\x2C\n\\\q /a.js:3:3,0x3,*
tick,0x1001,220,0,0x0,8
tick,0x1001''' % ('3' * 69)

CODE = [{'name': '/usr/lib/libc.so.6', 'type': 'SHARED_LIB'}, {'name': 'T node::Start', 'type': 'CPP'},
        {'name': 'main /demo/a.js:3:1', 'type': 'JS', 'kind': 'Unopt', 'func': 0, 'tm': 5},
        {'name': 'main /demo/a.js:3:1', 'type': 'JS', 'kind': 'Opt', 'func': 0, 'tm': 9},
        {'name': 'Load', 'type': 'CODE', 'kind': 'LoadIC'}, {'name': '', 'type': 'CODE', 'kind': 'Handler'},
        {'name': ' /demo/a.js:9:2', 'type': 'JS', 'kind': 'Sparkplug', 'func': 1, 'tm': 9}, None]
FUNCTIONS = [{'name': 'main /demo/a.js:3:1', 'codes': [2, 3]}, {'name': ' /demo/a.js:9:2', 'codes': [6]}]
TICKS = [{'tm': 1000, 'vm': 0, 's': [2, 5, 1, 9]}, {'tm': 2000, 'vm': 0, 's': [3, 7, 1, 9]},
         {'tm': 2500, 'vm': 1, 's': []}, {'tm': 3000, 'vm': 4, 's': [0, 1, 6, 2, 1, 9]},
         {'tm': 4000, 'vm': 5, 's': [-1, 4096, 4, 1, 1, 9]}, {'tm': 5000, 'vm': 7, 's': []},
         {'tm': 6000, 's': [5, 0, 7, 0]}]


def log(code=CODE, ticks=TICKS, functions=FUNCTIONS, **more):
    return dict({'code': code, 'functions': functions, 'ticks': ticks}, **more)


OK = {'node-8.log': OLD, 'odd.log': ROWS, 'crlf.log': OLD.replace('\n', '\r\n'),
      'states.v8log.json': log(scripts=[None, {'name': 'a.js', 'source': 'f()'}]),
      'sorted-keys.v8log.json': json.dumps(log(z={'ticks': [1]}), indent=1, sort_keys=True),
      'one-tick.v8log.json': log(ticks=[{'tm': 700, 'vm': 0, 's': [2, 0]}])}
BAD = {
    'index.v8log.json': ('expected the number of code, found 8', log(ticks=[{'tm': 1, 's': [8, 0]}])),
    'index-text.v8log.json': ('the number of code, found a string', log(ticks=[{'tm': 1, 's': ['2', 0]}])),
    'index-fraction.v8log.json': ('the number of code, found 1.5', log(ticks=[{'tm': 1, 's': [1.5, 0]}])),
    'odd-stack.v8log.json': ("expected a number, found ']'", log(ticks=[{'tm': 1, 's': [2]}])),
    'time-text.v8log.json': ('expected a number, found a string', log(ticks=[{'tm': '1', 's': []}])),
    'tick-number.v8log.json': ('expected a tick, found 5', log(ticks=[5])),
    'code-number.v8log.json': ('expected code, found 5', log(code=[5])),
    'no-ticks.v8log.json': ('there are no ticks', log(ticks=[])),
    'ticks-missing.v8log.json': ('"ticks" is missing', {'code': CODE, 'functions': []}),
    'code-missing.v8log.json': ('"code" is missing', {'ticks': TICKS, 'functions': []}),
    'array.v8log.json': ('there are no ticks', [1]),
    'cut.v8log.json': ('the JSON ends early', json.dumps(log())[:-9]),
    'deep.v8log.json': ('nested deeper', '{"code":[],"functions":[],"ticks":[%s' % ('[' * 99)),
    'idle.v8log.json': ('no ticks in which anything ran', log(ticks=[{'tm': 1, 'vm': 8, 's': []}])),
    'no-ticks.log': ('there are no ticks', OLD.split('tick')[0]),
    'no-good-ticks.log': ('there are no ticks', 'v8-version,1\ntick,0x1\ntick,0x1,1,0,0x0,x\n'),
    'empty.log': ('there are no ticks', ''),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content if isinstance(content, str) else json.dumps(content) + '\n')


for name, content in OK.items():
    write('ok/' + name, content)
for name, (message, content) in BAD.items():
    write('bad/' + name, content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
