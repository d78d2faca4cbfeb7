/* What passes over JSON or takes many numbers at once: the same as going on token by token. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "input/json_values.h"

enum { NESTING = 64, PLACES = 200 };

static rn_json start(rn_bytes text, rn_report *report)
{
    rn_json json;
    *report = (rn_report){0};
    rn_json_init(&json, text, NESTING, report);
    return json;
}

static void end(rn_json *json, rn_report *report)
{
    rn_json_finish(json);
    rn_report_finish(report);
}

/* The value is passed, then skipped from the same place. */
static void assert_passes(rn_bytes text)
{
    rn_report report;
    rn_json json = start(text, &report);
    assert_int_equal(rn_json_next(&json), RN_JSON_OBJECT_BEGIN);
    assert_int_equal(rn_json_next(&json), RN_JSON_KEY);
    size_t at = 0;
    assert_true(rn_json_note(&json, &at));
    size_t passed = json.at;
    assert_int_equal(rn_json_next(&json), RN_JSON_OBJECT_END);
    assert_int_equal(rn_json_next(&json), RN_JSON_END);
    rn_json_seek(&json, at);
    assert_true(rn_json_skip(&json));
    assert_int_equal(json.at, passed);
    end(&json, &report);
}

static void passes_values_of_all_kinds(void **state)
{
    (void)state;
    static const char *const values[] = {"1",
                                         "\"a\"",
                                         "null",
                                         "[]",
                                         "{}",
                                         "[[],{\"]\":\"}\"}]",
                                         "\"\\\"\"",
                                         "[\"\\\\\",\"]\"]",
                                         "{\"a\":[1,2]}"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char text[64];
        snprintf(text, sizeof text, "{\"k\": %s}", values[i]);
        assert_passes(rn_bytes_of(text));
    }
}

/* Quotes, escapes and brackets at every place of a chunk. */
static void passes_marks_at_every_place(void **state)
{
    (void)state;
    static const char *const marks[] = {"\"]\"", "\"\\\"]\"", "\"\\\\\"", "[{}]", "\"\\\\\\\"}\""};
    char text[PLACES + 64];
    for (size_t mark = 0; mark < sizeof marks / sizeof *marks; mark++)
        for (int before = 0; before < PLACES; before++) {
            snprintf(text, sizeof text, "{\"k\":[%*s%s,0]}", before, "", marks[mark]);
            assert_passes(rn_bytes_of(text));
        }
}

static void refuses_what_does_not_close(void **state)
{
    (void)state;
    static const char *const texts[] = {"{\"k\":[", "{\"k\":[\"]}", "{\"k\":{]", "{\"k\":[}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        rn_report report;
        rn_json json = start(rn_bytes_of(texts[i]), &report);
        rn_json_next(&json);
        rn_json_next(&json);
        assert_false(rn_json_pass(&json));
        assert_int_equal(report.error.status, RENDER_ERROR_MALFORMED);
        end(&json, &report);
    }
}

static void bounds_what_it_passes(void **state)
{
    (void)state;
    for (int levels = NESTING - 2; levels < NESTING + 2; levels++) {
        char text[4 * NESTING] = "{\"k\":";
        size_t at = strlen(text);
        memset(text + at, '[', (size_t)levels);
        memset(text + at + levels, ']', (size_t)levels);
        rn_report report;
        rn_json json = start((rn_bytes){text, at + 2 * (size_t)levels}, &report);
        rn_json_next(&json);
        rn_json_next(&json);
        assert_int_equal(rn_json_pass(&json), levels < NESTING);
        assert_int_equal(report.error.status, levels < NESTING ? RENDER_OK : RENDER_ERROR_LIMIT);
        end(&json, &report);
    }
}

/* All of the array, by runs and token by token. */
static void assert_takes(const char *text, size_t want)
{
    uint32_t items[4];
    size_t count, sum = 0;
    rn_report report;
    rn_json json = start(rn_bytes_of(text), &report);
    assert_int_equal(rn_json_next(&json), RN_JSON_ARRAY_BEGIN);
    for (;;) {
        while ((count = rn_json_take_small(&json, 1000000, items, 4)))
            for (size_t i = 0; i < count; i++)
                sum += items[i];
        if (rn_json_next(&json) == RN_JSON_ARRAY_END)
            break;
        assert_true(json.token > RN_JSON_END);
        sum += json.token == RN_JSON_NUMBER ? (size_t)rn_json_number(&json) : 0;
    }
    assert_int_equal(sum, want);
    assert_int_equal(rn_json_next(&json), RN_JSON_END);
    end(&json, &report);
}

