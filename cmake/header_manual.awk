# Writes librender(3) from librender.h: its comments as text, its declarations as code, its rulers as
# headings.
function escape(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/'/, "\\(aq", text)
    if (substr(text, 1, 1) == ".")
        text = "\\\\&" text
    return text
}
# Headings need no paragraph behind them, and a comment stands close to what it is about.
function paragraph()
{
    if (last != "heading")
        print ".PP"
}
function set_code(is_on)
{
    if (is_on == code)
        return
    if (is_on && last != "comment")
        paragraph()
    print is_on ? ".nf" : ".fi"
    if (is_on)
        last = "code"
    code = is_on
}
# A line of a comment.  What is a list in it stays one.
function put_words(text)
{
    is_last = sub(/ *\*\/ *$/, "", text)
    sub(/^ *\/?\*+ ?/, "", text)
    if (text ~ /^ *$/) {
        if (!is_last)
            print ".PP"
    }
    else if (text ~ /^  - /)
        print ".IP \\(bu 2\n" escape(substr(text, 5))
    else {
        sub(/^ +/, "", text)
        print escape(text)
    }
}
# A comment waits for what it is about, as those of macros do not belong here.
function put_comment(count, i, lines)
{
    if (held == "")
        return
    set_code(0)
    paragraph()
    last = "comment"
    count = split(held, lines, "\n")
    for (i = 1; i < count; i++)
        if (lines[i] !~ /@file/)
            put_words(lines[i])
    held = ""
}
BEGIN {
    printf ".TH LIBRENDER 3 \"\" \"librender %s\" \"librender\"\n", version
    print ".SH NAME\nlibrender \\- turns profiles into pictures"
    print ".SH SYNOPSIS\n.nf\n#include <librender.h>\n.fi\n.PP\n.nf"
    print "cc \\&... $(pkg\\-config \\-\\-cflags \\-\\-libs librender)\n.fi\n.SH DESCRIPTION"
    last = "heading"
}
/^#(define|if) / { held = "" }
/^#|^extern "C"|^}$/ {
    put_comment()
    next
}
/^\/\* ---- / {
    put_comment()
    set_code(0)
    sub(/^\/\* -+ /, "")
    sub(/ -+ \*\/$/, "")
    print ".SH " toupper(escape($0))
    last = "heading"
    next
}
/^\/\*/ {
    put_comment()
    comment = 1
}
comment {
    held = held $0 "\n"
    if (/\*\//)
        comment = 0
    next
}
{ put_comment() }
/^ *$/ { set_code(0); next }
{
    set_code(1)
    sub(/^RENDER_API /, "")
    sub(/\/\*\*<?/, "/*")
    print escape($0)
}
END {
    set_code(0)
    print ".SH SEE ALSO\n.BR profdraw (1)"
}
