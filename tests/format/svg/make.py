#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ with draw.py.

usage: make.py        (in this folder)"""
import draw

STACKS = {
    ('main',): 5, ('main', 'parse', 'lex'): 1300, ('main', 'parse', 'alloc (libc.so.6)'): 410,
    ('main', 'emit', 'alloc (libc.so.6)'): 220, ('main', 'emit', 'operator() (int)'): 30,
    ('main', 'walk', 'walk', 'walk'): 60, ('main', 'vfs_read_[k]'): 40, ('idle',): 35,
}
PYTHON = {
    ('thread (0x7f01): MainThread', '<module> (shop.py:40)', 'serve (shop.py:31)', 'price (shop.py:12)'): 70,
    ('thread (0x7f01): MainThread', '<module> (shop.py:40)', 'serve (shop.py:33)', 'pack (json/encoder.py:201)'): 25,
    ('thread (0x7f01): MainThread', '<module> (shop.py:40)', 'serve (shop.py:33)', 'PyObject_Call (libpython3.11.so)'): 5,
}
DIFFERENCE = {
    ('main',): (5, 5), ('main', 'parse', 'lex'): (1300, 900), ('main', 'parse', 'alloc'): (410, 500),
    ('main', 'emit'): (220, 220), ('main', 'new'): (65, 0),
}
SCRIPT = '<script type="text/ecmascript"><![CDATA[\n%s]]></script>' % ('// a < b && c > d: what moves the boxes\n' * 460)
TITLES = {'lex': 'the lexer', 'parse': 'the parser'}

OK = {
    'inferno': draw.draw(STACKS, 'inferno'),
    'inferno-inverted': draw.draw(STACKS, 'inferno', inverted=True),
    'inferno-percent': draw.draw(STACKS, 'percent'),
    'py-spy': draw.draw(PYTHON, 'inferno', inverted=True, head=SCRIPT),
    'flamegraph': draw.draw(STACKS, 'pl'),
    'flamegraph-inverted': draw.draw(STACKS, 'pl', inverted=True),
    'flamegraph-old': draw.draw(STACKS, 'old'),
    'links': draw.draw(STACKS, 'pl', links=('parse', 'lex')),
    'links-old': draw.draw(STACKS, 'old', links=('parse', 'lex')),
    'titles': draw.draw(STACKS, 'pl', titles=TITLES),
    'titles-inferno': draw.draw(STACKS, 'inferno', titles=dict(TITLES, all='everything', main='the program')),
    'milliseconds': draw.draw(STACKS, 'inferno', unit='ms', factor=0.5),
    'bytes': draw.draw(STACKS, 'pl', unit='bytes'),
    'narrow': draw.draw(STACKS, 'pl', least=0.02),
    'difference': draw.draw(DIFFERENCE, 'pl', diff=True),
    'chart': draw.draw({('main', 'a'): 3, ('main', 'b'): 4, ('main',): 5}, 'inferno', chart=True),
    'one-box': draw.draw({(): 7}, 'inferno'),
}
BAD = {
    'no-boxes': ('no boxes of a flame graph', '<svg xmlns="http://www.w3.org/2000/svg"><g id="frames"><rect x="0" '
                 'y="0" width="5" height="5"/></g><g><title>x (3 samples, 4%)</title><rect x="1" y="1" width="2"/></g></svg>'),
    'no-counts': ('no title of a box says', draw.draw({('main',): 1}, 'pl', titles={'main': 'one', 'all': 'two'})),
    'no-cost': ('no box counts anything', draw.draw({('main',): 1}, 'pl').replace('(1 samples', '(0 samples')),
    'no-places': ('no boxes of a flame graph', draw.draw({('main',): 1}, 'pl').replace('x="10.0"', 'x="left"')),
    'cut': ('the XML ends early', draw.draw(STACKS, 'pl')[:2000]),
    'tags': ('mismatched tag', draw.draw(STACKS, 'pl').replace('</g>', '</a>', 1)),
    'ampersand': ('not well-formed', draw.draw(STACKS, 'pl').replace('(libc', '&& (libc')),
    'entities': ('declares entities', draw.draw(STACKS, 'pl').replace(
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">', '"x" [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>')),
    'deep': ('nested deeper than 64 levels', '<svg><g id="frames">' + '<g>' * 100 + '</g>' * 100 + '</g></svg>'),
    'after-the-end': ('junk after document element', draw.draw(STACKS, 'inferno') + '<svg/>'),
}


def main():
    for name, text in OK.items():
        with open('ok/%s.svg' % name, 'w', encoding='utf-8') as f:
            f.write(text)
    with open('ok/latin1.svg', 'wb') as f:          # what flamegraph.pl makes of names that are no UTF-8
        f.write(draw.draw({('main', 'café'): 3, ('main', 'x&y <z>'): 4}, 'pl').encode('latin-1'))
    with open('bad/expected.tsv', 'w', encoding='ascii') as f:
        for name, (message, text) in sorted(BAD.items()):
            f.write('%s.svg\t%s\n' % (name, message))
            with open('bad/%s.svg' % name, 'w', encoding='utf-8') as sample:
                sample.write(text)


main()
