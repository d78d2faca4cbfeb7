#!/usr/bin/env python3
"""The same input and options give the same bytes: every kind of output, again and again, in other languages, time
zones and environments, with other threads, addresses, folders and file modes, and from inputs whose order has no meaning.

usage: determinism.py PROFDRAW"""
import hashlib, os, shutil, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

from outputs import LINES, STACKS, commands, make_inputs, write

PROFDRAW = os.path.abspath(sys.argv[1])
PLAIN = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC',
         **{key: value for key, value in os.environ.items() if key.startswith(('ASAN', 'LSAN', 'UBSAN', 'TSAN', 'FONTCONFIG'))}}
LOCALES = 'de_DE', 'tr_TR'  # other decimal points; other letters for i
failures = []


def run(words, folder, environment, before=(), umask=-1):
    """-> status, and a hash of what comes out"""
    done = subprocess.run([*before, PROFDRAW, *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, umask=umask)
    return done.returncode, hashlib.sha256(done.stdout + done.stderr).hexdigest()


def languages(folder):
    """-> environments in other languages, as far as the system can make them"""
    if not shutil.which('localedef'):
        return
    for name in LOCALES:
        made = subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', os.path.join(folder, name + '.UTF-8')],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if made.returncode == 0:
            yield name, {**PLAIN, 'LOCPATH': folder, 'LC_ALL': name + '.UTF-8', 'LANG': name + '.UTF-8'}


def variations(folder, locales):
    """-> name, folder of the inputs, environment, words before the program, umask"""
    other = os.path.join(folder, 'an other folder', 'ünd deeper')
    shutil.copytree(folder, other, copy_function=shutil.copy2, ignore=shutil.ignore_patterns('an other folder'))
    yield 'again', folder, PLAIN, [], -1
    yield 'the C locale', folder, {**PLAIN, 'LC_ALL': 'C'}, [], -1
    for name, environment in languages(locales):
        yield name, folder, environment, [], -1
    yield 'other memory', folder, {**PLAIN, 'MALLOC_PERTURB_': '165', 'MALLOC_ARENA_MAX': '1'}, [], -1
    yield 'another user', folder, {**PLAIN, 'HOME': '/nowhere', 'USER': 'other', 'LOGNAME': 'other', 'TERM': 'dumb',
                                   'COLUMNS': '40', 'NO_COLOR': '1', 'SHELL': '/bin/false', 'EDITOR': 'x'}, [], -1
    yield 'another folder', other, {**PLAIN, 'PWD': '/nowhere'}, [], -1
    yield 'another umask', folder, PLAIN, [], 0o077
    if shutil.which('setarch'):
        yield 'fixed addresses', folder, PLAIN, ['setarch', '-R'], -1
    if shutil.which('taskset'):
        yield 'one processor', folder, PLAIN, ['taskset', '-c', str(min(os.sched_getaffinity(0)))], -1


def compare(name, words, got, want):
    if got != want:
        failures.append('%s: %s' % (name, ' '.join(words)))


def compare_all(folder, locales):
    every = list(commands(PROFDRAW))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        plain = list(pool.map(lambda words: run(words, folder, PLAIN), every))
        for words, (status, _) in zip(every, plain):
            if status:
                failures.append('status %d: %s' % (status, ' '.join(words)))
        for name, *where in list(variations(folder, locales)):
            for words, got, want in zip(every, pool.map(lambda words: run(words, *where), every), plain):
                compare(name, words, got, want)
    print('%d commands' % len(every))


def compare_zones(folder):
    """Reports tell when a file was written, in local time; nothing else knows of time zones."""
    zone = {**PLAIN, 'TZ': 'Pacific/Kiritimati'}
    for words in commands(PROFDRAW):
        if words[0] != 'report':
            compare('another time zone', words, run(words, folder, zone), run(words, folder, PLAIN))


def compare_threads(folder):
    """Large text is read in parts: the number of threads changes nothing."""
    write(os.path.join(folder, 'large.folded'), ''.join(
        'main;%s;f%d;g%d %d\n' % ('x' * 150, i % 9973, i % 7919, i % 100 + 1) for i in range(250000)))
    words = ['convert', '-T', 'json', 'large.folded']
    want = run([*words, '--nthreads', '1'], folder, PLAIN)
    for count in '2', '3', '8', '0':
        compare(count + ' threads', words, run([*words, '--nthreads', count], folder, PLAIN), want)


def compare_orders(folder):
    """Lines of folded stacks mean the same in any order, and sums do in any order of inputs."""
    lines = LINES.splitlines(keepends=True)
    for name, some in (('forth', lines), ('back', lines[::-1]), ('mixed', lines[1::2] + lines[::2])):
        os.mkdir(os.path.join(folder, name))
        write(os.path.join(folder, name, STACKS), ''.join(some))
        os.utime(os.path.join(folder, name, STACKS), (1700000000, 1700000000))
    for words in (['flame', '-T', 'svg', STACKS], ['graph', '-T', 'svg', '-n', '0', STACKS], ['report', STACKS],
                  ['sunburst', '-T', 'svg', STACKS], ['report', '-T', 'json', '--callers', STACKS]):
        want = run(words, os.path.join(folder, 'forth'), PLAIN)
        for name in 'back', 'mixed':
            compare('lines in another order', words, run(words, os.path.join(folder, name), PLAIN), want)
    # pictures tell the name of the first input: here they have the same
    os.mkdir(os.path.join(folder, 'base'))
    shutil.copyfile(os.path.join(folder, 'base.folded'), os.path.join(folder, 'base', STACKS))
    inputs = [os.path.join('forth', STACKS), os.path.join('base', STACKS)]
    for words in ['flame', '-T', 'svg'], ['graph', '-T', 'svg'], ['report', '-T', 'json']:
        compare('inputs in another order', words, run([*words, *inputs[::-1]], folder, PLAIN),
                run([*words, *inputs], folder, PLAIN))


with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as locales:
    make_inputs(folder)
    compare_all(folder, locales)
    compare_zones(folder)
    compare_threads(folder)
    compare_orders(folder)
for failure in failures:
    print(failure)
sys.exit(bool(failures))
