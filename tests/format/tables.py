#!/usr/bin/env python3
"""Reads tables of profiles with decoders of its own, and compares every function's own and total
cost of the first metric, and recorded arcs, with what profdraw makes of the same file.

usage: tables.py PROFDRAW FORMAT SAMPLE…

A function is its name, without module, file and line.  Costs of stacks are added up as fractions."""
import collections
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile


def decode(path):
    with open(path, 'rb') as f:
        return f.read().decode('utf-8-sig')


def outline(rows):
    """rows of depth, name and cost, in the order of the file → stacks"""
    path = []
    for depth, name, cost in rows:
        while path and path[-1][0] >= depth:
            path.pop()
        path.append((depth, name))
        yield tuple(name for _, name in path), cost


def local(text):
    """a number of any language: the last '.' or ',' is the point, when there is one of its kind"""
    text = re.sub("[ '%s\u00a0]", '', text.strip())
    marks = re.findall('[.,]', text)
    if marks and marks.count(marks[-1]) == 1:
        head, tail = text.rsplit(marks[-1], 1)
        return float(re.sub('[.,]', '', head) + '.' + tail)
    return float(re.sub('[.,]', '', text) or 0)


def read_vtune(path):
    text = re.sub('^war:.*\n', '', decode(path), flags=re.M)
    delimiter = text[len('Function Stack')]
    lines = text.splitlines()
    heads = [h.replace(': ', ':') for h in next(csv.reader(lines[:1], delimiter=delimiter))]
    cost = next(c for c in ('CPU Time:Self', 'Allocations:Self') if c in heads)
    rows = []
    for line in lines[1:]:
        depth = len(re.match(' *"? *', line).group().replace('"', ''))
        cells = next(csv.reader([line.lstrip(' ')], delimiter=delimiter))
        if cells[0].strip() != 'Total':
            rows.append((depth, cells[0].strip(), local(cells[heads.index(cost)])))
    return outline(rows)


def read_vsprof(path):
    text = decode(path)
    reader = csv.DictReader(text.splitlines(), delimiter=text[len('Level')])
    cost = next(c for c in ('Exclusive Samples', 'Exclusive Allocations', 'Elapsed Exclusive Time %')
                if c in reader.fieldnames)
    number = local if '%' in cost else lambda t: float(re.sub(r'\D', '', t))
    return outline([(int(row['Level']), row['Function Name'], number(row[cost])) for row in reader])


def read_sleepy(path):
    with zipfile.ZipFile(path) as archive:
        member = {name.lower(): archive.read(name).decode('utf-8') for name in archive.namelist()}
    names = {}
    for line in member['symbols.txt'].splitlines():
        fields = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
        names[line.split(' ')[0]] = fields[1]
    for line in member['callstacks.txt'].splitlines():
        seconds, *path = line.split(' ')
        yield tuple(names[sym] for sym in reversed(path)), float(seconds)


def read_xperf(path):
    lines = decode(path).splitlines()
    heads = lines[0].split(', ')
    before, after = heads.index('Stack'), len(heads) - heads.index('Function') - 1
    for line in lines[1:]:
        cells = line.split(', ')
        if cells[heads.index('Process Name')] == 'Idle':
            continue
        middle = ', '.join(cells[before:len(cells) - after])
        # the module is the last word with a point between two commas
        stack, function = re.match(r'(.*), \w+\.\w+, (.*)', middle).groups()
        frames = re.split(r'/(?=\?(?:/|$)|[^/!]*!)', stack)
        frames = [f.split('!', 1)[-1] for f in frames if f != '[Root]']
        frames = [] if frames == ['?'] else frames
        if not frames or frames[-1] not in (function, '?'):
            frames.append(function)
        weight = cells[heads.index('Weight') - len(heads)] if heads.index('Weight') > before \
            else cells[heads.index('Weight')]
        yield (cells[heads.index('Process')],) + tuple(frames), float(weight)


