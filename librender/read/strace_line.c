/* The prefixes of a line depend on strace's options; all of them are optional:
 *
 *     THREAD or '[pid THREAD]'   TIME   '(+ 0.000123)'   '[ADDRESS]' or '[NUMBER]'   CALL */
#include "read/strace_line.h"

#include "base/number.h"
#include "base/words.h"
#include "read/symbol.h"

static bool is_number(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    return text.size > 0;
}

/* Cuts what stands between `open` at the start and the next `close` off. */
static bool cut_group(rn_bytes *text, rn_bytes open, char close, rn_bytes *inside)
{
    const char *end = rn_bytes_start(*text, open) ? memchr(text->data, close, text->size) : NULL;
    if (!end)
        return false;
    size_t at = (size_t)(end - text->data);
    *inside = rn_trim(rn_bytes_slice(*text, open.size, at));
    *text = rn_trim(rn_bytes_slice(*text, at + 1, text->size));
    return true;
}

static void cut_thread(rn_bytes *text, rn_strace_line *out)
{
    rn_bytes rest = *text, inside;
    if (cut_group(&rest, RN_LITERAL("[pid "), ']', &inside) && is_number(inside)) {
        out->thread = inside;
        *text = rest;
        return;
    }
    rest = *text;
    rn_bytes word = rn_cut_first_word(&rest);
    if (is_number(word)) {
        out->thread = word;
        *text = rn_trim(rest);
    }
}

/* '10:31:12' or '10:31:12.886718' */
static bool parse_clock(rn_bytes word, double *seconds)
{
    uint64_t hours, minutes;
    double rest;
    if (word.size < 8 || word.data[2] != ':' || word.data[5] != ':' ||
        !rn_number_parse_uint(rn_bytes_slice(word, 0, 2), &hours) ||
        !rn_number_parse_uint(rn_bytes_slice(word, 3, 5), &minutes) ||
        !rn_number_parse(rn_bytes_slice(word, 6, word.size), &rest))
        return false;
    *seconds = (double)(hours * 3600 + minutes * 60) + rest;
    return true;
}

static void cut_time(rn_bytes *text, rn_strace_line *out)
{
    enum { YEAR = 365 * 24 * 3600 }; /* since 1970 it is more, between two lines less */
    rn_bytes rest = *text, word = rn_cut_first_word(&rest), inside;
    bool is_clock = parse_clock(word, &out->time);
    bool is_seconds = !is_clock && word.size && word.data[0] >= '0' && word.data[0] <= '9' &&
                      memchr(word.data, '.', word.size) && rn_number_parse(word, &out->time);
    if (!is_clock && !is_seconds)
        return;
    out->has_time = true;
    out->is_relative = is_seconds && out->time < YEAR;
    *text = rn_trim(rest);
    cut_group(text, RN_LITERAL("(+ "), ')', &inside);
}

/* ---- calls ------------------------------------------------------------------------------------ */

static bool is_name(rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i], lower = (char)(c | 0x20);
        if (c != '_' && c != '?' && (lower < 'a' || lower > 'z') && (c < '0' || c > '9'))
            return false;
    }
    return text.size > 0;
}

/* Cuts '<0.000080>' off. */
static void cut_duration(rn_bytes *text, rn_strace_line *out)
{
    rn_bytes rest = *text, word = rn_cut_last_word(&rest);
    if (word.size < 3 || word.data[0] != '<' || word.data[word.size - 1] != '>')
        return;
    out->has_duration = rn_number_parse(rn_bytes_slice(word, 1, word.size - 1), &out->duration) &&
                        out->duration >= 0;
    if (out->has_duration || rn_bytes_equal(word, RN_LITERAL("<unavailable>")))
        *text = rest;
}

static void parse_call(rn_bytes text, rn_strace_line *out)
{
    rn_bytes inside = {0};
    const char *open = memchr(text.data, '(', text.size);
    if (cut_group(&text, RN_LITERAL("<... "), '>', &inside)) {
        out->name = rn_cut_first_word(&inside);
        out->kind = RN_STRACE_RESUMED;
    } else if (open) {
        out->name = rn_bytes_slice(text, 0, (size_t)(open - text.data));
        out->kind = RN_STRACE_CALL;
    }
    cut_duration(&text, out);
    if (!is_name(out->name))
        out->kind = RN_STRACE_OTHER;
    else if (rn_bytes_end(text, RN_LITERAL("<unfinished ...>")))
        out->kind = RN_STRACE_UNFINISHED;
    else if (rn_bytes_end(text, RN_LITERAL(" = ?")))
        out->kind = RN_STRACE_ENDLESS;
}

rn_strace_line rn_strace_line_parse(rn_bytes line)
{
    static const rn_bytes arrow = RN_LITERAL(" > ");
    rn_strace_line out = {.kind = RN_STRACE_OTHER};
    rn_bytes inside;
    if (rn_bytes_start(line, arrow)) {
        out.kind = RN_STRACE_FRAME;
        out.frame = rn_trim(rn_bytes_slice(line, arrow.size, line.size));
        return out;
    }
    rn_bytes text = rn_trim(line);
    cut_thread(&text, &out);
    cut_time(&text, &out);
    while (cut_group(&text, RN_LITERAL("["), ']', &inside))
        continue;
    if (rn_bytes_start(text, RN_LITERAL("+++ ")))
        out.kind = RN_STRACE_EXIT;
    else if (rn_bytes_start(text, RN_LITERAL("--- ")))
        out.kind = RN_STRACE_SIGNAL;
    else if (text.size)
        parse_call(text, &out);
    return out;
}

/* ---- frames ----------------------------------------------------------------------------------- */

rn_strace_frame rn_strace_frame_parse(rn_bytes text)
{
    rn_strace_frame out = {0};
    const char *open = text.size ? memrchr(text.data, '[', text.size) : NULL;
    size_t at = open ? (size_t)(open - text.data) : 0;
    if (open && text.data[text.size - 1] == ']' &&
        rn_parse_address(rn_bytes_slice(text, at + 1, text.size - 1), &out.address)) {
        out.has_address = true;
        text = rn_trim(rn_bytes_slice(text, 0, at));
    }
    out.module = text;
    if (!rn_symbol_cut_parentheses(&out.module, &out.symbol)) {
        out.module.size = 0;
        out.symbol = text;
    }
    return out;
}
