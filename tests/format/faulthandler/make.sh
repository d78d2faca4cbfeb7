#!/bin/sh
# Makes samples of faulthandler in the folder given: make.sh FOLDER PYTHON…
# Python's own folder becomes /usr.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
shift
cp "$here/programs/busy.py" .
for python; do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    prefix=$("$python" -c 'import sys; print(sys.prefix)')
    "$python" busy.py 2>&1 | sed "s#$prefix/#/usr/#; s#$PWD/#/demo/#" > "python-$version.faulthandler"
    "$python" busy.py everything 2>&1 | sed "s#$prefix/#/usr/#; s#$PWD/#/demo/#" > "crash-$version.faulthandler"
done
rm busy.py
