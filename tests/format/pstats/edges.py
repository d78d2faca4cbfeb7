#!/usr/bin/env python3
"""Writes the edge cases: ok/edge-*.prof, bad/*.prof, bad/expected.tsv and expected/edge-*.json.

usage: edges.py        (from any folder; Python 3.8 or newer)

Most are put together code by code, because no writer makes them on purpose.  bad/expected.tsv holds
a line for each file in bad/: its name, and a part of the message it must be refused with."""
import json
import marshal
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
REF = 0x80


# ---- marshal, code by code ----------------------------------------------------------------------

def flag(data):
    """the value, remembered"""
    return bytes([data[0] | REF]) + data[1:]


def i32(n):
    return struct.pack('<i', n)


def num(n):
    return b'i' + i32(n)


def real(x):
    return b'g' + struct.pack('<d', x)


def text(s):
    s = s if isinstance(s, bytes) else s.encode('utf-8', 'surrogatepass')
    return b'u' + i32(len(s)) + s


def long(n):
    digits = []
    left = abs(n)
    while left:
        digits.append(left & 0x7fff)
        left >>= 15
    size = -len(digits) if n < 0 else len(digits)
    return b'l' + i32(size) + b''.join(struct.pack('<H', d) for d in digits)


def tup(*items):
    return b')' + bytes([len(items)]) + b''.join(items)


def ref(index):
    return b'r' + i32(index)


def dct(*pairs):
    return b'{' + b''.join(k + v for k, v in pairs) + b'0'


def key(file, line, name):
    return tup(text(file), num(line), text(name))


def value(cc, nc, tt, ct, *callers):
    return tup(num(cc), num(nc), real(tt), real(ct), dct(*callers))


def caller(nc, cc, tt, ct):
    return tup(num(nc), num(cc), real(tt), real(ct))


# ---- dumps that are fine ------------------------------------------------------------------------

PLAIN = {
    ('app.py', 1, '<module>'): (1, 1, 0.25, 4.0, {}),
    ('app.py', 5, 'parse'): (2, 2, 1.0, 2.5, {('app.py', 1, '<module>'): (2, 2, 1.0, 2.5)}),
    ('lib.py', 3, 'fib'): (3, 48, 1.25, 1.25, {
        ('app.py', 1, '<module>'): (1, 1, 0.015625, 0.5),
        ('app.py', 5, 'parse'): (2, 2, 0.03125, 0.75),
        ('lib.py', 3, 'fib'): (45, 1, 1.203125, 0.75)}),
    ('~', 0, '<built-in method builtins.sum>'): (
        10, 10, 0.75, 0.75, {('app.py', 5, 'parse'): (10, 10, 0.75, 0.75)}),
    ('lib.py', 1, 'main'): (4, 4, 0.75, 0.75, {('app.py', 1, '<module>'): (4, 4, 0.75, 0.75)}),
}

MAIN = key('m.py', 1, 'main')
LEAF = key('m.py', 9, 'leaf')


def two(leaf_value, main_value=value(1, 1, 1.0, 3.0)):
    """main calls leaf"""
    return dct((MAIN, main_value), (LEAF, leaf_value))


def code(name, file, line, layout=(5, 2)):
    """a code object as Python 3.11 writes it (or another layout: ints, values after)"""
    ints, after = layout
    empty = tup()
    names = [text(file), text(name), text(name)] if after == 2 else [empty, text(file), text(name)]
    nested = b's' + i32(2) + b'd\0'
    consts = tup(b'N', b'T', b'F', b'.', num(3), real(0.5), b'y' + struct.pack('<dd', 1, 2),
                 b'x\x031.0\x032.0', b'f\x030.5', b'<' + i32(1) + num(1), b'>' + i32(1) + num(2),
                 b'[' + i32(1) + num(3), dct((num(1), num(2))), b':' + num(0) + num(9) + b'N', b'S')
    values = [nested, consts, empty, empty, empty] + names
    return (b'c' + i32(0) * ints + b''.join(values) + i32(line) +
            b''.join([b's' + i32(0)] * after))


