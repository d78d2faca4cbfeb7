"""Names and call chains that look like a program's: what every generator draws from."""

PARTS = ('alloc', 'buffer', 'cache', 'decode', 'event', 'fetch', 'graph', 'handle', 'index', 'join',
         'key', 'load', 'merge', 'node', 'open', 'parse', 'query', 'read', 'scan', 'table', 'update',
         'visit', 'write', 'zip')


def functions(random, count):
    """`count` different names; some are long, as those of C++ and Java are."""
    out = []
    for i in range(count):
        words = random.choices(PARTS, k=2 + i % 3)
        name = '_'.join(words) + '_%d' % i
        if i % 5 == 0:
            name = '%s::%s<%s>' % (words[0].title(), name, words[1])
        out.append(name)
    return out


def skewed(random, count, size):
    """`size` numbers below `count`, small ones far more often than large ones."""
    return [int(count * random.random() ** 3) for _ in range(size)]


def chains(random, names, count, deepest):
    """`count` call chains (lists of names) that share their beginnings, as stacks do."""
    out = [[0]]
    callees = [skewed(random, len(names), 1 + i % 4) for i in range(len(names))]
    while len(out) < count:
        base = out[int(len(out) * random.random() ** 2)]
        base = base[:1 + int(len(base) * random.random() ** 0.3)]
        grow = min(deepest - len(base), 1 + int(random.random() * 12))
        if grow > 0:
            out.append(walk(random, callees, base, grow))
    return [[names[i] for i in chain] for chain in out]


def walk(random, callees, base, steps):
    """Every function calls a few others, always the same ones."""
    chain = list(base)
    for _ in range(steps):
        choices = callees[chain[-1]]
        chain.append(choices[int(len(choices) * random.random())])
    return chain


def write_until(file, size, pieces):
    """Writes bytes from an iterator until the file has `size` bytes."""
    written = 0
    for piece in pieces:
        file.write(piece)
        written += len(piece)
        if written >= size:
            return
