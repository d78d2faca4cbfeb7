#!/usr/bin/env python3
"""The .deb files: what stands in them, what they depend on, and that the program unpacked from them draws golden
pictures.  Where lintian is installed, it finds nothing but what CONTRIBUTING.md explains.
usage: deb_test.py BUILD TOP CPACK

77: there are no tools for Debian's packages here.  tools/clean_root.sh installs them in a system of their own."""
import glob, os, re, shutil, subprocess, sys, tempfile

build, top, cpack = sys.argv[1:4]
for tool in ('dpkg-deb', 'dpkg-shlibdeps', 'objdump'):
    if not shutil.which(tool):
        print(tool + ' is not installed')
        sys.exit(77)
WANTED = {
    'profdraw': ['usr/bin/profdraw', 'usr/share/man/man1/profdraw-flame.1.gz',
                 'usr/share/bash-completion/completions/profdraw', 'usr/share/doc/profdraw/copyright',
                 'usr/share/doc/profdraw/changelog.Debian.gz'],
    'librender0': ['usr/lib/**/librender.so.0', 'usr/lib/**/librender-late.so.0', 'usr/share/doc/librender0/copyright'],
    'librender-dev': ['usr/include/librender.h', 'usr/lib/**/librender.so', 'usr/lib/**/librender.a',
                      'usr/lib/**/librender.pc', 'usr/lib/**/librender-config.cmake', 'usr/share/man/man3/librender.3.gz'],
    'python3-profdraw': ['usr/lib/python3/dist-packages/profdraw.py',
                         'usr/lib/python3/dist-packages/profdraw_sphinx.py'],
}
DEPENDS = {'profdraw': r'librender0 \(= ', 'librender0': r'libcairo2 .*libgvc6|libgvc6.*libcairo2',
           'librender-dev': r'librender0 \(= ', 'python3-profdraw': r'librender0 \(>= '}
# what lintian says is left on purpose
LEFT = {'bogus-mail-host', 'bogus-mail-host-in-debian-changelog', 'initial-upload-closes-no-bugs',
        'custom-library-search-path', 'maintscript-calls-ldconfig'}
# of builds that are not for /usr, as the tests' own: their libraries lie in /usr/lib itself
ELSEWHERE = {'pkg-config-multi-arch-wrong-dir', 'pkg-config-unavailable-for-cross-compilation'}
problems = []


def run(*words, **more):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        sys.exit('%s\n%s' % (' '.join(words), done.stdout))
    return done.stdout


def check_package(package, path, folder):
    root = os.path.join(folder, package)
    run('dpkg-deb', '-x', path, root)
    for pattern in WANTED[package]:
        if not glob.glob(os.path.join(root, pattern), recursive=True):
            problems.append('%s has no %s' % (package, pattern))
    depends = run('dpkg-deb', '-f', path, 'Depends')
    if not re.search(DEPENDS[package], depends):
        problems.append('%s depends on %s' % (package, depends))
    for file in glob.glob(os.path.join(root, '**', '*'), recursive=True):
        if not os.path.islink(file) and os.stat(file).st_mode & 0o022:
            problems.append('%s can be written by others' % file)


def is_for_usr():
    with open(os.path.join(build, 'CMakeCache.txt'), encoding='utf-8') as f:
        return 'CMAKE_INSTALL_PREFIX:PATH=/usr\n' in f.read()


def check_by_lintian(paths):
    if not shutil.which('lintian'):
        return
    done = subprocess.run(['lintian', '--tag-display-limit', '0', '--allow-root'] + paths, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))
    tags = re.findall(r'^[EW]: (\S+): (\S+)(.*)', done.stdout, re.M)
    problems.extend('lintian: ' + ' '.join(tag) for tag in tags if tag[1] not in LEFT | (set() if is_for_usr() else ELSEWHERE))
    if not tags:
        problems.append('lintian said nothing: ' + done.stderr)


with tempfile.TemporaryDirectory() as folder:
    run(cpack, '-G', 'DEB', '-B', folder, '--config', os.path.join(build, 'CPackConfig.cmake'), cwd=folder)
    found = {os.path.basename(path).split('_')[0]: path for path in glob.glob(os.path.join(folder, '*.deb'))}
    if set(found) != set(WANTED):
        sys.exit('packages: %s' % sorted(found))
    for package, path in found.items():
        check_package(package, path, folder)
    check_by_lintian(list(found.values()))
    root = os.path.join(folder, 'root')
    for path in found.values():
        run('dpkg-deb', '-x', path, root)
    lib = os.path.dirname(glob.glob(os.path.join(root, 'usr/lib/**/librender.so.0'), recursive=True)[0])
    environment = dict(os.environ, LD_LIBRARY_PATH=lib)
    print(run(sys.executable, os.path.join(top, 'tests', 'golden', 'run.py'), '--profdraw',
              os.path.join(root, 'usr/bin/profdraw'), '--work', os.path.join(folder, 'golden'), 'flame-shop',
              'flame-pixels', 'icicle-shop', env=environment))
    run(sys.executable, '-c', 'import profdraw; profdraw.read(b"main;f 1\\n").draw(type="pdf")', cwd=folder,
        env=dict(environment, PYTHONPATH=os.path.join(root, 'usr/lib/python3/dist-packages')))
print('\n'.join(problems))
print('%d packages, %d problems' % (len(found), len(problems)))
sys.exit(1 if problems else 0)
