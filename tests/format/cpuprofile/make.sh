#!/bin/sh
# Records the sample of ok/ that Node writes.   usage: make.sh FOLDER   (whose name is in the sample)
set -e
here=$(cd "$(dirname "$0")" && pwd)
cp "$here/programs/work.js" "$1"
cd "$1"
node --cpu-prof --cpu-prof-interval 1000 --cpu-prof-name=work.cpuprofile work.js
cp work.cpuprofile "$here/ok"