static void takes_runs_of_numbers(void **state)
{
    (void)state;
    assert_takes("[]", 0);
    assert_takes("[7]", 7);
    assert_takes("[1,2,3,4,5,6,7,8,9,10,11,12]", 78);
    assert_takes(" [ 1 ,\n2\t, 3 ] ", 6);
    assert_takes("[1,2.5,3e2,4]", 307);
    assert_takes("[1,999999,1000000,12345678901,0]", 12346678901 + 1000000);
    assert_takes("[1,null,2,\"3\",4]", 7);
}

static void takes_no_bad_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {"[01]", "[1,02]", "[1 2]", "[1,,2]",
                                        "[1,]", "[-]",    "[1",    "[1,"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t items[4];
        rn_report report;
        rn_json json = start(rn_bytes_of(texts[i]), &report);
        rn_json_next(&json);
        while (rn_json_take_small(&json, 1000, items, 4))
            ;
        while (rn_json_next(&json) > RN_JSON_END)
            ;
        assert_int_equal(json.token, RN_JSON_ERROR);
        end(&json, &report);
    }
}

static void takes_none_outside_of_arrays(void **state)
{
    (void)state;
    uint32_t item;
    rn_report report;
    rn_json json = start(RN_LITERAL("{\"a\": 1}"), &report);
    assert_int_equal(rn_json_take_small(&json, 9, &item, 1), 0);
    rn_json_next(&json);
    assert_int_equal(rn_json_take_small(&json, 9, &item, 1), 0);
    rn_json_next(&json);
    assert_int_equal(rn_json_take_small(&json, 9, &item, 1), 0);
    assert_int_equal(rn_json_next(&json), RN_JSON_NUMBER);
    end(&json, &report);
}

static void closes_arrays_that_are_known(void **state)
{
    (void)state;
    rn_report report;
    rn_json json = start(RN_LITERAL("[[1, 2], [1, 2], 5]"), &report);
    rn_json_next(&json);
    rn_json_next(&json);
    rn_bytes rest = rn_json_flat_rest(&json);
    assert_int_equal(rest.size, 4);
    rn_json_close_flat(&json, rest);
    assert_int_equal(rn_json_next(&json), RN_JSON_ARRAY_BEGIN);
    assert_true(rn_bytes_equal(rn_json_flat_rest(&json), rest));
    rn_json_close_flat(&json, rest);
    assert_int_equal(rn_json_next(&json), RN_JSON_NUMBER);
    assert_int_equal(rn_json_next(&json), RN_JSON_ARRAY_END);
    end(&json, &report);
}

/* Of every length, and with a point at every place. */
static void gives_numbers_of_every_length(void **state)
{
    (void)state;
    for (int digits = 1; digits < 25; digits++)
        for (int point = 1; point <= digits; point++)
            for (int sign = 0; sign < 2; sign++) {
                char text[64] = "-", *at = text + sign;
                for (int i = 0; i < digits; i++) {
                    if (i == point)
                        *at++ = '.';
                    *at++ = (char)('1' + (i * 7 + digits) % 9);
                }
                strcpy(at, ",       ");
                rn_report report;
                rn_json json = start(rn_bytes_of(text), &report);
                assert_int_equal(rn_json_next(&json), RN_JSON_NUMBER);
                assert_int_equal(json.text.size, (size_t)(at - text));
                assert_true(rn_json_number(&json) == strtod(text, NULL));
                end(&json, &report);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_values_of_all_kinds),
        cmocka_unit_test(passes_marks_at_every_place),
        cmocka_unit_test(refuses_what_does_not_close),
        cmocka_unit_test(bounds_what_it_passes),
        cmocka_unit_test(takes_runs_of_numbers),
        cmocka_unit_test(takes_no_bad_numbers),
        cmocka_unit_test(takes_none_outside_of_arrays),
        cmocka_unit_test(closes_arrays_that_are_known),
        cmocka_unit_test(gives_numbers_of_every_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
