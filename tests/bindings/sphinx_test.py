#!/usr/bin/env python3
"""A page of Sphinx with the directive contains the picture; LaTeX gets a PDF; a profile that is not there is an
error.   usage: sphinx_test.py MODULE LIBRARY TOP"""
import glob, os, shutil, subprocess, sys, tempfile

import elsewhere

module, library, top = sys.argv[1:4]
PAGE = '''Page
====

.. profdraw:: flask.prof
   :view: graph
   :title: Where a request goes
   :max-nodes: 12
   :caption: A call graph

.. profdraw:: /flask.prof
   :no-legend:
'''
python = elsewhere.python_with('sphinx')


def build(folder, builder):
    paths = [os.path.dirname(module), os.path.join(top, 'bindings')]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(paths), PROFDRAW_LIBRARY=library, LC_ALL='C.UTF-8')
    return subprocess.run([python, '-m', 'sphinx', '-q', '-b', builder, folder, os.path.join(folder, builder)],
                          env=environment, capture_output=True, text=True)


def write(folder, name, text):
    with open(os.path.join(folder, name), 'w', encoding='utf-8') as f:
        f.write(text)


def read(*path):
    with open(os.path.join(*path), encoding='utf-8') as f:
        return f.read()


problems = []
with tempfile.TemporaryDirectory() as folder:
    write(folder, 'conf.py', "extensions = ['profdraw_sphinx']\nproject = 'x'\n")
    write(folder, 'index.rst', PAGE)
    shutil.copy(os.path.join(top, 'tests', 'profiles', 'flask.prof'), folder)
    for builder in ('html', 'latex', 'text', 'man'):
        done = build(folder, builder)
        if done.returncode or done.stderr:
            problems.append('%s: %s' % (builder, done.stderr))
    page = read(folder, 'html', 'index.html')
    if page.count('<svg ') != 2 or 'Where a request goes' not in page or 'A call graph' not in page:
        problems.append('the page has %d pictures' % page.count('<svg '))
    if len(glob.glob(os.path.join(folder, 'latex', 'profdraw-*.pdf'))) != 2:
        problems.append('LaTeX has no two pictures')
    if '[flask.prof]' not in read(folder, 'text', 'index.txt'):
        problems.append('text has no word of it')
    write(folder, 'index.rst', PAGE.replace('flask', 'nothing'))
    if 'nothing.prof' not in build(folder, 'html').stderr:
        problems.append('a profile that is not there is no error')
print('\n'.join(problems))
print('%d problems' % len(problems))
sys.exit(1 if problems else 0)
