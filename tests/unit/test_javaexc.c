/* Stack traces of Java's exceptions: what belongs together. */
#include "dump_text.h"

static void runs_of_frames_count(void **state)
{
    (void)state;
    assert_dump(&rn_format_javaexc,
                "ERROR a.X: no\n\tat a.B.c(B.java:1)\n\t- waiting on <0x1>\n"
                "\twaiting on the other\n\tat a.B.d(B.java:2)\nINFO fine\n"
                "ERROR a.X: no\n    at a.B.c(B.java:1)\n    at a.B.d(B.java:2)",
                "a.B.d (B.java:2);a.B.c (B.java:1) 2\n");
    assert_dump(&rn_format_javaexc, "\tat a.B.c(B.java:1)\n\nat b.C.d(C.java:1)\n\tat home\n",
                "a.B.c (B.java:1) 1\n");
}

static void causes_share_frames(void **state)
{
    (void)state;
    static const char TRACE[] = "a.X: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n"
                                "\tat a.B.e(B.java:3)\n"
                                "Caused by: a.Y\nof two lines\n\tat a.B.f(B.java:4)\n\t... 2 more\n"
                                "Caused by: a.Z\n\tat a.B.g(B.java:5)\n\t... 1 more\n"
                                "Wrapped by: a.Z\n\tat a.B.h(B.java:6)\n"
                                "\t... 2 common frames omitted\n";
    assert_dump(&rn_format_javaexc, TRACE,
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.c (B.java:1) 1\n"
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.f (B.java:4) 1\n"
                "a.B.e (B.java:3);a.B.g (B.java:5) 1\n"
                "a.B.e (B.java:3);a.B.g (B.java:5);a.B.h (B.java:6) 1\n");
    assert_dump(
        &rn_format_javaexc,
        "a.X: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\nCaused by: a.Y\n\t... 1 more\n",
        "a.B.d (B.java:2) 1\na.B.d (B.java:2);a.B.c (B.java:1) 1\n");
}

static void suppressed_exceptions_stand_within(void **state)
{
    (void)state;
    assert_dump(&rn_format_javaexc,
                "a.X: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n\tat a.B.e(B.java:3)\n"
                "\tSuppressed: a.Y\n\t\tat a.B.f(B.java:4)\n\t\t... 2 more\n"
                "\tCaused by: a.Z\n\t\tat a.B.g(B.java:5)\n\t\t... 3 more\n"
                "\t\tSuppressed: a.Z\n\t\t\tat a.B.h(B.java:6)\n\t\t\t... 4 more\n"
                "\tSuppressed: a.Y\n\t\tat a.B.i(B.java:7)\n\t\t... 1 more\n"
                "Caused by: a.Z\n\tat a.B.j(B.java:8)\n\t... 2 more\n",
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.c (B.java:1) 1\n"
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.f (B.java:4) 1\n"
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.f (B.java:4);a.B.g (B.java:5) 1\n"
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.f (B.java:4);a.B.g (B.java:5);"
                "a.B.h (B.java:6) 1\n"
                "a.B.e (B.java:3);a.B.i (B.java:7) 1\n"
                "a.B.e (B.java:3);a.B.d (B.java:2);a.B.j (B.java:8) 1\n");
}

/* Only exceptions that say so continue what is before them. */
static void strangers_share_nothing(void **state)
{
    (void)state;
    static const render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_javaexc, &options,
                     "a.X: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n"
                     "a.Y: no\n\tat a.B.f(B.java:4)\n\t... 1 more\n",
                     "a.B.d (B.java:2);a.B.c (B.java:1) 1\na.B.f (B.java:4) 1\n", 1);
    assert_dump_with(&rn_format_javaexc, &options,
                     "a.X: no\n\tat a.B.c(B.java:1)\nCaused by: a.Y\n\tat a.B.f(B.java:4)\n"
                     "\t... 9 more\n",
                     "a.B.c (B.java:1) 1\na.B.c (B.java:1);a.B.f (B.java:4) 1\n", 1);
    assert_dump_fails(&rn_format_javaexc, &options, "Caused by: a.Y\n\t... 9 more\n",
                      RENDER_ERROR_EMPTY, "no stack in it");
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    rn_buffer text = {0};
    rn_report report = {0};
    rn_put_text(&text, "a.X: no\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n");
    for (int level = 1; level < 200; level++) {
        for (int i = 0; i < level; i++)
            rn_put_char(&text, '\t');
        rn_put_text(&text, "Suppressed: a.Y\n\tat a.B.f(B.java:3)\n\t... 1 more\n");
    }
    rn_put_char(&text, '\0');
    rn_profile *p = read_text(&rn_format_javaexc, text.data, &report);
    assert_non_null(p);
    assert_true(p->metrics[0].total == 200);
    assert_int_equal(p->stack_count, 4);
    rn_profile_free(p);
    rn_report_finish(&report);
    rn_buffer_finish(&text);
}

static void packages_are_dropped(void **state)
{
    (void)state;
    static const render_read_options options = {.no_packages = true, .shorten_packages = true};
    assert_dump_with(&rn_format_javaexc, &options, "\tat a.b.C.m(C.java:1)\n\tat C.m(C.java:2)\n",
                     "C.m (C.java:2);C.m (C.java:1) 1\n", 0);
}

static void bids_for_frames(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_javaexc, "x\n\tat a.B.c(B.java:1)\n"), 70);
    assert_int_equal(dump_bid(&rn_format_javaexc, "at a.B.c(B.java:1)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_javaexc, "Full thread dump x\n\tat a.B.c(B.java:1)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_javaexc, "#1 \"m\"\n\tat a.B.c(B.java:1)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_javaexc, "    at f (file.js:1:2)\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_frames_count),
        cmocka_unit_test(causes_share_frames),
        cmocka_unit_test(suppressed_exceptions_stand_within),
        cmocka_unit_test(strangers_share_nothing),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(packages_are_dropped),
        cmocka_unit_test(bids_for_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
