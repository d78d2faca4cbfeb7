# The options of flamegraph.pl and inferno-flamegraph under their own names.
printf 'main;parse;lex 30\nmain;emit 20\nmain;parse;lex 10\nidle 40\n' > s.folded
# what boxes say, a line each
boxes() {
    "$PROFDRAW" flame "$@" | tr '\n' ' ' | grep -o '<title>[^<]*</title>' | sed 's/<[^>]*>//g; 1d'
}
for options in '--reverse' '--flamechart' '--flamechart --reverse' '--factor 2.5 --countname ms --total 200' \
    '--nametype Function: --minwidth 25%'; do
    echo "$options:"
    boxes s.folded $options
done
echo 'what its boxes are, and what costs most itself, which is no matter of the order:'
"$PROFDRAW" flame s.folded --reverse | grep -o 'Each box is [^;]*\|Flame graph of [^<]*'
echo "the same id twice: $("$PROFDRAW" flame s.folded --flamechart | grep -o ' id="[^"]*"' | sort | uniq -d)"
echo 'accepted, and change nothing:'
"$PROFDRAW" flame < s.folded > plain.svg
"$PROFDRAW" flame --cp --random --deterministic --colordiffusion --fontwidth .59 --encoding UTF-8 --truncate-text-right \
    --no-sort --pretty-xml --no-javascript --search-color red --uicolor blue --stroke-color none - < s.folded |
    cmp - plain.svg && echo same
echo 'the same under two names:'
"$PROFDRAW" flame --row-height 20 --font serif -c java --min-width 2 s.folded > a.svg
"$PROFDRAW" flame --height 20 --fonttype serif --colors java --minwidth 2 s.folded | cmp - a.svg && echo same
echo 'what stands on the page:'
"$PROFDRAW" flame --title T --subtitle S --notes 'a <note>' --bgcolors '#102030' s.folded |
    grep -o 'a &lt;note&gt;\|>T<\|>S<\|fill:#102030' | sort -u
for options in '--bgcolors pink' '--minwidth x%' '--minwidth 101%' '--total 0' '--factor 0' '--fontsize big' '--colors neon' \
    '--total 50'; do
    "$PROFDRAW" flame s.folded $options -o x.svg 2>&1
    echo "$options: $?"
done
"$PROFDRAW" convert s.folded -T json > s.json
"$PROFDRAW" flame s.json --flamechart -o x.svg 2>&1
echo "no lines: $?"
echo 'attributes of functions:'
printf 'lex\thref=https://host/?a=1&b=%%222\ttitle=the </title><script>\tclass=x"y\nmain\tid=top\tg_extra=data-a="<b>"\n' > a.txt
"$PROFDRAW" flame s.folded --nameattr a.txt | grep -o '<a [^>]*>\|<title>the[^/]*/\|<g[^>]*data-a[^>]*>'
"$PROFDRAW" graph s.folded --nameattr a.txt | grep -o '<a [^>]*>'
"$PROFDRAW" flame s.folded --flamechart --nameattr a.txt | grep -c 'id="top"'
echo 'ids of a call graph that the user gives to a function, each: no id stands twice, and this one is there'
"$PROFDRAW" graph "$TESTS/../golden/input/shop.folded" --cluster file --stubs -n 8 -o plain.svg
for id in $(grep -o ' id="[^"]*"' plain.svg | cut -d '"' -f 2); do
    printf 'main\tid=%s\n' "$id" > taken.txt
    "$PROFDRAW" graph "$TESTS/../golden/input/shop.folded" --cluster file --stubs -n 8 --nameattr taken.txt -o x.svg
    echo "$id" | cut -d - -f 1
    grep -o ' id="[^"]*"' x.svg | sort | uniq -d
    grep -c " id=\"$id\"" x.svg
done | sort | uniq -c | sed 's/^ *//'
echo 'an id stands once, and the one that was chosen counts:'
own=$("$PROFDRAW" flame s.folded | grep -o 'id="c[^"]*"' | sed -n 2p | cut -d '"' -f 2)
printf 'lex\tid=%s\nmain\tid=twice\nparse\tid=twice\n' "$own" > same.txt
"$PROFDRAW" flame s.folded --nameattr same.txt -o same.svg
grep -c "id=\"$own\"" same.svg
grep "id=\"$own\"" same.svg | grep -o '<title>lex$'
grep -c 'id="twice"' same.svg
for line in 'href=javascript:alert(1)' 'onclick=alert(1)' 'g_extra=onload="alert(1)"' 'style=x'; do
    printf 'ok\tid=a\nlex\t%s\n' "$line" > bad.txt
    "$PROFDRAW" flame s.folded --nameattr bad.txt -o x.svg 2>&1 || echo "status $?"
done
