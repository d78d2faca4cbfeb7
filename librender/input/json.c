/* The JSON tokenizer of json.h: RFC 8259 and nothing beyond it (no NaN, comments, trailing commas or
 * control characters in strings).  `expect` is the whole state of the grammar; the stack only tells
 * objects from arrays.
 *
 * Bytes of strings are not checked to be UTF-8: names are repaired where they are stored. */
#include "input/json.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/scan.h"
#include "input/json_escape.h"
#include "input/json_pass.h"

enum expect {
    EXPECT_VALUE = 1,    /* 0 is expected by no key */
    EXPECT_VALUE_OR_END, /* after '[' */
    EXPECT_KEY_OR_END,   /* after '{' */
    EXPECT_COMMA_OR_BRACE,
    EXPECT_COMMA_OR_BRACKET,
    EXPECT_NOTHING, /* after the outermost value */
};

/* What is rare stays out of the way of what is not, which then keeps all it needs in registers. */
#define RARE __attribute__((cold, noinline))

enum { FOUND_MAX = 32 }; /* bytes of a number that a message shows */

void rn_json_init(rn_json *json, rn_bytes input, uint32_t nesting, rn_report *report)
{
    *json = (rn_json){.input = input,
                      .limit = nesting,
                      .expect = EXPECT_VALUE,
                      .after = EXPECT_NOTHING,
                      .report = report};
}

void rn_json_finish(rn_json *json)
{
    rn_buffer_finish(&json->scratch);
    free(json->stack);
    free(json->keys);
    json->stack = NULL;
    json->keys = NULL;
}

static void set_depth(rn_json *json, size_t depth)
{
    json->depth = depth;
    json->after = depth ? json->stack[depth - 1] : EXPECT_NOTHING;
}

void rn_json_seek_inside(rn_json *json, size_t at, size_t depth)
{
    json->at = at;
    set_depth(json, depth);
    json->expect = EXPECT_VALUE;
}

void rn_json_seek(rn_json *json, size_t at)
{
    rn_json_seek_inside(json, at, 1);
}

/* ---- errors ----------------------------------------------------------------------------------- */

static uint64_t line_of(const rn_json *json)
{
    uint64_t line = 1;
    size_t end = json->at < json->input.size ? json->at : json->input.size;
    for (size_t i = 0; i < end; i++)
        line += json->input.data[i] == '\n';
    return line;
}

/* From here on no key is expected, nor anything else. */
static rn_json_token stop(rn_json *json)
{
    json->expect = EXPECT_NOTHING;
    return json->token = RN_JSON_ERROR;
}

static RARE rn_json_token fail(rn_json *json, const char *message)
{
    if (json->at >= json->input.size && json->lenient) {
        json->cut = true;
        return json->token = RN_JSON_END;
    }
    if (json->at >= json->input.size)
        message = "the JSON ends early";
    rn_fail(json->report, RENDER_ERROR_MALFORMED, json->at, line_of(json), "%s", message);
    return stop(json);
}

static rn_json_token fail_memory(rn_json *json)
{
    rn_fail_memory(json->report);
    return stop(json);
}

render_status rn_json_fail(rn_json *json, const char *what)
{
    static const char *const names[] = {
        [RN_JSON_END] = "the end",
        [RN_JSON_NULL] = "null",
        [RN_JSON_TRUE] = "true",
        [RN_JSON_FALSE] = "false",
        [RN_JSON_STRING] = "a string",
        [RN_JSON_KEY] = "a key",
        [RN_JSON_OBJECT_BEGIN] = "an object",
        [RN_JSON_OBJECT_END] = "'}'",
        [RN_JSON_ARRAY_BEGIN] = "an array",
        [RN_JSON_ARRAY_END] = "']'",
    };
    if (json->token == RN_JSON_ERROR)
        return json->report->error.status;
    rn_bytes found = json->token == RN_JSON_NUMBER ? json->text : rn_bytes_of(names[json->token]);
    int size = found.size < FOUND_MAX ? (int)found.size : FOUND_MAX;
    return rn_fail(json->report, RENDER_ERROR_MALFORMED, json->at, line_of(json),
                   "expected %s, found %.*s", what, size, found.data);
}

