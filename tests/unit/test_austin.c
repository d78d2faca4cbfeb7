/* austin's text: values, frames of its versions, and what ran when. */
#include "read_text.h"

#define FULL_METRICS 4

static void assert_austin(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_austin, text, want, warnings);
}

static void frames_have_files_and_lines(void **state)
{
    (void)state;
    assert_austin("# austin: 3.3.0\n# mode: wall\n"
                  "P1;T1;a.py:f:3;<frozen b>:g:4 5\n"
                  "P1;T1;a.py:f:3;<frozen b>:g:4 6\n"
                  "P1;T1;a.py:f:4 1\n"
                  "P1;T2;C:\\a.py:f:4;kernel:read:0;:GC: 2\n"
                  "P1;T2 7\n"
                  "# duration: 99\n",
                  "P1;T1;f (a.py:3);g (<frozen b>:4) 11\nP1;T1;f (a.py:4) 1\nP1;T2 7\n"
                  "P1;T2;f (C:\\a.py:4);read_[k];:GC: 2\n",
                  0);
}

static void old_lines_are_parts_of_frames(void **state)
{
    (void)state;
    assert_austin("Thread 7fa0;f (a.py);L12;g (b (c).py);L3 5\n"
                  "Thread 7fa0;f (a.py);L1;Lg (a.py);L3 6\n"
                  "Thread 7fa0;f (a.py);L12 7\n"
                  "Process 3;Thread 7fa1;f (a.py:12);g (a.py:3) 8\n"
                  "Thread 7fa2;json:f;L2;json.decoder:g;L3 9\n"
                  "Thread 7fa2;f (a.py);Lx 1\n"
                  "Thread 7fa2;f (a.py);L2 1",
                  "Thread 7fa0;f (a.py:12) 7\nThread 7fa0;f (a.py:12);g (b (c).py:3) 5\n"
                  "Thread 7fa0;f (a.py:1);Lg (a.py:3) 6\n"
                  "Process 3;Thread 7fa1;f (a.py:12);g (a.py:3) 8\n"
                  "Thread 7fa2;f (json:2);g (json.decoder:3) 9\n"
                  "Thread 7fa2;f (a.py);Lx 1\nThread 7fa2;f (a.py:2) 1\n",
                  0);
}

static void kinds_and_flags_are_known(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_austin,
                              "P1;T0:1f;T:f:1;:GC: 5\nProcess 2;Thread 7fa0;Pf:g:2 1\n", &report);
    static const rn_kind kinds[] = {RN_PROCESS, RN_THREAD, RN_FUNCTION, RN_FUNCTION,
                                    RN_PROCESS, RN_THREAD, RN_FUNCTION};
    assert_int_equal(p->function_count, 7);
    for (uint32_t f = 0; f < p->function_count; f++)
        assert_int_equal(p->functions[f].kind, kinds[f]);
    assert_int_equal(p->functions[3].flags, RN_FLAG_SYNTHETIC);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void assert_full(const char *text, const char *const *want)
{
    static const char *const metrics[][2] = {
        {"time", "us"}, {"cpu", "us"}, {"allocated", "bytes"}, {"freed", "bytes"}};
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_austin, text, &report);
    assert_int_equal(p->metric_count, FULL_METRICS);
    for (uint32_t m = 0; m < FULL_METRICS; m++) {
        assert_metric(p, m, metrics[m][0], metrics[m][1]);
        assert_stacks(p, m, want[m]);
    }
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void full_samples_have_four_metrics(void **state)
{
    (void)state;
    static const char *const new_ones[] = {"P1;T1;f (a:1) 5\nP1;T1;g (a:2) 7\n",
                                           "P1;T1;f (a:1) 5\n", "P1;T1;f (a:1) 100\n",
                                           "P1;T1;g (a:2) 30\n"};
    assert_full("# austin: 3.3.0\n# mode: full\nP1;T1;a:f:1 5,0,100\nP1;T1;a:g:2 7,1,-30\n",
                new_ones);
    static const char *const old_ones[] = {"Thread 7f;f (a:1) 5\nThread 7f;g (a:2) 7\n",
                                           "Thread 7f;f (a:1) 5\nThread 7f;g (a:2) 7\n",
                                           "Thread 7f;f (a:1) 2048\n", "Thread 7f;g (a:2) 1024\n"};
    assert_full("Thread 7f;f (a);L1 5 2 0\nThread 7f;g (a);L2 7 0 -1\n", old_ones);
}

