# Bounds on what an input or a picture may ask for: reaching one is an error, or a mark that can be seen.
try()
{
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
printf 'main;a;b;c 1\nmain;d 2\n' > small.folded
gzip -c small.folded > small.folded.gz
gzip -c small.folded.gz > twice.folded.gz

try convert --limits decoded-bytes=10 small.folded.gz
try convert --limits codec-layers=1 twice.folded.gz
try convert --limits functions=3 small.folded
try convert --limits stacks=2 small.folded
try convert --limits stack-depth=2 -T folded small.folded
try convert --limits stack-depth=1k,functions=1M,stacks=1M -T folded small.folded
try flame --limits scene-items=3 small.folded -o x.svg
try graph --limits graph-nodes=2 -o x.svg small.folded
grep -o '3 of 5 functions\|2 of 5 functions' x.svg | head -n 1
head -c 20000000 /dev/zero | gzip -c > zeros.gz
try convert --limits expansion=2 zeros.gz
echo '{"n":"r","v":9,"c":[{"n":"a","v":5,"c":[]}]}' > tree.json
try convert --limits nesting=3 -T folded tree.json
echo '{"version":0,"functions":[],"events":[{"cost":[[[[[1]]]]]}]}' > nested.json
try convert --limits nesting=4 --format gprof2dot nested.json
printf 'main;abcdefghijklmnopqrstuvwxyz 1\n' > long.folded
try convert --limits name-bytes=16 -T folded long.folded

# what patterns may take, in each thing that they are for, and in what was made of a profile
for option in --focus --hide --group --highlight --sandwich --prune-from; do
    try flame --limits regex-steps=1 "$option" '^(.|..)+[yz]' small.folded -o x.svg
done
try graph --limits regex-steps=1 --around '^(.|..)+[yz]' small.folded -o x.svg
try report --limits regex-steps=1 --match '^(.|..)+[yz]' small.folded
try report --limits regex-steps=1 --fail-if 'self(^(.|..)+[yz])? > 1' small.folded
try report --limits regex-steps=1 --depth 2 --threads merge --reverse --fail-if 'self(^(.|..)+[yz])? > 1' small.folded small.folded
try flame --limits regex-steps=1 --command-first --tagfocus 'process=^(.|..)+[yz]' small.folded -o x.svg
try flame --limits regex-steps=1M --focus '(.*)b' small.folded -o x.svg

# the legend and a warning say it
i=0
while [ $i -lt 60 ]; do
    echo "main;f$i;g$((i % 7));h$((i % 11)) 1"
    i=$((i + 1))
done > arcs.folded
for work in 1 1k 3000; do
    try graph --limits layout-work=$work arcs.folded -n 0 -e 0 -o x.svg
    grep -o 'laid out with bounded effort' x.svg | head -n 1
done
try flame --limits raster-pixels=100k -o x.png small.folded
try convert --limits nesting=x small.folded
try convert --limits depth=3 small.folded
try convert --limits nesting small.folded
