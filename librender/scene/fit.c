/* Cutting text at its end so that it fits, with an ellipsis.
 *
 * The end is what is cut because names in pictures begin with what tells them apart: labels put the
 * function first and its file after.  Words and paths are not looked at. */
#include "scene/fit.h"

#include "base/text.h"
#include "style/names.h"
#include "style/shorten.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* No picture shows more of a label; longer text is not measured. */
enum { SHOWN_BYTES_MAX = 4096 };

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Characters that change or join the one before them. */
static bool is_joined(uint32_t code)
{
    return (code >= 0x300 && code < 0x370) || (code >= 0x1ab0 && code < 0x1b00) ||
           (code >= 0x20d0 && code < 0x2100) || (code >= 0xfe00 && code < 0xfe10) ||
           code == 0x200d || (code >= 0x1f3fb && code <= 0x1f3ff);
}

static bool ends_in_joiner(rn_bytes text, size_t at)
{
    return rn_bytes_end(rn_bytes_slice(text, 0, at), RN_LITERAL("\xe2\x80\x8d"));
}

/* The last place at or before `at` where text may be cut: not inside a character, nor between one
 * and its marks. */
static size_t boundary(rn_bytes text, size_t at)
{
    while (at > 0 && at < text.size) {
        size_t length;
        bool inside = is_tail(text.data[at]);
        if (!inside && !ends_in_joiner(text, at) &&
            !is_joined(rn_text_decode(rn_bytes_slice(text, at, text.size), &length)))
            break;
        at--;
    }
    return at;
}

/* The longest beginning that is at most `width` wide. */
static size_t longest_fit(rn_measure *measure, rn_bytes text, double size, bool bold, double width)
{
    size_t fits = 0, too_long = text.size + 1;
    while (fits + 1 < too_long) {
        size_t middle = fits + (too_long - fits) / 2;
        size_t cut = boundary(text, middle);
        if (cut <= fits ||
            rn_measure_width(measure, rn_bytes_slice(text, 0, cut), size, bold) <= width)
            fits = middle;
        else
            too_long = cut;
    }
    return boundary(text, fits);
}

static double fit_cut(rn_measure *measure, rn_bytes text, double size, bool bold, double width,
                      rn_buffer *out)
{
    double dots = rn_measure_width(measure, RN_LITERAL(ELLIPSIS), size, bold);
    size_t cut = width > dots ? longest_fit(measure, text, size, bold, width - dots) : 0;
    rn_bytes shown = rn_bytes_slice(text, 0, cut);
    /* one that a shortened name ends in stands for both */
    if (rn_bytes_end(shown, RN_LITERAL(ELLIPSIS)))
        shown.size -= sizeof ELLIPSIS - 1;
    if (shown.size < rn_telling_size(text))
        return 0;
    rn_put(out, shown);
    rn_put_text(out, ELLIPSIS);
    return rn_measure_width(measure, shown, size, bold) + dots;
}

double rn_fit_text(rn_measure *measure, rn_bytes text, double size, bool bold, double width,
                   rn_buffer *out)
{
    out->size = 0;
    if (!text.size || !(width > 0))
        return 0;
    if (text.size > SHOWN_BYTES_MAX) {
        text = rn_bytes_slice(text, 0, boundary(text, SHOWN_BYTES_MAX));
        return fit_cut(measure, text, size, bold, width, out);
    }
    double whole = rn_measure_width(measure, text, size, bold);
    if (whole > width)
        return fit_cut(measure, text, size, bold, width, out);
    rn_put(out, text);
    return whole;
}

rn_bytes rn_fit_name(rn_measure *measure, rn_bytes name, double size, bool bold, double width,
                     rn_buffer *shortened)
{
    if (rn_measure_width(measure, name, size, bold) <= width)
        return name;
    shortened->size = 0;
    if (rn_put_signature(shortened, name))
        name = rn_buffer_bytes(shortened);
    rn_bytes tail = name;
    while (tail.size && rn_measure_width(measure, tail, size, bold) > width) {
        name = tail;
        tail = rn_name_tail(tail);
    }
    return tail.size ? tail : name;
}
