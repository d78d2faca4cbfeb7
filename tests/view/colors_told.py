#!/usr/bin/env python3
"""Every colour of a box is in the legend, whatever it tells: of any sample, in any picture.  A type's or a rule's is there
itself; a share's lies on the bar; a module's or a name's is there or among '… n more'.
usage: colors_told.py PROFDRAW FILE..."""
import colorsys, concurrent.futures, os, re, subprocess, sys, tempfile

program, *files = sys.argv[1:]
VERBS = 'flame', 'icicle', 'sunburst', 'chart', 'graph'
COLORS = 'total', 'self', 'calls', 'module', 'name', 'type', 'rules'
RULES = '^[a-m] -> #336699, early\n^[n-z] -> green, late\n'
SHAPE = re.compile(r' *(box|sector) .*? fill=#(\w{6})(?:\|#\w+)?( stroke.*)?$')


def scene_of(verb, path, how, rules):
    options = ['--rules', rules] if how == 'rules' else ['--color-by', how]
    done = subprocess.run([program, verb, '-q', '-T', 'scene', '-n', '0.5', path, *options] if verb == 'graph' else
                          [program, verb, '-q', '-T', 'scene', path, *options], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def read(scene):
    """-> the fill of each box of a function, those of the legend, its words"""
    cells, legend, words, depth, group = [], [], [], 0, None
    for line in scene.splitlines():
        word = line.split()[0] if line.strip() else ''
        shape = SHAPE.match(line)
        if word in ('group', 'disc'):
            group = [word, line, None]
            depth += word == 'group'
        elif word == 'end':
            depth = max(0, depth - 1)
        elif word == 'title' and group:
            group[2] = line.split(None, 1)[1]
        elif shape and depth:
            if group and group[2] and not re.search('class=(edge|stub|cluster|axis)', group[1]) and \
                    not re.match(r'[\d,]+ (more|short calls?)\b|all\\n', group[2]):
                cells.append((shape[2], group[2]))
            group = None
        elif shape:
            legend.append(shape[2])
        elif word == 'text' and not depth:
            words.append(line)
    return cells, legend, words


def parts(color):
    return [int(color[i:i + 2], 16) for i in (0, 2, 4)]


def is_near_line(color, a, b):
    """whether a colour is between two steps of the bar, or nearly so"""
    p, a, b = parts(color), parts(a), parts(b)
    way = [y - x for x, y in zip(a, b)]
    length = sum(w * w for w in way)
    t = min(2, max(-2, sum((x - y) * w for x, y, w in zip(p, a, way)) / length)) if length else 0
    return sum((x - y - t * w) ** 2 for x, y, w in zip(p, a, way)) <= 64


def hue(color):
    h, _, s = colorsys.rgb_to_hls(*[c / 255 for c in parts(color)])
    return round(h * 360) if s > 0.12 else 'grey'


def is_told(color, how, legend, words):
    if how in ('total', 'self', 'calls'):
        return any(is_near_line(color, a, b) for a, b in zip(legend, legend[1:]))
    if how == 'type':
        return color in legend
    if how == 'rules':
        return color in legend or hue(color) != 'grey'
    near = any(hue(color) == hue(told) or 'grey' not in (hue(color), hue(told)) and
               abs((hue(color) - hue(told) + 180) % 360 - 180) <= 4 for told in legend)
    return near or any(re.search(r' … [\d,]+ more ', word) for word in words)


def look(number, turn, path, rules):
    """-> whether it was drawn, and what is wrong with it"""
    verb, how = VERBS[(number + turn) % len(VERBS)], COLORS[turn]
    scene = scene_of(verb, path, how, rules)
    cells, legend, words = read(scene or '')
    odd = [(c, title) for c, title in cells if not is_told(c, how, legend, words)]
    return scene is not None, '%s of %s by %s: #%s of %s is not told' % (verb, path, how, *odd[0]) if odd else ''


with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    rules = os.path.join(folder, 'rules')
    with open(rules, 'w') as f:
        f.write(RULES)
    found = list(pool.map(lambda task: look(*task, rules), [(number, turn, path) for number, path in enumerate(files)
                                                            for turn in range(len(COLORS))]))
pictures, problems = sum(drawn for drawn, _ in found), [problem for _, problem in found if problem]
print(*problems, '%d pictures, %d problems' % (pictures, len(problems)), sep='\n')
sys.exit(1 if problems or pictures < 3 * len(files) else 0)
