import sys
sys.stderr.write('a line of its own\n')
import deep
sys.stderr.write('no line end ')
import leaf
