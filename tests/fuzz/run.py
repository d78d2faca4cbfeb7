#!/usr/bin/env python3
"""Runs fuzz targets, each for so many seconds, on its own corpus, its seeds and its words.

usage: run.py [--minutes M] BUILD CORPORA SECONDS [TARGET…]
BUILD is build/fuzz; TARGET such as json or folded, none: all.

What is found new goes to CORPORA/TARGET and is begun from the next time; inputs that break something go to
CORPORA/found.  Prints for each run how often the target ran and how much of the code it reached; CORPORA/ledger.tsv
has for each target the processor's time and the executions of all runs.  With --minutes it goes on, with the target
that had least, until each had that much of the processor."""
import glob, os, re, subprocess, sys

arguments = sys.argv[1:]
minutes = float(arguments[1]) if arguments[0] == '--minutes' else 0
if minutes:
    del arguments[:2]
build, corpora, seconds = os.path.abspath(arguments[0]), os.path.abspath(arguments[1]), int(arguments[2])
wanted = set(arguments[3:])
found = os.path.join(corpora, 'found')
ledger = os.path.join(corpora, 'ledger.tsv')


def targets():
    """-> name → (words, seeds)"""
    with open(os.path.join(build, 'tests', 'fuzz_targets.txt'), encoding='utf-8') as f:
        rows = [line.split() for line in f]
    rows = [(name.removeprefix('fuzz_'), words, seeds) for name, words, *seeds in rows]
    return {name: (words, seeds) for name, words, seeds in rows if not wanted or name in wanted}


def times():
    """-> target → [seconds of the processor, executions]"""
    if not os.path.exists(ledger):
        return {}
    with open(ledger, encoding='utf-8') as f:
        rows = [line.split('\t') for line in f]
    return {name: [float(time), int(count)] for name, time, count in rows}


def note(name, time, executions):
    """Other runs may write to the same ledger: it is read anew and replaced at once."""
    all_times = times()
    entry = all_times.setdefault(name, [0, 0])
    entry[0] += time
    entry[1] += executions
    with open(ledger + '.%d' % os.getpid(), 'w', encoding='utf-8') as f:
        for key in sorted(all_times):
            f.write('%s\t%.1f\t%d\n' % (key, *all_times[key]))
    os.replace(f.name, ledger)


def number(pattern, text):
    numbers = re.findall(pattern, text)
    return int(numbers[-1]) if numbers else 0


def children_time():
    times_now = os.times()
    return times_now.children_user + times_now.children_system


def run(name, words, seeds):
    """-> whether nothing broke"""
    corpus = os.path.join(corpora, name)
    os.makedirs(corpus, exist_ok=True)
    dictionary = ['-dict=' + words] if os.path.getsize(words) else []
    before, begun = set(glob.glob(found + '/*')), children_time()
    done = subprocess.run(
        [os.path.join(build, 'tests', 'fuzz_' + name), '-max_total_time=%d' % seconds, *dictionary, '-timeout=20', '-rss_limit_mb=2048', '-max_len=16384', '-print_final_stats=1', '-close_fd_mask=1', '-artifact_prefix=%s/%s-' % (found, name), corpus, *seeds],
        stderr=subprocess.PIPE, text=True, errors='replace')
    said = done.stderr
    broken = set(glob.glob('%s/%s-*' % (found, name))) - before
    executions = number(r'number_of_executed_units: (\d+)', said)
    note(name, children_time() - begun, executions)
    print('%s: %d executions, %d edges, %s' % (name, executions, number(r'cov: (\d+)', said),
                                               ' '.join(broken) or 'nothing found'), flush=True)
    if done.returncode:
        print(said[-4000:])
    return done.returncode == 0


def campaign(chosen):
    fine = True
    while True:
        had = times()
        name = min(chosen, key=lambda target: had.get(target, [0])[0])
        if had.get(name, [0])[0] >= minutes * 60:
            return fine
        fine = run(name, *chosen[name]) and fine


os.makedirs(found, exist_ok=True)
chosen = targets()
sys.exit(not (campaign(chosen) if minutes else all([run(name, *chosen[name]) for name in chosen])))
