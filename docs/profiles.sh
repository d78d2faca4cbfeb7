#!/bin/sh
# Draws for docs/speed.md where time goes in jobs of tests/bench that miss their targets.
#   docs/profiles.sh INPUTS [PROFDRAW]        INPUTS: the folder of tests/bench/run.py; needs perf
set -eu
cd "$(dirname "$0")/.."
inputs=$1
profdraw=${2:-build/release/profdraw}
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

input()
{
    python3 -c 'import sys; sys.path.insert(0, "tests/bench"); import inputs
print(inputs.make(sys.argv[1], "full", sys.argv[2]))' "$inputs" "$1"
}

# draw NAME TITLE FREQUENCY COMMAND…
draw()
{
    name=$1 title=$2 frequency=$3
    shift 3
    perf record -q -F "$frequency" --call-graph dwarf,16384 -o "$scratch/data" "$@" 2>/dev/null
    perf script -i "$scratch/data" 2>/dev/null |
        "$profdraw" flame --title "$title" --width 1000 --minwidth 4 --max-depth 30 --color-by module --strip-paths \
            -o "docs/profiles/$name.svg"
}

mkdir -p docs/profiles
draw graph-png '.prof of 89 kB → PNG' 2000 "$profdraw" graph -q "$(input 89kB.prof)" -o "$scratch/x.png"
draw prof '.prof of 55 MB, loaded' 500 "$profdraw" report -q --limit 1 "$(input 55MB-arcs.prof)" -o "$scratch/x.csv"
draw pprof 'pprof of 91 MB, decoded → SVG' 100 "$profdraw" graph -q "$(input 91MB-decoded.pb.gz)" -o "$scratch/x.svg"
draw folded 'folded stacks of 100 MB → SVG' 500 "$profdraw" flame -q "$(input 100MB.folded)" -o "$scratch/x.svg"
