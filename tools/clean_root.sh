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
debootstrap --variant=minbase "$suite" "$root" ${3:-}

mkdir "$root/debs"
cp "$debs"/*.deb "$top/tests/profiles/flask.prof" "$top/examples/draw.c" "$top/examples/draw.py" "$root/debs"
# manual pages are left out of some images of Debian
rm -f "$root/etc/dpkg/dpkg.cfg.d/"*docker* "$root/etc/dpkg/dpkg.cfg.d/excludes"
chroot "$root" sh -eu <<'INSIDE'
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends /debs/*.deb man-db bash-completion gcc libc6-dev pkg-config python3 fonts-liberation
cd /debs
profdraw graph flask.prof -o graph.svg
man profdraw | head -n 5
man -w profdraw-graph librender
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader profdraw
    COMP_WORDS=(profdraw gra); COMP_CWORD=1; _profdraw; test "${COMPREPLY[0]}" = graph'
gcc draw.c -o draw $(pkg-config --cflags --libs librender)
./draw flask.prof c.svg
python3 draw.py flask.prof py.svg
python3 -c 'import profdraw; profdraw.read("flask.prof").save("module.png", "icicle")'
ls -l /debs
INSIDE
echo "clean root: done"
