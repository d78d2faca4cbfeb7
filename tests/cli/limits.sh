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
try convert --limits nesting=x small.folded
try convert --limits depth=3 small.folded
try convert --limits nesting small.folded
