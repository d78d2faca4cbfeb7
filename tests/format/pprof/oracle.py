#!/usr/bin/env python3
"""Compares what profdraw converts with what Go's pprof says of the same file: the samples with all
their values (-raw), and the self and total cost of every function, metric by metric (-top).  Samples without
locations are not compared: pprof drops them.

usage: oracle.py PROFDRAW SAMPLE…        exit status 77 without the go command"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

LABELS = ['-tagfocus=handler=/edit', '-tagfocus=edit,ann', '-tagfocus=user=x,b', '-tagignore=user=a|b',
          '-tagignore=handler:,ann', '-tagroot=handler,user', '-tagleaf=user,none']
SIZES = ['-tagfocus=bytes=1kb:4kb', '-tagfocus=16b', '-tagfocus=:64b', '-tagfocus=8kb:', '-tagignore=bytes=8192b:']
OPTIONS = {'labels.pb.gz': LABELS, 'heap.pb.gz': SIZES}
UNITS = {'nanoseconds': 'ns', 'count': 'count', 'bytes': 'B'}


def go_pprof(folder, *arguments):
    env = dict(os.environ, HOME=folder, PPROF_TMPDIR=folder, GOCACHE=folder, GOFLAGS='')
    return subprocess.run(['go', 'tool', 'pprof', *arguments], stdout=subprocess.PIPE, env=env,
                          stderr=subprocess.DEVNULL, check=True).stdout.decode()


def raw_model(text):
    """([(metric, unit)], {(names from the root): [values]}) of -raw"""
    part, metrics, samples, locations = None, [], [], {}
    for line in text.splitlines():
        if line in ('Samples:', 'Locations', 'Mappings'):
            part = line
        elif part == 'Samples:' and not metrics:
            metrics = [tuple(re.sub(r'\[dflt\]', '', word).split('/')) for word in line.split()]
        elif part == 'Samples:' and re.match(r'^[-\s\d]+:[ \d]*$', line):
            values, ids = line.split(':')
            samples.append(([int(v) for v in values.split()], ids.split()))
        elif part == 'Locations':
            found = re.match(r'^\s*(\d+): (0x[0-9a-f]+)(?: M=\d+)?(?: (.*))?$', line)
            if found:
                last = found.group(1)
                address, text = found.group(2, 3)
                locations[last] = [name_of(text) if text else address]
            else:
                locations[last].append(name_of(line.strip()))
    stacks = collections.defaultdict(lambda: [0] * len(metrics))
    for values, ids in samples:
        stack = tuple(n for i in reversed(ids) for n in reversed(locations[i]) if n != NO_LABEL)
        stacks[stack] = [a + b for a, b in zip(stacks[stack], values)]
    return metrics, dict(stacks)


NO_LABEL = ''  # the frame that pprof makes where a sample lacks a label


def name_of(text):
    return re.sub(r' \S*:\d+(:\d+)? s=\d+(\(.*\))?$', '', ' ' + text)[1:]


def our_model(profdraw, path, folder, *options):
    output = os.path.join(folder, 'out.json')
    subprocess.run([profdraw, 'convert', path, '-o', output, *options], check=True)
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    names = [re.sub(r'^\[.*\+(0x[0-9a-f]+)\]$', r'\1', f['name']) for f in model['functions']]
    places, stacks = [()], collections.defaultdict(lambda: [0] * len(model['metrics']))
    for parent, frame, *values in model['stacks'][1:]:
        places.append(places[parent] + (names[model['frames'][frame][0]],))
        values += [0] * (len(model['metrics']) - len(values))
        place = places[-1]
        if any(values) and place != ('(no stack)',):
            stacks[place] = [a + b for a, b in zip(stacks[place], values)]
    return [(m['name'], m['unit']) for m in model['metrics']], dict(stacks)


def reorder(metrics, stacks, wanted):
    """columns as wanted; what is less than 0 may be a metric of its own"""
    def value(values, name, unit):
        negative = (name + ' (negative)', unit)
        return float(values[metrics.index((name, unit))] -
                     (values[metrics.index(negative)] if negative in metrics else 0))
    found = {s: [value(v, *m) for m in wanted] for s, v in stacks.items()}
    return {s: v for s, v in found.items() if any(v)}


def costs_of(stacks, column):
    self, total = collections.Counter(), collections.Counter()
    for stack, values in stacks.items():
        self[stack[-1]] += values[column]
        for name in set(stack):
            total[name] += values[column]
    return {name: (self[name], total[name]) for name in total if self[name] or total[name]}


def top_model(text):
    costs = {}
    for line in text.split('cum%\n', 1)[1].splitlines():
        self, _, _, total, _, name = line.split(None, 5)
        number = lambda word: float(re.match(r'-?[\d.]+', word).group())
        costs[re.sub(r' \(inline\)$| \(partial-inline\)$', '', name)] = (number(self), number(total))
    return costs


def check(profdraw, path, folder):
    metrics, stacks = raw_model(go_pprof(folder, '-raw', path))
    ours, our_stacks = our_model(profdraw, path, folder)
    if sorted(metrics) != sorted(m for m in ours if not m[0].endswith(' (negative)')):
        yield 'metrics %r instead of %r' % (ours, metrics)
        return
    want, got = reorder(metrics, stacks, metrics), reorder(ours, our_stacks, metrics)
    for stack in sorted(set(want) | set(got)):
        if want.get(stack) != got.get(stack):
            yield '%s: %r instead of %r' % (';'.join(stack), got.get(stack), want.get(stack))
    for column, (name, unit) in enumerate(metrics):
        text = go_pprof(folder, '-top', '-nodecount=0', '-nodefraction=0', '-sample_index=' + name,
                        '-unit=' + UNITS[unit], path)
        expected, found = top_model(text), costs_of(got, column)
        for function, costs in expected.items():
            if not function.startswith(('0x', '[', '<')) and costs != found.get(function):
                yield '%s of %s: %r instead of %r' % (name, function, found.get(function), costs)


def without_key(name):
    return re.sub('^(handler|user):', '', name)


def check_option(profdraw, path, folder, option):
    metrics, want = raw_model(go_pprof(folder, '-raw', option, path))
    ours, stacks = our_model(profdraw, path, folder, '-' + option)
    got = {tuple(map(without_key, stack)): values for stack, values in stacks.items()}
    if reorder(metrics, want, metrics) != reorder(ours, got, metrics):
        yield '%s: %r instead of %r' % (option, got, want)


def main(profdraw, *samples):
    if not shutil.which('go'):
        print('skipped: the go command is not installed')
        return 77
    problems = 0
    for path in samples:
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.basename(path)
            found = list(check(profdraw, path, folder))
            for option in OPTIONS.get(name, []):
                found += check_option(profdraw, path, folder, option)
            for problem in found:
                print('%s: %s' % (name, problem))
            problems += len(found)
    print('%d samples, %d problems' % (len(samples), problems))
    return 1 if problems or not samples else 0


sys.exit(main(*sys.argv[1:]))
