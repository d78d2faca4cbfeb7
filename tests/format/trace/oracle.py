#!/usr/bin/env python3
"""Compares what profdraw reads from traces with what a sweep over all moments finds: at each of them the
spans of a thread that are open, the earlier and longer ones around the later and shorter.

The traces are recorded ones of ok/ and random ones, each written by begins, by ends and in no order, with
whole spans, with begins and ends, and with both.

usage: oracle.py PROFDRAW"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDED = {'uftrace': [], 'node': [], 'chromium': ['--spans'], 'clang': []}
RANDOM = 60


def ns(us):
    return round(us * 1000)


# ---- by a sweep ---------------------------------------------------------------------------------

def name_of(event, by_detail):
    detail = event.get('args', {}).get('detail') if by_detail else None
    return event['name'] + (' ' + detail if detail else '')


def spans_of(events, by_detail):
    """-> {(pid, tid): [(start, end, place, name)]}"""
    threads, open_spans = collections.defaultdict(list), collections.defaultdict(list)
    for place, event in sorted(enumerate(events), key=lambda item: item[1].get('ts', 0)):
        thread = event.get('pid'), event.get('tid')
        if event['ph'] == 'X' and not event['name'].startswith('Total '):
            start = ns(event['ts'])
            threads[thread].append((start, start + ns(event.get('dur', 0)), place, name_of(event, by_detail)))
        if event['ph'] == 'B':
            open_spans[thread].append((ns(event['ts']), place, name_of(event, by_detail)))
        if event['ph'] == 'E':
            start, place, name = open_spans[thread].pop()
            threads[thread].append((start, ns(event['ts']), place, name))
    return threads


def add_up(events, by_detail):
    """-> {name: [own us, total us, calls]}"""
    sums = collections.defaultdict(lambda: [0, 0, 0])
    for spans in spans_of(events, by_detail).values():
        for span in spans:
            sums[span[3]][2] += 1
        moments = sorted({span[0] for span in spans} | {span[1] for span in spans})
        spans.sort(key=lambda span: (span[0], -span[1], span[2]))
        active, following = [], 0
        for moment, after in zip(moments, moments[1:]):
            active = [span for span in active if span[1] > moment]
            while following < len(spans) and spans[following][0] <= moment:
                active.append(spans[following])
                following += 1
            active = [span for span in active if span[1] > moment]
            names = [span[3] for span in active]
            for name in set(names):
                sums[name][1] += after - moment
            if names:
                sums[names[-1]][0] += after - moment
    return {name: [own / 1000, total / 1000, calls] for name, (own, total, calls) in sums.items()}


# ---- by profdraw --------------------------------------------------------------------------------

def read(profdraw, path, options):
    done = subprocess.run([profdraw, 'convert', path, '-o', '-', '-T', 'json'] + options, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    profile = json.loads(done.stdout.decode('utf-8'))
    sums = collections.defaultdict(lambda: [0, 0, 0])
    for f in profile['functions']:
        if f['calls'] is not None:  # threads are not called
            values = sums[f['name']]
            for i, value in enumerate([f['self'][0], f['total'][0], f['calls']]):
                values[i] += value
    return sums, done.stderr.decode('utf-8')


def compare(profdraw, path, events, by_detail=False, options=(), quiet=True):
    want = add_up(events, by_detail)
    got, said = read(profdraw, path, list(options))
    if said and quiet:
        yield 'said: ' + said.strip()
    for name in sorted(set(want) | set(got)):
        a, b = want.get(name, [0, 0, 0]), got[name]
        if any(abs(x - y) > 1e-9 * max(abs(x), 1) for x, y in zip(a, b)):
            yield '%s: %s, expected %s' % (name, b, a)


# ---- random traces ------------------------------------------------------------------------------

def grow(rng, start, end, depth, spans):
    """spans within (start, end), in ns, each strictly within the one around it"""
    at = start
    while depth and at + 10 < end and rng.random() < 0.7:
        at += rng.randrange(1, max(2, (end - at) // 3))
        length = rng.randrange(4, max(5, (end - at) // 2 + 1))
        if at + length >= end:
            break
        spans.append((at, at + length, 'f%d' % rng.randrange(6)))
        grow(rng, at, at + length, depth - 1, spans)
        at += length + rng.randrange(0, 3)


def make_events(rng, spans, thread):
    form = rng.choice(['whole', 'begins', 'both'])
    for start, end, name in spans:
        common = {'name': name, 'pid': 1, 'tid': thread}
        if form == 'whole' or (form == 'both' and rng.random() < 0.5):
            yield dict(common, ph='X', ts=start / 1000, dur=(end - start) / 1000), start, end
        else:
            yield dict(common, ph='B', ts=start / 1000), start, start
            yield dict(common, ph='E', ts=end / 1000), end, end


def make_trace(seed):
    rng = random.Random(seed)
    base, events = rng.choice([0, 10 ** 9, 1695835652325551123]), []
    for thread in range(rng.randrange(1, 4)):
        spans = []
        grow(rng, base, base + 10 ** rng.randrange(3, 7), rng.randrange(1, 7), spans)
        events += make_events(rng, spans, thread)
    order = rng.choice(['begins', 'ends', 'none'])
    if order == 'none':
        rng.shuffle(events)
    else:
        events.sort(key=lambda item: item[1 if order == 'begins' else 2])
    return events


def with_times(events):
    """JSON in which times have all their ns, which floats do not hold"""
    parts = []
    for event, start, end in events:
        text = json.dumps({key: value for key, value in event.items() if key not in ('ts', 'dur')})
        text = text[:-1] + ', "ts": %d.%03d' % (start // 1000, start % 1000)
        if event['ph'] == 'X':
            text += ', "dur": %d.%03d' % ((end - start) // 1000, (end - start) % 1000)
        parts.append(text + '}')
    return '[' + ',\n'.join(parts) + ']'


def exact(events):
    """the same with times since the first one, which floats do hold"""
    least = min(start for _, start, _ in events)
    return [dict(event, ts=(start - least) / 1000, **({'dur': (end - start) / 1000} if event['ph'] == 'X' else {}))
            for event, start, end in events]


def random_problems(profdraw, folder):
    path, count = os.path.join(folder, 'random.json'), 0
    for seed in range(RANDOM):
        events = make_trace(seed)
        if not events:
            continue
        count += 1
        with open(path, 'w') as f:
            f.write(with_times(events))
        for problem in compare(profdraw, path, exact(events)):
            yield 'seed %d: %s' % (seed, problem)
    if count < RANDOM / 2:
        yield 'too few random traces'


def main(profdraw):
    problems = []
    for name, options in RECORDED.items():
        path = os.path.join(HERE, 'ok', name + '.json')
        with open(path, encoding='utf-8') as f:
            events = json.load(f)['traceEvents']
        problems += ['%s: %s' % (name, problem)
                     for problem in compare(profdraw, path, events, name == 'clang', options, quiet=False)]
    with tempfile.TemporaryDirectory() as folder:
        problems += random_problems(profdraw, folder)
    for problem in problems:
        print(problem)
    print('%d traces, %d problems' % (len(RECORDED) + RANDOM, len(problems)))
    return 1 if problems else 0


sys.exit(main(os.path.abspath(sys.argv[1])))
