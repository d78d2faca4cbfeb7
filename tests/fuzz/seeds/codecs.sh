#!/bin/sh
# Makes seeds/codec_* with the programs of the same names.   usage: codecs.sh
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
printf 'main;parse;read 5\nmain;emit 3\n' > "$scratch/small"
yes 'main;parse;read;read;read 1' | head -n 2000 > "$scratch/long"
: > "$scratch/empty"

# pack NAME COMMAND…: each input alone, two members, what follows the data, and half of it
pack()
{
    folder=codec_$1
    shift
    mkdir -p "$folder"
    for input in small long empty; do
        "$@" < "$scratch/$input" > "$folder/$input"
    done
    cat "$folder/small" "$folder/long" > "$folder/two"
    { cat "$folder/small"; echo more; } > "$folder/tail"
    head -c "$(($(wc -c < "$folder/long") / 2))" "$folder/long" > "$folder/half"
}
pack gzip gzip -n -c
pack zstd zstd -q -c
pack xz xz -c
pack bzip2 bzip2 -c
pack lz4 lz4 -q -c
gzip -n -1 -c < "$scratch/long" > codec_gzip/fast
zstd -q -c --no-check --long=27 < "$scratch/long" > codec_zstd/window
printf 'P*M\030\003\000\000\000abc' | cat - codec_zstd/small > codec_zstd/skipped
xz -c --check=sha256 --x86 --lzma2=preset=1 < "$scratch/long" > codec_xz/filters
lz4 -q -c -BX -B4 < "$scratch/long" > codec_lz4/blocks

mkdir -p codec_zip
cd "$scratch"
touch -t 198001010000 small long empty
for input in small long empty; do
    zip -q -X "$scratch/$input.zip" "$input"
done
zip -q -X two.zip small long
zip -q -X streamed.zip - < long
cd - > /dev/null
for input in small long empty two streamed; do
    cp "$scratch/$input.zip" "codec_zip/$input"
done
