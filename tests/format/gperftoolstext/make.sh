#!/bin/sh
# Makes the samples of ok/ that gperftools and Go write: make.sh FOLDER, an empty folder whose name may
# be seen.  Needs g++, libgoogle-perftools-dev and go.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ok=$here/ok
cp "$here/heap.cc" "$here/../pprofraw/work.go" "$1"
cd "$1"
g++ -O1 -fno-omit-frame-pointer heap.cc -o heap -ltcmalloc
HEAPPROFILE=$PWD/x ./heap 2> errors
cp "$(ls x.*.heap | tail -n 1)" "$ok/profile.heap"
TCMALLOC_SAMPLE_PARAMETER=262144 ./heap
cp sample "$ok/sampled.heap"
cp growth "$ok/growth.heap"
go build -o work work.go
./work
for name in heap goroutine threadcreate mutex block; do
    cp $name.txt "$ok/go-$name.txt"
done
