"""Writes a manual of some modules of the standard library in reStructuredText, and translates it with
docutils to HTML, LaTeX and a manual page: a program that parses, transforms and prints, like a compiler.

usage: python3 -m cProfile -o OUTPUT.prof docutils_manual.py

The whole run is profiled, imports included."""
import inspect
import json
import textwrap

from docutils.core import publish_string

MODULES = [json, json.encoder, json.decoder, textwrap]


def heading(text, line):
    return [text, line * len(text), '']


def first_line(thing):
    return (inspect.getdoc(thing) or 'Undocumented.').split('\n')[0].replace('*', '\\*')


def parameter_table(function):
    rows = [('name', 'kind', 'default')]
    for name, parameter in inspect.signature(function).parameters.items():
        default = '' if parameter.default is parameter.empty else '``%r``' % (parameter.default,)
        rows.append((name, str(parameter.kind), default))
    widths = [max(len(row[i]) for row in rows) + 1 for i in range(3)]
    line = ' '.join('=' * width for width in widths)
    cells = [' '.join(c.ljust(w) for c, w in zip(row, widths)).rstrip() for row in rows]
    return [line, cells[0], line] + cells[1:] + [line, '']


def describe(name, function, level):
    lines = heading(name, '=-~^'[level]) + ['*%s* takes:' % name, '', ':state: described', '']
    if len(inspect.signature(function).parameters):
        lines += parameter_table(function)
    lines += ['.. note:: ' + first_line(function), '', '.. code-block:: python', '']
    source = textwrap.dedent(inspect.getsource(function)).splitlines()
    return lines + ['   ' + line for line in source[:40]] + ['']


def describe_class(name, cls):
    lines = heading(name, '-') + [first_line(cls), '']
    for member, function in inspect.getmembers(cls, inspect.isfunction):
        if not member.startswith('__'):
            lines += describe('%s.%s' % (name, member), function, 2)
    return lines


def write_manual():
    lines = heading('Some modules', '#') + ['.. contents::', '   :depth: 2', '', '.. sectnum::', '']
    for module in MODULES:
        lines += heading('Module ' + module.__name__, '=') + [first_line(module) + ' [#]_', '']
        for name, thing in inspect.getmembers(module):
            if getattr(thing, '__module__', None) != module.__name__:
                continue
            if inspect.isclass(thing):
                lines += describe_class(name, thing)
            elif inspect.isfunction(thing):
                lines += describe(name, thing, 1)
        lines += ['.. [#] Found in |file|.', '']
    lines += ['.. |file| replace:: the *standard* library', '']
    return '\n'.join(lines)


SETTINGS = {'report_level': 4, 'syntax_highlight': 'short', 'use_latex_citations': True,
            'legacy_column_widths': False}


def main():
    text = write_manual()
    for writer in 'html5', 'latex', 'manpage':
        publish_string(text, writer_name=writer, settings_overrides=SETTINGS)


main()
