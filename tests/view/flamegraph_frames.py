#!/usr/bin/env python3
"""The frames of flame graphs of folded text against those of flamegraph.pl, where it is installed (Debian's ruby-stackprof
holds one): the same ways of names from the total, as wide, and repeated in the same order.  Where a frame begins is not
compared: flamegraph.pl has what a function costs itself at its left, since it sorts lines.
usage: flamegraph_frames.py PROFDRAW"""
import bisect, glob, os, random, re, shutil, subprocess, sys
import xml.etree.ElementTree as tree

program = os.path.abspath(sys.argv[1])
PLACES = glob.glob('/usr/lib/*/rubygems-integration/*/gems/stackprof-*/vendor/FlameGraph/flamegraph.pl')
WIDTH, SLACK = 20000, 2e-5
SVG = '{http://www.w3.org/2000/svg}'
problems = 0


def find():
    for path in (os.environ.get('FLAMEGRAPH_PL'), shutil.which('flamegraph.pl'), *PLACES):
        if path and os.path.exists(path) and shutil.which('perl'):
            return path
    print('skipped: flamegraph.pl is not installed')
    sys.exit(77)


def run(command, text):
    return tree.fromstring(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)


def boxes_of(root):
    """-> for each frame its name, left edge, width and top, in px"""
    for group in root.iter():
        title, shape = group.find(SVG + 'title'), group
        if title is None or group is root:
            continue
        if group.tag not in (SVG + 'rect', SVG + 'path'):
            shape = next(part for part in group.iter() if part.tag in (SVG + 'rect', SVG + 'path'))
        if shape.tag == SVG + 'rect':
            x, y, width = (float(shape.get(key)) for key in ('x', 'y', 'width'))
        else:
            x, y, width = map(float, re.match(r'M([\d.]+) ([\d.]+)h([\d.]+)', shape.get('d')).groups())
        yield title.text, x, width, y


def frames(root, is_ours):
    """-> the way of names to each frame, and its share of the total, those of one way from left to right"""
    found = [(re.split(r'\n', title)[0] if is_ours else re.sub(r' \([^()]*\)$', '', title), x, width, y)
             for title, x, width, y in boxes_of(root)]
    _, _, whole, base = next(frame for frame in found if frame[0] == 'all')
    rows = {}
    for name, x, width, y in found:
        # between ours is half a px, or a tenth of a narrow one
        whole_width = width if not is_ours else width + 0.5 if width > 2.5 else width / 0.9
        rows.setdefault(abs(y - base), []).append((x, name, whole_width))
    above, ways = [], []
    for level in sorted(rows):
        row = []
        for x, name, width in sorted(rows[level]):
            parent = above[bisect.bisect(above, x + width / 2, key=lambda frame: frame[0]) - 1][1] if above else ()
            row.append((x, (*parent, name), width / (whole + 0.5 * is_ours)))
        above = row
        ways += row
    return [(way, share) for x, way, share in sorted(ways, key=lambda frame: (frame[1], frame[0]))]


def draw(text, options, ours_too=()):
    """-> the pictures of both"""
    return (run(['perl', original, '--width', str(WIDTH), '--minwidth', '0', *options], text),
            run([program, 'flame', '-q', '--width', str(WIDTH), '--min-width', '0', *options, *ours_too], text))


def tell(what, options, ours, theirs):
    global problems
    others = [(a, b) for a, b in zip(ours, theirs) if a[0] != b[0] or abs(a[1] - b[1]) > SLACK]
    if others or len(ours) != len(theirs):
        problems += 1
        print('%s %s: %d frames, and %d of flamegraph.pl:' % (what, ' '.join(options), len(ours), len(theirs)), others[:2])


def compare(what, text, *options, ours_too=()):
    theirs, ours = draw(text, options, ours_too)
    # what has no width is drawn by flamegraph.pl alone
    tell(what, options, frames(ours, True), [frame for frame in frames(theirs, False) if frame[1] > SLACK])


