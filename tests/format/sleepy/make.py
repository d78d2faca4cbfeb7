#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: archives of Very Sleepy by their grammar.

usage: make.py        (in this folder)"""
import io
import os
import zipfile

SYMBOLS = [
    ('sym0', 'solver', 'main', 'c:\\src\\main.cpp', 12),
    ('sym1', 'solver', 'parse', 'c:\\src\\parse.cpp', 40),
    ('sym2', 'solver', 'std::map<int, char>::find', '[unknown]', 0),
    ('sym3', 'kernel32', 'BaseThreadInitThunk', '[unknown]', 0),
    ('sym4', 'ntdll', 'RtlUserThreadStart', '[unknown]', 0),
    ('sym5', 'ucrtbase', 'm\u00e9mchr', '[unknown]', 0),
]
STACKS = [
    (0.074062, 'sym0 sym3 sym4'),
    (0.98, 'sym1 sym0 sym3 sym4'),
    (1.259028, 'sym2 sym1 sym0 sym3 sym4'),
    (0.161941, 'sym5 sym1 sym1 sym0 sym3 sym4'),
    (0.0479, 'sym2 sym1 sym0 sym3 sym4'),
    (0.5, 'sym4'),
]
ADDRESSES = {'sym0': ['0x140001010', '0x140001044'], 'sym1': ['0x140002010', '0x140002030'], 'sym2': ['0x140003000'],
             'sym3': ['0x7ffa10'], 'sym4': ['0x7ffb20'], 'sym5': ['0x7ffc30']}


def symbols(entries=SYMBOLS):
    return ''.join('%s "%s" "%s" "%s" %d\r\n' % entry for entry in entries)


def stacks(entries=STACKS):
    return ''.join('%f %s\r\n' % entry for entry in entries)


def escaped(text):
    return text.replace('\\', '\\\\').replace('"', '\\"')


def addressed():
    """as newer versions have it: symbols are addresses, with the line of each"""
    return symbols([(address, module, escaped(name), escaped(file), line and line + 3 * i)
                    for sym, module, name, file, line in SYMBOLS for i, address in enumerate(ADDRESSES[sym])])


def addressed_stacks():
    return stacks([(value, ' '.join(ADDRESSES[sym][i % len(ADDRESSES[sym])] for i, sym in enumerate(path.split())))
                   for value, path in STACKS])


STATS = 'Filename: C:\\demo\\solver.exe\r\nDuration: 3.250000\r\nDate: Wed May 15 15:08:09 2013\r\nSamples: 3022\r\n'


def archive(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        for name, content in members:
            about = zipfile.ZipInfo(name, (2013, 5, 15, 15, 8, 8))
            about.compress_type = method
            z.writestr(about, content)
    return out.getvalue()


def members(symbol_text, stack_text, version='0.82'):
    return [('Stats.txt', STATS), ('IPCounts.txt', '3.250000\r\n'), ('Symbols.txt', symbol_text),
            ('Callstacks.txt', stack_text), ('Version %s required' % version, version + '\r\n')]


GOOD = members(symbols(), stacks())
WHOLE = archive(GOOD)
OK = {
    'symbols.sleepy': WHOLE,
    'stored.sleepy': archive(GOOD, zipfile.ZIP_STORED),
    'addresses.sleepy': archive([('minidump.dmp', b'MDMP' + bytes(60000))] + members(addressed(), addressed_stacks(), '0.90')),
    'lower-case.sleepy': archive([(name.lower(), content) for name, content in reversed(GOOD)]),
}
BAD = {
    'empty.sleepy': ('there is no Symbols.txt in it', b''),
    'cut.sleepy': ('damaged zip archive', WHOLE[:len(WHOLE) // 2]),
    'no-symbols.sleepy': ('there is no Symbols.txt in it', archive(GOOD[:2] + GOOD[3:])),
    'no-stacks.sleepy': ('there is no Callstacks.txt in it', archive(GOOD[:3])),
    'stranger.sleepy': ('there is no call stack in it', archive(members(symbols(), '1.0 sym0 sym77\r\n'))),
    'no-times.sleepy': ('there is no call stack in it', archive(members(symbols(), 'nan sym0\r\nsym1 sym0\r\n'))),
    'bzip2.sleepy': ('packed by method 12', archive(GOOD, zipfile.ZIP_BZIP2)),
    'checksum.sleepy': ('damaged zip archive', archive(GOOD, zipfile.ZIP_STORED).replace(b'0.074062', b'0.074063')),
    'bomb.sleepy': ('unpacks to more than 1000 times its size',
                    archive(members(symbols(), '0.0 sym0\r\n' + ' ' * 20000000))),
    'one-file.sleepy': ('damaged zip archive', archive([('readme.txt', 'no profile\n')])),
}


def write(path, content):
    with open(path, 'wb') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)).encode('ascii'))
