#!/bin/sh
# Records the samples of ok/ that node makes: make.sh FOLDER, an empty folder whose name may be seen.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/*.js "$1"
cd "$1"

node --prof --no-logfile-per-isolate --logfile=calls.log --prof-sampling-interval=4000 calls.js
node --prof-process --preprocess -j calls.log > calls.v8log.json
python3 "$here/reduce.py" calls.log calls.v8log.json
node --prof --no-logfile-per-isolate --logfile=moves.log --prof-sampling-interval=10000 \
    --compact-on-every-full-gc --expose-gc garbage.js
python3 "$here/reduce.py" moves.log
cp calls.log calls.v8log.json moves.log "$here/ok/"
