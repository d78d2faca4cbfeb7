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

# What is only counted is called by its name.
for metric in inuse_space alloc_objects; do
    "$PROFDRAW" graph "$TESTS/format/pprof/ok/heap.pb.gz" --metric $metric -n 95 --no-legend -T dot | grep -o 'label="main[^"]*'
done
"$PROFDRAW" graph "$TESTS/format/speedscope/ok/only-names.speedscope.json" -n 50 -T dot | grep -o 'label="[^"]*' | head -2
