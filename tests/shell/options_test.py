#!/usr/bin/env python3
"""Every option that --help tells stands in the manual page and in each completion of its verb, and every
verb in the manual page of the program.   usage: options_test.py PROFDRAW TOP"""
import re, subprocess, sys

program = sys.argv[1]


def run(*words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def options(verb):
    return re.findall(r'^  (?:-(\w), |    )--([\w-]+)', run(verb, '--help'), re.M)


def section(text, start, end):
    return text[text.index(start):].split(end)[0]


verbs = re.findall(r'^  (\w+) ', run('--help'), re.M)
main_page = run('manual')
scripts = {shell: run('completion', shell) for shell in ('bash', 'zsh', 'fish')}
problems, count = [], 0


def want(found, what, verb, option):
    if not found:
        problems.append('%s of %s lacks %s' % (what, verb, option))


for verb in verbs:
    page = run('manual', verb)
    bash = section(scripts['bash'], '_profdraw_verb_%s()' % verb, '\n}\n')
    zsh = section(scripts['zsh'], '_profdraw_verb_%s()' % verb, '\n}\n')
    fish = [line for line in scripts['fish'].splitlines() if 'from %s\'' % verb in line]
    want('\n.B %s\n' % verb in main_page, 'profdraw(1)', 'profdraw', verb)
    for letter, name in options(verb):
        count += 1
        spelled = r'\fB\-\-%s\fR' % name.replace('-', r'\-')
        want(re.search(r'^(\\fB\\-%s\\fR, )%s%s' % (letter or 'x', '' if letter else '?', re.escape(spelled)),
                       page, re.M), 'the manual page', verb, name)
        want(re.search(r"[' ]--%s[' ]" % name, bash), 'bash', verb, name)
        want(re.search(r"'\*--%s[=\[]" % name, zsh), 'zsh', verb, name)
        want(any(re.search(r' -l %s ' % name, line) for line in fish), 'fish', verb, name)
        if letter:
            want(re.search(r"[' ]-%s[' ]" % letter, bash), 'bash', verb, '-' + letter)
            want(re.search(r"'\*-%s[+\[]" % letter, zsh), 'zsh', verb, '-' + letter)
            want(any(re.search(r' -l %s -s %s ' % (name, letter), line) for line in fish), 'fish', verb,
                 '-' + letter)
print('\n'.join(problems))
print('%d verbs, %d options, %d problems' % (len(verbs), count, len(problems)))
sys.exit(1 if problems or count < 200 else 0)
