# What a screen reader says of each picture: its title, of what, how much, where most of it is, and what changed.
printf 'main;parse;lex 30\nmain;emit;lex 20\nmain;parse;parse;lex 10\nidle 40\n' > x.folded
printf 'main;parse;lex 20\nmain;emit;lex 20\nmain;gone 5\nidle 40\n' > old.folded
says() {
    "$PROFDRAW" "$@" -T svg 2>&1 | sed -n 's/.*role="img".*/an image/p;s/^\(<title>.*<\/desc>\).*/\1/p;s/^\(<desc>.*<\/desc>\).*/\1/p'
}
for verb in graph flame icicle sunburst; do says $verb x.folded; done
says chart "$TESTS/../golden/input/threads.json"
says flame x.folded --title '' --subtitle ''
says flame x.folded --highlight parse --title 'A & "B"'
says sunburst x.folded --base old.folded
says flame x.folded --focus emit
says flame x.folded --sandwich lex
says icicle x.folded --panels inputs old.folded
