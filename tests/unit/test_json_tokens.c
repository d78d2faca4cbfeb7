/* The JSON tokenizer: what it takes, refuses and says, and that it agrees with jansson. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#ifdef HAVE_JANSSON
#include <jansson.h>
#endif

#include "input/json_values.h"

enum { NESTING = 64 };

/* Goes through all tokens; true at the end of good JSON. */
static bool accepts(rn_bytes text, rn_report *report)
{
    rn_json json;
    rn_json_init(&json, text, NESTING, report);
    while (rn_json_next(&json) != RN_JSON_ERROR && json.token != RN_JSON_END)
        ;
    bool good = json.token == RN_JSON_END;
    if (!good) /* stays */
        assert_int_equal(rn_json_next(&json), RN_JSON_ERROR);
    rn_json_finish(&json);
    return good;
}

static bool is_json(rn_bytes text)
{
    rn_report report = {0};
    bool good = accepts(text, &report);
    assert_int_equal(good, report.error.status == RENDER_OK);
    rn_report_finish(&report);
    return good;
}

static void gives_tokens_in_order(void **state)
{
    (void)state;
    static const rn_json_token want[] = {
        RN_JSON_OBJECT_BEGIN, RN_JSON_KEY,         RN_JSON_ARRAY_BEGIN, RN_JSON_NUMBER,
        RN_JSON_STRING,       RN_JSON_ARRAY_END,   RN_JSON_KEY,         RN_JSON_NULL,
        RN_JSON_KEY,          RN_JSON_TRUE,        RN_JSON_KEY,         RN_JSON_FALSE,
        RN_JSON_KEY,          RN_JSON_ARRAY_BEGIN, RN_JSON_ARRAY_END,   RN_JSON_KEY,
        RN_JSON_OBJECT_BEGIN, RN_JSON_OBJECT_END,  RN_JSON_OBJECT_END,  RN_JSON_END,
        RN_JSON_END};
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json,
                 RN_LITERAL(" {\"a\" : [1,\"x\"] ,\"b\":null,\"c\":true,\n\"d\":false,\"e\":[ ],"
                            "\"f\":{\t}}\r\n"),
                 NESTING, &report);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_int_equal(rn_json_next(&json), want[i]);
    rn_json_finish(&json);
}

static void assert_string(rn_bytes text, rn_bytes want)
{
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, text, NESTING, &report);
    assert_int_equal(rn_json_next(&json), RN_JSON_STRING);
    assert_int_equal(json.text.size, want.size);
    assert_memory_equal(json.text.data, want.data, want.size);
    rn_json_finish(&json);
}

static void unescapes_strings(void **state)
{
    (void)state;
    assert_string(RN_LITERAL("\"\""), RN_LITERAL(""));
    assert_string(RN_LITERAL("\"plain and longer than a word\""),
                  RN_LITERAL("plain and longer than a word"));
    assert_string(RN_LITERAL("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), RN_LITERAL("\"\\/\b\f\n\r\t"));
    assert_string(RN_LITERAL("\"12345678\\u00e4\\u20AC rest of it\""),
                  RN_LITERAL("12345678\xc3\xa4\xe2\x82\xac rest of it"));
    assert_string(RN_LITERAL("\"\\ud83d\\ude00\""), RN_LITERAL("\xf0\x9f\x98\x80"));
    assert_string(RN_LITERAL("\"\\u0000x\""), RN_LITERAL("\0x"));
}

static void replaces_halves_of_pairs(void **state)
{
    (void)state;
    assert_string(RN_LITERAL("\"\\ud83d\""), RN_LITERAL("\xef\xbf\xbd"));
    assert_string(RN_LITERAL("\"\\ude00x\""), RN_LITERAL("\xef\xbf\xbdx"));
    assert_string(RN_LITERAL("\"\\ud83d\\u0041\""), RN_LITERAL("\xef\xbf\xbd"
                                                               "A"));
    assert_string(RN_LITERAL("\"\\ud83d\\n\""), RN_LITERAL("\xef\xbf\xbd\n"));
}

static void finds_ends_of_strings_at_every_place(void **state)
{
    (void)state;
    char text[64];
    for (size_t length = 0; length < 40; length++) {
        memset(text, 'x', sizeof text);
        text[0] = text[length + 1] = '"';
        assert_string((rn_bytes){text, length + 2}, (rn_bytes){text + 1, length});
        text[length + 1] = '\x1f';
        assert_false(is_json((rn_bytes){text, sizeof text}));
        assert_false(is_json((rn_bytes){text, length + 1}));
    }
}

