#!/bin/sh
# Records the samples of ok/ that programs write.   usage: make.sh FOLDER   (whose name is in the samples)
set -e
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/* "$here/../cpuprofile/programs/work.js" "$1"
cd "$1"

clang++ -O1 -ftime-trace -ftime-trace-granularity=1000 -c templates.cc -o templates.o
cp templates.json "$here/ok/clang.json"

gcc -O0 -pg -o calls calls.c
uftrace record -d calls.data ./calls > /dev/null
uftrace dump --chrome -d calls.data > "$here/ok/uftrace.json"

node --trace-event-categories node,node.perf,v8 work.js
mv node_trace.1.log "$here/ok/node.json"

echo '<!doctype html><title>page</title><script src="work.js"></script>' > page.html
chromium --headless=new --no-sandbox --disable-gpu --user-data-dir="$1/chromium" \
    --trace-startup=v8.execute,disabled-by-default-v8.cpu_profiler --trace-startup-duration=0 \
    --trace-startup-format=json --trace-startup-file="$1/chromium.json" \
    --virtual-time-budget=300 --dump-dom "file://$1/page.html" > /dev/null 2> chromium.log
python3 - chromium.json "$here/ok/chromium.json" <<'END'
import json, sys
with open(sys.argv[1]) as f:
    trace = json.load(f)
with open(sys.argv[2], 'w') as f:  # without "metadata", which describes the machine
    f.write('{"traceEvents":[' + ',\n'.join(json.dumps(e, separators=(',', ':')) for e in trace['traceEvents']) + ']}\n')
END
