#!/bin/sh
# Records ok/page.json: make.sh FOLDER, an empty folder whose name may be seen.  Needs Firefox, which writes its
# profile on SIGUSR2.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/page.* "$1"
mkdir "$1/home" "$1/home/profile"
cp "$here"/programs/user.js "$1/home/profile"
cd "$1"

HOME=$PWD/home MOZ_UPLOAD_DIR=$PWD MOZ_DISABLE_CONTENT_SANDBOX=1 \
    MOZ_PROFILER_STARTUP=1 MOZ_PROFILER_STARTUP_INTERVAL=5 MOZ_PROFILER_STARTUP_FEATURES=js,cpu \
    MOZ_PROFILER_STARTUP_FILTERS=GeckoMain \
    firefox-esr --headless --no-remote --profile "$PWD/home/profile" "file://$PWD/page.html" &
firefox=$!
sleep 20
kill -USR2 "$firefox"
sleep 20
kill "$firefox"
wait "$firefox" || true
python3 "$here/reduce.py" profile_0_*.json > "$here/ok/page.json"
