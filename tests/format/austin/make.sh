#!/bin/sh
# Makes the samples of ok/ that austin 1.0.1 (Debian 12) writes: make.sh PYTHON FOLDER.  PYTHON is one that
# this austin can read, up to 3.9; FOLDER is an empty one whose name may be seen.  Where PYTHON lies is
# edited out.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
ok=$here/ok
python=$1
prefix=$("$python" -c 'import sys; print(sys.base_prefix)')
cp "$here"/programs/* "$2"
cd "$2"

record() {
    name=$1
    shift
    austin "$@" -o out "$python" walk.py
    sed "s#$prefix#/usr#g" out > "$ok/$name.austin"
}
record old -i 8000
record old-alternative -a -i 8000
record old-full -f -i 8000
record old-children -C -i 8000
record old-full-alternative -f -a -i 8000
