#!/usr/bin/env python3
"""Names that would do something if they were not escaped, through every format that can carry them, to every
output: parsers find no element, attribute, row or control character that an ordinary name does not bring.

usage: injection.py PROFDRAW"""
import csv, html.parser, io, json, os, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from carriers import CARRIERS, JSON, LONE, NAMES

PROFDRAW = os.path.abspath(sys.argv[1])
ROWS = 'flame', 'icicle', 'sunburst'
CONTROL = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
failures = []


def fail(what, name, problem):
    failures.append('%s of %r: %s' % (what, name[:60], problem))


def run(*arguments):
    done = subprocess.run([PROFDRAW, *arguments], capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace')


def check_element(element, what, name):
    tag = element.tag.rpartition('}')[2]
    if tag in ('script', 'foreignObject', 'iframe', 'image', 'set', 'animate'):
        fail(what, name, 'an element <%s>' % tag)
    for key, value in element.attrib.items():
        key = key.rpartition('}')[2].lower()
        if key.startswith('on'):
            fail(what, name, 'an attribute ' + key)
        if key == 'href' and not re.match('https://example.org/|#', value):
            fail(what, name, 'a link to ' + value[:80])


def check_svg(text, what, name):
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        return fail(what, name, 'no XML: %s' % error)
    for element in root.iter():
        check_element(element, what, name)
    if CONTROL.search(text.decode()):
        fail(what, name, 'a control character')


class Tags(html.parser.HTMLParser):
    """What a page consists of: its tags, and how often the scripts among them; attributes that could do something."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self.active = set(), 0, []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.scripts += tag == 'script'
        for key, value in attributes:
            if key.startswith('on') or re.match(r'\s*(javascript|data|vbscript):', value or ''):
                self.active.append((tag, key))


def tags_of(text):
    parser = Tags()
    parser.feed(text)
    return parser


def check_html(text, what, name, plain):
    found = tags_of(text)
    if found.tags - plain.tags or found.scripts != plain.scripts or found.active != plain.active:
        fail(what, name, 'tags %s, %d scripts, active %s' % (found.tags - plain.tags, found.scripts, found.active))


def is_formula(cell):
    try:
        float(cell)
        return False
    except ValueError:
        return cell[:1] in tuple('=+-@\t\r')


def check_csv(text, what, name):
    rows = list(csv.reader(io.StringIO(text)))
    if len({len(row) for row in rows}) != 1:
        fail(what, name, 'rows of different lengths')
    for row in rows:
        for cell in row:
            if is_formula(cell):
                fail(what, name, 'a formula: ' + cell[:40])


def check_markdown(text, what, name):
    tables = [line for line in text.splitlines() if line.startswith('|')]
    if len({len(re.findall(r'(?<!\\)\|', line)) for line in tables}) > 1:
        fail(what, name, 'rows of different lengths')
    # a code span shows everything as it is; what is not in one must not be markup
    plain = re.sub(r'(`+)(?!`).*?(?<!`)\1(?!`)', '', text)
    if re.search(r'(?<!\\)<[a-z/!]|(?<!\\)\]\(', plain):
        fail(what, name, 'markup: ' + plain[:200])


def check_dot(path, what, name):
    if not shutil.which('dot'):
        return
    done = subprocess.run(['dot', '-Tjson0', path], capture_output=True)
    if done.returncode or done.stderr:
        return fail(what, name, 'dot: %r' % done.stderr[:200])
    nodes = [o for o in json.loads(done.stdout).get('objects', []) if 'nodes' not in o]
    if len([n for n in nodes if n['name'] not in ('legend', 'title')]) > 3:
        fail(what, name, 'more nodes than functions')


def check_pictures(path, what, name):
    for view in 'graph', ROWS[len(name) % len(ROWS)]:
        status, text, said = run(view, path, '-T', 'svg', '-n', '0', '--link', 'https://example.org/{file}#{name}') \
            if view == 'graph' else run(view, path, '-T', 'svg', '--link', 'https://example.org/{file}#{name}')
        if status:
            fail(what + ' ' + view, name, said)
        else:
            check_svg(text, what + ' ' + view, name)
    status, _, said = run('flame', path, '-T', 'pdf')
    if status:
        fail(what + ' pdf', name, said)


def check_reports(path, what, name, plain):
    for kind in 'text', 'markdown', 'csv', 'json', 'html':
        status, text, said = run('report', path, '-T', kind)
        if status:
            fail(what + ' ' + kind, name, said)
            continue
        text = text.decode()
        if kind == 'csv':
            check_csv(text, what, name)
        elif kind == 'markdown':
            check_markdown(text, what, name)
        elif kind == 'json':
            json.loads(text)
        elif kind == 'html':
            check_html(text, what + ' html', name, plain)
        if CONTROL.search(text.replace('\r\n', '\n') if kind == 'csv' else text):
            fail(what + ' ' + kind, name, 'a control character')


def check_data(path, what, name):
    for kind in 'json', 'folded', 'dot', 'callgrind', 'speedscope':
        status, text, said = run('convert', path, '-T', kind, '-o', 'out.' + kind)
        if status:
            fail(what + ' ' + kind, name, said)
            continue
        with open('out.' + kind, encoding='utf-8') as f:
            text = f.read()
        if kind in ('json', 'speedscope'):
            json.loads(text)
        elif kind == 'dot':
            check_dot('out.dot', what, name)
        elif CONTROL.search(text):
            fail(what + ' ' + kind, name, 'a control character')


def check(carrier, name, plain):
    path = 'in.' + carrier
    with open(path, 'wb') as f:
        f.write(CARRIERS[carrier](name))
    check_pictures(path, carrier, name)
    check_reports(path, carrier, name, plain)
    check_data(path, carrier, name)
    status, _, said = run('flame', path, '-v', '--metric', NAMES[len(name) % len(NAMES)].replace('\0', ''), '-T', 'svg')
    if CONTROL.search(said.replace('\n', '')):
        fail(carrier + ' on the terminal', name, repr(said[:200]))


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for number, carrier in enumerate(sorted(CARRIERS)):
        with open('plain.' + carrier, 'wb') as f:
            f.write(CARRIERS[carrier]('plain'))
        ordinary = tags_of(run('report', 'plain.' + carrier, '-T', 'html')[1].decode())
        # every name through two carriers or more, every carrier with a quarter of the names, and JSON's own case
        for at, name in enumerate(NAMES):
            if at % 4 == number % 4:
                check(carrier, name, ordinary)
        if carrier in JSON:
            check(carrier, LONE, ordinary)
    os.chdir('/')
for failure in failures[:40]:
    print(failure)
sys.exit(bool(failures))
