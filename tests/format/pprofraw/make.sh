#!/bin/sh
# Records the samples of ok/ that Go makes: make.sh FOLDER, an empty folder whose name may be seen.
# Needs go and gcc; gcc's program is profiled by gperftools.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ok=$here/ok
cp "$here/work.go" "$here/../bpftrace/work.c" "$1"
cd "$1"
go build -o work work.go
./work
raw() { go tool pprof -raw "$@" 2> errors; }
raw cpu.pb.gz > "$ok/cpu.raw"
raw heap.pb.gz > "$ok/heap.raw"
raw block.pb.gz > "$ok/block.raw"
raw -diff_base heap.pb.gz first.pb.gz > "$ok/difference.raw"
gcc -O1 -fno-omit-frame-pointer work.c -o work-c -lm -Wl,--no-as-needed -lprofiler
CPUPROFILE=c.prof ./work-c 2> errors
raw c.prof > "$ok/addresses.raw"
