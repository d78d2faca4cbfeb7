# Filters of every verb on the command line.
printf 'main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;a;c 10\nmain;lib 5\nother 25\n' > x.folded
for options in '--focus lib' '--ignore =lib' '--hide lib' '--drop-frames lib' '--show lib|main' '--show-from lib' \
    '--prune-from lib' '--path nowhere' '--threads merge' '--group ^[abc]$' '--recursion fold' '--hide none -v' \
    '--focus a --root lib'; do
    echo "== $options"
    "$PROFDRAW" convert x.folded -T folded $options 2>&1
done
"$PROFDRAW" report x.folded --focus leaf --relative --csv
for wrong in '--focus none' '--hide .' '--group (' '--focus (' '--threads both' '--focus'; do
    "$PROFDRAW" flame x.folded -o x.svg $wrong 2>&1
    echo "status $?"
done
"$PROFDRAW" flame x.folded --hide lib -o x.svg && grep -o 'Filtered[^<]*' x.svg
"$PROFDRAW" graph "$TESTS/profiles/flask.prof" --focus flask --group package -o g.svg && grep -o 'Filtered[^<]*' g.svg
