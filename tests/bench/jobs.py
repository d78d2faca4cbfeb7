"""What is measured: jobs, with what each is measured against.

In commands {input} is the path of the input, {out} a path without suffix to write to, {here} this
folder, {floor} the bare cairo program, {profdraw} the program, and {NAME} a peer of peers.py.  A job
against a peer wants to be `least` times faster; against a floor, `most` times as slow.  `recorded` is
what the peer took on an input of this kind and size elsewhere (see README): it is shown where the peer is
not installed, and says little more than the order of magnitude.  Where a part of the peer's work can be
done by programs that are here, that is measured, too: the peer takes longer than its part."""


class Against:
    """`is_part`: the command does only a part of what the peer does."""

    def __init__(self, name, command, least=None, most=None, recorded=None, is_part=False):
        self.name, self.command, self.recorded, self.is_part = name, command, recorded, is_part
        self.least, self.most = least, most


class Job:
    """`peak`: at most so many MB of memory; `seconds`: so much time, whatever a peer takes."""

    def __init__(self, name, source, command, *against, peak=None, seconds=None):
        self.name, self.source, self.command = name, source, command
        self.against, self.peak_mb, self.seconds = against, peak, seconds


def draw(verb, kind):
    return '{profdraw} %s -q {input} -o {out}.%s' % (verb, kind)


def wc(most):
    return Against('wc -l', '{wc} -l {input}', most=most)


def flamegraph(least, recorded=None):
    return Against('flamegraph.pl', '{flamegraph.pl} {input} > {out}.peer.svg', least, recorded=recorded)


def inferno(least, recorded):
    return Against('inferno-flamegraph', '{inferno-flamegraph} {input} > {out}.peer.svg', least, recorded=recorded)


def collapse(least, recorded, threads=1):
    command = '{inferno-collapse-perf} -n %d {input} | {inferno-flamegraph} > {out}.peer.svg' % threads
    return Against('inferno, %d thread%s' % (threads, 's' * (threads > 1)), command, least, recorded=recorded)


def perl_chain(least, recorded):
    return Against('stackcollapse-perf.pl, flamegraph.pl',
                   '{stackcollapse-perf.pl} {input} | {flamegraph.pl} > {out}.peer.svg', least, recorded=recorded)


def gprof2dot(form, kind, least, recorded):
    command = '{gprof2dot} -f %s {input} | {dot} -T%s -o {out}.peer.%s' % (form, kind, kind)
    return Against('gprof2dot, dot', command, least, recorded=recorded)


def dot_alone(kind, least, options=''):
    """What dot needs for the same graph: a part of `gprof2dot | dot`, which also reads the profile in Python."""
    command = '{profdraw} graph -q%s {input} -T dot | {dot} -T%s -o {out}.peer.%s' % (options, kind, kind)
    return Against('profdraw to DOT, dot', command, least, is_part=True)


def pstats_and_dot(kind, least, options=''):
    """The same with what gprof2dot does first of all, which is to load the profile by pstats."""
    alone = dot_alone(kind, least, options).command
    return Against('pstats; profdraw to DOT, dot', '{python3} {here}/pstats_peer.py {input}; ' + alone, least,
                   is_part=True)


def layout(name, source, seconds):
    """Everything in the picture: dot gets the same graph."""
    return Job(name, source, '{profdraw} graph -q -n 0 -e 0 {input} -o {out}.svg',
               dot_alone('svg', None, ' -n 0 -e 0'), seconds=seconds)


def pprof(kind, least, recorded):
    return Against('pprof', '{pprof} -%s -output={out}.peer.%s {input}' % (kind, kind), least, recorded=recorded)


def pstats(least, more=''):
    return Against('pstats', '{python3} {here}/pstats_peer.py {input}' + more, least)


