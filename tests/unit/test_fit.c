/* Text widths and cutting. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/text.h"
#include "scene/fit.h"

#define DOTS "\xe2\x80\xa6"

static rn_measure *fixed;
static rn_report report;

static double width_of(rn_measure *measure, const char *text, double size, bool bold)
{
    return rn_measure_width(measure, rn_bytes_of(text), size, bold);
}

static void test_fixed_widths(void **state)
{
    (void)state;
    assert_true(fabs(width_of(fixed, "abc", 10, false) - 18) < 1e-9);
    assert_true(fabs(width_of(fixed, "abc", 10, true) - 18) < 1e-9);
    assert_true(fabs(width_of(fixed, "\xc3\xa9", 10, false) - 6) < 1e-9);
    assert_true(fabs(width_of(fixed, "\xe6\x97\xa5\xe6\x9c\xac", 10, false) - 20) < 1e-9);
    assert_true(width_of(fixed, "", 10, false) == 0);
}

static void test_fixed_by_name(void **state)
{
    (void)state;
    rn_measure *named = rn_measure_new("fixed", &report);
    assert_true(fabs(width_of(named, "abcd", 10, false) - 24) < 1e-9);
    assert_string_equal(rn_measure_font(named), rn_measure_font(fixed));
    rn_measure_free(named);
}

/* Whatever the font is: widths grow with text and size, ASCII is the sum of its characters. */
static void test_real_widths(void **state)
{
    (void)state;
    rn_measure *measure = rn_measure_new(NULL, &report);
    double m = width_of(measure, "m", 10, false), i = width_of(measure, "i", 10, false);
    assert_true(m > i && i > 0);
    assert_true(fabs(width_of(measure, "mimi", 10, false) - 2 * (m + i)) < 1e-9);
    assert_true(fabs(width_of(measure, "mimi", 20, false) - 4 * (m + i)) < 1e-9);
    double umlaut = width_of(measure, "\xc3\xbc", 10, false);
    assert_true(umlaut > 0);
    assert_true(width_of(measure, "\xc3\xbc", 10, false) == umlaut);
    assert_true(fabs(width_of(measure, "\xc3\xbc", 5, false) * 2 - umlaut) < 1e-9);
    rn_measure_free(measure);
}

static void test_font_lists(void **state)
{
    (void)state;
    rn_measure *measure = rn_measure_new("Courier", &report);
    assert_int_equal(strncmp(rn_measure_font(measure), "Courier, Liberation Sans, Arial", 31), 0);
    rn_measure_free(measure);
    measure = rn_measure_new("", &report);
    assert_int_equal(strncmp(rn_measure_font(measure), "Liberation Sans, Arial", 22), 0);
    rn_measure_free(measure);
    rn_measure_free(NULL);
}

static void check_fit(const char *text, double characters, const char *expected)
{
    rn_buffer out = {0};
    rn_put_text(&out, "left over");
    double width = rn_fit_text(fixed, rn_bytes_of(text), 10, false, characters * 6 + 1e-9, &out);
    assert_true(rn_bytes_equal(rn_buffer_bytes(&out), rn_bytes_of(expected)));
    assert_true(fabs(width - rn_measure_width(fixed, rn_buffer_bytes(&out), 10, false)) < 1e-9);
    rn_buffer_finish(&out);
}

static void test_fits(void **state)
{
    (void)state;
    check_fit("parse", 5, "parse");
    check_fit("parse", 4, "par" DOTS);
    check_fit("parse", 3.9, "pa" DOTS);
    check_fit("parse", 3, "pa" DOTS);
    check_fit("parse", 2.9, "");
    check_fit("parse", 0, "");
    check_fit("", 5, "");
    check_fit("x", 1, "x");
    check_fit("xy", 1, "");
    check_fit("parse", -3, "");
    check_fit("__init__", 4, "");
    check_fit("__init__", 5, "__in" DOTS);
    check_fit("<anonymous>", 3, "");
    check_fit("f<" DOTS ">(" DOTS ")", 6, "f<" DOTS ">(" DOTS);
    check_fit("f<" DOTS ">(" DOTS ")", 4, "f<" DOTS);
    check_fit("f<" DOTS ">(" DOTS ")", 3, "f<" DOTS);
}

static void test_characters_stay_whole(void **state)
{
    (void)state;
    /* e with acute as two characters: three letters of 1.2 em each. */
    check_fit("e\xcc\x81"
              "e\xcc\x81"
              "e\xcc\x81",
              4.9, "e\xcc\x81" DOTS);
    check_fit("e\xcc\x81"
              "e\xcc\x81"
              "e\xcc\x81",
              5,
              "e\xcc\x81"
              "e\xcc\x81" DOTS);
    check_fit("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", 3, "\xc3\xa9\xc3\xa9" DOTS);
}

static void test_long_text_is_cut(void **state)
{
    (void)state;
    size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    memset(text, 'a', size);
    rn_buffer out = {0};
    double width = rn_fit_text(fixed, (rn_bytes){text, size}, 10, false, 1e9, &out);
    assert_true(out.size > 1000 && out.size < 10000);
    assert_true(width > 0 && rn_text_is_clean(rn_buffer_bytes(&out)));
    assert_true(rn_bytes_end(rn_buffer_bytes(&out), RN_LITERAL(DOTS)));
    rn_buffer_finish(&out);
    free(text);
}

/* With a real font nothing that was fitted is wider than asked for. */
static void test_never_too_wide(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "json.loads", "std::vector<int>::push_back(int&&)",
        "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xae\xe9\x96\xa2\xe6\x95\xb0 (a.py)",
        "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd8\xa8\xd8\xa7\xd9\x84"};
    rn_measure *measure = rn_measure_new(NULL, &report);
    rn_buffer out = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (double width = 0; width < 250; width += 3.7) {
            double fitted = rn_fit_text(measure, rn_bytes_of(texts[i]), 12, i % 2, width, &out);
            assert_true(fitted <= width);
            assert_true(rn_text_is_clean(rn_buffer_bytes(&out)));
        }
    rn_buffer_finish(&out);
    rn_measure_free(measure);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed_widths),
        cmocka_unit_test(test_fixed_by_name),
        cmocka_unit_test(test_real_widths),
        cmocka_unit_test(test_font_lists),
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_characters_stay_whole),
        cmocka_unit_test(test_long_text_is_cut),
        cmocka_unit_test(test_never_too_wide),
    };
    fixed = rn_measure_new_fixed();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rn_measure_free(fixed);
    return failed;
}
