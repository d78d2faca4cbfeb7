#!/bin/sh
# Installs what the build needs, builds a release, and draws every view of a real profile.
#   tools/quickstart.sh [PROFILE [FOLDER]]
set -eu
here=$(dirname "$0")
top=$(cd "$here/.." && pwd)
profile=${1:-$top/tests/profiles/django.prof}
folder=${2:-$top/pictures}
. "$top/tools/packages.sh"
install_packages $BUILD_PACKAGES

cmake -S "$top" -B "$top/build/release" -DCMAKE_BUILD_TYPE=Release
cmake --build "$top/build/release" --parallel "$(nproc)"
profdraw=$top/build/release/profdraw

mkdir -p "$folder"
for view in graph flame icicle sunburst; do
    for type in svg png pdf; do
        "$profdraw" $view "$profile" -o "$folder/$view.$type"
    done
done
for type in json folded dot; do
    "$profdraw" convert "$profile" -o "$folder/profile.$type"
done
echo "The pictures are in $folder:"
ls "$folder"
