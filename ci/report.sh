#!/bin/sh
# Draws and reports a profile in a CI job, compares it with that of the base branch, and judges rules.
#
#   report.sh NEW [BASE [FOLDER]]        BASE may be missing or empty: then nothing is compared
#
# Of the environment: PROFDRAW (the program; default: profdraw) and PROFDRAW_RULES, one rule of --fail-if a line; those
# that tell of a change ('> +10%') only count when there is something to compare with.  FOLDER (default: profdraw)
# gets flame.svg, graph.svg and report.md.  The exit status is 3 when a rule is tripped.
set -eu
new=$1
base=${2:-}
folder=${3:-profdraw}
profdraw=${PROFDRAW:-profdraw}
mkdir -p "$folder"

set --
if [ -n "$base" ] && [ -e "$base" ]; then
    set -- --base "$base"
fi
"$profdraw" flame "$new" "$@" --interactive --theme auto -o "$folder/flame.svg"
"$profdraw" graph "$new" "$@" --theme auto -o "$folder/graph.svg"

compared=$#
while IFS= read -r rule; do
    case $rule in
    *[![:space:]]*) ;;
    *) continue ;;
    esac
    if [ "$compared" = 0 ] && printf '%s\n' "$rule" | grep -Eq '[<>]=? *[+-][0-9.]+[^<>()]*$'; then
        continue
    fi
    set -- "$@" --fail-if "$rule"
done <<RULES
${PROFDRAW_RULES:-}
RULES
"$profdraw" report "$new" "$@" --markdown --max-bytes 60k -o "$folder/report.md"
