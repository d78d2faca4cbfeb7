# One file of many, or one a group; what is drawn of a folder is what is drawn of its sum.
try()
{
    echo "$ $*"
    "$PROFDRAW" "$@" 2>&1
    echo "status $?"
}
same()
{
    cmp "$1" "$2" && echo "$1 and $2 are the same"
}
ok="$TESTS/format/pstats/ok"
mkdir -p profiling/api/v1 profiling/shop
cp "$ok/cprofile-3.11.prof" profiling/GET.questionnaire.31ms.1571053121.prof
cp "$ok/cprofile-3.12.prof" profiling/GET.questionnaire.4ms.1571053122.prof
cp "$TESTS/profiles/flask.prof" profiling/GET.root.7ms.1571053123.prof
cp "$ok/cprofile-3.9.prof" profiling/api/a.prof
cp "$ok/cprofile-3.9.prof" profiling/api/v1/b.prof
cp "$ok/cprofile-3.13.prof" profiling/shop/c.prof
: > profiling/shop/d-1.prof

try merge profiling/GET* -o combined_profile.prof
try merge profiling -o profiling/combined_profile.prof
same combined_profile.prof profiling/combined_profile.prof
try merge profiling -o profiling/combined_profile.prof
same combined_profile.prof profiling/combined_profile.prof
rm profiling/combined_profile.prof
"$PROFDRAW" merge profiling > piped.prof
same combined_profile.prof piped.prof

for verb in graph flame icicle sunburst; do
    "$PROFDRAW" $verb profiling -o folder.png --subtitle '' &&
        "$PROFDRAW" $verb combined_profile.prof -o sum.png --subtitle '' && same folder.png sum.png
done

try merge profiling --group-by name-part -o by-name
ls by-name
"$PROFDRAW" merge profiling --match 'GET.questionnaire*' -o questionnaire.prof
same questionnaire.prof by-name/GET.questionnaire.prof
try merge profiling --group-by folder -o profiling/by-folder
ls profiling/by-folder
try merge profiling --group-by folder -o profiling/by-folder -T json -q
ls profiling/by-folder
"$PROFDRAW" merge profiling/api/v1 -o v1.prof
same v1.prof profiling/by-folder/v1.prof
try merge profiling --group-by name-part -o profiling
try merge profiling --group-by name-part -o profiling
same questionnaire.prof profiling/GET.questionnaire.prof

try merge profiling --group-by folder -o profiling/by-folder --strict
try merge profiling/shop/d-1.prof profiling --group-by folder -o failed
try merge profiling --match 'd-*' --group-by folder -o failed
try merge profiling --group-by folder
try merge profiling --group-by size -o x
try merge profiling --group-by folder -T svg -o x
try merge profiling --group-by folder -o combined_profile.prof
try merge profiling -o x.svg
printf 'main;a 1\n' > a.folded
try merge a.folded -o a.prof
try merge a.folded profiling -o a.prof
ls
