"""What the tests of completions share: a folder to complete in, and what must be offered."""
import os, shutil, subprocess, sys, tempfile

program, top = map(os.path.abspath, sys.argv[1:3])
# a metric's name that a shell must not run
HOSTILE = 'x$(touch pwned)'

def skip_without(shell):
    if not shutil.which(shell):
        print(shell + ' is not installed')
        sys.exit(77)


def prepare(folder):
    """profdraw in bin/, a profile, a packed one, one that is none, and a folder"""
    os.mkdir(os.path.join(folder, 'bin'))
    os.symlink(program, os.path.join(folder, 'bin', 'profdraw'))
    shutil.copy(os.path.join(top, 'tests', 'profiles', 'flask.prof'), os.path.join(folder, 'one.prof'))
    shutil.copy(os.path.join(top, 'tests', 'format', 'pprof', 'ok', 'heap.pb.gz'),
                os.path.join(folder, 'two.pb.gz'))
    with open(os.path.join(folder, 'other.c'), 'w', encoding='utf-8') as f:
        f.write('int x;\n')
    os.mkdir(os.path.join(folder, 'profiles'))
    # a metric whose name is a command
    subprocess.run([program, 'convert', '--unit', HOSTILE, '-o', os.path.join(folder, 'hostile.json')],
                   input=b'main;f 1\n', check=True)


def environment(folder):
    return dict(os.environ, PATH=os.path.join(folder, 'bin') + ':' + os.environ['PATH'], LC_ALL='C.UTF-8',
                HOME=folder)


# words on the command line (the last one is completed), some that are offered, some that are not
CASES = [
    (['gra'], ['graph'], ['flame']),
    (['graph', '--th'], ['--theme', '--threads'], ['--title']),
    (['graph', '--theme', ''], ['dark', 'auto'], ['--theme']),
    (['graph', '--direction', ''], ['TB', 'LR'], ['dark']),
    (['flame', '-c', 'vi'], ['viridis'], ['magma']),
    (['flame', '-f', 'pp'], ['pprof'], ['pstats']),
    (['convert', '-T', 'call'], ['callgrind'], ['svg']),
    (['report', '-T', ''], ['markdown', 'csv'], ['svg']),
    (['report', '--sort', 'cu'], ['cumulative'], ['name']),
    (['graph', 'two.pb.gz', '--metric', ''], ['inuse_space', 'alloc_objects'], ['one.prof']),
    (['graph', ''], ['one.prof', 'two.pb.gz'], ['other.c']),
    (['graph', '-o', 'oth'], ['other.c'], ['one.prof']),
    (['graph', 'hostile.json', '--metric', ''], [HOSTILE], []),
    (['graph', '--cluster', ''], ['module', 'package'], ['one.prof']),
    (['flame', '--rules', 'oth'], ['other.c'], ['one.prof']),
    (['completion', ''], ['bash', 'zsh', 'fish'], ['one.prof']),
    (['manual', 'su'], ['sunburst'], ['flame']),
]


def check(shell, complete):
    """complete(folder, words) returns what is offered"""
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        for words, wanted, unwanted in CASES:
            offered = complete(folder, words)
            missing = [w for w in wanted if w not in offered]
            extra = [w for w in unwanted if w in offered]
            if missing or extra:
                problems += 1
                print('%s: profdraw %s offers %s\n  missing %s, unwanted %s' % (shell, ' '.join(words), offered,
                                                                          missing, extra))
        problems += os.path.exists(os.path.join(folder, 'pwned'))
    print('%s: %d cases, %d problems' % (shell, len(CASES), problems))
    sys.exit(1 if problems else 0)
