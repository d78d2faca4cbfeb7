#!/usr/bin/env python3
"""The functions and arcs of `profdraw graph` of callgrind files are those that gprof2dot's published rules keep,
wherever these give the true figures. This reads the files on its own, and follows the rules:

- A call's ratio is its cost by the cost of all calls of the callee from others; of a call that enters a cycle, by that
  of all calls that enter it.
- A function's total is its own cost and, of each call, ratio times the callee's total. A cycle's total is what its
  members cost themselves and what is called out of it.
- A function stays whose total share is not below the first threshold, an arc whose total share (ratio times the
  callee's total) is not below the second and whose two ends stay.

Within cycles, and below what threads start with, the rules share costs out as nobody recorded them: there only what
cannot be is checked.

usage: callgrind_survivors.py PROFDRAW FILE..."""
import collections
import re
import subprocess
import sys

from survivors import drawn

THRESHOLDS = [(0.5, 0.1), (5, 1), (0.01, 0.01), (2, 10), (20, 0.1)]
NAME = re.compile(r'(ob|fl|fi|fe|fn|cob|cfi|cfl|cfn)=(?:\((\d+)\))? ?(.*)')
COST = re.compile(r'(?:0x[0-9a-f]+|[+-]?\d+|\*)(?: (?:0x[0-9a-f]+|[+-]?\d+|\*))* ')


class Calls:
    """Own costs and calls of a file, by (object, file, name), of its first event."""

    def __init__(self, path):
        self.own, self.calls = collections.Counter(), collections.Counter()
        self.names, self.at = {}, {'ob': '', 'file': '', 'fn': '', 'place': ''}
        self.called, self.takes_call, self.skips_line, self.positions = {}, False, False, 1
        with open(path, encoding='utf-8', errors='replace') as lines:
            for line in lines:
                self.take(line.rstrip('\r\n'))

    def take(self, line):
        name = NAME.fullmatch(line)
        if name:
            self.take_name(*name.groups())
        elif line.startswith('positions:'):
            self.positions = len(line.split()) - 1
        elif line.startswith(('jump=', 'jcnd=')):
            self.skips_line = True
        elif self.skips_line:
            self.skips_line = False     # where a jump was made
        elif line.startswith('calls='):
            self.takes_call = True
        elif COST.match(line):
            self.take_cost(int(line.split()[self.positions]))

    def take_name(self, key, number, text):
        kind = {'cob': 'ob', 'cfi': 'file', 'cfl': 'file', 'fl': 'file', 'fi': 'file', 'fe': 'file', 'cfn': 'fn'}.get(key, key)
        if number is not None:
            text = self.names.setdefault((kind, number), text) if not text else text
            self.names[kind, number] = text
        if key[0] == 'c':
            self.called[kind] = text
        elif key in ('fi', 'fe'):
            self.at['place'] = text     # of code that was inlined, and of what it calls
        else:
            self.at[kind] = text
            self.at['place'] = self.at['file']

    def take_cost(self, cost):
        here = (self.at['ob'], self.at['file'], self.at['fn'])
        if not self.takes_call:
            self.own[here] += cost
            return
        called = {'ob': self.at['ob'], 'file': self.at['place'], **self.called}
        there = (called['ob'], called['file'], called['fn'])
        self.own[here] += 0
        self.own[there] += 0
        self.calls[here, there] += cost
        self.called, self.takes_call = {}, False


def components(nodes, arcs):
    """node → the number of its cycle; those of callees are smaller (Tarjan, without recursion)."""
    following = collections.defaultdict(list)
    for caller, callee in arcs:
        following[caller].append(callee)
    order, low, stack, done, count = {}, {}, [], {}, 0
    for root in nodes:
        work = [(root, iter(following[root]))] if root not in order else []
        if work:
            order[root] = low[root] = len(order)
            stack.append(root)
        while work:
            node, rest = work[-1]
            for callee in rest:
                if callee not in order:
                    order[callee] = low[callee] = len(order)
                    stack.append(callee)
                    work.append((callee, iter(following[callee])))
                    break
                if callee not in done:
                    low[node] = min(low[node], order[callee])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    while node not in done:
                        done[stack.pop()] = count
                    count += 1
    return done


