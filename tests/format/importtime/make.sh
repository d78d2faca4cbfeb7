#!/bin/sh
# Makes the samples of ok/ that Python prints.  Every Python on the PATH that is named below takes part.
set -eu
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=programs

for version in 3.7 3.11 3.13; do
    python=python$version
    command -v "$python" >/dev/null || continue
    "$python" -S -X importtime -c 'import lib' 2> "ok/noise-$version.importtime"
done
python3.11 -X importtime -c 'import json' 2> ok/json.importtime
python3.11 -S -X importtime -c 'import quitter' 2> ok/died.importtime
python3.11 -S -X importtime -c pass 2> ok/crlf.importtime
sed -i 's/$/\r/' ok/crlf.importtime
cat ok/died.importtime ok/noise-3.7.importtime > ok/two-runs.importtime
