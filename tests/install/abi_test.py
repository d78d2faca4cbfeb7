#!/usr/bin/env python3
"""The shared library still is what programs were linked with: compares it with the dump of the last release by
abidiff.   usage: abi_test.py LIBRARY HEADERS DUMP [--write]

The dump is made with --write by whoever changes the interface on purpose; CONTRIBUTING.md says when that is
allowed.  77: abidiff is not installed, or the library has no debug information to compare."""
import shutil, subprocess, sys

library, headers, dump = sys.argv[1:4]
INCOMPATIBLE, USAGE = 8, 3
dumping = ['abidw', '--exported-interfaces-only', '--headers-dir', headers, '--drop-private-types', '--no-corpus-path',
           '--no-comp-dir-path', '--type-id-style', 'hash', '--no-show-locs', library]
if not shutil.which('abidiff'):
    print('abidiff is not installed (abigail-tools)')
    sys.exit(77)
if '.debug_info' not in subprocess.run(['readelf', '-SW', library], check=True, capture_output=True,
                                       text=True).stdout:
    print('the library has no debug information')
    sys.exit(77)
if sys.argv[4:] == ['--write']:
    with open(dump, 'wb') as f:
        f.write(subprocess.run(dumping, check=True, capture_output=True).stdout)
    sys.exit(0)
done = subprocess.run(['abidiff', '--exported-interfaces-only', '--headers-dir2', headers,
                       '--drop-private-types', dump, library], capture_output=True, text=True)
print(done.stdout, done.stderr)
sys.exit(1 if done.returncode & (INCOMPATIBLE | USAGE) else 0)
