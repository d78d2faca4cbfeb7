"""The inputs: what they are called, who makes them, how large they are in each tier."""
import os, shutil

import gen_binary, gen_json, gen_python, gen_text, graphs

VERSION = 5  # of the generators: part of the folder's name, so that a change makes new files
MB = 1000 * 1000



def graph(edges_each, shape):
    return lambda path, nodes: graphs.make(path, nodes, int(nodes * edges_each), shape)


# name: (generator, size of the tier small, size of the tier full); of a folder the number of files, of a
# graph that of functions
INPUTS = {
    'small.folded': (gen_text.folded, 4000, 4000),
    '100MB.folded': (gen_text.folded, 60000, 100 * MB),
    '1GB.folded': (gen_text.folded, 120000, 1000 * MB),
    '1GB-sorted.folded': (gen_text.folded_sorted, 120000, 1000 * MB),
    '3MB.perf': (gen_text.perf, 30000, 3 * MB),
    '75MB.perf': (gen_text.perf, 60000, 75 * MB),
    '500MB.perf': (gen_text.perf, 120000, 500 * MB),
    '50MB-symbols.perf': (gen_text.perf_symbols, 60000, 50 * MB),
    '89kB.prof': (gen_python.functions, 9000, 89000),
    '415kB.prof': (gen_python.functions, 20000, 415000),
    '10.6MB.prof': (gen_python.functions, 40000, 10600000),
    '55MB-arcs.prof': (gen_python.arcs, 40000, 55 * MB),
    'dumps': (gen_python.dumps, 12, 500),
    '0.7MB.callgrind': (gen_text.callgrind, 20000, 700000),
    '6.5MB.callgrind': (gen_text.callgrind, 30000, 6500000),
    '31MB.callgrind': (gen_text.callgrind, 40000, 31 * MB),
    '206MB.callgrind': (gen_text.callgrind, 60000, 206 * MB),
    '300-900.callgrind': (graph(3, 'web'), 40, 300),
    '300-900-program.callgrind': (graph(3, 'program'), 40, 300),
    '2750-5300-program.callgrind': (graph(5300 / 2750, 'program'), 60, 2750),
    '129kB.pb.gz': (gen_binary.pprof, 30000, 1370000),
    '91MB-decoded.pb.gz': (gen_binary.pprof_random, 60000, 91 * MB),
    '500MB.trace.json': (gen_json.trace, 60000, 500 * MB),
    '200MB.speedscope.json': (gen_json.speedscope, 400000, 200 * MB),
}

LARGEST = 1000 * MB


def folder(root, tier):
    return os.path.join(root, 'profdraw-bench-%s-%d' % (tier, VERSION))


def size_of(path):
    if not os.path.isdir(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(path, name)) for name in os.listdir(path))


def make(root, tier, name):
    """The path of an input, which is made when it is not there."""
    generator, small, full = INPUTS[name]
    path = os.path.join(folder(root, tier), name)
    if os.path.exists(path):
        return path
    os.makedirs(folder(root, tier), exist_ok=True)
    free = shutil.disk_usage(root).free
    if tier == 'full' and free < 3 * LARGEST:
        raise SystemExit('%s: %d MB are free, and the inputs need up to %d: choose another --inputs' %
                         (root, free // MB, 3 * LARGEST // MB))
    generator(path + '.part', small if tier == 'small' else full)
    os.rename(path + '.part', path)
    return path


def remove(root, tier, name):
    path = os.path.join(folder(root, tier), name)
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.remove(path)
