#!/usr/bin/env python3
"""The page of `report --html` in a browser: sorting, searching, the state in the address, and names that
look like markup.   usage: report_page.py PROFDRAW TOP"""
import os, subprocess, sys, tempfile

import browser

program, top = sys.argv[1:]
browser.find()
problems = 0


def page(folder, *arguments):
    path = os.path.join(folder, 'x.html')
    subprocess.run([program, 'report', '-q', *arguments, '-o', path], check=True)
    return path


def expect(what, got, want):
    global problems
    if got != want:
        problems += 1
        print('%s: %r, expected %r' % (what, got, want))


NAMES = "[...document.querySelectorAll('#panel-table tbody tr')].map(r=>r.cells[0].textContent).join(' ')"
CLICK = "const b=[...document.querySelectorAll('#panel-table th button')];"

with tempfile.TemporaryDirectory() as folder:
    stacks = os.path.join(folder, 'x.folded')
    with open(stacks, 'w', encoding='utf-8') as f:
        f.write('main;bee 1\nmain;ant;bee 4\nmain;cat 10\nmain 2\n')
    path = page(folder, stacks)
    expect('as it comes', browser.run(path, 'return ' + NAMES), 'main cat bee ant')
    expect('by self', browser.run(path, CLICK + 'b[1].click();return ' + NAMES), 'cat bee main ant')
    expect('by self, upwards', browser.run(path, CLICK + 'b[1].click();b[1].click();return ' + NAMES),
           'ant main bee cat')
    expect('by name', browser.run(path, CLICK + 'b[0].click();return ' + NAMES +
                                  "+document.querySelector('[aria-sort]').getAttribute('aria-sort')"),
           'ant bee cat mainascending')
    search = "const i=document.querySelector('input');i.value='^[ab]';i.dispatchEvent(new Event('input'));"
    expect('a search', browser.run(path, search + 'return ' + NAMES + "+'|'+location.hash+'|'+"
                                   "document.querySelector('output').value"),
           'bee ant|#t=table&s=%5E%5Bab%5D|2 functions, 29.4 % of the total')
    expect('a search in the address', browser.run(path, 'return ' + NAMES, '#s=c.t'), 'cat')
    expect('as older pages had it', browser.run(path, 'return ' + NAMES, '#q=c.t'), 'cat')
    expect('a bad pattern is a plain text', browser.run(path, 'return ' + NAMES, '#s=('), '')
    expect('the keyboard', browser.run(path, "document.dispatchEvent(new KeyboardEvent('keydown',{key:'/',"
                                       "bubbles:true}));return document.activeElement.tagName"), 'INPUT')

    with open(stacks, 'w', encoding='utf-8') as f:
        f.write('</table><script>document.title="run"</script>;<img src=x onerror=alert(1)> 1\n"\'&amp; 2\n')
    path = page(folder, stacks, '--stats', '--callers', '--callees', '--fail-if', 'self(<)? > 500%')
    expect('markup is text', browser.run(path, "return document.title+document.querySelectorAll('img').length+" +
                                         "document.querySelectorAll('script').length"), 'x.folded – profile04')
    expect('names are whole', '<img src=x onerror=alert(1)>' in browser.run(path, 'return ' + NAMES), True)

    # a real profile, in the dark
    path = page(folder, os.path.join(top, 'tests', 'profiles', 'flask.prof'), '--stats', '--callers')
    expect('a real profile', browser.run(path, "for(const b of document.querySelectorAll('.wide > button'))b.click();"
                                               "return document.querySelectorAll('#panel-table tbody tr').length>1000"),
           'true')
print('%d problems' % problems)
sys.exit(1 if problems else 0)
