/* Words of a line: what stands between blanks and tabs. */
#ifndef RN_WORDS_H
#define RN_WORDS_H

#include "base/bytes.h"

static inline bool rn_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Without the blanks at both ends. */
static inline rn_bytes rn_trim(rn_bytes text)
{
    while (text.size && rn_is_blank(text.data[text.size - 1]))
        text.size--;
    while (text.size && rn_is_blank(text.data[0]))
        text = rn_bytes_slice(text, 1, text.size);
    return text;
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

/* Where `part` begins; false when it is not there. */
static inline bool rn_find(rn_bytes text, rn_bytes part, size_t *at)
{
    const char *found = text.size ? memmem(text.data, text.size, part.data, part.size) : NULL;
    if (found)
        *at = (size_t)(found - text.data);
    return found;
}

/* A whole number with an optional '-' that fills the slice; false, too, when it is beyond a double. */
bool rn_parse_whole(rn_bytes text, double *value);

/* '0x' and at most 16 hex digits that fill the slice. */
bool rn_parse_address(rn_bytes text, uint64_t *address);

/* Hex digits without '0x', at most 16, that fill the slice. */
bool rn_parse_hex(rn_bytes text, uint64_t *value);

#endif
