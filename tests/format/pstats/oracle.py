#!/usr/bin/env python3
"""Compares what `profdraw convert` reads from Python's profile dumps with what Python reads.

usage: oracle.py PROFDRAW DUMP...      compare
       oracle.py --dump DUMP           print what the running Python reads, as JSON
       oracle.py --save DUMP...        keep that in expected/, for dumps that only their own Python reads

The reference is, in this order: the running Python; the Python that the dump is named after, such as
python2.7 for cprofile-2.7.prof, when it is installed; the file in expected/.  All numbers must be
equal, except those that profdraw divides up by itself, which may differ in the last bits."""
from __future__ import print_function

import collections
import json
import marshal
import math
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77


# ---- what Python reads (runs on Python 2.7, too) ------------------------------------------------

def plain_text(value):
    if hasattr(value, 'co_name'):
        return {'name': plain_text(value.co_name), 'file': plain_text(value.co_filename),
                'line': value.co_firstlineno}
    if isinstance(value, bytes):
        return value.decode('latin-1')
    return value


def plain_key(key):
    return [plain_text(part) for part in key]


def plain_number(value):
    """JSON has no nan and no inf"""
    return repr(value) if isinstance(value, float) and not -1e308 < value < 1e308 else value


def plain_caller(value):
    return [plain_number(v) for v in value] if isinstance(value, tuple) else plain_number(value)


def load(path):
    """-> [[key, [cc, nc, tt, ct], [[key, caller's value]...]]...]"""
    with open(path, 'rb') as f:
        table = marshal.load(f)
    rows = []
    for key, value in table.items():
        if len(key) == 1:
            rows.append([plain_key(key), None, None])
            continue
        callers = [[plain_key(k), plain_caller(v)] for k, v in value[4].items()]
        rows.append([plain_key(key), [plain_number(v) for v in value[:4]], callers])
    return rows


# ---- which Python reads it ----------------------------------------------------------------------

def own_python(path):
    match = re.search(r'-(?:v?(\d\.\d+)|(pypy3))\.prof$', path)
    return match and (match.group(2) or 'python' + match.group(1))


