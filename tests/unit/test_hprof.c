/* hprof's text: traces, threads, the three kinds of tables. */
#include <math.h>

#include "read_text.h"

#define START "JAVA PROFILE 1.0.1, created Mon Aug  4 22:22:24 2008\n\n"

#define TRACES                                                                                     \
    "CPU SAMPLES     is a statistical profile.\n"                                                  \
    "TRACE           represents a stack: see below.\n--------\n"                                   \
    "TRACE 1:\n\ta.b.T.leaf(T.java:9)\n\ta.b.T.main(T.java:3)\n"                                   \
    "TRACE 2:\n\ta.b.T.main(T.java:4)\n"

#define SAMPLES(rows)                                                                              \
    "CPU SAMPLES BEGIN (total = 9) Mon\nrank   self  accum   count trace method\n" rows            \
    "CPU SAMPLES END\n"

static void assert_hprof(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_hprof, text, want, warnings);
}

static rn_profile *read_good(const char *text, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text(&rn_format_hprof, text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return profile;
}

static void samples_count_by_trace(void **state)
{
    (void)state;
    rn_profile *p = read_good(START TRACES SAMPLES("   1 66.67% 66.67%       6 1 a.b.T.leaf\n"
                                                   "   2 33,33% 100,00%      3 2 a.b.T.main\n"),
                              0);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 6\na.b.T.main (T.java:4) 3\n");
    assert_int_equal(p->function_count, 2);
    assert_null(p->calls);
    rn_profile_free(p);
}

static void tables_of_samples_add_up(void **state)
{
    (void)state;
    assert_hprof(
        START TRACES
            SAMPLES(" 1 1% 1% 6 1 x\n 2 1% 1% 1 1 x\n") "TRACE 3:\n\tT.late(T.java)\n" SAMPLES(
                " 1 1% 1% 2 1 x\n 2 1% 1% 4 3 T.late\n"),
        "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 9\nT.late (T.java) 4\n", 0);
}

static void frames_are_written_in_many_ways(void **state)
{
    (void)state;
    assert_hprof(START
                 "TRACE 1:\n\ta.B.close0(B.java:Unknown line)\n\ta.B$1.<init>(Native Method)\n"
                 "\ta.B.noplace\n\tlone(Unknown Source)\n\ta.B.main(B.java:7)\n"
                 "TRACE 2:\n\t<empty>\nTRACE 3:\n" SAMPLES(
                     " 1 1% 1% 1 1 a.B.close0\n 2 1% 1% 2 2 \n 3 1% 1% 4 3 a.B.inlined\n"),
                 "a.B.main (B.java:7);lone;a.B.noplace;a.B$1.<init>;a.B.close0 (B.java) 1\n"
                 "<empty> 2\na.B.inlined 4\n",
                 0);
}

static void threads_are_roots(void **state)
{
    (void)state;
    rn_profile *p = read_good(
        START "THREAD START (obj=500, id = 7, name=\"main (1)\", group=\"main\")\n"
              "TRACE 1: (thread=7)\n\tT.f(T.java:1)\nTRACE 2: (thread=8)\n\tT.f(T.java:1)\n"
              "THREAD START (obj=501, id = 9, name=\"late\", group=\"main\")\nTHREAD END (id = 7)\n"
              "TRACE 3: (thread=9)\n\tT.f(T.java:1)\n" SAMPLES(
                  " 1 1% 1% 1 1 T.f\n 2 1% 1% 2 2 T.f\n 3 1% 1% 4 3 T.f\n"),
        0);
    assert_stacks(p, 0, "main (1);T.f (T.java:1) 1\n8;T.f (T.java:1) 2\nlate;T.f (T.java:1) 4\n");
    assert_int_equal(p->functions[p->frames[p->stacks[1].frame].function].kind, RN_THREAD);
    rn_profile_free(p);
}

static double calls_of(const rn_profile *p, const char *name)
{
    for (uint32_t f = 0; f < p->function_count; f++)
        if (rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name)))
            return p->calls[f];
    fail_msg("there is no %s", name);
    return 0;
}

static void times_are_shares_of_the_total(void **state)
{
    (void)state;
    rn_profile *p = read_good(START TRACES "CPU TIME (ms) BEGIN (total = 2000) Mon\n"
                                           "rank   self  accum   count trace method\n"
                                           "   1 75.00% 75.00%    3037 1 a.b.T.leaf\n"
                                           "   2 12.50% 87.50%       1 2 a.b.T.main\n"
                                           "CPU TIME (ms) END\n",
                              0);
    assert_metric(p, 0, "time", "ms");
    assert_stacks(p, 0,
                  "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 1500\na.b.T.main "
                  "(T.java:4) 250\n");
    assert_true(calls_of(p, "a.b.T.leaf") == 3037 && calls_of(p, "a.b.T.main") == 1);
    rn_profile_free(p);
}

#define SITES(rows)                                                                                \
    "SITES BEGIN (ordered by live bytes) Mon\n"                                                    \
    "          percent          live          alloc'ed  stack class\n"                             \
    " rank   self  accum     bytes objs     bytes  objs trace name\n" rows "SITES END\n"

