#!/usr/bin/env python3
"""A notebook with the magics is run and converted by nbconvert: the pictures stand in it, inline.
usage: notebook_test.py MODULE LIBRARY"""
import json, os, subprocess, sys, tempfile

import elsewhere

module, library = sys.argv[1:3]
CELLS = [
    '%load_ext profdraw',
    'def work(n):\n    return sorted(map(str, range(n)))',
    '%profdraw -v icicle title="One line" work(2000)',
    '%%profdraw theme=dark -o kept.png\nfor i in range(3):\n    work(1000)\nkept = i',
    'assert kept == 2',
    'import profdraw\nprofdraw.read(b"main;inner 3\\n")',
]
python = elsewhere.python_with('nbconvert', 'ipykernel')
notebook = {'nbformat': 4, 'nbformat_minor': 5,
            'metadata': {'kernelspec': {'name': 'python3', 'display_name': 'Python', 'language': 'python'}},
            'cells': [{'id': 'c%d' % i, 'cell_type': 'code', 'source': text, 'metadata': {}, 'outputs': [],
                       'execution_count': None} for i, text in enumerate(CELLS)]}
with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, 'x.ipynb')
    with open(source, 'w', encoding='utf-8') as f:
        json.dump(notebook, f)
    environment = dict(os.environ, PYTHONPATH=os.path.dirname(module), PROFDRAW_LIBRARY=library, HOME=folder,
                       IPYTHONDIR=folder, JUPYTER_RUNTIME_DIR=folder)
    done = subprocess.run([python, '-m', 'nbconvert', '--execute', '--to', 'notebook', '--output', 'done.ipynb',
                           source], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    with open(os.path.join(folder, 'done.ipynb'), encoding='utf-8') as f:
        cells = json.load(f)['cells']
    with open(os.path.join(folder, 'kept.png'), 'rb') as f:
        kept = f.read(4)
pictures = [''.join(output['data']['image/svg+xml']) for cell in cells for output in cell['outputs']
            if 'image/svg+xml' in output.get('data', {})]
print('%d cells, %d pictures' % (len(cells), len(pictures)))
fits = len(pictures) == 3 and 'One line' in pictures[0] and 'work' in pictures[1] and 'inner' in pictures[2]
sys.exit(0 if fits and kept == b'\x89PNG' else 1)
