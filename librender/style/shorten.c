/* One pass over a name.  Inside brackets a stack of where paths begin in the output lets a '::' take back what
 * was written of a qualifier. */
#include "style/shorten.h"

#include <string.h>

#include "style/names.h"
#include "style/strip.h"

/* Longer names are no longer looked into: matching brackets takes quadratic time. */
enum { SHORTENED_BYTES_MAX = 4096, DEPTH_MAX = 24 };

enum { LOCAL_PATHS = 1, NO_ARGUMENTS, OUTER_TEMPLATES, NO_TEMPLATES, FEWER_QUALIFIERS };

static const char ELLIPSIS[] = "\xe2\x80\xa6";

static bool opens(char c)
{
    return c == '(' || c == '<' || c == '[' || c == '{';
}

static bool closes(rn_bytes text, size_t at)
{
    char c = text.data[at];
    bool is_arrow = c == '>' && at > 0 && text.data[at - 1] == '-';
    return (c == ')' || c == '>' || c == ']' || c == '}') && !is_arrow;
}

/* The length of a bracket that is a qualifier like others: C++'s, and Clang's spelling of it. */
static size_t unnamed_at(rn_bytes text, size_t at)
{
    rn_bytes rest = rn_bytes_slice(text, at, text.size), word = RN_LITERAL("(anonymous namespace)");
    return rn_bytes_start(rest, word) ? word.size : 0;
}

static void put_collapsed(rn_buffer *out, rn_bytes bracket)
{
    rn_put_char(out, bracket.data[0]);
    rn_put_text(out, bracket.size > 2 ? ELLIPSIS : "");
    rn_put_char(out, bracket.data[bracket.size - 1]);
}

/* ---- inside brackets -------------------------------------------------------------------------- */

/* Appends what stands in a bracket with the last parts of paths only. */
static void put_inside(rn_buffer *out, rn_bytes text, int step)
{
    size_t begins[DEPTH_MAX + 1] = {out->size}, depth = 0;
    for (size_t at = 0; at < text.size;) {
        char c = text.data[at];
        size_t unnamed = unnamed_at(text, at), end = 0;
        if (c == '<' && (step >= OUTER_TEMPLATES || depth == DEPTH_MAX))
            end = rn_after_bracket(text, at);
        if (unnamed) {
            rn_put(out, rn_bytes_slice(text, at, at + unnamed));
            at += unnamed;
        } else if (end) {
            put_collapsed(out, rn_bytes_slice(text, at, end));
            at = end;
        } else if (c == ':' && at + 1 < text.size && text.data[at + 1] == ':') {
            out->size = begins[depth];
            at += 2;
        } else {
            rn_put_char(out, c);
            at++;
            if (opens(c) && depth < DEPTH_MAX)
                depth++;
            if (closes(text, at - 1))
                depth -= depth > 0;
            else if (opens(c) || strchr(" ,&*=", c))
                begins[depth] = out->size;
        }
    }
}

/* ---- the name --------------------------------------------------------------------------------- */

/* "pkg.(*T).f", "<T as Trait>::f", "<anonymous>": part of the name. */
static bool is_name(rn_bytes name, size_t at, size_t end)
{
    bool after_dot = at > 0 && name.data[at - 1] == '.';
    return rn_keeps_bracket(name, at, end) || (name.data[at] == '<' && after_dot);
}

static void put_bracket(rn_buffer *out, rn_bytes name, size_t at, size_t end, int step)
{
    rn_bytes bracket = rn_bytes_slice(name, at, end);
    bool is_argument = name.data[at] == '(', is_kept = is_name(name, at, end);
    bool collapses = step >= (is_argument ? NO_ARGUMENTS : NO_TEMPLATES);
    if (unnamed_at(name, at) || end - at < 3) {
        rn_put(out, bracket);
    } else if (collapses && !is_kept) {
        put_collapsed(out, bracket);
    } else {
        rn_put_char(out, name.data[at]);
        put_inside(out, rn_bytes_slice(name, at + 1, end - 1), step);
        rn_put_char(out, name.data[end - 1]);
    }
}

