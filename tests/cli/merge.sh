# Several inputs are added up.
printf 'main;a 1\nmain;b 2\n' > x.folded
printf 'main;b 3\nmain;c 4\n' > y.folded
"$PROFDRAW" convert x.folded y.folded -T folded