static void single_numbers_are_what_the_mode_says(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name, *unit, *want;
    } cases[] = {
        {"# mode: cpu\nP1;T1;a:f:1 5\n", "cpu", "us", "P1;T1;f (a:1) 5\n"},
        {"# mode: memory\nP1;T1;a:f:1 5\nP1;T1;a:f:1 -2\n", "allocated", "bytes",
         "P1;T1;f (a:1) 5\n"},
        {"P1;T1;a:f:1 5\nP1;T1;a:f:1 -2\n", "allocated", "bytes", "P1;T1;f (a:1) 5\n"},
        {"P1;T1;a:f:1 5\n", "time", "us", "P1;T1;f (a:1) 5\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rn_report report = {0};
        rn_profile *p = read_text(&rn_format_austin, cases[i].text, &report);
        assert_metric(p, 0, cases[i].name, cases[i].unit);
        assert_stacks(p, 0, cases[i].want);
        rn_profile_free(p);
        rn_report_finish(&report);
    }
}

static void broken_lines_are_counted(void **state)
{
    (void)state;
    assert_austin("# mode: wall\nP1;T1;a:f:1 5\nP1;T1;a:f:1\nP1;T1;a:f:1 1.5\nP1;T1;a:f:1 1,2\n"
                  "P1;T1;a:f:1 -1\n7\n",
                  "P1;T1;f (a:1) 5\n", 6);
}

static void runs_follow_each_other_on_each_thread(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    static const struct {
        const char *track;
        double start, duration;
    } want[] = {{"P1;T1", 0, 10},
                {"P1;T1", 10, 11},
                {"P1;T1", 21, 20},
                {"P1;T2", 10, 11},
                {"P1;T2", 31, 10}};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_austin,
                                   "P1;T1;a:f:1 10\n"
                                   "P1;T1;a:g:1 11\nP1;T2;a:f:1 11\n"
                                   "P1;T1;a:f:1 10\n"
                                   "P1;T1;a:f:1 10\nP1;T2;a:f:1 10\n",
                                   &options, &report);
    assert_int_equal(p->run_count, 5);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "us");
    for (uint32_t i = 0; i < p->run_count; i++) {
        assert_string_equal(rn_profile_string(p, p->tracks[p->runs[i].track]).data, want[i].track);
        assert_true(p->runs[i].start == want[i].start && p->runs[i].duration == want[i].duration);
    }
    rn_profile_free(p);
    rn_report_finish(&report);
}

static int bid(const char *text)
{
    return rn_format_austin.sniff(rn_bytes_of(text), true);
}

static void other_folded_stacks_are_not_austins(void **state)
{
    (void)state;
    assert_int_equal(bid("P1;T1;a:f:1 5\n"), 100);
    assert_int_equal(bid("Thread 7f 5\nThread 7f;f (a);L3 5\n"), 100);
    assert_int_equal(bid("Thread 7f;f 5\nThread 7f;g 5\n"), 0);
    assert_int_equal(bid("Thread 7f;f (a);L3 5\nmain;f 5\n"), 0);
    assert_int_equal(bid("Parse;Tree;f 5\n"), 0);
    assert_int_equal(bid("P1 5\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_have_files_and_lines),
        cmocka_unit_test(old_lines_are_parts_of_frames),
        cmocka_unit_test(kinds_and_flags_are_known),
        cmocka_unit_test(full_samples_have_four_metrics),
        cmocka_unit_test(single_numbers_are_what_the_mode_says),
        cmocka_unit_test(broken_lines_are_counted),
        cmocka_unit_test(runs_follow_each_other_on_each_thread),
        cmocka_unit_test(other_folded_stacks_are_not_austins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
