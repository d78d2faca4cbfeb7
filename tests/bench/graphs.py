#!/usr/bin/env python3
"""Writes a call graph of so many functions and arcs as a callgrind file.

  graphs.py --nodes 300 --edges 900 --seed 1 [--shape web|program] [-o FILE]

The same numbers give the same file.  A `web` has callers and callees all over the graph, which makes every
layout cross its arrows.  A `program` is as deep as real ones are: most calls lead to what is near, some to
helpers that everybody calls, a few back to where they came from."""
import argparse, random

WORDS = ('open read write parse scan match split join render format encode decode hash find insert remove '
         'resize copy move visit walk check apply load store flush wait send receive sort merge').split()
PLACES = 'core http json db cache log util text image queue'.split()


def call_pairs(count, edges, shape, random):
    """Pairs of caller and callee: everything is called by something that comes before it."""
    def caller_of(callee):
        if shape == 'program' and random.random() < 0.8:
            return max(0, callee - 1 - int(random.expovariate(1 / 8)))
        return random.randrange(callee)

    pairs = {(caller_of(callee), callee) for callee in range(1, count)}
    helpers = sorted(random.sample(range(count // 2, count), max(1, count // 50))) if count > 3 else [count - 1]
    while len(pairs) < edges:
        kind = random.random()
        if shape == 'program' and kind < 0.03:
            caller = random.randrange(count)    # recursion, direct or not
            callee = max(0, caller - int(random.expovariate(1 / 4)))
        elif shape == 'program' and kind < 0.4:
            callee = random.choice(helpers)
            caller = random.randrange(max(1, callee))
        else:
            callee = random.randrange(1, count)
            caller = caller_of(callee)
        pairs.add((caller, callee))
    return sorted(pairs)


def costs(count, pairs, random):
    """Own cost of functions; cost and number of calls of pairs.  Calls back cost nothing of their own."""
    own = [int(random.paretovariate(1.2) * 1000) for _ in range(count)]
    calls = {pair: 1 + int(random.paretovariate(0.9)) for pair in pairs}
    spent = {pair: 0 for pair in pairs}
    callers = [[] for _ in range(count)]
    for caller, callee in pairs:
        if caller < callee:
            callers[callee].append(caller)
    total = own[:]
    for callee in range(count - 1, 0, -1):
        whole = sum(calls[caller, callee] for caller in callers[callee])
        left = total[callee]
        for i, caller in enumerate(callers[callee]):
            last = i + 1 == len(callers[callee])
            part = left if last else total[callee] * calls[caller, callee] // whole
            spent[caller, callee] = part
            total[caller] += part
            left -= part
    return own, calls, spent


def name_of(index):
    return '%s::%s_%d' % (PLACES[index % 10], WORDS[index * 7 % len(WORDS)], index)


def write(out, count, pairs, random):
    own, calls, spent = costs(count, pairs, random)
    callees = [[] for _ in range(count)]
    for caller, callee in pairs:
        callees[caller].append(callee)
    out.write('# callgrind format\nversion: 1\ncreator: graphs.py\npositions: line\nevents: Ir\n')
    for index in range(count):
        out.write('\nfl=src/%s.cc\nfn=%s\n%d %d\n' % (PLACES[index % 10], name_of(index), index * 10 + 1, own[index]))
        for callee in callees[index]:
            out.write('cfi=src/%s.cc\ncfn=%s\ncalls=%d %d\n%d %d\n' % (
                PLACES[callee % 10], name_of(callee), calls[index, callee], callee * 10 + 1, index * 10 + 2,
                spent[index, callee]))


def make(path, nodes, edges, shape='web', seed=1):
    chance = random.Random(seed)
    pairs = call_pairs(nodes, edges, shape, chance)
    with open(path, 'w', encoding='utf-8') as out:
        write(out, nodes, pairs, chance)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--nodes', type=int, required=True)
    parser.add_argument('--edges', type=int, required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--shape', choices=('web', 'program'), default='web')
    parser.add_argument('-o', '--output')
    options = parser.parse_args()
    most = options.nodes * (options.nodes - 1) // 4
    if options.nodes < 2 or not options.nodes - 1 <= options.edges <= max(most, options.nodes - 1):
        parser.error('--edges must be from --nodes - 1 to %d' % max(most, options.nodes - 1))
    make(options.output or '/dev/stdout', options.nodes, options.edges, options.shape, options.seed)


if __name__ == '__main__':
    main()
