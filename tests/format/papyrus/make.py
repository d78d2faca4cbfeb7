#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ that follow from the grammar: a small game of scripts that run side by
side, queue functions and are logged from the middle of things on."""
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = ['demo_quest', 'demo_alias', 'Demo:Sound:Player', 'demo_objekt_gr\u00f6\u00dfe']
FUNCTIONS = ['OnInit', 'OnUpdate', 'Count', 'Find']
OBJECTS = ['DemoQuest (24021278)', 'None', 'alias Player on DemoQuest (24021278)']


def play(seed, swaps=False):
    """-> the rows of a log"""
    rng = random.Random(seed)
    stacks, rows, now = {}, [], 400
    for _ in range(120):
        now += rng.choice([0, 0, 1, 3, 16])
        number = rng.choice([3053, 3208, 3947])
        open_calls = stacks.setdefault(number, [])

        def row(event, name):
            rows.append('%d:%s:%d:%d:%s:%s' % (now, event, number, len(open_calls), rng.choice(OBJECTS), name))
        if open_calls and rng.random() < .5:
            row('POP', open_calls.pop())
            if swaps and rng.random() < .4:  # with the function that starts next
                name = '%s..%s' % (rng.choice(SCRIPTS), rng.choice(FUNCTIONS))
                open_calls.append(name)
                row('PUSH', name)
                rows[-2:] = rows[:-3:-1]
        elif len(open_calls) < 6:
            script, function = rng.choice(SCRIPTS), rng.choice(FUNCTIONS)
            if rng.random() < .3:
                row('QUEUE_PUSH', '%s.??.%s' % (script, function))
                now += rng.choice([0, 2, 9])
            elif rng.random() < .2:
                row('QUEUE_POP', '%s.??.%s' % (script, function))
            open_calls.append('%s..%s' % (script, function))
            row('PUSH', open_calls[-1])
    return rows


def write(name, rows, kind='Script_demo_quest', ends='\n', closed=True):
    text = ['%s log opened (PC)' % kind] + rows + (['Log closed'] if closed else [])
    with open(os.path.join(HERE, name), 'w', encoding='utf-8', newline='') as f:
        f.write(ends.join(text) + ends)


write('ok/calls.log', play(1))
write('ok/stack.log', ['380:START:0:0:None:demo'] + play(2) + ['9000:STOP:0:0:None:demo'], 'Stack_3053')
write('ok/object.log', play(3, swaps=True), 'Obj_24021278', '\r\n')
write('ok/middle.log', play(4)[60:], closed=False)
write('bad/opened.log', [])
write('bad/events-only.log', ['1:START:0:0:None:demo', '9:STOP:0:0:None:demo'])
write('bad/no-time.log', ['5:PUSH:1:1:None:a..b', '5:POP:1:1:None:a..b'])
write('bad/broken.log', ['5:PUSH:1:1:None', 'x:PUSH:1:1:None:a..b', '7:PUSH:one:1:None:a..b', '8', ':::::', '9:PUSH:1:1:None:'])
with open(os.path.join(HERE, 'bad/empty.log'), 'w'):
    pass
