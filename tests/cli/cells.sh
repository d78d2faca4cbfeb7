# Sandwiches, panels, highlights, rules and widths of flame graphs, icicles and sunbursts.
printf 'main;parse;lex 30\nmain;emit;lex 20\nmain;parse;parse;lex 10\nidle 40\n' > x.folded
printf 'main;parse;lex 20\nmain;emit;lex 20\nmain;gone 5\nidle 40\n' > old.folded
printf 'thread (1): A;main;f 30\nthread (2): B;main 10\nmain 2\n' > threads.folded
texts() {
    "$PROFDRAW" "$@" -T scene --font fixed 2>&1 | sed -n 's/^ *text .* fill=[^ ]* //p'
}
echo '# sandwich'
texts flame x.folded --sandwich lex --no-legend
texts flame x.folded --sandwich lex | grep 'In the middle'
texts icicle x.folded --sandwich '^(parse|emit)$' | grep 'In the middle'
"$PROFDRAW" flame x.folded --sandwich nothing 2>&1 || echo "status $?"
echo '# panels'
texts flame threads.folded --panels threads
texts icicle x.folded --base old.folded --panels sides | grep -E '^(before|after)|same scale|new|vanished'
texts flame x.folded old.folded --panels inputs --panel-scale own | grep -E 'folded ·|scale'
i=0; while [ $i -lt 15 ]; do printf 'thread (%d): T%d;f %d\n' $i $i $((i + 1)); i=$((i + 1)); done > many.folded
texts flame many.folded --panels threads | grep more
texts flame "$TESTS/../golden/input/threads.json" --panels threads | grep ' · '
"$PROFDRAW" flame x.folded --panels threads 2>&1 || echo "status $?"
"$PROFDRAW" flame x.folded --panels sides 2>&1 || echo "status $?"
"$PROFDRAW" flame x.folded --panels inputs --base old.folded 2>&1 || echo "status $?"
echo '# highlight: nested calls count once'
texts flame x.folded --highlight parse | grep Highlighted
"$PROFDRAW" flame x.folded --highlight '(' 2>&1 || echo "status $?"
echo '# rules'
printf '# phases\nlex -> #204060, scanner, https://host/{name}\n=parse -> red\n' > rules
texts icicle x.folded --rules rules | grep -A 9 'colour: rules'
"$PROFDRAW" flame x.folded --rules rules | grep -o 'href="[^"]*"' | sort -u
"$PROFDRAW" convert x.folded --rules rules -T dot | grep -c '204060'
printf 'lex -> red\nparse -> nocolour\n' > wrong
"$PROFDRAW" flame x.folded --rules wrong 2>&1 || echo "status $?"
"$PROFDRAW" flame x.folded --color-by rules 2>&1 || echo "status $?"
"$PROFDRAW" flame x.folded --color-by calls 2>&1 || echo "status $?"
echo '# widths'
for widths in max new old sum; do
    texts flame x.folded --base old.folded --widths $widths | grep -E 'width|Outlined|Hatched'
done
