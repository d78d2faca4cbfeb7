#!/bin/sh
# Records the samples of ok/ that bpftrace makes: make.sh FOLDER, an empty folder whose name may be
# seen.  Needs gcc, bpftrace and root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/work.c "$here"/*.bt "$1"
cd "$1"
gcc -O1 -fno-omit-frame-pointer -fno-optimize-sibling-calls work.c -o work -lm
for name in stacks maps; do
    for output in bpftrace json; do
        ./work &
        bpftrace -q $(test $output = json && echo -f json) $name.bt $! > "$here/ok/$name.$output"
        wait
    done
done
