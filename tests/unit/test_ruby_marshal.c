/* Ruby's Marshal, token by token.  The dumps are what Ruby 3.1 writes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "read/ruby_marshal.h"

#define DUMP(bytes) RN_LITERAL("\x04\x08" bytes)

static void put_token(rn_buffer *out, const rn_ruby *ruby)
{
    static const char *const signs[] = {
        [RN_JSON_NULL] = "nil",       [RN_JSON_TRUE] = "true",    [RN_JSON_FALSE] = "false",
        [RN_JSON_STRING] = "'",       [RN_JSON_KEY] = "",         [RN_JSON_NUMBER] = "",
        [RN_JSON_OBJECT_BEGIN] = "{", [RN_JSON_OBJECT_END] = "}", [RN_JSON_ARRAY_BEGIN] = "[",
        [RN_JSON_ARRAY_END] = "]",
    };
    if (out->size)
        rn_put_char(out, ' ');
    rn_put_text(out, signs[ruby->token]);
    rn_put(out, ruby->text);
    if (isfinite(ruby->number))
        rn_put_double(out, ruby->number);
    else if (ruby->token == RN_JSON_NUMBER)
        rn_put_text(out, isnan(ruby->number) ? "nan" : ruby->number > 0 ? "inf" : "-inf");
    if (ruby->token == RN_JSON_KEY)
        rn_put_char(out, ':');
}

/* The tokens of a dump as text, or the message when it is refused. */
static void assert_tokens(rn_bytes dump, const char *want)
{
    rn_report report = {0};
    rn_ruby ruby;
    rn_buffer out = {0};
    rn_ruby_init(&ruby, dump, 3, &report);
    while (rn_ruby_next(&ruby) != RN_JSON_END && ruby.token != RN_JSON_ERROR)
        put_token(&out, &ruby);
    rn_put_char(&out, '\0');
    assert_string_equal(ruby.token == RN_JSON_ERROR ? report.error.message : out.data, want);
    rn_ruby_finish(&ruby);
    rn_report_finish(&report);
    rn_buffer_finish(&out);
}

static void numbers_are_packed(void **state)
{
    (void)state;
    assert_tokens(DUMP("[\x0e"
                       "i\0i\x06i\x7fi\x01\x7bi\x02\0\1"
                       "i\xfai\x80i\xff\x83i\xfe\xff\xfe"),
                  "[ 0 1 122 123 256 -1 -123 -125 -257 ]");
    assert_tokens(DUMP("[\x0al+\x07\0\0\0\x40l-\x07\0\0\0\x80l+\x09\0\0\0\0\0\1\0\0"
                       "l+\x09\xfe\xff\xff\xff\xff\xff\xff\xff"
                       "l-\x0a\0\0\0\0\0\0\0\0\1\0"),
                  "[ 1073741824 -2147483648 1099511627776 1.8446744073709552e+19 "
                  "-1.8446744073709552e+19 ]");
    assert_tokens(DUMP("[\x09"
                       "f\x08"
                       "1.5f\x08inff\x09-inff\x08nan"),
                  "[ 1.5 inf -inf nan ]");
}

static void whole_numbers_are_exact(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_ruby ruby;
    rn_ruby_init(&ruby, DUMP("l+\x09\xfe\xff\xff\xff\xff\xff\xff\xff"), 3, &report);
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_NUMBER);
    assert_true(ruby.whole == UINT64_MAX - 1);
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_END);
    rn_ruby_finish(&ruby);
    rn_ruby_init(&ruby, DUMP("i\xfa"), 3, &report);
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_NUMBER);
    assert_true(ruby.whole == UINT64_MAX && ruby.number == -1);
    rn_ruby_finish(&ruby);
    rn_report_finish(&report);
}

static void texts_have_encodings(void **state)
{
    (void)state;
    assert_tokens(DUMP("[\x09I\"\x06"
                       "a\x06:\x06"
                       "ETI:\x06"
                       "b\x06;\0F\"\x06"
                       "cI\"\x06"
                       "d\x06:\x0d"
                       "encoding\"\x0eShift_JIS"),
                  "[ 'a 'b 'c 'd ]");
}

