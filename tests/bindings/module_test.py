#!/usr/bin/env python3
"""The Python module: what it reads, makes and refuses.   usage: module_test.py MODULE LIBRARY TOP PROFDRAW"""
import cProfile, json, os, pstats, subprocess, sys, tempfile, unittest

module, library, top, program = sys.argv[1:5]
os.environ['PROFDRAW_LIBRARY'] = library
sys.path.insert(0, os.path.dirname(module))
import profdraw

FLASK = os.path.join(top, 'tests', 'profiles', 'flask.prof')


def by_program(*words):
    return subprocess.run([program, *words], check=True, capture_output=True).stdout


def functions(report):
    return json.loads(report)['functions']


class Module(unittest.TestCase):
    def test_draws_what_the_program_draws(self):
        profile = profdraw.read(FLASK)
        for view in ('graph', 'flame', 'icicle', 'sunburst'):
            self.assertEqual(profile.draw(view, theme='dark'), by_program(view, FLASK, '--theme', 'dark'))
        self.assertEqual(profile.draw('flame', order='weight', color_by='self', max_depth=5, title='T'),
                         by_program('flame', FLASK, '--order', 'weight', '--color-by', 'self', '--max-depth', '5',
                                    '--title', 'T'))
        self.assertEqual(profile.draw('graph', node_lines=['self', 'total_share'], direction='right'),
                         by_program('graph', FLASK, '--node-label', 'self-time', '--node-label',
                                    'total-time-percentage', '--direction', 'LR'))
        django = os.path.join(top, 'tests', 'profiles', 'django.prof')
        self.assertEqual(profile.draw('icicle', panels='inputs', inputs=[profile, profdraw.read(django)],
                                      source='flask.prof and 1 more'),
                         by_program('icicle', FLASK, django, '--panels', 'inputs'))
        self.assertEqual(profile.draw(type='png')[:4], b'\x89PNG')
        self.assertEqual(profile.draw(type='pdf')[:4], b'%PDF')

    def test_reads_bytes_and_files(self):
        with open(FLASK, 'rb') as f:
            self.assertEqual(profdraw.read(f).metrics[0].total, profdraw.read(FLASK).metrics[0].total)
        folded = profdraw.read(b'main;a 3\nmain;b 5\n', count_name='bytes')
        self.assertEqual((folded.format, folded.metrics[0].unit, folded.metrics[0].total), ('folded', 'bytes', 8))
        self.assertEqual([m.name for m in profdraw.read(os.path.join(
            top, 'tests', 'format', 'pprof', 'ok', 'heap.pb.gz')).metrics],
            ['inuse_space', 'alloc_objects', 'alloc_space', 'inuse_objects'])

    def test_true_numbers(self):
        stats = pstats.Stats(FLASK)
        # a function's total can be more than all self costs, as the profiler's own time is in it
        total = max(stats.total_tt, max(row[3] for row in stats.stats.values()))
        self.assertAlmostEqual(profdraw.read(FLASK).metrics[0].total, total, places=9)
        twice = (profdraw.read(FLASK) + profdraw.read(FLASK)).report('json')
        stats.add(FLASK)
        most = max(stats.stats.values(), key=lambda row: row[2])[2]
        self.assertAlmostEqual(max(row['self'] for row in functions(twice)), most, places=9)
        # shares are of the whole, unless they are to be of what is left
        profile = profdraw.read(b'main;a 3\nmain;b 5\n')
        self.assertEqual(profile.filter(focus='b').metrics[0].total, 8)
        self.assertEqual(profile.filter(focus='b', relative_shares=True).metrics[0].total, 5)

    def test_reports_and_rules(self):
        profile = profdraw.read(b'main;a 3\nmain;b 5\n')
        rows = profile.report('csv', sort='self', restrictions=[1]).splitlines()
        self.assertTrue(any('b' in row for row in rows))
        self.assertFalse(any(row.startswith('a,') or ',a,' in row for row in rows))
        tripped, holds = profile.judge('self(b) > 50%', 'self(a) > 50%')
        self.assertTrue(tripped.tripped and not holds.tripped)
        old = profdraw.read(b'main;a 3\nmain;b 4\n')
        self.assertTrue(profile.compare(old).judge('total(b) > +20%')[0])

    def test_saves_by_suffix(self):
        profile = profdraw.read(FLASK)
        with tempfile.TemporaryDirectory() as folder:
            for name, start in (('x.svg', b'<svg'), ('x.png', b'\x89PNG'), ('x.json', b'{"format"'), ('x.md', b''),
                                ('x.folded', b'')):
                profile.save(os.path.join(folder, name))
                with open(os.path.join(folder, name), 'rb') as f:
                    self.assertTrue(f.read().startswith(start))
            with self.assertRaises(profdraw.Error):
                profile.save(os.path.join(folder, 'x.xyz'))

    def test_errors(self):
        for make, status in ((lambda: profdraw.read('/nothing/there'), 'io'),
                             (lambda: profdraw.read(b'\0\1\2'), 'unknown_format'),
                             (lambda: profdraw.read(FLASK, format='nonsense'), 'argument'),
                             (lambda: profdraw.read(FLASK).draw('nonsense'), 'argument'),
                             (lambda: profdraw.read(FLASK).draw(order='nonsense'), 'argument'),
                             (lambda: profdraw.read(FLASK).filter(focus='no such function'), 'empty'),
                             (lambda: profdraw.merge([]), 'argument')):
            with self.assertRaises(profdraw.Error) as caught:
                make()
            self.assertEqual(caught.exception.status, status)
        with self.assertRaises(TypeError):
            profdraw.read(FLASK).draw(nonsense=1)

    def test_warns(self):
        # by the pointer that the library would call: what it warns of are pictures that take long to draw
        said = []
        options = profdraw._Options('render_draw_options', {'warn': said.append})
        profdraw._WARN(options.struct.warn)(None, 'größer'.encode())
        self.assertEqual(said, ['größer'])

    def test_shows_itself(self):
        with profdraw.profiled() as run:
            sorted(range(1000), key=str)
        bundle = run.profile._repr_mimebundle_()
        self.assertIn('sorted', bundle['image/svg+xml'])
        self.assertEqual(run.profile._repr_png_()[:4], b'\x89PNG')
        with cProfile.Profile() as profiler:
            sum(range(10))
        self.assertEqual(profdraw.read(profiler).format, 'pstats')

    def test_lists(self):
        self.assertIn('pstats', profdraw.formats())
        self.assertIn('auto', profdraw.themes())
        self.assertIn('viridis', profdraw.colormaps())
        self.assertEqual(profdraw.version(), profdraw.__version__)


unittest.main(argv=sys.argv[:1])