static double number(const char *text)
{
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, rn_bytes_of(text), NESTING, &report);
    assert_int_equal(rn_json_next(&json), RN_JSON_NUMBER);
    double value = rn_json_number(&json);
    rn_json_finish(&json);
    return value;
}

static void gives_numbers(void **state)
{
    (void)state;
    assert_true(number("0") == 0);
    assert_true(number("-0.5") == -0.5);
    assert_true(number("123456789012345") == 123456789012345.0);
    assert_true(number("12345678901234567890") == 12345678901234567890.0);
    assert_true(number("1.25e-3") == 1.25e-3);
    assert_true(number("1E+2") == 100);
}

static void refuses_what_json_does_not_know(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         " ",         "[",        "{",          "]",         "}",           "[1,]",
        "[,1]",     "{\"a\"}",   "{\"a\":}", "{\"a\":1,}", "{a:1}",     "{1:1}",       "[1 2]",
        "[1}",      "{\"a\":1]", "1 2",      "nul",        "True",      "NaN",         "-Infinity",
        "Infinity", "01",        "-",        "+1",         ".5",        "5.",          "1e",
        "1e+",      "0x10",      "\"",       "\"\\x\"",    "\"\\u12\"", "\"\\u12g4\"", "'a'",
        "[1]x",     "// c\n1",   "\"a\nb\"", "\"a\tb\"",   "[\"a\",]",  "{\"a\" 1}",   "{,}",
        "\"\\\"",   "tru",       "[1,,2]",   "--1",        "1.e5",      "\"\\ud83d",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (is_json(rn_bytes_of(bad[i])))
            fail_msg("accepted: %s", bad[i]);
    assert_false(is_json(RN_LITERAL("\"\\\0\"")));
    assert_false(is_json(RN_LITERAL("\0")));
}

static void assert_message(const char *text, uint64_t line, const char *message)
{
    rn_report report = {0};
    assert_false(accepts(rn_bytes_of(text), &report));
    assert_int_equal(report.error.line, line);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static void says_where_and_what(void **state)
{
    (void)state;
    assert_message("[1,\n2\n", 3, "the JSON ends early");
    assert_message("[1,\n2\nx]", 3, "expected ',' or ']'");
    assert_message("{\"a\":1,\n\n1}", 3, "expected a key");
    assert_message("[1]\n[2]", 2, "more after the end of the JSON");
    assert_message("[\"\\q\"]", 1, "an escape that JSON does not know");
}

static void names_what_it_found(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, RN_LITERAL("[\n17]"), NESTING, &report);
    rn_json_next(&json);
    rn_json_next(&json);
    assert_int_equal(rn_json_fail(&json, "a name"), RENDER_ERROR_MALFORMED);
    assert_string_equal(report.error.message, "expected a name, found 17");
    assert_int_equal(report.error.line, 2);
    rn_json_finish(&json);
}

static void bounds_nesting(void **state)
{
    (void)state;
    char text[2 * NESTING + 2];
    rn_report report = {0};
    memset(text, '[', NESTING);
    memset(text + NESTING, ']', NESTING);
    assert_true(is_json((rn_bytes){text, 2 * NESTING}));
    memset(text, '[', NESTING + 1);
    memset(text + NESTING + 1, ']', NESTING + 1);
    assert_false(accepts((rn_bytes){text, 2 * NESTING + 2}, &report));
    assert_int_equal(report.error.status, RENDER_ERROR_LIMIT);
}

static void skips_whole_values(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, RN_LITERAL("{\"a\":[1,{\"x\":[]}],\"b\":\"s\",\"c\":3}"), NESTING, &report);
    rn_json_next(&json);
    rn_json_next(&json);
    size_t first = json.at;
    assert_true(rn_json_skip(&json));
    assert_int_equal(rn_json_next(&json), RN_JSON_KEY);
    assert_true(rn_json_skip(&json));
    assert_int_equal(rn_json_next(&json), RN_JSON_KEY);
    assert_memory_equal(json.text.data, "c", 1);
    rn_json_seek(&json, first);
    assert_int_equal(rn_json_next(&json), RN_JSON_ARRAY_BEGIN);
    assert_true(rn_json_skip(&json));
    assert_true(rn_json_skip(&json));
    assert_false(rn_json_skip(&json));
    assert_int_equal(json.token, RN_JSON_ARRAY_END);
    rn_json_finish(&json);
}

