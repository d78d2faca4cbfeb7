#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: text of Java's hprof agent by its grammar.

usage: make.py        (in this folder)"""
import os

START = """JAVA PROFILE 1.0.1, created Mon Aug  4 22:22:24 2008

Header for -agentlib:hprof ASCII Output

WARNING!  This file format is under development.

THREAD START
THREAD END      mark the lifetime of Java threads

TRACE           represents a Java stack trace.  Each trace consists
                of a series of stack frames.
CPU SAMPLES     is a statistical profile of program execution.
CPU TIME        is a profile of program execution obtained by measuring
                the time spent in individual methods.
--------

THREAD START (obj=500005e6, id = 200001, name="main", group="main")
THREAD START (obj=500006a1, id = 200004, name="Worker (1), \u00e9", group="main")
THREAD END (id = 200004)
"""
MAIN = ['com.demo.Solver.run(Solver.java:40)', 'com.demo.Main.main(Main.java:12)']
TRACES = [
    (300010, 200001, ['java.io.FileInputStream.readBytes(FileInputStream.java:Unknown line)',
                      'com.demo.Lexer.next(Lexer.java:77)', 'com.demo.Parser.parse(Parser.java:31)'] + MAIN),
    (300011, 200001, ['com.demo.Parser$Rule.<init>(Native Method)', 'com.demo.Parser.parse'] + MAIN),
    (300012, 200001, ['com.demo.Solver.solve(Solver.java:55)', 'com.demo.Solver.solve(Solver.java:58)'] + MAIN),
    (300013, 200004, ['com.demo.Pool.work(Unknown Source)', 'java.lang.Thread.run(Thread.java:619)']),
    (300014, 200001, ['<empty>']),
    (300015, 200001, ['Hello.main(Hello.java:3)']),
    (300016, 200001, ['com.demo.Solver.solve(Solver.java:55)', 'com.demo.Solver.solve(Solver.java:58)'] + MAIN),
]
VALUES = [(300012, 437), (300010, 250), (300016, 125), (300013, 100), (300011, 60), (300015, 20), (300014, 8)]


def traces(thread=False, depth=99):
    return ''.join('TRACE %d:%s\n' % (number, ' (thread=%d)' % owner if thread else '') +
                   ''.join('\t%s\n' % f for f in frames[:depth]) for number, owner, frames in TRACES)


def method(number):
    return {t[0]: t[2][0] for t in TRACES}[number].split('(')[0].replace('<empty>', '')


def table(kind, total, values, percent='%.2f%%'):
    lines = ['%s BEGIN (total = %d) Mon Aug  4 22:25:01 2008' % (kind, total),
             'rank   self  accum   count trace method']
    whole, sofar = sum(v for _, v in values), 0
    for rank, (number, value) in enumerate(values, 1):
        sofar += value
        lines.append('%4d %s %s %7d %d %s' % (rank, percent % (100 * value / whole), percent % (100 * sofar / whole),
                                              value, number, method(number)))
    return '\n'.join(lines + [kind + ' END']) + '\n'


def sites(scale):
    rows = [(300010, 'char[]', 1161280, 14516), (300011, 'com.demo.Parser$Rule', 65536, 1024),
            (300012, 'double[]', 32768, 16), (300010, 'java.lang.String', 24576, 1024)]
    lines = ['SITES BEGIN (ordered by live bytes) Mon Aug  4 22:25:01 2008',
             "          percent          live          alloc'ed  stack class",
             ' rank   self  accum     bytes objs     bytes  objs trace name']
    whole, sofar = sum(r[2] for r in rows), 0
    for rank, (number, name, size, count) in enumerate(rows, 1):
        sofar += size
        lines.append('%5d %5.2f%% %5.2f%% %9d %5d %9d %5d %d %s' % (
            rank, 100 * size / whole, 100 * sofar / whole, size * scale, count * scale, 2 * size * scale,
            2 * count * scale, number, name))
    return '\n'.join(lines + ['SITES END']) + '\n'


SAMPLES = table('CPU SAMPLES', 1000, VALUES)
COMMAS = ' '.join(word.replace('.', ',') if word.endswith('%') else word for word in SAMPLES.split(' '))
OK = {
    'samples.hprof': START + traces() + SAMPLES,
    'threads.hprof': START + traces(True) + SAMPLES,
    'depth-4.hprof': START + traces(depth=4) + SAMPLES,
    'times.hprof': START + traces() + table('CPU TIME (ms)', 200000, VALUES),
    'decimal-comma.hprof': START + traces() + COMMAS,
    'sites.hprof': START + traces(True) + sites(1),
    'twice.hprof': START + traces() + SAMPLES + sites(1) + SAMPLES + sites(2),
}
BAD = {
    'empty.hprof': ('there is no table of samples, times or sites in it', ''),
    'start.hprof': ('there is no table of samples, times or sites in it', START),
    'no-table.hprof': ('there is no table of samples, times or sites in it', START + traces()),
    'no-rows.hprof': ('there is no table of samples, times or sites in it', START + traces() + table('CPU SAMPLES', 0, [])),
    'no-total.hprof': ('the total time is missing',
                       START + traces() + table('CPU TIME (ms)', 1, VALUES).replace('total = 1', 'total = ?')),
    'binary.hprof': ('it is a binary heap dump of hprof', 'JAVA PROFILE 1.0.2\0\0\0\0\4\0\0\1\36'),
}

def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