/* ---- strings ---------------------------------------------------------------------------------- */

static bool is_plain(char c)
{
    return c != '"' && c != '\\' && (unsigned char)c >= 0x20;
}

/* The first byte at or after `at` that is not plain. */
static inline size_t skip_plain(rn_bytes input, size_t at)
{
    while (input.size - at >= RN_BLOCK) {
        rn_block block = rn_block_load(input.data + at);
        rn_block ends = rn_block_or(rn_block_equal(block, '"'), rn_block_equal(block, '\\'));
        size_t first = rn_block_first(rn_block_or(ends, rn_block_up_to(block, 0x1f)));
        at += first;
        if (first < RN_BLOCK)
            return at;
    }
    while (at < input.size && is_plain(input.data[at]))
        at++;
    return at;
}

/* The rest of a string with escapes: `start` is where its text begins, json->at the first escape. */
static RARE bool take_escaped(rn_json *json, size_t start)
{
    json->scratch.size = 0;
    for (;;) {
        rn_put(&json->scratch, rn_bytes_slice(json->input, start, json->at));
        if (json->at == json->input.size || json->input.data[json->at] != '\\')
            break;
        if (!rn_json_take_escape(json)) {
            fail(json, "an escape that JSON does not know");
            return false;
        }
        start = json->at;
        json->at = skip_plain(json->input, start);
    }
    json->text = rn_buffer_bytes(&json->scratch);
    if (json->scratch.failed)
        fail_memory(json);
    return !json->scratch.failed;
}

/* Part by part: to copy sixteen bytes of which eight were written just before makes the processor wait for them, which
 * took longer than to find the key. */
static inline void set_text(rn_json *json, rn_bytes text)
{
    json->text.data = json->raw.data = text.data;
    json->text.size = json->raw.size = text.size;
}

/* The string whose quote is at json->at. */
static inline bool take_string(rn_json *json)
{
    size_t start = ++json->at;
    json->at = skip_plain(json->input, start);
    set_text(json, rn_bytes_slice(json->input, start, json->at));
    if (json->at < json->input.size && json->input.data[json->at] == '\\' &&
        !take_escaped(json, start))
        return false;
    if (json->at == json->input.size || json->input.data[json->at] != '"') {
        fail(json, "a control character in a string");
        return false;
    }
    json->raw.size = json->at - start;
    json->at++;
    return true;
}

/* ---- other tokens ----------------------------------------------------------------------------- */

static inline char peek(const rn_json *json)
{
    return json->at < json->input.size ? json->input.data[json->at] : '\0';
}

static inline void skip_blanks(rn_json *json)
{
    json->at = rn_json_blanks_end(json->input, json->at);
}

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') < 10;
}

/* Where the digits at `at` end; they are put after those of *sum, which may overflow. */
static inline size_t take_digits(rn_bytes input, size_t at, uint64_t *sum)
{
    static const uint32_t powers[] = {1,      10,      100,      1000,     10000,
                                      100000, 1000000, 10000000, 100000000};
    while (input.size - at >= 8) {
        uint64_t value;
        size_t count = rn_number_digits8(input.data + at, &value);
        *sum = *sum * powers[count] + value;
        at += count;
        if (count < 8)
            return at;
    }
    for (; at < input.size && is_digit(input.data[at]); at++)
        *sum = *sum * 10 + (uint64_t)(input.data[at] - '0');
    return at;
}

enum { DIGITS_MAX = 18 }; /* that 64 bits hold */

/* The exponent at json->at; false when it has no digits. */
static bool take_exponent(rn_json *json)
{
    uint64_t exponent = 0;
    json->at++;
    json->at += peek(json) == '-' || peek(json) == '+';
    size_t start = json->at;
    json->at = take_digits(json->input, start, &exponent);
    return json->at > start;
}

