/* Padding. */
#include "report/columns.h"

#include "base/text.h"

void rn_put_blanks(rn_buffer *out, size_t count)
{
    while (count-- > 0)
        rn_put_char(out, ' ');
}

static void pad(rn_buffer *out, rn_bytes text, size_t width)
{
    size_t length = rn_text_length(text);
    rn_put_blanks(out, width > length ? width - length : 0);
}

void rn_put_right(rn_buffer *out, rn_bytes text, size_t width)
{
    pad(out, text, width);
    rn_put(out, text);
}

void rn_put_left(rn_buffer *out, rn_bytes text, size_t width)
{
    rn_put(out, text);
    pad(out, text, width);
}
