/* Frames of gdb:
 *
 *     0x00005624e8c791e4 in (anonymous namespace)::Shape::area (this=0x7fec, n=12) at busy.cc:10
 *     std::function<long (int)>::operator()(int) const (__args#0=...) at std_function.h:591
 *     0x00007fecc44a71f5 in foo(int) () from /lib/libfoo.so      0x0000560 in ?? ()
 *     <signal handler called>
 *
 * The name ends before the first ' (' that is not inside of brackets.  Arguments may hold anything,
 * also strings with parentheses. */
#include "read/gdb_frame.h"

#include "base/number.h"
#include "base/words.h"

/* Of text that was broken into lines. */
static bool is_space(char c)
{
    return rn_is_blank(c) || c == '\n' || c == '\r';
}

static rn_bytes trim(rn_bytes text)
{
    while (text.size && is_space(text.data[0]))
        text = rn_bytes_slice(text, 1, text.size);
    while (text.size && is_space(text.data[text.size - 1]))
        text.size--;
    return text;
}

bool rn_gdb_frame_number(rn_bytes *line, uint64_t *number)
{
    rn_bytes text = *line;
    if (!rn_cut_prefix(&text, "#") || !rn_number_parse_uint(rn_cut_digits(&text), number) ||
        !text.size || !rn_is_blank(text.data[0]))
        return false;
    *line = rn_trim_start(text);
    return true;
}

/* ---- names ------------------------------------------------------------------------------------ */

static bool is_word(char c)
{
    return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' : rn_is_digit(c) || c == '_';
}

/* The size of 'operator' with its sign at `at`, such as 'operator<<'; else 0. */
static size_t operator_at(rn_bytes text, size_t at)
{
    rn_bytes word = RN_LITERAL("operator"), rest = rn_bytes_slice(text, at, text.size);
    if (!rn_bytes_start(rest, word) || (at && is_word(text.data[at - 1])))
        return 0;
    size_t end = word.size;
    if (rest.size >= end + 2 && memcmp(rest.data + end, "()", 2) == 0)
        return end + 2;
    while (end < rest.size && rest.data[end] && strchr("<>=-*!&|+/%^~", rest.data[end]))
        end++;
    return end;
}

/* Where the blank is before the parenthesis that opens the arguments. */
static bool find_arguments(rn_bytes text, size_t *at)
{
    size_t angles = 0, parentheses = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        size_t sign = c == 'o' ? operator_at(text, i) : 0;
        if (sign) {
            i += sign - 1;
        } else if (c == '(') {
            if (i && is_space(text.data[i - 1]) && !angles && !parentheses) {
                *at = i - 1;
                return true;
            }
            parentheses++;
        } else if (c == ')' && parentheses) {
            parentheses--;
        } else if (c == '<') {
            angles++;
        } else if (c == '>' && angles && text.data[i - 1] != '-') {
            angles--;
        }
    }
    return false;
}

/* ---- arguments -------------------------------------------------------------------------------- */

/* Where the quoted text that opens at `at` has been closed. */
static size_t after_quote(rn_bytes text, size_t at)
{
    for (size_t i = at + 1; i < text.size; i++) {
        if (text.data[i] == '\\')
            i++;
        else if (text.data[i] == text.data[at])
            return i;
    }
    return text.size;
}

/* A character: "'A'", "'\\n'", "'\\000'", but no apostrophe. */
static bool is_character(rn_bytes text, size_t at)
{
    enum { LONGEST = 8 };
    size_t end = after_quote(text, at);
    return at && is_space(text.data[at - 1]) && end < text.size && end - at < LONGEST;
}

/* What is behind the arguments that begin at `at`; false when they are not closed. */
static bool skip_arguments(rn_bytes text, size_t at, rn_bytes *rest)
{
    size_t depth = 0;
    for (size_t i = at; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || (c == '\'' && is_character(text, i))) {
            i = after_quote(text, i);
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && depth && --depth == 0) {
            *rest = trim(rn_bytes_slice(text, i + 1, text.size));
            return true;
        }
    }
    return false;
}

/* ---- places ----------------------------------------------------------------------------------- */

static void take_place(rn_bytes text, rn_gdb_frame *out)
{
    size_t colon;
    uint64_t line;
    rn_bytes place = text;
    if (rn_cut_prefix(&place, "from ")) {
        out->module = trim(place);
    } else if (rn_cut_prefix(&place, "at ")) {
        place = trim(place);
        if (rn_find_last_char(place, ':', &colon) &&
            rn_number_parse_uint(rn_bytes_slice(place, colon + 1, place.size), &line)) {
            out->line = line <= UINT32_MAX ? (uint32_t)line : 0;
            place.size = colon;
        }
        out->file = place;
    }
}

static bool take_marker(rn_bytes text, rn_gdb_frame *out)
{
    static const rn_bytes markers[] = {RN_LITERAL("<signal handler called>"),
                                       RN_LITERAL("<function called from gdb>")};
    text = trim(text);
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++)
        out->is_marker |= rn_bytes_equal(text, markers[i]);
    out->name = text;
    return out->is_marker;
}

bool rn_gdb_frame_parse(rn_bytes text, rn_gdb_frame *out)
{
    rn_bytes address, rest;
    size_t at;
    *out = (rn_gdb_frame){0};
    if (rn_cut_address(&text, &address)) {
        out->has_address = true;
        if (!rn_cut_prefix(&text, " in "))
            return false;
    }
    if (take_marker(text, out))
        return true;
    if (!find_arguments(text, &at) || at == 0)
        return false;
    out->name = trim(rn_bytes_slice(text, 0, at));
    if (rn_bytes_equal(out->name, RN_LITERAL("??")))
        out->name.size = 0;
    out->is_open = !skip_arguments(text, at + 1, &rest);
    if (!out->is_open)
        take_place(rest, out);
    return true;
}
