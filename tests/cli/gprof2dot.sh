# gprof2dot's options of the call graph, and comparisons.
printf 'main;a 1000\nmain;a;b 400\nmain;c;a 100\nmain;d 7\nmain;x;y 90\n' > old.folded
printf 'main;a 1200\nmain;a;b 300\nmain;e;a 100\nmain;e;e;k 80\nmain;d 8\n' > new.folded
for pattern in '+' '*' '[ab]' 'main' '%k' 'nobody'; do
    echo "== $pattern"
    "$PROFDRAW" graph new.folded -n 3 --list-functions "$pattern" -o untouched.svg 2>&1
done
test -e untouched.svg || echo 'nothing drawn'
labels() { grep -o 'label="[^"]*"' | sort; }
"$PROFDRAW" graph new.folded -n 10 --total callstacks --node-label self-time --node-label total-time-percentage \
    --show-samples -T dot | labels
"$PROFDRAW" graph "$TESTS/format/pstats/ok/cprofile-3.11.prof" -n 90 --node-label total-time --time-format '<%08.1f s>' \
    -T dot | grep -c 'label="[^"]*<[0-9.]* s>'
for options in '--compare old.folded new.folded' 'new.folded --base old.folded --compare-only-slower' \
    'new.folded --base old.folded --compare-only-faster --compare-color-by-difference' \
    'new.folded --base old.folded --compare-tolerance 12'; do
    echo "== $options"
    "$PROFDRAW" graph $options -T dot | grep -o '^    "[^[]*\[\|fillcolor="[^"]*"\|[^r]label="[^"]*"' | tr '\n' ' ' | sed 's/    "/\n"/g'
    echo
done
"$PROFDRAW" graph --compare old.folded new.folded -o c.svg && grep -o 'Before: [^<]*' c.svg
for direction in TB LR BT RL; do
    "$PROFDRAW" graph new.folded --direction $direction -o $direction.svg && grep -c 'class="node"' $direction.svg
done
"$PROFDRAW" graph new.folded --direction RL -T dot | grep -o 'rankdir=".."'
for wrong in '--compare old.folded' '--compare old.folded new.folded --base old.folded' \
    'new.folded --compare-only-slower --compare-only-faster' 'new.folded --time-format %s' \
    'new.folded --time-format %f%f' 'new.folded --time-format %999f' 'new.folded --direction up' \
    'new.folded --node-label calls' 'new.folded --total all'; do
    "$PROFDRAW" graph $wrong -o x.svg 2>&1
    echo "status $?"
done

# What -s would make equal keeps its brackets, in pictures, too.
printf 'main;ns::f(int) 5\nmain;ns::f(double) 4\nmain;ns::g<int>(int) 3\n' > overloads.folded
"$PROFDRAW" graph -s overloads.folded -T dot | grep -o ' label="[a-z][^\\]*' | sort
"$PROFDRAW" graph -s overloads.folded -T svg | grep -o '<text [^>]*>ns::[^<]*' | sed 's/.*>//' | sort
