/* GHC's report: columns, places, units. */
#include "read_text.h"

#define TOTALS                                                                                     \
    "\tThu Nov 26 04:22 2026 Time and Allocation Profiling Report  (Final)\n\n\t   x +RTS -p\n\n"  \
    "\ttotal time  =        0.20 secs   (200 ticks @ 1000 us, 2 processors)\n"                     \
    "\ttotal alloc =       1,000 bytes  (excludes profiling overheads)\n\n"                        \
    "COST CENTRE MODULE SRC %time %alloc\n\nf Main A.hs:1:1-2 99.0 99.0\n\n\n"

#define HEADER "COST CENTRE MODULE    SRC              no. entries %time %alloc %time %alloc"

static void assert_metrics(const char *text, const char *unit, const char *time, const char *bytes)
{
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_ghcprof, text, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "time", unit);
    assert_metric(p, 1, "bytes", strcmp(unit, "%") == 0 ? "%" : "bytes");
    assert_stacks(p, 0, time);
    assert_stacks(p, 1, bytes);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void percentages_are_of_the_totals(void **state)
{
    (void)state;
    static const char tree[] =
        HEADER "\n\n"
               "MAIN        MAIN      <built-in>       1   0  0.0  0.0 100.0 100.0\n"
               " f          Main      A.hs:(3,1)-(4,2) 2   7 25.0 40.0 100.0 100.0\n"
               "  g h       Data.Näme C:\\B.hs:9:1-2    3 9 75.0 60.0  75.0  60.0\n"
               "\nnot a row\n";
    char text[2048];
    snprintf(text, sizeof text, "%s%s", TOTALS, tree);
    assert_metrics(
        text, "ms",
        "MAIN.MAIN;Main.f (A.hs:3) 50\nMAIN.MAIN;Main.f (A.hs:3);Data.Näme.g h (C:\\B.hs:9) 150\n",
        "MAIN.MAIN;Main.f (A.hs:3) 400\nMAIN.MAIN;Main.f (A.hs:3);Data.Näme.g h (C:\\B.hs:9) "
        "600\n");
    assert_metrics(
        tree, "%",
        "MAIN.MAIN;Main.f (A.hs:3) 25\nMAIN.MAIN;Main.f (A.hs:3);Data.Näme.g h (C:\\B.hs:9) 75\n",
        "MAIN.MAIN;Main.f (A.hs:3) 40\nMAIN.MAIN;Main.f (A.hs:3);Data.Näme.g h (C:\\B.hs:9) 60\n");
}

static void ticks_have_a_length(void **state)
{
    (void)state;
    assert_metrics(
        "total time = 0.20 secs (10 ticks @ 20 ms)\n" HEADER " ticks bytes\n\n"
        "MAIN        MAIN      <built-in>       1   0  0.0  0.0 100.0 100.0 3 1234567890123\n"
        " f          Main      <no location info> 1   0  0.0  0.0 100.0 100.0 7 5\n"
        " f          Main      <no location info> 2   0  0.0  0.0 100.0 100.0 1 5\n",
        "ms", "MAIN.MAIN 60\nMAIN.MAIN;Main.f 160\n",
        "MAIN.MAIN 1234567890123\nMAIN.MAIN;Main.f 10\n");
}

static void old_reports_have_no_places(void **state)
{
    (void)state;
    assert_metrics("COST CENTRE MODULE no. entries %time %alloc %time %alloc ticks bytes\n\n"
                   "MAIN        MAIN   1   0  0.0  0.0 100.0 100.0 3 10\n"
                   " a_long_name Main  1   0  0.0  0.0 100.0 100.0 7 5\n",
                   "ms", "MAIN.MAIN 3\nMAIN.MAIN;Main.a_long_name 7\n",
                   "MAIN.MAIN 10\nMAIN.MAIN;Main.a_long_name 5\n");
}

static void calls_add_up(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_ghcprof,
                  HEADER "\n\nMAIN        MAIN      <built-in>       1   0  0.0  0.0 1 1\n"
                         " f          Main      A.hs:3:1-2       2   7 25.0 40.0 1 1\n"
                         "  f         Main      A.hs:3:1-2       3   5 75.0 60.0 1 1\n",
                  &report);
    assert_int_equal(p->function_count, 2);
    assert_true(p->calls[0] != p->calls[0] && p->calls[1] == 12);
    assert_int_equal(p->functions[1].line, 3);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void rows_without_their_numbers_are_counted(void **state)
{
    (void)state;
    assert_read(&rn_format_ghcprof,
                HEADER "\n\nMAIN        MAIN      <built-in>       1   0  5.0  0.0 1 1\n"
                       " f          Main      A.hs:3:1-2       2   7 25.0 40.0 1\n"
                       " g          Main      A.hs:3:1-2       2   7 25.0 x 1 1\n"
                       " h          Main      A.hs:3:1-2       2   7 -5 1 1 1\n"
                       " 1 2 3 4 5 6\n",
                "MAIN.MAIN 5\n", 4 + 1);
}

static void reports_add_up(void **state)
{
    (void)state;
    static const char tree[] = HEADER " ticks bytes\n\nMAIN MAIN <built-in> 1 0 0 0 0 0 2 1\n"
                                      " f Main A.hs:3:1-2 1 0 0 0 0 0 3 1\n\n";
    char text[1024];
    snprintf(text, sizeof text, "%s\n%s", tree, tree);
    assert_read(&rn_format_ghcprof, text, "MAIN.MAIN 4\nMAIN.MAIN;Main.f (A.hs:3) 6\n", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentages_are_of_the_totals),
        cmocka_unit_test(ticks_have_a_length),
        cmocka_unit_test(old_reports_have_no_places),
        cmocka_unit_test(calls_add_up),
        cmocka_unit_test(rows_without_their_numbers_are_counted),
        cmocka_unit_test(reports_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
