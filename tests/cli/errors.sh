# Every failure: one line on standard error that names the file, exit status 1, nothing half-written.
try()
{
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
printf 'main;a 1\nmain;b 2\n' > good.folded
: > empty
printf 'hello world, this is prose\n' > prose
printf '\177ELF\2\1\1' > program
printf '\173\051\003' > cut.prof
mkdir folder
echo old > kept.svg

try flame missing.prof -o x.svg
try flame folder -o x.svg
try flame empty -o x.svg
try flame prose -o x.svg
try flame program -o x.svg
try flame cut.prof -o kept.svg
try flame good.folded -o no/such/folder/x.svg
try flame good.folded missing.prof -o x.svg
try flame good.folded --root nobody -o x.svg
printf 'a 0\n' | try flame -o x.svg
cat kept.svg
ls
