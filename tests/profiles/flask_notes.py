"""A notebook in one file: Flask serves templated pages, a table of contents, a search and JSON.

usage: python3 flask_notes.py OUTPUT.prof

Profiles 40 requests with cProfile, after a round that warms the caches up.  Notes are written in a
small markup that the program turns into HTML by itself, so that not everything is the framework."""
import cProfile
import html
import json
import re
import sqlite3
import sys

from flask import Flask, abort, g, jsonify, redirect, render_template, request, session, url_for
from jinja2 import FunctionLoader

TEMPLATES = {
    'base.html': '''<!doctype html><title>{% block title %}Notes{% endblock %}</title>
<nav>{% for tag, count in tags %}<a href="{{ url_for('by_tag', tag=tag) }}">{{ tag }} ({{ count }})</a>
{% endfor %}</nav>{% block content %}{% endblock %}<footer>{{ session.seen }} pages seen</footer>''',
    'macros.html': '''{% macro card(note) -%}
<article><h2><a href="{{ url_for('note', number=note.id) }}">{{ note.title|title }}</a></h2>
<p>{{ note.body|striptags|truncate(90) }}</p><small>{{ note.words|default(0) }} words</small></article>
{%- endmacro %}''',
    'list.html': '''{% extends "base.html" %}{% from "macros.html" import card %}
{% block content %}<h1>{{ heading }}</h1>
{% for group in notes|batch(4) %}<div>{% for note in group %}{{ card(note) }}{% endfor %}</div>{% endfor %}
{% endblock %}''',
    'note.html': '''{% extends "base.html" %}{% block title %}{{ note.title }}{% endblock %}
{% block content %}<ol>{% for level, text in contents recursive %}<li class="h{{ level }}">{{ text }}</li>
{% endfor %}</ol>{{ body|safe }}{% endblock %}''',
}

app = Flask(__name__)
app.secret_key = 'only for this profile'
# with names, so that the functions that Jinja makes of them can be told apart
app.jinja_loader = FunctionLoader(lambda name: (TEMPLATES[name], 'templates/' + name, None))
database = sqlite3.connect(':memory:')
database.row_factory = sqlite3.Row


# ---- markup -------------------------------------------------------------------------------------

INLINE = re.compile(r'\*(?P<strong>[^*]+)\*|_(?P<em>[^_]+)_|`(?P<code>[^`]+)`|\[\[(?P<link>\d+)\]\]')


def render_inline(text):
    def replace(match):
        kind, content = match.lastgroup, match.group(match.lastgroup)
        if kind == 'link':
            return '<a href="%s">note %s</a>' % (url_for('note', number=int(content)), content)
        return '<%s>%s</%s>' % (kind, content, kind)
    return INLINE.sub(replace, html.escape(text))


def render_list(lines, depth=0):
    """nested lists by their indentation"""
    out = ['<ul>']
    while lines and len(lines[0]) - len(lines[0].lstrip()) >= depth:
        indent = len(lines[0]) - len(lines[0].lstrip())
        if indent > depth:
            out.append(render_list(lines, indent))
            continue
        out.append('<li>%s</li>' % render_inline(lines.pop(0).lstrip(' -')))
    return ''.join(out + ['</ul>'])


def render_block(block):
    if block.startswith('#'):
        level = len(block) - len(block.lstrip('#'))
        return '<h%d>%s</h%d>' % (level, render_inline(block.strip('# ')), level)
    if block.lstrip().startswith('-'):
        return render_list(block.split('\n'))
    if block.startswith('    '):
        return '<pre>%s</pre>' % html.escape(block)
    return '<p>%s</p>' % render_inline(block)


def render_markup(text):
    return '\n'.join(render_block(block) for block in text.split('\n\n') if block.strip())


def table_of_contents(text):
    return [(len(m.group(1)), m.group(2)) for m in re.finditer(r'^(#+) (.*)$', text, re.M)]


# ---- pages --------------------------------------------------------------------------------------

@app.before_request
def count_visit():
    session['seen'] = session.get('seen', 0) + 1
    g.tags = database.execute(
        'SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY count(*) DESC, tag').fetchall()


