#!/usr/bin/env python3
"""Compares the stacks that profdraw reads from dumps of threads with those that a few lines of Python
find in them.

usage: dump_oracle.py PROFDRAW FORMAT FILE…"""
import collections
import re
import subprocess
import sys


def lines_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read().replace('\r\n', '\n').split('\n')


def place(name, file, line):
    return '%s (%s:%s)' % (name, file, line) if line else '%s (%s)' % (name, file) if file else name


def java_frame(text):
    agent = re.match(r'(\S.*\)) @bci=\d+', text)
    if agent:
        return re.sub(r'[/+](0x[0-9a-f]+|\d+)(?=\.)', '', agent.group(1))
    name, where = re.match(r'(\S+)\((.*)\)$', text).groups()
    name = re.sub(r'/(0x[0-9a-f]+|\d+)(?=\.)', '', name)
    name = name.split('/')[-1]
    where = where.split('/')[-1]
    if where in ('Native Method', 'Unknown Source'):
        return name
    file, _, line = where.partition(':')
    return place(name, file, line)


def jstack(path):
    """all threads, whatever they do"""
    root, stack, below = None, [], []
    for line in lines_of(path) + ['']:
        quoted = re.match(r'"(.*)" .*tid=', line) or re.match(r'#\d+ "(.*)"', line)
        plain = re.match(r'Thread \d+: \(state', line)
        frame = (re.match(r'\s+at (.*)', line) or re.match(r' - (.*@bci.*)', line) or
                 re.match(r' {6}(\S+\(.*)', line))
        if quoted or plain or not line.strip() or re.match(r'"', line):
            if root is not None and (stack or below):
                yield (root + stack[::-1] if not below else root + below[::-1] + stack[::-1])
            root, stack, below = None, [], []
        if quoted:
            name = re.sub(r'(?<=.)-\d+$', '', quoted.group(1))
            root = [name] if name else []
        elif plain:
            root = []
        elif frame and root is not None:
            stack.append(java_frame(frame.group(1)))
        elif 'Mounted virtual thread' in line:
            below, stack = stack, []


def gdb(path):
    """joins what was wrapped, then goes by the last place of the line"""
    text = '\n'.join(lines_of(path))
    text = re.sub(r'\n    (?=\S)', ' ', text)
    thread, stack, last = None, [], None
    for line in text.split('\n') + ['Thread 1 ():']:
        header = re.match(r'Thread \d+ \(.*?(?:"(.*)")?\):$', line)
        frame = re.match(r'#(\d+) +(.*)', line)
        if line.startswith('[Current thread') or (frame and line == last and len(stack) == 1):
            stack = []
        if header or (frame and frame.group(1) == '0'):
            if stack:
                yield ([thread] if thread else []) + stack[::-1]
            stack = []
            thread = header.group(1) if header else thread if last is None else None
            last = None
        if frame:
            last = line
            stack.append(gdb_frame(frame.group(2)))


def gdb_frame(text):
    text = re.sub(r'^0x[0-9a-f]+ in ', '', text)
    file = line = ''
    at = re.search(r'\) +at (\S+):(\d+)$', text)
    if at:
        file, line = at.groups()
        text = text[:at.start() + 1]
    name = text
    for cut in re.finditer(r' \(', text):
        before = text[:cut.start()]
        plain = re.sub(r'operator(<<|>>|<|>|->|\(\))', '', before)
        if plain.count('<') == plain.count('>') and plain.count('(') == plain.count(')'):
            name = before
            break
    return place('[unknown]' if name == '??' else name.strip(), file, line)


def eustack(path):
    stack, is_cut, files = [], False, {}
    for line in lines_of(path) + ['TID 0:']:
        frame = re.match(r'#\d+ +0x[0-9a-f]+(?: - 1)? *(.*?)(?: - ([/[].*))?$', line)
        source = re.match(r'    ([^\[].*?):(\d+)(:\d+)?$', line)
        if frame:
            stack.append([frame.group(1), frame.group(2) or '', '', ''])
        elif source:
            stack[-1][2:] = source.group(1), source.group(2)
        elif 'shown max number' in line:
            is_cut = True
        elif line.startswith('TID') and stack:
            yield ['(truncated)'] * is_cut + [eustack_frame(f, files) for f in stack][::-1]
            stack, is_cut = [], False


def eustack_frame(frame, files):
    name, module, file, line = frame
    if file:
        first = files.setdefault((name, module), file)
        file, line = first, line if first == file else ''
    name = name or ('[%s]' % module.split('/')[-1] if module else '[unknown]')
    return (module + '`' if module else '') + place(name, file, line)


def faulthandler(path):
    thread, stack, is_cut = None, [], False
    for line in lines_of(path) + ['']:
        header = re.match(r'(?:Stack|(?:Current t|T)hread \S+)(?: \[(.*)\])? \(most recent call first', line)
        frame = re.match(r'  File "(.*)", line (\d+|\?\?\?) in (.*)', line)
        if frame:
            file, number, name = (x.replace('???', '') for x in frame.groups())
            stack.append(place(name or '[unknown]', file, number))
        elif re.match(r'  (\.\.\.|<truncated)', line):
            is_cut = True
        else:
            if stack:
                yield ([thread] if thread else []) + ['(truncated)'] * is_cut + stack[::-1]
            thread, stack, is_cut = header and header.group(1), [], False


def javaexc(path):
    """the trace that a cause or a suppressed exception continues is the last one that is indented as much,
    or less"""
    runs, traces = [], {}
    header, run = '', []
    for line in lines_of(path) + ['']:
        frame = re.match(r'\s+at (\S+\(.*?\))( ~?\[.*)?$', line)
        rest = re.match(r'\s+\.\.\. (\d+) ', line)
        if frame:
            run.append(java_frame(frame.group(1)))
        elif rest or not re.match(r'\s+- ', line):
            if run:
                indent = len(header) - len(header.lstrip())
                nested = re.match(r'\s*(Caused by|Suppressed): ', header)
                around = max([i for i in traces if i <= indent], default=None) if nested else None
                if rest:
                    run += traces[around][len(traces[around]) - int(rest.group(1)):]
                traces = {i: t for i, t in traces.items() if i < indent and nested}
                traces[indent] = run
                yield run[::-1]
                run, header = [], ''
            if not re.match(r'\s*(Caused by|Suppressed): ', header):
                header = line


def main(profdraw, form, *paths):
    problems = 0
    for path in paths:
        expected = collections.Counter(
            ';'.join(f.replace(';', ':') for f in stack) for stack in globals()[form](path))
        command = [profdraw, 'convert', '-q', '--format', form, '--states', 'all', '-T', 'folded', path]
        text = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode('utf-8')
        found = collections.Counter()
        for line in text.replace('_[i]', '').splitlines():
            stack, count = line.rsplit(' ', 1)
            found[stack] += int(count)
        for stack in set(expected) | set(found):
            if expected[stack] != found[stack]:
                print('%s: %d, expected %d: %s' % (path, found[stack], expected[stack], stack))
                problems += 1
    print('%d files, %d problems' % (len(paths), problems))
    return 1 if problems or not paths else 0


sys.exit(main(*sys.argv[1:]))
