/* Thread dumps of Java: which threads count, and what frames are called. */
#include "dump_text.h"
#include "read/java_frame.h"

static const char DUMP[] =
    "Full thread dump OpenJDK 64-Bit Server VM (17.0.15 mixed mode):\n\n"
    "\"pool-1-thread-2\" #13 prio=5 tid=0x7f51 nid=0x47d4 runnable  [0x7f50]\n"
    "   java.lang.Thread.State: RUNNABLE\n"
    "\tat a.b.C.hot(C.java:4)\n"
    "\t- locked <0x069ec02f40> (a java.lang.Object)\n"
    "\tat a.b.C.run(C.java:9)\n\n"
    "\"main\" #1 prio=5 tid=0x7f52 nid=0x47b9 waiting on condition  [0x7f51]\n"
    "   java.lang.Thread.State: TIMED_WAITING (sleeping)\n"
    "\tat java.lang.Thread.sleep(java.base@17.0.15/Native Method)\n\n"
    "\"locker\" #5 prio=5 tid=0x7f53 nid=0x47ba waiting for monitor entry  [0x7f51]\n"
    "   java.lang.Thread.State: BLOCKED (on object monitor)\n"
    "\tat a.b.C.take(C.java:12)\n\n"
    "\"VM Thread\" os_prio=0 tid=0x7f54 nid=0x47bb runnable\n\n"
    "JNI global refs: 14\n";

static void only_running_threads_count(void **state)
{
    (void)state;
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_jstack, &options, DUMP,
                     "pool-1-thread;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n", 1);
    options.states = "blocked";
    assert_dump_with(&rn_format_jstack, &options, DUMP, "locker;a.b.C.take (C.java:12) 1\n", 1);
    options.states = "waiting,running";
    assert_dump_with(&rn_format_jstack, &options, DUMP,
                     "pool-1-thread;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"
                     "main;java.lang.Thread.sleep 1\n",
                     1);
    options.states = "all";
    assert_dump_with(&rn_format_jstack, &options, DUMP,
                     "pool-1-thread;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"
                     "main;java.lang.Thread.sleep 1\n"
                     "locker;a.b.C.take (C.java:12) 1\n",
                     0);
    options.states = "io";
    assert_dump_fails(&rn_format_jstack, &options, DUMP, RENDER_ERROR_EMPTY,
                      "no thread in it is in a state that counts (--states all counts all 3)");
    for (size_t i = 0; i < 4; i++) {
        options.states = (const char *[]){"", "runs", "all,", "running;io"}[i];
        assert_dump_fails(&rn_format_jstack, &options, DUMP, RENDER_ERROR_ARGUMENT,
                          "--states wants some of running,io,blocked,waiting,other,all");
    }
}

static void dumps_add_up(void **state)
{
    (void)state;
    static const render_read_options options = {.states = "running"};
    char twice[2 * sizeof DUMP];
    snprintf(twice, sizeof twice, "%s%s", DUMP, DUMP);
    assert_dump_with(&rn_format_jstack, &options, twice,
                     "pool-1-thread;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 2\n", 1);
}