static void sites_are_bytes_and_objects(void **state)
{
    (void)state;
    rn_profile *p =
        read_good(START TRACES SITES("    1 44.73% 44.73%   1161280 14516  2161280 24516 1 char[]\n"
                                     "    2  4.00% 48.73%       100     1      200     2 1 "
                                     "java.util.zip.ZipEntry\n"),
                  0);
    assert_int_equal(p->metric_count, 4);
    assert_metric(p, 0, "live bytes", "bytes");
    assert_metric(p, 3, "allocated objects", "objects");
    assert_stacks(p, 0,
                  "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9);char[] 1161280\n"
                  "a.b.T.main (T.java:3);a.b.T.leaf "
                  "(T.java:9);java.util.zip.ZipEntry 100\n");
    assert_stacks(p, 3,
                  "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9);char[] 24516\n"
                  "a.b.T.main (T.java:3);a.b.T.leaf "
                  "(T.java:9);java.util.zip.ZipEntry 2\n");
    rn_profile_free(p);
}

static void the_last_state_of_the_heap_counts_after_the_cpu(void **state)
{
    (void)state;
    rn_profile *p =
        read_good(START TRACES SITES(" 1 1% 1% 8 1 8 1 1 char[]\n")
                      SITES(" 1 1% 1% 16 2 32 4 2 char[]\n") SAMPLES(" 1 1% 1% 5 1 a.b.T.leaf\n"),
                  1);
    assert_int_equal(p->metric_count, 5);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 5\n");
    assert_stacks(p, 1, "a.b.T.main (T.java:4);char[] 16\n");
    rn_profile_free(p);
}

static void says_when_stacks_may_be_cut(void **state)
{
    (void)state;
#define FOUR "\tT.a(T)\n\tT.b(T)\n\tT.c(T)\n\tT."
    assert_hprof(START "TRACE 1:\n" FOUR "d(T)\nTRACE 2:\n" FOUR
                       "e(T)\n" SAMPLES(" 1 1% 1% 1 1 T.a\n 2 1% 1% 2 2 T.a\n"),
                 "T.d (T);T.c (T);T.b (T);T.a (T) 1\nT.e (T);T.c (T);T.b (T);T.a (T) 2\n", 1);
    assert_hprof(START "TRACE 1:\n" FOUR "d(T)\nTRACE 2:\n" FOUR
                       "e(T)\n\tT.f(T)\n" SAMPLES(" 1 1% 1% 1 1 T.a\n 2 1% 1% 2 2 T.a\n"),
                 "T.d (T);T.c (T);T.b (T);T.a (T) 1\nT.f (T);T.e (T);T.c (T);T.b (T);T.a (T) 2\n",
                 0);
}

static void odd_records_are_counted(void **state)
{
    (void)state;
    assert_hprof(
        START TRACES "TRACE 1:\n\tT.other(T)\n" SAMPLES(
            " 1 1% 1% 1 1 x\n 2 1% x 1 1 x\n 3 1% 1%\n 4 1% 1% -1 1 x\n 5 1% 1% 2 99 a.b.C.m\n"),
        "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 1\na.b.C.m 2\n", 6);
    /* a table that was cut off ends where another begins */
    assert_hprof(START TRACES
                 "CPU SAMPLES BEGIN (total = 9)\n 1 1% 1% 1 1 x\n" SAMPLES(" 1 1% 1% 2 1 x\n"),
                 "a.b.T.main (T.java:3);a.b.T.leaf (T.java:9) 3\n", 0);
}

static void refuses_what_has_no_tables(void **state)
{
    (void)state;
    assert_not_read(&rn_format_hprof, START TRACES, RENDER_ERROR_EMPTY,
                    "there is no table of samples, times or sites in it");
    assert_not_read(&rn_format_hprof, START TRACES "CPU TIME (ms) BEGIN (total = x) Mon\n",
                    RENDER_ERROR_MALFORMED, "the total time is missing");
    static const render_read_options options = {.size = sizeof options};
    rn_report report = {0};
    assert_null(read_bytes_with(&rn_format_hprof, RN_LITERAL("JAVA PROFILE 1.0.2\0\0\0\0\4"),
                                &options, &report));
    assert_string_equal(report.error.message,
                        "it is a binary heap dump of hprof (format=b), not a profile");
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_count_by_trace),
        cmocka_unit_test(tables_of_samples_add_up),
        cmocka_unit_test(frames_are_written_in_many_ways),
        cmocka_unit_test(threads_are_roots),
        cmocka_unit_test(times_are_shares_of_the_total),
        cmocka_unit_test(sites_are_bytes_and_objects),
        cmocka_unit_test(the_last_state_of_the_heap_counts_after_the_cpu),
        cmocka_unit_test(says_when_stacks_may_be_cut),
        cmocka_unit_test(odd_records_are_counted),
        cmocka_unit_test(refuses_what_has_no_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
