# Which threads of a dump count, and what stacks begin with.
cp "$TESTS/format/javacore/ok/by-hand.javacore" x.javacore
for options in '' '--states waiting' '--states all' '--tid --include-tid' '--no-include-tname' \
    '--no-include-tname --include-tname' '--shorten-pkgs' '--no-pkgs'; do
    echo "$options:"
    "$PROFDRAW" convert -q x.javacore $options -T folded
done
"$PROFDRAW" convert --pid "$TESTS/format/procstack/ok/one-thread.procstack" -T folded
"$PROFDRAW" convert -q --states sleeping x.javacore -T folded 2>&1
echo $?
