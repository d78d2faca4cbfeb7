#!/usr/bin/env python3
"""Links of the documents lead somewhere: to files of the tree, and to headings in them.   usage: links.py TOP"""
import glob, os, re, sys

top = sys.argv[1]
pages = sorted(glob.glob(os.path.join(top, '*.md')) + glob.glob(os.path.join(top, 'docs', '*.md')))


def without_code(page):
    with open(page, encoding='utf-8') as f:
        text = re.sub(r'(?ms)^```.*?^```$|^    .*?$', '', f.read())
    return re.sub(r'`[^`\n]*`', lambda code: re.sub(r'[\[\]()]', '', code.group(0)), text)


def anchors(page):
    """as GitHub makes them"""
    headings = re.findall(r'(?m)^#+ (.*)$', without_code(page))
    return {re.sub(r'[^\w\- ]', '', heading.lower()).replace(' ', '-') for heading in headings}


def problem_of(page, target):
    path, _, anchor = target.partition('#')
    path = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
    if not os.path.exists(path):
        return 'no such file'
    if anchor and anchor not in anchors(path):
        return 'no such heading'
    return None


count = problems = 0
for page in pages:
    for target in re.findall(r'\]\(([^)\s]+)\)', without_code(page)):
        if re.match(r'\w+:', target):
            continue
        count += 1
        problem = problem_of(page, target)
        if problem:
            problems += 1
            print('%s: %s: %s' % (os.path.relpath(page, top), target, problem))
print('%d links, %d problems' % (count, problems))
sys.exit(1 if problems or count < 40 else 0)
