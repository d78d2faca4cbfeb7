/* Xdebug's traces: spans of time, memory, calls that never end. */
#include "read_text.h"

#define HEAD "Version: 3.2.0\nFile format: 4\nTRACE START [2026-11-26 04:22:15.151218]\n"
#define MAIN "1\t0\t0\t0.000100\t1000\t{main}\t1\t\t/m.php\t0\t0\n"

static void assert_xdebug(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_xdebug, text, want, warnings);
}

static void time_belongs_to_the_innermost_call(void **state)
{
    (void)state;
    assert_xdebug(HEAD MAIN "2\t1\t0\t0.000110\t1100\tf\t1\t\t/m.php\t7\t1\t'a'\n"
                            "3\t2\t0\t0.000125\t1100\tstrlen\t0\t\t/m.php\t3\t0\n"
                            "3\t2\t1\t0.000135\t1100\n"
                            "3\t2\tR\t\t\t1\n"
                            "2\t\tA\t\t\t\t\t\t/m.php\t4\t$x = 1\n"
                            "2\t1\t1\t0.000136\t1100\n"
                            "2\t3\t0\t0.000140\t1100\trequire_once\t1\t/l.php\t/m.php\t8\t0\n"
                            "2\t3\t1\t0.000150\t1100\n"
                            "1\t0\t1\t0.000170\t1100\n"
                            "\t\t\t0.000900\t500\n"
                            "TRACE END   [2026-11-26 04:22:15.156820]\n\n",
                  "{main} (/m.php) 34\n{main} (/m.php:7);f 16\n"
                  "{main} (/m.php:7);f;strlen (php:internal) 10\n"
                  "{main} (/m.php:8);require_once (/l.php) 10\n",
                  0);
}

static void memory_grows_and_shrinks(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_xdebug,
                              HEAD MAIN "2\t1\t0\t0.1\t1100\tf\t1\t\t/m.php\t7\t0\n"
                                        "2\t1\t1\t0.2\t900\n"
                                        "2\t2\t0\t0.3\t900\tf\t1\t\t/m.php\t7\t0\n"
                                        "2\t2\t1\t0.4\t950\n",
                              &report);
    assert_metric(p, 0, "time", "us");
    assert_metric(p, 1, "allocated", "bytes");
    assert_metric(p, 2, "freed", "bytes");
    assert_stacks(p, 1, "{main} (/m.php) 100\n{main} (/m.php:7);f 50\n");
    assert_stacks(p, 2, "{main} (/m.php:7);f 200\n");
    assert_int_equal(p->function_count, 2);
    assert_true(p->calls[0] == 1 && p->calls[1] == 2);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void calls_may_not_end(void **state)
{
    (void)state;
    assert_xdebug(HEAD MAIN "2\t1\t0\t0.000110\t0\tf\t1\t\t/m.php\t7\t0\n"
                            "3\t2\t0\t0.000120\t0\tg\t1\t\t/m.php\t7\t0\n"
                            "2\t3\t0\t0.000130\t0\th\t1\t\t/m.php\t9\t0\n"
                            "3\t4\t0\t0.000150\t0\ti\t1\t\t/m.php\t9\t0\n"
                            "1\t0\t1\t0.000160\t0\n",
                  "{main} (/m.php) 10\n{main} (/m.php:7);f 10\n{main} (/m.php:7);f;g 10\n"
                  "{main} (/m.php:9);h 20\n{main} (/m.php:9);h;i 10\n",
                  1);
}

static void a_trace_may_start_anywhere(void **state)
{
    (void)state;
    assert_xdebug(HEAD "4\t7\t0\t0.000110\t0\tf\t1\t\t/m.php\t7\t0\n"
                       "4\t7\t1\t0.000120\t0\n"
                       "3\t6\t1\t0.000130\t0\n"
                       "3\t8\t0\t0.000140\t0\tg\t1\t\t/m.php\t7\t0\n"
                       "3\t9\t1\t0.000150\t0\n"
                       "3\t8\t1\t0.000160\t0\n",
                  "f 10\ng 20\n", 3);
}

static void traces_follow_each_other(void **state)
{
    (void)state;
    assert_xdebug(HEAD MAIN "2\t1\t0\t0.000110\t0\tf\t1\t\t/m.php\t7\t0\n" HEAD MAIN
                            "1\t0\t1\t0.000120\t0\n",
                  "{main} (/m.php) 30\n", 0);
}

static void broken_rows_are_counted(void **state)
{
    (void)state;
    assert_xdebug(HEAD MAIN "2\t1\t0\t0.000110\t0\tf\t1\t\n"
                            "2\t1\t0\tx\t0\tf\t1\t\t/m.php\t7\t0\n"
                            "0\t1\t0\t0.2\t0\tf\t1\t\t/m.php\t7\t0\n"
                            "2\t1\t1\n"
                            "2\tx\t1\t0.2\t5\n"
                            "1\t0\t1\t0.000120\t0\n",
                  "{main} (/m.php) 20\n", 6);
    assert_xdebug(HEAD MAIN "1\t0\t1\t0.000120\t0\n" MAIN "1\t0\t1\t0.000130\t0\n",
                  "{main} (/m.php) 50\n", 1);
}

static void runs_are_kept_in_order(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    static const double want[][2] = {{0, 10}, {10, 20}, {30, 5}};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_xdebug,
                                   HEAD MAIN "2\t1\t0\t0.000110\t0\tf\t1\t\t/m.php\t7\t0\n"
                                             "2\t1\t1\t0.000130\t0\n"
                                             "1\t0\t1\t0.000135\t0\n",
                                   &options, &report);
    assert_int_equal(p->run_count, 3);
    for (uint32_t i = 0; i < p->run_count; i++)
        assert_true(p->runs[i].start == want[i][0] && p->runs[i].duration == want[i][1]);
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_belongs_to_the_innermost_call),
        cmocka_unit_test(memory_grows_and_shrinks),
        cmocka_unit_test(calls_may_not_end),
        cmocka_unit_test(a_trace_may_start_anywhere),
        cmocka_unit_test(traces_follow_each_other),
        cmocka_unit_test(broken_rows_are_counted),
        cmocka_unit_test(runs_are_kept_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
