#!/usr/bin/env python3
"""Completes in a real zsh, in a terminal of its own, as with the Tab key.   usage: zsh_test.py PROFDRAW TOP

What is offered is caught where zsh collects it, in compadd.  One shell takes all lines, as setting completion up
takes it longer than anything else."""
import shlex, subprocess

import completing

SCRIPT = r'''
zmodload zsh/zpty || exit 77
zpty shell zsh -f -i
await() { for ((i = 0; i < 1000; i++)); do [[ -e $1 ]] && return; zpty -rt shell line; sleep 0.01; done }
zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D'
zpty -w shell 'source <(profdraw completion zsh)'
zpty -w shell 'compadd() { local -a offers; builtin compadd -O offers "$@"; print -rl -- $offers >> offered; builtin compadd "$@" }'
zpty -w shell 'finish() { zle complete-word; BUFFER=; : > done }; zle -N finish; bindkey "^I" finish; : > ready'
await ready
while IFS= read -r line; do
    rm -f offered done
    zpty -w -n shell "$line"$'\t'
    await done
    [[ ! -e offered ]] || cat offered
    print END
done
zpty -d shell
'''
shells = []


def complete(folder, words):
    if not shells:
        shells.append(subprocess.Popen(['zsh', '-f', '-c', SCRIPT], cwd=folder, env=completing.environment(folder),
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    print(' '.join(['profdraw'] + [w and shlex.quote(w) for w in words]), file=shells[0].stdin, flush=True)
    offered = []
    for line in shells[0].stdout:
        if line == 'END\n':
            return offered
        offered.append(line.rstrip('\n'))
    return ['zsh has ended']


completing.skip_without('zsh')
completing.check('zsh', complete)