JOBS = [
    # starting
    Job('--version', 'small.folded', '{profdraw} --version',
        Against('true, and 2 ms', '{true}', most='2 ms')),
    Job('small folded → SVG', 'small.folded', draw('flame', 'svg'),
        Against('bare cairo', '{floor} svg {out}.peer.svg', most=2)),
    Job('small folded → PDF', 'small.folded', draw('flame', 'pdf'),
        Against('bare cairo', '{floor} pdf {out}.peer.pdf', most=2)),
    Job('small folded → PNG', 'small.folded', draw('flame', 'png'),
        Against('bare cairo', '{floor} png {out}.peer.png', most=1)),
    Job('small folded → DOT', 'small.folded', draw('convert', 'dot'),
        Against('true', '{true}')),
    # folded stacks
    Job('folded 100 MB → SVG', '100MB.folded', draw('flame', 'svg'), flamegraph(100), inferno(6, 0.735),
        wc(None), peak=60),
    Job('folded 1 GB → SVG', '1GB.folded', draw('flame', 'svg'), wc(6), inferno(8, 9.4), peak=150),
    Job('folded 1 GB, sorted → SVG', '1GB-sorted.folded', draw('flame', 'svg'), wc(6), inferno(8, 6.3)),
    # perf script
    Job('perf script 3 MB → SVG', '3MB.perf', draw('flame', 'svg'), collapse(1, 0.042),
        perl_chain(1, 0.26)),
    Job('perf script 3 MB → PNG', '3MB.perf', draw('flame', 'png'),
        Against('inferno, rsvg-convert', '{inferno-collapse-perf} {input} | {inferno-flamegraph} | '
                '{rsvg-convert} -o {out}.peer.png', 4, recorded=0.28),
        Against('profdraw to SVG, rsvg-convert', '{profdraw} flame {input} -o - | {rsvg-convert} -o '
                '{out}.peer.png', 1)),
    Job('perf script 75 MB → SVG', '75MB.perf', draw('flame', 'svg'), wc(None), collapse(8, 0.905),
        collapse(6, 0.614, 2), perl_chain(80, 7.27)),
    Job('perf script 75 MB → PNG', '75MB.perf', draw('flame', 'png'),
        Against('inferno, rsvg-convert', '{inferno-collapse-perf} {input} | {inferno-flamegraph} | '
                '{rsvg-convert} -o {out}.peer.png', 6, recorded=1.25)),
    Job('perf script 75 MB → call graph PNG', '75MB.perf', draw('graph', 'png'),
        gprof2dot('perf', 'png', 40, 7.7), dot_alone('png', 40)),
    Job('perf script 500 MB → SVG', '500MB.perf', draw('flame', 'svg'), wc(None), collapse(10, 6.15),
        collapse(7, 4.40, 2), perl_chain(80, 52.6)),
    Job('perf script 50 MB, many symbols → DOT', '50MB-symbols.perf', draw('convert', 'dot'),
        Against('gprof2dot', '{gprof2dot} -f perf {input} -o {out}.peer.dot', 100, recorded=21.2)),
    # Python
    Job('.prof 89 kB → SVG', '89kB.prof', draw('graph', 'svg'), gprof2dot('pstats', 'svg', 5, 0.153),
        pstats_and_dot('svg', 5)),
    Job('.prof 89 kB → PNG', '89kB.prof', draw('graph', 'png'), gprof2dot('pstats', 'png', 7, 0.432),
        pstats_and_dot('png', 7)),
    Job('.prof 415 kB → SVG', '415kB.prof', draw('graph', 'svg'), gprof2dot('pstats', 'svg', 3, 0.269),
        pstats_and_dot('svg', 3)),
    Job('.prof 415 kB → PNG', '415kB.prof', draw('graph', 'png'), gprof2dot('pstats', 'png', 8, 1.29),
        pstats_and_dot('png', 8)),
    Job('.prof 89 kB, unpruned → SVG', '89kB.prof', draw('graph -n 0 -e 0', 'svg'),
        Against('gprof2dot, dot', '{gprof2dot} -f pstats -n 0 -e 0 {input} | {dot} -Tsvg -o {out}.peer.svg',
                10, recorded=8.0),
        pstats_and_dot('svg', 10, ' -n 0 -e 0')),
    Job('.prof 10.6 MB → SVG', '10.6MB.prof', draw('graph', 'svg'),
        gprof2dot('pstats', 'svg', 15, 4.02), pstats_and_dot('svg', 15), peak=100),
    Job('.prof 10.6 MB → PNG', '10.6MB.prof', draw('graph', 'png'),
        gprof2dot('pstats', 'png', 15, 5.71), pstats_and_dot('png', 15), peak=100),
    Job('.prof 10.6 MB, load alone', '10.6MB.prof', draw('report --limit 1', 'csv'), pstats(15)),
    Job('.prof 55 MB, load alone', '55MB-arcs.prof', draw('report --limit 1', 'csv'), pstats(40)),
    Job('500 dumps merged', 'dumps', draw('merge', 'prof'), pstats(20, ' {out}.peer.prof')),
    # callgrind
    Job('callgrind 0.7 MB → PNG', '0.7MB.callgrind', draw('graph', 'png'),
        gprof2dot('callgrind', 'png', 10, 2.56), dot_alone('png', 10)),
    Job('callgrind 6.5 MB → PNG', '6.5MB.callgrind', draw('graph', 'png'),
        gprof2dot('callgrind', 'png', 15, 8.95)),
    Job('callgrind 31 MB → PNG', '31MB.callgrind', draw('graph', 'png'), wc(None),
        gprof2dot('callgrind', 'png', 20, 23.5)),
    Job('callgrind 31 MB → DOT', '31MB.callgrind', draw('convert', 'dot'),
        Against('gprof2dot', '{gprof2dot} -f callgrind {input} -o {out}.peer.dot', 50, recorded=9.8)),
    Job('callgrind 31 MB → report', '31MB.callgrind', draw('report', 'txt'),
        Against('callgrind_annotate', '{callgrind_annotate} --threshold=100 {input}', 50)),
    Job('callgrind 206 MB → PNG', '206MB.callgrind', draw('graph', 'png'), wc(None),
        gprof2dot('callgrind', 'png', 100, 678)),
    # large layouts
    layout('300 functions, 900 arcs → SVG', '300-900.callgrind', 1),
    layout('300 functions, 900 arcs of a program → SVG', '300-900-program.callgrind', 1),
    layout('2,750 functions, 5,300 arcs of a program → SVG', '2750-5300-program.callgrind', 5),
    # pprof
    Job('pprof 129 kB → SVG', '129kB.pb.gz', draw('graph', 'svg'), pprof('svg', 5, 0.301)),
    Job('pprof 129 kB → PNG', '129kB.pb.gz', draw('graph', 'png'), pprof('png', 12, 1.41)),
    Job('pprof 91 MB decoded → DOT', '91MB-decoded.pb.gz', draw('convert', 'dot'), pprof('dot', 40, 59.7),
        Against('gzip -dc', '{gzip} -dc {input}', most=None), peak=400),
    Job('pprof 91 MB decoded → SVG', '91MB-decoded.pb.gz', draw('graph', 'svg'), pprof('svg', 40, 61.2), peak=400),
    Job('pprof 91 MB decoded, written back', '91MB-decoded.pb.gz', draw('convert', 'pb.gz'), pprof('proto', 8, 14.4)),
    # JSON
    Job('Chrome trace 500 MB → SVG', '500MB.trace.json', draw('flame', 'svg'), wc(None)),
    Job('speedscope 200 MB → SVG', '200MB.speedscope.json', draw('flame', 'svg'), wc(None)),
]
