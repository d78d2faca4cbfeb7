#!/usr/bin/env python3
"""Other programs read what profdraw writes, and count the same.   usage: oracle.py PROFDRAW WHAT SAMPLE...

WHAT is pprof (`go tool pprof -top`) or callgrind (callgrind_annotate).  Skipped where the tool is missing."""
import collections, json, os, re, shutil, subprocess, sys, tempfile

program, what, samples = sys.argv[1], sys.argv[2], sys.argv[3:]
if not shutil.which({'pprof': 'go', 'callgrind': 'callgrind_annotate'}[what]):
    print('skipped: the tool is not installed')
    sys.exit(77)
problems = 0


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, errors='replace')
    if done.returncode:
        raise SystemExit('%s: %s' % (' '.join(command), done.stderr))
    return done.stdout


def own_figures(path):
    with tempfile.TemporaryDirectory() as folder:
        run(program, 'convert', '-q', path, '-o', folder + '/x.json')
        with open(folder + '/x.json', encoding='utf-8') as f:
            profile = json.load(f)
    found = collections.defaultdict(lambda: [0, 0])
    for f in profile['functions']:
        found[f['name']][0] += f['self'][0] or 0
        found[f['name']][1] += f['total'][0] or 0
    return profile, found


def differs(label, name, got, want, room):
    global problems
    if abs(got - want) > room:
        problems += 1
        print('%s: %s: %r, profdraw has %r' % (label, name, got, want))


def check_pprof(label, path):
    """self and total of every function, in the smallest unit, as pprof counts them"""
    profile, want = own_figures(path)
    unit = {'nanoseconds': 'ns', 'bytes': 'B'}.get(profile['metrics'][0]['unit'])
    text = run('go', 'tool', 'pprof', '-top', '-nodecount=0', '-nodefraction=0', '-edgefraction=0',
               *(['-unit=' + unit] if unit else []), path)
    rows = re.findall(r'^ *([\d.]+)\w* +[\d.]+% +[\d.]+% +([\d.]+)\w* +[\d.]+%  (.*)$', text, re.M)
    got = collections.defaultdict(lambda: [0, 0])
    for flat, cum, name in rows:
        name = re.sub(r' \((partial-)?inline\)$', '', name)
        got[name][0] += float(flat)
        got[name][1] += float(cum)
    names = collections.Counter(f['name'] for f in profile['functions'])
    for name, (self_cost, total) in want.items():
        if names[name] > 1 or not total:
            continue  # pprof prints functions of one name as one, or each without what tells them apart
        room = 0.01 + 1e-6 * total
        differs(label, name + ' flat', got[name][0], self_cost, room)
        differs(label, name + ' cum', got[name][1], total, room)
    return len(rows)


def check_callgrind(label, path):
    profile, want = own_figures(path)
    text = run('callgrind_annotate', '--threshold=100', '--show=' + profile_event(path), path)
    rows = re.findall(r'^ *([\d,]+) \( *[\d.]+%\)  .*?:(.*?) \[(?:\[.*\]|[^\[]*)\]$', text, re.M)
    got = collections.Counter()
    for cost, name in rows:
        got[name] += int(cost.replace(',', ''))
    for name, (self_cost, _) in want.items():
        differs(label, name, got[name], self_cost, 0.5)
    return len(rows)


def profile_event(path):
    with open(path, encoding='utf-8') as f:
        return re.search(r'^events: (\S+)', f.read(), re.M).group(1)


suffix, check = {'pprof': ('.pb.gz', check_pprof), 'callgrind': ('.callgrind', check_callgrind)}[what]
rows = 0
with tempfile.TemporaryDirectory() as folder:
    for sample in samples:
        path = folder + '/x' + suffix
        run(program, 'convert', '-q', sample, '-o', path)
        rows += check(os.path.basename(sample), path)
print('%d rows of %d profiles, %d problems' % (rows, len(samples), problems))
sys.exit(1 if problems or rows < len(samples) else 0)
