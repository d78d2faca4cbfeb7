#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: VTune's report gprof-cc by its grammar.

usage: make.py        (in this folder)"""
import os

HEADS = ['Index', '% CPU Time:Total', 'CPU Time:Self', 'CPU Time:Children', 'Name', 'Index']


def seconds(value):
    return '%.3f' % value if value else '0.0'


def table(entries, first):
    """entries: name, cycle, self, children, [(callee, self, children)]; times None: within a cycle"""
    index = {name: first + i for i, (name, *_) in enumerate(entries)}
    cycle = {name: c for name, c, *_ in entries}
    total = max(own + below for _, _, own, below, _ in entries)

    def label(name):
        return name + (' <cycle %d>' % cycle[name] if cycle.get(name) and '<cycle' not in name else '')

    def row(head, share, own, below, name, indent):
        tail = '[%d]' % index[name] if name in index else ''
        return [head, share, '' if own is None else seconds(own), '' if below is None else seconds(below),
                ' ' * indent + (label(name) if name in index else name), tail]
    blocks = []
    for name, _, own, below, callees in entries:
        callers = [(n, a, b) for n, _, _, _, called in entries for c, a, b in called
                   if c == name and not n.startswith('<cycle')]
        if name.startswith('<cycle'):
            callers = [('main', own, below)]
        block = [row('', '', a, b, n, 2) for n, a, b in callers] or [row('', '', None, None, '<spontaneous>', 0)]
        share = '%.2f' % (100 * (own + below) / total)
        block.append(row('[%d]' % index[name], share.rstrip('0').rstrip('.') + ('.0' if share.endswith('.00') else ''),
                         own, below, name, 0))
        block += [row('', '', a, b, c, 2) for c, a, b in callees]
        blocks.append(block)
    widths = [max([len(HEADS[i])] + [len(r[i]) for b in blocks for r in b]) for i in range(6)]

    def line(cells):
        return '  '.join(c.ljust(w) for c, w in zip(cells, widths))
    lines = [line(HEADS).rstrip(), '  '.join('-' * w for w in widths)]
    for block in blocks:
        lines += [line(r) for r in block] + [line([''] * 6)]
    lines += ['', '', 'Index by function name', '', 'Index  Function', '-----  --------']
    lines += ['%-5s  %s' % ('[%d]' % index[name], name) for name in sorted(index)]
    return '\n'.join(lines) + '\n'


PLAIN = [
    ('_start', 0, 0, 3.12, [('main', 0.0, 3.12)]),
    ('main', 0, 0, 3.12, [('print_matrix(int, double [4])', 0.01, 0.17), ('multiply<int, float>', 0.25, 2.69)]),
    ('multiply<int, float>', 0, 0.25, 2.69, [('add', 1.8, 0.89)]),
    ('add', 0, 1.8, 0.89, [('scale', 0.89, 0)]),
    ('scale', 0, 0.89, 0, []),
    ('print_matrix(int, double [4])', 0, 0.01, 0.17, [('printf', 0.17, 0)]),
    ('printf', 0, 0.17, 0, []),
]
CYCLE = [
    ('main', 0, 0.5, 4.0, [('trace', 1.75, 1.0), ('2d::draw', 0.25, 1.0)]),
    ('trace', 1, 1.25, 1.0, [('shade', None, None), ('intersect', 0.75, 0)]),
    ('shade', 1, 0.5, -0.001, [('trace', None, None), ('intersect', 0.25, 0), ('shade', None, None)]),
    ('2d::draw', 0, 0.25, 1.0, [('intersect', 1.0, 0)]),
    ('<cycle 1 as a whole>', 0, 1.75, 1.0, [('trace', 1.25, 1.0), ('shade', 0.5, 0)]),
    ('intersect', 0, 2.0, 0, []),
]
OK = {'plain.axe': table(PLAIN, 1), 'cycle.axe': table(CYCLE, 0)}
HEADING = '\n'.join(OK['plain.axe'].splitlines()[:2]) + '\n'
BAD = {
    'empty.axe': ('there is no heading with a line of dashes below it', ''),
    'heading.axe': ('there is no function in it', HEADING),
    'no-dashes.axe': ('there is no heading with a line of dashes below it',
                      '\n'.join(OK['plain.axe'].splitlines()[:1] + OK['plain.axe'].splitlines()[2:]) + '\n'),
    'callees.axe': ('there is no function in it', '\n'.join(line for line in OK['plain.axe'].splitlines()
                                                            if not line.startswith('[')) + '\n'),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
write('ok/crlf.axe', OK['plain.axe'].replace('\n', '\r\n'))
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
