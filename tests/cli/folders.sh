# A folder stands for its files with the suffix of a readable format.  Warnings come only when all is well.
try()
{
    echo "$ $*"
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
mkdir -p in/sub empty broken
printf 'main;a 1\nmain;b 2\n' > in/GET.index.2.folded
printf 'main;b 3\nmain;c 4\n' | gzip > in/GET.about.1.folded.gz
printf 'main;d 5\n' > in/POST.index.3.folded
printf 'main;hidden 9\n' > in/.hidden.folded
printf 'main;deeper 9\n' > in/sub/deeper.folded
printf 'no profile\n' > in/README.md

try merge in -T folded
try merge in --match 'GET.*' -T folded
try merge in --match '*.index*' in/POST.index.3.folded -T folded
try merge in -o in/sum.folded
try merge in -o in/sum.folded
cat in/sum.folded
rm in/sum.folded

: > in/FAIL.folded
printf '\173\051\003' > in/FAIL.prof
try merge in -T folded
try merge in -q -T folded
try merge in --strict -T folded
try merge in in/FAIL.folded -T folded
rm in/FAIL.*

: > broken/a.folded
printf 'prose' > broken/b.folded
try merge broken -T folded
try merge empty -T folded
try merge in --match 'PUT.*' -T folded
try merge in --match README.md --format folded -T folded
cp "$TESTS/format/pstats/ok/cprofile-3.11.prof" in/z.prof
try merge in -T folded
ls in
