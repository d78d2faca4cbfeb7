#!/bin/sh
# Draws the pictures of docs/gallery.md: runs the commands that stand there.   docs/gallery.sh [PROFDRAW [FOLDER]]
# They go to docs/gallery of FOLDER (default: this tree), which also has the profiles that are drawn.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:-$top/build/release/profdraw}")
cd "${2:-$top}"
mkdir -p docs/gallery
profdraw()
{
    "$program" "$@" </dev/null
}
eval "$(sed -n 's/^    profdraw /profdraw /p' "$top/docs/gallery.md")"
