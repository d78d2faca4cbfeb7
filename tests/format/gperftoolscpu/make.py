#!/usr/bin/env python3
"""Writes the samples that no profiler at hand makes: other words, Java, and broken files."""
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))
MAPS = b'''08048000-0804a000 r-xp 00001000 08:01 1234       /usr/bin/demo
b7e00000-b7f00000 r-xp 00002000 08:01 5678       /lib/libc.so.6 (deleted)
bffff000-c0000000 r-xp 00000000 00:00 0          [vdso]
'''
JAVA = b'''   0x00000100	demo.Parser.parse (Parser.java:12)
   0x00000200	demo.Main.run (Main.java:7)
   0x00000300	start_thread (/lib/libpthread.so.0)
'''
RECORDS = [(3, [0x8048100, 0x8048200, 0xb7e00300]), (2, [0x8048104, 0x8048200, 0xb7e00300]),
           (1, [0xb7e00010, 0x8048208, 0xb7e00300])]


def words(form, *numbers):
    return struct.pack('%s%d%s' % (form[0], len(numbers), form[1]), *numbers)


def profile(form, records, text, version=0, period=10000, head=(0,), end=(0, 1, 0)):
    numbers = [0, 2 + len(head), version, period, *head]
    for count, addresses in records:
        numbers += [count, len(addresses), *addresses]
    return words(form, *numbers, *end) + text


SIGNAL = [(3, [0x8048100, 0xbffff401, 0x8048200, 0xb7e00300]),
          (2, [0x8048104, 0xbffff401, 0x8048200, 0xb7e00300]),
          (1, [0xb7e00010, 0xbffff401, 0x8048208, 0xb7e00300]),
          (1, [0x8048300])]
DOUBLED = [(3, [0x8048100, 0x8048100, 0x8048200, 0xb7e00300]), (2, [0x8048100, 0x8048200]),
           (2, [0x8048104, 0x8048204, 0xb7e00300])]
ONE_CALLER = [(3, [0x8048100, 0x8048200, 0xb7e00300]), (2, [0x8048104, 0x8048200, 0xb7e00300])]

OK = {
    '32-little.prof': profile('<I', RECORDS, MAPS),
    '32-big.prof': profile('>I', RECORDS, MAPS),
    '64-big.prof': profile('>Q', RECORDS, MAPS),
    '64-long-head.prof': profile('<Q', RECORDS, MAPS, head=(0, 7, 9)),
    'java.prof': profile('<Q', [(4, [0x100, 0x200, 0x300]), (1, [0x200, 0x300])], JAVA, 1),
    'signal.prof': profile('<Q', SIGNAL + SIGNAL[:3] * 30, MAPS),
    'doubled.prof': profile('<Q', DOUBLED, MAPS),
    'one-caller.prof': profile('<Q', ONE_CALLER, MAPS),
    'without-maps.prof': profile('<Q', RECORDS, b''),
    'cut.prof': profile('<Q', RECORDS, b'', end=())[:-12],
}
BAD = {
    'empty.prof': ('it does not begin as', b''),
    'text.prof': ('it does not begin as', b'heap profile: 1: 2 [1: 2] @ heapprofile\n'),
    'head.prof': ('the profile has no samples', words('<Q', 0, 3, 0, 10000, 0)),
    'no-samples.prof': ('the profile has no samples', profile('<Q', [], MAPS)),
    'no-counts.prof': ('the profile has no samples', profile('<Q', [(0, [1, 2]), (5, [])], MAPS)),
    'long-head.prof': ('it does not begin as', words('<Q', 0, 63, 0, 10000, 0, 1, 2)),
    'depth.prof': ('the profile has no samples',
                   words('<Q', 0, 3, 0, 10000, 0, 1, 2 ** 64 - 1, 5, 6)),
}

for name, data in OK.items():
    with open(os.path.join(HERE, 'ok', name), 'wb') as f:
        f.write(data)
with open(os.path.join(HERE, 'bad', 'expected.tsv'), 'w', encoding='ascii') as expected:
    for name, (message, data) in BAD.items():
        expected.write('%s\t%s\n' % (name, message))
        with open(os.path.join(HERE, 'bad', name), 'wb') as f:
            f.write(data)
