/* lightweight-java-profiler's stacks. */
#include "dump_text.h"

static void stacks_have_counts_and_depths(void **state)
{
    (void)state;
    assert_dump(&rn_format_ljp,
                "42 2 a.B.f(B.java:4)\n\ta.B.main(B.java:9)\n\n  3 1 La/B;.main(B.java:9)\n"
                "2 2 a.B.f(B.java:4)\na.B.main(B.java:9)\n"
                "Total trace count = 3\nHot methods = 47\n  44 (93.6%) a.B.f(B.java)\n"
                "1 1 a.B.main(B.java:9)\nTotal trace count = 1\n",
                "a.B.main (B.java:9) 4\na.B.main (B.java:9);a.B.f (B.java:4) 44\n");
}

static void other_names_are_kept(void **state)
{
    (void)state;
    assert_dump(&rn_format_ljp, "1 2 UnknownMethod\n\tstart_thread\n",
                "start_thread;UnknownMethod 1\n");
}

static void doubts_are_told(void **state)
{
    (void)state;
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_ljp, &options, "1 3 a.B.f(B.java:4)\n\ta.B.main(B.java:9)\n",
                     "a.B.main (B.java:9);a.B.f (B.java:4) 1\n", 1);
    assert_dump_with(&rn_format_ljp, &options, "a.B.g(B.java:4)\n1 1 a.B.f(B.java:4)\n",
                     "a.B.f (B.java:4) 1\n", 2);
    assert_dump_fails(&rn_format_ljp, &options, "0 1 a.B.f(B.java:4)\n", RENDER_ERROR_EMPTY,
                      "no stack in it");
    options.strict = true;
    assert_dump_fails(&rn_format_ljp, &options, "a.B.g(B.java:4)\n", RENDER_ERROR_MALFORMED,
                      "a frame without a stack before it");
}

static void bids_for_stacks_as_deep_as_said(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_ljp, "1 2 a.B.f(B.java:4)\n\ta.B.g(B.java:9)\n"), 80);
    assert_int_equal(dump_bid(&rn_format_ljp, "1 2 a.B.f(B.java:4)\n2 1 a.B.g(B.java:9)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_ljp, "1 1 a.B.f(B.java:4)\n\ta.B.g(B.java:9)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_ljp, "1 1 f\n"), 0);
    assert_int_equal(dump_bid(&rn_format_ljp, "Total\n1 1 a.B.f(B.java:4)\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stacks_have_counts_and_depths),
        cmocka_unit_test(other_names_are_kept),
        cmocka_unit_test(doubts_are_told),
        cmocka_unit_test(bids_for_stacks_as_deep_as_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
