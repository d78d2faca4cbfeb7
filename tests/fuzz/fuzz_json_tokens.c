/* JSON: token by token, and all the ways to step over some of it, which come to the same. */
#include "input/json_values.h"

#include "input/json_pass.h"
#include "promise.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NESTING = 64, PLACES_MAX = 64 };

static void check_text(const rn_json *json)
{
    rn_buffer text = {0};
    rn_json_unescape(json->raw, &text);
    promise(rn_bytes_equal(rn_buffer_bytes(&text), json->text), "a text is what its raw text says");
    promise(is_inside(json->raw, json->input), "a raw text lies in the input");
    rn_buffer_finish(&text);
}

static void check_number(const rn_json *json)
{
    char copy[512];
    uint64_t whole;
    if (json->text.size >= sizeof copy)
        return;
    memcpy(copy, json->text.data, json->text.size);
    copy[json->text.size] = '\0';
    promise(rn_json_number(json) == strtod(copy, NULL), "a number is what C reads");
    if (rn_json_whole(json, &whole))
        promise(whole == strtoull(copy, NULL, 10), "a whole number is what C reads");
}

/* One that remembers no key is where the other one is. */
static void follow(rn_json *json, const rn_json *other)
{
    free(json->keys);
    json->keys = NULL;
    rn_json_next(json);
    promise(json->token == other->token && json->at == other->at,
            "a key that is known is the same key");
    promise(json->token != RN_JSON_KEY ||
                (rn_bytes_equal(json->raw, other->raw) && rn_bytes_equal(json->text, other->text)),
            "a key that is known has the same text");
}

/* All tokens; true when the input is JSON. */
static bool walk(rn_bytes input, bool lenient)
{
    rn_report report = {0}, other_report = {0};
    rn_json json, other;
    rn_json_init(&json, input, NESTING, &report);
    rn_json_init(&other, input, NESTING, &other_report);
    json.lenient = other.lenient = lenient;
    while (rn_json_next(&json) > RN_JSON_END) {
        follow(&other, &json);
        promise(json.depth <= NESTING, "the bound of nesting");
        if (json.token == RN_JSON_KEY || json.token == RN_JSON_STRING)
            check_text(&json);
        else if (json.token == RN_JSON_NUMBER)
            check_number(&json);
    }
    bool good = json.token == RN_JSON_END;
    promise_report(&report, !good);
    follow(&other, &json);
    promise(rn_json_next(&json) == (good ? RN_JSON_END : RN_JSON_ERROR), "the end stays");
    rn_json_finish(&json);
    rn_json_finish(&other);
    rn_report_finish(&report);
    rn_report_finish(&other_report);
    return good;
}

/* Of an input that is JSON: values of the outermost object, which are passed, end where they do when they are
 * skipped. */
static void pass(rn_bytes input)
{
    size_t from[PLACES_MAX], to[PLACES_MAX], count = 0;
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, input, NESTING, &report);
    bool is_object = rn_json_next(&json) == RN_JSON_OBJECT_BEGIN;
    while (is_object && rn_json_next(&json) == RN_JSON_KEY && count < PLACES_MAX) {
        promise(rn_json_note(&json, &from[count]), "what is JSON can be passed");
        to[count++] = json.at;
    }
    for (size_t i = count; i-- > 0;) {
        rn_json_seek(&json, from[i]);
        promise(rn_json_skip(&json) && json.at == to[i], "to pass and to skip are the same");
        rn_json_seek(&json, from[i]);
        promise(rn_json_next_scalar(&json) > RN_JSON_END && json.at == to[i],
                "a scalar ends there, too");
    }
    rn_json_finish(&json);
    rn_report_finish(&report);
}

static void count_numbers(rn_bytes input, bool in_runs, size_t counts[2])
{
    uint32_t items[5];
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, input, NESTING, &report);
    counts[0] = counts[1] = 0;
    do {
        size_t count = in_runs ? rn_json_take_small(&json, 1000, items, 5) : 0;
        for (size_t i = 0; i < count; i++) {
            counts[0]++;
            counts[1] += items[i];
        }
        if (count)
            continue;
        rn_json_next(&json);
        uint64_t whole;
        if (json.token == RN_JSON_NUMBER) {
            counts[0]++;
            counts[1] += rn_json_whole(&json, &whole) ? whole : 0;
        }
    } while (json.token > RN_JSON_END);
    rn_json_finish(&json);
    rn_report_finish(&report);
}

/* Of an input that is JSON: as many numbers, and of the same sum, in runs and one by one. */
static void take_runs(rn_bytes input)
{
    size_t alone[2], together[2];
    count_numbers(input, false, alone);
    count_numbers(input, true, together);
    promise(alone[0] == together[0] && alone[1] == together[1], "runs hold the same numbers");
}

/* As rn_json_closing_bracket, byte by byte. */
static size_t closing_bracket(rn_bytes input, size_t at, size_t most)
{
    size_t depth = 1;
    bool in_string = false;
    for (; at < input.size; at++) {
        char c = input.data[at];
        if (in_string && c == '\\') {
            at++;
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && (c == '[' || c == '{')) {
            if (++depth > most)
                return at;
        } else if (!in_string && (c == ']' || c == '}') && --depth == 0) {
            return at;
        }
    }
    return input.size;
}

static void find_brackets(rn_bytes input)
{
    size_t most = 1 + input.size % 9;
    for (size_t at = 0; at <= input.size; at += 1 + at / 2)
        promise(rn_json_closing_bracket(input, at, most) == closing_bracket(input, at, most),
                "a bracket closes where it does");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keys[] = {"a", "name", "shared"};
    rn_bytes input = {(const char *)data, size};
    bool good = walk(input, false);
    promise(walk(input, true) || !good, "what is JSON is also JSON that may be cut");
    if (good) {
        pass(input);
        take_runs(input);
    }
    find_brackets(input);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        rn_bytes found = rn_json_find_key(input, keys[i]);
        promise(is_inside(found, input), "a key lies in the input");
        promise(is_inside(rn_json_find_item(found), input), "an item lies in the input");
    }
    return 0;
}
