#!/usr/bin/env python3
"""Manual pages are read without complaint by groff (man --warnings) and mandoc, where they are installed, and
librender(3) has every function of librender.h.   usage: manual_test.py PROFDRAW TOP

The pages bear no date, so that the same sources give the same bytes; mandoc would like one."""
import glob, os, re, shutil, subprocess, sys, tempfile

program, top = map(os.path.abspath, sys.argv[1:])
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
    with open(os.path.join(top, 'librender', 'librender.h'), encoding='utf-8') as f:
        header = f.read()
    library = os.path.join(folder, 'librender.3')
    with open(library, 'w', encoding='utf-8') as f:
        subprocess.run(['awk', '-v', 'version=1', '-f', os.path.join(top, 'cmake', 'header_manual.awk')],
                       input=header, text=True, stdout=f, check=True)
    with open(library, encoding='utf-8') as f:
        text = f.read()
    problems += ['librender(3) lacks ' + name
                 for name in re.findall(r'^RENDER_API [^;{]*?\b(render_\w+)\(', header, re.M)
                 if not re.search(r'\b%s\(' % name, text)]
    pages.append(library)
    for check in checks:
        problems += [line for page in pages for line in lint(check, page)]
wrong = subprocess.run([program, 'manual', '-o', os.path.join(folder, 'not', 'there')], capture_output=True,
                       text=True)
if wrong.returncode != 1 or wrong.stderr.count('\n') != 1:
    problems.append('a folder that is not there: status %d, %s' % (wrong.returncode, wrong.stderr))
print('\n'.join(problems))
print('%d pages, %s, %d problems' % (len(pages), [c[0] for c in checks], len(problems)))
sys.exit(1 if problems or len(pages) < 10 else 0 if checks else 77)
