/* Wall Clock Profiler. */
#include "dump_text.h"

static const char TEXT[] =
    " 99.8% ==== (17 samples)\n        poll\nFull stacks with at least one:\n\n"
    " 99.8% ==== (17 samples)\n   1: poll(int)   (at a b.c:29)\n"
    "   2: main   (at a.c:12)\n\n"
    "100.0% ==== (1 sample)\n   1: poll(int)   (at a b.c:29)\n"
    "   2: main   (at a.c:12)\n"
    "  0.1% == (2 samples)\n   1: copy\n   2:\nThe end\n   1: poll\n";

static void stacks_follow_their_counts(void **state)
{
    (void)state;
    assert_dump(&rn_format_wcp, TEXT, "main (a.c:12);poll(int) (a b.c:29) 18\n[unknown];copy 2\n");
}

static void frames_need_a_count(void **state)
{
    (void)state;
    static const char text[] = "Full stacks\n 1: f\n 1.0% == (3 samples)\n 1: g (at a.c)\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_wcp, &options, text, "g (a.c) 3\n", 2);
    options.strict = true;
    assert_dump_fails(&rn_format_wcp, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame without a count before it");
}

static void bids_for_counts(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_wcp, TEXT), 95);
    assert_int_equal(dump_bid(&rn_format_wcp, "1.0% ==== (3 samples)\n"), 80);
    assert_int_equal(dump_bid(&rn_format_wcp, "1.0% ==== (-3 samples)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_wcp, "Full stacks\n1.0% (3 samples)\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_follow_their_counts),
        cmocka_unit_test(frames_need_a_count),
        cmocka_unit_test(bids_for_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
