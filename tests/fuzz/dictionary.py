#!/usr/bin/env python3
"""Writes a fuzzer's dictionary: the string literals of sources, also of text that holds nothing else.

usage: dictionary.py OUT SOURCE…"""
import re, sys

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
ESCAPES = {'a': 7, 'b': 8, 't': 9, 'n': 10, 'v': 11, 'f': 12, 'r': 13, 'e': 27}
LONGEST = 64


def value(literal):
    """-> the bytes that C makes of what stands between quotes"""
    def escape(match):
        code = match.group(1)
        if code[0] == 'x':
            return chr(int(code[1:], 16))
        if code[0] in '01234567':
            return chr(int(code, 8) & 255)
        return chr(ESCAPES.get(code, ord(code)))
    raw = literal.encode().decode('latin-1')
    return re.sub(r'\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)', escape, raw).encode('latin-1')


def literals(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            if not line.startswith('#include'):
                yield from LITERAL.findall(line)


words = {value(literal) for path in sys.argv[2:] for literal in literals(path)}
with open(sys.argv[1], 'w', encoding='ascii') as out:
    for word in sorted(words):
        if 0 < len(word) <= LONGEST:
            out.write('"%s"\n' % ''.join('\\x%02x' % byte for byte in word))
