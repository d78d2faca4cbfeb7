# A reader that goes away is an error like any other: one line, exit status 1.
i=0
while [ $i -lt 20000 ]; do echo "main;function_number_$i 1"; i=$((i + 1)); done > big.folded
{ "$PROFDRAW" convert big.folded; echo "status $?" >&2; } | head -c 10 > /dev/null
