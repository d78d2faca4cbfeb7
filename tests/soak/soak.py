#!/usr/bin/env python3
"""Much of everything: many profiles, many processes, long streams, wide, deep and tangled profiles.

usage: soak.py PROFDRAW REPEAT [--full]

Without --full all is a hundredth as much, for CI.  Memory is what a process has for itself, without the pages of
files, which the kernel takes back when it needs them."""
import os, resource, subprocess, sys, tempfile, threading, time

arguments = [a for a in sys.argv[1:] if a != '--full']
PROFDRAW, REPEAT = map(os.path.abspath, arguments)
SHARE = 1 if '--full' in sys.argv else 100
TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAMPLE = os.path.join(TESTS, 'format', 'pstats', 'ok', 'cprofile-3.11.prof')
failures = []


def own_memory(pid):
    """-> bytes"""
    try:
        with open('/proc/%d/status' % pid) as f:
            fields = dict(line.split(':', 1) for line in f)
        return sum(int(fields[key].split()[0]) for key in ('RssAnon', 'RssShmem')) * 1024
    except (OSError, KeyError):
        return 0


def processor_time():
    """-> seconds of all processes that have ended"""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(name, *words, stdin=None, most=None):
    """Runs profdraw; fails when it does, or holds more than `most` bytes."""
    before = processor_time()
    process = subprocess.Popen([PROFDRAW, *words], stdin=stdin, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, own_memory(process.pid))
        time.sleep(0.01)
    print('%s: %.1f s of the processor, %.0f MB' % (name, processor_time() - before, peak / 1e6), flush=True)
    if process.returncode:
        failures.append('%s: status %d' % (name, process.returncode))
    if most and peak > most:
        failures.append('%s: %.0f MB, more than %.0f' % (name, peak / 1e6, most / 1e6))


def many_profiles():
    if subprocess.run([REPEAT, SAMPLE, str(10000 // SHARE)]).returncode:
        failures.append('many profiles in one process: it grows, or fails')


def many_processes():
    processes = [subprocess.Popen([PROFDRAW, 'flame', SAMPLE, '-o', 'p%d.svg' % i])
                 for i in range(max(200 // SHARE, 20))]
    if any([process.wait() for process in processes]):
        failures.append('many processes at once: one failed')
    if len({open('p%d.svg' % i, 'rb').read() for i in range(len(processes))}) != 1:
        failures.append('many processes at once: not the same picture')
    print('%d processes at once' % len(processes), flush=True)


def long_stream():
    block = b''.join(b'main;handler_%d;step_%d;leaf 1\n' % (i % 300, i % 7) for i in range(30000))
    total = 10 * 10**9 // SHARE
    end, begin = os.pipe()

    def feed():
        with open(begin, 'wb', buffering=0) as pipe:
            for _ in range(total // len(block)):
                pipe.write(block)

    thread = threading.Thread(target=feed)
    thread.start()
    run('a stream of %.1f GB' % (total / 1e9), 'flame', '-', '-T', 'svg', stdin=end, most=300e6)
    os.close(end)
    thread.join()


def write_lines(path, lines):
    with open(path, 'w') as f:
        f.writelines(lines)


def wide():
    count = 1000000 // SHARE
    write_lines('wide.folded', ('main;function_%d 1\n' % i for i in range(count)))
    run('%d functions, flame' % count, 'flame', 'wide.folded', '-T', 'svg')
    run('%d functions, graph' % count, 'graph', 'wide.folded', '-T', 'svg', '-n', '0', '-e', '0', '--max-nodes', '50')


def deep():
    count = 1000000 // SHARE
    write_lines('deep.folded', [';'.join('f%d' % (i % 1000) for i in range(count)) + ' 1\n'])
    for verb in 'flame', 'sunburst', 'graph', 'report':
        run('%d frames deep, %s' % (count, verb), verb, 'deep.folded', *(['-T', 'svg'] if verb != 'report' else []))


def tangled():
    """Every function calls those next to it, round in a ring."""
    count = 40000 // SHARE // 4
    lines = ['version: 1\ncreator: soak\nevents: Ir\n']
    for i in range(count):
        lines.append('\nfl=a.c\nfn=f%d\n1 10\n' % i)
        for step in 1, 2, 3, 5:
            lines.append('cfn=f%d\ncalls=1 1\n1 %d\n' % ((i + step) % count, 10 * count))
    write_lines('tangled.callgrind', lines)
    for verb in 'graph', 'flame':
        run('a cycle of %d arcs, %s' % (4 * count, verb), verb, 'tangled.callgrind', '-T', 'svg')


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for line in many_profiles, many_processes, long_stream, wide, deep, tangled:
        line()
    os.chdir('/')
for failure in failures:
    print(failure)
sys.exit(bool(failures))
