# What stands around functions and arcs of a call graph, as dot has it: neighbours, stubs, boxes, fewer arrows.
printf 'main;parse;lex 30\nmain;parse;alloc 10\nmain;emit;alloc 20\nmain;emit;emit;put 5\nmain 5\nidle;main;parse 5\nidle 25\n' > s.folded

# Ids become names, attributes but for labels go.
graph() {
    echo "$*:"
    "$PROFDRAW" convert s.folded -T dot -o g.dot "$@" && sed -n -E \
        -e 's/^ *subgraph.*/box/p' -e 's/^ *\}$/end/p' -e 's/^ *graph \[.*[, ]label="([^"]*)".*/\1/p' \
        -e 's/^ *("[^"]*") \[.*[, ]label="([^"]*)".*/\1 \2/p' \
        -e 's/^ *("[^"]*" -> "[^"]*") \[.*[, ]label="([^"]*)".*/\1 \2/p' \
        -e 's/^ *("[^"]*" -> "[^"]*") \[.*/\1/p' g.dot | sed '/^Call graph$/d; /^}$/d'
}
graph --around =parse --callers 1 --callees 0 --stubs
graph --around 'p*e' --callers 0 --callees 1 --relative
graph --max-degree 1 --stubs

printf 'm;a;b;a;b 4\nm;c 6\n' > s.folded
graph --cycles
printf 'm;P.a;P.b;Q.c 4\nm;P.b;P.a 2\nQ.d 3\nR.e 1\n' > s.folded
graph --cluster class

printf 'm;a;b;a;b 4\nm;c 6\n' > s.folded

wrong() {
    echo "$*:"
    "$PROFDRAW" graph s.folded -o g.svg "$@" 2>&1
    echo "status $?"
}
wrong --around nothing
wrong --around =nothing
wrong --around a --callers -2
wrong --cluster size
wrong --cluster file --cycles
wrong --max-degree 0
test ! -e g.svg

# The legend says what was left out, and what boxes are.
"$PROFDRAW" graph s.folded --around b --callers 1 --stubs -o g.svg
grep -o -E 'Filtered: [^<]*|Outlined: [^<]*|Small round[^<]*' g.svg
"$PROFDRAW" graph s.folded --cycles -o g.svg
grep -o -E 'Large box: [^<]*' g.svg
"$PROFDRAW" graph s.folded --cluster class -o g.svg
grep -o -E 'No two [^<]*' g.svg
"$PROFDRAW" graph s.folded --max-degree 1 -o g.svg
grep -o -E 'light arrow[^<]*' g.svg
exit 0
