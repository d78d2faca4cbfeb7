"""What Python's own pstats needs: loads one dump, or adds up a folder of them.
usage: pstats_peer.py FILE | FOLDER [OUTPUT]"""
import os, pstats, sys

path = sys.argv[1]
if os.path.isdir(path):
    paths = sorted(os.path.join(path, name) for name in os.listdir(path))
else:
    paths = [path]
stats = pstats.Stats(paths[0])
for other in paths[1:]:
    stats.add(other)
if len(sys.argv) > 2:
    stats.dump_stats(sys.argv[2])