static void links_bring_values_back(void **state)
{
    (void)state;
    /* 0 the array, 1 'a', 2 a number, 3 a float, 4 the encoding's name, 5 a hash */
    assert_tokens(DUMP("[\x10I\"\x06"
                       "a\x06:\x06"
                       "ETl+\x07\0\0\0\x40"
                       "f\x06"
                       "5{\0:\x06"
                       "b@\x06@\x07@\x08@\x09;\x06;\0"),
                  "[ 'a 1073741824 5 { } 'b 'a 1073741824 5 nil 'b 'E ]");
    assert_tokens(DUMP("[\x07"
                       "i\x06@\x06"),
                  "a link to something that is not there");
    assert_tokens(DUMP("[\x07:\x06"
                       "a;\x06"),
                  "a link to something that is not there");
    assert_tokens(DUMP("[\x06@\xfa"), "a link to something that is not there");
}

static void keys_may_be_anything_plain(void **state)
{
    (void)state;
    assert_tokens(DUMP("{\x09:\x06"
                       "a0i\x08TI\"\x06"
                       "b\x06:\x06"
                       "ETF0i\x06"),
                  "{ a: nil 3: true b: false : 1 }");
    assert_tokens(DUMP("}\x06i\x06i\x07i\x08"), "{ 1: 2 }");
    assert_tokens(DUMP("{\x06[\0i\x06"), "a hash or an array as a key");
}

static void strangers_are_refused(void **state)
{
    (void)state;
    assert_tokens(DUMP("o:\x08Who\0"), "an object of a class, or of a kind that is not known");
    assert_tokens(DUMP("Iu:\x09Time\0"), "an object of a class, or of a kind that is not known");
    assert_tokens(DUMP("[\x06[\x06[\x06[\x06"), "nested deeper than 3 values");
    assert_tokens(RN_LITERAL("\x04\x09i\x06"), "no dump of Ruby's Marshal 4.8");
}

static void dumps_may_be_cut_anywhere(void **state)
{
    (void)state;
    static const char whole[] = "\x04\x08{\x07:\x06"
                                "al+\x07\0\0\0\x40I\"\x06"
                                "b\x06:\x06"
                                "ET[\x06"
                                "f\x08"
                                "1.5";
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        rn_report report = {0};
        rn_ruby ruby;
        char *copy = malloc(size + 1);
        memcpy(copy, whole, size);
        rn_ruby_init(&ruby, (rn_bytes){copy, size}, 9, &report);
        while (rn_ruby_next(&ruby) != RN_JSON_END && ruby.token != RN_JSON_ERROR)
            continue;
        assert_int_equal(ruby.token, RN_JSON_ERROR);
        assert_int_equal(report.error.status, RENDER_ERROR_MALFORMED);
        rn_ruby_finish(&ruby);
        rn_report_finish(&report);
        free(copy);
    }
}

static void values_are_stepped_over(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_ruby ruby;
    rn_ruby_init(&ruby,
                 DUMP("{\x07:\x06"
                      "a[\x07{\x06i\x06[\0i\x07:\x06"
                      "bi\x0a"),
                 9, &report);
    rn_ruby_next(&ruby);
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_KEY);
    assert_true(rn_ruby_skip(&ruby));
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_KEY);
    assert_true(rn_bytes_equal(ruby.text, RN_LITERAL("b")));
    assert_true(rn_ruby_skip(&ruby));
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_OBJECT_END);
    assert_int_equal(rn_ruby_next(&ruby), RN_JSON_END);
    rn_ruby_finish(&ruby);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_packed),         cmocka_unit_test(whole_numbers_are_exact),
        cmocka_unit_test(texts_have_encodings),       cmocka_unit_test(links_bring_values_back),
        cmocka_unit_test(keys_may_be_anything_plain), cmocka_unit_test(strangers_are_refused),
        cmocka_unit_test(dumps_may_be_cut_anywhere),  cmocka_unit_test(values_are_stepped_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
