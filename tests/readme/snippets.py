#!/usr/bin/env python3
"""Runs the snippets of a page, in the order of the page and in one folder that holds my.prof.

usage: snippets.py PROFDRAW TOP PAGE MODULE LIBRARY

Shell runs under sh -eu, the lines of `script:` and `sh '…'` of CI files as well.  Every file that Markdown, HTML,
LaTeX and reStructuredText lead to must be there and be what its suffix says; where Sphinx, MkDocs, Doxygen, LaTeX or
IPython are installed they build the snippet.  MODULE may be '-': then nothing of Python's module is run."""
import os, re, shutil, subprocess, sys, tempfile

program, top, page, module, library = sys.argv[1:6]
program, top, page = map(os.path.abspath, (program, top, page))
BEGINS = {'.svg': b'<', '.png': b'\x89PNG', '.pdf': b'%PDF', '.html': b'<!'}
CONF = "extensions = ['profdraw_sphinx']\n"
# Nothing is installed or fetched: a clone is a link to this tree.
STANDINS = {'apt-get': 'exit 0\n', 'git': 'for last; do :; done\nln -s "{top}" "$last"\n'}
CELL = '''
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
done = shell.run_cell(sys.argv[1])
done.raise_error()
print(list(shell.display_formatter.format(done.result)[0]))
'''


class Wrong(Exception):
    pass


def execute(words, folder):
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, errors='replace',
                          stdin=subprocess.DEVNULL)
    if done.returncode:
        raise Wrong('%s: status %d\n%s%s' % (words[0], done.returncode, done.stdout[-800:], done.stderr[-800:]))
    return done.stdout


def shell(text, folder):
    execute(['sh', '-euc', text], folder)


def check_file(name, folder):
    path = os.path.join(folder, name)
    if not os.path.isfile(path):
        raise Wrong(name + ' is not there')
    with open(path, 'rb') as f:
        if not f.read(8).startswith(BEGINS.get(os.path.splitext(name)[1], b'')):
            raise Wrong(name + ' is not what its suffix says')


def links(pattern, text, folder):
    found = re.findall(pattern, text)
    if not found:
        raise Wrong('no file in it')
    for name in found:
        check_file(name, folder)


def hypertext(text, folder):
    links(r'(?:\]\(|src="|data=")([^)":]+)', text, folder)


def markdown(text, folder):
    """what MkDocs makes of it leads to the same files"""
    hypertext(text, folder)
    if not shutil.which('mkdocs'):
        return
    with tempfile.TemporaryDirectory() as book:
        shutil.copytree(folder, os.path.join(book, 'docs'), ignore=lambda *_: ['bin', 'ci'])
        for name, content in (('mkdocs.yml', 'site_name: x\n'), ('docs/index.md', text)):
            with open(os.path.join(book, name), 'w', encoding='utf-8') as f:
                f.write(content)
        execute(['mkdocs', 'build', '--quiet', '--strict'], book)
        with open(os.path.join(book, 'site', 'index.html'), encoding='utf-8') as f:
            made = f.read()
        for name in re.findall(r'(?:\]\(|data=")([^)":]+)', text):
            if name not in made:
                raise Wrong(name + ' is not on the page')
            check_file('site/' + name, book)


def yaml(text, folder):
    for line in re.findall(r'^ +- (?:run: )?(\w+ .*)$', text, re.M):
        shell(line, folder)


def groovy(text, folder):
    for line in re.findall(r"sh '([^']*)'", text):
        shell(line, folder)


def has_python(name):
    return subprocess.run([python, '-c', 'import ' + name], capture_output=True, env=environment).returncode == 0


def rst(text, folder):
    drawn = 'profdraw::' in text
    links(r'(?:profdraw|image):: (\S+)', text, folder)
    if (drawn and module == '-') or not has_python('sphinx'):
        return
    with tempfile.TemporaryDirectory() as book:
        for name in ('my.prof', 'flame.svg'):
            shutil.copy(os.path.join(folder, name), book)
        for name, content in (('conf.py', CONF if drawn else ''), ('index.rst', text)):
            with open(os.path.join(book, name), 'w', encoding='utf-8') as f:
                f.write(content)
        execute([python, '-m', 'sphinx', '-qW', book, os.path.join(book, 'out')], book)
        with open(os.path.join(book, 'out', 'index.html'), encoding='utf-8') as f:
            if not re.search('<svg|flame.svg', f.read()):
                raise Wrong('no picture on the page')


