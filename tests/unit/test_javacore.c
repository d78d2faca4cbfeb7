/* Javacores: which threads count. */
#include "dump_text.h"

static const char THREADS[] =
    "1XMCURTHDINFO  Current thread\n"
    "3XMTHREADINFO      \"main-3\" J9VMThread:0x1, java/lang/Thread:0x2, state:R, prio=5\n"
    "3XMTHREADINFO1            (native thread ID:0x1A2B, native priority:0x5)\n"
    "3XMTHREADINFO3           Java callstack:\n"
    "4XESTACKTRACE                at a/B.c(B.java:4(Compiled Code))\n"
    "5XESTACKTRACE                   (entered lock: a/B@0x3, entry count: 1)\n"
    "4XESTACKTRACE                at a/B.main(B.java:9)\n"
    "3XMTHREADINFO3           Native callstack:\n"
    "4XENATIVESTACK               f+0x1 (0x2 [libj9prt29.so+0x4a72f])\n"
    "1XMTHDINFO     Thread Details\n"
    "3XMTHREADINFO      \"main-3\" J9VMThread:0x1, java/lang/Thread:0x2, state:R, prio=5\n"
    "4XESTACKTRACE                at a/B.c(B.java:4)\n"
    "3XMTHREADINFO      Anonymous native thread\n"
    "3XMTHREADINFO      \"p\" J9VMThread:0x4, state:P, prio=5\n"
    "4XESTACKTRACE                at a/B.park(B.java:5)\n"
    "3XMTHREADINFO      \"cw\" (TID:0x5, state:CW, native ID:0x7) prio=5\n"
    "4XESTACKTRACE          at a/B.wait(B.java:6)\n"
    "3XMTHREADINFO      \"b\" J9VMThread:0x6, state:B, prio=5\n"
    "4XESTACKTRACE                at a/B.lock(B.java:7)\n"
    "3XMTHREADINFO      \"z\" J9VMThread:0x7, state:Z, prio=5\n"
    "4XESTACKTRACE                at a/B.end(B.java:8)\n"
    "1XMTHDSUMMARY  Threads CPU Usage Summary\n";

static void threads_count_by_state(void **state)
{
    (void)state;
    static const struct {
        const char *states, *want;
        size_t warnings;
    } cases[] = {
        {NULL, "main;a.B.main (B.java:9);a.B.c (B.java:4) 1\n", 1},
        {"waiting", "p;a.B.park (B.java:5) 1\ncw;a.B.wait (B.java:6) 1\n", 1},
        {"blocked", "b;a.B.lock (B.java:7) 1\n", 1},
        {"other", "z;a.B.end (B.java:8) 1\n", 1},
        {"all",
         "main;a.B.main (B.java:9);a.B.c (B.java:4) 1\np;a.B.park (B.java:5) 1\n"
         "cw;a.B.wait (B.java:6) 1\nb;a.B.lock (B.java:7) 1\nz;a.B.end (B.java:8) 1\n",
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        render_read_options options = {.states = cases[i].states};
        assert_dump_with(&rn_format_javacore, &options, THREADS, cases[i].want, cases[i].warnings);
    }
}

static void dumps_add_up(void **state)
{
    (void)state;
    static const render_read_options options = {.tid = true, .thread_numbers = true};
    char twice[2 * sizeof THREADS + 100];
    snprintf(twice, sizeof twice, "%s0SECTION       TITLE subcomponent dump routine\n%s", THREADS,
             THREADS);
    assert_dump_with(&rn_format_javacore, &options, twice,
                     "main-3 (TID 0x1A2B);a.B.main (B.java:9);a.B.c (B.java:4) 2\n", 1);
}

static void odd_frames_are_counted(void **state)
{
    (void)state;
    static const char text[] = "3XMTHREADINFO      \"x\" J9VMThread:0x1, state:R\n"
                               "4XESTACKTRACE                at the end\n"
                               "4XESTACKTRACE                a/B.c(B.java:4)\n"
                               "4XESTACKTRACE                at a/B.c(B.java:4)\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_javacore, &options, text, "x;a.B.c (B.java:4) 1\n", 3);
    options.strict = true;
    assert_dump_fails(&rn_format_javacore, &options, text, RENDER_ERROR_MALFORMED,
                      "no frame of Java");
}

static void unknown_states_count(void **state)
{
    (void)state;
    assert_dump(&rn_format_javacore,
                "3XMTHREADINFO      \"x\" J9VMThread:0x1\n"
                "4XESTACKTRACE                at a/B.c(B.java:4)\n",
                "x;a.B.c (B.java:4) 1\n");
}

static void bids_for_tags(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_javacore, THREADS), 95);
    assert_int_equal(
        dump_bid(&rn_format_javacore, "0SECTION       TITLE subcomponent dump routine\n"), 95);
    assert_int_equal(dump_bid(&rn_format_javacore, "1TIFILENAME    Javacore filename: x\n"), 95);
    assert_int_equal(dump_bid(&rn_format_javacore, "\tat a.B.c(B.java:1)\n"), 0);
    assert_int_equal(dump_bid(&rn_format_javaexc, THREADS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_count_by_state), cmocka_unit_test(dumps_add_up),
        cmocka_unit_test(odd_frames_are_counted), cmocka_unit_test(unknown_states_count),
        cmocka_unit_test(bids_for_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
