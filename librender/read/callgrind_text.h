/* The words, numbers and lines of callgrind's text.  Here they are for the compiler to put where they are used: there
 * are tens of millions. */
#ifndef RN_CALLGRIND_TEXT_H
#define RN_CALLGRIND_TEXT_H

#include <math.h>

#include "base/number.h"
#include "base/scan.h"

/* A cost is a count in 64 bits: sums of such stay finite. */
#define RN_CALLGRIND_COST_MAX 0x1p64

typedef struct rn_callgrind_text {
    const char *at, *end;
} rn_callgrind_text;

static inline bool rn_callgrind_is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Blanks, and whatever control characters stand for them. */
static inline bool rn_callgrind_is_blank(char c)
{
    return (unsigned char)c <= ' ' && !rn_callgrind_is_line_end(c);
}

static inline const char *rn_callgrind_past_blanks(const char *at, const char *end)
{
    while (at < end && rn_callgrind_is_blank(*at))
        at++;
    return at;
}

static inline const char *rn_callgrind_past_word(const char *at, const char *end)
{
    while (at < end && (unsigned char)*at > ' ')
        at++;
    return at;
}

static inline const char *rn_callgrind_find_line_end(const char *at, const char *end)
{
    for (; end - at >= RN_BLOCK; at += RN_BLOCK) {
        rn_block block = rn_block_load(at);
        size_t first =
            rn_block_first(rn_block_or(rn_block_equal(block, '\n'), rn_block_equal(block, '\r')));
        if (first < RN_BLOCK)
            return at + first;
    }
    while (at < end && !rn_callgrind_is_line_end(*at))
        at++;
    return at;
}

static inline void rn_callgrind_pass_blanks(rn_callgrind_text *t)
{
    t->at = rn_callgrind_past_blanks(t->at, t->end);
}

static inline rn_bytes rn_callgrind_take_word(rn_callgrind_text *t)
{
    const char *start = t->at;
    t->at = rn_callgrind_past_word(start, t->end);
    return (rn_bytes){start, (size_t)(t->at - start)};
}

static inline rn_bytes rn_callgrind_take_rest(rn_callgrind_text *t)
{
    const char *start = t->at;
    t->at = rn_callgrind_find_line_end(start, t->end);
    size_t size = (size_t)(t->at - start);
    while (size && rn_callgrind_is_blank(start[size - 1]))
        size--;
    return (rn_bytes){start, size};
}

static inline void rn_callgrind_pass_line(rn_callgrind_text *t)
{
    const char *at = rn_callgrind_find_line_end(t->at, t->end);
    bool has_return = at < t->end && *at == '\r';
    at += at < t->end;
    t->at = at + (has_return && at < t->end && *at == '\n');
}

/* Where digits that are a whole word end; NULL when there are none. */
static inline const char *rn_callgrind_parse_digits(const char *start, const char *end,
                                                    double *value)
{
    const char *at = start;
    uint64_t sum = 0;
    while (at < end && (unsigned)(*at - '0') < 10)
        sum = sum * 10 + (unsigned)(*at++ - '0');
    if (at == start || at - start > 18 || (at < end && (unsigned char)*at > ' '))
        return NULL;
    *value = (double)sum;
    return at;
}

/* Where the number ends; NULL when the word is none. */
static inline const char *rn_callgrind_parse_number(const char *at, const char *end, double *value)
{
    const char *digits_end = rn_callgrind_parse_digits(at, end, value), *word_end;
    if (digits_end)
        return digits_end;
    word_end = rn_callgrind_past_word(at, end);
    rn_bytes word = {at, (size_t)(word_end - at)};
    return rn_number_parse(word, value) && fabs(*value) < RN_CALLGRIND_COST_MAX ? word_end : NULL;
}

#endif
