#!/bin/sh
# Makes samples of Java's thread dumps in the folder given.   usage: make.sh FOLDER
# Wants JDK 17 in the path, and a JDK of version 21 or later in JAVA_NEW.
set -e
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"

javac -d old "$here/programs/Busy.java"
java -cp old Busy &
busy=$!
sleep 3
for i in 1 2; do
    jcmd $busy Thread.print | sed 1d
    sleep 0.2
done > loop.jstack
jstack $busy > once.jstack
jhsdb jstack --pid $busy > agent.jstack 2> /dev/null
kill $busy

"$JAVA_NEW/bin/javac" -d new "$here/programs/Virtual.java"
"$JAVA_NEW/bin/java" -cp new Virtual &
virtual=$!
sleep 3
"$JAVA_NEW/bin/jstack" $virtual > virtual.jstack
"$JAVA_NEW/bin/jcmd" $virtual Thread.dump_to_file "$PWD/dump-to-file.jstack" > /dev/null
kill $virtual

sed 's/$/\r/' once.jstack > crlf.jstack
rm -r old new
