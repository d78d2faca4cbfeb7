#!/usr/bin/env python3
"""The source tarball holds every file that is under version control and nothing that was built; what is built from it,
in a folder of its own, draws a golden picture.   usage: source_test.py BUILD TOP CPACK CMAKE"""
import glob, os, shutil, subprocess, sys, tarfile, tempfile

build, top, cpack, cmake = sys.argv[1:5]


def run(*words, **more):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit('%s\n%s' % (' '.join(words), done.stdout[-4000:]))
    return done.stdout


def unpack(tarball, folder):
    """-> names in it, below its one folder"""
    with tarfile.open(tarball) as archive:
        safe = {'filter': 'data'} if hasattr(tarfile, 'data_filter') else {}
        archive.extractall(folder, **safe)
        return {name.split('/', 1)[1] for name in archive.getnames() if '/' in name}


def listed_files():
    if not shutil.which('git') or not os.path.exists(os.path.join(top, '.git')):
        return {'CMakeLists.txt', 'librender/librender.h'}
    return set(run('git', '-C', top, '-c', 'safe.directory=*', 'ls-files').split('\n'))


def check_build(source, work):
    run(cmake, '-S', source, '-B', work, '-DCMAKE_BUILD_TYPE=Debug')
    run(cmake, '--build', work, '--parallel', '2', '--target', 'profdraw')
    print(run(sys.executable, os.path.join(source, 'tests', 'golden', 'run.py'), '--profdraw',
              os.path.join(work, 'profdraw'), '--work', work + '.golden', 'flame-shop'))


with tempfile.TemporaryDirectory() as folder:
    run(cpack, '-B', folder, '--config', os.path.join(build, 'CPackSourceConfig.cmake'), cwd=folder)
    tarball, = glob.glob(os.path.join(folder, '*.tar.gz'))
    names = unpack(tarball, folder)
    missing = sorted(name for name in listed_files() - names if name and not name.startswith('.git'))
    built = sorted(name for name in names if name.startswith('build/') or name.endswith(('.o', '.pyc')))
    check_build(tarball[:-len('.tar.gz')], os.path.join(folder, 'work'))
print('%d files; missing %s; built %s' % (len(names), missing[:5], built[:5]))
sys.exit(1 if missing or built else 0)
