#!/bin/sh
# Installs the packages in a system of their own (debootstrap, as root), and tries there what users do first.
#   tools/clean_root.sh FOLDER-OF-DEBS [SUITE [MIRROR]]        such as build/package bookworm
set -eu
here=$(dirname "$0")
top=$(cd "$here/.." && pwd)
debs=$(cd "$1" && pwd)
suite=${2:-bookworm}
root=$(mktemp -d /tmp/profdraw-root.XXXXXX)
trap 'rm -rf --one-file-system "$root"' EXIT
chmod 755 "$root"
debootstrap --variant=minbase "$suite" "$root" ${3:-}

mkdir -p "$root/try/tests" "$root/try/golden"
cp "$debs"/*.deb "$top/tests/profiles/flask.prof" "$top/examples/draw.c" "$top/examples/draw.py" "$root/try"
cp -r "$top/tests/bindings" "$top/tests/profiles" "$root/try/tests"
cp -r "$top/golden/input" "$top/golden/flame-shop.svg" "$root/try/golden"
# manual pages are left out of some images of Debian
rm -f "$root/etc/dpkg/dpkg.cfg.d/"*docker* "$root/etc/dpkg/dpkg.cfg.d/excludes"
chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive sh -eu <<'INSIDE'
apt-get update
apt-get install -y --no-install-recommends /try/*.deb man-db bash-completion gcc libc6-dev pkg-config python3 \
    fonts-liberation python3-ipykernel python3-nbconvert python3-sphinx
cd /try
profdraw graph flask.prof -o graph.svg
profdraw flame golden/input/shop.folded --width 640 --font fixed -o - -T svg | cmp - golden/flame-shop.svg
man profdraw | head -n 5
man -w profdraw-graph librender
bash -c '. /usr/share/bash-completion/bash_completion
    _completion_loader profdraw || test $? = 124
    COMP_WORDS=(profdraw gra); COMP_CWORD=1; _profdraw; test "${COMPREPLY[0]}" = graph'
gcc draw.c -o draw $(pkg-config --cflags --libs librender)
./draw flask.prof c.svg
python3 draw.py flask.prof py.svg
python3 -c 'import profdraw; profdraw.read("flask.prof").save("module.png", "icicle")'
module=/usr/lib/python3/dist-packages/profdraw.py
library=$(echo /usr/lib/*/librender.so.0)
python3 tests/bindings/notebook_test.py "$module" "$library"
python3 tests/bindings/sphinx_test.py "$module" "$library" /try
ls -l
INSIDE
echo "clean root ($suite): done"
