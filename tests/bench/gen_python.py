"""Generators of Python's profile dumps."""
import marshal, os, random

import names


def key(i, word):
    return ('/srv/app/lib/python3.11/site-packages/pkg%d/mod%d.py' % (i % 40, i % 400), 1 + i % 999, word)


def stats(seed, functions, arcs):
    """A table as Python's profilers dump it: {function: (primitive, calls, self, total, callers)}.
    Callees mostly come after their callers, so that there are few cycles."""
    rng = random.Random(seed)
    keys = [key(i, word) for i, word in enumerate(names.functions(random.Random(4), functions))]
    callers = [{} for _ in keys]
    for i in range(1, functions):
        add_arc(rng, callers, i, int(i * rng.random()))
    made = functions - 1
    while made < arcs:
        callee = 1 + int((functions - 1) * rng.random())
        made += add_arc(rng, callers, callee, int(callee * rng.random() ** 0.5))
    return {keys[i]: function_row(rng, {keys[c]: row for c, row in callers[i].items()})
            for i in range(functions)}


def add_arc(rng, callers, callee, caller):
    if caller in callers[callee]:
        return 0
    calls, own = 1 + int(50 * rng.random()), rng.random() / 1000
    callers[callee][caller] = (calls, calls, own, own * (1 + 3 * rng.random()))
    return 1


def function_row(rng, callers):
    calls = sum(row[0] for row in callers.values()) or 1
    own = sum(row[2] for row in callers.values()) or rng.random() / 1000
    return (calls, calls, own, max(own, sum(row[3] for row in callers.values())), callers)


def dump(path, size, functions, arcs_each):
    with open(path, 'wb') as file:
        marshal.dump(stats(5, functions, functions * arcs_each), file, 4)


def functions(path, size):
    """About 200 bytes a function with two callers."""
    dump(path, size, max(10, size // 212), 2)


def arcs(path, size):
    """Many arcs between few functions."""
    count = max(20, size // 55)
    with open(path, 'wb') as file:
        marshal.dump(stats(6, 60 + count // 20, count), file, 4)


def dumps(path, count):
    """A folder of profiles of requests: mostly the same functions, each a bit different."""
    os.makedirs(path, exist_ok=True)
    for i in range(count):
        with open(os.path.join(path, 'GET.page%d.%dms.%d.prof' % (i % 7, i, i)), 'wb') as file:
            marshal.dump(stats(100 + i, 150 + i % 50, 400), file, 4)
