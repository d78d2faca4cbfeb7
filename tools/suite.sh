#!/bin/sh
# Builds with the packages of another Debian (debootstrap, as root), runs the tests that need no browser and no other
# tools there, and leaves its .deb files in build/SUITE, which are then tried in a clean root.
#   tools/suite.sh SUITE [MIRROR]        such as trixie
set -eu
here=$(dirname "$0")
top=$(cd "$here/.." && pwd)
suite=$1
root=$(mktemp -d /tmp/profdraw-suite.XXXXXX)
trap 'rm -rf --one-file-system "$root"' EXIT
chmod 755 "$root"
debootstrap --variant=minbase "$suite" "$root" ${2:-}
mkdir "$root/src"
git -C "$top" archive HEAD | tar -x -C "$root/src"
# with /proc, as every system has it: the loader finds $ORIGIN there
unshare --mount --pid --fork --mount-proc="$root/proc" \
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI="${CI:-}" sh -eu <<'INSIDE'
cd /src
. tools/packages.sh
apt-get update
install_packages $BUILD_PACKAGES $TEST_PACKAGES binutils file
cmake -S . -B build/tests -DCMAKE_BUILD_TYPE=Release -DPROFDRAW_TESTS=ON -DPROFDRAW_WERROR=ON
cmake --build build/tests --parallel "$(nproc)"
(cd build/tests && ctest --output-on-failure --parallel "$(nproc)" -R 'unit/|golden|cli/|install/|surface/|view/|package/')
cmake --preset package
cmake --build build/package --parallel "$(nproc)"
(cd build/package && cpack -G DEB)
INSIDE
mkdir -p "$top/build/$suite"
cp "$root"/src/build/package/*.deb "$top/build/$suite"
"$here/clean_root.sh" "$top/build/$suite" "$suite" ${2:-}
