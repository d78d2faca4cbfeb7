"""Generator of pprof's protobuf, packed by gzip."""
import random, zlib

import names


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def numbers(*pairs):
    return b''.join(varint(number << 3) + varint(value) for number, value in pairs)


def head(words):
    """Everything but samples and strings of functions: types, one mapping."""
    texts = ['', 'samples', 'count', 'cpu', 'nanoseconds', '/usr/bin/server']
    types = field(1, numbers((1, 1), (2, 2))) + field(1, numbers((1, 3), (2, 4)))
    mapping = field(3, numbers((1, 1), (2, 0x400000), (3, 0x900000), (5, 5), (7, 1)))
    strings = b''.join(field(6, text.encode()) for text in texts + words)
    functions, locations = [], []
    for i in range(len(words)):
        functions.append(field(5, numbers((1, i + 1), (2, len(texts) + i), (4, 5), (5, i % 900 + 1))))
        line = field(4, numbers((1, i + 1), (2, i % 900 + 3)))
        locations.append(field(4, numbers((1, i + 1), (2, 1), (3, 0x400000 + i * 16)) + line))
    return types + mapping + strings + b''.join(functions) + b''.join(locations)


def samples(rng, count, size, random_ends):
    """Stacks with random ends: gzip finds little in them, as in profiles of large programs."""
    ids = [varint(i + 1) for i in range(count)]
    stacks = [b''.join(reversed(c)) for c in names.chains(rng, ids, 4000, 40)]
    left = size
    while left > 0:
        leaves = rng.choices(ids, k=4000 * random_ends)
        for i, stack in enumerate(rng.choices(stacks, k=4000)):
            ends = b''.join(leaves[i * random_ends:(i + 1) * random_ends])
            values = varint(1 + i % 7) + b'd'
            sample = field(2, field(1, ends + stack) + field(2, values))
            yield sample
            left -= len(sample)
            if left <= 0:
                return


def pprof(path, size, random_ends=0):
    rng = random.Random(7)
    words = names.functions(rng, max(50, min(30000, size // 3000)))
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    with open(path, 'wb') as file:
        file.write(packer.compress(head(words)))
        for sample in samples(rng, len(words), size, random_ends):
            file.write(packer.compress(sample))
        file.write(packer.flush())


def pprof_random(path, size):
    pprof(path, size, 12 if size > 1000000 else 1)
