#!/usr/bin/env python3
"""Compares what `profdraw report` prints with what Python's own pstats prints, byte for byte.

usage: pstats_report.py PROFDRAW DUMP...    compare
       pstats_report.py --print             print the reports of the cases on standard input (JSON)

Each dump is compared with the running Python and, when it is installed, with the Python that the dump
is named after, such as python2.7 for cprofile-2.7.prof.  The names of code objects are compared
without their address."""
from __future__ import print_function

import io
import json
import os
import pstats
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ZONE = 'CET-1CEST,M3.5.0,M10.5.0/3'

# What the library does not keep of these dumps, on purpose: see its warnings.
DIFFERENT = {
    'edge-odd-times.prof': 'times that are no times count as 0',
    'edge-odd-names.prof': 'control characters and surrogates in names are replaced',
    'edge-odd-lines.prof': 'negative lines are 0',
    'edge-odd-counts.prof': 'counts beyond 64 bits are cut',
    'edge-merged-groups.prof': 'Python fails to print callers of old merges',
    'edge-sampled.prof': 'Python does not print samples',
}

SORTS = ['cumulative', '', 'time', 'calls', 'cumulative,name', 'pcalls', 'nfl', 'stdname',
         'tottime,stdname', 'filename,line', 'module,name', 'name', 'ncalls,cumtime', 'line', '-1',
         '2', 'cu,na', 'ti', 'st', 'p,l,f']
LIMITS = [[], [5], [.3], ['py'], [.5, 'py'], ['(', 3], ['nothing at all'], [0], [10, .25],
          ['^[a-z]+', 7], [99999], [-1], [1.0], [r'\d+\(\w*\)$'], ['{built'], ["['\"]"],
          [0.001, 2], [r"it's|e"], ['(?i)MAIN|_', 4], [r'[[:alpha:]]{2}', 0.06], [r'^*', 3],
          [r'a{,2}\Z|<.*>', 6], ["x'"]]
SECTIONS = [['stats'], ['callers'], ['callees'], ['stats', 'callers', 'callees'],
            ['callees', 'stats']]


