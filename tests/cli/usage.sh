# Wrong usage: exit status 2 and one line.
try()
{
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
printf 'main;a 1\n' > good.folded
try
try paint good.folded
try flame --nonsense good.folded
try flame -x good.folded
try flame --width
try flame --width wide good.folded
try graph -n 200 good.folded
try flame --order size good.folded
try flame --max-depth 0 good.folded
try flame --min-width -1 good.folded
try flame --width 1e9 good.folded
try flame --strict=yes good.folded
try flame good.folded -o x.xyz
try convert good.folded -o x.svg
try convert good.folded -T png
try convert good.folded --colormap none -T dot
try flame good.folded --format nonsense -o x.svg | sed 's/there are: .*;/there are: (all formats);/'
try flame good.folded --theme pitch -o x.svg
try flame good.folded --colormap none -o x.svg
try flame good.folded --metric time -o x.svg
try flame good.folded --min-width 0 -o zero.svg
"$PROFDRAW" --help 2>&1 >/dev/full
echo "status $?"
"$PROFDRAW" flame --help 2>&1 >/dev/full
echo "status $?"
ls
for verb in graph flame icicle sunburst chart convert report merge; do
    "$PROFDRAW" $verb --help | grep -oE '^ +(-., )?--[a-z-]+' | sort | uniq -d | sed "s/^/$verb has twice: /"
done
