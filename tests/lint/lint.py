#!/usr/bin/env python3
"""Holds what ARCHITECTURE.md promises about the sources.   usage: lint.py TOP

- layers: a file includes only what the layer table of ARCHITECTURE.md allows its folder;
- libraries: cairo, gvc, zlib and so on are included only by the files of its library table;
- sizes: no file over 800 lines, no function over 100;
- names: file names are unique in the tree;
- every format has samples that are read and samples that are refused;
- CMakeLists.txt and librender.h tell the same version."""
import os, re, sys

TOP = sys.argv[1]
problems = []


def complain(path, text):
    problems.append('%s: %s' % (os.path.relpath(path, TOP), text))


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def tables(text):
    """the rows of ARCHITECTURE.md's tables by the first word of their heading"""
    found, rows = {}, None
    for line in text.splitlines():
        cells = [c.strip() for c in line.strip().strip('|').split('|')] if line.startswith('|') else None
        if cells is None:
            rows = None
        elif rows is None:
            rows = found.setdefault(cells[0], [])
        elif not set(cells[0]) <= set('-: '):
            rows.append(cells)
    return found


def sources(*folders):
    for folder in folders:
        for base, _, names in os.walk(os.path.join(TOP, folder)):
            for name in sorted(names):
                if name.endswith(('.c', '.h')):
                    yield os.path.join(base, name)


def words(cell):
    return re.findall(r'[\w./-]+', cell.replace('`', ' '))


def check_layers(layer_table):
    allowed = {words(row[0])[0]: set(words(row[1])) for row in layer_table}
    for path in sources('librender'):
        where = os.path.relpath(path, os.path.join(TOP, 'librender')).split(os.sep)
        if len(where) < 2:
            continue
        layer = where[0]
        if layer not in allowed:
            complain(path, "the folder '%s' is not in the layer table" % layer)
            continue
        for target in re.findall(r'^#include "(.*)"', read(path), re.M):
            other = target.split('/')[0]
            if target != 'librender.h' and other != layer and other not in allowed[layer]:
                complain(path, '%s may not include %s' % (layer, target))
    for path in sources('cli'):
        for target in re.findall(r'^#include [<"](.*)[>"]', read(path), re.M):
            if '/' in target and target.split('/')[0] in allowed:
                complain(path, 'the command line may include only librender.h of the library')


def check_libraries(library_table):
    rules = [(re.compile('|'.join(re.escape(w) for w in words(row[0]))), set(words(row[1])))
             for row in library_table]
    for path in sources('librender', 'cli'):
        short = os.path.relpath(path, TOP).removeprefix('librender/')
        for target in re.findall(r'^#include <(.*)>', read(path), re.M):
            for pattern, homes in rules:
                if pattern.match(target) and short not in homes:
                    complain(path, '<%s> belongs to %s' % (target, ', '.join(sorted(homes))))


def check_sizes():
    for path in sources('librender', 'cli', 'tests'):
        lines = read(path).splitlines()
        if len(lines) > 800:
            complain(path, '%d lines; more than 800' % len(lines))
        start = None
        for number, line in enumerate(lines, 1):
            if line == '{':
                start = number
            elif line == '}' and start:
                if number - start - 1 > 100:
                    complain(path, 'line %d: a function of %d lines; more than 100' %
                             (start, number - start - 1))
                start = None


def check_names():
    seen = {}
    for path in sources('librender', 'cli'):
        name = os.path.basename(path)
        if name in seen:
            complain(path, 'the name is taken by ' + seen[name])
        seen[name] = os.path.relpath(path, TOP)


def check_samples():
    table = os.path.join(TOP, 'librender', 'read', 'format_rows.h')
    formats = re.findall(r'^RN_FORMAT\((\w+)', read(table), re.M)
    if not formats:
        complain(table, 'no format found')
    for name in formats:
        if formats.count(name) > 1:
            complain(table, '%s has several rows' % name)
        for part in ('ok', 'bad'):
            folder = os.path.join(TOP, 'tests', 'format', name, part)
            if not os.path.isdir(folder) or not os.listdir(folder):
                complain(folder, 'the format %s has no samples here' % name)


def check_version():
    project = re.search(r'project\(profdraw VERSION ([\d.]+)', read(os.path.join(TOP, 'CMakeLists.txt')))
    header = re.search(r'RENDER_VERSION "([\d.]+)"', read(os.path.join(TOP, 'librender', 'librender.h')))
    if project.group(1) != header.group(1):
        complain(os.path.join(TOP, 'CMakeLists.txt'), 'not the version of librender.h')


architecture = tables(read(os.path.join(TOP, 'ARCHITECTURE.md')))
check_layers(architecture['layer'])
check_libraries(architecture['library'])
check_sizes()
check_names()
check_samples()
check_version()
for problem in problems:
    print(problem)
print('%d problems' % len(problems))
sys.exit(1 if problems else 0)
