#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ by the grammar: sample runs on macOS only.

usage: make.py        (in this folder)"""
HEAD = '''Analysis of sampling demo (pid 64751) every %s
Process:         demo [64751]
Path:            /Applications/Demo.app/demo
Code Type:       ARM64
Date/Time:       2024-05-04 10:21:28.347 +0200
Report Version:  7
Analysis Tool:   /usr/bin/sample
----

Call graph:
'''
TAIL = '''
Total number in stack (recursive counted multiple, when >=5):
        12       fib  (in demo) + 36  [0x100003f24]

Sort by top of stack, same collapsed (when >= 5):
        __ulock_wait  (in libsystem_kernel.dylib)        90

Binary Images:
       0x100000000 -        0x100003fff +demo (0) <C144ED77-219A-3695-845E-CA110204F8DB> /Applications/Demo.app/demo
'''
GRAPH = '''    90 Thread_8749954   DispatchQueue_1: com.apple.main-thread  (serial)
    + 90 start  (in dyld) + 1903  [0x18d373e50]
    +   90 main  (in demo) + 41  [0x100003f24]  main.c:12
    +     52 fib  (in demo) + 36,44,...  [0x100003e00,0x100003e08,...]  main.c:5,7
    +     ! 30 fib  (in demo) + 36  [0x100003e00]  main.c:5
    +     ! : 30 -[NSExample method:with:]  (in AppKit) + 9  [0x18f00]
    +     ! 12 hot(std::vector<int> const&)  (in demo) + 4  [0x100003d00]
    +     20 _$LT$core..ops..Range$LT$T$GT$$GT$::next::hf9c9d8b5165416db  (in demo) + 8  [0x100003c00]
    +     8 ???  (in libother.dylib)  load address 0x10f000 + 0x1234  [0x110234]
    +     6 Helper::run()  (in Google Chrome Helper (Renderer)) + 12  [0x10a]
    90 Thread_8749960: worker
    + 90 thread_start  (in libsystem_pthread.dylib) + 8  [0x18d6d4e3c]
    +   90 __ulock_wait  (in libsystem_kernel.dylib) + 8  [0x18d6a1b9c]
'''
PLAIN = '''    5 main + 41 [0x1]
      5 jit code
        2 a + 1,22  [0x2]
'''


def report(graph, interval='1 millisecond'):
    return HEAD % interval + graph + TAIL


OK = {
    'threads': report(GRAPH),
    'ten-milliseconds': report(GRAPH, '10 milliseconds'),
    'no-interval': report(PLAIN).replace(' every 1 millisecond', ''),
    'two-reports': report(GRAPH) + '\n' + report(GRAPH, '2 milliseconds'),
    'cut': report(GRAPH)[:1300],
    'odd': report(GRAPH.replace('    +     52', '    +      52').replace('    + 90 thread', '    ?? no call\n    +  90 thread')),
    'more-below': report(PLAIN.replace('        2 a', '        9 a')),
    'crlf': report(GRAPH).replace('\n', '\r\n'),
}
BAD = {
    'no-graph': ("there is no line 'Call graph:'", HEAD.replace('Call graph:\n', '') % '1 millisecond'),
    'empty-graph': ('no sample in the call graph', report('')),
    'zero': ('no sample in the call graph', report(PLAIN.replace('5 ', '0 ').replace('2 a', '0 a'))),
    'no-counts': ('no sample in the call graph', report('    start  (in dyld)\n      main  (in demo)\n')),
}


def main():
    for name, text in OK.items():
        with open('ok/%s.txt' % name, 'w', encoding='utf-8', newline='') as f:
            f.write(text)
    with open('bad/expected.tsv', 'w', encoding='ascii') as f:
        for name, (message, text) in sorted(BAD.items()):
            f.write('%s.txt\t%s\n' % (name, message))
            with open('bad/%s.txt' % name, 'w', encoding='utf-8') as sample:
                sample.write(text)


main()
