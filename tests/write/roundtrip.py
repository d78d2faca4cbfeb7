#!/usr/bin/env python3
"""What is written as pprof, callgrind or speedscope and read back is the same profile.
usage: roundtrip.py PROFDRAW SAMPLE...

Compared are self and total of every function and the costs of calls, in profdraw's JSON: exactly but for
the rounding of values to whole numbers.  Profiles of callers and callees have no stacks: of these pprof's
and speedscope's files hold an estimate, whose functions must keep their self cost but for what the
estimate sums up as '(n more)'."""
import collections, json, os, subprocess, sys, tempfile

program, samples = sys.argv[1], sys.argv[2:]
SECONDS = {'ns': 1e-9, 'nanoseconds': 1e-9, 'us': 1e-6, 'microseconds': 1e-6, 'ms': 1e-3,
           'milliseconds': 1e-3, 's': 1, 'seconds': 1}
problems = 0


def convert(path, to):
    done = subprocess.run([program, 'convert', '-q', path, '-o', to], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit('%s: %s' % (path, done.stderr))


def load(path):
    with tempfile.TemporaryDirectory() as folder:
        convert(path, folder + '/x.json')
        with open(folder + '/x.json', encoding='utf-8') as f:
            return json.load(f)


def plain(name):
    """without what tells functions of one name in callgrind's format apart"""
    head, _, line = name.rpartition(':')
    return head if head and line.isdigit() else name


def figures(profile, metric, with_calls, groups):
    """{what: value} in the base unit"""
    unit = profile['metrics'][metric]['unit'] or ''
    thousandths = 'thousandths' in unit or 'thousandths' in profile['metrics'][metric]['name']
    factor = 1e-3 if thousandths else SECONDS.get(unit, 1)
    found = collections.Counter()
    names = [plain(f['name']) for f in profile['functions']]
    for f, name in zip(profile['functions'], names):
        found['self', name] += (f['self'][metric] or 0) * factor
        if profile['exact']:
            found['total', name] += (f['total'][metric] or 0) * factor
    for a in profile['arcs']:
        if with_calls and a['caller'] != a['callee'] and names[a['caller']] not in groups:
            found['call', names[a['caller']], names[a['callee']]] += (a['total'][metric] or 0) * factor
    return {key: value for key, value in found.items() if value}, factor


def compare(label, before, after, metric, what, slack=0.0):
    """what: the keys that must agree"""
    global problems
    groups = {f['name'] for f in before['functions'] if 'kind' in f}  # threads and processes call nothing
    want, factor = figures(before, metric, 'call' in what, groups)
    got, other = figures(after, metric, 'call' in what, groups)
    step = max(min(factor, other), 1e-9 if factor < 1 else 1e-3)
    for key in sorted(set(want) | set(got)):
        if key[0] not in what:
            continue
        a, b = want.get(key, 0), got.get(key, 0)
        # each of the values that were added up was rounded to a whole number
        room = step * 2 * (1 + before['rounded']) + slack
        if abs(a - b) > room + 1e-9 * abs(a):
            problems += 1
            print('%s: %s is %r, was %r' % (label, key, b, a))


def check(sample, folder):
    before = load(sample)
    exact = before['exact']
    before['rounded'] = len(before.get('stacks', [])) or len(before['functions'])
    whole = sum(f['self'][0] or 0 for f in before['functions'])
    for suffix in ('.pb.gz', '.callgrind', '.speedscope.json'):
        path = folder + '/x' + suffix
        convert(sample, path)
        after = load(path)
        label = os.path.basename(sample) + ' as ' + suffix
        if suffix == '.callgrind':
            compare(label, before, after, 0, {'self', 'call'})
        elif exact:
            compare(label, before, after, 0, {'self', 'total', 'call'})
        else:
            factor = SECONDS.get(before['metrics'][0]['unit'], 1)
            more = sum(f['self'][0] for f in after['functions'] if f['name'].endswith(' more)'))
            more *= SECONDS.get(after['metrics'][0]['unit'], 1)
            after['functions'] = [f for f in after['functions'] if not f['name'].endswith(' more)')]
            if more > 0.25 * whole * factor:
                raise SystemExit('%s: the estimate leaves out too much' % label)
            compare(label, before, after, 0, {'self'}, slack=more)
        if exact and suffix == '.pb.gz' and len(after['metrics']) != len(before['metrics']):
            raise SystemExit('%s: %d metrics of %d' % (label, len(after['metrics']), len(before['metrics'])))


with tempfile.TemporaryDirectory() as folder:
    for sample in samples:
        check(sample, folder)
print('%d profiles, %d problems' % (len(samples), problems))
sys.exit(1 if problems or not samples else 0)