def make_cases(count):
    for i in range(count):
        yield {'sort': SORTS[i % len(SORTS)], 'limits': LIMITS[i * 5 % len(LIMITS)],
               'sections': SECTIONS[(i + i // 5) % len(SECTIONS)], 'strip': i % 3 == 1,
               'reverse': i % 4 == 3}


# ---- what Python prints (runs on Python 2.7, too) -----------------------------------------------

def plain_key(key):
    code = key[-1]
    if not hasattr(code, 'co_name'):
        return key
    return key[:2] + ('<code object %s, file "%s", line %d>' % (
        code.co_name, code.co_filename, code.co_firstlineno),)


def plain(stats):
    return dict((plain_key(k), v[:4] + (dict((plain_key(c), n) for c, n in v[4].items()),))
                for k, v in stats.items())


def load_plain(self, arg, load=pstats.Stats.__dict__['load_stats']):
    load(self, arg)
    self.stats = plain(self.stats)


def print_case(case):
    out = io.BytesIO() if sys.version_info[0] == 2 else io.StringIO()
    files = [str(f) for f in case['files']]
    stats = pstats.Stats(*files, **{'stream': out})
    if case['strip']:
        stats.strip_dirs()
    words = [str(w) for w in case['sort'].split(',') if w]
    if words:
        is_number = words[0].lstrip('-').isdigit()
        stats.sort_stats(*[int(w) if is_number else w for w in words])
    if case['reverse']:
        stats.reverse_order()
    limits = [str(n) if not isinstance(n, (int, float)) else n for n in case['limits']]
    for section in case['sections']:
        getattr(stats, 'print_' + section)(*limits)
    return out.getvalue()


def print_all():
    pstats.Stats.load_stats = load_plain
    results = []
    for case in json.load(sys.stdin):
        try:
            results.append(print_case(case))
        except Exception as e:
            results.append({'error': repr(e)})
    print(json.dumps(results))
    return 0


# ---- what profdraw prints -----------------------------------------------------------------------

def report(profdraw, case, folder):
    command = [profdraw, 'report', '-q', '--format', 'pstats']
    for limit in case['limits']:
        command += ['--match' if isinstance(limit, str) else '--limit', str(limit)]
    command += ['--' + section for section in case['sections']]
    command += ['--sort=' + case['sort']] if case['sort'] else []
    command += ['--reverse'] if case['reverse'] else []
    command += ['--strip-dirs'] if case['strip'] else []
    run = subprocess.run(command + case['files'], cwd=folder, stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, env=dict(os.environ, TZ=ZONE))
    if run.returncode:
        return None, ' '.join(command[1:]) + ': ' + run.stderr.decode('utf-8', 'replace').strip()
    return run.stdout.decode('utf-8'), ' '.join(command[1:])


def reports_of(python, cases, folder):
    """-> [text or {'error': ...}], or None when this Python is not there or cannot read it at all"""
    try:
        run = subprocess.run([python, os.path.abspath(__file__), '--print'], cwd=folder,
                             input=json.dumps(cases).encode('ascii'), stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, env=dict(os.environ, TZ=ZONE))
    except OSError:
        return None
    return json.loads(run.stdout.decode('utf-8')) if run.returncode == 0 else None


def difference(want, got):
    want, got = want.split('\n'), got.split('\n')
    for i in range(max(len(want), len(got))):
        a, b = (lines[i] if i < len(lines) else '(end)' for lines in (want, got))
        if a != b:
            return 'line %d is\n    %r, expected\n    %r' % (i + 1, b, a)


def compare(profdraw, python, cases, folder):
    """-> (compared, problems), or None when this Python cannot be asked"""
    wanted = reports_of(python, cases, folder)
    if wanted is None or all(isinstance(w, dict) for w in wanted):
        return None
    problems = []
    for case, want in zip(cases, wanted):
        got, command = report(profdraw, case, folder)
        if got and python == 'python2.7':
            # it alone ends these lines without the blank
            got = re.sub('(?m)(<-|->) $', r'\1', got)
        if got is None:
            problems.append(command)
        elif isinstance(want, dict):
            problems.append('%s: %s fails: %s' % (command, python, want['error']))
        elif want != got:
            problems.append('%s: %s' % (command, difference(want, got)))
    return len(cases), problems


# ---- which dumps, which Pythons -----------------------------------------------------------------

def pythons_for(names):
    found = [re.search(r'-(\d\.\d+)\.prof$', name) for name in names]
    own = sorted(set('python' + m.group(1) for m in found if m))
    return [sys.executable] + (own if len(own) == 1 else [])


def groups(names):
    """-> [(files, number of cases)]: each dump alone, and some together"""
    for name in names:
        yield [name], 60 if name in ('django.prof', 'profile-3.11.prof') else 8
    yield ['docutils.prof', 'flask.prof', 'django.prof'], 20
    yield ['cprofile-3.8.prof', 'cprofile-3.11.prof'], 20
    yield ['cprofile-3.11.prof'] * 2 + ['threads-3.12.prof', 'cprofile-3.6.prof'], 8


def ordered(cases):
    """before 3.6 dicts have an order of their own: sorting must leave no ties"""
    return [dict(c, sort=(c['sort'] + ',stdname' if c['sort'].isalpha() else 'stdname'))
            for c in cases]


def check_abbreviations(profdraw, folder, name):
    """every beginning of every sort key is taken, or refused, as Python does"""
    defs = pstats.Stats.sort_arg_dict_default
    words = sorted(set(word[:n] for word in defs for n in range(1, len(word) + 1)))
    accepted = pstats.Stats(os.path.join(folder, name)).get_sort_arg_defs()
    problems = []
    for word in words:
        case = {'files': [name], 'sort': word, 'limits': [1], 'sections': ['callers'],
                'strip': False, 'reverse': False}
        got, message = report(profdraw, case, folder)
        title = got and re.search('Ordered by: (.*)', got).group(1)
        if title != (accepted[word][1] if word in accepted else None):
            problems.append('sort key %s is %s' % (word, title or 'refused'))
    print('%d sort keys and abbreviations, %d accepted' % (len(words), len(accepted)))
    return problems


def main(arguments):
    if arguments == ['--print']:
        return print_all()
    profdraw, dumps = os.path.abspath(arguments[0]), arguments[1:]
    names, compared, problems = [], 0, []
    with tempfile.TemporaryDirectory() as folder:
        for i, dump in enumerate(sorted(dumps, key=os.path.basename)):
            name = os.path.basename(dump)
            shutil.copy(dump, os.path.join(folder, name))
            # single and double digits of the day, summer and winter
            os.utime(os.path.join(folder, name), (0, 1709283907 + i * 864000))
            if name in DIFFERENT:
                print('%s: left out: %s' % (name, DIFFERENT[name]))
            else:
                names.append(name)
        for files, count in groups(names):
            cases = [dict(case, files=files) for case in make_cases(count)]
            for python in pythons_for(files):
                title = ' '.join(files) + ' with ' + os.path.basename(python)
                result = compare(profdraw, python,
                                 ordered(cases) if python == 'python2.7' else cases, folder)
                if result is None:
                    print('%s: skipped: not installed, or does not read it' % title)
                    continue
                compared += result[0]
                print('%s: %d reports, %d differ' % (title, result[0], len(result[1])))
                for problem in result[1][:3]:
                    print('  ' + problem)
                problems += result[1]
        problems += check_abbreviations(profdraw, folder, 'cprofile-3.11.prof')
    print('%d reports compared, %d problems' % (compared, len(problems)))
    return 1 if problems or not compared else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
