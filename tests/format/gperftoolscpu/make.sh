#!/bin/sh
# Records ok/work.prof: make.sh FOLDER, an empty folder whose name may be seen.  Needs gcc and
# libgoogle-perftools-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here/../bpftrace/work.c" "$1"
cd "$1"
gcc -O1 -fno-omit-frame-pointer -fno-optimize-sibling-calls work.c -o work -lm \
    -Wl,--no-as-needed -lprofiler
CPUPROFILE=work.prof ./work 2> errors
cp work.prof "$here/ok/work.prof"
