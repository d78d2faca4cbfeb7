# Options of stackcollapse-perf.pl and inferno-collapse-perf, and marks of folded text.
show()
{
    echo "$@"
    "$PROFDRAW" convert x.perf "$@" 2>&1
    echo "status $?"
}
cat > x.perf <<'END'
cc 11/12 [003] 1.5: 10 cycles:u:
	 10 copy+0x1 ([kernel.kallsyms])
	 15 jitted (/tmp/perf-11.map)
	 17 [unknown] (/lib/libc.so.6)
	 20 main+0x2 (/bin/cc)

cc 11/12 [003] 1.6: 1 page-faults:
	 20 main+0x2 (/bin/cc)
END
show -T folded
show -T folded --pid
show -T folded --tid --kernel
show -T folded --all --addrs
show -T folded --jit --inline
show -T folded --event-filter page-faults
show -T folded --event cycles
show -T folded --event branches
show -T folded --skip-after '[libc.so.6]' --skip-after jitted
show -T folded --tagroot cpu --tagfocus event=cycles
show -T folded --tagignore '('
show -T folded --own-drop-frames sometimes
show -T folded --tagfocus
