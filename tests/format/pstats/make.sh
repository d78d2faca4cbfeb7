#!/bin/sh
# Makes the dumps in ok/ that come from real profilers.  Every Python on the PATH that is named below
# takes part; dumps of those that are missing stay as they are.
#
#   sh make.sh            all of them
#   sh make.sh 3.12       those of python3.12 only
#
# The edge cases in ok/ and everything in bad/ come from edges.py.
set -eu
cd "$(dirname "$0")/programs"
only=${1-}
export PYTHONDONTWRITEBYTECODE=1

run() {
    output=$1
    shift
    echo "$output: $*"
    "$@" >/dev/null
}

for version in 2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.15; do
    python=python$version
    [ -z "$only" ] || [ "$only" = "$version" ] || continue
    command -v "$python" >/dev/null || continue
    run "cprofile-$version.prof" "$python" -m cProfile -o "../ok/cprofile-$version.prof" small.py
    run "profile-$version.prof" "$python" -m profile -o "../ok/profile-$version.prof" small.py
    case $version in
    2.7 | 3.11 | 3.12 | 3.13)
        run "threads-$version.prof" "$python" -m cProfile -o "../ok/threads-$version.prof" threads.py
        ;;
    esac
    if [ "$version" = 3.15 ]; then
        run "sampling-$version.prof" \
            "$python" -m profiling.sampling run --pstats -o "../ok/sampling-$version.prof" small.py
    fi
done

if command -v pypy3 >/dev/null && { [ -z "$only" ] || [ "$only" = pypy3 ]; }; then
    run cprofile-pypy3.prof pypy3 -m cProfile -o ../ok/cprofile-pypy3.prof small.py
    run profile-pypy3.prof pypy3 -m profile -o ../ok/profile-pypy3.prof small.py
fi
