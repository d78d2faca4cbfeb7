/* Words of a line: what stands between blanks and tabs; and other small steps through it. */
#ifndef RN_WORDS_H
#define RN_WORDS_H

#include "base/bytes.h"

static inline bool rn_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline bool rn_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool rn_is_hex_digit(char c)
{
    return rn_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* Without the blanks at the start, at the end, at both. */
static inline rn_bytes rn_trim_start(rn_bytes text)
{
    while (text.size && rn_is_blank(text.data[0]))
        text = rn_bytes_slice(text, 1, text.size);
    return text;
}

static inline rn_bytes rn_trim_end(rn_bytes text)
{
    while (text.size && rn_is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

static inline rn_bytes rn_trim(rn_bytes text)
{
    return rn_trim_end(rn_trim_start(text));
}

/* Cuts off what stands before the first `separator`, and the separator; all when there is none. */
static inline rn_bytes rn_cut_part(rn_bytes *rest, char separator)
{
    const char *at = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    rn_bytes part = *rest;
    if (at) {
        part.size = (size_t)(at - rest->data);
        *rest = rn_bytes_slice(*rest, part.size + 1, rest->size);
    } else {
        *rest = (rn_bytes){"", 0};
    }
    return part;
}

/* Cuts the first word off; empty when there is none left. */
static inline rn_bytes rn_cut_first_word(rn_bytes *rest)
{
    size_t start = 0;
    while (start < rest->size && rn_is_blank(rest->data[start]))
        start++;
    size_t end = start;
    while (end < rest->size && !rn_is_blank(rest->data[end]))
        end++;
    rn_bytes word = rn_bytes_slice(*rest, start, end);
    *rest = rn_bytes_slice(*rest, end, rest->size);
    return word;
}

/* Cuts the last word off, with the blanks before and after it. */
static inline rn_bytes rn_cut_last_word(rn_bytes *rest)
{
    rn_bytes text = rn_trim(*rest);
    size_t start = text.size;
    while (start && !rn_is_blank(text.data[start - 1]))
        start--;
    *rest = rn_trim(rn_bytes_slice(text, 0, start));
    return rn_bytes_slice(text, start, text.size);
}

/* Cuts `prefix` off the start. */
static inline bool rn_cut_prefix(rn_bytes *text, const char *prefix)
{
    rn_bytes start = rn_bytes_of(prefix);
    bool fits = rn_bytes_start(*text, start);
    if (fits)
        *text = rn_bytes_slice(*text, start.size, text->size);
    return fits;
}

/* Cuts `suffix` off the end. */
static inline bool rn_cut_suffix(rn_bytes *text, const char *suffix)
{
    rn_bytes end = rn_bytes_of(suffix);
    bool fits = rn_bytes_end(*text, end);
    if (fits)
        text->size -= end.size;
    return fits;
}

/* Where `part` begins; false when it is not there. */
static inline bool rn_find(rn_bytes text, rn_bytes part, size_t *at)
{
    const char *found = text.size ? memmem(text.data, text.size, part.data, part.size) : NULL;
    if (found)
        *at = (size_t)(found - text.data);
    return found;
}

static inline bool rn_contains(rn_bytes text, const char *part)
{
    size_t at;
    return rn_find(text, rn_bytes_of(part), &at);
}

/* Where `c` first is, and where it last is. */
static inline bool rn_find_char(rn_bytes text, char c, size_t *at)
{
    const char *found = text.size ? memchr(text.data, c, text.size) : NULL;
    if (found)
        *at = (size_t)(found - text.data);
    return found;
}

static inline bool rn_find_last_char(rn_bytes text, char c, size_t *at)
{
    const char *found = text.size ? memrchr(text.data, c, text.size) : NULL;
    if (found)
        *at = (size_t)(found - text.data);
    return found;
}

/* Cuts the decimal digits at the start off, which may be none. */
static inline rn_bytes rn_cut_digits(rn_bytes *text)
{
    size_t at = 0;
    while (at < text->size && rn_is_digit(text->data[at]))
        at++;
    rn_bytes digits = rn_bytes_slice(*text, 0, at);
    *text = rn_bytes_slice(*text, at, text->size);
    return digits;
}

/* Cuts '0x' and the hex digits behind it, at least one, off the start; *digits without the '0x'. */
static inline bool rn_cut_address(rn_bytes *text, rn_bytes *digits)
{
    size_t at = 2;
    if (!rn_bytes_start(*text, RN_LITERAL("0x")))
        return false;
    while (at < text->size && rn_is_hex_digit(text->data[at]))
        at++;
    *digits = rn_bytes_slice(*text, 2, at);
    *text = rn_bytes_slice(*text, at, text->size);
    return at > 2;
}

/* A whole number with an optional '-' that fills the slice; false, too, when it is beyond a double. */
bool rn_parse_whole(rn_bytes text, double *value);

/* '0x' and at most 16 hex digits that fill the slice. */
bool rn_parse_address(rn_bytes text, uint64_t *address);

/* Hex digits without '0x', at most 16, that fill the slice. */
bool rn_parse_hex(rn_bytes text, uint64_t *value);

#endif