def load_with(python, path):
    try:
        run = subprocess.run([python, os.path.abspath(__file__), '--dump', path],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    return json.loads(run.stdout.decode('ascii')) if run.returncode == 0 else None


def expected_path(path):
    return os.path.join(HERE, 'expected', os.path.basename(path)[:-5] + '.json')


def reference(path):
    """-> (rows, where they come from), or (None, None)"""
    # in a process of its own, because a code object of another version can end the process
    rows = load_with(sys.executable, path)
    if rows:
        return rows, 'this Python'
    python = own_python(path)
    rows = python and load_with(python, path)
    if rows:
        return rows, python
    if os.path.exists(expected_path(path)):
        with open(expected_path(path), encoding='ascii') as f:
            return json.load(f), 'expected/'
    return None, None


def save(path):
    rows, source = reference(path)
    if source == own_python(path):
        with open(expected_path(path), 'w', encoding='ascii') as f:
            f.write('[\n' + ',\n'.join(json.dumps(row) for row in rows) + '\n]\n')
        print('%s: saved' % os.path.basename(path))


# ---- what profdraw must make of it --------------------------------------------------------------

def clean(text):
    """names as the library repairs them"""
    out = []
    for c in text:
        code = ord(c)
        if c in '\t\n\r':
            out.append({'\t': '\\t', '\n': '\\n', '\r': '\\r'}[c])
        elif code < 0x20 or 0x7f <= code < 0xa0:
            out.append('\\x%02x' % code)
        else:
            out.append('\ufffd' if 0xd800 <= code < 0xe000 else c)
    return ''.join(out)


def identity(key):
    """-> (name, module, file, line) in profdraw's JSON"""
    file, line, name = key
    module = None
    if isinstance(name, dict):
        module, file, line, name = file, name['file'], name['line'], name['name']
    file = None if file in ('', '~') else clean(file)
    return clean(name) or None, module, file, line if 0 < line < 1 << 31 else None


def time(value):
    value = float(value)
    return value if 0 < value < float('inf') else 0.0


def calls(value):
    return min(float(value), 2.0 ** 64) if value >= 0 else None


def add(a, b):
    return b if a is None else a if b is None else a + b


def add_all(a, b):
    return [add(x, y) for x, y in zip(a, b)]


def caller_groups(value):
    """the columns of an old merge's value added up"""
    parts = [value[i:i + 4] for i in range(0, len(value), 4)]
    rows = [[calls(nc), calls(cc), time(tt), time(ct)] for nc, cc, tt, ct in parts]
    total = rows[0]
    for row in rows[1:]:
        total = add_all(total, row)
    return total


def expected_arcs(key, value, callers, sampled):
    """-> [(caller, [calls, primitive, self, total])...] of one function; samples share its total,
    calls leave it open"""
    counts = [(k, calls(v)) for k, v in callers if not isinstance(v, list)]
    everybody = math.fsum(c or 0 for k, c in counts)
    others = math.fsum(c or 0 for k, c in counts if k != key)
    for caller, v in callers:
        if isinstance(v, list):
            yield caller, caller_groups(v)
            continue
        share = everybody if caller == key else others
        known = sampled and calls(v) is not None and share > 0
        yield caller, [calls(v), None, None, time(value[3]) * (calls(v) / share) if known else None]


def expected_model(rows):
    """-> ({function: numbers}, {(caller, callee): numbers}), functions in order"""
    sampled = any(value is None for key, value, callers in rows)
    functions, arcs = collections.OrderedDict(), {}
    nothing = [None, None, 0.0, 0.0]
    for key, value, callers in rows:
        if value is None:
            continue
        numbers = [calls(value[1]), calls(value[0]), time(value[2]), time(value[3])]
        if sampled:
            numbers[:2] = [None, None]
        name = identity(key)
        functions[name] = add_all(functions[name], numbers) if name in functions else numbers
    for key, value, callers in rows:
        if value is None:
            continue
        for caller, numbers in expected_arcs(key, value, callers, sampled):
            if sampled:
                numbers[:2] = [None, None]
            pair = identity(caller), identity(key)
            functions.setdefault(pair[0], nothing)
            arcs[pair] = add_all(arcs[pair], numbers) if pair in arcs else numbers
    return functions, arcs


# ---- what profdraw makes of it ------------------------------------------------------------------

def numbers_of(record):
    return [record['calls'], record['primitive_calls'], record['self'][0], record['total'][0]]


def read_model(profdraw, path, folder):
    output = os.path.join(folder, 'out.json')
    run = subprocess.run([profdraw, 'convert', '--format', 'pstats', path, '-o', output],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode != 0:
        return None, run.stderr.decode('utf-8', 'replace').strip()
    with open(output, encoding='utf-8') as f:
        model = json.load(f)
    names = [(f['name'] or None, f['module'], f['file'], f['line']) for f in model['functions']]
    functions = collections.OrderedDict(
        (n, numbers_of(f)) for n, f in zip(names, model['functions']))
    if len(functions) < len(names):
        return None, 'the same function twice'
    arcs = {(names[a['caller']], names[a['callee']]): numbers_of(a) for a in model['arcs']}
    if len(arcs) < len(model['arcs']):
        return None, 'the same arc twice'
    return (functions, arcs, model), None


def same(a, b, is_exact):
    if a is None or b is None or is_exact:
        return a == b
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def compare_tables(what, want, got):
    for name in list(want) + [n for n in got if n not in want]:
        if name not in got or name not in want:
            yield '%s %s %s' % (what, name, 'is missing' if name in want else 'is unexpected')
            continue
        # a count without times: profdraw shared the total
        is_counted = want[name][2] is None
        for i, label in enumerate(('calls', 'primitive calls', 'self', 'total')):
            if not same(want[name][i], got[name][i], not (is_counted and i == 3)):
                yield '%s %s: %s is %r, expected %r' % (
                    what, name, label, got[name][i], want[name][i])


def compare(rows, is_unordered, functions, arcs, model):
    want_functions, want_arcs = expected_model(rows)
    for problem in compare_tables('function', want_functions, functions):
        yield problem
    for problem in compare_tables('arc', want_arcs, arcs):
        yield problem
    # before 3.6 dicts have an order of their own
    if not is_unordered and list(want_functions) != list(functions):
        yield 'the functions are not in the order of the dump'
    if [(m['name'], m['unit']) for m in model['metrics']] != [('time', 's')]:
        yield 'the metric is not time in seconds'
    total = max(sum(v[2] for v in want_functions.values()),
                max(v[3] for v in want_functions.values()))
    if not same(float(total), model['total'][0], False):
        yield 'the total is %r, expected %r' % (model['total'][0], total)


def check(profdraw, path, folder):
    rows, source = reference(path)
    name = os.path.basename(path)
    if rows is None:
        print('%s: skipped: no Python here reads it' % name)
        return None
    model, problem = read_model(profdraw, path, folder)
    problems = [problem] if problem else list(compare(rows, '2.7' in name, *model))
    for line in problems[:5]:
        print('%s: %s' % (name, line))
    if not problems:
        print('%s: %d functions, %d arcs as in %s' % (name, len(model[0]), len(model[1]), source))
    return not problems


def main(arguments):
    if arguments[:1] == ['--dump']:
        print(json.dumps(load(arguments[1])))
        return 0
    if arguments[:1] == ['--save']:
        for path in arguments[1:]:
            save(path)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        results = [check(arguments[0], path, folder) for path in arguments[1:]]
    if False in results or not results:
        return 1
    return 0 if True in results else SKIPPED


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
