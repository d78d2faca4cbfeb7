#!/bin/sh
# Records the samples of ok/ that perf makes: make.sh FOLDER, an empty folder whose name may be seen.
# Needs gcc, perf, and a kernel that lets perf count.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ok=$here/ok
cp "$here"/programs/* "$1"
cd "$1"

gcc -g -O1 -fno-omit-frame-pointer mix.c -o mix
gcc -g -O1 -fno-omit-frame-pointer nap.c -o nap
g++ -g -O1 -fno-omit-frame-pointer names.cc -o names -pthread

record() { perf record -q -e cpu-clock "$@" ./mix; }
record --sample-cpu -F 499 -g -o stacks
perf script -i stacks > "$ok/stacks.perf"
perf script -i stacks --ns > "$ok/nanoseconds.perf"
perf script -i stacks -F comm,pid,tid,cpu,time,period,event,ip,sym,dso > "$ok/pid-cpu.perf"
perf script -i stacks -F comm,tid,event,ip,sym,dso > "$ok/no-time.perf"
perf script -i stacks -F comm,tid,time,ip,sym,dso > "$ok/no-event.perf"
perf script -i stacks -F comm,tid,period,event,ip,sym,dso > "$ok/period-without-time.perf"
perf script -i stacks --show-task-events --show-mmap-events > "$ok/records.perf"
perf record -q -e cpu-clock,page-faults -F 499 -g -o two ./mix
perf script -i two > "$ok/two-events.perf"
record -F 499 -o one
perf script -i one > "$ok/one-line.perf"
perf script -i one -F +srcline > "$ok/one-line-source.perf"
record -F 199 --call-graph dwarf,4096 -o dwarf
perf script -i dwarf > "$ok/inlined.perf"
perf script -i dwarf -F +srcline > "$ok/source-lines.perf"
unshare --uts sh -c "hostname demo; perf record -q -e cpu-clock -F 99 -g -o header ./mix"
perf script -i header --header | sed "/^# os release/d" > "$ok/header.perf"
perf record -q -e cpu-clock -F 499 -g -o names.data ./names
perf script -i names.data > "$ok/names.perf"
# of the whole machine, as root
perf record -q -a -e sched:sched_switch -g -o sched ./nap
perf script -i sched | awk -f nap.awk > "$ok/sched.perf"
