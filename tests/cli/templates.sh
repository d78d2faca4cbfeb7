# --node-template and --edge-template: what boxes and arrows say.
labels() {
    "$PROFDRAW" "$@" -T dot | grep -o ' label="[^"]*"' | sed '1d'
}
cat > calls.callgrind <<'END'
# callgrind format
events: Ir
ob=/usr/bin/shop
fl=shop.c
fn=main
1 100
cfn=load
calls=4 20
2 800
fn=load
20 800
END
labels graph calls.callgrind --node-template '{name}\n{place} {module}\n{total} ({total%})\n{self} ({self%})\n{calls}× {total/call} each, {self/call} own' \
    --edge-template '{caller} to {callee}: {calls}×\n{total} {total%}\n{total/call} each'
echo 'a word that is not known is left out, and lines of nothing else:'
printf 'main;parse 30\nmain;emit 20\n' > s.folded
labels graph s.folded --node-template '{name} [{file}:{line}] {self}\n{calls}× {total/call}\n{{{total%}}}' --edge-template '{calls}×\n{total}'
echo 'of comparisons:'
printf 'main;parse 10\nmain;old 5\n' > old.folded
labels graph s.folded --base old.folded --node-template '{name} {total.before} {total.change} {self.before} {self.change}' \
    --edge-template '{total} {total.before} {total.change}'
echo 'in a picture:'
"$PROFDRAW" graph calls.callgrind --node-template '{total/call} a call of {name}' --edge-template '{calls} calls\n{total}' |
    grep -o '>[^<>]*\(call of\|calls<\|Ir<\)[^<>]*' | sort
for options in '--node-template {nam}' '--node-template {caller}' '--edge-template {self}' '--edge-template {total' '--node-template a}b' \
    '--node-template {}'; do
    "$PROFDRAW" graph s.folded $options -o x.svg 2>&1
    echo "$?"
done
