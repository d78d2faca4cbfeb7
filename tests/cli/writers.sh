# Data formats by their suffix, and what is in the small ones.
printf 'main;a 1\nmain;a;b 4.5\nmain;c;a 10\n' > x.folded
for suffix in speedscope.json callgrind; do
    "$PROFDRAW" convert x.folded -o x.$suffix && cat x.$suffix
done
"$PROFDRAW" convert x.folded -o x.pb.gz && "$PROFDRAW" convert x.pb.gz -o - -T folded
"$PROFDRAW" convert x.folded -T pprof > a.pb.gz && cmp a.pb.gz x.pb.gz
cat > y.json <<'END'
{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{"frames":[{"name":"f"},{"name":"g"}]},
"profiles":[{"type":"evented","unit":"seconds","events":[{"type":"O","frame":0,"at":1},
{"type":"O","frame":1,"at":2},{"type":"C","frame":1,"at":3},{"type":"C","frame":0,"at":5}]}]}
END
"$PROFDRAW" convert y.json -T speedscope
# an estimate says so
"$PROFDRAW" convert "$TESTS/format/pstats/ok/cprofile-3.11.prof" -o z.pb.gz
gzip -dc z.pb.gz | grep -c 'estimated from callers'