def profiled(layout):
    whole = tup(text('profile'), num(0), flag(code('<module>', 'm.py', 1, layout)))
    profiler = key('profile', 0, 'profiler')
    return dct((profiler, tup(num(0), num(0), num(0), num(0), dct())),
               (whole, tup(num(1), num(1), real(0.5), real(2.0), dct((profiler, num(1))))),
               (key('m.py', 1, '<module>'),
                tup(num(1), num(1), real(1.5), real(1.5),
                    dct((tup(text('profile'), num(0), ref(0)), num(1))))))


# what the dump above says, as oracle.py keeps it; no Python makes functions of such code objects
PROFILED = [
    [['profile', 0, 'profiler'], [0, 0, 0, 0], []],
    [['profile', 0, {'name': '<module>', 'file': 'm.py', 'line': 1}], [1, 1, 0.5, 2.0],
     [[['profile', 0, 'profiler'], 1]]],
    [['m.py', 1, '<module>'], [1, 1, 1.5, 1.5],
     [[['profile', 0, {'name': '<module>', 'file': 'm.py', 'line': 1}], 1]]],
]


def good():
    for version in range(5):
        yield 'marshal-v%d' % version, marshal.dumps(PLAIN, version)
    yield 'caller-without-entry', dct((LEAF, value(2, 3, 0.5, 0.5, (MAIN, caller(3, 2, 0.5, 0.5)))))
    yield 'int-callers', dct(
        (MAIN, value(1, 1, 1.0, 4.0)), (key('m.py', 5, 'other'), value(1, 1, 0.0, 1.0, (MAIN, num(1)))),
        (LEAF, value(4, 10, 3.0, 3.0, (MAIN, num(3)), (key('m.py', 5, 'other'), num(1)), (LEAF, num(6)))))
    yield 'merged-groups', two(value(3, 3, 2.0, 2.0, (MAIN, tup(
        num(1), num(1), real(0.5), real(0.5), num(2), num(2), real(1.5), real(1.5)))))
    yield 'sampled', dct(
        (tup(text('__sampled__')), b'T'), (MAIN, value(2, 9, 0.002, 0.009)),
        (LEAF, value(7, 7, 0.007, 0.007, (MAIN, num(7)))))
    yield 'unknown-calls', two(value(-1, -1, 2.0, 2.0, (MAIN, caller(-1, -1, 2.0, 2.0))),
                               value(-1, -1, 1.0, 3.0))
    yield 'duplicate-keys', dct(
        (MAIN, value(1, 1, 9.0, 9.0, (LEAF, caller(5, 5, 5.0, 5.0)))), (LEAF, value(1, 1, 2.0, 2.0)),
        (MAIN, value(2, 2, 1.0, 3.0)),
        (LEAF, value(4, 4, 2.0, 2.0, (MAIN, caller(9, 9, 9.0, 9.0)), (MAIN, caller(4, 4, 2.0, 2.0)))))
    yield 'odd-times', two(value(1, 1, float('nan'), float('inf'), (MAIN, caller(1, 1, -1.0, 0.5))))
    yield 'odd-lines', dct(
        (key('m.py', -1, 'negative'), value(1, 1, 1.0, 1.0)),
        (tup(text('m.py'), b'I' + struct.pack('<q', 1 << 31), text('large')), value(1, 1, 1.0, 1.0)),
        (tup(text('m.py'), long(1 << 80), text('huge')), value(1, 1, 1.0, 1.0)))
    yield 'odd-counts', dct(
        (MAIN, tup(long(1 << 40), long(10 ** 40), real(1.0), real(1.0), dct())),
        (LEAF, tup(b'I' + struct.pack('<q', 1 << 40), long(1 << 74), num(1), num(2), dct(
            (MAIN, tup(long(1 << 45), num(2147483647), num(1), b'f\x031.5'))))))
    yield 'odd-names', dct(
        (key('n\u00e4me.py', 1, 'f\u4e2d'), value(1, 1, 1.0, 1.0)),
        (key('sur\udcff.py', 2, 'g'), value(1, 1, 1.0, 1.0)),
        (key('<script>alert(1)</script>', 3, '"&\'<b>'), value(1, 1, 1.0, 1.0)),
        (key('tab\t.py', 4, 'bell\x07 escape\x1b[31m new\nline'), value(1, 1, 1.0, 1.0)),
        (key('x.py', 5, 'a' * 300), value(1, 1, 1.0, 1.0)),
        (tup(b'a' + i32(4) + b'a.py', num(6), b'A' + i32(1) + b'A'), value(1, 1, 1.0, 1.0)),
        (tup(b'z\x04a.py', num(7), b'Z\x01Z'), value(1, 1, 1.0, 1.0)),
        (key('', 0, ''), value(1, 1, 1.0, 1.0)))
    # slots: 0 dict, 1 key, 2 file, 3 line, 4 name, 5 value, 6 count, 7 time, 8 callers, 9 callers' value
    remembered = (flag(tup(flag(text('m.py')), flag(num(1)), flag(text('main')))) +
                  flag(tup(flag(num(2)), ref(6), flag(real(0.5)), ref(7),
                           flag(dct((ref(1), flag(tup(ref(6), ref(6), ref(7), ref(7)))))))))
    yield 'references', (
        flag(b'{') + remembered +
        tup(ref(2), ref(3), text('same value')) + ref(5) +
        tup(ref(2), ref(6), text('same callers')) + tup(ref(6), ref(6), ref(7), ref(7), ref(8)) +
        tup(ref(2), num(9), text('same caller')) +
        tup(ref(6), ref(6), ref(7), ref(7), dct((ref(1), ref(9)))) + b'0')
    yield 'bytes-after', marshal.dumps(PLAIN, 2) + b'junk'
    for name, layout in (('3.11', (5, 2)), ('3.8', (6, 1)), ('3.0', (5, 1)), ('2.7', (4, 1))):
        yield 'code-' + name, profiled(layout)
    yield 'code-and-bytes-after', profiled((5, 2)) + b'junk'


