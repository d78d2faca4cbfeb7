#!/usr/bin/env python3
"""An SVG of 5,000 cells with their tooltips takes less than 0.8 MB, 160 bytes a cell: flame graphs, icicles and sunbursts
of stacks and of a cProfile, where tooltips say most, and a chart; also interactive ones, besides their script and its names.
usage: svg_size.py PROFDRAW"""
import collections, json, marshal, os, random, subprocess, sys, tempfile
import xml.etree.ElementTree as tree

program, = sys.argv[1:]
CELLS, MOST_BYTES, SCRIPT_BYTES = 5000, 160, 45000
WORDS = ('tcp ip sock vfs page net skb read write sys do dev queue xmit rcv alloc free lock map tree node parse json '
         'query index cache flush sync wait poll epoll futex sched irq timer').split()
FOLDERS = ('shop', 'shop/views', 'django/db/models', 'django/template', 'django/utils', 'sqlparse/engine', 'email')


def names(draw, count):
    return ['_'.join(draw.choice(WORDS) for _ in range(draw.choice((2, 3, 3, 4)))) for _ in range(count)]


def stacks():
    """as many stacks as cells, of functions that are called from many places"""
    draw = random.Random(7)
    functions = names(draw, 900)
    found, paths = {'server': 30}, ['server']
    while len(found) < CELLS - 1:
        path = draw.choice(paths[-600:]) + ';' + draw.choice(functions)
        if path.count(';') < 22 and path not in found:
            found[path] = draw.randint(20, 60)
            paths.append(path)
        elif path.count(';') >= 22:
            paths.append('server')
    return found


def write_folded(path):
    with open(path, 'w') as f:
        f.writelines('%s %d\n' % item for item in stacks().items())


def write_pstats(path):
    """functions of files, in layers: each is called by two or three of the layer above"""
    draw = random.Random(11)
    layers = [[('%s/%s.py' % (draw.choice(FOLDERS), draw.choice(WORDS)), draw.randint(5, 900), name)
               for name in names(draw, 4 + 10 * depth)] for depth in range(6)]
    callers = collections.defaultdict(dict)
    own = {f: draw.random() / 50 for layer in layers for f in layer}
    total = dict(own)
    for depth in range(5, 0, -1):
        for f in layers[depth]:
            chosen = draw.sample(layers[depth - 1], draw.choice((2, 2, 3)))
            for caller in chosen:
                share, calls = 1 / len(chosen), draw.randint(1, 90)
                callers[f][caller] = (calls, calls, own[f] * share, total[f] * share)
                total[caller] += total[f] * share
            if depth > 1 and draw.random() < 0.1:   # calls back
                callers[draw.choice(layers[depth - 2])][f] = (1, 1, 1e-4, 2e-4)
    counts = {f: sum(link[0] for link in callers[f].values()) or 1 for f in own}
    with open(path, 'wb') as f:
        marshal.dump({g: (counts[g], counts[g], own[g], total[g], callers[g]) for g in own}, f)


def write_times(path):
    """a thread whose calls of two and three levels follow each other"""
    draw, events, now = random.Random(5), [], 0
    functions = names(draw, 300)
    for _ in range(CELLS // 3):
        call = draw.sample(functions, 3)
        for depth, name in enumerate(call):
            events.append({'ph': 'B', 'ts': now + depth, 'name': name, 'pid': 1, 'tid': 1})
        now += draw.randint(50, 900)
        for depth, name in enumerate(reversed(call)):
            events.append({'ph': 'E', 'ts': now + depth, 'name': name, 'pid': 1, 'tid': 1})
        now += 10
    with open(path, 'w') as f:
        json.dump(events, f)


problems = 0


def check(folder, verb, source, *options):
    global problems
    picture = os.path.join(folder, 'x.svg')
    subprocess.run([program, verb, '-q', os.path.join(folder, source), '-o', picture, *options], check=True)
    size, root = os.path.getsize(picture), tree.parse(picture).getroot()
    cells = len(root.findall('.//{*}title')) - 1
    told = [len(json.loads(data.text)['cells']) / 4 for data in root.findall('.//{*}metadata')]
    most = MOST_BYTES * cells + SCRIPT_BYTES * len(told)
    is_fine = cells >= CELLS * 0.9 and size < most and told in ([], [cells])
    problems += not is_fine
    print('%s of %s%s: %d cells, %d bytes, %.0f a cell%s' %
          (verb, source, ' --interactive' if '--interactive' in options else '', cells, size, size / cells,
           '' if is_fine else ' !'))


with tempfile.TemporaryDirectory() as folder:
    write_folded(os.path.join(folder, 'x.folded'))
    write_pstats(os.path.join(folder, 'x.prof'))
    write_times(os.path.join(folder, 'x.json'))
    for live in ([], ['--interactive']):
        for source in ('x.folded', 'x.prof'):
            for verb in ('flame', 'icicle', 'sunburst'):
                check(folder, verb, source, '--min-share', '0.003', '--min-width', '0.01', *live)
        check(folder, 'chart', 'x.json', '--min-width', '0.01', *live)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
