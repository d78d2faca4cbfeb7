#!/usr/bin/env python3
"""Lets Go's pprof read the samples of FORMAT, and compares its addresses and values (pprof -raw) with
what profdraw makes of them: every stack, or where the text names functions, which pprof does not read,
the totals.  pprof cuts fractions off, once for each row.  Left out is what pprof drops: values below 0,
rows without a stack, the sampling period of delays without a clock, and callers that all stacks have;
and what it refuses.

usage: oracle.py PROFDRAW FORMAT        77: go is not there"""
import collections
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_COMPARED = ('first-version.heap', 'contentionz-without-clock.txt', 'go-threadcreate.txt',
                'one-caller.prof', 'cut.prof', '64-long-head.prof')
NAMES = {'objects': 'inuse_objects', 'space': 'inuse_space'}  # of heaps in which nothing was freed


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def decode(text):
    """the types, and the samples as ([value, …], [address, …]) with files as pprof places them"""
    head, rest = text.split('\nLocations\n')
    types = [t.split('/')[0] for t in head.split('Samples:\n')[1].splitlines()[0].split()]
    places, _, maps = rest.partition('Mappings\n')
    files = {int(i): (int(start, 16), int(offset, 16), file) for i, start, offset, file in
             re.findall(r'^(\d+): 0x(\w+)/0x\w+/0x(\w+) (\S*)', maps, re.M)}
    names = {}
    for i, address, mapping in re.findall(r'^ *(\d+): 0x(\w+) (?:M=(\d+))?', places, re.M):
        address = int(address, 16)
        start, offset, file = files.get(int(mapping or 0), (0, 0, ''))
        base = os.path.basename(file)
        names[int(i)] = ('%s`[%s+0x%x]' % (base, base.strip('[]'), address - start + offset) if base
                         else '0x%x' % address)
    samples = [([int(v) for v in values.split()], [names[int(i)] for i in stack.split()])
               for values, stack in re.findall(r'^([ \d-]+): ([\d ]*)$', head, re.M)]
    return types, samples


def folded(profdraw, path, metric):
    got = collections.Counter()
    printed = run(profdraw, 'convert', path, '-q', '-T', 'folded', '--metric', metric).stdout
    for line in printed.decode('utf-8').splitlines():
        stack, value = line.rsplit(' ', 1)
        got[stack] += float(value)
    return got


def compare(profdraw, path, types, samples):
    with open(path, 'rb') as f:
        data = f.read()
    has_names = b'\n#\t0x' in data or b'.java' in data
    slack = data.count(b' @ 0x')
    profile = json.loads(run(profdraw, 'convert', path, '-q', '-T', 'json').stdout.decode('utf-8'))
    metrics = [m['name'] for m in profile['metrics']]
    for index, name in enumerate(types):
        name = NAMES.get(name, name)
        if name not in metrics:
            yield 'no metric %s' % name
            continue
        want = collections.Counter()
        for values, stack in samples:
            want['all' if has_names else ';'.join(reversed(stack))] += values[index]
        got = folded(profdraw, path, name)
        if has_names:
            got = collections.Counter(all=sum(got.values()))
        for key in sorted(set(want) | set(got)):
            if abs(want[key] - got[key]) > slack:
                yield '%s of %s: %r instead of %r' % (name, key, got[key], want[key])


def main(profdraw, form):
    if not shutil.which('go'):
        return 77
    problems, count = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, PPROF_TMPDIR=folder)
        for path in sorted(glob.glob(os.path.join(HERE, '..', form, 'ok', '*'))):
            if os.path.basename(path) in NOT_COMPARED:
                continue
            printed = run('go', 'tool', 'pprof', '-raw', '-symbolize=none', path)
            if printed.returncode:
                print('%s: pprof refuses it' % os.path.basename(path))
                problems += 1
                continue
            types, samples = decode(printed.stdout.decode('utf-8'))
            count += 1
            for problem in compare(profdraw, path, types, samples):
                print('%s: %s' % (os.path.basename(path), problem))
                problems += 1
    print('%d samples, %d problems' % (count, problems))
    return 1 if problems or count == 0 else 0


sys.exit(main(*sys.argv[1:]))