# ---- dumps that are broken ----------------------------------------------------------------------

def bad():
    plain = marshal.dumps(PLAIN, 2)
    yield 'empty-dict', b'{0', 'empty profile'
    yield 'empty-dict-remembered', b'\xfb0', 'empty profile'
    yield 'empty-dict-and-bytes-after', b'{0junk', 'empty profile'
    yield 'only-the-mark', dct((tup(text('__sampled__')), b'T')), 'empty profile'
    yield 'cut-in-a-text', plain[:12], 'the dump ends inside a text of size 6'
    yield 'cut-in-a-number', plain[:20], 'the dump ends inside a number'
    yield 'cut-in-a-size', plain[:4], 'the dump ends inside a tuple'
    yield 'cut-in-the-middle', plain[:len(plain) // 2], 'the dump ends inside'
    yield 'cut-before-the-end', plain[:-1], 'the dump ends before it is complete'
    yield 'cut-code', profiled((5, 2))[:230], 'the dump ends inside'
    yield 'tuple-of-2g', b'{(\xff\xff\xff\x7f', 'the dump ends inside a tuple of size 2147483647'
    yield 'tuple-of-minus-1', b'{(\xff\xff\xff\xff', 'a tuple of negative size'
    yield 'text-of-2g', b'{)\x03u\xff\xff\xff\x7fab', 'the dump ends inside a text of size 2147483647'
    yield ('long-of-2g', b'{' + tup(text('m.py'), b'l\xff\xff\xff\x7f\0\0', text('f')),
           'the dump ends inside a number of 2147483647 digits')
    yield 'deep-tuples', b'{' + b')\x01' * 100 + b'N', 'nested more than 64 deep'
    yield 'deep-dicts', b'{' + b'{' * 100, 'nested more than 64 deep'
    yield 'reference-out-of-range', b'{' + ref(5), 'a reference to a value that does not exist'
    yield 'reference-negative', b'{' + ref(-1), 'a reference to a value that does not exist'
    yield ('text-reference-out-of-range', b'{)\x03R' + i32(0),
           'a reference to a text that does not exist')
    yield 'tuple-in-itself', b'{' + flag(tup(ref(0))), 'a reference to a value that is not complete'
    yield 'dict-as-its-own-key', flag(b'{') + ref(0) + b'N0', 'a value that is not complete'
    yield ('dict-as-its-own-value', flag(b'{') + MAIN + ref(0) + b'0',
           'a value that is not complete')
    yield 'key-without-value', b'{' + MAIN + b'0', 'the end of a dict where a value should be'
    yield 'end-in-a-tuple', b'{' + tup(text('m.py'), num(1), b'0'), 'the end of a dict where a value'
    yield 'no-dict', flag(tup(num(1), num(2), num(3))), 'the dump is no dict of functions'
    yield 'key-is-a-number', dct((num(1), num(2))), 'a key that is not (file, line, name)'
    yield 'key-of-two', dct((tup(text('m.py'), num(1)), num(2))), 'a key that is not'
    yield 'key-is-a-value', dct((flag(num(7)), num(1))), 'a key that is not'
    yield 'file-is-a-number', dct((tup(num(1), num(1), text('f')), num(2))), 'the file of a function'
    yield 'line-is-a-text', dct((tup(text('m'), text('1'), text('f')), num(2))), 'the line of a'
    yield 'name-is-a-tuple', dct((tup(text('m'), num(1), tup()), num(2))), 'the name of a function'
    yield 'name-is-none', dct((tup(text('m'), num(1), b'N'), num(2))), 'the name of a function'
    yield 'other-mark', dct((tup(text('__other__')), b'T')), 'a key that is not (file, line, name)'
    yield 'value-of-three', dct((MAIN, tup(num(1), num(1), num(1)))), 'a value that is not'
    yield 'value-is-a-number', dct((MAIN, num(1))), 'a value that is not'
    yield ('times-are-texts', dct((MAIN, tup(num(1), num(1), text('1'), text('1'), dct()))),
           'a count or a time that is no number')
    yield ('callers-are-a-list', dct((MAIN, tup(num(1), num(1), num(1), num(1), b'[' + i32(0)))),
           'the callers of a function are no dict')
    yield ('caller-of-three', two(value(1, 1, 1.0, 1.0, (MAIN, tup(num(1), num(1), num(1))))),
           'a caller without four numbers or a count')
    yield 'caller-of-none', two(value(1, 1, 1.0, 1.0, (MAIN, tup()))), 'a caller without four numbers'
    yield 'caller-is-a-text', two(value(1, 1, 1.0, 1.0, (MAIN, text('1')))), 'a caller without'
    yield 'unknown-code', b'{)\x03???', 'no value of marshal begins with byte 0x3f'
    yield 'broken-code-object', dct((tup(text('m'), num(1), b'c' + b'\xff' * 40), num(1))), 'byte 0x7f'
    yield ('nameless-code-object',
           dct((tup(text('m'), num(1), code('f', 'm.py', 1).replace(text('f'), num(1))), num(1))),
           'a code object without a file or a name')
    yield 'shared-callers', shared_callers(), 'references stand for far more than the dump holds'


def shared_callers():
    """500 functions that refer to one dict of 500 callers"""
    callers = dct(*((key('m', i, 'f'), num(1)) for i in range(500)))
    first = (MAIN, tup(num(1), num(1), num(1), num(1), flag(callers)))
    rest = ((key('m', i, 'g'), tup(num(1), num(1), num(1), num(1), ref(0))) for i in range(500))
    return dct(first, *rest)


def write(folder, name, data):
    with open(os.path.join(HERE, folder, name + '.prof'), 'wb') as f:
        f.write(data)


def main():
    for name, data in good():
        write('ok', 'edge-' + name, data)
        if name.startswith('code-'):
            with open(os.path.join(HERE, 'expected', 'edge-' + name + '.json'), 'w') as f:
                json.dump(PROFILED, f)
                f.write('\n')
    with open(os.path.join(HERE, 'bad', 'expected.tsv'), 'w', encoding='ascii') as f:
        for name, data, message in bad():
            write('bad', name, data)
            f.write('%s.prof\t%s\n' % (name, message))


main()
