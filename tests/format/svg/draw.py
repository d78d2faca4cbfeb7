"""Draws flame graphs the way the tools do that svg.c reads: the geometry, the titles and the elements, not
the scripts and colours.  A tree is {name: [own cost, own cost before, children]}."""
from html import escape

WIDTH, ROW, PAD, FONT = 1200.0, 16, 10, 12


def tree_of(stacks):
    """{(names from the root): cost or (after, before)} as a tree below the nameless root"""
    root = ['all', 0, 0, {}]
    for names, cost in stacks.items():
        after, before = cost if isinstance(cost, tuple) else (cost, cost)
        node = root
        for name in names:
            node = node[3].setdefault(name, [name, 0, 0, {}])
        node[1] += after
        node[2] += before
    return root


def total_of(node):
    """the cost of a node with all that is above it; iterative, the trees of tests are deep"""
    total, todo = 0, [node]
    while todo:
        n = todo.pop()
        total += n[1]
        todo.extend(n[3].values())
    return total


def boxes_of(root, least, chart=False):
    """[(depth, start, end, name, own change)] of all boxes of at least this share of the total; own cost comes
    before the children, or, in a chart, behind them"""
    total, boxes, todo = total_of(root), [], [(root, 0, 0)]
    while todo:
        node, depth, start = todo.pop()
        cost = total_of(node)
        if depth and cost < least * total:
            continue
        boxes.append((depth, start, start + cost, node[0], node[1] - node[2]))
        at = start + (0 if chart else node[1])
        for name in sorted(node[3]):
            todo.append((node[3][name], depth + 1, at))
            at += total_of(node[3][name])
    return boxes


def title_of(box, total, unit, factor, is_diff):
    depth, start, end, name, change = box
    count = '{:,}'.format(round((end - start) * factor))
    share = '100' if depth == 0 else '%.2f' % (100 * (end - start) / total)
    more = '; %+.2f%%' % (100 * change / total) if is_diff and depth else ''
    return '%s (%s %s, %s%%%s)' % (name, count, unit, share, more)


def draw(stacks, style, inverted=False, least=0.0, unit='samples', factor=1, diff=False, titles=None,
         links=(), chart=False, head=''):
    """style: 'pl' (flamegraph.pl since 2018), 'old' (before), 'inferno', 'percent' (an inferno that
    does not tell places in samples yet)"""
    boxes = boxes_of(tree_of(stacks), least, chart)
    total, height = boxes[0][2], (max(b[0] for b in boxes) + 1) * ROW + 5 * FONT + 10
    out = ['<?xml version="1.0" standalone="no"?>', '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
           '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
           '<svg version="1.1" width="%d" height="%d" xmlns="http://www.w3.org/2000/svg" '
           'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:fg="http://github.com/jonhoo/inferno">'
           % (WIDTH, height),
           '<!-- Flame graph stack visualization. See https://github.com/brendangregg/FlameGraph -->', head,
           '<rect x="0" y="0" width="100%" height="100%" fill="#eeeeee"/>',
           '<text id="title" x="600.0" y="24">Flame Graph</text><text id="details" x="10" y="40"> </text>']
    if style in ('inferno', 'percent'):
        out.append('<svg id="frames" x="10" width="1180" total_samples="%d">' % total)
    elif style == 'pl':
        out.append('<g id="frames">')
    for box in boxes:
        out.append(box_of(box, total, style, height, inverted,
                          (titles or {}).get(box[3]) or title_of(box, total, unit, factor, diff),
                          box[3] in links))
    out.append({'inferno': '</svg></svg>', 'percent': '</svg></svg>', 'pl': '</g></svg>'}.get(style, '</svg>'))
    return '\n'.join(out) + '\n'


def box_of(box, total, style, height, inverted, title, is_link):
    depth, start, end = box[:3]
    y = 3 * FONT + depth * ROW if inverted else height - 2 * FONT - 10 - (depth + 1) * ROW + 1
    if style in ('inferno', 'percent'):
        place = 'x="%.4f%%" y="%d" width="%.4f%%" height="15"' % (100 * start / total, y, 100 * (end - start) / total)
        if style == 'inferno':
            place += ' fg:x="%d" fg:w="%d"' % (start, end - start)
    else:
        scale = (WIDTH - 2 * PAD) / total
        x1, x2 = round(PAD + start * scale, 1), round(PAD + end * scale, 1)
        place = 'x="%s" y="%d" width="%.1f" height="15.0" rx="2" ry="2"' % (x1, y, x2 - x1)
    inside = '<title>%s</title><rect %s fill="rgb(230,100,30)"/><text x="13" y="1"></text>' % (
        escape(title), place)
    old = ' class="func_g" onmouseover="s(\'x\')" onmouseout="c()" onclick="zoom(this)"'
    kind = old if style == 'old' else ''
    if is_link:
        return '<a xlink:href="https://example.org/" target="_top"%s>%s</a>' % (kind, inside)
    return '<g%s>%s</g>' % (kind, inside)


def expected(stacks, least=0.0):
    """what a reader can make of the picture: boxes that were not drawn are own cost of their callers"""
    root, out = tree_of(stacks), {}
    total, todo = total_of(root), [(root, ())]
    while todo:
        node, names = todo.pop()
        own = node[1]
        for name, child in node[3].items():
            if total_of(child) < least * total:
                own += total_of(child)
            else:
                todo.append((child, names + (name,)))
        if own:
            out[names or ('(not drawn)',)] = own
    return out
