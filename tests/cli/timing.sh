# --timing tells the stages of every verb on standard error; the output is the same.
printf 'main;a 1\nmain;b 2\n' > x.folded
printf 'main;a 2\nmain;c 2\n' > y.folded
stages() { awk '$1 != "stage" && $1 != "peak" { printf "%s%s", sep, $1; sep = " " } END { print "" }' stderr; }
run() { echo "$*"; "$PROFDRAW" "$@" --timing 2> stderr > out; stages; "$PROFDRAW" "$@" | cmp - out; }
run graph x.folded
run graph x.folded -T dot
run flame x.folded
run flame x.folded --hide a
run flame x.folded --base y.folded
run icicle x.folded y.folded
run sunburst x.folded
run convert x.folded
run report x.folded --fail-if 'self(a) > 90%'
run merge x.folded y.folded -T folded
# Time goes by in each of them, and the sum is that of the parts.
"$PROFDRAW" flame x.folded --timing -o x.svg 2>&1 |
    awk '$3 == "ms" && $1 != "total" { sum += $2; n += $2 >= 0 } $1 == "total" { whole = $2 }
         END { d = sum - whole; print (n == NR - 3 && d < 0.02 && d > -0.02) ? "adds up" : "does not add up" }'
"$PROFDRAW" formats --timing 2>&1 | head -1
"$PROFDRAW" flame none.folded --timing -o x.svg 2>&1 | head -1