static void skips_to_scalars(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, RN_LITERAL("[1,{\"x\":[]},\"s\",[[2]],[,]"), NESTING, &report);
    assert_int_equal(rn_json_next(&json), RN_JSON_ARRAY_BEGIN);
    assert_int_equal(rn_json_next_scalar(&json), RN_JSON_NUMBER);
    assert_int_equal(rn_json_next_scalar(&json), RN_JSON_NULL);
    assert_int_equal(rn_json_next_scalar(&json), RN_JSON_STRING);
    assert_int_equal(rn_json_next_scalar(&json), RN_JSON_NULL);
    assert_int_equal(rn_json_next_scalar(&json), RN_JSON_ERROR);
    rn_json_finish(&json);
}

static void shows_strings_as_they_stand(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, RN_LITERAL("{\"a\\tb\":\"plain\"}"), NESTING, &report);
    rn_json_next(&json);
    assert_int_equal(rn_json_next(&json), RN_JSON_KEY);
    assert_int_equal(json.raw.size, 4);
    assert_memory_equal(json.raw.data, "a\\tb", 4);
    rn_buffer text = {0};
    rn_json_unescape(json.raw, &text);
    assert_int_equal(rn_json_next(&json), RN_JSON_STRING);
    rn_json_unescape(json.raw, &text);
    assert_int_equal(text.size, 8);
    assert_memory_equal(text.data, "a\tbplain", 8);
    rn_buffer_finish(&text);
    rn_json_finish(&json);
}

/* The last token of the outermost value, or what stopped it. */
static rn_json_token read_leniently(rn_bytes text, bool *cut)
{
    rn_report report = {0};
    rn_json json;
    rn_json_init(&json, text, NESTING, &report);
    json.lenient = true;
    while (rn_json_next(&json) > RN_JSON_END)
        ;
    assert_int_equal(rn_json_next(&json), json.token);
    assert_int_equal(json.token == RN_JSON_ERROR, report.error.status != RENDER_OK);
    *cut = json.cut;
    rn_json_finish(&json);
    rn_report_finish(&report);
    return json.token;
}

static void leniently_ends_where_the_input_does(void **state)
{
    (void)state;
    static const char whole[] = "[{\"a\\u00e9\\n\": [true, false, null, -1.5e+3, \"x\"]} , {}]";
    bool cut;
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        assert_int_equal(read_leniently((rn_bytes){whole, size}, &cut), RN_JSON_END);
        assert_true(cut);
    }
    assert_int_equal(read_leniently(rn_bytes_of(whole), &cut), RN_JSON_END);
    assert_false(cut);
    assert_int_equal(read_leniently(RN_LITERAL("[1,{},\n]"), &cut), RN_JSON_END);
    assert_false(cut);
    static const char *const bad[] = {"[,]",
                                      "[1,,]",
                                      "{\"a\":1,}",
                                      "[1]]",
                                      "[nan",
                                      "[tru,",
                                      "[\"\\u12"
                                      "g4"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(read_leniently(rn_bytes_of(bad[i]), &cut), RN_JSON_ERROR);
}

/* ---- jansson as the oracle -------------------------------------------------------------------- */

#ifdef HAVE_JANSSON

static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Parts from which right and wrong JSON comes about equally often. */
static void put_random(rn_buffer *out, uint64_t *state, int depth)
{
    static const char *const scalars[] = {"0",
                                          "-1.5e3",
                                          "true",
                                          "false",
                                          "null",
                                          "\"\"",
                                          "\"a\\u00e9b\"",
                                          "1e2",
                                          "\"\\n\"",
                                          "\"\\ud83d\\ude00\"",
                                          "12345",
                                          "0.125",
                                          "\"long enough for a word\"",
                                          "-0"};
    uint32_t kind = next_random(state) % 8;
    if (depth == 0 || kind < 4) {
        rn_put_text(out, scalars[next_random(state) % (sizeof scalars / sizeof scalars[0])]);
        return;
    }
    bool object = kind % 2;
    uint32_t count = next_random(state) % 4;
    rn_put_char(out, object ? '{' : '[');
    for (uint32_t i = 0; i < count; i++) {
        rn_put_text(out, i ? " ,\n" : "");
        if (object) {
            rn_put_text(out, "\"k");
            rn_put_uint(out, i);
            rn_put_text(out, "\" : ");
        }
        put_random(out, state, depth - 1);
    }
    rn_put_char(out, object ? '}' : ']');
}

