#!/usr/bin/env python3
"""Installs the build, moves it elsewhere, and builds and runs a program of somebody else with it: by pkg-config
and by CMake, with the shared library and with the archive.
usage: install_test.py BUILD TOP CMAKE CC LIBDIR"""
import glob, os, re, shutil, subprocess, sys, tempfile

build, top, cmake, compiler, libdir = sys.argv[1:]
example = os.path.join(top, 'examples', 'draw.c')
profile = os.path.join(top, 'tests', 'profiles', 'flask.prof')
expected = [
    'bin/profdraw', 'include/librender.h', '%s/librender.so' % libdir, '%s/librender.so.0' % libdir,
    '%s/librender-late.so.0' % libdir,
    '%s/librender.a' % libdir, '%s/pkgconfig/librender.pc' % libdir,
    '%s/cmake/librender/librender-config.cmake' % libdir, 'share/man/man1/profdraw.1',
    'share/man/man1/profdraw-graph.1', 'share/man/man3/librender.3',
    'share/bash-completion/completions/profdraw', 'share/zsh/vendor-completions/_profdraw',
    'share/fish/vendor_completions.d/profdraw.fish',
]


def run(words, **more):
    environment = dict(os.environ, **more.pop('env', {}))
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        print(' '.join(words), done.stdout, sep='\n')
        sys.exit(1)
    return done.stdout


def check_files(prefix):
    missing = [path for path in expected if not os.path.exists(os.path.join(prefix, path))]
    if missing:
        sys.exit('not installed: %s' % missing)


def check_picture(program, folder, **env):
    picture = os.path.join(folder, 'x.svg')
    run([program, profile, picture], env=env)
    with open(picture, encoding='utf-8') as f:
        if '<svg' not in f.read(2000):
            sys.exit(program + ' drew no picture')
    os.remove(picture)


def check_pkg_config(prefix, folder):
    lib = os.path.join(prefix, libdir)
    env = {'PKG_CONFIG_PATH': os.path.join(lib, 'pkgconfig')}
    flags = run(['pkg-config', '--cflags', '--libs', 'librender'], env=env).split()
    if any('cairo' in flag for flag in flags):
        sys.exit('programs that use the shared library need not know of cairo: %s' % flags)
    program = os.path.join(folder, 'by_pkg_config')
    run([compiler, example, '-o', program] + flags)
    check_picture(program, folder, LD_LIBRARY_PATH=lib)
    flags = run(['pkg-config', '--static', '--cflags', '--libs', 'librender'], env=env).split()
    # the archive, although the shared library lies beside it
    flags = [os.path.join(lib, 'librender.a') if flag == '-lrender' else flag for flag in flags]
    run([compiler, example, '-o', program] + flags)
    check_picture(program, folder)
    if 'librender' in run(['ldd', program]):
        sys.exit('the archive was not used')


def check_find_package(prefix, folder):
    work = os.path.join(folder, 'consumer')
    run([cmake, '-S', os.path.join(top, 'tests', 'install', 'consumer'), '-B', work, '-DSOURCE=' + example,
         '-DCMAKE_C_COMPILER=' + compiler, '-DCMAKE_PREFIX_PATH=' + prefix])
    run([cmake, '--build', work])
    check_picture(os.path.join(work, 'shared'), folder)
    check_picture(os.path.join(work, 'static'), folder)
    shutil.rmtree(work)


def check_program(prefix, folder):
    program = os.path.join(prefix, 'bin', 'profdraw')
    run([program, 'graph', profile, '-o', os.path.join(folder, 'x.png')])
    soname = re.search(r'SONAME +(\S+)', run(['objdump', '-p', os.path.join(prefix, libdir, 'librender.so')]))
    if soname.group(1) != 'librender.so.0':
        sys.exit('the soname is ' + soname.group(1))


def check_runpath(folder, *names):
    """An empty folder in it would be the one that the program is called in."""
    for name in names:
        path = re.search(r'R(?:UN)?PATH +(\S+)', run(['objdump', '-p', os.path.join(folder, name)]))
        if path and '' in path.group(1).split(':'):
            sys.exit('%s looks for libraries in the current folder: %s' % (name, path.group(1)))


def check_without_drawing(prefix, folder):
    """librender-late belongs to one version; without it what draws nothing goes on."""
    late = os.path.realpath(os.path.join(prefix, libdir, 'librender-late.so.0'))
    program, picture = os.path.join(prefix, 'bin', 'profdraw'), os.path.join(folder, 'x.svg')
    with open(late, 'rb') as f:
        content = f.read()
    version = run([program, '--version']).split()[1].encode()
    with open(late, 'wb') as f:
        f.write(content.replace(version + b'\0', version[:-1] + b'x\0'))
    for problem in ('is of version', 'cannot open'):
        done = subprocess.run([program, 'graph', profile, '-o', picture], capture_output=True, text=True)
        if done.returncode != 1 or problem not in done.stderr or done.stderr.count('\n') != 1 or os.path.exists(picture):
            sys.exit('%r is not said: %s' % (problem, done.stderr))
        run([program, 'report', profile])
        if os.path.exists(late):
            os.remove(late)
    with open(late, 'wb') as f:
        f.write(content)


with tempfile.TemporaryDirectory() as folder:
    first, moved = os.path.join(folder, 'first'), os.path.join(folder, 'moved', 'here')
    run([cmake, '--install', build, '--prefix', first])
    check_files(first)
    os.makedirs(os.path.dirname(moved))
    os.rename(first, moved)
    for name in glob.glob(moved + '/**/*.pc', recursive=True) + glob.glob(moved + '/**/*.cmake', recursive=True):
        with open(name, encoding='utf-8') as f:
            text = f.read()
        if first in text or build in text:
            sys.exit('%s knows where it was' % name)
    check_program(moved, folder)
    check_runpath(build, 'profdraw', 'librender.so.0', 'librender-late.so.0')
    check_runpath(moved, 'bin/profdraw', libdir + '/librender.so.0', libdir + '/librender-late.so.0')
    check_without_drawing(moved, folder)
    check_pkg_config(moved, folder)
    check_find_package(moved, folder)
    stage = os.path.join(folder, 'stage')
    run([cmake, '--install', build, '--prefix', '/opt/profdraw'], env={'DESTDIR': stage})
    check_files(stage + '/opt/profdraw')
print('%d files; shared and static, by pkg-config and by find_package, in a moved prefix' % len(expected))
