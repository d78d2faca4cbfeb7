#!/bin/sh
# Makes the samples that GHC's programs write, here and in ../ghcjson: make.sh FOLDER, an empty one.
# Needs ghc and ghc-prof.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/* "$1"
cd "$1"
LC_ALL=C.UTF-8
export LC_ALL

ghc -v0 -O0 -prof -fprof-auto -rtsopts -threaded Mix.hs -o mix
run() {
    ./mix +RTS "$@" -RTS >/dev/null
}
run -p
cp mix.prof "$here/ok/percentages.prof"
run -P
cp mix.prof "$here/ok/ticks.prof"
run -P -N2
cp mix.prof "$here/ok/two-processors.prof"
run -pa
cp mix.prof "$here/ok/all.prof"
run -pj
cp mix.prof "$here/../ghcjson/ok/mix.prof"
sed 's/$/\r/' "$here/ok/ticks.prof" > "$here/ok/crlf.prof"
