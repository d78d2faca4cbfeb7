#!/usr/bin/env python3
"""Compares what profdraw draws with what was approved in golden/.

  run.py [--profdraw FILE] [--work FOLDER] [CASE...]   compares; failures leave NAME.expected.EXT,
                                                       NAME.actual.EXT and NAME.diff.EXT in FOLDER
  run.py --bless [CASE...]                             rewrites golden/ and lists what changed

A line of golden/cases.txt is: name | arguments | outputs.  Outputs are dump (the profile as JSON),
scene (the display list), svg and png.  Pictures are drawn with the fixed-advance font measurer, so
that layouts do not depend on fonts.  Text is compared byte by byte; of a PNG at most 0.1 % of the
pixels may differ by more than 2 in a channel, not counting those under text, whose shapes depend on
the fonts of the machine.  Everything is written twice and must be the same.

Call graphs are laid out by libgvc: with another Graphviz than the one that was used for the goldens
they are not compared; if nothing else was asked for, the exit status is 77: skipped."""
import argparse
import difflib
import math
import os
import re
import shlex
import struct
import subprocess
import sys
import xml.parsers.expat
import zlib

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOLDEN = os.path.join(TOP, 'golden')
TYPES = {'dump': 'json', 'scene': 'scene', 'svg': 'svg', 'png': 'png'}
GRAPHVIZ = ('2.42', '2.43')     # of the goldens; both lay out alike
SKIPPED = 77
CHANNEL_TOLERANCE, PIXEL_TOLERANCE = 2, 0.001


