/* Strings, maps, numbers, text repair and patterns. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/grow.h"
#include "base/intern.h"
#include "base/map.h"
#include "base/match.h"
#include "base/number.h"
#include "base/report.h"
#include "base/text.h"

static void intern_gives_equal_strings_one_id(void **state)
{
    (void)state;
    rn_intern intern;
    assert_true(rn_intern_init(&intern));
    assert_int_equal(rn_intern_add(&intern, RN_LITERAL("")), 0);
    char text[16];
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 5000; i++) {
            int size = snprintf(text, sizeof text, "f%u", i);
            assert_int_equal(rn_intern_add(&intern, (rn_bytes){text, (size_t)size}), i + 1);
        }
    assert_string_equal(rn_intern_get(&intern, 4711).data, "f4710");
    rn_intern_finish(&intern);
}

static void map_keeps_what_was_put(void **state)
{
    (void)state;
    rn_map map = {0};
    bool is_new;
    for (uint32_t i = 0; i < 100000; i++) {
        assert_int_equal(*rn_map_put(&map, rn_map_pair(i / 7, i), i, &is_new), i);
        assert_true(is_new);
    }
    for (uint32_t i = 0; i < 100000; i++) {
        assert_int_equal(*rn_map_put(&map, rn_map_pair(i / 7, i), RN_NONE, &is_new), i);
        assert_false(is_new);
    }
    assert_int_equal(*rn_map_put(&map, rn_map_pair(9, 0), 7, &is_new), 7);
    assert_true(is_new);
    assert_int_equal(map.count, 100001);
    rn_map_finish(&map);
}

static void numbers_parse_as_the_c_library_does(void **state)
{
    (void)state;
    static const char *const good[] = {"0",
                                       "-0",
                                       "1",
                                       "+7",
                                       "3.25",
                                       ".5",
                                       "5.",
                                       "1e3",
                                       "1E-3",
                                       "0.1",
                                       "123456789012345678901234567890",
                                       "2.2250738585072014e-308",
                                       "1.7976931348623157e308",
                                       "1e400",
                                       "4.9e-324",
                                       "0.000244140625",
                                       "9007199254740993",
                                       "179769313486231580793728971405301e0",
                                       "-12.5e+2"};
    static const char *const bad[] = {"",    "-",   ".",  "e5", "1e",  "1e+", "0x10",
                                      "inf", "nan", "1 ", " 1", "1,5", "--1"};
    double value;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(rn_number_parse(rn_bytes_of(good[i]), &value));
        assert_true(value == strtod(good[i], NULL));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(rn_number_parse(rn_bytes_of(bad[i]), &value));
}

static void numbers_round_trip(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 20000; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        double value, back;
        memcpy(&value, &seed, sizeof value);
        if (!isfinite(value))
            continue;
        char text[32];
        size_t size = rn_number_format(text, value);
        assert_true(rn_number_parse((rn_bytes){text, size}, &back));
        assert_true(back == value);
    }
    char text[32];
    rn_number_format(text, 0.1);
    assert_string_equal(text, "0.1");
    rn_number_format(text, -1234567890123.0);
    assert_string_equal(text, "-1234567890123");
}

static void fixed_numbers_are_rounded_as_printf_does(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.0625, "0.062"},
                 {0.1875, "0.188"},
                 {1.0005, "1.000"},
                 {-0.0001, "-0.000"},
                 {1e22, "10000000000000000000000.000"}};
    char text[RN_NUMBER_FIXED_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t size = rn_number_format_fixed(text, cases[i].value, 3);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(size, strlen(text));
    }
    assert_int_equal(rn_number_format_fixed(text, -DBL_MAX, 20), 331);
}

static void unsigned_numbers_saturate(void **state)
{
    (void)state;
    uint64_t value;
    assert_true(rn_number_parse_uint(RN_LITERAL("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
    assert_true(rn_number_parse_uint(RN_LITERAL("99999999999999999999999"), &value));
    assert_true(value == UINT64_MAX);
    assert_true(rn_number_parse_uint(RN_LITERAL("0042"), &value));
    assert_true(value == 42);
    assert_false(rn_number_parse_uint(RN_LITERAL("4x"), &value));
    assert_false(rn_number_parse_uint(RN_LITERAL(""), &value));
}

static void assert_put(void (*put)(rn_buffer *, double, int), double value, int digits,
                       const char *expected)
{
    rn_buffer out = {0};
    put(&out, value, digits);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, expected);
    rn_buffer_finish(&out);
}

static void fixed_numbers_are_rounded_and_trimmed(void **state)
{
    (void)state;
    assert_put(rn_put_fixed, 1.0, 2, "1");
    assert_put(rn_put_fixed, 1.25, 1, "1.3");
    assert_put(rn_put_fixed, -0.001, 2, "0");
    assert_put(rn_put_fixed, -12.506, 2, "-12.51");
    assert_put(rn_put_fixed, 0.05, 2, "0.05");
    assert_put(rn_put_decimal, 1.0, 2, "1.00");
    assert_put(rn_put_decimal, 0.999, 2, "1.00");
    assert_put(rn_put_decimal, -0.5, 0, "-1");
}

static void assert_repair(const char *text, size_t size, const char *expected, bool latin1)
{
    rn_buffer out = {0};
    bool was_latin1 = false;
    rn_text_repair(&out, (rn_bytes){text, size}, &was_latin1);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, expected);
    assert_int_equal(was_latin1, latin1);
    assert_true(rn_text_is_clean((rn_bytes){out.data, out.size - 1}));
    rn_buffer_finish(&out);
}

static void text_is_repaired(void **state)
{
    (void)state;
    assert_true(rn_text_is_clean(RN_LITERAL("n\xc3\xa4me \xf0\x9f\x90\x8d")));
    assert_false(rn_text_is_clean(RN_LITERAL("a\tb")));
    assert_false(rn_text_is_clean(RN_LITERAL("\xc2\x85")));
    assert_true(rn_text_is_utf8(RN_LITERAL("a\tb n\xc3\xa4me \xf0\x9f\x90\x8d and more")));
    assert_false(rn_text_is_utf8(RN_LITERAL("0123456789 caf\xe9 0123456789")));
    assert_false(rn_text_is_utf8(RN_LITERAL("a surrogate \xed\xa0\x80")));
    assert_repair("a\tb\n\x1b[1m\x7f", 9, "a\\tb\\n\\x1b[1m\\x7f", false);
    assert_repair("sur\xed\xb3\xbf.py", 9, "sur\xef\xbf\xbd.py", false);
    assert_repair("n\xe4me", 4, "n\xc3\xa4me", true);
    assert_repair("\xe2\x80\xae"
                  "evil\xe2\x81\xa9\xe2\x80\xa6",
                  13, "\\u202eevil\\u2069\xe2\x80\xa6", false);
    assert_repair("\xc2\x85", 2, "\\x85", false);
    assert_repair("\xc0\x80", 2, "\xc3\x80\\x80", true);
    assert_repair("\xf4\x90\x80\x80", 4, "\xc3\xb4\\x90\\x80\\x80", true);
    assert_repair("cut \xe2\x82", 6, "cut \xc3\xa2\\x82", true);
}

static void characters_decode_and_encode(void **state)
{
    (void)state;
    static const uint32_t codes[] = {'a', 0xe4, 0x20ac, 0x1f40d, 0x7ff, 0x800, 0xffff, 0x10ffff};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        rn_buffer out = {0};
        size_t length;
        rn_text_encode(&out, codes[i]);
        assert_int_equal(rn_text_decode(rn_buffer_bytes(&out), &length), codes[i]);
        assert_int_equal(length, out.size);
        rn_buffer_finish(&out);
    }
    assert_int_equal(rn_text_length(RN_LITERAL("n\xc3\xa4me")), 4);
    assert_int_equal(rn_text_cut(RN_LITERAL("n\xc3\xa4me"), 2).size, 1);
    assert_int_equal(rn_text_cut(RN_LITERAL("n\xc3\xa4me"), 3).size, 3);
    assert_int_equal(rn_text_cut(RN_LITERAL("n\xc3\xa4me"), 9).size, 5);
}

static bool globs(const char *pattern, const char *name)
{
    return rn_match_glob(pattern, rn_bytes_of(name));
}

static void patterns_match_whole_names(void **state)
{
    (void)state;
    assert_true(globs("*", ""));
    assert_true(globs("a*c", "abbbc"));
    assert_true(globs("*a*b*", "xxaxxbxx"));
    assert_true(globs("??", "ab"));
    assert_false(globs("a", "ab"));
    assert_false(globs("a*c", "abbb"));
    assert_true(globs("[a-c]x", "bx"));
    assert_false(globs("[!a-c]x", "bx"));
    assert_true(globs("[]]", "]"));
    assert_true(globs("operator[", "operator["));
    assert_false(globs("=a*", "a*"));
    assert_true(rn_match_exact("=a*", RN_LITERAL("a*")));
    assert_true(rn_match_exact("operator[]", RN_LITERAL("operator[]")));
    assert_false(rn_match_exact("a*", RN_LITERAL("ab")));
}

static void reports_count_what_is_skipped(void **state)
{
    (void)state;
    rn_report report = {0};
    for (uint64_t line = 1; line <= 8; line++)
        assert_int_equal(rn_skip(&report, 0, line, "no count"), RENDER_OK);
    rn_report_sum_up(&report, "line(s)");
    assert_int_equal(report.warning_count, 6);
    assert_string_equal(report.warnings[0], "line 1: no count");
    assert_string_equal(report.warnings[5], "8 line(s) that could not be used: left out");
    rn_report_finish(&report);

    report.strict = true;
    assert_int_equal(rn_skip(&report, 10, 3, "no count"), RENDER_ERROR_MALFORMED);
    assert_int_equal(rn_fail(&report, RENDER_ERROR_IO, 0, 0, "later"), RENDER_ERROR_MALFORMED);
    assert_int_equal(report.error.line, 3);
    assert_string_equal(report.error.message, "no count");
    rn_report_finish(&report);
}

static void long_messages_end_with_a_whole_character(void **state)
{
    (void)state;
    rn_report report = {0};
    char text[512];
    memset(text, 'x', sizeof text);
    for (size_t i = 1; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa4", 2);
    text[sizeof text - 1] = '\0';
    rn_fail(&report, RENDER_ERROR_IO, 0, 0, "%s", text);
    assert_true(rn_text_is_clean(rn_bytes_of(report.error.message)));
    rn_report_finish(&report);
}

/* Bytes of addresses that this process uses. */
static size_t addresses_in_use(void)
{
    size_t pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%zu", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/* -> the exit status: 0 when the array became twice as large, as it had been */
static int grow_where_four_times_do_not_fit(void)
{
    size_t capacity = 8 << 20;
    char *items = rn_array_new(capacity, 1);
    if (!items)
        return 2;
    items[capacity - 1] = 'x';
    size_t room = addresses_in_use() + (24 << 20);
    if (setrlimit(RLIMIT_AS, &(struct rlimit){room, room}))
        return 3;
    if (!RN_GROW(items, capacity, capacity + 1) || items[(8 << 20) - 1] != 'x')
        return 4;
    return capacity == 16 << 20 ? 0 : 5;
}

/* In a process of its own, because of its limit. */
static void arrays_grow_by_less_where_addresses_are_few(void **state)
{
    (void)state;
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    skip(); /* they take more addresses than any limit leaves */
#endif
    pid_t child = fork();
    if (!child)
        _exit(grow_where_four_times_do_not_fit());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intern_gives_equal_strings_one_id),
        cmocka_unit_test(map_keeps_what_was_put),
        cmocka_unit_test(numbers_parse_as_the_c_library_does),
        cmocka_unit_test(numbers_round_trip),
        cmocka_unit_test(fixed_numbers_are_rounded_as_printf_does),
        cmocka_unit_test(unsigned_numbers_saturate),
        cmocka_unit_test(fixed_numbers_are_rounded_and_trimmed),
        cmocka_unit_test(text_is_repaired),
        cmocka_unit_test(characters_decode_and_encode),
        cmocka_unit_test(patterns_match_whole_names),
        cmocka_unit_test(reports_count_what_is_skipped),
        cmocka_unit_test(long_messages_end_with_a_whole_character),
        cmocka_unit_test(arrays_grow_by_less_where_addresses_are_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
