# What the profile says of folders does not get out.
for type in svg png pdf json folded dot callgrind speedscope; do
    case $type in
    svg | png | pdf) verb=flame ;;
    *) verb=convert ;;
    esac
    "$PROFDRAW" $verb --strip-paths "$TESTS/profiles/flask.prof" -o "out.$type" || echo "no $type"
    grep -a -c -e dist-packages -e /usr "out.$type" | sed "s/^/$type: /"
done
"$PROFDRAW" report --strip-paths "$TESTS/profiles/flask.prof" -T csv | grep -c -e dist-packages -e /usr
"$PROFDRAW" report --strip-paths "$TESTS/profiles/flask.prof" -T html | grep -c -e dist-packages -e /usr
"$PROFDRAW" report "$TESTS/profiles/flask.prof" -T html | grep -c -e dist-packages | sed 's/[1-9][0-9]*/with them: some/'
