#!/usr/bin/env python3
"""Runs the commands of a page: every indented line that begins with 'profdraw', and every profdraw
command in the last column of its tables.   usage: commands.py PROFDRAW TOP PAGE LEAST

They run in a folder that holds what they read: x.prof and its like, folded stacks, x.perf, x.pb.gz, folders of
profiles.
'…' stands for a file to read.  A command must exit with 0, or with 3 where it has a rule; files that it is
told to write must be there.  A page with fewer commands than LEAST was not understood."""
import os, re, shlex, shutil, subprocess, sys, tempfile

program, top, page = map(os.path.abspath, sys.argv[1:4])
least = int(sys.argv[4])
sample = os.path.join(top, 'tests', 'format', 'pstats', 'ok', 'cprofile-3.11.prof')
names = {'main': 'main', 'leaf': 'spin', 'parse': 'spin', 'query': 'fib', 'json': 'small',
         'mymodule': 'small', 'F': 'main', 'REGEX': 'fib', 'get': 'fib'}


def commands(text):
    found = re.findall(r'^    (profdraw [^#\n]*)', text, re.M)
    for line in text.splitlines():
        if line.startswith('|'):
            cells = re.split(r'(?<!\\)\|', line)
            found += re.findall(r'`(profdraw [^`]*)`', cells[-2])
    return [c.strip() for c in found if not re.search(r'[A-Z]{2,}', c)]


def prepare(folder):
    for name in ('x', 'my', 'a', 'b', 'new', 'old'):
        shutil.copy(sample, os.path.join(folder, name + '.prof'))
    for sub in ('profiling', 'profiling/sub', 'new', 'old'):
        os.makedirs(os.path.join(folder, sub))
        for stamp in ('31ms.1571053121', '7ms.1571053122'):
            shutil.copy(sample, os.path.join(folder, sub, 'GET.questionnaire.%s.prof' % stamp))
    shutil.copy(os.path.join(top, 'golden', 'input', 'threads.json'), os.path.join(folder, 'trace.json'))
    for name, made in (('x.perf', 'perf/ok/stacks.perf'), ('x.pb.gz', 'pprof/ok/labels.pb.gz'),
                       ('spy.svg', 'svg/ok/py-spy.svg'), ('x.importtime', 'importtime/ok/noise-3.11.importtime'),
                       ('tree.json', 'treejson/ok/tree.json')):
        shutil.copy(os.path.join(top, 'tests', 'format', made), os.path.join(folder, name))
    for name in ('x.folded', 'x.txt'):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
            f.write('main;parse 3\nmain;spin 5\n')
    for made, source in (('x.speedscope.json', 'trace.json'), ('x.callgrind', 'x.prof')):
        subprocess.run([program, 'convert', source, '-o', made], cwd=folder, check=True)


def adapt(words):
    """names of functions that the sample has"""
    return [re.sub(r"(?<![\w./])(%s)(?![\w.])" % '|'.join(names), lambda m: names[m.group(1)], w)
            if i > 1 and not w.endswith(('.prof', '/')) else w for i, w in enumerate(words)]


def run(command, folder):
    command = command.replace('\\|', '|').replace('…', 'x.prof')
    target = re.search(r" > ([\w./]+)$", command)
    words = adapt(shlex.split(command[:target.start()] if target else command))
    if target:
        words += ['-o', target.group(1)]
    if not any(w.endswith(('.prof', '.folded', '.txt', '.json', '.perf', '.pb.gz', '.callgrind',
                           '.svg', '.importtime', '/')) for w in words[2:]):
        words.append('x.prof')
    words[0] = program
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, errors='replace',
                          stdin=subprocess.DEVNULL)
    allowed = (0, 3) if '--fail-if' in words else (0,)
    output = words[words.index('-o') + 1] if '-o' in words else None
    if done.returncode not in allowed:
        return 'status %d: %s' % (done.returncode, done.stderr.strip())
    if output and not os.path.exists(os.path.join(folder, output)):
        return output + ' was not written'
    return None


with open(page, encoding='utf-8') as f:
    found = commands(f.read())
problems = 0
with tempfile.TemporaryDirectory() as above:
    prepared, folder = os.path.join(above, 'prepared'), os.path.join(above, 'used')
    os.mkdir(prepared)
    prepare(prepared)
    for command in found:
        shutil.copytree(prepared, folder)
        wrong = run(command, folder)
        shutil.rmtree(folder)
        if wrong:
            problems += 1
            print('%s\n  %s' % (command, wrong))
print('%d commands, %d problems' % (len(found), problems))
sys.exit(1 if problems or len(found) < least else 0)
