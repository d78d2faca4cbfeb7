/* Rows get lower only where all of them would be too high, and never lower than a third. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/row_heights.h"

static void assert_px(double got, double want)
{
    assert_true(got > want - 1e-9 && got < want + 1e-9);
}

static void test_room_for_all(void **state)
{
    (void)state;
    rn_row_heights heights = rn_row_heights_fit(18, 10, 2, 180);
    assert_false(rn_row_heights_differ(&heights));
    assert_px(rn_row_start(&heights, 10), 180);
    heights = rn_row_heights_fit(18, 100, 100, 180);
    assert_false(rn_row_heights_differ(&heights));
    assert_px(rn_row_start(&heights, 100), 1800);
}

static void test_as_low_as_it_takes(void **state)
{
    (void)state;
    rn_row_heights heights = rn_row_heights_fit(20, 12, 4, 160);
    assert_true(rn_row_heights_differ(&heights));
    assert_px(rn_row_start(&heights, 12), 160);
    assert_px(rn_row_start(&heights, 4), 80);
    assert_px(rn_row_start(&heights, 5), 90);
    assert_px(rn_row_height(&heights, 3), 20);
    assert_px(rn_row_height(&heights, 4), 10);
}

static void test_no_lower_than_a_third(void **state)
{
    (void)state;
    rn_row_heights heights = rn_row_heights_fit(18, 104, 4, 100);
    assert_px(rn_row_height(&heights, 103), 6);
    assert_px(rn_row_start(&heights, 104), 4 * 18 + 100 * 6);
    heights = rn_row_heights_fit(18, 104, 20, 100);
    assert_px(rn_row_height(&heights, 103), 6);
}

static void test_room_for_text(void **state)
{
    (void)state;
    rn_row_heights heights = rn_row_heights_fit(18, 12, 4, 160);
    assert_true(rn_row_holds(&heights, 3, 12));
    assert_false(rn_row_holds(&heights, 4, 12));
    heights = rn_row_heights_fit(18, 12, 4, 214);
    assert_true(rn_row_holds(&heights, 11, 12));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_room_for_all),
        cmocka_unit_test(test_as_low_as_it_takes),
        cmocka_unit_test(test_no_lower_than_a_third),
        cmocka_unit_test(test_room_for_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
