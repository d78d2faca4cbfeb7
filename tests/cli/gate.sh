# Rules: what trips them, what they cannot be, and that the output is written all the same.
printf 'main;parse 30\nmain;emit;parse 10\nmain;emit 60\n' > x.folded
printf 'main;parse 20\nmain;emit 80\n' > old.folded
judge()
{
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
judge report x.folded -o r.txt --fail-if 'self(parse) > 40%'
judge report x.folded -o r.txt --fail-if 'self(parse) >= 40%' --fail-if 'total(=main) < 200samples' --fail-if 'self(emit)>60' -v
cat r.txt | tail -n 4
judge flame x.folded -o x.svg --fail-if 'total(emit|parse) > 50%'
test -s x.svg && echo drawn
judge graph x.folded -o x.svg --base old.folded --fail-if 'self(parse)>+10%' --fail-if 'self(emit) < -19' --fail-if 'self(emit) < -21'
judge report x.folded --base old.folded --fail-if 'total(=main) > +0%' --limit 1 --csv
judge graph "$TESTS/format/pstats/ok/cprofile-3.11.prof" -o x.svg --fail-if 'calls(fib) > 100' --fail-if 'self(=spin) > 1ns'
judge report x.folded --fail-if 'self(none)? > 0' -o r.txt -v
rm r.txt
for wrong in 'self(none) > 0' 'self(a > 0' 'self() > 1' 'cost(a) > 1' 'self(a) = 1' 'self(a) > 1ms' 'self(a) > +1' \
    'calls(a) > 1' 'self((a) > 1' 'self(a) > many' 'self(a) > 5 %%' ''; do
    judge report x.folded -o r.txt --fail-if "$wrong"
done
test -e r.txt && echo written
exit 0
