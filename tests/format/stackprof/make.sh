#!/bin/sh
# Makes the samples of ok/ that StackProf writes, and what Ruby's Marshal makes of other values:
# make.sh FOLDER, an empty one whose name may be seen.  Needs ruby-stackprof.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/* "$1"
cd "$1"
ruby mix.rb wall 1000 raw "$here/ok/wall.dump" 12
ruby mix.rb cpu 1000 raw "$here/ok/cpu.dump" 12
ruby mix.rb object 500 raw "$here/ok/object.dump" 12
ruby mix.rb wall 1000 plain "$here/ok/no-raw.dump" 12
ruby mix.rb cpu 1000 plain "$here/ok/no-raw.json" 12
for name in wall cpu object no-raw; do
    stackprof "$here/ok/$name.dump" --json > "$here/ok/$name-again.json"
done
stackprof "$here/ok/cpu.dump" --dump > "$here/ok/line-end.dump"
ruby edges.rb "$here"
