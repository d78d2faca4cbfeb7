#!/usr/bin/env python3
"""Makes folded stacks of the output of perf script -F comm,pid,event,ip,sym,dso: the process 'comm (pid)' first.

usage: fold.py < TEXT > FOLDED"""
import collections
import sys

stacks, event, frames = collections.Counter(), None, []
for line in list(sys.stdin) + ['\n']:
    if line.strip() and not line[0].isspace():
        comm, pid = line.split()[:2]
        event = '%s (%s)' % (comm, pid)
    elif line.strip():
        frames.append(line.split(None, 1)[1].rsplit(' (', 1)[0])
    elif event:
        stacks[';'.join([event] + frames[::-1])] += 1
        event, frames = None, []
for stack in sorted(stacks):
    print(stack, stacks[stack])
