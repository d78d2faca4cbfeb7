#!/usr/bin/env python3
"""What stands in the SVG of call graphs of real profiles: labels of arrows touch no box, stub, title of a
cluster or other label; no two boxes have the same name; boxes and arrows have ids, all have tooltips; ids are there once and stay with their
functions; every box has its link.

usage: callgraph_svg.py PROFDRAW PROFILE..."""
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

SVG = '{http://www.w3.org/2000/svg}'
OPTIONS = ([], ['--direction', 'LR'], ['-n', '2', '-e', '1'], ['--size', 'A3-landscape'], ['--max-nodes', '40', '-e', '0'],
           ['-n', '2', '--edge-template', r'{total}\n{calls} calls\n{total/call} each'],
           ['-n', '2', '--stubs'], ['-n', '2', '--cluster', 'file'], ['-n', '1', '--cycles'])
FIGURES = re.compile(r'[<\d.]+ % |\([<\d.]+ %\)')
SLACK = 0.11    # px: coordinates have one decimal


def draw(profdraw, path, options):
    return tree.fromstring(subprocess.check_output(
        [profdraw, 'graph', path, '-q', '-T', 'svg', '--link', 'https://host/{name}', *options]))


def of_class(root, kind):
    return [group for group in root.iter() if group.tag in (SVG + 'g', SVG + 'a') and group.get('class') == kind]


def rectangle(group):
    box = group.find('.//%srect' % SVG)
    x, y, width, height = (float(box.get(name, 0)) for name in ('x', 'y', 'width', 'height'))
    return x, y, x + width, y + height


def touch(a, b):
    return (a[0] < b[2] - SLACK and b[0] < a[2] - SLACK and
            a[1] < b[3] - SLACK and b[1] < a[3] - SLACK)


def collisions_of(root):
    boxes = [rectangle(group) for kind in ('node', 'stub') for group in of_class(root, kind)
             if group.find('.//%srect' % SVG) is not None]
    labels = [rectangle(group) for group in of_class(root, 'edge-label')]
    if not boxes or not labels:
        yield '%d boxes and %d labels' % (len(boxes), len(labels))
    for i, label in enumerate(labels):
        for other in boxes + labels[:i]:
            if touch(label, other):
                yield 'the label at %s touches what is at %s' % (label, other)


def names_of(root):
    for kind in ('node', 'edge', 'edge-label', 'stub'):
        for group in of_class(root, kind):
            title = group.find('.//%stitle' % SVG)
            if title is None or not title.text:
                yield '%s without a tooltip: %s' % (kind, group.get('id'))
            if (kind == 'edge-label') == bool(group.get('id')):
                yield '%s with the id %s' % (kind, group.get('id'))
    ids = [element.get('id') for element in root.iter() if element.get('id')]
    yield from ('the id %s is there %d times' % (name, ids.count(name))
                for name in sorted(set(ids)) if ids.count(name) > 1)
    if len(of_class(root, 'node')) != len([a for a in root.iter(SVG + 'a') if a.get('class') == 'node']):
        yield 'not every box has a link'


def twins_of(root):
    """What boxes say before their figures: the bold lines and the small ones below."""
    seen = {}
    for group in of_class(root, 'node'):
        lines = [text.text for text in group.iter(SVG + 'text')]
        name = tuple(itertools.takewhile(lambda line: not FIGURES.match(line), lines))
        if seen.setdefault(name, group.get('id')) != group.get('id'):
            yield 'two boxes are called %s' % ' '.join(name)


def tooltips(root):
    """id → the name in the tooltip, of all boxes."""
    return {group.get('id'): group.find('.//%stitle' % SVG).text.split('\n')[0] for group in of_class(root, 'node')}


def main():
    profdraw, paths = sys.argv[1], sys.argv[2:]
    found = []
    for path in paths:
        for options in OPTIONS:
            root = draw(profdraw, path, options)
            found += ['%s %s: %s' % (path, ' '.join(options), what)
                      for what in [*collisions_of(root), *names_of(root), *twins_of(root)]]
        few, many = (tooltips(draw(profdraw, path, ['-n', limit])) for limit in ('8', '2'))
        if not few.items() <= many.items():
            found.append('%s: ids change with the threshold' % path)
    print('\n'.join(found[:20]))
    return bool(found) or not paths


if __name__ == '__main__':
    sys.exit(main())
