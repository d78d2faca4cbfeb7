#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: top-down reports of VTune by their grammar.

usage: make.py        (in this folder)"""
import os

# depth, name, module, CPU time, file
TREE = [
    (0, 'Total', '[Unknown]', 0, '[Unknown]'),
    (1, 'RtlUserThreadStart', 'ntdll.dll', 0, '[Unknown]'),
    (2, 'BaseThreadInitThunk', 'KERNEL32.DLL', 0, '[Unknown]'),
    (3, 'main', 'solver.exe', 0.015625, 'main.cpp'),
    (4, 'parse<std::string, int>', 'solver.exe', 0.046875, 'parse.cpp'),
    (5, 'next_token', 'solver.exe', 0.25, 'lex.cpp'),
    (6, 'memchr', 'ucrtbase.dll', 0.125, '[Unknown]'),
    (5, 'NtReadFile', 'ntdll.dll', 0.03125, '[Unknown]'),
    (6, 'KiSystemCall64', 'ntoskrnl.exe', 0.0625, '[Unknown]'),
    (4, 'solve(matrix const&, int)', 'solver.exe', 0.5, 'solve.cpp'),
    (5, 'solve(matrix const&, int)', 'solver.exe', 1.25, 'solve.cpp'),
    (6, 'next_token', 'solver.exe', 0.015625, 'lex.cpp'),
    (5, 'operator"" _m', 'solver.exe', 0.03125, 'solve.cpp'),
    (4, 'parse<std::string, int>', 'solver.exe', 0.015625, 'parse.cpp'),
    (5, 'next_token', 'solver.exe', 0.0078125, 'lex.cpp'),
    (1, '[Unknown stack frame(s)]', '[Unknown]', 0.0078125, '[Unknown]'),
    (2, 'worker', 'pool.dll', 0.75, '[Unknown]'),
]


def quoted(text, delimiter):
    return '"%s"' % text.replace('"', '""') if delimiter in text or '"' in text else text


def report(columns, delimiter=',', blanks_inside=False):
    """columns: name and a function of the row"""
    lines = [delimiter.join(['Function Stack'] + [name for name, _ in columns])]
    for row in TREE:
        name = ' ' * row[0] + row[1] if blanks_inside else row[1]
        cells = [quoted(name, delimiter)] + [quoted(cell(row), delimiter) for _, cell in columns]
        lines.append(('' if blanks_inside else ' ' * row[0]) + delimiter.join(cells))
    return '\n'.join(lines) + '\n'


def total(at):
    depth = TREE[at][0]
    below = at + 1
    while below < len(TREE) and TREE[below][0] > depth:
        below += 1
    return sum(row[3] for row in TREE[at:below])


def share(row):
    return '%.1f%%' % (100 * total(TREE.index(row)) / total(0))


MODULE = ('Module', lambda row: row[2])
SELF = ('CPU Time:Self', lambda row: '%.7f' % row[3] if row[3] else '0.0')
OK = {
    'cpu-time.csv': report([SELF, MODULE]),
    'blanks-inside.csv': 'war: The result is of an older version.\n' + report([MODULE, ('CPU Time:Total', share), SELF],
                                                                                 blanks_inside=True),
    'decimal-comma.csv': report([('CPU Time: Total', share),
                                 ('CPU Time: Self', lambda row: ('%.7fs' % row[3]).replace('.', ',') if row[3] else ''),
                                 MODULE, ('Source File', lambda row: row[4])], ';'),
    'tabs.csv': report([SELF, ('CPU Time:Effective Time:Self', lambda row: '%.7f' % (row[3] / 2)),
                        ('CPI Rate:Self', lambda row: '1.5'), MODULE], '\t'),
    'memory.csv': report([('Allocation Size:Self', lambda row: '%d' % (row[3] * 1048576) if row[3] else ''),
                          ('Deallocation Size:Self', lambda row: '%d' % (row[3] * 524288) if row[3] else ''),
                          ('Allocations:Self', lambda row: '%d' % (row[3] * 128)), MODULE]),
}
HEADING = 'Function Stack,CPU Time:Self,Module\n'
BAD = {
    'empty.csv': ("no heading that begins with 'Function Stack'", ''),
    'heading.csv': ('there is no row below the heading', HEADING),
    'no-heading.csv': ("no heading that begins with 'Function Stack'", ' main,0.5,a.out\n'),
    'totals.csv': ('there is no column of own costs', report([('CPU Time:Total', share), MODULE])),
    'bottom-up.csv': ("no heading that begins with 'Function Stack'", 'Function,CPU Time,Module\nmain,0.5,a.out\n'),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
