/* Five characters that mean something in HTML. */
#include "output/html.h"

static const char *entity(char c)
{
    switch (c) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void rn_put_html(rn_buffer *out, rn_bytes text)
{
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *instead = entity(text.data[i]);
        if (!instead)
            continue;
        rn_put(out, rn_bytes_slice(text, start, i));
        rn_put_text(out, instead);
        start = i + 1;
    }
    rn_put(out, rn_bytes_slice(text, start, text.size));
}
