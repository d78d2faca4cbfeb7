/* A pull tokenizer for JSON: one token a call, nothing allocated but one scratch buffer for strings
 * with escapes.  Checks the whole grammar of RFC 8259; nesting is bounded, without recursion. */
#ifndef RN_JSON_H
#define RN_JSON_H

#include "base/buffer.h"
#include "base/report.h"
#include "input/json_keys.h"

typedef enum rn_json_token {
    RN_JSON_ERROR,
    RN_JSON_END, /* of the input */
    RN_JSON_NULL,
    RN_JSON_TRUE,
    RN_JSON_FALSE,
    RN_JSON_NUMBER,
    RN_JSON_STRING,
    RN_JSON_KEY, /* a string before ':' */
    RN_JSON_OBJECT_BEGIN,
    RN_JSON_OBJECT_END,
    RN_JSON_ARRAY_BEGIN,
    RN_JSON_ARRAY_END,
} rn_json_token;

typedef struct rn_json {
    rn_bytes input;
    size_t at;
    rn_json_token token;
    rn_bytes text; /* of KEY and STRING: the value, unescaped (holds until the next token); of
                         NUMBER: its text */
    rn_bytes raw;  /* of KEY and STRING: what stands in the input between the quotes */
    uint64_t
        digits; /* of NUMBER: all of them, when it is_plain: of at most 18 and without exponent */
    int places; /* how many of them follow the point */
    bool is_plain, is_negative;
    bool lenient; /* set by readers of logs: input that ends early ends as if it were whole, with
                         RN_JSON_END, and a comma may stand before ']' */
    bool cut;     /* lenient, and the input ended early */
    rn_buffer scratch;
    uint8_t *stack; /* one byte a level: what may come after a value in it */
    size_t depth, stack_capacity, limit;
    int expect, after;  /* what may come next */
    rn_json_keys *keys; /* made with the first one */
    rn_report *report;
} rn_json;

/* Where the blanks at `at` end. */
static inline size_t rn_json_blanks_end(rn_bytes text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\n' ||
                              text.data[at] == '\t' || text.data[at] == '\r'))
        at++;
    return at;
}

void rn_json_init(rn_json *json, rn_bytes input, uint32_t nesting, rn_report *report);
void rn_json_finish(rn_json *json);

/* The next token, also in json->token.  RN_JSON_ERROR stays and has filled the report. */
rn_json_token rn_json_next(rn_json *json);

/* After a KEY or inside an array: steps over the whole next value.  False when there is none. */
bool rn_json_skip(rn_json *json);

/* The same for a value that will be read after rn_json_seek: only its quotes and brackets are looked at. */
bool rn_json_pass(rn_json *json);

/* The next value, as by rn_json_next, when it is no object or array; else steps over it and gives
 * RN_JSON_NULL. */
rn_json_token rn_json_next_scalar(rn_json *json);

/* The same, as it stands in the input when it is a STRING or NUMBER; else empty. */
rn_bytes rn_json_next_raw(rn_json *json);

/* Goes back to (or on to) the value of a KEY of the outermost object: `at` is what json->at was after
 * that key. */
void rn_json_seek(rn_json *json, size_t at);

/* The same for a KEY inside: `depth` is what json->depth was after it, and every value around it was
 * an object or array as it is now. */
void rn_json_seek_inside(rn_json *json, size_t at, size_t depth);

/* The NUMBER at hand as a double. */
double rn_json_number(const rn_json *json);

/* The NUMBER at hand when it is digits and nothing else; beyond 64 bits, the largest. */
bool rn_json_whole(const rn_json *json, uint64_t *value);

/* Inside an array: takes whole numbers below `limit` as long as one follows another, at most `most`, and gives
 * their count.  What comes then is for rn_json_next: 0 says nothing about it. */
size_t rn_json_take_small(rn_json *json, uint32_t limit, uint32_t *items, size_t most);

/* After ARRAY_BEGIN: what comes before the first ']'.  When it was the whole rest of an array elsewhere, it is
 * that here, too: rn_json_close_flat goes on after the bracket. */
rn_bytes rn_json_flat_rest(const rn_json *json);
void rn_json_close_flat(rn_json *json, rn_bytes rest);

/* Fails with "expected WHAT" at the token at hand, with the line. */
render_status rn_json_fail(rn_json *json, const char *what);

#endif
