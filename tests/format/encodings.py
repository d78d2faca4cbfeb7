#!/usr/bin/env python3
"""Every sample that is text makes the same profile in other encodings: with a byte order mark, as UTF-16 of either
byte order, as Latin-1, with line ends of Windows.

usage: encodings.py PROFDRAW [PART]      PART of the names of samples: only those"""
import glob, os, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

PROFDRAW = os.path.abspath(sys.argv[1])
PART = sys.argv[2] if len(sys.argv) > 2 else ''
HERE = os.path.dirname(os.path.abspath(__file__))
LARGEST = 100000

ENCODINGS = {
    'mark': lambda text: b'\xef\xbb\xbf' + text.encode(),
    'utf-16-le': lambda text: b'\xff\xfe' + text.encode('utf-16-le'),
    'utf-16-be': lambda text: b'\xfe\xff' + text.encode('utf-16-be'),
    'utf-16-without-mark': lambda text: text.encode('utf-16-le') if text[:200].isascii() else None,
    'latin-1': lambda text: text.encode('latin-1', 'replace') if is_latin(text) else None,
    'crlf': lambda text: None if '\r' in text else text.replace('\n', '\r\n').encode(),
}


# What cannot be the same, and why.
OTHERWISE = {('rprof', 'crlf'): "R's names may hold line breaks, which stay as they are"}


def is_latin(text):
    """-> whether it has Latin-1's letters and nothing beyond"""
    return not text.isascii() and all(ord(c) < 0x100 for c in text)


def text_of(path):
    """-> the text of a sample, None of others"""
    with open(path, 'rb') as f:
        data = f.read(LARGEST + 1)
    if len(data) > LARGEST or b'\0' in data or data.startswith(b'\xef\xbb\xbf'):
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def profile(folder, name, *options):
    """-> what the program makes of a file: JSON, and what it says when it fails"""
    done = subprocess.run([PROFDRAW, 'convert', '-q', '-T', 'json', *options, name], cwd=folder, capture_output=True)
    return done.stdout, done.stderr.decode() if done.returncode else ''


def check(path):
    """-> what is wrong with a sample, in lines, and how many encodings were tried"""
    folder, name = os.path.split(path)
    form, text, wrong, tried = path.split(os.sep)[-3], text_of(path), [], 0
    if not text:
        return wrong, tried
    options = []
    plain = profile(folder, name)
    if plain[1]:
        options = ['--format', form]  # not every sample can be told by its contents
        plain = profile(folder, name, *options)
    if plain[1]:
        return [plain[1]], tried
    for encoding, encode in ENCODINGS.items():
        data = encode(text) if (form, encoding) not in OTHERWISE else None
        if data is None:
            continue
        tried += 1
        with tempfile.TemporaryDirectory() as other:
            with open(os.path.join(other, name), 'wb') as f:
                f.write(data)
            got = profile(other, name, *options)
        if got != plain:
            wrong.append('%s/%s as %s: %s' % (form, name, encoding, got[1].strip() or 'another profile'))
    return wrong, tried


samples = [path for path in sorted(glob.glob(os.path.join(HERE, '*', 'ok', '*'))) if PART in path]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(check, samples))
wrong = [line for lines, _ in results for line in lines]
tried = sum(tried for _, tried in results)
print('\n'.join([*wrong, '%d samples, %d encodings of them' % (len(samples), tried)]))
sys.exit(bool(wrong) or not tried)