def doxygen(text, folder):
    links(r'@image \w+ (\S+)', text, folder)
    if not shutil.which('doxygen'):
        return
    with tempfile.TemporaryDirectory() as book:
        with open(os.path.join(book, 'page.h'), 'w', encoding='utf-8') as f:
            f.write(text)
        settings = 'INPUT=page.h\nIMAGE_PATH=%s\nQUIET=YES\nWARN_AS_ERROR=YES\nGENERATE_LATEX=NO\n' % folder
        with open(os.path.join(book, 'Doxyfile'), 'w', encoding='utf-8') as f:
            f.write(settings)
        execute(['doxygen'], book)
        check_file('html/flame.svg', book)


def latex(text, folder):
    links(r'includegraphics\[[^]]*\]\{([^}]*)\}', text, folder)
    if shutil.which('pdflatex'):
        with open(os.path.join(folder, 'page.tex'), 'w', encoding='utf-8') as f:
            f.write(text)
        execute(['pdflatex', '-interaction=nonstopmode', 'page.tex'], folder)


def run_python(text, folder):
    if module != '-' and 'extensions' not in text:
        execute([python, '-c', text], folder)


def ipython(text, folder):
    if module == '-' or not has_python('IPython'):
        return
    shown = execute([python, '-c', CELL, text], folder)
    if 'image/svg+xml' not in shown:
        raise Wrong('no picture was shown: ' + shown)


RUN = {'sh': shell, 'markdown': markdown, 'html': hypertext, 'yaml': yaml, 'groovy': groovy, 'rst': rst,
       'c': doxygen, 'latex': latex, 'python': run_python, 'ipython': ipython}


def prepare(folder):
    """my.prof and its like, a program that runs in no time, and links to the programs of the page"""
    sample = os.path.join(top, 'tests', 'format', 'pstats', 'ok', 'cprofile-3.11.prof')
    for name in ('my.prof', 'old.prof', 'new.prof'):
        shutil.copy(sample, os.path.join(folder, name))
    with open(os.path.join(folder, 'my_program.py'), 'w', encoding='utf-8') as f:
        f.write('def parse():\n    return sum(range(100000))\n\nparse()\n')
    os.mkdir(os.path.join(folder, 'bin'))
    os.symlink(program, os.path.join(folder, 'bin', 'profdraw'))
    os.symlink(os.path.join(top, 'ci'), os.path.join(folder, 'ci'))
    for name, text in STANDINS.items():
        path = os.path.join(folder, 'bin', name)
        with open(path, 'w', encoding='utf-8') as f:
            f.write('#!/bin/sh\n' + text.format(top=top))
        os.chmod(path, 0o755)


python = shutil.which('python3', path='/usr/bin') or sys.executable
with open(page, encoding='utf-8') as f:
    blocks = re.findall(r'^```(\w+)\n(.*?)^```$', f.read(), re.M | re.S)
problems = 0
with tempfile.TemporaryDirectory() as folder:
    prepare(folder)
    environment = dict(os.environ, PATH=os.path.join(folder, 'bin') + os.pathsep + os.environ['PATH'],
                       GITHUB_STEP_SUMMARY=os.path.join(folder, 'summary.md'), PROFDRAW_SOURCE='profdraw-source',
                       LC_ALL='C.UTF-8')
    if module != '-':
        environment.update(PROFDRAW_LIBRARY=os.path.abspath(library), PYTHONPATH=os.pathsep.join(
            (os.path.dirname(os.path.abspath(module)), os.path.join(top, 'bindings'))))
    for kind, text in blocks:
        try:
            RUN[kind](text, folder)
        except (Wrong, subprocess.CalledProcessError) as wrong:
            problems += 1
            print('```%s\n%s```\n  %s' % (kind, text, wrong))
print('%d snippets, %d problems' % (len(blocks), problems))
sys.exit(1 if problems or not blocks else 0)
