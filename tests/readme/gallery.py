#!/usr/bin/env python3
"""The commands of docs/gallery.md draw pictures that tell what those in docs/gallery tell: the same functions and
figures in the same colours.  Where things stand depends on the machine's fonts and Graphviz, and is not compared.
usage: gallery.py PROFDRAW TOP"""
import os, re, subprocess, sys, tempfile
import xml.etree.ElementTree

program, top = map(os.path.abspath, sys.argv[1:3])
SVG = '{http://www.w3.org/2000/svg}'
kept = os.path.join(top, 'docs', 'gallery')


def gist(path):
    """-> what is said to those who point at something, and all colours of it; None without a picture"""
    if not os.path.exists(path):
        return None
    root = xml.etree.ElementTree.parse(path).getroot()
    told = [element.text for element in root.iter(SVG + 'title')]
    with open(path, encoding='utf-8') as f:
        return sorted(told), sorted(set(re.findall(r'#[0-9a-f]{3,6}\b', f.read())))


with open(os.path.join(top, 'docs', 'gallery.md'), encoding='utf-8') as f:
    page = f.read()
drawn = re.findall(r'^    profdraw .* -o docs/gallery/([\w-]+\.svg)$', page, re.M)
commands = re.findall(r'^    .*$', page, re.M)
problems = []
if drawn != re.findall(r'^!\[[^]]+\]\(gallery/([^)]+)\)$', page, re.M) or len(drawn) != len(commands):
    problems.append('each command is followed by its picture')
if sorted(drawn) != sorted(os.listdir(kept)):
    problems.append('pictures that no command draws, or the other way round: %s'
                    % sorted(set(drawn) ^ set(os.listdir(kept))))
with tempfile.TemporaryDirectory() as folder:
    for name in ('tests', 'golden'):
        os.symlink(os.path.join(top, name), os.path.join(folder, name))
    subprocess.run(['sh', os.path.join(top, 'docs', 'gallery.sh'), program, folder], check=True)
    for name in drawn:
        old, new = gist(os.path.join(kept, name)), gist(os.path.join(folder, 'docs', 'gallery', name))
        if not new or len(new[0]) < 5:
            problems.append(name + ' tells nothing')
        if old != new:
            problems.append(name + ' is out of date: docs/gallery.sh draws it anew')
print('\n'.join(problems))
print('%d pictures, %d problems' % (len(drawn), len(problems)))
sys.exit(1 if problems or not drawn else 0)
