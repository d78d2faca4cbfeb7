#!/usr/bin/env python3
"""Completes in a real bash, through the function that 'complete' has registered.
usage: bash_test.py PROFDRAW TOP"""
import shlex, subprocess

import completing

SCRIPT = r'''
source <(profdraw completion bash)
[[ $(complete -p profdraw) == 'complete -F _profdraw profdraw' ]] || exit 1
compopt() { :; } # works only where bash itself completes
COMP_WORDS=(profdraw %s)
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_profdraw
for word in "${COMPREPLY[@]}"; do eval "printf '%%s\n' $word"; done
'''


def complete(folder, words):
    # what bash would put on the command line, as bash would read it there
    done = subprocess.run(['bash', '--norc', '-c', SCRIPT % ' '.join(map(shlex.quote, words))], cwd=folder,
                          env=completing.environment(folder), capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 and not done.stderr else [done.stderr]


completing.skip_without('bash')
# '=' breaks words
completing.CASES += [(['graph', '--theme', '=', 'da'], ['dark'], ['light']),
                     (['graph', '--theme', '='], ['dark', 'light'], [])]
completing.check('bash', complete)
