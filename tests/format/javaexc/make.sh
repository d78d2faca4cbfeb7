#!/bin/sh
# Makes a log with exceptions of Java in the folder given: make.sh FOLDER
# Wants a JDK in the path.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
javac -d . "$here/programs/Throws.java"
java -Duser.language=en -cp . Throws 2> exceptions.javaexc || true
rm ./*.class
