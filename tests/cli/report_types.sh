# One report in every type, and as much of it as fits.
export TZ=UTC
cp "$TESTS/format/pstats/ok/cprofile-3.11.prof" x.prof
printf 'main;a 1\nmain;a;b`|"<x> 4\nmain;=c;a 10\n' > x.folded
touch -d '2024-03-12 19:05:07 UTC' x.prof x.folded
"$PROFDRAW" report x.folded --markdown --stats --callers
"$PROFDRAW" report x.folded -o x.csv --stats --callees --fail-if 'self(a)>=100%'
cat x.csv
"$PROFDRAW" report x.folded -T json --callees --limit 2
"$PROFDRAW" report x.prof --csv --strip-dirs --match spin | cut -d, -f5-
"$PROFDRAW" report x.folded --markdown --max-bytes 150 | tee x.md
test $(wc -c < x.md) -le 150 || echo too long
"$PROFDRAW" report x.prof --max-bytes 400 --sort calls > x.txt
test $(wc -c < x.txt) -le 400 || echo too long
grep reduced x.txt
touch old.md
for wrong in '--max-bytes 10' '--max-bytes 0' '--max-bytes 1T' '--max-bytes 99999999999999G' '-T doc' '--csv=1' \
    '--csv --match ('; do
    "$PROFDRAW" report x.folded --markdown -o old.md $wrong 2>&1
    echo "status $?"
done
test -s old.md && echo changed
"$PROFDRAW" report x.folded --strip-dirs
# the table of a page says by what it is sorted, and the total says its unit once
for sort in '' '--sort self' '--sort name --reverse' '--sort line' '--reverse'; do
    "$PROFDRAW" report x.folded --html $sort > sorted.html
    echo "$sort: $(sed -n 's/.*title="\([a-z]*\)" aria-sort="\([a-z]*\)".*/\1 \2/p' sorted.html)" \
        "$(grep -o '"sort":\[[^]]*]\|"sort":null' sorted.html)"
done
grep -o '<p id="measure">[^<]*' sorted.html
"$PROFDRAW" report "$TESTS/format/pprof/ok/heap.pb.gz" --html 2>&1 | grep -o '<p id="measure">[^<]*\|"measure":"[^"]*"'