def compare_narrow(what, text, least):
    """Without the narrower ones; whether those that are nearly as narrow are drawn is left to either."""
    options = ['--minwidth', str(least)]
    theirs, ours = draw(text, options)
    both = [[frame for frame in frames(root, is_ours) if not re.fullmatch(r'[\d,]+ more', frame[0][-1])]
            for root, is_ours in ((ours, True), (theirs, False))]
    tell(what, options, *[[frame for frame in found if frame[1] * WIDTH > least * 1.05] for found in both])
    if any(share * WIDTH < least * 0.9 for found in both for _, share in found):
        tell(what + ', narrow', options, *both)


def warmth(root, is_ours):
    """-> for each way that ends in a function of its own whether it is red or blue"""
    rules = dict(re.findall(r'\.(\w+){[^}]*fill:#(\w{6})', ''.join(root.find(SVG + 'style').itertext())))
    found = {}
    for group in root.iter():
        title = group.find(SVG + 'title')
        if title is None or group is root:
            continue
        shape = next(part for part in group.iter() if part.tag in (SVG + 'rect', SVG + 'path'))
        name = title.text.split('\n')[0] if is_ours else re.sub(r' \([^()]*\)$', '', title.text)
        fill = next((rules[c] for c in shape.get('class', root.get('class')).split() if c in rules), None) if is_ours else \
            '%02x%02x%02x' % tuple(map(int, re.findall(r'\d+', shape.get('fill'))))
        red, _, blue = (int(fill[i:i + 2], 16) for i in (0, 2, 4))
        found[name] = red > blue, red < blue
    return found


def compare_change(what, text, *options):
    """Functions that only one line ends in: there, what changed is the same for both."""
    theirs, ours = draw(text, options, ['--widths', 'new'])
    theirs, ours = warmth(theirs, False), warmth(ours, True)
    global problems
    other = [name for name in theirs if name.startswith('leaf') and theirs[name] != ours.get(name)]
    if other:
        problems += 1
        print('%s %s: other colours of' % (what, ' '.join(options)), other)


def random_stacks(seed):
    draw, lines = random.Random(seed), []
    names = ['main', 'parse', 'read', 'Écrire', 'a b', 'f(int, char)', 'x::y', '<module>', 'java/util/List.add', 'z-1']
    for _ in range(120):
        depth = draw.randint(1, 9)
        lines.append(';'.join(draw.choice(names) for _ in range(depth)) + ' %d' % draw.randint(1, 500))
    return '\n'.join(lines) + '\n'


original = find()
TEXTS = {'few': 'a;b;c 3\na;b 2\na;d 1\ne 4\na;b;c 1\n', 'recursion': 'a;a;a 5\na;a 1\na;b;a 2\n',
         'fractions': 'a;b 1.5\na;c 2.25\nd 0.25\n', 'deep': ';'.join('f%d' % i for i in range(60)) + ' 7\nf0 1\n'}
TEXTS.update(('random %d' % seed, random_stacks(seed)) for seed in range(4))
for what, text in TEXTS.items():
    for options in ([], ['--reverse'], ['--inverted'], ['--flamechart'], ['--total', '5000']):
        compare(what, text, *options)
    compare_narrow(what, text, 300)
for seed in range(3):
    change = random.Random(seed)
    sides = ['%s %d' % (line, change.randint(1, 500)) for line in random_stacks(seed).splitlines()]
    leaves = ['root;leaf%d %d %d' % (i, change.randint(1, 90), change.randint(100, 190)) for i in range(8)]
    leaves += ['root;leaf%d %d %d' % (i, change.randint(100, 190), change.randint(1, 90)) for i in range(8, 16)]
    for options in ([], ['--negate'], ['--reverse'], ['--inverted']):
        compare('change %d' % seed, '\n'.join(sides) + '\n', *options, ours_too=['--widths', 'new'])
    for options in ([], ['--negate']):
        compare_change('change %d' % seed, '\n'.join(leaves) + '\n', *options)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
