#!/bin/sh
# Makes samples of eu-stack in the folder given: make.sh FOLDER
# Needs g++, elfutils, and a kernel that lets eu-stack attach.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
cp "$here/../gdb/programs/busy.cc" .
g++ -g -O1 -fno-omit-frame-pointer -pthread busy.cc -o busy
g++ -O1 -s -pthread busy.cc -o stripped
./busy &
busy=$!
./stripped &
stripped=$!
sleep 1
for i in 1 2 3; do eu-stack -p $busy; done > loop.eustack
eu-stack -i -p $busy > inlined.eustack
eu-stack -a -b -i -m -s -p $busy > everything.eustack
eu-stack -r -m -p $busy > raw-names.eustack
eu-stack -s -p $busy > source.eustack
eu-stack -n 2 -p $busy > cut.eustack 2>&1 || true
eu-stack -l -p $stripped > stripped.eustack
sed -i "s#$PWD/#/demo/#" ./*.eustack
kill $busy $stripped
rm busy busy.cc stripped
