/* Instruments' call trees: columns, figures with their units, what is below what. */
#include "read_text.h"

#define HEADING "Running Time\tSelf (ms)\t\tSymbol Name\n"

static void assert_instruments(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_instruments, text, want, warnings);
}

static void own_cost_is_what_the_file_says(void **state)
{
    (void)state;
    assert_instruments(HEADING "9.0ms  100.0%\t0\t \tstart\n9.0ms  100.0%\t2\t \t main\n"
                               "6.0ms   66.7%\t6.5\t \t  a\n1.0ms   11.1%\t1\t \t  b\n",
                       "start;main 2\nstart;main;a 6.5\nstart;main;b 1\n", 0);
}

static void or_what_is_left_of_the_total(void **state)
{
    (void)state;
    assert_instruments(
        "Weight\tSymbol Name\n4.93 s  100.0%\ta\n4.90 s   99.4%\t b\n30.00 ms   0.6%\t c\n"
        "1.50 min  1%\td\n250 us\te\n250 \xc2\xb5s\te\n500000 ns\te\n",
        "a;b 4900\na;c 30\nd 90000\ne 1\n", 0);
    assert_instruments("Weight\tSymbol Name\n4.93 s  100.0%\ta\n4.935 s\t b\n", "a;b 4935\n", 0);
    assert_instruments("Weight\tSymbol Name\n4 s  100.0%\ta\n5 s\t b\n", "a;b 5000\n", 1);
}

static void all_rows_may_be_indented(void **state)
{
    (void)state;
    assert_instruments("Weight\tSelf Weight\t\tSymbol Names\n"
                       "3.00\xc2\xa0ms \xe2\x80\x87 50.0%\t1.00\xc2\xa0ms\t\t   a\n"
                       "2.00\xc2\xa0ms \xe2\x80\x87 33.3%\t2.00\xc2\xa0ms\t\t    b\n"
                       "3.00\xc2\xa0ms \xe2\x80\x87 50.0%\t3.00\xc2\xa0ms\t\t   c\n",
                       "a 1\na;b 2\nc 3\n", 0);
}

static void numbers_are_written_in_two_ways(void **state)
{
    (void)state;
    assert_instruments(HEADING "1,234.5ms\t1,234.5\t\ta\n2,5ms\t2,5\t\tb\n1,234ms\t1,234\t\tc\n",
                       "a 1234.5\nb 2.5\nc 1234\n", 0);
}

static void memory_has_a_count(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_instruments,
                              "Bytes Used\tCount\t\tSource Path\tSymbol Name\n"
                              "2.00 MB  100.0%\t10\t\t\tmain\n1.00 KB    0.0%\t9\t\t/a.c\t f\n",
                              &report);
    assert_non_null(p);
    assert_metric(p, 0, "memory", "bytes");
    assert_metric(p, 1, "count", "allocations");
    assert_stacks(p, 0, "main 2096128\nmain;f (/a.c) 1024\n");
    assert_stacks(p, 1, "main 1\nmain;f (/a.c) 9\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void cycles_have_their_metric(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_instruments,
        "Weight\tSymbol Name\n2.50 Gc\ta\n3.00 Mc\t b\n4 Kc\t  c\n5 cycles\t   d\n", &report);
    assert_non_null(p);
    assert_metric(p, 0, "cycles", "cycles");
    assert_stacks(p, 0, "a 2497000000\na;b 2996000\na;b;c 3995\na;b;c;d 5\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void processes_and_threads_have_kinds(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_instruments,
                              HEADING "1.0ms\t0\t\tdemo (47)\n1.0ms\t0\t\t Main Thread  0x1c8f3b\n"
                                      "1.0ms\t1\t\t  f (47)\n",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_int_equal(p->functions[1].kind, RN_THREAD);
    assert_int_equal(p->functions[2].kind, RN_FUNCTION);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void rows_that_do_not_fit_are_left_out(void **state)
{
    (void)state;
    assert_instruments(HEADING
                       "5.0ms\t5\t\ta\nwords\n5.0ms\t5\n5 KB\t0\t\tb\nms\t5\t\tc\n5.0ms\t-5\t\td\n",
                       "a 5\n", 6);
}

static int bid_of(const char *text)
{
    return rn_format_instruments.sniff(rn_bytes_of(text), true);
}

static void bids_by_its_heading(void **state)
{
    (void)state;
    assert_int_equal(bid_of(HEADING), 95);
    assert_int_equal(bid_of("Weight\tSymbol Names\r\n"), 95);
    assert_int_equal(bid_of("Calls\tSymbol Name\n"), 40);
    assert_int_equal(bid_of("Symbol Name\tWeight\n"), 0);
    assert_int_equal(bid_of("Weight\tSymbol Name\tmore\n"), 0);
    assert_int_equal(bid_of("Weight Symbol Name\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_cost_is_what_the_file_says),
        cmocka_unit_test(or_what_is_left_of_the_total),
        cmocka_unit_test(all_rows_may_be_indented),
        cmocka_unit_test(numbers_are_written_in_two_ways),
        cmocka_unit_test(memory_has_a_count),
        cmocka_unit_test(cycles_have_their_metric),
        cmocka_unit_test(processes_and_threads_have_kinds),
        cmocka_unit_test(rows_that_do_not_fit_are_left_out),
        cmocka_unit_test(bids_by_its_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
