#!/usr/bin/env python3
"""What comes out holds nothing of where and by whom the program was run: no name of the user or the host, no folder, no
variable, no word of the command line, but the name of the profile's file.

usage: privacy.py PROFDRAW"""
import gzip, os, re, subprocess, sys, tempfile, zlib

from outputs import commands, make_inputs

PROFDRAW = os.path.abspath(sys.argv[1])
# The folders of the input and of the output, and what the environment says.
INPUT, OUTPUT, USER, HOME, VARIABLE = 'zqinput', 'zqoutput', 'zquser', 'zqhome', 'zqvariable'
SECRETS = [INPUT, OUTPUT, USER, HOME, VARIABLE, '/tmp/', os.path.dirname(PROFDRAW)]
if len(os.uname().nodename) > 5:  # else it may be a part of anything
    SECRETS.append(os.uname().nodename)
failures = []


def inflated(data):
    """-> what is packed in a file: of gzip, of PNG's texts, of streams of PDF"""
    if data.startswith(b'\x1f\x8b'):
        yield gzip.decompress(data)
    for match in re.finditer(rb'stream\r?\n|zTXt|iTXt|IDAT', data):
        for at in range(match.end(), min(match.end() + 80, len(data))):
            if data[at] == 0x78:  # zlib's first byte
                try:
                    yield zlib.decompressobj().decompress(data[at:])
                    break
                except zlib.error:
                    pass


def holds(data, secret):
    """-> whether it is in there, as bytes, UTF-16 or hex digits"""
    forms = secret.encode(), secret.encode('utf-16-be'), secret.encode('utf-16-le'), secret.encode().hex().encode()
    return any(form in text for text in [data, *inflated(data)] for form in forms)


def look(words, data, path):
    """Notes each secret that is in `data`."""
    for secret in SECRETS:
        # reports tell the path of their input as it was given, as pstats does
        if not (words[0] == 'report' and secret in path) and holds(data, secret):
            failures.append('%s holds %r' % (' '.join(words), secret))


def check_that_it_is_seen(folder):
    """A title that is asked for is found in the document's properties, wherever these are."""
    for kind in 'svg', 'pdf', 'ps', 'html':  # a PNG has no room for it
        done = subprocess.run([PROFDRAW, 'flame', '--title', VARIABLE, '-T', kind, 'folded.folded'],
                              cwd=os.path.join(folder, INPUT), capture_output=True)
        if not holds(done.stdout, VARIABLE):
            failures.append('%s: the title is not found' % kind)


def check(words, folder, environment):
    inputs = [word for word in words if os.path.exists(os.path.join(folder, INPUT, word))]
    options = [word for word in words if word not in inputs]
    path = os.path.join(folder, INPUT)
    output = os.path.join(folder, OUTPUT, 'out')
    if os.path.exists(output):
        os.unlink(output)
    full = [*options, *(os.path.join(path, word) for word in inputs)]
    if words[0] not in ('formats', 'themes', 'manual', 'completion', 'metrics'):
        full += ['-o', output, '--limits', 'nesting=77']
    done = subprocess.run([PROFDRAW, *full], env=environment, cwd=os.path.join(folder, OUTPUT), capture_output=True,
                          stdin=subprocess.DEVNULL)
    if done.returncode:
        failures.append('%s: %s' % (' '.join(words), done.stderr.decode()))
        return
    data = done.stdout
    if os.path.exists(output):
        with open(output, 'rb') as f:
            data += f.read()
    look(words, data, path)
    if b'nesting=77' in data:
        failures.append('%s holds its options' % ' '.join(words))


with tempfile.TemporaryDirectory() as folder:
    for name in INPUT, OUTPUT, HOME:
        os.mkdir(os.path.join(folder, name))
    make_inputs(os.path.join(folder, INPUT))
    environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'HOME': os.path.join(folder, HOME), 'USER': USER,
                   'LOGNAME': USER, 'USERNAME': USER, 'PWD': folder, 'PROFDRAW': VARIABLE, 'EMAIL': VARIABLE,
                   **{key: value for key, value in os.environ.items() if key.startswith(('ASAN', 'LSAN', 'UBSAN', 'TSAN'))}}
    check_that_it_is_seen(folder)
    every = list(commands(PROFDRAW))
    for words in every:
        check(words, folder, environment)
print('%d commands' % len(every))
for failure in failures:
    print(failure)
sys.exit(bool(failures))
