#!/usr/bin/env python3
"""Doxygen reads librender.h without a warning, and finds words on every function, struct, member, enumerator and
macro of it; the parameters of functions are told in words or by their types, not one by one.
usage: doxygen_test.py TOP

77: doxygen is not installed."""
import glob, os, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree

top = sys.argv[1]
GUARD = 'LIBRENDER_H'


def has_words(element):
    return any(''.join(element.find(kind).itertext()).strip() for kind in ('briefdescription', 'detaileddescription'))


def without_words(root):
    for compound in root.iter('compounddef'):
        if compound.get('kind') in ('file', 'struct') and not has_words(compound):
            yield compound.findtext('compoundname')
    for kind in ('memberdef', 'enumvalue'):
        for member in root.iter(kind):
            if member.findtext('name') != GUARD and not has_words(member):
                yield '%s: %s' % (member.find('location').get('line') if kind == 'memberdef' else 'enumerator',
                                  member.findtext('name'))


if not shutil.which('doxygen'):
    print('doxygen is not installed')
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(top, 'docs', 'Doxyfile'), encoding='utf-8') as f:
        settings = f.read() + 'OUTPUT_DIRECTORY = %s\nGENERATE_HTML = NO\nGENERATE_XML = YES\n' % folder
    done = subprocess.run(['doxygen', '-'], cwd=top, input=settings, capture_output=True, text=True)
    problems = [line for line in done.stderr.splitlines() if line.strip()]
    names = set()
    for path in glob.glob(os.path.join(folder, 'xml', '*.xml')):
        root = xml.etree.ElementTree.parse(path).getroot()
        names |= {member.findtext('name') for member in root.iter('memberdef')}
        problems += ['no words on ' + name for name in without_words(root)]
with open(os.path.join(top, 'librender', 'librender.h'), encoding='utf-8') as f:
    declared = re.findall(r'^RENDER_API [^;{]*?\b(render_\w+)\(', f.read(), re.M)
problems += ['not found: ' + name for name in declared if name not in names]
print('\n'.join(problems))
print('%d names, %d problems' % (len(names), len(problems)))
sys.exit(1 if problems or done.returncode or not names else 0)
