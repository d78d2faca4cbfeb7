/* Restrictions, and how Python writes their values. */
#include "report/pstats_pick.h"

#include <math.h>

#include "base/number.h"
#include "base/regex.h"
#include "base/text.h"

/* ---- Python's repr ---------------------------------------------------------------------------- */

static void put_character(rn_buffer *out, rn_bytes character, char quote)
{
    size_t length;
    uint32_t code = rn_text_decode(character, &length);
    if (code == '\\' || code == (unsigned char)quote) {
        rn_put_char(out, '\\');
        rn_put_char(out, (char)code);
    } else if (code == 0xa0 || code == 0xad) {
        rn_put_text(out, code == 0xa0 ? "\\xa0" : "\\xad");
    } else {
        rn_put(out, rn_bytes_slice(character, 0, length));
    }
}

static void put_text(rn_buffer *out, rn_bytes text)
{
    bool has_single = text.size && memchr(text.data, '\'', text.size);
    bool has_double = text.size && memchr(text.data, '"', text.size);
    char quote = has_single && !has_double ? '"' : '\'';
    size_t length;
    rn_put_char(out, quote);
    for (size_t at = 0; at < text.size; at += length) {
        rn_bytes rest = rn_bytes_slice(text, at, text.size);
        rn_text_decode(rest, &length);
        put_character(out, rest, quote);
    }
    rn_put_char(out, quote);
}

/* Shares are below 1. */
static void put_share(rn_buffer *out, double share)
{
    char text[32];
    rn_number_format(text, share);
    rn_put_text(out, text);
    if (!strpbrk(text, ".e"))
        rn_put_text(out, ".0");
}

static void put_restriction(rn_buffer *out, const render_restriction *restriction)
{
    if (restriction->kind == RENDER_KEEP_MATCH)
        put_text(out, rn_bytes_of(restriction->pattern));
    else if (restriction->kind == RENDER_KEEP_SHARE)
        put_share(out, restriction->amount);
    else
        rn_put_uint(out, (uint64_t)restriction->amount);
}

/* ---- picking ---------------------------------------------------------------------------------- */

static uint32_t count_kept(uint32_t count, const render_restriction *restriction)
{
    double amount = restriction->amount;
    bool is_share = restriction->kind == RENDER_KEEP_SHARE;
    if (!(amount >= 0 && amount < (is_share ? 1 : count)))
        return count;
    return (uint32_t)(is_share ? count * amount + .5 : amount);
}

static render_status keep_matches(const rn_pstats_rows *rows, uint32_t *order, uint32_t *count,
                                  const rn_regex *regex, rn_report *report)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++) {
        bool found;
        render_status status = rn_regex_search(regex, rows->rows[order[i]].text, &found);
        if (status)
            return rn_fail(report, status, 0, 0, "a pattern takes too long to search for");
        if (found)
            order[kept++] = order[i];
    }
    *count = kept;
    return RENDER_OK;
}

static render_status pick_matches(const rn_pstats_rows *rows, uint32_t *order, uint32_t *count,
                                  const char *pattern, bool is_strict, rn_buffer *message,
                                  rn_report *report)
{
    rn_regex *regex;
    if (!rn_text_is_clean(rn_bytes_of(pattern)))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a pattern is not UTF-8 or holds control characters");
    render_status status = rn_regex_new(&regex, rn_bytes_of(pattern), rows->regex_steps);
    if (status == RENDER_ERROR_MEMORY)
        return rn_fail_memory(report);
    if (status && is_strict)
        return rn_fail(report, status, 0, 0, "'%s' is no regular expression", pattern);
    if (status) {
        rn_put_text(message, "   <Invalid regular expression ");
        put_text(message, rn_bytes_of(pattern));
        rn_put_text(message, ">\n");
        return RENDER_OK;
    }
    status = keep_matches(rows, order, count, regex, report);
    rn_regex_free(regex);
    return status;
}

render_status rn_pstats_pick(const rn_pstats_rows *rows, uint32_t *order, uint32_t *count,
                             const render_restriction *restriction, bool is_strict,
                             rn_buffer *message, rn_report *report)
{
    uint32_t before = *count;
    if (restriction->kind != RENDER_KEEP_MATCH)
        *count = count_kept(before, restriction);
    else if (pick_matches(rows, order, count, restriction->pattern, is_strict, message, report))
        return report->error.status;
    if (*count == before)
        return RENDER_OK;
    rn_put_text(message, "   List reduced from ");
    rn_put_uint(message, before);
    rn_put_text(message, " to ");
    rn_put_uint(message, *count);
    rn_put_text(message, " due to restriction <");
    put_restriction(message, restriction);
    rn_put_text(message, ">\n");
    return RENDER_OK;
}