static void roots_are_chosen(void **state)
{
    (void)state;
    static const struct {
        render_read_options options;
        const char *stack;
    } cases[] = {
        {{.thread_numbers = true}, "pool-1-thread-2;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"},
        {{.tid = true}, "pool-1-thread (TID 0x47d4);a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"},
        {{.no_thread_names = true}, "a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"},
        {{.no_thread_names = true, .tid = true},
         "TID 0x47d4;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"},
        {{.shorten_packages = true}, "pool-1-thread;a.b.C.run (C.java:9);a.b.C.hot (C.java:4) 1\n"},
        {{.no_packages = true}, "pool-1-thread;C.run (C.java:9);C.hot (C.java:4) 1\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_dump_with(&rn_format_jstack, &cases[i].options, DUMP, cases[i].stack, 1);
}

/* Java calls more threads runnable than run. */
static void threads_that_only_seem_to_run(void **state)
{
    (void)state;
    static const char *const threads[] = {
        "\"x\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat sun.nio.ch.EPollArrayWrapper.epollWait(Native Method)\n",
        "\"x\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat sun.nio.ch.EPoll.wait(Native Method)\n",
        "\"x\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat java.net.PlainSocketImpl.socketAccept(Native Method)\n",
        "\"x\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat sun.nio.ch.ServerSocketChannelImpl.accept0(Native Method)\n",
        "\"x\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat java.net.SocketInputStream.socketRead0(Native Method)\n",
        "\"C2 CompilerThread0\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat a.B.c(B.java:1)\n",
        "\"Attach Listener\" tid=1 nid=2 runnable\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat a.B.c(B.java:1)\n",
        "\"Signal Dispatcher\" tid=1 nid=2 runnable\n\tat a.B.c(B.java:1)\n",
        "\"Service Thread\" tid=1 nid=2 runnable\n\tat a.B.c(B.java:1)\n",
        "\"x\" tid=1 nid=2 waiting on condition\n   java.lang.Thread.State: RUNNABLE\n"
        "\tat a.B.c(B.java:1)\n",
        "\"x\" tid=1 nid=2 waiting for monitor entry\n\tat a.B.c(B.java:1)\n",
        "\"x\" tid=1 nid=2 in Object.wait()\n\tat a.B.c(B.java:1)\n",
        "\"x\" tid=1 nid=2\n   java.lang.Thread.State: NEW\n\tat a.B.c(B.java:1)\n",
    };
    static const render_read_options options = {.states = NULL};
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++)
        assert_dump_fails(&rn_format_jstack, &options, threads[i], RENDER_ERROR_EMPTY,
                          "no thread in it is in a state that counts (--states all counts all 1)");
    assert_dump(&rn_format_jstack, "\"x\" tid=1 nid=2 runnable\n\tat a.B.accept0(B.java:1)\n",
                "x;a.B.accept0 (B.java:1) 1\n");
    assert_dump(&rn_format_jstack, "\"x\" tid=1 nid=2\n\tat a.B.c(B.java:1)",
                "x;a.B.c (B.java:1) 1\n");
}

static void names_may_hold_quotes(void **state)
{
    (void)state;
    assert_dump(&rn_format_jstack,
                "\"the \"first\"\" #3 tid=0x1 nid=0x2 runnable\n\tat a.B.c(B.java:1)\n",
                "the \"first\";a.B.c (B.java:1) 1\n");
    assert_dump(&rn_format_jstack, "\"-7\" #3 tid=0x1 runnable\n\tat a.B.c(B.java:1)\n",
                "-7;a.B.c (B.java:1) 1\n");
}

static void deadlocks_are_not_counted_again(void **state)
{
    (void)state;
    assert_dump(&rn_format_jstack,
                "\"x\" #3 tid=0x1 nid=0x2 runnable\n\tat a.B.c(B.java:1)\n\n"
                "Java stack information for the threads listed above:\n"
                "====\n\"x\":\n\tat a.B.c(B.java:1)\n\"y\":\n\tat a.B.c(B.java:1)\n",
                "x;a.B.c (B.java:1) 1\n");
}

static void frames_need_a_thread(void **state)
{
    (void)state;
    static const char text[] = "\tat a.B.d(B.java:2)\n\"x\" tid=1 nid=2\n\tat a.B.c(B.java:1)\n"
                               "\tat the end\n";
    render_read_options options = {.states = NULL};
    assert_dump_with(&rn_format_jstack, &options, text, "x;a.B.c (B.java:1) 1\n", 3);
    options.strict = true;
    assert_dump_fails(&rn_format_jstack, &options, text, RENDER_ERROR_MALFORMED,
                      "a frame outside of a thread");
    assert_dump_fails(&rn_format_jstack, &options, text + 20, RENDER_ERROR_MALFORMED,
                      "no frame of Java");
}

static void agents_print_other_frames(void **state)
{
    (void)state;
    assert_dump(&rn_format_jstack,
                "\"x\" #12 prio=5 tid=0x1 nid=0x2 runnable [0x0]\n"
                "   java.lang.Thread.State: RUNNABLE\n   JavaThread state: _thread_in_java\n"
                " - a.B.hot(int) @bci=25, line=4 (Compiled frame; information may be imprecise)\n"
                "\t- locked <0x1> (a java.lang.Object)\n"
                " - a.B$$Lambda+0x00007f5080001000.run() @bci=0 (Interpreted frame)\n\n\n"
                "Thread 7: (state = IN_JAVA)\n"
                " - a.B.run(java.util.List) @bci=25, line=9 (Interpreted frame)\n",
                "x;a.B$$Lambda.run();a.B.hot(int) 1\na.B.run(java.util.List) 1\n");
}

static void virtual_threads_stand_on_their_carriers(void **state)
{
    (void)state;
    assert_dump(&rn_format_jstack,
                "\"carrier-1\" #23 [7] daemon prio=5 tid=0x1  [0x2]\n"
                "   Carrying virtual thread #22\n"
                "\tat a.Continuation.run(C.java:2)\n\tat a.Thread.run(T.java:1)\n"
                "   Mounted virtual thread #22\n"
                "\tat a.B.hot(B.java:4)\n\tat a.B.enter(B.java:3)\n",
                "carrier;a.Thread.run (T.java:1);a.Continuation.run (C.java:2);"
                "a.B.enter (B.java:3);a.B.hot (B.java:4) 1\n");
    assert_dump(&rn_format_jstack,
                "7\n2026-01-01T12:00:00Z\n25+9\n\n"
                "#22 \"v\" virtual RUNNABLE 2026-01-01T12:00:00Z\n"
                "    at a.B.hot(B.java:4)\n    - locked <x>\n    at java.base/a.T.run(T.java:1)\n\n"
                "#23 \"\" virtual\n      a.B.hot(B.java:4)\n      java.base/a.T.run(T.java:1)\n",
                "v;a.T.run (T.java:1);a.B.hot (B.java:4) 1\n"
                "a.T.run (T.java:1);a.B.hot (B.java:4) 1\n");
}

static void frames_are_pulled_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want, *module;
    } cases[] = {
        {"a.b.C.m(C.java:12)", "a.b.C.m (C.java:12)", "a.b"},
        {"C.m(C.java)", "C.m (C.java)", ""},
        {"a.C.<init>(Unknown Source)", "a.C.<init>", "a"},
        {"a.C.m(Native Method)", "a.C.m", "a"},
        {"a.C.m(<generated>)", "a.C.m", "a"},
        {"a.C.m(java.base@17.0.15/C.java:3)", "a.C.m (C.java:3)", "a"},
        {"java.base@17/a.b.C.m(C.java:3)", "a.b.C.m (C.java:3)", "a.b"},
        {"app//a.C.m(C.java:3)", "a.C.m (C.java:3)", "a"},
        {"app/org.mod@1.0/a.C.m(C.java:3)", "a.C.m (C.java:3)", "a"},
        {"a/b/C.m(C.java:127(Compiled Code))", "a.b.C.m (C.java:127)", "a.b"},
        {"a/b/C.m(Bytecode PC:8)", "a.b.C.m", "a.b"},
        {"La/b/C;.m(C.java:1)", "a.b.C.m (C.java:1)", "a.b"},
        {"a.C$$Lambda$14/0x0000000800c03000.run(Unknown Source)", "a.C$$Lambda$14.run", "a"},
        {"a.C$$Lambda$1/1234567.run(C.java:3)", "a.C$$Lambda$1.run (C.java:3)", "a"},
        {"a/C$$Lambda$1/0x00000000.run(C.java:3)", "a.C$$Lambda$1.run (C.java:3)", "a"},
        {"a.C.m(C.java:3) ~[a (1).jar:1.0]", "a.C.m (C.java:3)", "a"},
        {"a.C.m(C.java:99999999999)", "a.C.m (C.java)", "a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[200], want[200];
        rn_report report = {0};
        snprintf(text, sizeof text, "\"\" tid=1 nid=2\n\tat %s\n", cases[i].text);
        snprintf(want, sizeof want, "%s 1\n", cases[i].want);
        assert_dump(&rn_format_jstack, text, want);
        rn_profile *p = read_text(&rn_format_jstack, text, &report);
        assert_string_equal(rn_profile_string(p, p->functions[0].module).data, cases[i].module);
        rn_profile_free(p);
        rn_report_finish(&report);
    }
}

