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


def later(rng, caller, count):
    return min(count - 1, caller + 1 + int((count - caller) * rng.random() ** 4))


def callgrind_arcs(rng, count):
    """The calls of each function: it calls functions that come later, and everything is called from the first
    one on; one in fifty is recursion, which costs nothing of its own."""
    calls = [{} for _ in range(count)]
    for callee in range(1, count):
        calls[rng.randrange(callee)][callee] = rng.randrange(1, 300)
    for _ in range(count):
        caller = rng.randrange(count)
        callee = max(0, caller - rng.randrange(4)) if rng.random() < 0.02 else later(rng, caller, count)
        calls[caller].setdefault(callee, rng.randrange(1, 300))
    return calls


def callgrind_costs(rng, calls):
    """Own cost of functions, and cost of their calls: what a function costs comes to its callers by the number of
    calls, as in a real program, so that few functions take most of the total."""
    own = [int(1000 * rng.paretovariate(1.2)) for _ in calls]
    callers = [[] for _ in calls]
    for caller, callees in enumerate(calls):
        for callee in callees:
            if caller < callee:
                callers[callee].append(caller)
    total, spent = list(own), [dict.fromkeys(callees, 0) for callees in calls]
    for callee in range(len(calls) - 1, 0, -1):
        whole = sum(calls[caller][callee] for caller in callers[callee])
        for caller in callers[callee]:
            spent[caller][callee] = total[callee] * calls[caller][callee] // whole
            total[caller] += spent[caller][callee]
    return own, spent


def callgrind_block(rng, words, caller, own, calls, spent):
    lines = ['fn=(%d) %s\n' % (caller + 1, words[caller])]
    for line in range(rng.randrange(3, 9)):
        part = rng.randrange(1 + own // 4)
        own -= part
        lines.append('%d %d %d\n' % (caller % 900 + line, part, rng.randrange(900)))
    lines.append('%d %d %d\n' % (caller % 900 + 9, own, rng.randrange(900)))
    for callee, count in calls.items():
        lines.append('cfn=(%d) %s\ncalls=%d %d\n%d %d %d\n' %
                     (callee + 1, words[callee], count, callee % 900, caller % 900 + 3, spent[callee],
                      spent[callee] // 9))
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
    calls = callgrind_arcs(rng, count)
    own, spent = callgrind_costs(rng, calls)
    while True:
        for caller in range(count):
            yield callgrind_block(rng, words, caller, own[caller], calls[caller], spent[caller]).encode()


def append_folded(descriptor, size):
    """Streams folded stacks into a pipe."""
    left = size
    for batch in folded_lines(size):
        os.write(descriptor, batch)
        left -= len(batch)
        if left <= 0:
            return
