#!/usr/bin/env python3
"""The shared library exports exactly what librender.h declares and exports.txt lists, and the command line
uses all of it, or the module for Python does.   usage: exports.py TOP LIBRARY

exports.txt is there to be seen in reviews: a line that goes breaks programs."""
import glob, os, re, subprocess, sys

TOP, LIBRARY = sys.argv[1:]


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


header = read(os.path.join(TOP, 'librender', 'librender.h'))
declared = set(re.findall(r'^RENDER_API [^;{]*?\b(render_\w+)\(', header, re.M))
symbols = subprocess.run(['nm', '-D', '--defined-only', LIBRARY], check=True, capture_output=True,
                         text=True).stdout.split('\n')
exported = {line.split()[-1].split('@')[0] for line in symbols if line.split()[1:2] == ['T']}
listed = set(read(os.path.join(TOP, 'tests', 'lint', 'exports.txt')).split())
users = glob.glob(os.path.join(TOP, 'cli', '*.c')) + [os.path.join(TOP, 'bindings', 'profdraw.py.in')]
use = ''.join(map(read, users))
problems = ['%s is exported, but not declared' % name for name in sorted(exported - declared)]
problems += ['%s is declared, but not exported' % name for name in sorted(declared - exported)]
problems += ['%s is exported, but not in exports.txt' % name for name in sorted(exported - listed)]
problems += ['%s is in exports.txt, but not exported' % name for name in sorted(listed - exported)]
problems += ['%s is used neither by the command line nor by profdraw.py' % name for name in sorted(declared)
             if not re.search(r'\b%s\b' % name, use)]
print('\n'.join(problems))
print('%d functions, %d problems' % (len(declared), len(problems)))
sys.exit(1 if problems or not declared else 0)
