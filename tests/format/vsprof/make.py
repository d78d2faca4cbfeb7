#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: call trees of Visual Studio's profiler by their grammar.

usage: make.py        (in this folder)"""
import os

# level, name, module, calls, own milliseconds
TREE = [
    (0, 'Tracer.exe', '', 0, 0),
    (1, 'Tracer.Program.Main(string[])', 'Tracer.exe', 1, 12.5),
    (2, 'Tracer.Scene.Load(class System.IO.Stream)', 'Tracer.exe', 1, 87.25),
    (3, 'System.IO.StreamReader.ReadLine()', 'mscorlib.dll', 40000, 150),
    (2, 'Tracer.Scene.Trace(int32,int32)', 'Tracer.exe', 786432, 900.75),
    (3, 'Tracer.Sphere.Intersect(class Tracer.Ray&,bool&)', 'Tracer.exe', 2893824, 1210.5),
    (4, 'Tracer.Ray.get_Direction()', 'Tracer.exe', 5787648, 240.25),
    (3, 'Tracer.Box.Intersect(class Tracer.Ray&,bool&)', 'Tracer.exe', 964608, 410),
    (4, 'Tracer.Ray.get_Direction()', 'Tracer.exe', 1929216, 80.75),
    (3, 'Tracer.Scene.Trace(int32,int32)', 'Tracer.exe', 5000, 20),
    (4, 'Tracer.Sphere.Intersect(class Tracer.Ray&,bool&)', 'Tracer.exe', 20000, 8),
    (2, 'Tracer.Scene.Load(class System.IO.Stream)', 'Tracer.exe', 1, 7.25),
    (3, 'System.IO.StreamReader.ReadLine()', 'mscorlib.dll', 1250, 4.5),
]
WHOLE = sum(row[4] for row in TREE)


def total(at):
    below = at + 1
    while below < len(TREE) and TREE[below][0] > TREE[at][0]:
        below += 1
    return sum(row[4] for row in TREE[at:below])


class Language:
    """how numbers are written, and what separates fields"""

    def __init__(self, delimiter, group, point):
        self.delimiter, self.group, self.point = delimiter, group, point

    def quoted(self, text):
        return '"%s"' % text.replace('"', '""')

    def number(self, text):
        return self.quoted(text) if self.delimiter in text else text

    def count(self, value):
        return self.number('{:,d}'.format(value).replace(',', self.group))

    def decimal(self, value):
        text = '{:,.2f}'.format(value)
        return self.number(text.replace(',', '\0').replace('.', self.point).replace('\0', self.group))


ENGLISH, GERMAN, FRENCH = Language(',', ',', '.'), Language(';', '.', ','), Language(';', '\u00a0', ',')
SWISS, COMMAS = Language('\t', "'", '.'), Language(',', '.', ',')


def instrumented(language):
    d = language.delimiter
    lines = [d.join(['Level', 'Function Name', 'Number of Calls', 'Elapsed Inclusive Time %', 'Elapsed Exclusive Time %',
                     'Avg Elapsed Inclusive Time', 'Avg Elapsed Exclusive Time', 'Module Name', ''])]
    for at, (level, name, module, calls, own) in enumerate(TREE):
        lines.append(d.join([str(level), language.quoted(name), language.count(calls),
                             language.decimal(100 * total(at) / WHOLE), language.decimal(100 * own / WHOLE),
                             language.decimal(total(at) / max(calls, 1)), language.decimal(own / max(calls, 1)),
                             language.quoted(module), '']))
    return '\r\n'.join(lines) + '\r\n'


def sampled(language):
    d = language.delimiter
    lines = [d.join(['Level', 'Function Name', 'Inclusive Samples', 'Exclusive Samples', 'Inclusive Samples %',
                     'Exclusive Samples %', 'Module Name', 'Source File', 'Function Line Number'])]
    for at, (level, name, module, _, own) in enumerate(TREE):
        lines.append(d.join([str(level + 1), language.quoted(name), language.count(int(4 * total(at))),
                             language.count(int(4 * own)), language.decimal(100 * total(at) / WHOLE),
                             language.decimal(100 * own / WHOLE), language.quoted(module),
                             language.quoted('c:\\src\\%s.cs' % name.split('.')[1] if name.startswith('Tracer.') else ''),
                             str(len(name))]))
    return '\r\n'.join(lines) + '\r\n'


OK = {
    'english.csv': '\ufeff' + instrumented(ENGLISH),
    'german.csv': instrumented(GERMAN),
    'french.csv': instrumented(FRENCH),
    'swiss.csv': instrumented(SWISS),
    'quoted-commas.csv': instrumented(COMMAS),
    'samples.csv': sampled(ENGLISH),
    'memory.csv': 'Level,Function Name,Inclusive Allocations,Exclusive Allocations,Inclusive Bytes,Exclusive Bytes,Module Name,\n'
                  '0,"App.exe",21,0,"1,344",0,"",\n1,"App.Main()",21,1,"1,344",24,"App.exe",\n'
                  '2,"System.String.Concat(string,string)",20,20,"1,320","1,320","mscorlib.dll",\n',
}
HEADING = 'Level,Function Name,Number of Calls,Elapsed Exclusive Time %,Module Name,\r\n'
BAD = {
    'empty.csv': ('the first line does not name columns', ''),
    'heading.csv': ('there is no row below the heading', HEADING),
    'no-heading.csv': ('the first line does not name columns', '0,"a.exe",0,0.00,"",\r\n'),
    'inclusive.csv': ('there is no column of exclusive values',
                      'Level,Function Name,Number of Calls,Elapsed Inclusive Time %\r\n0,"a.exe",0,100.00\r\n'),
    'functions.csv': ('the first line does not name columns', 'Function Name,Exclusive Samples\r\n"a.exe",7\r\n'),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
