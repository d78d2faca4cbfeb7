# --time, --ticks and --bytes choose a metric; the last one counts.
cat > x.prof <<'REPORT'
	Time and Allocation Profiling Report  (Final)
	total time  =        0.01 secs   (10 ticks @ 1000 us, 1 processor)

COST CENTRE MODULE SRC no. entries  %time %alloc   %time %alloc  ticks     bytes

MAIN MAIN <built-in> 1 0 0.0 0.0 100.0 100.0 4 728
 f Main A.hs:3:1-9   2 1 0.0 0.0 100.0 100.0 6 100
REPORT
for flags in '' --time --ticks --bytes '--bytes --metric time' '--metric time --bytes'; do
    echo "flags: $flags"
    "$PROFDRAW" convert x.prof $flags -T folded
done
"$PROFDRAW" convert x.prof --bytes=1 -T folded 2>&1 || true
