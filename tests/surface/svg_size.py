#!/usr/bin/env python3
"""A flame graph of 5,000 boxes with their tooltips is an SVG of less than 0.8 MB, also an interactive one.
usage: svg_size.py PROFDRAW"""
import json, os, random, subprocess, sys, tempfile
import xml.etree.ElementTree as tree

program, = sys.argv[1:]
BOXES, MOST = 5000, 800000
WORDS = ('tcp ip sock vfs page net skb read write sys do dev queue xmit rcv alloc free lock map tree node parse json '
         'query index cache flush sync wait poll epoll futex sched irq timer').split()


def stacks():
    """as many stacks as boxes, of functions that are called from many places"""
    draw = random.Random(7)
    names = ['_'.join(draw.choice(WORDS) for _ in range(draw.choice((2, 3, 3, 4)))) for _ in range(900)]
    found, paths = {'server': 30}, ['server']
    while len(found) < BOXES - 1:
        path = draw.choice(paths[-600:]) + ';' + draw.choice(names)
        if path.count(';') < 22 and path not in found:
            found[path] = draw.randint(20, 60)
            paths.append(path)
        elif path.count(';') >= 22:
            paths.append('server')
    return found


problems = 0
with tempfile.TemporaryDirectory() as folder:
    source, picture = os.path.join(folder, 'x.folded'), os.path.join(folder, 'x.svg')
    with open(source, 'w') as f:
        f.writelines('%s %d\n' % item for item in stacks().items())
    for options in ([], ['--interactive']):
        subprocess.run([program, 'flame', '-q', source, '-o', picture, '--min-width', '0.01', *options], check=True)
        size = os.path.getsize(picture)
        root = tree.parse(picture).getroot()
        boxes = len(root.findall('.//{*}title')) - 1
        if boxes != BOXES or size >= MOST:
            problems += 1
        print('%s: %d boxes, %d bytes' % (' '.join(options) or 'static', boxes, size))
        for data in root.findall('.//{*}metadata'):
            cells = json.loads(data.text)['cells']
            if len(cells) != 4 * BOXES:
                problems += 1
                print('the script is told of %d boxes' % (len(cells) / 4))
print('%d problems' % problems)
sys.exit(1 if problems else 0)
