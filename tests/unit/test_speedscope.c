/* speedscope's format: sampled and evented profiles, threads, units. */
#include "read_text.h"

#define FRAMES "\"shared\":{\"frames\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}"

#define ONE(profile) "{" FRAMES ",\"profiles\":[" profile "]}"

static void assert_speedscope(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_speedscope, text, want, warnings);
}

static void samples_have_weights(void **state)
{
    (void)state;
    assert_speedscope(
        ONE("{\"type\":\"sampled\",\"unit\":\"none\",\"samples\":[[0,1],[0],[0,1],[]],"
            "\"weights\":[1,2,0.5,9]}"),
        "a 2\na;b 1.5\n", 0);
    assert_speedscope(ONE("{\"weights\":[1,-1,1e999,3],\"samples\":[[0],[1],[2],[0,0]],"
                          "\"type\":\"sampled\"}"),
                      "a 1\na;a 3\n", 3);
    assert_speedscope(ONE("{\"type\":\"sampled\",\"samples\":[[0],[1]],\"weights\":[1]}"), "a 1\n",
                      1);
}

static void events_have_times(void **state)
{
    (void)state;
    assert_speedscope(ONE("{\"events\":[{\"type\":\"O\",\"frame\":0,\"at\":5},"
                          "{\"at\":7,\"frame\":1,\"type\":\"O\"},"
                          "{\"at\":7,\"frame\":1,\"type\":\"C\"},"
                          "{\"at\":8,\"frame\":2,\"type\":\"O\"},"
                          "{\"at\":10.5,\"frame\":2,\"type\":\"C\"},"
                          "{\"at\":11,\"frame\":0,\"type\":\"C\"},"
                          "{\"at\":20,\"frame\":0,\"type\":\"O\"},"
                          "{\"at\":21,\"frame\":0,\"type\":\"C\"}],\"type\":\"evented\"}"),
                      "a 4.5\na;c 2.5\n", 0);
}

static void frames_that_stay_open_end_with_the_profile(void **state)
{
    (void)state;
    assert_speedscope(ONE("{\"type\":\"evented\",\"endValue\":9,\"events\":["
                          "{\"type\":\"O\",\"frame\":0,\"at\":0},"
                          "{\"type\":\"O\",\"frame\":1,\"at\":2}]}"),
                      "a 2\na;b 7\n", 1);
    assert_speedscope(ONE("{\"type\":\"evented\",\"endValue\":1,\"events\":["
                          "{\"type\":\"O\",\"frame\":0,\"at\":0},"
                          "{\"type\":\"O\",\"frame\":1,\"at\":2}]}"),
                      "a 2\n", 1);
}

static void a_frame_that_ends_ends_what_it_calls(void **state)
{
    (void)state;
    assert_speedscope(ONE("{\"type\":\"evented\",\"events\":["
                          "{\"type\":\"O\",\"frame\":0,\"at\":0},"
                          "{\"type\":\"O\",\"frame\":1,\"at\":1},"
                          "{\"type\":\"C\",\"frame\":0,\"at\":3},"
                          "{\"type\":\"C\",\"frame\":1,\"at\":4}]}"),
                      "a 1\na;b 2\n", 3);
}

static void profiles_are_threads_and_units_are_metrics(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_speedscope,
        "{\"profiles\":["
        "{\"type\":\"sampled\",\"unit\":\"microseconds\",\"name\":\"T\",\"samples\":[[0]],"
        "\"weights\":[4]},{\"type\":\"sampled\",\"unit\":\"bytes\",\"samples\":[[0,1]],"
        "\"weights\":[5]},{\"type\":\"sampled\",\"unit\":\"microseconds\",\"name\":\"T\","
        "\"samples\":[[0]],\"weights\":[6]}]," FRAMES "}",
        &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "time", "microseconds");
    assert_metric(p, 1, "memory", "bytes");
    assert_stacks(p, 0, "T;a 10\n");
    assert_stacks(p, 1, "profile 2;a;b 5\n");
    uint32_t root = p->frames[p->stacks[1].frame].function;
    assert_int_equal(p->functions[root].kind, RN_THREAD);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void frames_have_places(void **state)
{
    (void)state;
    assert_speedscope(
        "{\"shared\":{\"x\":[{}],\"frames\":["
        "{\"name\":\"f\",\"file\":\"a.py\",\"line\":3,\"col\":1},"
        "{\"name\":\"f\",\"file\":\"a.py\",\"line\":-4},{\"name\":\"m`g_[k]\",\"file\":null}]},"
        "\"profiles\":[{\"type\":\"sampled\",\"samples\":[[0,1,2]],\"weights\":[1]}]}",
        "f (a.py:3);f (a.py);m`g_[k] 1\n", 0);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_speedscope.sniff(rn_bytes_of(text), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of("{\"a\":[{\"$schema\":1}],\n \"$schema\" : "
                            "\"https://www.speedscope.app/file-format-schema.json",
                            false),
                     100);
    assert_int_equal(bid_of(ONE("{}"), true), 95);
    assert_int_equal(bid_of("{" FRAMES, false), 70);
    assert_int_equal(bid_of("{" FRAMES, true), 0);
    assert_int_equal(bid_of("{\"profiles\":{\"shared\":{\"frames\":[]}}}", true), 0);
    assert_int_equal(bid_of("[" ONE("{}") "]", true), 0);
    assert_int_equal(bid_of("{\"$schema\":\"https://json.schemastore.org/x\"}", true), 0);
    assert_int_equal(bid_of("}]{\"", false), 0);
}

