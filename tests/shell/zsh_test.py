#!/usr/bin/env python3
"""Completes in a real zsh, in a terminal of its own, as with the Tab key.   usage: zsh_test.py PROFDRAW TOP

What is offered is caught where zsh collects it, in compadd."""
import os, shlex, subprocess

import completing

SCRIPT = r'''
zmodload zsh/zpty || exit 77
zpty shell zsh -f -i
await() { for ((i = 0; i < 200; i++)); do [[ -e $1 ]] && return; zpty -rt shell line; sleep 0.05; done }
zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D'
zpty -w shell 'source <(profdraw completion zsh)'
zpty -w shell 'compadd() { local -a offers; builtin compadd -O offers "$@"; print -rl -- $offers >> offered; builtin compadd "$@" }'
zpty -w shell 'finish() { zle complete-word; : > done }; zle -N finish; bindkey "^I" finish; : > ready'
await ready
zpty -w -n shell "$1"$'\t'
await done
zpty -d shell
'''


def complete(folder, words):
    for name in ('offered', 'done', 'ready'):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            os.remove(path)
    line = ' '.join(['profdraw'] + [w and shlex.quote(w) for w in words])
    subprocess.run(['zsh', '-f', '-c', SCRIPT, 'zsh', line], cwd=folder, env=completing.environment(folder),
                   stdin=subprocess.DEVNULL, timeout=60)
    with open(os.path.join(folder, 'offered'), encoding='utf-8') as f:
        return f.read().splitlines()


completing.skip_without('zsh')
completing.check('zsh', complete)