@app.context_processor
def add_tags():
    return {'tags': [tuple(row) for row in g.tags]}


@app.template_filter('words')
def count_words(text):
    return len(text.split())


def select(where, *values):
    rows = database.execute('SELECT id, title, body FROM note WHERE %s ORDER BY id' % where, values)
    return [dict(row, words=count_words(row['body'])) for row in rows]


@app.route('/')
def front():
    return render_template('list.html', heading='All notes', notes=select('id <= 40'))


@app.route('/tag/<tag>')
def by_tag(tag):
    notes = select('id IN (SELECT note FROM tag WHERE tag = ?)', tag)
    return render_template('list.html', heading=tag, notes=notes) if notes else abort(404)


@app.route('/note/<int:number>')
def note(number):
    notes = select('id = ?', number)
    if not notes:
        abort(404)
    text = notes[0]['body']
    return render_template('note.html', note=notes[0], body=render_markup(text),
                           contents=table_of_contents(text))


def score(text, words):
    text = text.lower()
    return sum(text.count(word) for word in words)


@app.route('/search')
def search():
    words = request.args.get('q', '').lower().split()
    found = sorted(((score(n['body'], words), n['id'], n['title']) for n in select('1')), reverse=True)
    return jsonify([{'score': s, 'note': i, 'title': t, 'url': url_for('note', number=i)}
                    for s, i, t in found[:20] if s])


@app.route('/note', methods=['POST'])
def add():
    sent = request.get_json()
    cursor = database.execute('INSERT INTO note (title, body) VALUES (?, ?)',
                              (sent['title'], sent['body']))
    for tag in sent['tags']:
        database.execute('INSERT INTO tag VALUES (?, ?)', (cursor.lastrowid, tag))
    return redirect(url_for('note', number=cursor.lastrowid))


@app.errorhandler(404)
def missing(error):
    return render_template('list.html', heading='Not here', notes=[]), 404


# ---- the run ------------------------------------------------------------------------------------

WORDS = 'amber birch candle dune ember fern grove harbor iris juniper kelp lantern'.split()


def phrase(seed, length):
    return ' '.join(WORDS[(seed * 17 + i * i * 5 + i) % len(WORDS)] for i in range(length))


def write_note(i):
    parts = ['# ' + phrase(i, 3)]
    for s in range(2 + i % 4):
        parts += ['## ' + phrase(i + s, 2),
                  '%s *%s* and _%s_, see [[%d]]: `%s < 3`.' % (
                      phrase(s, 20), phrase(i, 2), phrase(s, 1), 1 + (i * 7 + s) % 60, phrase(i, 1)),
                  '- %s\n  - %s\n  - *%s*\n- %s' % tuple(phrase(i + k, 4) for k in range(4)),
                  '    if %s > 1 & 2:\n        return' % phrase(s, 1)]
    return '\n\n'.join(parts)


def fill():
    database.executescript('CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, body TEXT);'
                           'CREATE TABLE tag (note INTEGER, tag TEXT);')
    for i in range(60):
        database.execute('INSERT INTO note (title, body) VALUES (?, ?)', (phrase(i, 3), write_note(i)))
        database.execute('INSERT INTO tag VALUES (?, ?)', (i + 1, WORDS[i % 5]))


def serve(client, rounds):
    for i in range(rounds):
        for url in ('/', '/tag/amber', '/search?q=fern+harbor', '/note/%d' % (4 + i),
                    '/note/%d' % (40 - i), '/tag/birch'):
            assert client.get(url).status_code == 200, url
        sent = {'title': 'new', 'body': write_note(i), 'tags': ['amber', 'new']}
        answer = client.post('/note', data=json.dumps(sent), content_type='application/json')
        assert answer.status_code == 302
        assert client.get('/nowhere').status_code == 404


def main():
    fill()
    client = app.test_client()
    serve(client, 1)
    profile = cProfile.Profile()
    profile.runcall(serve, client, 5)
    profile.dump_stats(sys.argv[1])


main()
