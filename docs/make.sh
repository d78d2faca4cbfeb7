#!/bin/sh
# Draws the pictures of the README and of docs/gallery.md anew.   docs/make.sh [PROFDRAW]
set -eu
cd "$(dirname "$0")/.."
profdraw=${1:-build/release/profdraw}
"$profdraw" graph tests/profiles/flask.prof --root full_dispatch_request --depth 4 -n 2.05 -e 1 \
    --title 'Call graph of a Flask application' -o docs/flask-graph.png
"$profdraw" graph tests/format/callgrind/ok/cplusplus.callgrind --root work --hide '^_dl|^do_lookup|^check_match|^strcmp' \
    -n 1 -e 1 --title 'Call graph of a C++ program' -o docs/cplusplus-graph.png
"$profdraw" graph golden/input/shop.folded --base golden/input/shop-before.folded --ignore search -n 3 --title 'Before and after' \
    -o docs/shop-changes.png
"$profdraw" flame tests/profiles/django.prof -o docs/django-flame.png
"$profdraw" flame tests/profiles/django.prof --theme dark -o docs/django-flame-dark.png
"$profdraw" icicle tests/profiles/docutils.prof -o docs/docutils-icicle.png
page=$(mktemp -d)
"$profdraw" flame tests/profiles/django.prof -o "$page/x.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$page/user" \
    --window-size=1200,760 --virtual-time-budget=3000 --screenshot=docs/django-page.png \
    "file://$page/x.html#t=flame&f=render_annotated"
rm -r "$page"
"$profdraw" sunburst tests/profiles/django.prof --width 760 -o docs/django-sunburst.png
"$profdraw" chart tests/format/trace/ok/uftrace.json --width 900 --title 'Flame chart of a C program' -o docs/calls-chart.png
"$profdraw" flame golden/input/shop.folded --base golden/input/shop-before.folded --ignore search --width 900 \
    --title 'What a change changed' -o docs/shop-comparison.png
docs/gallery.sh "$profdraw"
