/* Every value is quoted, and none is ever taken for one of Graphviz' HTML-like labels. */
#include "write/dot_text.h"

static void put_escaped(rn_buffer *out, rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\n')
            rn_put_text(out, "\\n");
        else if (c == '&')
            rn_put_text(out, "&amp;");
        else {
            if (c == '"' || c == '\\')
                rn_put_char(out, '\\');
            rn_put_char(out, c);
        }
    }
}

static void open_value(rn_buffer *out, const char *name)
{
    rn_put_text(out, name);
    rn_put_text(out, "=\"");
}

void rn_put_dot_string(rn_buffer *out, const char *name, rn_bytes value)
{
    open_value(out, name);
    put_escaped(out, value);
    rn_put_char(out, '"');
}

void rn_put_dot_color(rn_buffer *out, const char *name, rn_rgba color)
{
    static const char digits[] = "0123456789abcdef";
    open_value(out, name);
    rn_put_char(out, '#');
    for (int shift = 28; shift >= 8; shift -= 4)
        rn_put_char(out, digits[color >> shift & 15]);
    rn_put_char(out, '"');
}

void rn_put_dot_number(rn_buffer *out, const char *name, double value)
{
    open_value(out, name);
    rn_put_decimal(out, value, 2);
    rn_put_char(out, '"');
}
