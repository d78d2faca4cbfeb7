#!/usr/bin/env python3
"""Makes the inputs, runs every job against whatever peer is installed and against the floor, and writes one
table.   python3 tests/bench/run.py --profdraw build/release/profdraw --readme README.md

Times are those of whole processes with a warm page cache; a job and what it is measured against run in
turn.  Peak memory is what belongs to the processes alone, without pages of files, looked at every few
milliseconds in a run that is not timed."""
import argparse, os, re, shutil, subprocess, sys, tempfile

import checks, inputs, jobs, machine, measure, peers, table

HERE = os.path.dirname(os.path.abspath(__file__))
BEGIN, END = '<!-- tests/bench/run.py writes this -->\n', '<!-- to here -->\n'


def parse():
    p = argparse.ArgumentParser(description=__doc__.split('\n\n')[0])
    p.add_argument('--profdraw', required=True)
    p.add_argument('--tier', choices=('small', 'full'), default='full')
    p.add_argument('--inputs', default=tempfile.gettempdir(), help='folder for the inputs, several GB in the tier full')
    p.add_argument('--jobs', default='', help='only jobs whose name this regular expression finds')
    p.add_argument('--runs', type=int, default=5)
    p.add_argument('--limit', type=float, default=100, help='stop what takes longer, s')
    p.add_argument('--delete', action='store_true', help='remove each input after its jobs')
    p.add_argument('-o', '--output', help='the table; default: standard output')
    p.add_argument('--readme', help='put the table into this file, between its two marks')
    p.add_argument('--check', action='store_true', help="compare profdraw's figures with the peers', too")
    return p.parse_args()


def build_floor(folder):
    """None without a compiler or the libraries' headers."""
    program = os.path.join(folder, 'floor')
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'cairo', 'cairo-pdf', 'cairo-svg', 'pangocairo'],
                           capture_output=True, text=True) if shutil.which('pkg-config') else None
    if not flags or flags.returncode or not shutil.which('cc'):
        return None
    done = subprocess.run(['cc', '-O2', os.path.join(HERE, 'floor.c'), '-o', program] + flags.stdout.split())
    return None if done.returncode else program


def fill(template, words):
    """The command, or None when a program in it is not installed."""
    names = re.findall(r'{([^}]+)}', template)
    if any(words[name] is None for name in names):
        return None
    return re.sub(r'{([^}]+)}', lambda m: words[m[1]], template)


def run_job(job, words, options):
    commands = [fill(job.command, words)] + [fill(a.command, words) for a in job.against]
    measure.run_together([commands[0]], 1, options.limit)  # the page cache
    timings = iter(measure.run_together([c for c in commands if c], options.runs, options.limit))
    timings = [next(timings) if c else None for c in commands]
    peak = None if timings[0].failed else measure.peak_memory(commands[0])
    return timings, peak


def heading(words):
    versions = ['%s (%s)' % (name, peers.version(name)) if peers.version(name) else name
                for name in peers.PEERS if words[name] and name not in ('true', 'wc', 'perl', 'gzip')]
    return ('Machine: %s. Peers: %s.\n\n' % (machine.describe(), ', '.join(versions)))


def put_into(path, text):
    with open(path, encoding='utf-8') as file:
        before, rest = file.read().split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(path, 'w', encoding='utf-8') as file:
        file.write(before + BEGIN + '\n' + text + '\n' + END + after)


def run_jobs(options, words, folder):
    rows, failed = [], False
    for job in jobs.JOBS if options.tier == 'small' else []:
        for against in job.against:
            against.recorded = None  # of large inputs
    chosen = [job for job in jobs.JOBS if re.search(options.jobs, job.name)]
    for i, job in enumerate(chosen):
        words['input'] = inputs.make(options.inputs, options.tier, job.source)
        words['out'] = os.path.join(folder, 'out')
        timings, peak = run_job(job, words, options)
        rows.append(table.rows(job, timings, peak))
        print(rows[-1], end='', file=sys.stderr, flush=True)
        failed = failed or any(t and t.failed for t in timings)
        if options.delete and job.source not in [later.source for later in chosen[i + 1:]]:
            inputs.remove(options.inputs, options.tier, job.source)
    return rows, failed


def main():
    options = parse()
    words = peers.commands()
    words.update(profdraw=os.path.abspath(options.profdraw), here=HERE)
    with tempfile.TemporaryDirectory() as folder:
        words['floor'] = build_floor(folder)
        load = machine.load()
        fine = not options.check or checks.run(
            words['profdraw'], words, lambda name: inputs.make(options.inputs, options.tier, name))
        rows, failed = run_jobs(options, words, folder)
    text = (heading(words) + 'Median of %d runs (least to most); load of the machine before: %s, after: %s.\n\n' %
            (options.runs, load, machine.load()) + table.HEAD + ''.join(rows))
    if options.readme:
        put_into(options.readme, text)
    elif options.output:
        with open(options.output, 'w', encoding='utf-8') as file:
            file.write(text)
    else:
        print(text, end='')
    print('%d jobs, %s' % (len(rows), 'something failed' if failed or not fine else 'all ran'))
    sys.exit(1 if failed or not fine or not rows else 0)


if __name__ == '__main__':
    main()
