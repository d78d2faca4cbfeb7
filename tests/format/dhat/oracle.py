#!/usr/bin/env python3
"""Reads the samples of ok/ with Python's JSON and compares the self and total cost of every function, in every
metric, with what profdraw reads; and mix.json with what Valgrind itself printed.

usage: oracle.py PROFDRAW"""
import collections, json, os, re, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ok')
METRICS = {'tb': 'allocated', 'tbk': 'allocations', 'gb': 'at peak', 'gbk': 'blocks at peak', 'eb': 'at end',
           'ebk': 'blocks at end', 'rb': 'read', 'wb': 'written'}
PRINTED = {'allocated': 72030, 'allocations': 543, 'at peak': 40064, 'blocks at peak': 41, 'at end': 40000,
           'blocks at end': 40, 'read': 1, 'written': 72030}


def name_of(text):
    place = re.fullmatch(r'(?:(0x[0-9A-F]+|0x[0-9a-f]+): )?(.*?)(?: \((?:in .*|[^()]*:\d+)\))?', text)
    return place.group(1) if place.group(2) == '???' else place.group(2)


def expected(path):
    with open(path, encoding='utf-8') as f:
        profile = json.load(f)
    table, found = [name_of(text) for text in profile['ftbl']], collections.Counter()
    for point in profile['pps']:
        names = [table[i] for i in point['fs'] if table[i] != '[root]']
        for key, metric in METRICS.items():
            value = point.get(key, 0)
            found['', metric] += value
            if names:
                found['self', names[0], metric] += value
            for name in set(names):
                found['total', name, metric] += value
    return {key: value for key, value in found.items() if value}


def read(path):
    found = {}
    listed = subprocess.run([program, 'metrics', path], capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        for line in listed.splitlines():
            metric, _, total = line.split('\t')
            found['', metric] = float(total)
            if not float(total):
                continue
            target = os.path.join(folder, 'x.json')
            subprocess.run([program, 'report', '--metric', metric, path, '-o', target], check=True)
            with open(target, encoding='utf-8') as f:
                for row in json.load(f)['functions']:
                    found['self', row['name'], metric] = row['self']
                    found['total', row['name'], metric] = row['total']
    return {key: value for key, value in found.items() if value}


problems = 0
for name in sorted(os.listdir(FOLDER)):
    path = os.path.join(FOLDER, name)
    ours, theirs = read(path), expected(path)
    for key in sorted(set(ours) | set(theirs)):
        if ours.get(key) != theirs.get(key):
            problems += 1
            print('%s: %s: %s, expected %s' % (name, key, ours.get(key), theirs.get(key)))
    if name == 'mix.json':
        problems += {key[1]: value for key, value in ours.items() if key[0] == ''} != PRINTED
print('%d problems' % problems)
sys.exit(1 if problems else 0)
