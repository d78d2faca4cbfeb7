/* See svg_title.h.  Names may hold parentheses, so that titles are taken apart from their end. */
#include "read/svg_title.h"

#include <math.h>

#include "base/number.h"

/* '12.34%', also '+0.50%' */
static bool parse_percent(rn_bytes text, double *value)
{
    if (!rn_bytes_end(text, RN_LITERAL("%")))
        return false;
    text.size--;
    return rn_number_parse(text, value) && fabs(*value) < 1e15;
}

/* '1,234' or '1,234.5' */
static bool parse_count(rn_bytes text, double *value)
{
    char plain[64];
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (size == sizeof plain)
            return false;
        if (text.data[i] != ',')
            plain[size++] = text.data[i];
    }
    return rn_number_parse((rn_bytes){plain, size}, value) && *value >= 0 && *value < 1e18;
}

/* 'COUNT UNIT, PERCENT' or 'COUNT UNIT, PERCENT; CHANGE' */
static bool parse_figures(rn_bytes text, rn_svg_title *out)
{
    double percent, change = NAN;
    size_t semicolon = rn_bytes_find_last(text, RN_LITERAL("; "));
    if (semicolon < text.size) {
        if (!parse_percent(rn_bytes_slice(text, semicolon + 2, text.size), &change))
            return false;
        text.size = semicolon;
    }
    size_t comma = rn_bytes_find_last(text, RN_LITERAL(", "));
    if (comma == text.size || !parse_percent(rn_bytes_slice(text, comma + 2, text.size), &percent))
        return false;
    text.size = comma;
    const char *blank = text.size ? memchr(text.data, ' ', text.size) : NULL;
    size_t size = blank ? (size_t)(blank - text.data) : text.size;
    if (!parse_count(rn_bytes_slice(text, 0, size), &out->count))
        return false;
    out->unit = rn_bytes_slice(text, blank ? size + 1 : size, text.size);
    out->change = change;
    return true;
}

rn_svg_title rn_svg_title_parse(rn_bytes text)
{
    rn_svg_title plain = {.name = text, .count = NAN, .change = NAN}, title = plain;
    size_t open = rn_bytes_find_last(text, RN_LITERAL(" ("));
    if (open == text.size || text.data[text.size - 1] != ')' ||
        !parse_figures(rn_bytes_slice(text, open + 2, text.size - 1), &title))
        return plain;
    title.name = rn_bytes_slice(text, 0, open);
    return title;
}
