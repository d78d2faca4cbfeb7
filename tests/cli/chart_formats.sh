# Every format that is said to tell what ran when has a chart: how many bands the first sample has that tells it.
"$PROFDRAW" formats | sed -n '/^read:/,/^draw:/p' | grep -E 'order' | while read -r name rest; do
    bands=none
    for sample in "$TESTS/format/$name/ok"/*; do
        if "$PROFDRAW" chart -q -f "$name" "$sample" -T scene > scene 2> /dev/null; then
            bands=$(grep -c ' bold .*busy ' scene)
            break
        fi
    done
    echo "$name: $bands"
done
