"""The programs that profdraw is measured against: where each is, if it is installed, and its version."""
import os, shutil, subprocess, sys

# name: (places besides PATH, how to ask for the version)
PEERS = {
    'dot': ([], '-V'),
    'flamegraph.pl': (['/usr/share/perl5/Devel/NYTProf/flamegraph.pl'], None),
    'stackcollapse-perf.pl': ([], None),
    'inferno-flamegraph': ([], '--version'),
    'inferno-collapse-perf': ([], '--version'),
    'gprof2dot': ([], None),
    'callgrind_annotate': ([], '--version'),
    'rsvg-convert': ([], '--version'),
    'go': ([], 'version'),  # brings pprof
    'python3': ([], '--version'),  # brings pstats
    'gzip': ([], '--version'),
    'wc': ([], None),
    'true': ([], None),
    'perl': ([], None),
}


def find(name):
    places, _ = PEERS[name]
    return next((path for path in [shutil.which(name)] + places if path and os.path.exists(path)), None)


def version(name):
    path, question = find(name), PEERS[name][1]
    if not path or not question:
        return ''
    done = subprocess.run([path, question], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    lines = (done.stdout + done.stderr).strip().split('\n')
    return lines[0][:60]


def commands():
    """Names as jobs write them, to how they are called; None: not installed."""
    out = {name: find(name) for name in PEERS}
    out['flamegraph.pl'] = out['flamegraph.pl'] and '%s %s' % (out['perl'] or 'perl', out['flamegraph.pl'])
    out['pprof'] = out['go'] and out['go'] + ' tool pprof'
    out['python3'] = sys.executable
    return out