def read_hprof(path):
    text = decode(path)
    threads = dict(re.findall(r'THREAD START \(.* id = (\d+), name="(.*?)", group', text))
    traces = {}
    for number, thread, frames in re.findall(r'^TRACE (\d+):(?: \(thread=(\d+)\))?\n((?:\t.*\n)*)', text, re.M):
        names = [f.split('(')[0] for f in reversed(frames.split('\n')[:-1])]
        traces[number] = tuple(n.strip() for n in ([threads[thread]] if thread else []) + names)
    tables = re.findall(r'^CPU (SAMPLES|TIME \(ms\)) BEGIN \(total = (\d+)\).*\n.*\n((?: .*\n|\d.*\n)*)', text, re.M)
    for kind, total, rows in tables:
        for row in rows.splitlines():
            _, share, _, count, number = row.split()[:5]
            yield traces[number], int(count) if kind == 'SAMPLES' else local(share[:-1]) / 100 * int(total)
    sites = re.findall(r'^SITES BEGIN.*\n.*\n.*\n((?: .*\n)*)', text, re.M)
    for row in sites[-1].splitlines() if sites and not tables else ():
        _, _, _, size, _, _, _, number, name = row.split()
        yield traces[number] + (name,), int(size)


def read_axe(path):
    """→ own and total costs of functions, and costs of arcs, as they are printed"""
    own, total, arcs, current = {}, {}, {}, None
    lines = decode(path).splitlines()
    starts = [m.start() for m in re.finditer('-+', lines[1])]
    for line in lines[2:]:
        if line.startswith('Index'):
            break
        cells = [line[a:b].strip() for a, b in zip(starts, starts[1:])]
        name = re.sub(r' <cycle \d+>$', '', cells[4])
        whole = cells[4].startswith('<cycle')
        times = [float(c) for c in cells[2:4]] if cells[2] else None
        if not cells[4]:
            current = None
        elif cells[0]:
            current = None if whole else name
            if current:
                own[name], total[name] = times[0], times[0] + max(times[1], 0)
        elif current:
            arcs[current, name] = times and sum(times)
    return own, total, arcs


READERS = {'vtune': read_vtune, 'vsprof': read_vsprof, 'sleepy': read_sleepy, 'xperf': read_xperf,
           'hprof': read_hprof}


def add_up(stacks):
    own, total, arcs = collections.Counter(), collections.Counter(), collections.Counter()
    for stack, cost in stacks:
        own[stack[-1]] += cost
        for name in set(stack):
            total[name] += cost
        for pair in set(zip(stack, stack[1:])):
            arcs[pair] += cost
    return own, total, arcs


def convert(profdraw, form, path):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'out.json')
        subprocess.run([profdraw, 'convert', '-q', '--format', form, path, '-o', out], check=True)
        with open(out, encoding='utf-8') as f:
            return json.load(f)


def model_of(profile):
    own, total, arcs = collections.Counter(), collections.Counter(), {}
    names = [f['name'] for f in profile['functions']]
    for f in profile['functions']:
        own[f['name']] += f['self'][0]
        total[f['name']] += f['total'][0]
    for a in profile['arcs']:
        pair = names[a['caller']], names[a['callee']]
        value = a['total'][0]
        arcs[pair] = value if pair not in arcs or value is None else arcs[pair] + value
    return own, total, arcs


def differences(want, got, what):
    for key in sorted(set(want) | set(got), key=str):
        a, b = want.get(key, 0), got.get(key, 0)
        if (a is None) != (b is None) or (a is not None and abs(a - b) > 1e-9 * max(1, abs(a))):
            yield '%s of %s is %r, expected %r' % (what, key, b, a)


def check(profdraw, form, path):
    want = read_axe(path) if form == 'axe' else add_up(READERS[form](path))
    got = model_of(convert(profdraw, form, path))
    if not want[1]:
        yield 'nothing was read here'
    for what, a, b in zip(('own cost', 'total', 'cost of the call'), want, got):
        yield from differences(a, b, what)


def main(profdraw, form, *paths):
    problems = 0
    for path in paths:
        for problem in check(profdraw, form, path):
            print('%s: %s' % (os.path.basename(path), problem))
            problems += 1
    print('%d samples, %d problems' % (len(paths), problems))
    return 1 if problems or not paths else 0


sys.exit(main(*sys.argv[1:]))
