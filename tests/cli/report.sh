# The report: headings, sections, and what is refused.
cp "$TESTS/format/pstats/ok/cprofile-3.11.prof" x.prof
touch -d '2024-03-01 09:05:07 UTC' x.prof
export TZ=UTC
"$PROFDRAW" report x.prof --sort tottime,name --limit 2
"$PROFDRAW" report --callees --callers --match 'fib|gro' - < x.prof
"$PROFDRAW" report - < x.prof --match '^no such' -o out.txt && cat out.txt
"$PROFDRAW" report x.prof --root '=fib' --strip-dirs --match fib
for wrong in '--sort=cum' '--sort=' '--sort=-2' '--limit=many' '--limit=inf' '--stats=1' \
    'none.prof' '-T svg'; do
    "$PROFDRAW" report x.prof $wrong 2>&1
    echo "status $?"
done
# other profiles
printf 'main;a 1\nmain;a;b 4\nmain;c;a 10\n' > x.folded
touch -d '2024-03-12 19:05:07 UTC' x.folded
"$PROFDRAW" report x.folded --stats --callers --callees
"$PROFDRAW" report x.folded --sort self,name --limit 3 --match '^[ab]$'
"$PROFDRAW" report "$TESTS/format/pstats/ok/edge-sampled.prof" | tail -n +2
"$PROFDRAW" report x.folded --strip-dirs | tail -n +3
echo "status $?"
