/* See folded_text.h. */
#include "read/folded_text.h"

#include <math.h>

#include "base/number.h"
#include "base/words.h"

/* ---- lines ------------------------------------------------------------------------------------ */

bool rn_folded_is_silent(rn_bytes line)
{
    if (line.size && line.data[0] == '#')
        return line.size == 1 || rn_is_blank(line.data[1]);
    return rn_trim_end(line).size == 0;
}

bool rn_folded_cut_number(rn_bytes *line, double *value)
{
    rn_bytes text = rn_trim_end(*line);
    size_t at = text.size;
    uint64_t whole = 0, scale = 1;
    while (at && text.data[at - 1] >= '0' && text.data[at - 1] <= '9' && text.size - at < 15) {
        whole += (uint64_t)(text.data[--at] - '0') * scale;
        scale *= 10;
    }
    bool plain = at && at < text.size && rn_is_blank(text.data[at - 1]);
    while (!plain && at && !rn_is_blank(text.data[at - 1]))
        at--;
    if (at == 0)
        return false;
    *value = (double)whole;
    if (!plain && !rn_number_parse(rn_bytes_slice(text, at, text.size), value))
        return false;
    *line = rn_trim_end(rn_bytes_slice(text, 0, at));
    return true;
}

const char *rn_folded_take_values(rn_bytes *line, bool pairs, double *after, double *before)
{
    if (!rn_folded_cut_number(line, after))
        return "no number at the end of the line";
    if (pairs && !rn_folded_cut_number(line, before))
        return "one number where the other lines have two";
    if (!isfinite(*after) || !isfinite(*before))
        return "a number too large";
    if (*after < 0 || *before < 0)
        return "a negative number";
    return NULL;
}

/* ---- where frames end ------------------------------------------------------------------------- */

static const rn_bytes PROCESS = RN_LITERAL("process ");

/* Frames are short: a word at a time beats a call. */
static size_t find_semicolon(rn_bytes text, size_t from)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), wanted = ones * ';';
    uint64_t word;
    for (; from + sizeof word <= text.size; from += sizeof word) {
        memcpy(&word, text.data + from, sizeof word);
        word ^= wanted;
        if ((word - ones) & ~word & ones << 7)
            break;
    }
    while (from < text.size && text.data[from] != ';')
        from++;
    return from < text.size ? from : text.size;
}

/* What follows the ';' at `end` may belong to the frame before it. */
static bool is_doubtful(rn_bytes text, size_t end)
{
    return end + 1 < text.size && (text.data[end + 1] == ' ' || text.data[end + 1] == ':');
}

/* The brackets '[' that are open at `to`, when `open` are at `from`. */
static size_t count_open(rn_bytes text, size_t from, size_t to, size_t open)
{
    for (size_t i = from; i < to; i++)
        open += text.data[i] == '[' ? 1 : text.data[i] == ']' && open ? (size_t)-1 : 0;
    return open;
}

/* Whether what stands between the ';' at `end`, in so many open brackets, and the next one belongs to the
 * frame before it: as in the Rust type '[u8; 8]'. */
static bool is_in_brackets(rn_bytes text, size_t end, size_t open)
{
    return open && text.data[end + 1] == ' ' &&
           memchr(text.data + end, ']', find_semicolon(text, end + 1) - end);
}

/* As in 'Ljava/lang/String;::length'. */
static bool is_of_descriptor(rn_bytes text, size_t start, size_t end)
{
    return text.data[start] == 'L' &&
           rn_bytes_start(rn_bytes_slice(text, end + 1, text.size), RN_LITERAL("::"));
}

/* The command line in 'process 7:"sh -c a;b"' may hold ';' until its quote closes. */
static size_t process_end(rn_bytes text, size_t start, size_t semicolon)
{
    const char *quote = memchr(text.data + start, '"', semicolon - start);
    if (!quote)
        return semicolon;
    const char *rest = quote + 1, *end = text.data + text.size;
    const char *close = memmem(rest, (size_t)(end - rest), "\";", 2);
    return close ? (size_t)(close + 1 - text.data) : semicolon;
}

static bool names_process(rn_bytes text, size_t start)
{
    return start < text.size && text.data[start] == PROCESS.data[0] &&
           rn_bytes_start(rn_bytes_slice(text, start, text.size), PROCESS);
}

/* Processes come first, one below the other; so the same bytes are not looked through for each of them. */
static bool is_process(rn_bytes text, size_t start)
{
    return names_process(text, start) && (start < 2 || text.data[start - 2] == '"');
}

size_t rn_folded_frame_end(rn_bytes text, size_t start)
{
    size_t end = find_semicolon(text, start), open = 0, from = start;
    if (is_process(text, start))
        return process_end(text, start, end);
    while (is_doubtful(text, end)) {
        open = count_open(text, from, end, open);
        if (!is_in_brackets(text, end, open) && !is_of_descriptor(text, start, end))
            break;
        from = end;
        end = find_semicolon(text, end + 1);
    }
    return end;
}

bool rn_folded_ends_surely(rn_bytes text, size_t start, size_t end)
{
    return !is_doubtful(text, end) && !names_process(text, start);
}
