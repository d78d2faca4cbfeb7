/* What XML has a meaning for, and what it has no character for. */
#include "surface/svg_escape.h"

#include "base/text.h"

static const char *entity(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\n':
        return "\n";
    default:
        return c < 0x20 || c == 0x7f ? "\xef\xbf\xbd" : NULL;
    }
}

/* True for what XML has no character for, which includes bytes that are no UTF-8. */
static bool is_unfit(rn_bytes text, size_t *length)
{
    uint32_t code = rn_text_decode(text, length);
    return (*length == 1 && code >= 0x80) || (code >= 0xd800 && code < 0xe000) ||
           (code & 0xfffe) == 0xfffe;
}

static void put_escaped(rn_buffer *out, const char *string, bool in_attribute)
{
    rn_bytes text = rn_bytes_of(string);
    size_t from = 0, length = 1;
    for (size_t at = 0; at < text.size; at += length) {
        unsigned char c = (unsigned char)text.data[at];
        const char *instead = NULL;
        length = 1;
        if (c < 0x80)
            instead = c == '"' && !in_attribute ? NULL : entity(c);
        else if (is_unfit(rn_bytes_slice(text, at, text.size), &length))
            instead = "\xef\xbf\xbd";
        if (!instead)
            continue;
        rn_put(out, rn_bytes_slice(text, from, at));
        rn_put_text(out, instead);
        from = at + length;
    }
    rn_put(out, rn_bytes_slice(text, from, text.size));
}

void rn_svg_put_escaped(rn_buffer *out, const char *string)
{
    put_escaped(out, string, true);
}

void rn_svg_put_content(rn_buffer *out, const char *string)
{
    put_escaped(out, string, false);
}
