#!/usr/bin/env python3
"""Several pictures in one page, as elements of it, look like each alone: no rule of one's style is for another, nor for
the page.   usage: inline.py PROFDRAW TOP"""
import os, subprocess, sys, tempfile

import browser

program, top = map(os.path.abspath, sys.argv[1:3])
browser.find()
LOOKS = """return [...document.querySelectorAll(%r)].map(element => { const style = getComputedStyle(element);
  return [element.tagName, style.fill, style.stroke, style.strokeWidth, style.strokeDasharray, style.fontFamily,
    style.fontSize, style.fontWeight, style.textAnchor].join(' '); }).join('\\n')"""
PICTURES = {'graph': ['graph', '--theme', 'light'], 'flame': ['flame', '--theme', 'auto'],
            'dark': ['icicle', '--theme', 'dark', '--colormap', 'viridis'], 'live': ['sunburst', '--interactive']}


def looks(folder, body, selector):
    path = os.path.join(folder, 'x.html')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html><html><head></head><body>%s</body></html>' % body)
    return browser.run(path, LOOKS % selector).splitlines()


problems = 0
with tempfile.TemporaryDirectory() as folder:
    boxes, own = '', '<p>text</p><svg><path d="M0 0h9v9z"/><text class="t1 f4">text</text></svg>'
    for name, options in PICTURES.items():
        svg = subprocess.run([program, *options, os.path.join(top, 'golden', 'input', 'shop.folded'), '-o', '-'],
                             check=True, capture_output=True, text=True).stdout
        boxes += '<div id="%s">%s</div>' % (name, svg)
        PICTURES[name] = looks(folder, '<div id="%s">%s</div>' % (name, svg), '#%s svg, #%s svg *' % (name, name))
        if len({look for look in PICTURES[name]}) < 5:
            problems += 1
            print('%s: its parts look alike' % name)
    for name, alone in PICTURES.items():
        together = looks(folder, boxes, '#%s svg, #%s svg *' % (name, name))
        different = sum(one != other for one, other in zip(alone, together))
        if different or len(alone) != len(together):
            problems += 1
            print('%s: %d of %d elements look different among others' % (name, different, len(alone)))
    if looks(folder, own, 'p, p + svg *') != looks(folder, own + boxes, 'p, p + svg *'):
        problems += 1
        print('what the page has itself looks different')
print('%d problems' % problems)
sys.exit(1 if problems else 0)
