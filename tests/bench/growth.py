#!/usr/bin/env python3
"""Measures each stage at 1, 10, 100 and 1000 times the size of an input and draws what it took, on
logarithmic scales.   usage: growth.py --profdraw build/release/profdraw -o docs/growth.svg [--inputs FOLDER]

The time of all processors, from profdraw --timing, the best of three runs; what takes less than 20 µs is
left out.  In each panel the grey lines grow as n and as n log n."""
import argparse, html, math, os, re, subprocess, tempfile

import gen_binary, gen_json, gen_python, gen_text

FIRST = 50000
TIMES = (1, 10, 100, 1000)
PANELS = [('folded → flame', gen_text.folded, 'flame', 'x.folded'),
          ('perf script → flame', gen_text.perf, 'flame', 'x.perf'),
          ('callgrind → graph', gen_text.callgrind, 'graph', 'x.callgrind'),
          ('.prof → flame', gen_python.functions, 'flame', 'x.prof'),
          ('pprof → flame', gen_binary.pprof, 'flame', 'x.pb.gz'),
          ('Chrome trace → flame', gen_json.trace, 'flame', 'x.json')]
COLORS = {'decode': '#7b6fd0', 'read': '#c2410c', 'build': '#0e7490', 'analyze': '#15803d', 'layout': '#a21caf',
          'view': '#1d4ed8', 'surface': '#92700c'}
LEAST_MS, MOST_MS = 0.02, 20000
WIDTH, HEIGHT, LEFT, TOP = 300, 230, 52, 62
COLUMNS = 3


def stages(profdraw, verb, path, folder):
    """Stage → ms."""
    best = {}
    for _ in range(3):
        done = subprocess.run([profdraw, verb, '-q', '--timing', path, '-o', os.path.join(folder, 'out.svg')],
                              check=True, capture_output=True, text=True)
        for name, took in re.findall(r'^  (\w+) .* ([\d.]+) ms$', done.stderr, re.M):
            best[name] = min(best.get(name, math.inf), float(took))
    return best


def measure(profdraw, panel, root):
    """Stage → list of (times, ms)."""
    _, generator, verb, name = panel
    lines = {}
    for times in TIMES:
        with tempfile.TemporaryDirectory(dir=root) as folder:
            path = os.path.join(folder, name)
            generator(path, FIRST * times)
            for stage, took in stages(profdraw, verb, path, folder).items():
                if stage in COLORS and took >= LEAST_MS:
                    lines.setdefault(stage, []).append((times, took))
    return lines


# ---- drawing -------------------------------------------------------------------------------------

def at(times, took):
    x = LEFT + math.log10(times) / 3 * (WIDTH - LEFT - 70)
    y = HEIGHT - 40 - math.log10(took / LEAST_MS) / math.log10(MOST_MS / LEAST_MS) * (HEIGHT - 60)
    return x, y


def path_of(points):
    return 'M' + 'L'.join('%.1f %.1f' % at(times, took) for times, took in points)


def text(x, y, words, anchor='start', extra=''):
    return '<text x="%.1f" y="%.1f" text-anchor="%s"%s>%s</text>' % (x, y, anchor, extra, html.escape(words))


def axes():
    out = []
    for power in range(-1, 5):
        x, y = at(1, 10 ** power)
        out.append('<path class="grid" d="M%.1f %.1fH%.1f"/>' % (x, y, at(1000, 1)[0]))
        out.append(text(x - 5, y + 4, '%g ms' % 10 ** power if power < 3 else '%d s' % 10 ** (power - 3), 'end'))
    for times in TIMES:
        out.append(text(at(times, 1)[0], HEIGHT - 24, '%d×' % times, 'middle'))
    return out


def guides(start):
    linear = [(t, start * t) for t in TIMES if start * t <= MOST_MS]
    base = math.log2(FIRST)
    sorting = [(t, start * t * math.log2(FIRST * t) / base) for t in TIMES]
    return ['<path class="guide" d="%s"/>' % path_of(line)
            for line in (linear, [p for p in sorting if p[1] <= MOST_MS])]


def place_labels(ends):
    """Names behind the ends of lines, not nearer than a line of text."""
    placed, last = [], -math.inf
    for y, stage in sorted(ends):
        last = max(y, last + 12)
        placed.append((last, stage))
    return placed


def draw_panel(panel, lines):
    out = [text(LEFT, 14, panel[0], extra=' class="head"')] + axes() + guides(0.5)
    ends = []
    for stage, points in lines.items():
        out.append('<path d="%s" stroke="%s"/>' % (path_of(points), COLORS[stage]))
        for times, took in points:
            x, y = at(times, took)
            out.append('<circle cx="%.1f" cy="%.1f" r="2.5" fill="%s"/>' % (x, y, COLORS[stage]))
        ends.append((at(*points[-1])[1] + 4, stage))
    for y, stage in place_labels(ends):
        out.append(text(at(1000, 1)[0] + 8, y, stage, extra=' style="fill:%s"' % COLORS[stage]))
    return out


def draw(results):
    rows = (len(results) + COLUMNS - 1) // COLUMNS
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'.format(
        WIDTH * COLUMNS, TOP + HEIGHT * rows),
        '<style>text{font:11px "Liberation Sans",Arial,sans-serif;fill:#444}.head,.title{font-weight:bold;fill:#111}'
        '.title{font-size:15px}path{fill:none;stroke-width:1.8}.grid{stroke:#e5e5e5;stroke-width:1}'
        '.guide{stroke:#b0b0b0;stroke-width:1;stroke-dasharray:4 3}</style>',
        '<rect width="100%" height="100%" fill="#fff"/>',
        text(16, 26, 'How cost grows: each stage at 1 to 1000 times %d kB' % (FIRST // 1000), extra=' class="title"'),
        text(16, 44, 'time of all processors; dashed: growth as n, and as n log n')]
    for i, (panel, lines) in enumerate(results):
        out.append('<g transform="translate(%d %d)">' % (i % COLUMNS * WIDTH, TOP + i // COLUMNS * HEIGHT))
        out += draw_panel(panel, lines) + ['</g>']
    return '\n'.join(out + ['</svg>', ''])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    parser.add_argument('--profdraw', required=True)
    parser.add_argument('--inputs', default=tempfile.gettempdir())
    parser.add_argument('-o', '--output', required=True)
    options = parser.parse_args()
    profdraw = os.path.abspath(options.profdraw)
    results = [(panel, measure(profdraw, panel, options.inputs)) for panel in PANELS]
    with open(options.output, 'w', encoding='utf-8') as file:
        file.write(draw(results))
    for panel, lines in results:
        for stage, points in lines.items():
            print(panel[0], stage, ' '.join('%d× %.2f ms' % point for point in points))


if __name__ == '__main__':
    main()
