# Flame graph and its kin of a comparison: both sides in every box, new and vanished functions, too.
printf 'main;parse;lex 30\nmain;emit 20\nmain;parse;alloc 10\nidle 40\nmain;gone;deep 15\n' > old.folded
printf 'main;parse;lex 50\nmain;emit 18\nmain;parse;alloc 10\nidle 30\nmain;fresh;deep 12\n' > new.folded
# what boxes say, a line each
boxes() {
    "$PROFDRAW" "$@" | tr '\n' ' ' | grep -o '<title>[^<]*</title>' | sed 's/<[^>]*>//g; 1d'
}
boxes flame new.folded --base old.folded
# the same picture of two columns, but for the names of the metrics
printf 'main;parse;lex 30 50\nmain;emit 20 18\nmain;parse;alloc 10 10\nidle 40 30\nmain;fresh;deep 0 12\nmain;gone;deep 15 0\n' > both.folded
boxes flame new.folded --base old.folded > a
boxes flame both.folded > b
cmp a b && echo 'two columns are the same'
# widths: the larger of both sides
"$PROFDRAW" icicle new.folded --base old.folded --width 1174 -T svg |
    grep -o '<rect[^>]* width="[^"]*"' | sed 's/.* width=/width=/'
# how many colours: 0 the page's grey, and nothing changed
"$PROFDRAW" flame new.folded --base old.folded --negate > c.svg
"$PROFDRAW" flame new.folded --base old.folded > d.svg
cmp -s c.svg d.svg || echo 'negated'
boxes sunburst new.folded --base new.folded | grep -c 'change: ±0 samples, ±0 %'
boxes icicle new.folded --base old.folded --color-by self | cmp - a > /dev/null || echo 'ordered by weight'
