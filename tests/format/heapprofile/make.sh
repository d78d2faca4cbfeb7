#!/bin/sh
# Records the samples of ok/ and bad/ that Node writes.   usage: make.sh FOLDER   (whose name is in them)
set -e
here=$(cd "$(dirname "$0")" && pwd)
cp "$here/../cpuprofile/programs/work.js" "$1"
cd "$1"
node --heap-prof --heap-prof-interval=4096 --heap-prof-name=work.heapprofile work.js
node --heap-prof --heap-prof-interval=1000000000 --heap-prof-name=empty.heapprofile -e 0
cp work.heapprofile "$here/ok"
cp empty.heapprofile "$here/bad"
