"""Every kind of output of every verb, on a few small profiles."""
import os, re, shutil, subprocess

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'format')
# One with arcs alone, one with threads, one with order in time; and folded stacks, which are made here.
SAMPLES = {
    'calls.prof': 'pstats/ok/cprofile-3.11.prof',
    'stacks.json': 'speedscope/ok/threads.speedscope.json',
    'order.json': 'trace/ok/viztracer.json',
}
STACKS = 'folded.folded'
LINES = ''.join('main;Base::run(int);%s;%s %d\n' % (a, b, 7 * i + j)
                for i, a in enumerate('parse emit load std::sort(int*)'.split(), 1)
                for j, b in enumerate('read write alloc _ZN3foo3barEv'.split(), 1))


def make_inputs(folder):
    """Puts the profiles into a folder."""
    for name, sample in SAMPLES.items():
        shutil.copyfile(os.path.join(FOLDER, sample), os.path.join(folder, name))
    write(os.path.join(folder, STACKS), LINES)
    write(os.path.join(folder, 'base.folded'), LINES.replace('load;read', 'load;seek'))
    for name in os.listdir(folder):
        os.utime(os.path.join(folder, name), (1700000000, 1700000000))


def write(path, text):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def tables(profdraw):
    """-> the names in each table of 'profdraw formats', by its heading"""
    found, names = {}, []
    for line in subprocess.run([profdraw, 'formats'], check=True, capture_output=True, text=True).stdout.splitlines():
        if re.match(r'\w+:$', line):
            names = found.setdefault(line[:-1], [])
        elif line.startswith('  '):
            names.append(line.split()[0])
    return found


def commands(profdraw):
    """-> lists of words, which end with the names of inputs"""
    table = tables(profdraw)
    for view in table['draw']:
        profile = 'order.json' if view == 'chart' else STACKS
        order = ['--keep-order'] if view == 'chart' else []
        for kind in table['pictures'] + table['pages']:
            yield [view, '-T', kind, profile]
        yield [view, '-T', 'svg', '--theme', 'auto', '--color-by', 'module', 'calls.prof' if not order else profile]
    yield ['graph', '-T', 'svg', '-n', '0', '-e', '0', 'calls.prof']
    yield ['flame', '-T', 'svg', '--interactive', '--base', 'base.folded', STACKS]
    for kind in table['data']:
        for profile in 'calls.prof', 'stacks.json', STACKS:
            if kind != 'pstats' or profile != STACKS:  # which holds no times
                yield ['convert', '-T', kind, profile]
    for kind in table['reports']:
        yield ['report', '-T', kind, '--stats', '--callers', '--callees', STACKS]
        yield ['report', '-T', kind, '--base', 'base.folded', STACKS]
    yield ['merge', '-T', 'json', STACKS, 'base.folded']
    for profile in [*SAMPLES, STACKS]:
        yield ['metrics', profile]
    for word in 'formats', 'themes', 'manual':
        yield [word]
    for shell in 'bash', 'zsh', 'fish':
        yield ['completion', shell]
