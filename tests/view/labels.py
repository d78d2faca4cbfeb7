#!/usr/bin/env python3
"""Every label of a cell is a part of what its tooltip says: of the name, in order, then the cost, if it is there.
usage: labels.py PROFDRAW TESTS"""
import os, re, subprocess, sys, xml.etree.ElementTree as tree

profdraw, tests = sys.argv[1:]
SVG = '{http://www.w3.org/2000/svg}'
PROFILES = ['profiles/flask.prof', 'profiles/docutils.prof', 'format/callgrind/ok/cplusplus.callgrind',
            'format/firefox/ok/page-66.json', 'format/gecko/ok/processes.json']
seen, problems = 0, []


def is_part(label, name):
    """whether the letters of `label` come in `name` in this order, but for what stands for letters"""
    rest = iter(re.sub(r'\s', '', name))
    return all(letter in rest for letter in re.sub(r'[\s…‹]', '', label))


def check(label, title, where):
    global seen
    seen += 1
    name, *lines = title.split('\n')
    name = re.sub(r"^<method '(.*)' of '(.*)' objects>", r'\2.\1', name)  # as it is shown
    said, cost = (re.sub(r'^≈\s*', '', label) + ' · ').split(' · ')[:2]
    if not is_part(said, name):
        problems.append('%s: %r is no part of %r' % (where, label, name))
    if cost and not is_part(cost.rstrip('…'), ' '.join(lines)):
        problems.append('%s: the cost of %r is not told by %r' % (where, label, lines))


def check_picture(verb, profile, width):
    where = '%s of %s, %d px' % (verb, profile, width)
    done = subprocess.run([profdraw, verb, '-q', os.path.join(tests, profile), '--width', str(width)],
                          capture_output=True, check=True)
    for group in tree.fromstring(done.stdout).iter():
        title = group.find(SVG + 'title')
        texts = [''.join(text.itertext()) for text in group.findall(SVG + 'text')]
        told = title is not None and title.text or ''
        if texts and '\n' in told and not told.startswith('all\n') and not texts[0].startswith('…'):
            check(''.join(texts).replace('·', ' · '), told, where)


for profile in PROFILES:
    for verb in ('flame', 'icicle', 'sunburst', 'chart'):
        if verb == 'chart' and not profile.endswith('.json'):
            continue
        for width in (700, 1200, 2400):
            check_picture(verb, profile, width)
print('\n'.join(problems[:20]))
print('%d labels, %d problems' % (seen, len(problems)))
sys.exit(1 if problems or seen < 1000 else 0)
