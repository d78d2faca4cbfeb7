#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ by the grammar: Instruments runs on macOS only.

usage: make.py        (in this folder)"""
TREE = [  # depth, symbol, total, own
    (0, 'start', 4273, 0), (1, 'main', 4273, 3), (2, 'delta()', 2126, 1396), (3, 'alpha()', 713, 696),
    (4, 'malloc', 17, 17), (3, '<Unknown Address>', 17, 17), (2, 'operator() (int)', 2144, 2144)]
THREADS = [(0, 'demo (4711)', 4273, 0), (1, 'Main Thread  0x1c8f3b', 4273, 0)] + [(d + 2, *r) for d, *r in TREE]
BYTES = [(0, 'start', 450806153, 16), (1, 'main', 450806153, 15), (2, 'load(char const*)', 450000000, 9), (2, 'cache', 2048, 2)]


def percent(value, whole, pad=' '):
    return ('%.1f%%' % (100 * value / whole)).rjust(6, pad)


def milliseconds(tree, symbol='Symbol Name'):
    yield 'Running Time\tSelf (ms)\t\t' + symbol
    for depth, name, total, own in tree:
        yield '%.1fms %s\t%d\t \t%s%s' % (total, percent(total, tree[0][2]), own, ' ' * depth, name)


def units(tree):
    """Weight and Self Weight with three digits, as the later versions print them"""
    yield 'Weight\tSelf Weight\t\tSymbol Name'
    for depth, name, total, own in tree:
        cells = ['%.2f s' % (v / 1000) if v >= 1000 else '%.2f ms' % v if v else '0 s' for v in (total, own)]
        yield '%s  %s\t%s\t \t%s%s' % (cells[0], percent(total, tree[0][2]), cells[1], ' ' * depth, name)


def sixteen(tree):
    """Instruments 16: three more blanks, percentages filled with U+2007"""
    yield 'Weight\tSelf Weight\t\tSymbol Names'
    for depth, name, total, own in tree:
        yield '%.2f\u00a0s %s\t%.2f\u00a0ms\t \t%s%s' % (
            total / 1000, percent(total, tree[0][2], '\u2007'), own, ' ' * (depth + 3), name)


def memory(tree):
    yield 'Bytes Used\tCount\t\tSource Path\tSymbol Name'
    for depth, name, total, count in tree:
        cell = '%.2f MB' % (total / 2 ** 20) if total >= 2 ** 20 else '%.2f KB' % (total / 1024)
        yield '%s  %s\t%d\t \t%s\t%s%s' % (cell, percent(total, tree[0][2]), count,
                                           '/demo/main.c' if depth else '', ' ' * depth, name)


def cycles(tree):
    yield 'Weight\t\tSymbol Name'
    for depth, name, total, _ in tree:
        cell = '%.2f Gc' % (total / 1000) if total >= 1000 else '%.2f Mc' % total
        yield '%s  %s\t \t%s%s' % (cell, percent(total, tree[0][2]), ' ' * depth, name)


def text_of(rows):
    return '\n'.join(rows) + '\n'


HEADING = 'Running Time\tSelf (ms)\t\tSymbol Name\n'
OK = {
    'milliseconds': text_of(milliseconds(TREE)),
    'units': text_of(units(TREE)),
    'sixteen': text_of(sixteen(TREE)),
    'threads': text_of(units(THREADS)),
    'memory': text_of(memory(BYTES)),
    'cycles': text_of(cycles(TREE)),
    'comma': text_of(units(TREE)).replace('.', ','),
    'minutes': 'Running Time\tSymbol Name\n1.50 min  100.0%\tstart\n30.00 s   33.3%\t main\n20000.0ms   22.2%\t  a\n',
    'odd': HEADING + '4.0ms  100.0%\t0\t \tstart\nno row\n4 parsec\t0\t \t x\n4.0ms  100.0%\t4\t \t main\n\n',
    'more-below': 'Running Time\tSymbol Name\n1.0ms\tstart\n5.0ms\t main\n',
    'crlf': text_of(milliseconds(TREE)).replace('\n', '\r\n'),
}
BAD = {
    'heading-only': ('no row has a cost', HEADING),
    'zero': ('no row has a cost', HEADING + '0.0ms    0.0%\t0\t \tstart\n'),
    'no-cost-column': ('expected columns', 'Calls\tSymbol Name\n4\tstart\n'),
    'symbol-first': ('expected columns', 'Symbol Name\tWeight\nstart\t4 s\n'),
    'other-units': ('no row has a cost', HEADING + '4 apples\t0\t \tstart\n'),
}


def main():
    for name, text in OK.items():
        with open('ok/%s.txt' % name, 'w', encoding='utf-8', newline='') as f:
            f.write(text)
    with open('bad/expected.tsv', 'w', encoding='ascii') as f:
        for name, (message, text) in sorted(BAD.items()):
            f.write('%s.txt\t%s\n' % (name, message))
            with open('bad/%s.txt' % name, 'w', encoding='utf-8') as sample:
                sample.write(text)


main()
