#!/usr/bin/env python3
"""Makes up stacks, writes them in a format as its definition has it, and compares every function's own and
total cost, and the cost of every call, in every metric, with what profdraw reads: for formats whose writers
are no tools that a distribution has.

usage: made.py PROFDRAW FORMAT"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

NAMES = ['main', 'run', 'Loop::step', 'parse json', 'operator<', 'größe', '日本語', 'a"b\\c', 'f\u00a0g', 'x' * 300,
         'Vec<T>::push', '<lambda>', 'java.util.List.add', '-[View draw]', 'λ', 'read', 'write', 'emoji 🙂', 'n/a', '%s']


def make_stacks(rng, count, values):
    """-> stacks of names with whole numbers, some stacks twice, some recursive"""
    stacks = []
    for _ in range(count):
        if stacks and rng.random() < 0.3:
            path = rng.choice(stacks)[0]
        else:
            path = tuple(rng.choice(NAMES) for _ in range(rng.randint(1, 12)))
        stacks.append((path, [rng.randint(1, 1000) for _ in range(values)]))
    return stacks


# ---- writers -------------------------------------------------------------------------------------

def write_folded(stacks, rng):
    lines = ['%s %d' % (';'.join(path), cost[0]) for path, cost in stacks]
    return rng.choice(['\n', '\r\n']).join(lines) + '\n'


def write_sampled(stacks, rng):
    return {'type': 'sampled', 'name': 'all', 'unit': 'milliseconds', 'startValue': 0,
            'endValue': sum(cost[0] for _, cost in stacks),
            'samples': [[NAMES.index(name) for name in path] for path, _ in stacks],
            'weights': [cost[0] for _, cost in stacks]}


def write_evented(stacks, rng):
    """what is open closes down to what the next stack shares, and not always down to it"""
    events, path, now = [], [], 0
    for wanted, cost in stacks + [((), [0])]:
        shared = 0
        while shared < min(len(path), len(wanted)) and path[shared] == wanted[shared]:
            shared += 1
        shared -= shared > 0 and rng.random() < 0.2
        for name in reversed(path[shared:]):
            events.append({'type': 'C', 'frame': NAMES.index(name), 'at': now})
        for name in wanted[shared:]:
            events.append({'type': 'O', 'frame': NAMES.index(name), 'at': now})
        path, now = list(wanted), now + cost[0]
    return {'type': 'evented', 'name': 'all', 'unit': 'milliseconds', 'startValue': 0, 'endValue': now,
            'events': events}


def write_speedscope(stacks, rng):
    profile = rng.choice([write_sampled, write_evented])(stacks, rng)
    return json.dumps({'$schema': 'https://www.speedscope.app/file-format-schema.json',
                       'shared': {'frames': [{'name': name} for name in NAMES]}, 'profiles': [profile]},
                      ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 1]))


def write_gprof2dot(stacks, rng):
    return json.dumps({'version': 0,
                       'costs': [{'description': 'time', 'unit': 'ms'}, {'description': 'size', 'unit': 'bytes'}],
                       'functions': [{'name': name} for name in NAMES],
                       'events': [{'callchain': [NAMES.index(name) for name in reversed(path)], 'cost': cost}
                                  for path, cost in stacks]},
                      ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 1]))


# format: (writer, number of metrics)
WRITERS = {'folded': (write_folded, 1), 'speedscope': (write_speedscope, 1), 'gprof2dot': (write_gprof2dot, 2)}


# ---- what they cost ------------------------------------------------------------------------------

def add_up(stacks, metric):
    own, total, calls = collections.Counter(), collections.Counter(), collections.Counter()
    for path, cost in stacks:
        own[path[-1]] += cost[metric]
        for name in set(path):
            total[name] += cost[metric]
        for pair in set(zip(path, path[1:])):
            calls[pair] += cost[metric]
    return own, total, calls


def read(profile, metric):
    own, total, calls = collections.Counter(), collections.Counter(), collections.Counter()
    names = [f['name'] for f in profile['functions']]
    for f in profile['functions']:
        own[f['name']] += f['self'][metric]
        total[f['name']] += f['total'][metric]
    for a in profile['arcs']:
        calls[names[a['caller']], names[a['callee']]] += a['total'][metric]
    return own, total, calls


def differences(want, got):
    for what, a, b in zip(('own cost', 'total', 'cost of the call'), want, got):
        for key in sorted(set(a) | set(b), key=str):
            if a[key] != b[key]:
                yield '%s of %s is %r, expected %r' % (what, key, b[key], a[key])


def convert(profdraw, form, path):
    done = subprocess.run([profdraw, 'convert', '-q', '--format', form, path, '-T', 'json'],
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.decode('utf-8'))


def check(profdraw, form, seed, path):
    rng = random.Random(seed)
    writer, metrics = WRITERS[form]
    stacks = make_stacks(rng, rng.choice([1, 7, 400]), metrics)
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(writer(stacks, rng))
    profile = convert(profdraw, form, path)
    for metric in range(metrics):
        yield from differences(add_up(stacks, metric), read(profile, metric))


def main(profdraw, form):
    problems, count = 0, 24
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            for problem in check(profdraw, form, seed, os.path.join(folder, 'made')):
                print('%d: %s' % (seed, problem))
                problems += 1
    print('%d files, %d problems' % (count, problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
