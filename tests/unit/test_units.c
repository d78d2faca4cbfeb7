/* Values in words. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "style/units.h"

static void check(rn_buffer *out, const char *expected)
{
    rn_put_char(out, '\0');
    assert_false(out->failed);
    assert_string_equal(out->data, expected);
    rn_buffer_finish(out);
}

static void check_value(double value, const char *unit, const char *expected)
{
    rn_buffer out = {0};
    rn_put_value(&out, value, rn_bytes_of(unit));
    check(&out, expected);
}

static void test_times(void **state)
{
    (void)state;
    check_value(1.53, "s", "1.53 s");
    check_value(1.5349, "seconds", "1.53 s");
    check_value(0, "s", "0 s");
    check_value(0, "ns", "0 s");
    check_value(999.6, "ms", "1.00 s");
    check_value(999.4, "ms", "999 ms");
    check_value(0.9994, "s", "999 ms");
    check_value(12.34, "ms", "12.3 ms");
    check_value(9.996, "ms", "10.0 ms");
    check_value(99.96, "ms", "100 ms");
    check_value(1530000, "ns", "1.53 ms");
    check_value(0.25, "ns", "0.25 ns");
    check_value(42, "us", "42.0 \xc2\xb5s");
    check_value(59.9, "s", "59.9 s");
    check_value(60, "s", "1.00 min");
    check_value(59.96, "s", "1.00 min");
    check_value(3600, "s", "1.00 h");
    check_value(7.2e6, "s", "2,000 h");
    check_value(-1.53, "s", "-1.53 s");
    check_value(-0.0005, "s", "-500 \xc2\xb5s");
}

static void check_moment(double value, const char *unit, double largest, double step,
                         const char *expected)
{
    rn_buffer out = {0};
    rn_put_moment(&out, value, rn_bytes_of(unit), largest, step);
    check(&out, expected);
}

static void test_moments(void **state)
{
    (void)state;
    check_moment(0, "s", 0.04, 0.005, "0 ms");
    check_moment(0.005, "s", 0.04, 0.005, "5 ms");
    check_moment(0.5, "s", 2.5, 0.5, "0.5 s");
    check_moment(2, "s", 2.5, 0.5, "2 s");
    /* three significant digits would make them one */
    check_moment(1001, "ms", 1010, 1, "1.001 s");
    check_moment(1010, "ms", 1010, 1, "1.01 s");
    check_moment(33.12, "ms", 33.2, 0.02, "33.12 ms");
    /* what a unit cannot tell in three decimals is told in a smaller one */
    check_moment(3600.001, "s", 3600.01, 0.001, "3600.001 s");
    check_moment(600, "s", 5400, 600, "10 min");
    check_moment(5400, "s", 7200, 1800, "1.5 h");
    check_moment(-1e-12, "s", 1, 0.1, "0 s");
    check_moment(12.5, "ticks", 20, 2.5, "12.5 ticks");
    check_moment(NAN, "s", 1, 0.1, "unknown");
}

static void test_bytes(void **state)
{
    (void)state;
    check_value(24.1 * 1024 * 1024, "bytes", "24.1 MiB");
    check_value(512, "B", "512 B");
    check_value(1000, "B", "1,000 B");
    check_value(1023, "B", "1,023 B");
    check_value(1024, "B", "1.00 KiB");
    check_value(1023.4 * 1024, "B", "1,023 KiB");
    check_value(1023.8 * 1024, "B", "1.00 MiB");
    check_value(1010 * 1024.0, "B", "1,010 KiB");
    check_value(3, "MiB", "3.00 MiB");
    check_value(0, "bytes", "0 B");
    check_value(-2048, "B", "-2.00 KiB");
}

static void test_counts(void **state)
{
    (void)state;
    check_value(1234, "samples", "1,234 samples");
    check_value(1, "samples", "1 sample");
    check_value(1, "misses", "1 misses");
    check_value(0, "samples", "0 samples");
    check_value(9999999, "samples", "9,999,999 samples");
    check_value(12345678, "samples", "12.3 M samples");
    check_value(999.6e6, "samples", "1.00 G samples");
    check_value(1.5e12, "Ir", "1.50 T Ir");
    check_value(7e20, "events", "700000 P events");
    check_value(2.5, "samples", "2.5 samples");
    check_value(-1234, "samples", "-1,234 samples");
    check_value(1234567, "", "1,234,567");
    check_value(NAN, "s", "unknown");
    check_value(INFINITY, "samples", "unknown");
}

static void check_share(double share, const char *expected)
{
    rn_buffer out = {0};
    rn_put_share(&out, share);
    check(&out, expected);
}

static void test_shares(void **state)
{
    (void)state;
    check_share(.123, "12.3 %");
    check_share(1, "100 %");
    check_share(.9996, "100 %");
    check_share(.9994, "99.9 %");
    check_share(0, "0 %");
    check_share(.05, "5.0 %");
    check_share(.0534, "5.34 %");
    check_share(.053, "5.3 %");
    check_share(.005, "0.5 %");
    check_share(.0005, "0.05 %");
    check_share(.00001, "<0.01 %");
    check_share(.09996, "10.0 %");
    check_share(-.25, "-25.0 %");
    check_share(2.5, "250.0 %");
    check_share(NAN, "unknown");
}

static void check_count(double count, const char *expected)
{
    rn_buffer out = {0};
    rn_put_count(&out, count);
    check(&out, expected);
}

static void test_whole_numbers(void **state)
{
    (void)state;
    check_count(0, "0");
    check_count(999, "999");
    check_count(999.5, "1,000");
    check_count(-1234567.2, "-1,234,567");
    check_count(-0.2, "0");
    check_count(123456, "123,456");
    check_count(1e15, "1,000,000,000,000,000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),  cmocka_unit_test(test_moments),
        cmocka_unit_test(test_bytes),  cmocka_unit_test(test_counts),
        cmocka_unit_test(test_shares), cmocka_unit_test(test_whole_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
