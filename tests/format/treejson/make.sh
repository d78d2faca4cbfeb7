#!/bin/sh
# Records ok/perf.json: make.sh FOLDER, an empty folder.  Needs gcc, perf with its script flamegraph.py, and a
# kernel that lets perf count.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/calls.c "$1"
cd "$1"
gcc -g -O1 -fno-omit-frame-pointer calls.c -o calls
perf record -q -e cpu-clock -F 997 -g -o recording ./calls
perf script -i recording -s /usr/lib/perf-core/scripts/python/flamegraph.py -- -f json -o "$here/ok/perf.json"
perf script -i recording -F comm,pid,event,ip,sym,dso | python3 "$here/fold.py" > "$here/expected/perf.folded"
