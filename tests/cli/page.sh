# --size: a picture of exactly this size.
printf 'main;parse;lex 30\nmain;emit 20\nidle 40\n' > s.folded
size_of() {
    "$PROFDRAW" graph s.folded --size "$1" | grep -o '^<svg.* width="[^"]*" height="[^"]*"' | sed 's/.*org.2000.svg"//'
}
for size in 800x600 800X600px 800×600 1024.5x300 10x5in 29.7x21cm 297mmx21cm 360x720pt A4 a4-portrait A4-landscape \
    'a3 landscape' letter Legal tabloid A6; do
    echo "$size:$(size_of "$size")"
done
for size in 800 800x x600 99x600 600x99 30001x500 4x4em A4x A4- 'A4 ' A9 B4 -800x600 0x600 0x10x20 infxinf nanx100 ''; do
    "$PROFDRAW" graph s.folded --size "$size" -o x.svg 2>&1 | cut -d';' -f1
done
"$PROFDRAW" graph s.folded --size 1e3x1e3 | grep -c '^<svg'
"$PROFDRAW" graph s.folded --size 800x600 --width 500 2>&1
echo "$?"
# VTune's flag has this name where nothing is drawn
for options in --size --by-size; do
    "$PROFDRAW" convert s.folded $options -T folded | cmp - s.folded && echo "$options"
done
echo 'the smallest text, in pt, and what is drawn of it:'
for size in A4 A4-landscape 2000x900; do
    for direction in '' '--direction TB'; do
        "$PROFDRAW" graph "$TESTS/profiles/flask.prof" --font fixed --size $size $direction > x.svg
        pt=$(sed -n 's/^<svg.* width="\([0-9.]*\)".* viewBox="0 0 \([0-9.]*\) .*/\1 \2/p' x.svg |
            awk '{ print ($1 / $2 * 10.5 * 72 / 96 > 7.999 ? "8 or more" : "less than 8") }')
        drawn=$(grep -c 'class="node"' x.svg)
        told=$(sed -n 's/.*>\([0-9]*\) of 599 functions.*/\1/p' x.svg)
        [ "$drawn" = "$told" ] && [ "$drawn" -gt 4 ] && told=truly
        echo "$size $direction: $pt; told $told, and why $(grep -c 'so that text has' x.svg) time"
    done
done
"$PROFDRAW" graph "$TESTS/profiles/flask.prof" --font fixed --size 100x100 -o x.svg 2>&1