/* Of a number the part behind its digits: "json->at" is there, `first` is where they begin. */
static __attribute__((noinline)) bool take_fraction(rn_json *json, size_t first)
{
    size_t point = json->at;
    if (peek(json) == '.') {
        json->at = take_digits(json->input, point + 1, &json->digits);
        json->places = (int)(json->at - point - 1);
        if (json->places == 0)
            return false;
    }
    json->is_plain = json->at - first <= DIGITS_MAX;
    if (peek(json) != 'e' && peek(json) != 'E')
        return true;
    json->is_plain = false;
    return take_exponent(json);
}

static inline bool take_number(rn_json *json)
{
    rn_bytes input = json->input;
    size_t start = json->at, first = start + (input.data[start] == '-');
    uint64_t digits = 0;
    size_t end = take_digits(input, first, &digits);
    if (end > first + 1 && input.data[first] == '0') {
        end = first + 1;
        digits = 0;
    }
    json->at = end;
    json->digits = digits;
    json->places = 0;
    json->is_plain = end - first <= DIGITS_MAX;
    json->is_negative = first > start;
    char after = peek(json);
    if (end == first ||
        ((after == '.' || after == 'e' || after == 'E') && !take_fraction(json, first)))
        return false;
    json->text.data = input.data + start;
    json->text.size = json->at - start;
    return true;
}

static inline void after_value(rn_json *json)
{
    json->expect = json->after;
}

static rn_json_token take_word(rn_json *json, const char *word, rn_json_token token)
{
    rn_bytes rest = rn_bytes_slice(json->input, json->at, json->input.size);
    if (!rn_bytes_start(rest, rn_bytes_of(word))) {
        if (rn_bytes_start(rn_bytes_of(word), rest))
            json->at = json->input.size;
        return fail(json, "no JSON value");
    }
    json->at += strlen(word);
    after_value(json);
    return json->token = token;
}

static rn_json_token fail_nesting(rn_json *json)
{
    rn_fail(json->report, RENDER_ERROR_LIMIT, json->at, line_of(json),
            "JSON nested deeper than %zu levels", json->limit);
    return stop(json);
}

static rn_json_token open_level(rn_json *json, bool object)
{
    if (json->depth >= json->limit)
        return fail_nesting(json);
    if (!RN_GROW(json->stack, json->stack_capacity, json->depth + 1))
        return fail_memory(json);
    json->after = object ? EXPECT_COMMA_OR_BRACE : EXPECT_COMMA_OR_BRACKET;
    json->stack[json->depth++] = (uint8_t)json->after;
    json->at++;
    json->expect = object ? EXPECT_KEY_OR_END : EXPECT_VALUE_OR_END;
    return json->token = object ? RN_JSON_OBJECT_BEGIN : RN_JSON_ARRAY_BEGIN;
}

static rn_json_token close_level(rn_json *json)
{
    bool object = json->after == EXPECT_COMMA_OR_BRACE;
    set_depth(json, json->depth - 1);
    json->at++;
    after_value(json);
    return json->token = object ? RN_JSON_OBJECT_END : RN_JSON_ARRAY_END;
}

/* Whatever is no string and no number. */
static __attribute__((noinline)) rn_json_token take_other(rn_json *json)
{
    switch (peek(json)) {
    case '{':
        return open_level(json, true);
    case '[':
        return open_level(json, false);
    case 't':
        return take_word(json, "true", RN_JSON_TRUE);
    case 'f':
        return take_word(json, "false", RN_JSON_FALSE);
    case 'n':
        return take_word(json, "null", RN_JSON_NULL);
    default:
        return fail(json, "no JSON value");
    }
}

static inline __attribute__((always_inline)) rn_json_token take_value(rn_json *json)
{
    char c = peek(json);
    if (c == '"') {
        if (!take_string(json))
            return RN_JSON_ERROR;
        after_value(json);
        return json->token = RN_JSON_STRING;
    }
    if (!is_digit(c) && c != '-')
        return take_other(json);
    if (!take_number(json))
        return fail(json, "no JSON value");
    after_value(json);
    return json->token = RN_JSON_NUMBER;
}

