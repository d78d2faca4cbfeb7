#!/bin/sh
# Makes samples of gdb's backtraces in the folder given, whose name may be seen: make.sh FOLDER
# Needs g++, gdb, and a kernel that lets gdb attach.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
cp "$here/programs/busy.cc" .
g++ -g -O1 -fno-omit-frame-pointer -pthread busy.cc -o busy
g++ -O1 -s -pthread busy.cc -o stripped
./busy &
busy=$!
./stripped &
stripped=$!
sleep 1

show() { # PID COMMAND…
    pid=$1
    shift
    gdb -batch "$@" -p "$pid" 2> /dev/null
}
all='thread apply all bt'
for i in 1 2 3; do show $busy -ex "$all"; done > loop.gdb
show $busy -ex "$all full" > full.gdb
show $busy -ex 'bt 2' -ex 'set print address off' -ex 'thread 3' -ex bt > no-addresses.gdb
show $stripped -ex "$all" > stripped.gdb
# lines are wrapped on a terminal only
TERM=dumb python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' \
    gdb -q -nx -iex 'set style enabled off' -iex 'set height 0' -iex 'set width 80' \
    -iex 'set confirm off' -ex bt -ex 'thread 3' -ex bt -ex quit -p $busy < /dev/null |
    tr -d '\r' > wrapped.gdb
gdb -batch -ex 'generate-core-file core' -p $busy > /dev/null 2>&1
gdb -batch -ex bt -ex "$all" busy core 2> /dev/null > core.gdb
kill $busy $stripped
rm busy busy.cc stripped core
