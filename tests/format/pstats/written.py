#!/usr/bin/env python3
"""Every Python loads what profdraw writes, and finds in it what was in the dump that profdraw read.

usage: written.py PROFDRAW DUMP..."""
import json
import marshal
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import oracle

PYTHONS = ['python2.7', 'pypy3'] + ['python3.%d' % minor for minor in range(6, 16)]
# runs on Python 2.7, too; what it prints is not looked at
LOAD = '''
import json, pstats, sys
sys.path.insert(0, sys.argv[1])
import oracle
tables = []
for path in sys.argv[3:]:
    pstats.Stats(path).print_stats()
    tables.append(oracle.load(path))
with open(sys.argv[2], "w") as f:
    f.write(json.dumps(tables))
'''


def works(python):
    try:
        run = subprocess.run([python, '-c', 'import marshal'], stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return run.returncode == 0


def written_name(name):
    """a name as the writer spells it: the module stands behind it"""
    text, module, file, line = name
    if not module:
        return name
    return '%s [%s]' % (text, module), None, file, line


def written_arc(numbers):
    """as the writer puts it: a known cost has a self cost and primitive calls, too"""
    calls, primitive, own, total = numbers
    if own is None and total is None:
        return [calls, None, None, None]
    return [calls, calls if primitive is None else primitive, own or 0.0, total]


def model(rows):
    functions, arcs = oracle.expected_model(rows)
    names = {name: written_name(name) for name in functions}
    functions = {names[n]: [v[0], v[0] if v[1] is None else v[1]] + v[2:] for n, v in functions.items()}
    return functions, {(names[a], names[b]): written_arc(v) for (a, b), v in arcs.items()}


def differences(want, got):
    for what, a, b in zip(('function', 'arc'), want, got):
        for name in list(a) + [n for n in b if n not in a]:
            if name not in a or name not in b:
                yield '%s %s %s' % (what, name, 'is missing' if name in a else 'is unexpected')
            elif not all(oracle.same(x, y, False) for x, y in zip(a[name], b[name])):
                yield '%s %s: %s, expected %s' % (what, name, b[name], a[name])


def load_all(python, paths, folder):
    result = os.path.join(folder, 'tables.json')
    run = subprocess.run([python, '-c', LOAD, oracle.HERE, result] + paths, stderr=subprocess.PIPE,
                         stdout=subprocess.DEVNULL,
                         env=dict(os.environ, PYTHONIOENCODING='utf-8', PYTHONDONTWRITEBYTECODE='1'))
    if run.returncode:
        print(run.stderr.decode('utf-8', 'replace')[-500:])
        return None
    with open(result) as f:
        return json.load(f)


def is_version_2(output):
    """no code that Python 2.7 does not know, no reference"""
    with open(output, 'rb') as f:
        data = f.read()
    return marshal.dumps(marshal.loads(data), 2) == data


def write_all(profdraw, dumps, folder):
    """-> [(name, path of what was written, model)...], all went well"""
    written, well = [], True
    for path in dumps:
        name = os.path.basename(path)
        rows, source = oracle.reference(path)
        if rows is None:
            print('%s: skipped: no Python here reads it' % name)
            continue
        output = os.path.join(folder, '%d.prof' % len(written))
        run = subprocess.run([profdraw, 'convert', '-q', path, '-o', output], stderr=subprocess.PIPE)
        if run.returncode or not is_version_2(output):
            print('%s: %s' % (name, run.stderr.decode() or 'not what marshal writes in version 2'))
            well = False
        else:
            written.append((name, output, model(rows)))
    return written, well


def check_python(python, written, folder):
    tables = load_all(python, [output for name, output, want in written], folder)
    if tables is None:
        print('%s cannot load all' % python)
        return False
    problems = ['%s: %s' % (name, d) for (name, output, want), rows in zip(written, tables)
                for d in differences(want, model(rows))]
    print('\n'.join(['%s: %d dumps, %d differences' % (python, len(tables), len(problems))] + problems[:5]))
    return not problems


def main(profdraw, dumps):
    pythons = [sys.executable] + [p for p in PYTHONS if works(p)]
    with tempfile.TemporaryDirectory() as folder:
        written, well = write_all(profdraw, dumps, folder)
        if not written:
            return oracle.SKIPPED if well else 1
        results = [check_python(python, written, folder) for python in pythons]
    return 0 if well and all(results) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2:]))
