"""Generators of Python's profile dumps."""
import marshal, os, random

import names


def key(i, word):
    return ('/srv/app/lib/python3.11/site-packages/pkg%d/mod%d.py' % (i % 40, i % 400), 1 + i % 999, word)


def stats(seed, functions, arcs):
    """A table as Python's profilers dump it: {function: (primitive, calls, self, total, callers)}.
    Callees come after their callers, and all below the first function."""
    rng = random.Random(seed)
    keys = [key(i, word) for i, word in enumerate(names.functions(random.Random(4), functions))]
    calls = [{} for _ in keys]  # by caller
    for i in range(1, functions):
        calls[i][int(i * rng.random())] = 1 + int(50 * rng.random())
    made = functions - 1
    while made < arcs:
        callee = 1 + int((functions - 1) * rng.random())
        caller = int(callee * rng.random() ** 0.5)
        made += caller not in calls[callee]
        calls[callee].setdefault(caller, 1 + int(50 * rng.random()))
    return timed(rng, keys, calls)


def timed(rng, keys, calls):
    """Own times, of which a few are long, and what they add up to: a function's total is its own time
    and what its callees took for it, as a profiler measures it."""
    own = [rng.paretovariate(1.1) / 1e6 for _ in keys]
    total, rows = own[:], [None] * len(keys)
    for i in reversed(range(len(keys))):
        count = sum(calls[i].values()) or 1
        callers = {}
        for caller, n in calls[i].items():
            callers[keys[caller]] = (n, n, own[i] * n / count, total[i] * n / count)
            total[caller] += total[i] * n / count
        rows[i] = (count, count, own[i], total[i], callers)
    return dict(zip(keys, rows))


def dump(path, size, functions, arcs_each):
    with open(path, 'wb') as file:
        marshal.dump(stats(5, functions, functions * arcs_each), file, 4)


def functions(path, size):
    """About 190 bytes a function with two callers."""
    dump(path, size, max(10, size // 190), 2)


def arcs(path, size):
    """Many arcs, 41 bytes each, between few functions."""
    count = max(20, size // 41)
    with open(path, 'wb') as file:
        marshal.dump(stats(6, 60 + count // 20, count), file, 4)


def dumps(path, count):
    """A folder of profiles of requests: mostly the same functions, each a bit different."""
    os.makedirs(path, exist_ok=True)
    for i in range(count):
        with open(os.path.join(path, 'GET.page%d.%dms.%d.prof' % (i % 7, i, i)), 'wb') as file:
            marshal.dump(stats(100 + i, 150 + i % 50, 400), file, 4)
