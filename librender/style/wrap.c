/* A line ends at the last good break that fits; at one behind a bracket or inside of a word only where the line would
 * not be half full without. */
#include "style/wrap.h"

#include "base/text.h"
#include "style/shorten.h"

typedef enum strength { NO_BREAK, INSIDE, BRACKET, BETWEEN, STRENGTHS } strength;

/* Longer names do not fit, and take long to measure. */
enum { FITTING_BYTES_MAX = 1024 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "parseHeader" between its words; but not in "HTTP" or "2D". */
static bool is_camel(char before, char after)
{
    return before >= 'a' && before <= 'z' && is_upper(after);
}

/* In "(anonymous namespace)". */
static bool is_unnamed(rn_bytes text, size_t at)
{
    return rn_bytes_start(rn_bytes_slice(text, at, text.size), RN_LITERAL("anonymous "));
}

/* How well a name may be broken before byte `at`. */
static strength break_at(rn_bytes text, size_t at)
{
    char before = text.data[at - 1], after = text.data[at];
    bool is_collapsed = after == '\xe2'; /* an ellipsis */
    if (after == before || after == '>' || is_collapsed)
        return NO_BREAK;
    if (before == ' ' || before == '/' || before == '.' || (before == ',' && after != ' '))
        return BETWEEN;
    if (before == ':' && after != ':')
        return BETWEEN;
    if (before == '<' || (before == '(' && after != ')' && !is_unnamed(text, at)))
        return BRACKET;
    return before == '_' || is_camel(before, after) ? INSIDE : NO_BREAK;
}

/* The best break that leaves a line at least half full, or the last one. */
static size_t choose(const size_t *fits, const double *width, double limit)
{
    size_t last = 0;
    for (int s = BETWEEN; s > NO_BREAK; s--) {
        if (fits[s] && width[s] * 2 >= limit)
            return fits[s];
        last = fits[s] > last ? fits[s] : last;
    }
    return last;
}

size_t rn_wrap_size(const rn_wrap *how, rn_bytes text)
{
    size_t fits[STRENGTHS] = {0}, length = 0;
    double widths[STRENGTHS] = {0};
    for (size_t i = 0; i < text.size; i += length) {
        rn_text_decode(rn_bytes_slice(text, i, text.size), &length);
        size_t end = i + length;
        strength here = end < text.size ? break_at(text, end) : BETWEEN;
        if (here == NO_BREAK)
            continue;
        double width = how->width(how->user, rn_bytes_slice(text, 0, end));
        if (width > how->limit) {
            size_t fit = choose(fits, widths, how->limit);
            return fit ? fit : end;
        }
        fits[here] = end;
        widths[here] = width;
    }
    return text.size;
}

static bool fits(const rn_wrap *how, rn_bytes text)
{
    for (int i = 1; i < how->lines && text.size; i++) {
        size_t size = rn_wrap_size(how, text);
        if (how->width(how->user, rn_bytes_slice(text, 0, size)) > how->last_limit)
            return false;
        text = rn_bytes_slice(text, size, text.size);
    }
    return !text.size || how->width(how->user, text) <= how->last_limit;
}

void rn_put_fitting(rn_buffer *out, rn_bytes name, const rn_wrap *how)
{
    size_t start = out->size;
    for (int step = 0; step < RN_SHORTEN_STEPS; step++) {
        out->size = start;
        rn_put_shortened(out, name, step);
        if (out->failed || (out->size - start <= FITTING_BYTES_MAX &&
                            fits(how, rn_bytes_slice(rn_buffer_bytes(out), start, out->size))))
            return;
    }
    out->size = start;
    rn_put_shortened(out, name, RN_SHORTEN_STEPS);
}
