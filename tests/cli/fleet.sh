# The lines of docs/fleet.md: shards are converted one by one, and merged; the sum is that of all at once.
PATH=$(dirname "$PROFDRAW"):$PATH
mkdir shards
for shard in 1 2 3 4 5 6; do
    awk -v s="$shard" 'BEGIN { for (i = 0; i < 50; i++) print "main;f" i % 7 ";g" (i * s) % 11, i + s }' > "shards/$shard.folded"
done
cat shards/*.folded > all.folded
profdraw convert all.folded -T folded | LC_ALL=C sort > whole.txt

ls shards/*.folded | xargs -P 4 -I{} profdraw convert {} -o {}.pb.gz
profdraw merge shards/*.pb.gz -o fleet.pb.gz
profdraw convert fleet.pb.gz -T folded | LC_ALL=C sort | cmp - whole.txt && echo 'map and reduce: the same'

# sums of sums
profdraw merge shards/[123].folded.pb.gz -o left.pb.gz
profdraw merge shards/[456].folded.pb.gz -o right.pb.gz
profdraw merge left.pb.gz right.pb.gz -T folded | LC_ALL=C sort | cmp - whole.txt && echo 'in two steps: the same'

# as pipes of lines, in any order and any parts; streaming jobs put a tab behind lines without a value
for part in shards/*.folded; do
    profdraw convert -f folded - -T folded < "$part"
done | LC_ALL=C sort > mapped.txt
profdraw convert -f folded - -T folded < mapped.txt | LC_ALL=C sort | cmp - whole.txt && echo 'as lines: the same'
sed 's/$/\t/' mapped.txt | profdraw convert -f folded - -T folded | LC_ALL=C sort | cmp - whole.txt &&
    echo 'with tabs: the same'
if command -v parallel > /dev/null; then
    parallel --will-cite profdraw convert {} -o {.}.json ::: shards/*.folded
    profdraw merge shards/*.json -T folded | LC_ALL=C sort | cmp - whole.txt
fi
