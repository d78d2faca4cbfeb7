/* Texts, numbers and columns. */
#include "page/page_json.h"

#include <math.h>

#include "base/text.h"

enum { DIGITS = 9, LINE_SEPARATOR = 0x2028, PARAGRAPH_SEPARATOR = 0x2029 };

static bool needs_escape(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || code == '<' || code == '>' ||
           code == '&' || code == LINE_SEPARATOR || code == PARAGRAPH_SEPARATOR;
}

void rn_put_json_text(rn_buffer *out, rn_bytes text)
{
    size_t start = 0, length = 1;
    rn_put_char(out, '"');
    for (size_t at = 0; at < text.size; at += length) {
        uint32_t code = rn_text_decode(rn_bytes_slice(text, at, text.size), &length);
        if (!needs_escape(code))
            continue;
        rn_put(out, rn_bytes_slice(text, start, at));
        rn_put_text(out, "\\u");
        rn_put_hex(out, code, 4);
        start = at + length;
    }
    rn_put(out, rn_bytes_slice(text, start, text.size));
    rn_put_char(out, '"');
}

void rn_put_json_number(rn_buffer *out, double value)
{
    if (!isfinite(value)) {
        rn_put_text(out, "null");
        return;
    }
    double size = fabs(value);
    if (size > 1e-200 && size < 1e200 && value != floor(value)) {
        double scale = pow(10, DIGITS - 1 - floor(log10(size)));
        value = round(value * scale) / scale;
    }
    rn_put_double(out, value);
}

void rn_put_json_key(rn_buffer *out, const char *key)
{
    if (out->size && !out->failed && out->data[out->size - 1] != '{')
        rn_put_char(out, ',');
    rn_put_char(out, '"');
    rn_put_text(out, key);
    rn_put_text(out, "\":");
}

void rn_put_json_column(rn_buffer *out, const char *key, size_t count, rn_put_json_item put,
                        const void *user)
{
    rn_put_json_key(out, key);
    rn_put_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            rn_put_char(out, ',');
        put(out, user, i);
    }
    rn_put_char(out, ']');
}