def read_cases():
    cases = {}
    with open(os.path.join(GOLDEN, 'cases.txt'), encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith('#'):
                continue
            name, arguments, outputs = (part.strip() for part in line.split('|'))
            unknown = set(outputs.split()) - set(TYPES)
            if name in cases or unknown:
                sys.exit('golden/cases.txt:%d: %s' % (number, unknown or 'a name twice'))
            cases[name] = (shlex.split(arguments), outputs.split())
    return cases


def has_other_graphviz():
    try:
        version = subprocess.run(['dot', '-V'], capture_output=True, text=True).stderr
    except OSError:
        return False    # not told: compare
    return not re.search(r'version (%s)\b' % '|'.join(map(re.escape, GRAPHVIZ)), version)


def golden_path(name, output):
    return os.path.join(GOLDEN, name + '.' + output)


def draw(profdraw, arguments, output):
    """The bytes of one output, and what was wrong."""
    command = [profdraw] + arguments + ['--quiet', '-T', TYPES[output], '-o', '-']
    if arguments[0] != 'convert':
        command += ['--font', 'fixed']
    runs = [subprocess.run(command, cwd=TOP, capture_output=True) for _ in range(2)]
    if runs[0].returncode:
        return b'', runs[0].stderr.decode('utf-8', 'replace').strip()
    if runs[0].stdout != runs[1].stdout:
        return runs[0].stdout, 'two runs differ'
    return runs[0].stdout, None


# ---- PNG --------------------------------------------------------------------------------------

def png_chunks(data):
    at = 8
    while at < len(data):
        size, kind = struct.unpack_from('>I4s', data, at)
        yield kind, data[at + 8:at + 8 + size]
        at += 12 + size


def unfilter(raw, height, stride, step):
    """The rows of filters none, sub and up (the others are not written)."""
    rows, above = [], bytes(stride)
    for y in range(height):
        kind, row = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        if kind == 1:
            for x in range(step, stride):
                row[x] = (row[x] + row[x - step]) & 255
        elif kind == 2:
            row = bytearray((a + b) & 255 for a, b in zip(row, above))
        elif kind:
            raise ValueError('row filter %d' % kind)
        above = bytes(row)
        rows.append(above)
    return rows


def decode_png(data):
    """(width, height, pixels) with pixels a list of rows of colour tuples."""
    palette, packed = None, b''
    for kind, body in png_chunks(data):
        if kind == b'IHDR':
            width, height, depth, color = struct.unpack('>IIBB', body[:10])
        elif kind == b'PLTE':
            palette = [tuple(body[i:i + 3]) for i in range(0, len(body), 3)]
        elif kind == b'IDAT':
            packed += body
    step = {2: 3, 3: 1, 6: 4}[color]
    bits = depth * step
    rows = unfilter(zlib.decompress(packed), height, (width * bits + 7) // 8, step)
    if palette:
        mask, per_byte = (1 << depth) - 1, 8 // depth
        return width, height, [[palette[row[x // per_byte] >> (8 - depth * (x % per_byte + 1)) & mask]
                                for x in range(width)] for row in rows]
    return width, height, [[tuple(row[x:x + step]) for x in range(0, len(row), step)] for row in rows]


def encode_grey(width, height, rows):
    def chunk(kind, body):
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(b''.join(b'\0' + row for row in rows))) + chunk(b'IEND', b''))


def text_boxes(scene, scale):
    """Where a scene has text: (left, top, right, bottom) in pixels."""
    pattern = re.compile(r' *text (\S+) (\S+) size=(\S+) width=(\S+)(?: angle=(\S+))?( middle| end)?')
    for line in scene.decode('utf-8').splitlines():
        match = pattern.match(line)
        if not match:
            continue
        x, y, size, width, angle = (float(part or 0) for part in match.groups()[:5])
        left = {None: 0, ' middle': -width / 2, ' end': -width}[match.group(6)]
        corners = [(u * math.cos(angle) - v * math.sin(angle) + x, u * math.sin(angle) + v * math.cos(angle) + y)
                   for u in (left - 2, left + width + 2) for v in (-size, 0.3 * size)]
        xs, ys = zip(*corners)
        yield (math.floor(min(xs) * scale), math.floor(min(ys) * scale),
               math.ceil(max(xs) * scale), math.ceil(max(ys) * scale))


def blank_text(rows, scene, scale):
    for left, top, right, bottom in text_boxes(scene, scale):
        for row in rows[max(top, 0):max(bottom, 0)]:
            left, right = max(left, 0), min(right, len(row))
            if left < right:
                row[left:right] = [(0, 0, 0)] * (right - left)


def compare_png(expected, actual, scene, scale):
    """(difference picture, what is wrong)."""
    width, height, old = decode_png(expected)
    new_width, new_height, new = decode_png(actual)
    if (width, height) != (new_width, new_height):
        return b'', 'is %d x %d, not %d x %d' % (new_width, new_height, width, height)
    blank_text(old, scene, scale)
    blank_text(new, scene, scale)
    rows = [bytes(max(abs(a - b) for a, b in zip(p, q)) if len(p) == len(q) else 255
                  for p, q in zip(*pair)) for pair in zip(old, new)]
    off = sum(value > CHANNEL_TOLERANCE for row in rows for value in row)
    if off <= PIXEL_TOLERANCE * width * height:
        return b'', None
    return encode_grey(width, height, rows), '%d of %d pixels differ' % (off, width * height)


# ---- comparing --------------------------------------------------------------------------------

def compare_text(expected, actual):
    if expected == actual:
        return b'', None
    lines = [text.decode('utf-8', 'replace').splitlines(keepends=True) for text in (expected, actual)]
    diff = list(difflib.unified_diff(*lines, 'expected', 'actual', n=1))
    return ''.join(diff).encode(), 'differs:\n' + ''.join(line[:200] + '\n' * (len(line) > 200)
                                                          for line in diff[:20])


def compare(profdraw, arguments, output, expected, actual):
    if output != 'png':
        return compare_text(expected, actual)
    scene, problem = draw(profdraw, arguments, 'scene')
    if problem:
        return b'', problem
    scale = float(arguments[arguments.index('--scale') + 1]) if '--scale' in arguments else 1
    return compare_png(expected, actual, scene, scale)


def keep(work, name, output, parts):
    os.makedirs(work, exist_ok=True)
    for part, data in parts.items():
        with open(os.path.join(work, '%s.%s.%s' % (name, part, output)), 'wb') as f:
            f.write(data)


def check(profdraw, work, name, arguments, output):
    actual, problem = draw(profdraw, arguments, output)
    expected, diff = b'', b''
    if not problem and output == 'svg':
        try:
            xml.parsers.expat.ParserCreate().Parse(actual, True)
        except xml.parsers.expat.ExpatError as error:
            problem = 'is no XML: %s' % error
    if not problem:
        try:
            with open(golden_path(name, output), 'rb') as f:
                expected = f.read()
        except FileNotFoundError:
            problem = 'has no golden; look at it, then bless'
    if not problem:
        diff, problem = compare(profdraw, arguments, output, expected, actual)
    if problem:
        print('%s.%s %s' % (name, output, problem))
        keep(work, name, output, {'expected': expected, 'actual': actual, 'diff': diff})
    return problem is None


def bless(profdraw, name, arguments, output):
    actual, problem = draw(profdraw, arguments, output)
    path = golden_path(name, output)
    if problem:
        print('%s.%s %s' % (name, output, problem))
        return False
    old = None
    if os.path.exists(path):
        with open(path, 'rb') as f:
            old = f.read()
    if old is not None and not compare(profdraw, arguments, output, old, actual)[1]:
        return True
    with open(path, 'wb') as f:
        f.write(actual)
    print('%s golden/%s.%s' % ('new    ' if old is None else 'changed', name, output))
    return True


def stale(cases):
    wanted = {'cases.txt'} | {'%s.%s' % (name, output) for name in cases for output in cases[name][1]}
    return sorted(file for file in os.listdir(GOLDEN)
                  if file not in wanted and os.path.isfile(os.path.join(GOLDEN, file)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--profdraw', default=os.path.join(TOP, 'build', 'release', 'profdraw'))
    parser.add_argument('--work', default=os.path.join(TOP, 'build', 'golden'))
    parser.add_argument('--bless', action='store_true')
    parser.add_argument('--stale', action='store_true', help='only look for goldens without a case')
    parser.add_argument('cases', nargs='*')
    options = parser.parse_args()
    cases = read_cases()
    failed = skipped = False
    other_graphviz = has_other_graphviz()
    if options.stale or not options.cases:
        for file in stale(cases):
            print('golden/%s belongs to no case' % file)
            failed = True
    if not options.stale:
        for name in options.cases or cases:
            arguments, outputs = cases[name]
            if arguments[0] == 'graph' and other_graphviz:
                print('%s: skipped, the golden is of Graphviz %s' % (name, ' or '.join(GRAPHVIZ)))
                skipped = True
                continue
            for output in outputs:
                failed |= not (bless(options.profdraw, name, arguments, output) if options.bless else
                               check(options.profdraw, options.work, name, arguments, output))
    sys.exit(failed or (SKIPPED if skipped and len(options.cases) == 1 else 0))


main()
