/* Keys that are known from before: the tokens are the same as of one that remembers no key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "input/json.h"

enum { NESTING = 16, ROUNDS = 3000, RECORDS = 12, SIZE_MAX_TEXT = 1 << 14 };

typedef struct writer {
    char text[SIZE_MAX_TEXT];
    size_t size;
    uint64_t seed;
} writer;

static uint32_t random_below(writer *w, uint32_t count)
{
    w->seed = w->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(w->seed >> 33) % count;
}

static void put(writer *w, const char *text)
{
    size_t size = strlen(text);
    assert_true(w->size + size < SIZE_MAX_TEXT);
    memcpy(w->text + w->size, text, size);
    w->size += size;
}

static void put_one_of(writer *w, const char *const *texts, uint32_t count)
{
    put(w, texts[random_below(w, count)]);
}

/* Mostly the key that is due, so that it is expected; at times another, with other blanks or an escape. */
static void put_key(writer *w, uint32_t due)
{
    static const char *const keys[] = {"name", "ph", "ts", "pid", "tid", "a", "", "args"};
    static const char *const others[] = {"na\\u006de",
                                         "nama",
                                         "names",
                                         "nam",
                                         "tsX",
                                         "t\\\"s",
                                         "a key that is too long to be remembered"};
    static const char *const blanks[] = {"", " ", "\n\t "};
    bool is_strange = random_below(w, 8) == 0;
    put_one_of(w, blanks, is_strange ? 3 : 1);
    put(w, "\"");
    if (random_below(w, 16))
        put(w, keys[due % 8]);
    else
        put_one_of(w, others, 7);
    put(w, "\"");
    put_one_of(w, blanks, is_strange ? 3 : 1);
    put(w, ":");
}

static void put_value(writer *w, int depth);

static void put_record(writer *w, int depth)
{
    uint32_t count = 3 + random_below(w, 3);
    put(w, "{");
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            put(w, random_below(w, 8) ? "," : " ,");
        put_key(w, i + (uint32_t)depth);
        put_value(w, depth + 1);
    }
    put(w, "}");
}

static void put_value(writer *w, int depth)
{
    static const char *const values[] = {"1",    "12.5", "\"x\"", "\"a\\nb\"",         "null",
                                         "true", "[]",   "{}",    "[1,\"name\",{}, 2]"};
    if (depth < 3 && random_below(w, 6) == 0)
        put_record(w, depth);
    else
        put_one_of(w, values, 9);
}

/* Now and then one byte is another, which most often is an error. */
static void put_records(writer *w)
{
    w->size = 0;
    put(w, "[");
    for (int i = 0; i < RECORDS; i++) {
        put(w, i ? ",\n" : "");
        put_record(w, 0);
    }
    put(w, "]");
    if (random_below(w, 3) == 0)
        w->text[random_below(w, (uint32_t)w->size)] = "\",:{}[] x1\\\n"[random_below(w, 12)];
}

static void assert_same_token(const rn_json *json, const rn_json *other)
{
    assert_int_equal(json->token, other->token);
    assert_int_equal(json->at, other->at);
    assert_int_equal(json->depth, other->depth);
    if (json->token != RN_JSON_KEY)
        return;
    assert_ptr_equal(json->raw.data, other->raw.data);
    assert_int_equal(json->raw.size, other->raw.size);
    assert_true(rn_bytes_equal(json->text, other->text));
}

static void assert_same_error(const rn_report *report, const rn_report *other)
{
    assert_int_equal(report->error.status, other->error.status);
    assert_int_equal(report->error.offset, other->error.offset);
    assert_string_equal(report->error.message, other->error.message);
}

/* How many tokens the text has. */
static size_t compare(rn_bytes text, bool lenient)
{
    rn_report report = {0}, other_report = {0};
    rn_json json, other;
    size_t count = 0;
    rn_json_init(&json, text, NESTING, &report);
    rn_json_init(&other, text, NESTING, &other_report);
    json.lenient = other.lenient = lenient;
    do {
        free(other.keys);
        other.keys = NULL;
        rn_json_next(&json);
        rn_json_next(&other);
        assert_same_token(&json, &other);
        count++;
    } while (json.token > RN_JSON_END);
    assert_same_error(&report, &other_report);
    if (json.token == RN_JSON_ERROR) /* stays */
        assert_int_equal(rn_json_next(&json), RN_JSON_ERROR);
    rn_json_finish(&json);
    rn_json_finish(&other);
    rn_report_finish(&report);
    rn_report_finish(&other_report);
    return count;
}

static void knows_keys_without_a_difference(void **state)
{
    (void)state;
    writer *w = calloc(1, sizeof *w);
    assert_non_null(w);
    size_t count = 0;
    for (int round = 0; round < ROUNDS; round++) {
        put_records(w);
        char *text =
            malloc(w->size); /* of its size, so that nothing behind it can be read unseen */
        assert_non_null(text);
        memcpy(text, w->text, w->size);
        count += compare((rn_bytes){text, w->size}, round % 2);
        free(text);
    }
    assert_true(count > ROUNDS * (size_t)RECORDS * 3);
    free(w);
}

/* More keys than are remembered, so that they drive each other out. */
static void goes_on_with_many_keys(void **state)
{
    (void)state;
    writer *w = calloc(1, sizeof *w);
    char key[32];
    assert_non_null(w);
    put(w, "{");
    for (int i = 0; i < 900; i++) {
        snprintf(key, sizeof key, "%s\"k%d\":%d", i ? "," : "", i * 7 % 300, i);
        put(w, key);
    }
    put(w, "}");
    assert_int_equal(compare((rn_bytes){w->text, w->size}, false), 2 * 900 + 3);
    free(w);
}

static void wants_a_comma_before_a_known_key(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "[{\"name\":1,\"ph\":2},{,\"ph\":2,\"name\":                       1}]",
        "[{\"name\":1,\"ph\":2},{\"name\":1\"ph\":2                         }]",
        "[{\"name\":1,\"ph\":2},[\"name\":1,\"ph\":2                        ]]",
        "[{\"name\":1,\"ph\":2},{\"name\":[1,\"ph\":2                      ]}]",
        "[{\"name\":1,\"ph\":2},{\"name\",\"ph\":2                          }]",
        "[{\"name\":1,\"ph\":2,\"ts\":3},{\"name\":1,\"ph\",\"ts\":2          }]",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rn_report report = {0};
        rn_json json;
        rn_json_init(&json, rn_bytes_of(bad[i]), NESTING, &report);
        while (rn_json_next(&json) > RN_JSON_END)
            ;
        assert_int_equal(json.token, RN_JSON_ERROR);
        rn_json_finish(&json);
        rn_report_finish(&report);
        compare(rn_bytes_of(bad[i]), false);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_keys_without_a_difference),
        cmocka_unit_test(goes_on_with_many_keys),
        cmocka_unit_test(wants_a_comma_before_a_known_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
