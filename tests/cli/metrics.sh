# The values that a profile holds: name, unit, total.
"$PROFDRAW" metrics "$TESTS/format/pprof/ok/heap.pb.gz"
printf 'main;a 1\nmain;b 2.5\n' > x.folded
"$PROFDRAW" metrics < x.folded
"$PROFDRAW" metrics --focus b x.folded --unit bytes -o values.txt && cat values.txt
"$PROFDRAW" metrics x.folded >/dev/full 2>message
echo "status $?"
cat message
"$PROFDRAW" metrics nothing.prof 2>message
echo "status $?"
"$PROFDRAW" completion 2>&1
"$PROFDRAW" completion tcsh 2>&1
"$PROFDRAW" manual paint 2>&1
"$PROFDRAW" manual graph -o folder 2>&1
"$PROFDRAW" manual 2>&1 >/dev/full
echo "status $?"
