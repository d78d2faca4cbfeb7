# Standard input, plain and packed, gives the same as the file.
printf 'main;a 1\nmain;b 2\n' > x.folded
"$PROFDRAW" convert x.folded -o file.json
"$PROFDRAW" convert < x.folded > plain.json
"$PROFDRAW" convert - < x.folded > dash.json
gzip -c x.folded | "$PROFDRAW" convert -o gzip.json
gzip -c x.folded > y.gz; gzip -c y.gz | "$PROFDRAW" convert - -T json > twice.json
cmp file.json plain.json && cmp file.json dash.json && cmp file.json gzip.json &&
    cmp file.json twice.json && echo same
