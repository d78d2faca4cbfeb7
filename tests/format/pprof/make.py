#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ that no profiler makes: profile.proto by its grammar.

usage: make.py        (in this folder)"""


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def number(field, value):
    return varint(field << 3) + varint(value)


def data(field, content):
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def numbers(*pairs):
    return b''.join(number(field, value) for field, value in pairs)


def packed(field, *values):
    return data(field, b''.join(map(varint, values)))


def strings(*texts):
    return b''.join(data(6, text) for text in texts)


# string    0     1       2        3        4         5          6       7       8
TEXTS = ('', 'samples', 'count', 'cpu', 'nanoseconds', '/bin/app', 'main', 'parse', 'a.c')
TYPES = data(1, numbers((1, 1), (2, 2))) + data(1, numbers((1, 3), (2, 4)))
MAPPING = data(3, numbers((1, 1), (2, 0x400000), (3, 0x500000), (5, 5)))
MAIN = data(5, numbers((1, 1), (2, 6), (3, 6), (4, 8), (5, 10)))
PARSE = data(5, numbers((1, 2), (2, 7), (3, 7), (4, 8), (5, 20)))
AT_MAIN = data(4, numbers((1, 1), (2, 1), (3, 0x400100)) + data(4, numbers((1, 1), (2, 12))))
AT_PARSE = data(4, numbers((1, 2), (2, 1), (3, 0x400200)) + data(4, numbers((1, 2), (2, 25))))
TABLES = MAPPING + MAIN + PARSE + AT_MAIN + AT_PARSE
SAMPLE = data(2, packed(1, 2, 1) + packed(2, 3, 30000000))
GOOD = TYPES + SAMPLE + TABLES + strings(*TEXTS)

OK = {
    # every list of numbers as single fields, and strings before what uses them
    'unpacked': strings(*TEXTS) + TABLES + TYPES +
    data(2, numbers((1, 2), (1, 1), (2, 3), (2, 30000000))) +
    data(2, numbers((2, 1), (1, 2), (2, 10000000), (1, 1))),
    # two functions inlined into main, the same sample twice, labels, fields that came later
    'inlined': TYPES + SAMPLE + SAMPLE +
    data(2, packed(1, 3) + packed(2, 1, 10000000) + data(3, numbers((1, 1), (2, 6)))) + TABLES +
    data(4, numbers((1, 3), (2, 1), (3, 0x400300)) + data(4, numbers((1, 3), (2, 41))) +
         data(4, numbers((1, 2), (2, 26))) + data(4, numbers((1, 1), (2, 13)))) +
    data(5, numbers((1, 3), (2, 9), (4, 8), (5, 40))) + strings(*TEXTS) + strings('peek') +
    number(9, 1700000000000000000),
    # locations without lines, with and without a mapping; a sample without locations
    'addresses': TYPES + data(2, packed(1, 7, 9, 1) + packed(2, 2, 20000000)) +
    data(2, packed(2, 1, 10000000)) + TABLES + data(4, numbers((1, 7), (2, 1), (3, 0x4abcde))) +
    data(4, numbers((1, 9), (3, 0xffffffff81000000))) + strings(*TEXTS),
    # no line at all
    'addresses-alone': TYPES + data(2, packed(1, 7) + packed(2, 2, 20000000)) +
    data(4, numbers((1, 7), (3, 0x4abcde))) + strings(*TEXTS),
    # large numbers of things, which do not count up
    'sparse-numbers': TYPES + data(2, packed(1, 1 << 40, 1) + packed(2, 1, 10000000)) + TABLES +
    data(4, numbers((1, 1 << 40), (2, 1 << 50)) + data(4, numbers((1, 77), (2, 5)))) +
    data(3, numbers((1, 1 << 50), (5, 9))) + data(5, numbers((1, 77), (3, 10))) +
    strings(*TEXTS) + strings('/lib/libc.so.6', 'read'),
    # frames to drop: by a name with arguments, one to keep, one inlined into main, one at the root
    'dropped': TYPES + data(2, packed(1, 3, 2, 1) + packed(2, 1, 10000000)) +
    data(2, packed(1, 2, 5, 1) + packed(2, 2, 20000000)) +
    data(2, packed(1, 2, 4) + packed(2, 3, 30000000)) +
    data(2, packed(1, 2, 6, 1) + packed(2, 4, 40000000)) + TABLES +
    data(5, numbers((1, 3), (2, 9), (4, 8))) + data(5, numbers((1, 4), (2, 10), (4, 8))) +
    data(4, numbers((1, 3), (2, 1), (3, 0x400300)) + data(4, numbers((1, 2), (2, 26)))) +
    data(4, numbers((1, 4), (2, 1), (3, 0x400400)) + data(4, numbers((1, 3), (2, 26)))) +
    data(4, numbers((1, 5), (2, 1), (3, 0x400500)) + data(4, numbers((1, 3), (2, 27))) +
         data(4, numbers((1, 1), (2, 14)))) +
    data(4, numbers((1, 6), (2, 1), (3, 0x400600)) + data(4, numbers((1, 4), (2, 26)))) +
    strings(*TEXTS) + strings('.prof_handler(int)', 'prof_keeper', 'prof_.*', 'prof_keep.*') +
    number(7, 11) + number(8, 12),
    # a difference of two profiles; the default metric is not the last
    'difference': TYPES + SAMPLE + data(2, packed(1, 1) + packed(2, -1, -10000000)) +
    data(2, packed(1, 2) + packed(2, 5, 1 << 52)) + TABLES + strings(*TEXTS) + number(14, 1),
}

BAD = {
    'no-types': ('the profile has no sample types', SAMPLE + TABLES + strings(*TEXTS)),
    'no-samples': ('the profile has no samples', TYPES + TABLES + strings(*TEXTS)),
    'all-zero': ('every value of every sample is 0',
                 TYPES + data(2, packed(1, 2, 1) + packed(2, 0, 0)) + TABLES + strings(*TEXTS)),
    'many-values': ('a sample with more or fewer values than sample types',
                    GOOD + data(2, packed(1, 1) + packed(2, 1, 2, 3))),
    'few-values': ('a sample with more or fewer values than sample types',
                   GOOD + data(2, packed(1, 1) + packed(2, 1))),
    'no-location': ('location 99 is used, but not there', GOOD + data(2, packed(1, 99) + packed(2, 1, 1))),
    'location-0': ('location 0 is used, but not there', GOOD + data(2, packed(1, 0) + packed(2, 1, 1))),
    'no-function': ('function 98 is used, but not there',
                    GOOD + data(4, number(1, 3) + data(4, number(1, 98)))),
    'no-mapping': ('mapping 97 is used, but not there', GOOD + data(4, numbers((1, 3), (2, 97)))),
    'no-string': ('string 900, where there are only 9', GOOD + data(5, numbers((1, 3), (2, 900)))),
    'no-string-of-type': ('string 901, where there are only 9', data(1, number(1, 901)) + GOOD),
    'negative-string': ('string 18446744073709551615, where', GOOD + data(5, numbers((1, 3), (2, -1)))),
    'first-string': ('the first string is not the empty one', strings('x') + GOOD),
    'same-types': ('two sample types of the same name', TYPES + GOOD),
    'same-numbers': ('two records with the same number', GOOD + MAIN),
    'number-0': ('a record without a number of its own', GOOD + data(5, number(2, 6))),
    'two-profiles': ('two records with the same number', GOOD + GOOD),
    'two-times': ('a second profile after the first: split them', GOOD + number(9, 1) + number(9, 2)),
    'cut': ('a field that is longer than what holds it', GOOD[:-2]),
    'cut-in-a-sample': ('a field that is longer than what holds it',
                        GOOD + data(2, packed(2, 1, 1) + data(1, b'\x80'))),
    'length-of-2-64': ('a field that is longer than what holds it', GOOD + b'\x32' + varint(-8) + b'ab'),
    'endless-varint': ('no field of a protobuf message', GOOD + b'\x48' + b'\xff' * 20),
    'group': ('no field of a protobuf message', GOOD + b'\x9b\x01'),
    'field-0': ('no field of a protobuf message', GOOD + b'\x02\x00'),
    'sample-is-a-number': ("a field of another type than pprof's", GOOD + number(2, 5)),
    'value-is-fixed': ('something else where numbers should be',
                       GOOD + data(2, packed(1, 1) + b'\x11' + bytes(8))),
    'name-is-a-text': ('text where a number should be', GOOD + data(5, number(1, 3) + data(2, 'f'))),
    'line-is-a-number': ('a number where a line should be', GOOD + data(4, numbers((1, 3), (4, 1)))),
}


def write(path, content):
    with open(path, 'wb') as f:
        f.write(content)


for name, content in OK.items():
    write('ok/%s.pb' % name, content)
for name, (message, content) in BAD.items():
    write('bad/%s.pb' % name, content)
write('bad/expected.tsv', ''.join('%s.pb\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)).encode())
