#!/usr/bin/env python3
"""Completes in a real fish.   usage: fish_test.py PROFDRAW TOP"""
import shlex, subprocess

import completing


def complete(folder, words):
    line = ' '.join(['profdraw'] + [w and shlex.quote(w) for w in words])
    done = subprocess.run(['fish', '--no-config', '-c',
                           'profdraw completion fish | source; complete -C %s' % shlex.quote(line)], cwd=folder,
                          env=completing.environment(folder), capture_output=True, text=True)
    return [offer.split('\t')[0] for offer in done.stdout.splitlines()] + done.stderr.splitlines()


completing.skip_without('fish')
completing.check('fish', complete)
