#!/usr/bin/env python3
"""Sizes and offsets of the structs of the Python module are those of a C compiler.
usage: layout_test.py MODULE LIBRARY TOP CC"""
import ctypes, os, subprocess, sys, tempfile

module, library, top, compiler = sys.argv[1:]
os.environ['PROFDRAW_LIBRARY'] = library
sys.path.insert(0, os.path.dirname(module))
import profdraw

lines = ['#include <librender.h>', '#include <stdio.h>', 'int main(void) {']
expected = []
for name, members in profdraw._STRUCTS.items():
    struct = profdraw._struct(name)
    expected.append('%s %d' % (name, ctypes.sizeof(struct)))
    lines.append('printf("%s %%zu\\n", sizeof(%s));' % (name, name))
    for member, _, _ in members:
        field = getattr(struct, member)
        expected.append('%s.%s %d %d' % (name, member, field.offset, field.size))
        lines.append('printf("%s.%s %%zu %%zu\\n", offsetof(%s, %s), sizeof(((%s *)0)->%s));' %
                     (name, member, name, member, name, member))
for name, enumerators in profdraw._ENUMS.items():
    for index, enumerator in enumerate(enumerators):
        expected.append('%s %d' % (enumerator, index))
        lines.append('printf("%s %%d\\n", (int)%s);' % (enumerator, enumerator))
lines.append('return 0; }')
with tempfile.TemporaryDirectory() as folder:
    source, program = os.path.join(folder, 'x.c'), os.path.join(folder, 'x')
    with open(source, 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines))
    subprocess.run([compiler, '-I', os.path.join(top, 'librender'), source, '-o', program], check=True)
    found = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
wrong = ['%s in Python, %s in C' % pair for pair in zip(expected, found) if pair[0] != pair[1]]
print('\n'.join(wrong))
print('%d structs, %d figures, %d wrong' % (len(profdraw._STRUCTS), len(found), len(wrong)))
sys.exit(1 if wrong or len(expected) != len(found) or len(found) < 150 else 0)
