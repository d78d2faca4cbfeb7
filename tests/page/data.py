#!/usr/bin/env python3
"""The data block of a page against what Python's pstats reads of the same dump, and against the folded text that
it was made of; and that no name can end the block.   usage: data.py PROFDRAW TOP"""
import collections, json, math, os, pstats, re, subprocess, sys, tempfile

program, top = map(os.path.abspath, sys.argv[1:])
problems = 0


def expect(what, fine, *told):
    global problems
    if not fine:
        problems += 1
        print(what, *told)


def page(verb, path, *arguments):
    return subprocess.run([program, verb, '-q', *arguments, path, '-T', 'html', '-o', '-'], check=True,
                          capture_output=True).stdout.decode('utf-8')


def data_of(text):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S).group(1))


class Functions:
    def __init__(self, data):
        self.columns, self.strings = data['functions'], data['strings']
        self.count = len(self.columns['name'])

    def text(self, column, f):
        return self.strings[self.columns[column][f]]

    def key(self, f):
        return (self.text('file', f) or '~', self.columns['line'][f], self.text('name', f))


def tree_of(data):
    """-> for each node its depth, its function and its own cost, in preorder"""
    tree, depth = data['tree'], 0
    nodes = []
    for up, function, own in zip(tree['up'], tree['function'], tree['self'], strict=True):
        depth = depth + 1 - up if nodes else 0
        nodes.append((depth, function, own * tree['unit']))
    return nodes


def check_columns(data):
    for table in ('functions', 'arcs'):
        lengths = {len(column) for column in data[table].values() if column is not None}
        expect('columns of ' + table, len(lengths) == 1, lengths)
    tree = data['tree']
    expect('columns of the tree', len({len(tree[c]) for c in ('up', 'function', 'self')} | {len(tree['flags'] or tree['up'])}) == 1)
    count = len(data['functions']['name'])
    expect('functions of nodes', all(f is None or f < count for f in tree['function']))
    expect('functions of arcs', all(0 <= f < count for f in data['arcs']['caller'] + data['arcs']['callee']))
    expect('colours', all(c < len(data['colors']) for c in data['functions']['color']))


def check_dump(path):
    """against pstats, which counts in nothing else but the same numbers"""
    name = os.path.basename(path)
    data = data_of(page('flame', path))
    check_columns(data)
    functions, stats = Functions(data), pstats.Stats(path).stats
    want = {(f if f != '~' else '~', line if f != '~' else 0, n): v for (f, line, n), v in stats.items()}
    got = {functions.key(f): f for f in range(functions.count)}
    expect(name + ': functions', set(got) == set(want), len(set(got) ^ set(want)))
    columns = functions.columns
    for key, (primitive, calls, own, total, _) in want.items():
        f = got[key]
        expect(name + ': figures', columns['calls'][f] == calls and columns['primitive'][f] == primitive and
               math.isclose(columns['self'][f], own, rel_tol=1e-8, abs_tol=1e-12) and
               math.isclose(columns['total'][f], total, rel_tol=1e-8, abs_tol=1e-12), key)
    arcs = data['arcs']
    links = {(functions.key(a), functions.key(b)): (c, t) for a, b, c, t in
             zip(arcs['caller'], arcs['callee'], arcs['calls'], arcs['total'], strict=True)}
    recorded = {(caller, key): v for key, (*_, callers) in want.items() for caller, v in callers.items()}
    expect(name + ': arcs', set(links) == set(recorded), len(set(links) ^ set(recorded)))
    for key, value in recorded.items():
        expect(name + ': arc', links[key][0] == value[0] and
               math.isclose(links[key][1], value[3], rel_tol=1e-8, abs_tol=1e-12), key)
    whole = sum(v[2] for v in want.values())
    expect(name + ': the tree holds everything', math.isclose(sum(n[2] for n in tree_of(data)), whole, rel_tol=1e-6))


