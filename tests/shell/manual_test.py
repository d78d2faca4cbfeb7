#!/usr/bin/env python3
"""Manual pages are read without complaint by groff (man --warnings) and mandoc, where they are installed.
usage: manual_test.py PROFDRAW TOP

The pages bear no date, so that the same sources give the same bytes; mandoc would like one."""
import glob, os, shutil, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
checks = []
if shutil.which('man') and shutil.which('groff'):
    checks.append(['man', '--warnings=w', '-E', 'UTF-8', '-Tutf8', '-Z', '-l'])
if shutil.which('mandoc'):
    checks.append(['mandoc', '-Tlint', '-W', 'warning'])


def lint(check, page):
    done = subprocess.run(check + [page], capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))
    said = done.stderr + (done.stdout if check[0] == 'mandoc' else '')
    return [line for line in said.splitlines() if 'missing date' not in line]


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([program, 'manual', '-o', folder], check=True)
    pages = sorted(glob.glob(os.path.join(folder, '*.1')))
    page = os.path.join(folder, 'profdraw-graph.1')
    with open(page, encoding='utf-8') as f:
        same = f.read() == subprocess.run([program, 'manual', 'graph'], capture_output=True, text=True,
                                          check=True).stdout
    problems = [] if same else ['manual graph and manual -o differ']
    for check in checks:
        problems += [line for page in pages for line in lint(check, page)]
wrong = subprocess.run([program, 'manual', '-o', os.path.join(folder, 'not', 'there')], capture_output=True,
                       text=True)
if wrong.returncode != 1 or wrong.stderr.count('\n') != 1:
    problems.append('a folder that is not there: status %d, %s' % (wrong.returncode, wrong.stderr))
print('\n'.join(problems))
print('%d pages, %s, %d problems' % (len(pages), [c[0] for c in checks], len(problems)))
sys.exit(1 if problems or len(pages) < 10 else 0 if checks else 77)
