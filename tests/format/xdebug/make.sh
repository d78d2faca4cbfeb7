#!/bin/sh
# Makes the samples of ok/ and bad/ that Xdebug writes: make.sh FOLDER, an empty one whose name may be seen.
# Needs php-cli and php-xdebug.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cp "$here"/programs/* "$1"
cd "$1"

# trace OUTPUT OPTION… : OUTPUT without its suffix
trace() {
    name=$1
    shift
    php -d xdebug.mode=trace -d xdebug.start_with_request=yes -d xdebug.use_compression=0 \
        -d xdebug.output_dir="$(dirname "$name")" -d xdebug.trace_output_name="$(basename "$name")" "$@" mix.php
}
trace "$here/ok/mix" -d xdebug.trace_format=1
trace "$here/ok/values" -d xdebug.trace_format=1 -d xdebug.collect_return=1 -d xdebug.collect_assignments=1
trace "$here/bad/text" -d xdebug.trace_format=0
trace "$here/bad/table" -d xdebug.trace_format=2
php -d xdebug.mode=trace -d xdebug.use_compression=0 part.php "$here/ok/part"
for name in ok/mix ok/values bad/text bad/table; do
    # arguments fill most of a trace
    sed 's/\t\[0 => .*//; s/\tclass .*//' "$here/$name.xt" > cut
    mv cut "$here/$name.xt"
done
head -c 2000 "$here/bad/table.xt" > cut
mv cut "$here/bad/table.xt"
head -c 3000 "$here/ok/mix.xt" > "$here/ok/killed.xt"
sed 's/$/\r/' "$here/ok/part.xt" > "$here/ok/crlf.xt"
cat "$here/ok/part.xt" "$here/ok/mix.xt" > "$here/ok/two-traces.xt"