/* Notes the key that begins at `start`, but for those with escapes. */
static bool note_key(rn_json *json, size_t start, int expect)
{
    if (json->text.data != json->raw.data)
        return true;
    if (!json->keys && !(json->keys = rn_json_keys_new())) {
        fail_memory(json);
        return false;
    }
    rn_json_keys_note(json->keys, expect, rn_bytes_slice(json->input, start, json->at), json->raw);
    return true;
}

/* The key that json->at is before: where it was looked for, `expect` was expected at `start`. */
static rn_json_token take_key(rn_json *json, size_t start, int expect)
{
    skip_blanks(json);
    if (peek(json) != '"')
        return fail(json, "expected a key");
    if (!take_string(json))
        return RN_JSON_ERROR;
    skip_blanks(json);
    if (peek(json) != ':')
        return fail(json, "expected ':'");
    json->at++;
    json->expect = EXPECT_VALUE;
    return note_key(json, start, expect) ? json->token = RN_JSON_KEY : RN_JSON_ERROR;
}

static inline bool take_seen_key(rn_json *json)
{
    const rn_json_seen_key *seen =
        json->keys ? rn_json_keys_expect(json->keys, json->expect, json->input, json->at) : NULL;
    if (!seen)
        return false;
    set_text(json, rn_bytes_slice(json->input, json->at + seen->start, json->at + seen->end));
    json->at += seen->size;
    json->expect = EXPECT_VALUE;
    json->token = RN_JSON_KEY;
    return true;
}

static rn_json_token fail_item(rn_json *json, bool object)
{
    return fail(json, object ? "expected ',' or '}'" : "expected ',' or ']'");
}

static inline rn_json_token take_member(rn_json *json, size_t start)
{
    if (peek(json) == '}')
        return close_level(json);
    if (peek(json) != ',')
        return fail_item(json, true);
    json->at++;
    return take_key(json, start, EXPECT_COMMA_OR_BRACE);
}

static inline rn_json_token take_item(rn_json *json)
{
    if (peek(json) == ']')
        return close_level(json);
    if (peek(json) != ',')
        return fail_item(json, false);
    json->at++;
    skip_blanks(json);
    return json->lenient && peek(json) == ']' ? close_level(json) : take_value(json);
}

/* Any token but a key that was expected. */
static __attribute__((noinline)) rn_json_token take_token(rn_json *json)
{
    size_t start = json->at;
    if (json->token == RN_JSON_ERROR && json->report->error.status)
        return RN_JSON_ERROR;
    skip_blanks(json);
    switch (json->expect) {
    case EXPECT_NOTHING:
        return json->at < json->input.size ? fail(json, "more after the end of the JSON")
                                           : (json->token = RN_JSON_END);
    case EXPECT_COMMA_OR_BRACE:
        return take_member(json, start);
    case EXPECT_COMMA_OR_BRACKET:
        return take_item(json);
    case EXPECT_KEY_OR_END:
        return peek(json) == '}' ? close_level(json) : take_key(json, start, EXPECT_KEY_OR_END);
    case EXPECT_VALUE_OR_END:
        return peek(json) == ']' ? close_level(json) : take_value(json);
    default:
        return take_value(json);
    }
}

static inline rn_json_token next(rn_json *json)
{
    return take_seen_key(json) ? RN_JSON_KEY : take_token(json);
}

/* The same where it is most likely the value of a KEY. */
static inline rn_json_token next_value(rn_json *json)
{
    if (json->token != RN_JSON_KEY)
        return take_token(json);
    skip_blanks(json);
    return take_value(json);
}

rn_json_token rn_json_next(rn_json *json)
{
    return next(json);
}

/* Goes on until what was opened at `depth` is closed. */
static rn_json_token close_all(rn_json *json, size_t depth)
{
    while (json->token > RN_JSON_END && json->depth > depth)
        next(json);
    return json->token;
}

bool rn_json_skip(rn_json *json)
{
    size_t depth = json->depth;
    next_value(json);
    return json->depth >= depth && close_all(json, depth) > RN_JSON_END;
}

