#!/usr/bin/env python3
"""The shared library still is what programs were linked with: what abidiff finds between its interface and the one
that was written down last.   usage: abi_test.py LIBRARY HEADER DUMP [--write]

Whoever changes the interface on purpose writes it down with --write; CONTRIBUTING.md says when that is allowed, and
the change of DUMP shows it to reviewers.  77: abidiff is not installed, or writes another format than DUMP has."""
import os, re, shutil, subprocess, sys, tempfile

library, header, dump = sys.argv[1:4]


def write_interface(path):
    """types of the header only, which abidw finds by its name in a folder: what handles hold is not of the interface"""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(header, folder)
        subprocess.run(['abidw', '--exported-interfaces-only', '--headers-dir', folder, '--drop-private-types',
                        '--no-corpus-path', '--no-comp-dir-path', '--type-id-style', 'hash', '--no-show-locs',
                        '--out-file', path, library], check=True)
    with open(path, encoding='utf-8') as f:
        text = f.read()
    if "<var-decl name='node_threshold'" not in text:
        sys.exit('the library has no debug information on its interface')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(re.sub(r"path='[^']*/librender/", "path='librender/", text))


if not shutil.which('abidiff'):
    print('abidiff is not installed (abigail-tools)')
    sys.exit(77)
if sys.argv[4:] == ['--write']:
    write_interface(dump)
    sys.exit(0)
with tempfile.TemporaryDirectory() as folder:
    now = os.path.join(folder, 'now.abi')
    write_interface(now)
    done = subprocess.run(['abidiff', '--harmless', dump, now], capture_output=True, text=True)
print(done.stdout, done.stderr)
if 'incompatible format version' in done.stdout + done.stderr:
    sys.exit(77)
sys.exit(1 if done.returncode else 0)