static void other_texts_are_no_frames(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "main",
                                        "main(x.c:1)",
                                        "a.b.C.m()",
                                        "a.b.C.m(C.java",
                                        ".m(C.java:1)",
                                        "a.(C.java:1)",
                                        "foo (file:///x.js:1:2)",
                                        "a.b.C.m(C.java:1)x",
                                        "A.B.C(String x) in a.cs:line 12"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_false(rn_java_is_frame(rn_bytes_of(texts[i])));
}

static void packages_are_shortened(void **state)
{
    (void)state;
    static const render_read_options options = {.shorten_packages = true};
    assert_dump_with(&rn_format_jstack, &options,
                     "\"\" tid=1\n\tat java.lang.Thread.run(T.java:1)\n"
                     "\tat C.m(C.java:1)\n\tat \xc3\xa4\xc3\xb6.xyz.C.m(C.java:1)\n",
                     "\xc3\xa4.x.C.m (C.java:1);C.m (C.java:1);j.l.Thread.run (T.java:1) 1\n", 0);
}

static void bids_for_threads(void **state)
{
    (void)state;
    assert_int_equal(dump_bid(&rn_format_jstack, DUMP), 95);
    assert_int_equal(dump_bid(&rn_format_jstack, "x\n\"a\" tid=0x1 nid=0x2\n"), 90);
    assert_int_equal(dump_bid(&rn_format_jstack, "Thread 7: (state = BLOCKED)\n"), 90);
    assert_int_equal(dump_bid(&rn_format_jstack, "#1 \"a\"\n   a.B.c(B.java:1)\n"), 85);
    assert_int_equal(dump_bid(&rn_format_jstack, "#1 \"a\"\n   text\n"), 0);
    assert_int_equal(dump_bid(&rn_format_jstack, "\"a\": 1\n\tat a.B.c(B.java:1)\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_running_threads_count),
        cmocka_unit_test(dumps_add_up),
        cmocka_unit_test(roots_are_chosen),
        cmocka_unit_test(threads_that_only_seem_to_run),
        cmocka_unit_test(names_may_hold_quotes),
        cmocka_unit_test(deadlocks_are_not_counted_again),
        cmocka_unit_test(frames_need_a_thread),
        cmocka_unit_test(agents_print_other_frames),
        cmocka_unit_test(virtual_threads_stand_on_their_carriers),
        cmocka_unit_test(frames_are_pulled_apart),
        cmocka_unit_test(other_texts_are_no_frames),
        cmocka_unit_test(packages_are_shortened),
        cmocka_unit_test(bids_for_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
