"""Finds a Python that has the modules a test wants: this one, or the system's."""
import subprocess, sys


def python_with(*modules):
    for python in (sys.executable, '/usr/bin/python3'):
        try:
            if subprocess.run([python, '-c', 'import ' + ', '.join(modules)], capture_output=True).returncode == 0:
                return python
        except OSError:
            pass
    print('no Python here has %s' % ', '.join(modules))
    sys.exit(77)
