/* macOS' sample: indentation, own samples, modules, sources, threads, several reports. */
#include "read_text.h"

#define TITLE "Analysis of sampling demo (pid 7) every 2 milliseconds\nProcess: demo [7]\n"
#define GRAPH "\nCall graph:\n"
#define END "\nTotal number in stack (recursive counted multiple, when >=5):\n        5 x\n"

static void assert_sample(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_sample, text, want, warnings);
}

static void indentation_says_what_is_below(void **state)
{
    (void)state;
    assert_sample(TITLE GRAPH "    9 Thread_1\n"
                              "    + 9 a  (in x) + 1  [0x1]\n"
                              "    +   5 b  (in x) + 1  [0x1]\n"
                              "    +   ! 2 c  (in x) + 1  [0x1]\n"
                              "    +   1 c  (in x) + 1  [0x1]\n"
                              "    1 Thread_2\n"
                              "      1 a  (in x) + 1  [0x1]\n" END,
                  "Thread_1;x`a 3\nThread_1;x`a;x`b 3\nThread_1;x`a;x`b;x`c 2\nThread_1;x`a;x`c 1\n"
                  "Thread_2;x`a 1\n",
                  0);
}

static void frames_are_taken_apart(void **state)
{
    (void)state;
    assert_sample(
        GRAPH "    7 Thread_1   DispatchQueue_1: com.apple.main-thread  (serial)\n"
              "      1 -[A b:c:]  (in AppKit) + 12,16,...  [0x1,0x2,...]\n"
              "      1 f(int (*)(char))  (in libx.dylib) + 1  [0x1]  a file.c:12,14\n"
              "      1 ???  (in My App (Beta))  load address 0x1000 + 0x12  [0x1012]\n"
              "      1 _$LT$T$u20$as$u20$U$GT$::m::h0123456789abcdef  (in rs) + 1  [0x1]\n"
              "      1 bare + 12  [0x1]\n"
              "      1 a + b\n"
              "      1 g  (in x) + 1  [0x1]  ?\?:0\n",
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));AppKit`-[A b:c:] 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));libx`f(int (*)(char)) (a "
        "file.c:12) 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));My App (Beta)`??? 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));rs`<T as U>::m 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));bare 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));a + b 1\n"
        "Thread_1 (DispatchQueue_1: com.apple.main-thread (serial));x`g (?\?) 1\n",
        0);
}

static void the_interval_makes_times(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_sample, TITLE GRAPH "    9 Thread_1: x\n      4 a\n" END, &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "samples", "samples");
    assert_metric(p, 1, "time", "ms");
    assert_stacks(p, 1, "Thread_1 (x) 10\nThread_1 (x);a 8\n");
    assert_int_equal(p->functions[0].kind, RN_THREAD);
    rn_profile_free(p);
    p = read_text(&rn_format_sample, GRAPH "    9 a\n" END, &report);
    assert_int_equal(p->metric_count, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void modules_are_left_out_when_asked_for(void **state)
{
    (void)state;
    rn_report report = {0};
    render_read_options options = {.size = sizeof options, .no_modules = true};
    rn_profile *p = read_text_with(&rn_format_sample,
                                   GRAPH "    2 f  (in a) + 1  [0x1]\n    3 f  (in b) + 1  [0x1]\n",
                                   &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "f 5\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void reports_add_up(void **state)
{
    (void)state;
    assert_sample(TITLE GRAPH "    9 a\n      4 b\n" END TITLE GRAPH "    1 a\n" END GRAPH
                              "    1 a\n      1 b\n",
                  "a 6\na;b 5\n", 0);
}

static void lines_that_do_not_fit_are_told(void **state)
{
    (void)state;
    assert_sample(GRAPH "    9 a\n    words\n      10 b\n       3 c\n      x\n    7\n",
                  "a;b 7\na;b;c 3\n", 5);
}

static int bid_of(const char *text)
{
    return rn_format_sample.sniff(rn_bytes_of(text), true);
}

static void bids_by_title_and_graph(void **state)
{
    (void)state;
    assert_int_equal(bid_of(TITLE GRAPH "    9 a\n"), 100);
    assert_int_equal(bid_of(TITLE), 80);
    assert_int_equal(bid_of(GRAPH "    9 a\n"), 60);
    assert_int_equal(bid_of(GRAPH "words\n"), 0);
    assert_int_equal(bid_of("Call graph (explanation follows)\n    9 a\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indentation_says_what_is_below),
        cmocka_unit_test(frames_are_taken_apart),
        cmocka_unit_test(the_interval_makes_times),
        cmocka_unit_test(reports_add_up),
        cmocka_unit_test(modules_are_left_out_when_asked_for),
        cmocka_unit_test(lines_that_do_not_fit_are_told),
        cmocka_unit_test(bids_by_title_and_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