def check_folded(folder, lines):
    """exact: what every path costs"""
    path = os.path.join(folder, 'x.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('%s %d\n' % line for line in lines))
    data = data_of(page('icicle', path))
    check_columns(data)
    functions, stack, got = Functions(data), [], {}
    for depth, function, own in tree_of(data):
        del stack[max(depth - 1, 0):]
        if function is not None:
            stack.append(functions.text('name', function))
        if own:
            got[';'.join(stack)] = own
    want = collections.Counter()
    for stack_text, value in lines:
        want[stack_text] += value
    expect('paths', got == dict(want), got, want)
    return data


def check_limits(folder):
    """more calls than a page has room for: everything is still there, as a sum"""
    lines = [('m;f%d;g%d' % (i % 300, i), 1 + i % 7) for i in range(70000)]
    path = os.path.join(folder, 'large.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('%s %d\n' % line for line in lines))
    text = page('flame', path)
    data = data_of(text)
    nodes = tree_of(data)
    expect('the whole', sum(n[2] for n in nodes) == sum(v for _, v in lines))
    expect('calls for themselves', sum(1 for n in nodes if n[1] is None or n[1] >= 0) <= 60001, len(nodes))
    expect('sums', any(n[1] is not None and n[1] < 0 for n in nodes))
    expect('bounded', len(text) < 4e6, len(text))
    expect('said', 'too many for a page' in text and 'Not on this page: ' in text)
    small = os.path.join(folder, 'small.html')
    done = subprocess.run([program, 'report', '-q', path, '--max-bytes', '400k', '-o', small])
    expect('fits', done.returncode == 0 and os.path.getsize(small) <= 400 * 1024)
    with open(small, encoding='utf-8') as f:
        expect('the whole, in less room', sum(n[2] for n in tree_of(data_of(f.read()))) == sum(v for _, v in lines))
    done = subprocess.run([program, 'report', '-q', path, '--max-bytes', '20k', '-o', small + '2.html'], capture_output=True)
    expect('what cannot fit', done.returncode == 1 and b'does not fit into 20480 bytes' in done.stderr and
           not os.path.exists(small + '2.html'), done.stderr)


def check_graph(folder):
    """a call graph that nobody would look around in is drawn as far as it tells most, unless it was asked for"""
    path = os.path.join(folder, 'wide.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('m;a%d;b%d;c%d 1\n' % (i, i, i) for i in range(150)))
    for arguments, count in (((), 300), (('--max-nodes', '310'), 310)):
        text = page('graph', path, *arguments)
        expect('functions drawn', len(re.findall('class="node"', text)) == count, len(re.findall('class="node"', text)))
        expect('said in the picture', re.search('%d of 451 functions' % count, text))
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('m;a%s%d;b%s%d 1\n' % ('x' * 1500, i, 'y' * 1500, i) for i in range(140)))
    picture = re.search('<template.*?</template>', page('flame', path), re.S).group(0)
    expect('a picture of so many bytes', 100e3 < len(picture) <= 501e3, len(picture))


def check_names(folder):
    """a page holds fewer functions where their names are long"""
    path = os.path.join(folder, 'names.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('m;%s%d %d\n' % ('n' * 900, i, 1 + i % 5) for i in range(10000)))
    for verb in ('flame', 'report'):
        text = page(verb, path)
        expect('bounded, ' + verb, 1e6 < len(text) < 4e6, len(text))
        expect('said, ' + verb, 'Not on this page: ' in text)


def check_escapes(folder):
    names = ['</script><script>', '<!--', '-->', ']]>', '"', '\\', '\\u003c', '\u2028\u2029', '&amp', 'é\U0001f600', '__proto__']
    lines = [('r%d;%s' % (i, name), i + 1) for i, name in enumerate(names)]
    path = os.path.join(folder, 'x.folded')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join('%s %d\n' % line for line in lines))
    text = page('graph', path, '--title', '</title>')
    block = re.search(r'id="data">(.*?)</script>\n<script type="module">', text, re.S).group(1)
    expect('nothing ends the block', not re.search('[<>&\u2028\u2029\x00-\x1f]', block))
    functions = Functions(json.loads(block))
    got = {functions.text('name', f) for f in range(functions.count)}
    expect('names are whole', got >= set(names) - {'\u2028\u2029'}, set(names) - got)
    expect('scripts', len(re.findall('<script', text)) == 2, re.findall('<script', text))
    expect('titles', '<title>&lt;/title&gt; – profile</title>' in text)


def costs_of(functions, costs):
    """-> what functions cost, by name and place"""
    return {functions.key(f): (costs['self'][f], costs['total'][f]) for f in range(functions.count)
            if costs['self'][f] or costs['total'][f]}


def paths_of(data, tree, nodes):
    """-> own costs of a tree by the names on the way to it; `nodes` is the tree that has the shape"""
    functions, stack, depth, found = Functions(data), [], 0, {}
    for up, function, own in zip(nodes['up'], nodes['function'], tree['self'], strict=True):
        depth = depth + 1 - up if function is not None else 0
        del stack[max(depth - 1, 0):]
        if function is not None:
            stack.append(functions.key(function) if function >= 0 else 'more')
        if own:
            found[tuple(stack)] = found.get(tuple(stack), 0) + own * tree['unit']
    return found


def check_metrics(path):
    """a metric that can be chosen says what a page of that metric says"""
    name, data = os.path.basename(path), data_of(page('flame', path))
    functions = Functions(data)
    expect(name + ': other metrics', data['others'])
    for other in data['others']:
        what = '%s, %s' % (name, other['metric']['name'])
        alone = data_of(page('flame', path, '--metric', other['metric']['name']))
        expect(what, other['metric'] == alone['metric'], other['metric'], alone['metric'])
        expect(what + ': functions', costs_of(functions, other['functions']) == costs_of(Functions(alone), alone['functions']))
        nodes = other['tree'] if 'up' in other['tree'] else data['tree']
        expect(what + ': tree', paths_of(data, other['tree'], nodes) == paths_of(alone, alone['tree'], alone['tree']))
        expect(what + ': lengths', len(other['functions']['color']) == functions.count and
               len(other['arcs']['total']) == len(data['arcs']['caller']))


def check_spans(path):
    """spans of the chart against the events that they were made of"""
    with open(path, encoding='utf-8') as f:
        events = [e for e in json.load(f) if e['ph'] == 'X']
    data = data_of(page('chart', path))
    chart, functions, got, at = data['chart'], Functions(data), set(), 0
    for track in chart['tracks']:
        for level, count in enumerate(track['levels']):
            end = 0
            for at in range(at, at + count):
                begin, end = end + chart['gap'][at], end + chart['gap'][at] + chart['size'][at]
                got.add((level, functions.text('name', chart['function'][at]), round(begin * chart['tick'], 3),
                         round(end * chart['tick'], 3)))
            at += 1
    expect('spans', {g[1:] for g in got} == {(e['name'], e['ts'], e['ts'] + e['dur']) for e in events}, got)


for name in ('django', 'docutils', 'flask'):
    check_dump(os.path.join(top, 'tests', 'profiles', name + '.prof'))
for name in ('pprof/ok/heap.pb.gz', 'callgrind/ok/everything.callgrind'):
    check_metrics(os.path.join(top, 'tests', 'format', name))
with tempfile.TemporaryDirectory() as folder:
    check_folded(folder, [('main;a;b', 4), ('main;c', 3), ('main', 2), ('main;a', 1), ('z', 5), ('main;a;b;a', 7)])
    check_limits(folder)
    check_graph(folder)
    check_names(folder)
    path = os.path.join(folder, 'spans.json')
    with open(path, 'w', encoding='utf-8') as f:
        json.dump([{'ph': 'X', 'name': n, 'ts': b, 'dur': d, 'pid': 1, 'tid': t} for n, b, d, t in
                   (('a', 0, 90, 1), ('b', 10, 20, 1), ('b', 40, 30, 1), ('c', 45, 5, 1), ('d', 5, 50, 2))], f)
    check_spans(path)
    check_escapes(folder)
print('%d problems' % problems)
sys.exit(1 if problems else 0)