static void put_name(rn_buffer *out, rn_bytes name, int step)
{
    for (size_t at = 0; at < name.size;) {
        size_t sign = rn_operator_at(name, at), end = 0;
        bool is_bracket = name.data[at] == '(' || name.data[at] == '<';
        if (!sign && is_bracket)
            end = rn_after_bracket(name, at);
        if (end)
            put_bracket(out, name, at, end, step);
        else
            rn_put(out, rn_bytes_slice(name, at, at + (sign ? sign : 1)));
        at = end ? end : at + (sign ? sign : 1);
    }
}

/* "non-virtual thunk to", "vtable for". */
static bool is_about(rn_bytes text)
{
    return rn_bytes_end(text, RN_LITERAL(" to")) || rn_bytes_end(text, RN_LITERAL(" for"));
}

/* Compilers put the type that is returned in front of templates' names: "void f<int>(int)". */
static rn_bytes without_type(rn_bytes name)
{
    size_t begin = 0;
    if (name.size && name.data[0] == '(' && !unnamed_at(name, 0))
        return name;
    for (size_t at = 0; at < name.size;) {
        size_t sign = rn_operator_at(name, at), end = 0;
        char c = name.data[at];
        if (!sign && (c == '(' || c == '<'))
            end = rn_after_bracket(name, at);
        if (end && c == '(' && !is_name(name, at, end))
            return rn_bytes_slice(name, begin, name.size);
        if (sign && at + sign < name.size && name.data[at + sign] == ' ')
            sign++; /* "operator new" */
        if (c == ' ')
            begin = is_about(rn_bytes_slice(name, 0, at)) ? 0 : at + 1;
        at = end ? end : at + (sign ? sign : 1);
    }
    return name;
}

/* "a::f", "f(int)", "f<int>(int)"; but not Ruby's "block (2 levels) in <main>". */
static bool is_signature(rn_bytes name)
{
    for (size_t i = 1; i + 1 < name.size; i++) {
        char before = name.data[i - 1], c = name.data[i];
        if (c == ':' && name.data[i + 1] == ':')
            return true;
        if (c == '(' && (rn_is_word(before) || before == '>'))
            return true;
    }
    return false;
}

/* "f() const", "f() [clone .isra.0]". */
static rn_bytes without_marks(rn_bytes name)
{
    rn_bytes clone = RN_LITERAL(" [clone "), constant = RN_LITERAL(" const");
    for (;;) {
        bool is_clone = rn_bytes_end(name, RN_LITERAL("]"));
        size_t at = is_clone ? rn_bytes_find_last(name, clone) : name.size;
        if (rn_bytes_end(name, constant))
            at = name.size - constant.size;
        if (at == name.size)
            return name;
        name.size = at;
    }
}

bool rn_put_signature(rn_buffer *out, rn_bytes name)
{
    if (name.size > SHORTENED_BYTES_MAX || !is_signature(name))
        return false;
    rn_put_shortened(out, without_marks(name), NO_TEMPLATES);
    return true;
}

void rn_put_shortened(rn_buffer *out, rn_bytes name, int step)
{
    if (step <= 0 || name.size > SHORTENED_BYTES_MAX) {
        rn_put(out, name);
        return;
    }
    rn_buffer text = {0};
    put_name(&text, step >= NO_ARGUMENTS ? without_type(name) : name, step);
    rn_bytes rest = rn_buffer_bytes(&text);
    for (int i = FEWER_QUALIFIERS; i <= step; i++) {
        rn_bytes tail = rn_name_tail(rest);
        rest = tail.size ? tail : rest;
    }
    rn_put_text(out, rest.size < text.size ? ELLIPSIS : "");
    rn_put(out, rest);
    out->failed |= text.failed;
    rn_buffer_finish(&text);
}
