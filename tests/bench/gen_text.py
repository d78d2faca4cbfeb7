"""Generators of text: folded stacks, perf script, callgrind.  Each writes about `size` bytes to `path`,
the same ones every time."""
import itertools, os, random

import names

HEADS, TAILS, BATCH = 3000, 4000, 20000


def folded_lines(size):
    rng = random.Random(1)
    words = names.functions(rng, min(6000, 50 + size // 1000))
    heads = [';'.join(c) + ';' for c in names.chains(rng, words, HEADS, 40)]
    tails = [';'.join(c[1:]) for c in names.chains(rng, words, TAILS, 12) if len(c) > 1]
    while True:
        pairs = zip(rng.choices(heads, k=BATCH), rng.choices(tails, k=BATCH),
                    names.skewed(rng, 200, BATCH))
        yield ''.join(['%s%s %d\n' % (head, tail, count + 1) for head, tail, count in pairs]).encode()


def folded(path, size):
    with open(path, 'wb') as file:
        names.write_until(file, size, cut(folded_lines(size), size))


def cut(batches, size):
    """Batches are large: for small files, parts of one."""
    for batch in batches:
        yield batch if len(batch) < size // 4 else batch[:batch.index(b'\n', min(size, len(batch) - 1)) + 1]


def folded_sorted(path, size):
    lines = b''.join(itertools.takewhile(Total(size), folded_lines(size))) or next(folded_lines(size))
    lines = lines[:lines.index(b'\n', min(size, len(lines) - 1)) + 1].splitlines(True)
    lines.sort()
    with open(path, 'wb') as file:
        file.writelines(lines)


class Total:
    """True until the sizes seen reach a bound."""

    def __init__(self, size):
        self.left = size

    def __call__(self, piece):
        self.left -= len(piece)
        return self.left > -len(piece)


def perf_frames(rng, words):
    modules = ['/usr/bin/server', '/usr/lib/libc.so.6', '[kernel.kallsyms]', '/usr/lib/libstore.so']
    return ['\t%16x %s+0x%x (%s)\n' % (0x400000 + i * 64, word, i % 61, modules[i % 4])
            for i, word in enumerate(words)]


def perf_samples(size, functions):
    rng = random.Random(2)
    frames = perf_frames(rng, names.functions(rng, functions))
    stacks = [''.join(reversed(c)) for c in names.chains(rng, frames, 4000, 30)]
    time = 1000.0
    while True:
        out = []
        for stack in rng.choices(stacks, k=50):
            time += 0.0001
            out.append('server  %d/%d [%03d] %.6f:     250000 cycles:u: \n%s\n' %
                       (4000, 4000 + len(stack) % 8, len(stack) % 2, time, stack))
        yield ''.join(out).encode()


def perf(path, size, functions=None):
    functions = functions or min(2000, 20 + size // 2000)
    with open(path, 'wb') as file:
        names.write_until(file, size, perf_samples(size, functions))


def perf_symbols(path, size):
    perf(path, size, 40000)


def callgrind_block(rng, words, caller, count):
    """A function with its lines, and calls of functions that mostly come later."""
    lines = ['fn=(%d) %s\n' % (caller + 1, words[caller])]
    for line in range(rng.randrange(3, 9)):
        lines.append('%d %d %d\n' % (caller % 900 + line, rng.randrange(1, 5000), rng.randrange(900)))
    for _ in range(rng.randrange(1, 4)):
        callee = min(count - 1, caller + 1 + int((count - caller) * rng.random() ** 4))
        if rng.random() < 0.02:
            callee = rng.randrange(count)
        lines.append('cfn=(%d) %s\ncalls=%d %d\n%d %d %d\n' %
                     (callee + 1, words[callee], rng.randrange(1, 300), callee % 900,
                      caller % 900 + 3, rng.randrange(1, 90000), rng.randrange(9000)))
    return ''.join(lines)


def callgrind(path, size):
    rng = random.Random(3)
    count = max(40, size // 900)
    words = names.functions(rng, count)
    with open(path, 'wb') as file:
        file.write(b'# callgrind format\nversion: 1\ncreator: bench\ncmd: ./server\npositions: line\n'
                   b'events: Ir Dr\n\nfl=(1) server.c\n')
        names.write_until(file, size, callgrind_rounds(rng, words, count))


def callgrind_rounds(rng, words, count):
    while True:
        for caller in range(count):
            yield callgrind_block(rng, words, caller, count).encode()


def append_folded(descriptor, size):
    """Streams folded stacks into a pipe."""
    left = size
    for batch in folded_lines(size):
        os.write(descriptor, batch)
        left -= len(batch)
        if left <= 0:
            return
