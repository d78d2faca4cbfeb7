#!/bin/sh
# Records the samples of ok/ that strace makes: make.sh FOLDER, an empty folder whose name may be seen.
# Needs g++ and strace.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ok=$here/ok
cp "$here/calls.cc" "$1"
cd "$1"
g++ -O1 -fno-omit-frame-pointer calls.cc -o calls -pthread
some='-e trace=openat,close,clock_nanosleep,clone,clone3,wait4,write,exit,exit_group'

strace -k -f -tt -T $some -o "$ok/threads.strace" ./calls > out
strace -k $some -o "$ok/plain.strace" ./calls 1 > out
strace -k -f -r -T -n $some ./calls > "$ok/output-between.strace" 2>&1
strace -k -i -ttt $some -o "$ok/addresses.strace" ./calls 1 > out
strace -f -ttt -T -y -o "$ok/without-stacks.strace" ./calls > out
strace -k -f -t -T $some,kill -o "$ok/killed.strace" sh -c 'kill -9 $$' || true
head -c 12000 "$ok/threads.strace" > "$ok/cut.strace"
