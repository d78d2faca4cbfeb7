/* Python's regular expressions in PCRE2's syntax.  Both stem from Perl's; what differs is translated
 * or, when Python refuses it, refused:
 *
 *   \Z  \v  \uXXXX  \xXX      \z  \x0B  \x{XXXX}  \x{XX}
 *   {,3}                      {0,3}
 *   [[:x]                     [\[:x]
 *   \h  \K  \Q…  (*VERB)  (?|…)  (?R)  a{2}{3}  ^*      errors
 *
 * Left out: \N{NAME}, the flags a, L and u. */
#include "base/regex.h"

#include <stdlib.h>

#include "base/buffer.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct rn_regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
};

/* ---- translation ------------------------------------------------------------------------------ */

/* What stands before a quantifier. */
typedef enum operand { NOTHING, PLACE, ITEM, QUANTIFIED } operand;

typedef struct translator {
    rn_bytes from;
    size_t at;
    rn_buffer *to;
    operand last;
} translator;

static bool is_at(const translator *t, char c)
{
    return t->at < t->from.size && t->from.data[t->at] == c;
}

static bool is_among(char c, const char *set)
{
    return c && strchr(set, c);
}

static void copy(translator *t, size_t count)
{
    rn_put(t->to, rn_bytes_slice(t->from, t->at, t->at + count));
    t->at += count;
}

/* Exactly `count` hex digits. */
static bool take_hex(translator *t, size_t count)
{
    if (t->from.size - t->at < count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_among(t->from.data[t->at + i], "0123456789abcdefABCDEF"))
            return false;
    rn_put_text(t->to, "\\x{");
    copy(t, count);
    rn_put_char(t->to, '}');
    return true;
}

/* What follows a backslash. */
static bool take_escape(translator *t, bool in_class)
{
    if (t->at == t->from.size)
        return false;
    char c = t->from.data[t->at++];
    t->last = !in_class && is_among(c, "AbBZ") ? PLACE : ITEM;
    if (c == 'x' || c == 'u' || c == 'U')
        return take_hex(t, c == 'x' ? 2 : c == 'u' ? 4 : 8);
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter && !is_among(c, in_class ? "abfnrtvdDsSwW" : "abfnrtvdDsSwWABZ"))
        return false;
    if (c == 'v')
        rn_put_text(t->to, "\\x0B");
    else
        rn_put(t->to, (rn_bytes){(char[]){'\\', c == 'Z' ? 'z' : c}, 2});
    return true;
}

/* What follows '['. */
static bool take_class(translator *t)
{
    rn_put_char(t->to, '[');
    if (is_at(t, '^'))
        copy(t, 1);
    for (bool is_first = true; t->at < t->from.size; is_first = false) {
        char c = t->from.data[t->at];
        if (c == '\\') {
            t->at++;
            if (!take_escape(t, true))
                return false;
            continue;
        }
        if (c == '[' || (c == ']' && is_first))
            rn_put_char(t->to, '\\');
        copy(t, 1);
        if (c == ']' && !is_first) {
            t->last = ITEM;
            return true;
        }
    }
    return false;
}

/* What follows '('. */
static bool take_group(translator *t)
{
    rn_put_char(t->to, '(');
    t->last = NOTHING;
    if (!is_at(t, '?'))
        return true;
    copy(t, 1);
    rn_bytes rest = rn_bytes_slice(t->from, t->at, t->from.size);
    if (rn_bytes_start(rest, RN_LITERAL("P<")) || rn_bytes_start(rest, RN_LITERAL("P=")) ||
        rn_bytes_start(rest, RN_LITERAL("<=")) || rn_bytes_start(rest, RN_LITERAL("<!"))) {
        size_t name = 2;
        while (name < rest.size && !is_among(rest.data[name], "<>=!()"))
            name++;
        copy(t, rest.data[0] == 'P' ? name : 2);
        return true;
    }
    size_t size = 0;
    if (rest.size && is_among(rest.data[0], "#("))
        while (size + 1 < rest.size && rest.data[size] != ')')
            size++;
    else
        while (size < rest.size && is_among(rest.data[size], "imsx-"))
            size++;
    copy(t, size);
    return size || (rest.size && is_among(rest.data[0], ":=!>"));
}

/* The size of '{2}', '{2,}', '{,3}' or '{2,3}', 0 when it is nothing of that kind. */
static size_t measure_braces(const translator *t)
{
    size_t at = t->at + 1, digits = 0, commas = 0;
    for (; at < t->from.size && is_among(t->from.data[at], "0123456789,"); at++) {
        commas += t->from.data[at] == ',';
        digits += t->from.data[at] != ',';
    }
    bool closes = at < t->from.size && t->from.data[at] == '}';
    return closes && commas <= 1 && digits + commas ? at + 1 - t->at : 0;
}

