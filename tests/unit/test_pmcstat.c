/* pmcstat -G: callers below what they called, and what ends in between. */
#include "read_text.h"

static void assert_pmcstat(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_pmcstat, text, want, warnings);
}

static void callers_stand_below(void **state)
{
    (void)state;
    assert_pmcstat(
        "@ cycles [35 samples]\n\n20.86%  [7]     lz4 @ /z.so\n 100.0%  [7]      compress\n"
        "  100.0%  [7]       fork @ /k\n\n05.00%  [3]     lz4 @ /z.so\n",
        "/k`fork;/z.so`compress;/z.so`lz4 7\n/z.so`lz4 3\n", 0);
}

static void what_callers_lack_ended_before_them(void **state)
{
    (void)state;
    assert_pmcstat("50% [10] f @ /a\n 60% [6] g\n  50% [3] h\n  33% [2] i\n 20% [2] j\n",
                   "/a`h;/a`g;/a`f 3\n/a`i;/a`g;/a`f 2\n/a`g;/a`f 1\n/a`j;/a`f 2\n/a`f 2\n", 0);
    assert_pmcstat("50% [10] f @ /a\n 60% [11] g\n", "/a`g;/a`f 11\n", 1);
}

static void modules_go_for_the_lines_after(void **state)
{
    (void)state;
    assert_pmcstat(
        "@ x [2 samples]\n50% [1] f @ /boot/kernel/a.ko\n 99% [1] g\n"
        "50% [1] my f(int, char) @ /b c\n 99% [1] h @ d @ e\n",
        "/boot/kernel/a.ko`g_[k];/boot/kernel/a.ko`f_[k] 1\nd @ e`h;/b c`my f(int, char) 1\n", 0);
}

static void events_are_metrics(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_pmcstat,
                              "@ a [2 samples]\n\n50% [2] f @ /a\n@ b-c [9 samples]\n50% [9] f\n"
                              "50% [4] f @ /a\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "a", "samples");
    assert_stacks(p, 0, "/a`f 2\n");
    assert_metric(p, 1, "b-c", "samples");
    assert_stacks(p, 1, "/a`f 4\nf 9\n");
    rn_profile_free(p);
}

static void odd_lines_are_counted(void **state)
{
    (void)state;
    assert_pmcstat("x\n50% [2] f\n  50% [2] g\n50% [99999999999999999999] h\n[2] i\n",
                   "f 2\nh 1e+20\n", 4);
}

static int bid_of(const char *text)
{
    return rn_format_pmcstat.sniff(rn_bytes_of(text), true);
}

static void bids_for_shares_and_counts(void **state)
{
    (void)state;
    assert_int_equal(bid_of("@ x [2 samples]\n\n50.0%  [2]  f\n"), 95);
    assert_int_equal(bid_of("50.0%  [2]  f\n"), 95);
    assert_int_equal(bid_of("@ x [2 samples]\n"), 50);
    assert_int_equal(bid_of("@x[2]: 3\n"), 0);
    assert_int_equal(bid_of("50.0% 2 f\n"), 0);
    assert_int_equal(bid_of("text\n50.0%  [2]  f\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callers_stand_below),
        cmocka_unit_test(what_callers_lack_ended_before_them),
        cmocka_unit_test(modules_go_for_the_lines_after),
        cmocka_unit_test(events_are_metrics),
        cmocka_unit_test(odd_lines_are_counted),
        cmocka_unit_test(bids_for_shares_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