bool rn_json_pass(rn_json *json)
{
    size_t depth = json->depth;
    rn_json_token token = next(json);
    if (json->depth <= depth)
        return json->depth == depth && token > RN_JSON_END;
    json->at = rn_json_closing_bracket(json->input, json->at, json->limit - depth);
    char found = peek(json);
    if (found == '{' || found == '[')
        return fail_nesting(json);
    bool object = json->after == EXPECT_COMMA_OR_BRACE;
    token = found == (object ? '}' : ']') ? close_level(json) : fail_item(json, object);
    return token > RN_JSON_END;
}

static inline rn_json_token next_scalar(rn_json *json)
{
    size_t depth = json->depth;
    rn_json_token token = next_value(json);
    if (token != RN_JSON_OBJECT_BEGIN && token != RN_JSON_ARRAY_BEGIN)
        return token;
    token = close_all(json, depth);
    return token > RN_JSON_END ? json->token = RN_JSON_NULL : token;
}

rn_json_token rn_json_next_scalar(rn_json *json)
{
    return next_scalar(json);
}

rn_bytes rn_json_next_raw(rn_json *json)
{
    switch (next_scalar(json)) {
    case RN_JSON_STRING:
        return (rn_bytes){json->raw.data, json->raw.size};
    case RN_JSON_NUMBER:
        return (rn_bytes){json->text.data, json->text.size};
    default:
        return RN_LITERAL("");
    }
}

/* Both the digits and the power are exact, so that the quotient is rounded once. */
double rn_json_number(const rn_json *json)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                                    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
    double value = 0;
    if (json->is_plain && !(json->digits >> 53)) {
        value = (double)json->digits / powers[json->places];
        return json->is_negative ? -value : value;
    }
    rn_number_parse(json->text, &value);
    return value;
}

bool rn_json_whole(const rn_json *json, uint64_t *value)
{
    *value = json->digits;
    return (json->is_plain && !json->places && !json->is_negative) ||
           rn_number_parse_uint(json->text, value);
}

rn_bytes rn_json_flat_rest(const rn_json *json)
{
    rn_bytes rest = rn_bytes_slice(json->input, json->at, json->input.size);
    const char *end = rest.size ? memchr(rest.data, ']', rest.size) : NULL;
    rest.size = end ? (size_t)(end - rest.data) : 0;
    return rest;
}

void rn_json_close_flat(rn_json *json, rn_bytes rest)
{
    json->at += rest.size;
    close_level(json);
}

/* ---- runs of numbers -------------------------------------------------------------------------- */

/* Where the next number begins when json->at is where one of an array may follow; else the size. */
static inline size_t next_item(const rn_json *json, size_t at, bool after_item)
{
    at = rn_json_blanks_end(json->input, at);
    if (!after_item)
        return at;
    if (at == json->input.size || json->input.data[at] != ',')
        return json->input.size;
    return rn_json_blanks_end(json->input, at + 1);
}

/* A whole number below `limit` up to something that is no part of it.  Where it ends, or 0. */
static inline size_t take_small(rn_bytes input, size_t start, uint32_t limit, uint32_t *value)
{
    enum { SMALL_DIGITS = 9 };
    uint64_t sum = 0;
    size_t end = take_digits(input, start, &sum);
    if (end == start || end == input.size || end - start > SMALL_DIGITS || sum >= limit ||
        (input.data[start] == '0' && end > start + 1))
        return 0;
    *value = (uint32_t)sum;
    char after = input.data[end];
    return after == '.' || after == 'e' || after == 'E' ? 0 : end;
}

size_t rn_json_take_small(rn_json *json, uint32_t limit, uint32_t *items, size_t most)
{
    bool after_item = json->expect == EXPECT_COMMA_OR_BRACKET;
    size_t count = 0;
    if (json->after != EXPECT_COMMA_OR_BRACKET || json->expect == EXPECT_NOTHING)
        return 0;
    for (; count < most; count++) {
        size_t start = next_item(json, json->at, after_item);
        size_t end = take_small(json->input, start, limit, &items[count]);
        if (!end)
            break;
        json->at = end;
        after_item = true;
    }
    if (count)
        json->expect = EXPECT_COMMA_OR_BRACKET;
    return count;
}
