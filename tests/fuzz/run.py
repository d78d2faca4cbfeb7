#!/usr/bin/env python3
"""Runs fuzz targets one after the other, each for so many seconds, on its own corpus, its seeds and its words.

usage: run.py BUILD CORPORA SECONDS [TARGET…]      BUILD is build/fuzz; TARGET such as json or folded, none: all

What is found new goes to CORPORA/TARGET and is begun from the next time; inputs that break something go to
CORPORA/found.  Prints for each target how often it ran and how much of the code it reached."""
import glob, os, re, subprocess, sys

build, corpora, seconds = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
wanted = set(sys.argv[4:])


def targets():
    """-> (name, words, seeds) of each"""
    with open(os.path.join(build, 'tests', 'fuzz_targets.txt'), encoding='utf-8') as f:
        for line in f:
            name, words, *seeds = line.split()
            if not wanted or name.removeprefix('fuzz_') in wanted:
                yield name, words, seeds


def number(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def run(name, words, seeds, found):
    """-> whether nothing broke"""
    corpus = os.path.join(corpora, name.removeprefix('fuzz_'))
    os.makedirs(corpus, exist_ok=True)
    dictionary = ['-dict=' + words] if os.path.getsize(words) else []
    before = set(glob.glob(found + '/*'))
    done = subprocess.run(
        [os.path.join(build, 'tests', name), '-max_total_time=%d' % seconds, *dictionary, '-timeout=20', '-rss_limit_mb=2048', '-max_len=16384', '-print_final_stats=1', '-close_fd_mask=1', '-artifact_prefix=%s/%s-' % (found, name), corpus, *seeds],
        stderr=subprocess.PIPE, text=True, errors='replace')
    said = done.stderr
    broken = set(glob.glob(found + '/*')) - before
    print('%s: %d executions, %d edges, %s' % (name, number(r'number_of_executed_units: (\d+)', said),
                                               number(r'cov: (\d+)', said), ' '.join(broken) or 'nothing found'), flush=True)
    if done.returncode:
        print(said[-4000:])
    return done.returncode == 0


found = os.path.join(corpora, 'found')
os.makedirs(found, exist_ok=True)
sys.exit(not all([run(*target, found) for target in targets()]))
