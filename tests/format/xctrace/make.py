#!/usr/bin/env python3
"""Writes the samples of ok/ and bad/ by the grammar: xctrace runs on macOS only.

usage: make.py        (in this folder)"""
import random
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0"?>\n<trace-query-result>\n'
COLUMNS = [('time', 'sample-time'), ('thread', 'thread'), ('process', 'process'), ('core', 'core'),
           ('thread-state', 'thread-state'), ('weight', 'weight'), ('stack', 'backtrace')]
FILES = {'main': ('/demo/main.c', 12), 'hot': ('/demo/hot.c', 4), 'inlined': ('/demo/inlined.h', 3)}


class Export:
    """numbers values as xctrace does: in full where they are met first, then by reference"""

    def __init__(self, cost='weight', wrapped=False):
        self.ids, self.count = {}, 0
        self.cost, self.wrapped = cost, wrapped

    def value(self, tag, key, fmt='', inside=None, **more):
        if (tag, key) in self.ids:
            return '<%s ref="%d"/>' % (tag, self.ids[tag, key])
        self.count += 1
        self.ids[tag, key] = self.count
        attributes = ' id="%d"' % self.count + (' fmt=' + quoteattr(fmt) if fmt else '')
        attributes += ''.join(' %s=%s' % (k.replace('_', '-'), quoteattr(str(v))) for k, v in more.items())
        inside = inside() if callable(inside) else inside
        return '<%s%s>%s</%s>' % (tag, attributes, inside, tag) if inside else '<%s%s/>' % (tag, attributes)

    def process(self, pid):
        return self.value('process', pid, 'demo (%d)' % pid, lambda: self.value('pid', pid, str(pid), str(pid)))

    def thread(self, name, tid, pid):
        return self.value('thread', tid, '%s  0x%x (demo, pid: %d)' % (name, tid, pid), lambda: self.value(
            'tid', tid, hex(tid), str(tid)) + self.process(pid))

    def frame(self, name, binary):
        def inside():
            text = self.value('binary', binary, name=binary, UUID='0' * 8, path='/usr/lib/' + binary)
            if name in FILES:
                path, line = FILES[name]
                text += '<source line="%d">%s</source>' % (line, self.value('path', path, inside=path))
            return text
        return self.value('frame', (name, binary), inside=inside, name=name, addr=hex(0x1000 + len(self.ids)))

    def stack(self, frames):
        def inside():
            return ''.join(self.frame(*f) for f in reversed(frames))
        if not self.wrapped:
            return self.value('backtrace', frames, inside=inside)
        return self.value('tagged-backtrace', frames, 'x', lambda: self.value('backtrace', frames, inside=inside))

    def row(self, time, thread, weight, frames, state='Running'):
        cost = self.value(self.cost, weight, str(weight), str(weight))
        return '<row>%s%s%s%s%s%s%s</row>\n' % (
            self.value('sample-time', time, str(time), str(time)), self.thread(*thread), self.process(thread[2]),
            self.value('core', 1, 'CPU 1', '1'), self.value('thread-state', state, state, state), cost,
            self.stack(frames) if frames else '<sentinel/>')

    def table(self, rows, name='time-profile'):
        schema = ''.join('<col><mnemonic>%s</mnemonic><name>x</name><engineering-type>%s</engineering-type></col>' % c
                         for c in COLUMNS)
        return ("<node xpath='//trace-toc[1]/run[1]/data[1]/table[1]'><schema name=\"%s\">%s</schema>" % (name, schema)
                + ''.join(self.row(*r) for r in rows) + '</node>')


def document(rows, **options):
    return HEAD + Export(**options).table(rows) + '</trace-query-result>\n'


MAIN, OTHER = ('main', 0x8480c1, 4711), ('worker', 0x8480c2, 4712)
START = (('start', 'dyld'), ('main', 'demo'))
HOT = START + (('hot', 'demo'),)
RUST = START + (('_$LT$core..ops..Range$LT$T$GT$$GT$::next::hf9c9d8b5165416db', 'demo'),)
BARE = (('0x18d3df0f1', 'dyld'),)
ROWS = [(1000000, MAIN, 1000000, BARE), (2000000, MAIN, 1000000, HOT), (3000000, MAIN, 1000000, HOT),
        (3000500, OTHER, 500000, HOT), (5000000, MAIN, 2000000, RUST, 'Blocked'), (6000000, MAIN, 1000000, START),
        (7000000, OTHER, 1000000, None)]


def random_rows(count):
    rng = random.Random(1)
    stacks = [tuple([('start', 'dyld')] + [('f%d' % rng.randint(0, 9), 'demo') for _ in range(rng.randint(1, 6))])
              for _ in range(12)]
    return [(i * 1000000, rng.choice((MAIN, OTHER)), 1000000, rng.choice(stacks)) for i in range(count)]


def row(inside):
    return HEAD + '<node><row>%s</row></node></trace-query-result>' % inside


OK = {
    'time-profile': document(ROWS),
    'wrapped': document(ROWS, wrapped=True),
    'cpu-profile': document(ROWS, cost='cycle-weight'),
    'many-rows': document(random_rows(120)),
    'reference-to-nothing': document(ROWS).replace('</node>', '<row><weight ref="999"/><backtrace ref="1"/></row>'
                                                  '<row><core id="997" fmt="x">1</core></row></node>'),
    'no-thread': row('<sample-time id="9">5</sample-time><weight id="1">5</weight><backtrace id="2"><frame id="3" name="a"/></backtrace>'),
    'no-weight': row('<process id="1" fmt="demo (1)"/><backtrace id="2"><frame id="3" addr="0x12"/></backtrace>'),
}
WELL = document(ROWS)
BAD = {
    'no-rows': ('no sample in it', document([])),
    'forward': ('no sample in it', row('<weight ref="2"/><backtrace id="3"><frame id="4" name="a"/></backtrace>')
                .replace('</node>', '<row><weight id="2">1</weight></row></node>').replace('<weight id="2">1', '<core id="2">1')
                .replace('1</weight>', '1</core>')),
    'self-reference': ('no sample in it', row('<backtrace id="3"><frame id="4" name="a"/><backtrace ref="3"/></backtrace>')),
    'kinds': ('no sample in it', row('<core id="1">1</core><weight ref="1"/>')),
    'weights': ('no sample in it', row('<weight id="1">-5</weight>')),
    'cut': ('the XML ends early', WELL[:2000]),
    'tags': ('mismatched tag', WELL.replace('</backtrace>', '</frame>', 1)),
    'entities': ('declares entities', WELL.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')),
    'deep': ('nested deeper than 64 levels', HEAD + '<node><row>' + '<backtrace>' * 100),
    'other-root': ('expected the element <trace-query-result>', '<trace-toc/>'),
}


def main():
    for name, text in OK.items():
        with open('ok/%s.xml' % name, 'w', encoding='utf-8') as f:
            f.write(text)
    with open('bad/expected.tsv', 'w', encoding='ascii') as f:
        for name, (message, text) in sorted(BAD.items()):
            f.write('%s.xml\t%s\n' % (name, message))
            with open('bad/%s.xml' % name, 'w', encoding='utf-8') as sample:
                sample.write(text)


main()