/* ---- what a user may ask for ------------------------------------------------------------------ */

static rn_profile *read_asked(const char *text, render_read_options options, size_t warnings)
{
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_speedscope, text, &options, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    rn_report_finish(&report);
    return p;
}

static void assert_run(const rn_profile *p, uint32_t run, const char *track, const char *leaf,
                       double start, double duration)
{
    assert_true(run < p->run_count);
    const rn_run *r = &p->runs[run];
    uint32_t function = p->frames[p->stacks[r->stack].frame].function;
    assert_string_equal(rn_profile_string(p, p->tracks[r->track]).data, track);
    assert_string_equal(rn_function_name(p, function).data, leaf);
    assert_true(r->start == start);
    assert_true(r->duration == duration);
}

static void order_is_that_of_samples_and_events(void **state)
{
    (void)state;
    rn_profile *p = read_asked(
        "{" FRAMES ",\"profiles\":["
        "{\"type\":\"sampled\",\"name\":\"one\",\"unit\":\"milliseconds\",\"startValue\":5,"
        "\"samples\":[[0],[0],[],[0,1]],\"weights\":[1,2,4,8]},"
        "{\"type\":\"evented\",\"name\":\"two\",\"unit\":\"seconds\",\"events\":["
        "{\"type\":\"O\",\"frame\":0,\"at\":1},{\"type\":\"O\",\"frame\":1,\"at\":2},"
        "{\"type\":\"C\",\"frame\":1,\"at\":4},{\"type\":\"C\",\"frame\":0,\"at\":5}]},"
        "{\"type\":\"sampled\",\"name\":\"one\",\"unit\":\"milliseconds\","
        "\"samples\":[[2]],\"weights\":[1]},"
        "{\"type\":\"sampled\",\"name\":\"heap\",\"unit\":\"bytes\","
        "\"samples\":[[2]],\"weights\":[1]}]}",
        (render_read_options){.keep_order = true}, 1);
    assert_string_equal(rn_profile_string(p, p->time_unit).data, "milliseconds");
    assert_int_equal(p->run_count, 6);
    assert_run(p, 0, "one", "a", 5, 3);
    assert_run(p, 1, "one", "b", 12, 8);
    assert_run(p, 2, "two", "a", 1000, 1000);
    assert_run(p, 3, "two", "b", 2000, 2000);
    assert_run(p, 4, "two", "a", 4000, 1000);
    assert_run(p, 5, "one (3)", "c", 0, 1);
    rn_profile_free(p);
}

#define THREAD(name, weight)                                                                       \
    "{\"type\":\"sampled\",\"name\":\"" name "\",\"samples\":[[0]],\"weights\":[" weight "]}"

static const char py_spy[] = "{" FRAMES ",\"profiles\":[" THREAD(
    "Process 41 Thread 7123 \\\"MainThread\\\"",
    "1") "," THREAD("Thread 7124 \\\"worker\\\"",
                    "2") "," THREAD("Process 42", "4") "," THREAD("Threads 1", "8") "]}";

static void names_tell_process_and_thread(void **state)
{
    (void)state;
    rn_profile *p = read_asked(py_spy, (render_read_options){0}, 0);
    assert_stacks(p, 0,
                  "Process 41;Thread 7123 \"MainThread\";a 1\nThread 7124 \"worker\";a 2\n"
                  "Process 42;a 4\nThreads 1;a 8\n");
    rn_profile_free(p);
}

static void profiles_have_labels(void **state)
{
    (void)state;
    rn_profile *p =
        read_asked(py_spy, (render_read_options){.tag_focus = "pid=41", .tag_roots = "thread"}, 0);
    assert_stacks(p, 0, "thread:MainThread;Process 41;Thread 7123 \"MainThread\";a 1\n");
    rn_profile_free(p);
    p = read_asked(py_spy, (render_read_options){.tag_ignore = "profile=[48]", .tag_leaves = "tid"},
                   0);
    assert_stacks(p, 0, "Threads 1;a 8\n");
    rn_profile_free(p);
    p = read_asked(py_spy, (render_read_options){.tag_focus = "7124", .tag_leaves = "tid"}, 0);
    assert_stacks(p, 0, "Thread 7124 \"worker\";a;tid:7124 2\n");
    rn_profile_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_have_weights),
        cmocka_unit_test(events_have_times),
        cmocka_unit_test(frames_that_stay_open_end_with_the_profile),
        cmocka_unit_test(a_frame_that_ends_ends_what_it_calls),
        cmocka_unit_test(profiles_are_threads_and_units_are_metrics),
        cmocka_unit_test(frames_have_places),
        cmocka_unit_test(bids_by_its_keys),
        cmocka_unit_test(order_is_that_of_samples_and_events),
        cmocka_unit_test(names_tell_process_and_thread),
        cmocka_unit_test(profiles_have_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
