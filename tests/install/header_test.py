#!/usr/bin/env python3
"""librender.h alone is C11 and C++11 without a warning, and C++ finds its functions.
usage: header_test.py TOP CC"""
import os, shutil, subprocess, sys, tempfile

top, c = sys.argv[1:]
strict = ['-pedantic-errors', '-Wall', '-Wextra', '-Werror', '-fsyntax-only', '-I',
          os.path.join(top, 'librender')]
compilers = [([c, '-x', 'c', '-std=' + std], 'C') for std in ('c99', 'c11', 'gnu17')]
cxx = shutil.which('c++')
compilers += [([cxx, '-x', 'c++', '-std=' + std], 'C++') for std in ('c++11', 'c++17') if cxx]
text = '#include <librender.h>\nint main(%s) { return render_version()[0] == 0; }\n'
failed = 0
with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, 'source')
    for words, language in compilers:
        with open(source, 'w', encoding='utf-8') as f:
            f.write(text % ('void' if language == 'C' else ''))
        done = subprocess.run(words + strict + [source], capture_output=True, text=True)
        if done.returncode:
            failed += 1
            print(' '.join(words), done.stderr, sep='\n')
print('%d languages, %d failed' % (len(compilers), failed))
sys.exit(1 if failed else 0)
