#!/bin/sh
# Builds profdraw from this source tree for a CI job, unless it is installed, and says where it is.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
if command -v profdraw; then
    exit
fi
. "$top/tools/packages.sh"
install_packages $BUILD_PACKAGES >&2
cmake -S "$top" -B "$top/build/release" -DCMAKE_BUILD_TYPE=Release >&2
cmake --build "$top/build/release" --parallel "$(nproc)" >&2
echo "$top/build/release/profdraw"