static void damage(rn_buffer *text, uint64_t *state)
{
    static const char bytes[] = "{}[],:\"\\0123456789.eE+-tfnul \n\tux";
    if (text->size)
        text->data[next_random(state) % text->size] =
            bytes[next_random(state) % (sizeof bytes - 1)];
}

static bool same_value(rn_json *json, const json_t *want);

static bool same_items(rn_json *json, const json_t *want)
{
    for (size_t i = 0; i < json_array_size(want); i++) {
        rn_json_next(json);
        if (!same_value(json, json_array_get(want, i)))
            return false;
    }
    return rn_json_next(json) == RN_JSON_ARRAY_END;
}

static bool same_members(rn_json *json, const json_t *want)
{
    size_t count = 0;
    bool same = true;
    while (rn_json_next(json) == RN_JSON_KEY) {
        char key[64];
        snprintf(key, sizeof key, "%.*s", (int)json->text.size, json->text.data);
        const json_t *value = json_object_get(want, key);
        rn_json_next(json);
        same = same && value && same_value(json, value);
        count++;
    }
    return same && count == json_object_size(want) && json->token == RN_JSON_OBJECT_END;
}

static bool same_value(rn_json *json, const json_t *want)
{
    switch (json_typeof(want)) {
    case JSON_OBJECT:
        return json->token == RN_JSON_OBJECT_BEGIN && same_members(json, want);
    case JSON_ARRAY:
        return json->token == RN_JSON_ARRAY_BEGIN && same_items(json, want);
    case JSON_STRING:
        return json->token == RN_JSON_STRING && json->text.size == json_string_length(want) &&
               memcmp(json->text.data, json_string_value(want), json->text.size) == 0;
    case JSON_INTEGER:
    case JSON_REAL:
        return json->token == RN_JSON_NUMBER && rn_json_number(json) == json_number_value(want);
    case JSON_TRUE:
        return json->token == RN_JSON_TRUE;
    case JSON_FALSE:
        return json->token == RN_JSON_FALSE;
    default:
        return json->token == RN_JSON_NULL;
    }
}

static void compare(rn_bytes text, size_t *accepted)
{
    json_error_t error;
    json_t *want = json_loadb(text.data, text.size,
                              JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    bool repeated = !want && json_error_code(&error) == json_error_duplicate_key;
    bool beyond = !want && json_error_code(&error) == json_error_numeric_overflow;
    bool halves = !want && json_error_code(&error) == json_error_invalid_syntax &&
                  strstr(error.text, "Unicode");
    if (!repeated && !beyond && !halves && is_json(text) != (want != NULL))
        fail_msg("jansson: %s, text: %.*s", want ? "good" : error.text, (int)text.size, text.data);
    if (want) {
        rn_report report = {0};
        rn_json json;
        rn_json_init(&json, text, NESTING, &report);
        rn_json_next(&json);
        assert_true(same_value(&json, want));
        rn_json_finish(&json);
        ++*accepted;
    }
    json_decref(want);
}

static void agrees_with_jansson(void **state)
{
    (void)state;
    uint64_t random = 2;
    size_t accepted = 0;
    rn_buffer text = {0};
    for (int i = 0; i < 20000; i++) {
        text.size = 0;
        put_random(&text, &random, 4);
        for (uint32_t n = next_random(&random) % 3; n; n--)
            damage(&text, &random);
        compare(rn_buffer_bytes(&text), &accepted);
    }
    assert_true(accepted >= 5000 && accepted <= 19000);
    rn_buffer_finish(&text);
}

#else

static void agrees_with_jansson(void **state)
{
    (void)state;
    print_message("jansson is not installed\n");
    skip();
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_tokens_in_order),
        cmocka_unit_test(unescapes_strings),
        cmocka_unit_test(replaces_halves_of_pairs),
        cmocka_unit_test(finds_ends_of_strings_at_every_place),
        cmocka_unit_test(gives_numbers),
        cmocka_unit_test(refuses_what_json_does_not_know),
        cmocka_unit_test(says_where_and_what),
        cmocka_unit_test(names_what_it_found),
        cmocka_unit_test(bounds_nesting),
        cmocka_unit_test(skips_whole_values),
        cmocka_unit_test(skips_to_scalars),
        cmocka_unit_test(shows_strings_as_they_stand),
        cmocka_unit_test(leniently_ends_where_the_input_does),
        cmocka_unit_test(agrees_with_jansson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
