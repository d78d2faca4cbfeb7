# --root, --leaf and --depth cut stacks exactly.
printf 'main;parse;lex 30\nmain;parse;alloc 10\nmain;emit;alloc 20\nmain 5\nidle 35\n' > s.folded
for filter in '--root parse' '--root p*' '--leaf alloc' '--depth 1' '--root main --depth 1' \
    '--root =main --leaf alloc' '--leaf alloc --depth 1'; do
    echo "$filter:"
    # the filters hold no blanks, and * must not become a file
    set -f
    "$PROFDRAW" convert s.folded $filter -T folded | sort
    set +f
done
