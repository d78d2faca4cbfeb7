#!/usr/bin/env python3
"""Static analysis of the library and the command line: cppcheck, clang-tidy (.clang-tidy says which checks) and gcc's
-fanalyzer.  What they find and is not so stands in findings.txt, with its reason; everything else fails.

usage: analyze.py TOP BUILD [TOOL…]      BUILD has compile_commands.json; TOOL of cppcheck clang-tidy gcc, none: all

77: one of the tools is not installed."""
import json, os, re, shlex, shutil, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

TOP, BUILD = map(os.path.abspath, sys.argv[1:3])
HERE = os.path.dirname(os.path.abspath(__file__))
# 'path:line:column: warning: text [check]'
FINDING = re.compile(r'^(?P<path>[^\s:]+):(?P<line>\d+):\d+: (?:warning|error|style|performance|portability): (?P<text>.*) '
                     r'\[(?P<check>[\w.,=-]+)\]$', re.M)


def known():
    """-> (check, path) of each line of findings.txt"""
    with open(os.path.join(HERE, 'findings.txt'), encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                check, path, _ = line.split(None, 2)
                yield check, path


def commands():
    """-> (file, words of its compilation) of each source"""
    with open(os.path.join(BUILD, 'compile_commands.json'), encoding='utf-8') as f:
        for entry in json.load(f):
            if re.match(r'(librender|cli)/', os.path.relpath(entry['file'], TOP)):
                yield entry['file'], entry['directory'], shlex.split(entry['command'])


def say(words, folder=TOP):
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    return done.stdout


def cppcheck():
    return say(['cppcheck', 'librender', 'cli', '-I', 'librender', '-D__x86_64__', '-D__SSE2__', '-D_GNU_SOURCE', '--std=c11',
                '-j%d' % os.cpu_count(), '--enable=warning,performance,portability', '--suppress=missingIncludeSystem', '--quiet',
                '--template={file}:{line}:{column}: {severity}: {message} [{id}]', '--template-location='])


def for_each(call):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return '\n'.join(pool.map(call, sorted(commands())))


def clang_tidy():
    return for_each(lambda source: say(['clang-tidy', '--quiet', '-p', BUILD, source[0]]))


def gcc():
    def analyze(source):
        _, folder, words = source
        if 'ccache' in os.path.basename(words[0]):
            words = words[1:]
        at = words.index('-o')
        options = [word for word in words[1:at] + words[at + 2:] if not re.match(r'-(O|Werror|fsanitize)', word)]
        return say(['gcc', *options, '-O1', '-fanalyzer', '-fdiagnostics-plain-output', '-o', '/dev/null'], folder)
    return for_each(analyze)


TOOLS = {'cppcheck': cppcheck, 'clang-tidy': clang_tidy, 'gcc': gcc}
wanted = sys.argv[3:] or list(TOOLS)
if not all(shutil.which(tool) for tool in wanted):
    print('not all of %s are installed' % ' '.join(wanted))
    sys.exit(77)
false, problems = set(known()), set()
for tool in wanted:
    for found in FINDING.finditer(TOOLS[tool]()):
        path = os.path.relpath(os.path.join(TOP, found['path']), TOP)
        if not path.startswith('..') and (found['check'], path) not in false:
            problems.add('%s:%s: %s [%s]' % (path, found['line'], found['text'], found['check']))
for problem in sorted(problems):
    print(problem)
print('%d findings of %s' % (len(problems), ', '.join(wanted)))
sys.exit(bool(problems))
