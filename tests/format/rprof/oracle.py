#!/usr/bin/env python3
"""Reads the samples of ok/ by regular expressions and compares the self and total cost of every function of every file
with what profdraw reads; and time.rprof with what R's own summaryRprof printed.   usage: oracle.py PROFDRAW"""
import collections, json, os, re, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'ok')
# total and self time, in hundredths of a second; R 4.2 cannot print names with blanks
PRINTED = {'main': (170, 1), 'eval': (170, 0), 'record': (170, 0), 'source': (170, 0), 'withVisible': (170, 0),
           'hot': (160, 114), 'warm': (36, 0), 'fact': (23, 0), 'sqrt': (21, 21), 'sin': (18, 18), 'do.call': (11, 0),
           '*': (7, 7), 'FUN': (6, 0), 'lapply': (6, 0), 'sapply': (6, 0), 'sort': (6, 0), 'sorts': (6, 0),
           'order': (5, 5), 'sort.default': (5, 0), 'sort.int': (5, 0), 'gc': (3, 3), 'runif': (1, 1)}
FRAME = re.compile(r'(?:(\d+)#(\d+) ?)?(?:"((?:[^"]|"(?! |$))+)" ?|$)', re.M)


def frames(text, files):
    """-> (name, file), the innermost first"""
    found, places = [], []
    for match in FRAME.finditer(text):
        if match.group(0):
            found.append((match.group(3) or '(top level)', files.get(match.group(1), '')))
            places.append(match.group(1, 2))
    # an operator has its caller's line
    if len(found) > 1 and places[0][0] and places[0] == places[1] and found[0][0] != found[1][0]:
        found[0] = found[0][0], ''
    return found or [('(top level)', '')]


def expected(path):
    with open(path, encoding='utf-8') as f:
        text = f.read()
    # a name with a line break in it
    text = re.sub(r'\n(?=" )|\n(?=[a-z]+")', '\r', text)
    found, files, interval = collections.Counter(), {}, 0
    for line in text.split('\n'):
        head = re.fullmatch(r'(?:[\w ]+: )*sample\.interval=(\d+)', line)
        file = re.fullmatch(r'#File (\d+): (.*)', line)
        if head:
            files, interval = {}, int(head.group(1))
        elif file:
            files[file.group(1)] = file.group(2)
        elif line:
            stack = frames(re.sub(r'^:\d+:\d+:\d+:\d+:', '', line), files)
            found['sum'] += interval
            found['self', stack[0]] += interval
            for function in set(stack):
                found['total', function] += interval
    return {key: value for key, value in found.items() if value}


def read(path):
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, 'x.json')
        subprocess.run([program, 'report', path, '-o', target], check=True)
        with open(target, encoding='utf-8') as f:
            report = json.load(f)
    found = {'sum': report['total']}
    for row in report['functions']:
        function = row['name'].replace('\\n', '\r'), row.get('file') or ''
        found['self', function], found['total', function] = row['self'], row['total']
    return {key: value for key, value in found.items() if value}


problems = 0
for name in sorted(os.listdir(FOLDER)):
    ours, theirs = read(os.path.join(FOLDER, name)), expected(os.path.join(FOLDER, name))
    for key in sorted(set(ours) | set(theirs), key=str):
        if ours.get(key) != theirs.get(key):
            problems += 1
            print('%s: %s: %s, expected %s' % (name, key, ours.get(key), theirs.get(key)))
    if name == 'time.rprof':
        for function, figures in PRINTED.items():
            for kind, figure in zip(('total', 'self'), figures):
                if ours.get((kind, (function, '')), 0) != figure * 10000:
                    problems += 1
                    print('%s: R printed %s of %s' % (name, figure, function))
print('%d problems' % problems)
sys.exit(1 if problems else 0)
