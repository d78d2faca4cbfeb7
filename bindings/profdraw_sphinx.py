"""A directive for Sphinx that draws a profile:

    .. profdraw:: my.prof
       :view: graph
       :theme: auto
       :alt: what the picture shows
       :caption: text below it

    extensions = ['profdraw_sphinx']      # in conf.py

The path is that of a file beside the page, or with a slash in front one in the folder of the sources.  Every
option of profdraw.draw() that is a word or a number can be given.  Pages get SVG with tooltips and links, LaTeX
gets PDF, other output the alternative text."""
import hashlib
import os

import profdraw
from docutils import nodes
from docutils.parsers.rst import Directive, directives

DRAWN = [(name, kind) for name, kind, _ in profdraw._STRUCTS['render_draw_options']
         if name not in ('size', 'source') and (kind == 'char*' or not kind.endswith('*'))]


class picture(nodes.General, nodes.Inline, nodes.Element):
    """A profile to draw: path, view, options, alt."""


def _convert(kind):
    return {'bool': directives.flag, 'double': float, 'int': int, 'unsigned': int}.get(kind, directives.unchanged)


class ProfdrawDirective(Directive):
    required_arguments = 1
    final_argument_whitespace = True
    option_spec = dict({name.replace('_', '-'): _convert(kind) for name, kind in DRAWN},
                       view=directives.unchanged, alt=directives.unchanged, caption=directives.unchanged)

    def run(self):
        env = self.state.document.settings.env
        name, path = env.relfn2path(self.arguments[0])
        env.note_dependency(name)
        options = {key.replace('-', '_'): True if value is None else value for key, value in self.options.items()}
        caption, alt = options.pop('caption', None), options.pop('alt', None)
        node = picture(path=path, view=options.pop('view', 'flame'), options=options, alt=alt or '')
        try:
            node['svg'] = self.draw(node, 'svg').decode()
        except (OSError, profdraw.Error) as error:
            return [self.state.document.reporter.error('profdraw: %s: %s' % (self.arguments[0], error),
                                                       line=self.lineno)]
        if not caption:
            return [node]
        return [nodes.figure('', node, nodes.caption(caption, caption))]

    @staticmethod
    def draw(node, type):
        return profdraw.read(node['path']).draw(node['view'], type, **node['options'])


def _visit_html(self, node):
    self.body.append('<div class="profdraw" style="overflow-x:auto">%s</div>' % node['svg'])
    raise nodes.SkipNode


def _visit_latex(self, node):
    name = 'profdraw-%s.pdf' % hashlib.sha256(node['svg'].encode()).hexdigest()[:16]
    with open(os.path.join(self.builder.outdir, name), 'wb') as f:
        f.write(ProfdrawDirective.draw(node, 'pdf'))
    self.body.append('\\sphinxincludegraphics[width=\\linewidth]{%s}' % name)
    raise nodes.SkipNode


def _visit_text(self, node):
    self.add_text('[%s]' % (node['alt'] or os.path.basename(node['path'])))
    raise nodes.SkipNode


def _visit_man(self, node):
    self.body.append('[%s]' % (node['alt'] or os.path.basename(node['path'])))
    raise nodes.SkipNode


def setup(app):
    app.add_node(picture, html=(_visit_html, None), latex=(_visit_latex, None), text=(_visit_text, None),
                 man=(_visit_man, None), texinfo=(_visit_man, None))
    app.add_directive('profdraw', ProfdrawDirective)
    return {'version': profdraw.__version__, 'parallel_read_safe': True, 'parallel_write_safe': True}
