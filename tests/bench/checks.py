"""The figures that profdraw and a peer find in the same input: they must be the same."""
import json, os, pstats, re, subprocess


def output(command):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise AssertionError('%s: %s' % (' '.join(command), done.stderr.strip()))
    return done.stdout


def ours(profdraw, path):
    return json.loads(output([profdraw, 'convert', '-q', path, '-T', 'json']))


def folded_total(profdraw, path, _):
    with open(path, encoding='utf-8') as file:
        total = sum(int(line.rsplit(' ', 1)[1]) for line in file)
    return ours(profdraw, path)['total'][0], total


def flamegraph_total(profdraw, path, peers):
    text = output(peers['flamegraph.pl'].split() + [path])
    found = re.search(r'all \(([\d,]+) samples', text)
    return ours(profdraw, path)['total'][0], int(found[1].replace(',', ''))


def perf_samples(profdraw, path, _):
    with open(path, encoding='utf-8') as file:
        total = sum(int(line.split()[4]) for line in file if ' cycles:u: ' in line)
    return ours(profdraw, path)['total'][0], total


def python_total(profdraw, path, _):
    stats = pstats.Stats(path)
    profile = ours(profdraw, path)
    calls = sum(function['calls'] for function in profile['functions'])
    return (calls, round(profile['total'][0], 6)), (stats.total_calls, round(stats.total_tt, 6))


def rounded(table):
    def row(values):
        return tuple(round(v, 9) for v in values)
    return {key: (row(v[:4]), {caller: row(w) for caller, w in v[4].items()}) for key, v in table.items()}


def python_sum(profdraw, path, _):
    paths = sorted(os.path.join(path, name) for name in os.listdir(path))
    total = pstats.Stats(paths[0])
    for other in paths[1:]:
        total.add(other)
    output([profdraw, 'merge', '-q', path, '-o', path + '.sum.prof'])
    merged = pstats.Stats(path + '.sum.prof')
    os.remove(path + '.sum.prof')
    return rounded(merged.stats) == rounded(total.stats), True


def callgrind_total(profdraw, path, peers):
    text = output(peers['callgrind_annotate'].split() + [path])
    found = re.search(r'^([\d,]+) [^\n]*PROGRAM TOTALS', text, re.M)
    return ours(profdraw, path)['total'][0], int(found[1].replace(',', ''))


def pprof_total(profdraw, path, peers):
    text = output(peers['pprof'].split() + ['-top', '-unit=count', '-sample_index=samples', path])
    found = re.search(r'of (\d+) total', text) or re.search(r'of (\d+)', text)
    profile = ours(profdraw, path)
    metric = [metric['name'] for metric in profile['metrics']].index('samples')
    return profile['total'][metric], int(found[1])


# (what is compared, input, the peer it needs or None, function)
CHECKS = [
    ('sum of folded stacks', '100MB.folded', None, folded_total),
    ('sum of sorted folded stacks', '1GB-sorted.folded', None, folded_total),
    ("flamegraph.pl's total", '1GB.folded', 'flamegraph.pl', flamegraph_total),
    ('sum of periods in perf script', '75MB.perf', None, perf_samples),
    ("pstats' calls and time", '10.6MB.prof', None, python_total),
    ("pstats' calls and time, many arcs", '55MB-arcs.prof', None, python_total),
    ("pstats' sum of dumps", 'dumps', None, python_sum),
    ("callgrind_annotate's total", '31MB.callgrind', 'callgrind_annotate', callgrind_total),
    ("pprof's total", '91MB-decoded.pb.gz', 'pprof', pprof_total),
]


def run(profdraw, peers, path_of):
    """Prints a line for each check.  False when one fails."""
    fine = True
    for title, source, peer, check in CHECKS:
        if peer and not peers.get(peer):
            print('check: %s: %s is not installed' % (title, peer))
            continue
        got, expected = check(profdraw, path_of(source), peers)
        print('check: %s: %s' % (title, 'the same' if got == expected else '%s, not %s' % (got, expected)))
        fine = fine and got == expected
    return fine
