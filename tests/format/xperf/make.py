#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/: xperf's exported tables of CPU samples by their grammar.

usage: make.py        (in this folder)"""
import os

COLUMNS = ['Process Name', 'Display Name', 'Process', 'Stack', 'Module', 'Function', 'Address', 'Thread ID', 'CPU',
           'Weight', '% Weight', 'Count', 'TimeStamp']
START = '[Root]/ntdll.dll!RtlUserThreadStart/kernel32.dll!BaseThreadInitThunk'
MAIN = START + '/solver.exe!main'
# process, thread, stack, module, function, how many times
SAMPLES = [
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!parse/solver.exe!next_token', 'solver.exe', 'next_token', 9),
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!parse', 'solver.exe', 'parse', 2),
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!std::map<int, char, less>::find', 'solver.exe',
     'std::map<int, char, less>::find', 3),
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!std::map<int, char, less>::find', 'ucrtbase.dll', 'memcmp', 2),
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!operator//solver.exe!scale', 'solver.exe', 'scale', 4),
    ('solver.exe (4144)', 5104, MAIN + '/solver.exe!solve/solver.exe!solve/solver.exe!next_token', 'solver.exe',
     'next_token', 5),
    ('solver.exe (4144)', 5104, MAIN + '/ntkrnlmp.exe!KiDpcInterrupt', 'ntoskrnl.exe', 'KiDpcInterrupt', 1),
    ('solver.exe (4144)', 5208, START + '/pool.dll!worker/?/pool.dll!wait', 'pool.dll', 'wait', 2),
    ('solver.exe (4144)', 5208, START + '/video.sys!?', 'video.sys', 'Unknown', 1),
    ('svchost.exe (908)', 912, '?', 'ntdll.dll', 'NtWaitForSingleObject', 2),
    ('Idle (0)', 0, '?', 'ntoskrnl.exe', 'KiIdleLoop', 6),
]


def rows(weight, columns=COLUMNS):
    lines = [', '.join(columns)]
    at = 0
    for process, thread, stack, module, function, times in SAMPLES:
        for i in range(times):
            at += 1
            name = process.split(' (')[0]
            cells = {'Process Name': name, 'Display Name': name, 'Process': process, 'Stack': stack, 'Module': module,
                     'Function': function, 'Address': '0x%016x' % (0x3f1500 + 4 * at), 'Thread ID': str(thread),
                     'CPU': str(at % 2), 'Weight': weight(at), '% Weight': '0.01', 'Count': '1',
                     'TimeStamp': '%.9f' % (9.5 + at / 1000)}
            lines.append(', '.join(cells[c] for c in columns))
    return '\r\n'.join(lines) + '\r\n'


OK = {
    'samples.csv': rows(lambda at: '%.6f' % (1 + at / 1048576)),
    'other-order.csv': rows(lambda at: '1.000000', ['TimeStamp', 'Weight', 'Process Name', 'Process', 'Thread ID', 'Stack',
                                                    'Module', 'Function', 'Count']),
}
HEADING = ', '.join(COLUMNS) + '\r\n'
BAD = {
    'empty.csv': ('there is no line in it', ''),
    'heading.csv': ('there is no sample in it', HEADING),
    'no-weight.csv': ("does not name the columns 'Stack' and 'Weight'", 'Process Name, Stack, Module\r\na.exe, ?, a.exe\r\n'),
    'no-stack.csv': ("does not name the columns 'Stack' and 'Weight'", 'Process Name, Weight, Count\r\na.exe, 1.0, 1\r\n'),
    'idle.csv': ("there is no sample in it but of the process 'Idle'", HEADING +
                 'Idle, Idle, Idle (0), ?, n.sys, KiIdle, 0x1, 0, 0, 900.0, 9.0, 1, 9.5\r\n'),
}


def write(path, content):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(content)


for name, content in OK.items():
    write(os.path.join('ok', name), content)
for name, (message, content) in BAD.items():
    write(os.path.join('bad', name), content)
write('bad/expected.tsv', ''.join('%s\t%s\n' % (name, BAD[name][0]) for name in sorted(BAD)))