static bool take_quantifier(translator *t, size_t size)
{
    if (t->last != ITEM)
        return false;
    if (size > 1 && t->from.data[t->at + 1] == ',') {
        rn_put_text(t->to, "{0");
        t->at++;
        size--;
    }
    copy(t, size);
    if (is_at(t, '?') || is_at(t, '+'))
        copy(t, 1);
    t->last = QUANTIFIED;
    return true;
}

static bool take_next(translator *t)
{
    char c = t->from.data[t->at];
    size_t braces = c == '{' ? measure_braces(t) : 0;
    if (is_among(c, "*+?") || braces)
        return take_quantifier(t, braces ? braces : 1);
    if (is_among(c, "\\[(")) {
        t->at++;
        return c == '\\' ? take_escape(t, false) : c == '[' ? take_class(t) : take_group(t);
    }
    if (c == '{')
        rn_put_char(t->to, '\\');
    copy(t, 1);
    t->last = c == '|' ? NOTHING : is_among(c, "^$") ? PLACE : ITEM;
    return true;
}

static bool translate(rn_buffer *to, rn_bytes pattern)
{
    translator t = {.from = pattern, .to = to};
    while (t.at < pattern.size)
        if (!take_next(&t))
            return false;
    return true;
}

/* ---- matching --------------------------------------------------------------------------------- */

static render_status compile(rn_regex *regex, rn_bytes pattern, uint32_t steps)
{
    int error;
    size_t where;
    regex->code = pcre2_compile((PCRE2_SPTR)(pattern.data ? pattern.data : ""), pattern.size,
                                PCRE2_UTF | PCRE2_UCP, &error, &where, NULL);
    if (!regex->code)
        return error == PCRE2_ERROR_NOMEMORY ? RENDER_ERROR_MEMORY : RENDER_ERROR_ARGUMENT;
    regex->match = pcre2_match_data_create(2, NULL) /* the whole, and a group */;
    regex->context = pcre2_match_context_create(NULL);
    if (!regex->match || !regex->context)
        return RENDER_ERROR_MEMORY;
    pcre2_set_match_limit(regex->context, steps);
    return RENDER_OK;
}

render_status rn_regex_new(rn_regex **out, rn_bytes pattern, uint32_t steps)
{
    rn_buffer translated = {0};
    rn_regex *regex = calloc(1, sizeof *regex);
    render_status status = regex ? RENDER_OK : RENDER_ERROR_MEMORY;
    *out = NULL;
    if (!status && !translate(&translated, pattern))
        status = RENDER_ERROR_ARGUMENT;
    if (!status && translated.failed)
        status = RENDER_ERROR_MEMORY;
    if (!status)
        status = compile(regex, (rn_bytes){translated.data, translated.size}, steps);
    rn_buffer_finish(&translated);
    if (status)
        rn_regex_free(regex);
    else
        *out = regex;
    return status;
}

void rn_regex_free(rn_regex *regex)
{
    if (!regex)
        return;
    pcre2_match_context_free(regex->context);
    pcre2_match_data_free(regex->match);
    pcre2_code_free(regex->code);
    free(regex);
}

static int match(const rn_regex *regex, rn_bytes text)
{
    return pcre2_match(regex->code, (PCRE2_SPTR)(text.data ? text.data : ""), text.size, 0,
                       PCRE2_NO_UTF_CHECK, regex->match, regex->context);
}

static render_status status_of(int count)
{
    if (count >= 0 || count == PCRE2_ERROR_NOMATCH)
        return RENDER_OK;
    return count == PCRE2_ERROR_NOMEMORY ? RENDER_ERROR_MEMORY : RENDER_ERROR_LIMIT;
}

render_status rn_regex_search(const rn_regex *regex, rn_bytes text, bool *found)
{
    int count = match(regex, text);
    *found = count >= 0;
    return status_of(count);
}

render_status rn_regex_find(const rn_regex *regex, rn_bytes text, rn_bytes *found)
{
    int count = match(regex, text);
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->match);
    *found = (rn_bytes){"", 0};
    if (count < 0)
        return status_of(count);
    bool has_group = count != 1 && ends[2] != PCRE2_UNSET;
    const PCRE2_SIZE *part = has_group ? ends + 2 : ends;
    if (part[0] < part[1])
        *found = rn_bytes_slice(text, part[0], part[1]);
    return RENDER_OK;
}
