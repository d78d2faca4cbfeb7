#!/usr/bin/env python3
"""Counts the instructions of each stage on small inputs and writes the table instructions.md: unlike times, the
counts are steady, so that a change of the table in a review says what became dearer.
usage: instructions.py --profdraw build/release/profdraw [-o tests/bench/instructions.md]
Needs valgrind.  What callgrind finds is read by profdraw."""
import argparse, json, os, subprocess, tempfile

import inputs

# (what the row is called, the functions whose counts, with all that they call, are added up)
STAGES = [
    ('open, decode', ['rn_source_open', 'rn_source_decode']),
    ('detect', ['rn_format_detect']),
    ('read', ['read_folded', 'read_perf', 'read', 'read_callgrind', 'read_pprof',
              'read_trace', 'read_speedscope']),
    ('build', ['rn_builder_finish']),
    ('analyze', ['rn_tree_new', 'rn_graph_new', 'rn_prune']),
    ('layout', ['rn_dot_layout']),
    ('measure', ['rn_measure_width']),
    ('surface', ['rn_write_svg', 'rn_write_png', 'rn_write_pdf']),
]

RUNS = [
    ('small.folded', 'flame', 'svg'), ('100MB.folded', 'flame', 'svg'), ('100MB.folded', 'flame', 'png'),
    ('75MB.perf', 'flame', 'svg'), ('10.6MB.prof', 'graph', 'svg'), ('10.6MB.prof', 'flame', 'svg'),
    ('31MB.callgrind', 'graph', 'svg'), ('129kB.pb.gz', 'flame', 'svg'),
    ('500MB.trace.json', 'flame', 'svg'), ('200MB.speedscope.json', 'flame', 'svg'),
]


def count(profdraw, path, verb, kind, folder):
    """Instructions of the whole process, and of each function with all that it calls."""
    found = os.path.join(folder, 'found.callgrind')
    subprocess.run(['valgrind', '-q', '--tool=callgrind', '--callgrind-out-file=' + found, profdraw, verb, '-q',
                    path, '-o', os.path.join(folder, 'out.' + kind)], check=True, stderr=subprocess.DEVNULL)
    text = subprocess.run([profdraw, 'convert', '-q', found, '-T', 'json'], check=True, capture_output=True).stdout
    profile = json.loads(text)
    totals = {}
    for function in profile['functions']:
        totals[function['name']] = max(totals.get(function['name'], 0), function['total'][0] or 0)
    return profile['total'][0], totals


def cell(value):
    return '%.2f' % (value / 1e6) if value else ''


def row(profdraw, run, path, folder):
    total, totals = count(profdraw, path, run[1], run[2], folder)
    stages = [sum(totals.get(name, 0) for name in functions) for _, functions in STAGES]
    main = totals.get('main', total)
    cells = ['%s %s → %s' % (run[1], run[0], run[2].upper()), '%d' % inputs.size_of(path)]
    cells += [cell(value) for value in [total, total - main] + stages]
    return '| %s |\n' % ' | '.join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--profdraw', required=True)
    parser.add_argument('-o', '--output', default=os.path.join(os.path.dirname(__file__), 'instructions.md'))
    options = parser.parse_args()
    heads = ['command', 'bytes', 'process', 'before main'] + [name for name, _ in STAGES]
    text = ('# Instructions\n\nMillions of instructions, counted by valgrind on the inputs of the tier `small` '
            'by `tests/bench/instructions.py`;\nof each stage with all that it calls. `measure` is the width of '
            'texts, the opening of fonts with it, and part of the view.\n\n')
    text += '| %s |\n|%s\n' % (' | '.join(heads), '---|' * len(heads))
    with tempfile.TemporaryDirectory() as folder:
        for run in RUNS:
            path = inputs.make(folder, 'small', run[0])
            text += row(os.path.abspath(options.profdraw), run, path, folder)
    with open(options.output, 'w', encoding='utf-8') as file:
        file.write(text)


if __name__ == '__main__':
    main()
