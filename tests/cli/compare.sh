# A report of what changed: new and vanished functions, noise, sides that do not fit.
export TZ=UTC
printf 'main;a 1000\nmain;a;b 400\nmain;c;a 100\nmain;d 7\n' > old.folded
printf 'main;a 1200\nmain;a;b 300\nmain;e;a 100\nmain;d 8\n' > new.folded
touch -d '2024-03-12 19:05:07 UTC' new.folded
"$PROFDRAW" report new.folded --base old.folded --stats --callers
"$PROFDRAW" report new.folded --base old.folded --tolerance 0 --sort total-change --csv
"$PROFDRAW" report new.folded --base old.folded --markdown --limit 1
"$PROFDRAW" report new.folded --base old.folded --json --match '^[de]$'
mkdir before && cp old.folded before/1.folded && cp old.folded before/2.folded
"$PROFDRAW" report new.folded --base before --limit 1
# two columns are a comparison, too
printf 'main;a 10 20\nmain;b 30 15\n' > both.folded
touch -d '2024-03-12 19:05:07 UTC' both.folded
"$PROFDRAW" report both.folded --tolerance 0
# nothing changed
"$PROFDRAW" report "$TESTS/profiles/flask.prof" --base "$TESTS/profiles/flask.prof" | tail -n +3
for wrong in "$TESTS/profiles/flask.prof" none.prof; do
    "$PROFDRAW" report new.folded --base "$wrong" 2>&1 | sed "s|$TESTS|TESTS|"
done
"$PROFDRAW" icicle new.folded --base old.folded -o x.svg && test -s x.svg && echo drawn