class Rules:
    def __init__(self, own, calls):
        self.own, self.calls = own, {arc: cost for arc, cost in calls.items() if arc[0] != arc[1]}
        self.whole = sum(own.values())
        self.component = components(list(own), self.calls)
        self.members = collections.defaultdict(list)
        for function, number in self.component.items():
            self.members[number].append(function)
        self.entering, self.leaving = collections.Counter(), collections.defaultdict(list)
        for (caller, callee), cost in self.calls.items():
            if self.component[caller] != self.component[callee]:
                self.entering[self.component[callee]] += cost
                self.leaving[self.component[caller]].append((caller, callee))
        self.total = {}
        for number in sorted(self.members):
            self.total[number] = (sum(own[function] for function in self.members[number]) +
                                  sum(self.cost(arc) for arc in self.leaving[number]))

    def is_told(self, function):
        """Whether its total is what was recorded: not within a cycle, nor where ratios share out more, or less, than
        calls cost, as below what threads start with."""
        number = self.component[function]
        return len(self.members[number]) == 1 and all(map(self.is_true, self.leaving[number]))

    def is_true(self, arc):
        return abs(self.cost(arc) - self.calls[arc]) <= 1e-9 * self.whole

    def cost(self, arc):
        """Of an arc that is not within a cycle."""
        callee = self.component[arc[1]]
        return self.calls[arc] / self.entering[callee] * self.total[callee] if self.calls[arc] else 0

    def reaches(self, cost, threshold):
        return cost / self.whole * 100 >= threshold


def name_of(function):
    return function[2]


def problems_of(rules, functions, arcs, limits):
    """What was drawn, as counts of names, against what must, and what may be drawn."""
    sure, possible = collections.Counter(), collections.Counter()
    for function in rules.own:
        total = rules.total[rules.component[function]]
        stays = rules.reaches(total, limits[0]) and total > 0
        told = rules.is_told(function)
        possible[name_of(function)] += stays or not told
        sure[name_of(function)] += stays and told
    for name in sorted({*possible, *functions}):
        if not sure[name] <= functions[name] <= possible[name]:
            yield f'{name} is drawn {functions[name]} times, not {sure[name]} to {possible[name]}'
    sure, possible = collections.Counter(), collections.Counter()
    for arc in rules.calls:
        ends = [rules.reaches(rules.total[rules.component[end]], limits[0]) for end in arc]
        within = rules.component[arc[0]] == rules.component[arc[1]]
        told = not within and all(map(rules.is_told, arc)) and rules.is_true(arc)
        stays = all(ends) and (within or rules.reaches(rules.cost(arc), limits[1]))
        possible[name_of(arc[0]), name_of(arc[1])] += stays or not told
        sure[name_of(arc[0]), name_of(arc[1])] += stays and told
    for arc in sorted({*possible, *arcs}):
        is_loop = arc[0] == arc[1]
        if not sure[arc] <= arcs[arc] <= possible[arc] + is_loop:
            yield f'{arc} is drawn {arcs[arc]} times, not {sure[arc]} to {possible[arc]}'


def main():
    profdraw, paths = sys.argv[1], sys.argv[2:]
    count = told = 0
    for path in paths:
        calls = Calls(path)
        rules = Rules(calls.own, calls.calls)
        told += sum(map(rules.is_told, rules.own))
        for limits in THRESHOLDS:
            for problem in problems_of(rules, *drawn(profdraw, path, *limits), limits):
                count += 1
                print(f'{path} at {limits}: {problem}')
    return count > 0 or told < 100


if __name__ == '__main__':
    sys.exit(main())
