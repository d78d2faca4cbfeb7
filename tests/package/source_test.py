#!/usr/bin/env python3
"""The source tarball holds every file that is under version control, nothing that was built, and configures.
usage: source_test.py BUILD TOP CPACK CMAKE"""
import glob, os, subprocess, sys, tarfile, tempfile

build, top, cpack, cmake = sys.argv[1:5]
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([cpack, '-B', folder, '--config', os.path.join(build, 'CPackSourceConfig.cmake')], check=True,
                   capture_output=True, cwd=folder)
    tarball, = glob.glob(os.path.join(folder, '*.tar.gz'))
    with tarfile.open(tarball) as archive:
        names = {name.split('/', 1)[1] for name in archive.getnames() if '/' in name}
        archive.extractall(folder)
    listed = subprocess.run(['git', '-C', top, 'ls-files'], capture_output=True, text=True)
    files = set(listed.stdout.split('\n')) if listed.returncode == 0 else {'CMakeLists.txt', 'librender/librender.h'}
    missing = sorted(name for name in files - names if name and not name.startswith('.git'))
    built = sorted(name for name in names if name.startswith('build/') or name.endswith(('.o', '.pyc')))
    source = os.path.join(folder, os.path.basename(tarball)[:-len('.tar.gz')])
    done = subprocess.run([cmake, '-S', source, '-B', os.path.join(folder, 'work')], capture_output=True, text=True)
print('%d files; missing %s; built %s' % (len(names), missing[:5], built[:5]))
if done.returncode:
    print(done.stderr)
sys.exit(1 if missing or built or done.returncode else 0)
