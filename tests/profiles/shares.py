#!/usr/bin/env python3
"""The call graph's figures against Python's own pstats.   usage: shares.py PROFDRAW PROFILE...

Of every function and arc that `graph -T dot -n 0 -e 0` draws, the printed shares must be the
cumulative and own time over the profile's total, rounded as printed, and the calls must be equal."""
import marshal
import re
import subprocess
import sys

LABEL = re.compile(r'(<?[\d.]+) % \((<?[\d.]+) %\)')
failures = 0


def complain(*text):
    global failures
    failures += 1
    print(*text)


def check_share(what, text, share):
    """text is '12.3', '0.05' or '<0.01'"""
    percent = 100 * share
    if text.startswith('<'):
        good = percent < 0.00501
    else:
        digits = len(text.partition('.')[2])
        good = abs(float(text) - percent) <= 0.50001 * 10 ** -max(digits, 1)
        # a trailing zero may be cut off below 10 %
        if percent >= 9.995 and digits == 0:
            good = abs(float(text) - percent) <= 0.0501
    if not good:
        complain('%s: %s %% is printed for %.6f %%' % (what, text, percent))


def attributes(text):
    pairs = re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', text)
    return {k: v.replace('\\n', '\n').replace('\\"', '"').replace('\\\\', '\\') for k, v in pairs}


def full_name(key):
    path, line, name = key
    return name if path == '~' else '%s (%s:%d)' % (name, path, line)


def check_node(name, found, value, total):
    cc, nc, tt, ct, callers = value
    shares = LABEL.search(found['label'])
    check_share(name + ' total', shares.group(1), ct / total)
    check_share(name + ' self', shares.group(2), tt / total)
    check_calls(name, found['label'], nc)


def check_arc(name, found, value, total):
    if isinstance(value, int):
        return      # the cost of counted calls is an estimate
    nc, cc, tt, ct = value
    share = re.match(r'(<?[\d.]+) %', found['label'])
    check_share(name, share.group(1), ct / total)
    check_calls(name, found['label'], nc)


def check_calls(name, label, calls):
    printed = re.search(r'([\d,]+)×', label)
    if not printed or int(printed.group(1).replace(',', '')) != calls:
        complain('%s: %s calls are printed for %d' % (name, printed and printed.group(1), calls))


def check_profile(profdraw, path):
    with open(path, 'rb') as f:
        stats = marshal.load(f)
    total = max(sum(v[2] for v in stats.values()), max(v[3] for v in stats.values()))
    by_name = {full_name(key): value for key, value in stats.items()}
    dot = subprocess.run([profdraw, 'graph', path, '-T', 'dot', '-n', '0', '-e', '0'], check=True,
                         capture_output=True, text=True).stdout
    names, arcs = {}, 0
    for line in dot.splitlines():
        node = re.match(r'\s*"(\d+)" \[(.*)\];$', line)
        edge = re.match(r'\s*"(\d+)" -> "(\d+)" \[(.*)\];$', line)
        if node:
            found = attributes(node.group(2))
            name = names[node.group(1)] = found['tooltip'].split('\n')[0]
            if name in by_name:
                check_node(name, found, by_name[name], total)
            else:
                complain('%s: no such function in the profile' % name)
        elif edge:
            caller, callee = names[edge.group(1)], names[edge.group(2)]
            callers = {full_name(k): v for k, v in by_name[callee][4].items()}
            check_arc('%s -> %s' % (caller, callee), attributes(edge.group(3)), callers[caller], total)
            arcs += 1
    print('%s: %d of %d functions, %d arcs' % (path, len(names), len(stats), arcs))
    if len(names) < len(stats) or arcs < len(stats) / 2:
        complain('%s: too little is drawn with no threshold' % path)


for profile in sys.argv[2:]:
    check_profile(sys.argv[1], profile)
sys.exit(failures > 0)
