#!/usr/bin/env python3
"""No letter of a sunburst's labels stands on its head, is smaller than 8 pt, or touches a line of its ring.
usage: rings.py PROFDRAW TESTS"""
import math, os, re, subprocess, sys, tempfile

profdraw, tests = sys.argv[1:]
PROFILES = ['profiles/flask.prof', 'profiles/django.prof', 'profiles/docutils.prof',
            'format/callgrind/ok/cplusplus.callgrind']
SECTOR = re.compile(r' *sector (\S+) (\S+) (\S+) (\S+) ')
TEXT = re.compile(r' *text (\S+) (\S+) size=(\S+) width=(\S+)(?: angle=(\S+))? middle')
MOST_TURN = math.cos(math.radians(96))
ASCENT, DESCENT, LEAST_AIR, LEAST_SIZE = 0.73, 0.22, 1, 10.66
seen, problems = 0, []


def distances(x, y, size, width, angle):
    """from the middle of the disc to the corners and edges of a text"""
    for up in (ASCENT * size, -DESCENT * size):
        for along in (-width / 2, 0, width / 2):
            yield math.hypot(x + along * math.cos(angle) + up * math.sin(angle),
                             y + along * math.sin(angle) - up * math.cos(angle))


def check(sector, text, where):
    global seen
    seen += 1
    x, y, size, width, angle = (float(number or 0) for number in text.groups())
    left, top, inner, outer = map(float, sector.groups())
    reach = list(distances(x - left, y - top, size, width, angle))
    if math.cos(angle) < MOST_TURN:
        problems.append('%s: on its head: %s' % (where, text.string))
    if size < LEAST_SIZE:
        problems.append('%s: small: %s' % (where, text.string))
    if min(reach) < inner + LEAST_AIR or max(reach) > outer - LEAST_AIR:
        problems.append('%s: touches a line: %s' % (where, text.string))


def check_picture(path, *options):
    done = subprocess.run([profdraw, 'sunburst', '-q', '-T', 'scene', path, *options], capture_output=True, text=True, check=True)
    sector = None
    for line in done.stdout.splitlines():
        shape, text = SECTOR.match(line), TEXT.match(line)
        if line.strip() == 'end':
            sector = None
        sector = shape or sector
        if sector and text and float(sector[3]) > 0:
            check(sector, text, ' '.join((os.path.basename(path), *options)))


with tempfile.TemporaryDirectory() as folder:
    names = os.path.join(folder, 'names.folded')
    with open(names, 'w') as f:
        for side, count in (('reading', 44), ('writing', 55), ('waiting', 1)):
            f.write(';'.join('org/company/product_%s/internal/Handler_%d::%s' % (side, n, side) for n in range(24)) + ' %d\n' % count)
    for path in [os.path.join(tests, profile) for profile in PROFILES] + [names]:
        for width in ('500', '800', '1200', '2400'):
            check_picture(path, '--width', width)
        check_picture(path, '--width', '800', '--style', 'equal-area')
print('\n'.join(problems[:20]))
print('%d texts, %d problems' % (seen, len(problems)))
sys.exit(1 if problems or seen < 1000 else 0)
