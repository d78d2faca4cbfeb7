#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ by the grammar: sysprof of today saves another format.

usage: make.py        (in this folder)"""
from xml.sax.saxutils import escape


def tag(name, value, attribute=''):
    return '<%s%s>%s</%s>' % (name, attribute, value, name)


def document(objects, nodes, indent=True):
    """objects: {id: name}; nodes: [(id, object, parent, own samples)]"""
    n = '\n' + ' ' * 8 if indent else ''
    text = '<profile>\n    <size>%d</size>\n    <call_tree>1</call_tree>\n    <objects>' % sum(x[3] for x in nodes)
    for i, name in objects.items():
        text += n + tag('object', n + '    ' + tag('name', escape('"%s"' % name)) + tag('total', 0) + tag('self', 0),
                        ' id="%d"' % i)
    text += '\n    </objects>\n    <nodes>'
    for i, thing, parent, own in nodes:
        text += n + tag('node', ''.join(tag(*pair) for pair in (
            ('object', thing), ('siblings', 0), ('children', 0), ('parent', parent), ('total', own),
            ('self', own), ('toplevel', int(parent == 0)))), ' id="%d"' % i)
    return text + '\n    </nodes>\n</profile>\n'


OBJECTS = {2: '[editor]', 5: 'main', 6: 'In file /usr/lib/libX11.so.6.2.0', 7: 'draw', 9: 'operator<(const A&)',
           11: 'in kernel', 12: '[(kswapd0)]', 13: 'never called'}
NODES = [(1, 2, 0, 0), (3, 5, 1, 2), (4, 6, 3, 30), (10, 7, 4, 5), (17, 7, 10, 4), (18, 9, 3, 1), (20, 11, 1, 8),
         (30, 12, 0, 0), (31, 11, 30, 9)]
KERNEL = {1: 'Everything', 2: '[/usr/bin/cat]', 3: 'main', 4: 'read', 5: '- - kernel - -', 6: 'vfs_read'}
ONE = {1: 'a'}
LAUGHS = ('<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>')
EXTERNAL = '<!DOCTYPE p [<!ENTITY a SYSTEM "other.txt">]>'

OK = {
    'processes': document(OBJECTS, NODES),
    'children-first': document(OBJECTS, NODES[::-1], indent=False),
    'kernel': document(KERNEL, [(1, 1, 0, 0), (2, 2, 1, 0), (3, 3, 2, 1), (4, 4, 3, 2), (5, 5, 4, 0), (6, 6, 5, 7)]),
    'large-ids': document({10 ** 18: 'a', 7: 'b'}, [(10 ** 19, 10 ** 18, 0, 1), (2, 7, 10 ** 19, 2)]),
    'chain': document(ONE, [(i, 1, i - 1, i % 2) for i in range(1, 400)], indent=False),
    'negative': document(ONE, [(1, 1, 0, 3), (2, 1, 1, -7)]),
}
BAD = {
    'cycle': ('a node that is called by itself', document(ONE, [(1, 1, 2, 1), (2, 1, 1, 1)])),
    'self-parent': ('a node that is called by itself', document(ONE, [(1, 1, 0, 1), (2, 1, 2, 1)])),
    'object': ('a node of an object that is not there', document(ONE, [(1, 9, 0, 1)])),
    'parent': ('a node whose parent is not there', document(ONE, [(1, 1, 9, 1)])),
    'no-samples': ('no node has a sample', document(ONE, [(1, 1, 0, 0)])),
    'no-nodes': ('no node has a sample', document(ONE, [])),
    'no-object': ('a node without an object', document(ONE, [(1, 1, 0, 1)]).replace('<object>1</object>', '')),
    'two-ids': ('two elements with one id', document(ONE, [(1, 1, 0, 1), (1, 1, 0, 1)])),
    'no-id': ('expected an element with an id', document(ONE, [(1, 1, 0, 1)]).replace('node id="1"', 'node')),
    'text': ('expected a number', document(ONE, [(1, 1, 0, 1)]).replace('<self>1', '<self>one')),
    'entities': ('declares entities', LAUGHS + document({1: '&b;'}, [(1, 1, 0, 1)]).replace('&amp;', '&')),
    'external': ('declares entities', EXTERNAL + document(ONE, [(1, 1, 0, 1)])),
    'unknown-entity': ('undefined entity', document(ONE, [(1, 1, 0, 1)]).replace('"a"', '&nbsp;')),
    'cut': ('the XML ends early', document(OBJECTS, NODES)[:700]),
    'tags': ('mismatched tag', document(ONE, [(1, 1, 0, 1)]).replace('</object>', '</node>', 1)),
    'deep': ('nested deeper than 64 levels', '<profile>' + '<more>' * 100),
    'other-root': ('expected the element <profile>', '<profiles/>'),
}


def main():
    for name, text in OK.items():
        with open('ok/%s.sysprof' % name, 'w', encoding='utf-8') as f:
            f.write(text)
    with open('bad/expected.tsv', 'w', encoding='ascii') as f:
        for name, (message, text) in sorted(BAD.items()):
            f.write('%s.sysprof\t%s\n' % (name, message))
            with open('bad/%s.sysprof' % name, 'w', encoding='utf-8') as sample:
                sample.write(text)


main()
