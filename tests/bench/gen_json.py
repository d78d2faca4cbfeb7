"""Generators of JSON: Chrome's trace events, speedscope's sampled profiles."""
import random

import names


def trace_events(rng):
    words = names.functions(rng, 3000)
    time = 0
    while True:
        out = []
        for stack in names.chains(rng, words, 200, 25):
            for i, name in enumerate(stack):
                out.append('{"name":"%s","cat":"app","ph":"X","ts":%d,"dur":%d,"pid":1,"tid":%d,'
                           '"args":{"depth":%d}},\n' % (name, time + i, 900 - 2 * i, 1, i))
            time += 1000
        yield ''.join(out).encode()


def trace(path, size):
    with open(path, 'wb') as file:
        file.write(b'{"traceEvents":[\n')
        names.write_until(file, size, trace_events(random.Random(8)))
        file.write(b'{"name":"process_name","ph":"M","pid":1,"tid":1,"args":{"name":"server"}}\n]}\n')


def speedscope(path, size):
    rng = random.Random(9)
    words = names.functions(rng, 3000)
    stacks = [','.join(c) for c in names.chains(rng, [str(i) for i in range(len(words))], 5000, 40)]
    average = sum(map(len, stacks)) / len(stacks) + 8
    count = max(20, int(size / average))
    frames = ','.join('{"name":"%s","file":"app/mod%d.js","line":%d}' % (word, i % 90, i % 900 + 1)
                      for i, word in enumerate(words))
    with open(path, 'w', encoding='ascii') as file:
        file.write('{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":'
                   '{"frames":[%s]},"profiles":[{"type":"sampled","name":"server","unit":'
                   '"microseconds","startValue":0,"endValue":%d,"samples":[' % (frames, count * 250))
        chosen = rng.choices(stacks, k=count)
        file.write(',\n'.join('[%s]' % stack for stack in chosen))
        file.write('],"weights":[%s]}]}\n' % ',\n'.join(['250'] * count))
