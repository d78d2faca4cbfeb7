#!/usr/bin/env python3
"""What happens to files when a process is ended, or the world changes under it.

usage: processes.py PROFDRAW SHORTEN-LIBRARY TESTS"""
import glob, os, signal, subprocess, sys, tempfile, threading, time

PROFDRAW, SHORTEN, TESTS = map(os.path.abspath, sys.argv[1:])
SAMPLE = os.path.join(TESTS, 'profiles', 'flask.prof')
OLD = b'what was there before\n'
failures = []


def check(condition, what):
    if not condition:
        failures.append(what)


def write_file(path, data):
    with open(path, 'wb') as f:
        f.write(data)


def read_file(path):
    with open(path, 'rb') as f:
        return f.read()


def run(*arguments, **more):
    return subprocess.run([PROFDRAW, *arguments], capture_output=True, **more)


def check_error(done, name, what):
    lines = done.stderr.decode().splitlines()
    check(done.returncode == 1, '%s: the status is %d' % (what, done.returncode))
    check(len(lines) == 1 and lines[0].startswith('profdraw: ') and name in lines[0],
          '%s: not one line that names it: %r' % (what, done.stderr))
    check(not done.stdout, what + ': something was written')


def shortened_input():
    write_file('long.folded', b'main;some_function;leaf 1\n' * 40000)
    environment = dict(os.environ, LD_PRELOAD=SHORTEN, SHORTENED=os.path.abspath('long.folded'),
                       ASAN_OPTIONS='verify_asan_link_order=0:allow_user_segv_handler=1:handle_sigbus=0')
    write_file('kept.svg', OLD)
    done = run('flame', 'long.folded', '-o', 'kept.svg', env=environment)
    check_error(done, 'long.folded: became shorter', 'a shortened input')
    check(read_file('kept.svg') == OLD, 'a shortened input: the output was touched')


def growing_input():
    """What is added while it is read is not read, or read whole: never a wrong line."""
    line = b'main;some_function;leaf 1\n'
    write_file('growing.folded', line * 100000)
    stop = threading.Event()

    def grow():
        with open('growing.folded', 'ab', buffering=0) as f:
            while not stop.wait(0.001):
                f.write(line * 100)

    thread = threading.Thread(target=grow)
    thread.start()
    for _ in range(5):
        done = run('convert', 'growing.folded', '-T', 'folded')
        text = done.stdout.split()
        check(done.returncode == 0 and text[:-1] == [b'main;some_function;leaf'] and
              int(text[-1]) >= 100000, 'a growing input: %r' % done)
    stop.set()
    thread.join()


def ended_by(number):
    """While it waits for its second input, its output is already asked for."""
    name = signal.Signals(number).name
    os.mkdir(name)
    target = os.path.join(name, 'out.svg')
    write_file(target, OLD)
    os.mkfifo(name + '.fifo')
    process = subprocess.Popen([PROFDRAW, 'flame', SAMPLE, name + '.fifo', '-o', target],
                               stderr=subprocess.DEVNULL)
    writer = os.open(name + '.fifo', os.O_WRONLY)  # waits until it is read
    process.send_signal(number)
    process.wait()
    os.close(writer)
    check(process.returncode == -number, name + ' did not end it')
    check(os.listdir(name) == ['out.svg'] and read_file(target) == OLD, name + ' left something')


def ended_while_writing():
    """Killed at many moments of a picture that takes a while."""
    os.mkdir('killed')
    write_file('killed/out.png', OLD)
    for delay in range(0, 60, 4):
        process = subprocess.Popen([PROFDRAW, 'graph', SAMPLE, '-o', 'killed/out.png'],
                                   stderr=subprocess.DEVNULL)
        time.sleep(delay / 1000)
        process.terminate()
        process.wait()
        data = read_file('killed/out.png')
        check(data == OLD or data.endswith(b'IEND\xaeB`\x82'), 'half a picture after SIGTERM')
        check(os.listdir('killed') == ['out.png'], 'SIGTERM left a temporary file')


def two_writers():
    processes = [subprocess.Popen([PROFDRAW, 'flame', SAMPLE, '-o', 'both.svg', '--title', title])
                 for title in ['one', 'two'] * 10]
    check(all(process.wait() == 0 for process in processes), 'two writers: one failed')
    wanted = []
    for title in 'one', 'two':
        run('flame', SAMPLE, '-o', title + '.svg', '--title', title)
        wanted.append(read_file(title + '.svg'))
    check(read_file('both.svg') in wanted, 'two writers: neither of their files')
    check(not glob.glob('.profdraw-*'), 'two writers: a temporary file is left')


def full_device():
    if os.path.exists('/dev/full'):
        check_error(run('flame', SAMPLE, '-o', '/dev/full', '-T', 'svg'), '/dev/full', 'a full device')


def closed_folder():
    os.mkdir('closed')
    write_file('closed/out.svg', OLD)
    os.chmod('closed', 0o555)
    if os.geteuid() == 0:
        print('a folder that may not be written to: skipped, root may write everywhere')
    else:
        check_error(run('flame', SAMPLE, '-o', 'closed/new.svg'), 'closed/new.svg', 'a closed folder')
    os.chmod('closed', 0o755)
    check(os.listdir('closed') == ['out.svg'], 'a closed folder: something is left')


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    shortened_input()
    growing_input()
    ended_by(signal.SIGINT)
    ended_by(signal.SIGTERM)
    ended_while_writing()
    two_writers()
    full_device()
    closed_folder()
    os.chdir('/')
for failure in failures:
    print(failure)
sys.exit(bool(failures))
