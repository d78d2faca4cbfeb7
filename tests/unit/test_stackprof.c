/* StackProf's results: samples, the garbage collector, lines, frames without samples. */
#include "read_text.h"

#define FRAMES                                                                                     \
    "\"frames\":{\"11\":{\"name\":\"main\",\"file\":\"a.rb\",\"line\":3,\"samples\":1,"            \
    "\"total_samples\":4,\"edges\":{\"12\":3}},"                                                   \
    "\"12\":{\"name\":\"f\",\"file\":\"a.rb\",\"samples\":3,\"total_samples\":3,"                  \
    "\"edges\":{\"12\":7}},"                                                                       \
    "\"1\":{\"name\":\"(garbage collection)\",\"file\":\"\",\"samples\":0},"                       \
    "\"3\":{\"name\":\"(marking)\",\"file\":\"\",\"samples\":0}}"

#define RESULT(mode, more)                                                                         \
    "{\"version\":1.2,\"mode\":\"" mode "\",\"interval\":500,\"samples\":4," FRAMES more "}"

static void assert_metrics(const char *text, const char *time, const char *samples, size_t warnings)
{
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_stackprof, text, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    uint32_t last = p->metric_count - 1;
    assert_int_equal(last, time ? 1 : 0);
    if (time) {
        assert_metric(p, 0, "time", "us");
        assert_stacks(p, 0, time);
    }
    assert_metric(p, last, "samples", "samples");
    assert_stacks(p, last, samples);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void modes_weigh_samples(void **state)
{
    (void)state;
    static const char samples[] = "main (a.rb:3) 1\nmain (a.rb:3);f (a.rb) 3\n";
#define RAW ",\"raw\":[2,11,12,2,1,11,1,2,11,12,1],\"raw_timestamp_deltas\":[10,20,30,40]"
    assert_metrics(RESULT("wall", RAW), "main (a.rb:3) 30\nmain (a.rb:3);f (a.rb) 70\n", samples,
                   0);
    assert_metrics(RESULT("cpu", RAW), "main (a.rb:3) 500\nmain (a.rb:3);f (a.rb) 1500\n", samples,
                   0);
    assert_metrics(RESULT("object", RAW), NULL, samples, 0);
    assert_metrics(RESULT("wall", ",\"raw\":[1,11,2],\"raw_timestamp_deltas\":[10]"),
                   "main (a.rb:3) 510\n", "main (a.rb:3) 2\n", 1);
    assert_metrics(RESULT("wall", ",\"raw\":[1,11,2],\"raw_timestamp_deltas\":[10,-3]"),
                   "main (a.rb:3) 10\n", "main (a.rb:3) 2\n", 1);
}

static void a_lone_collector_stands_on_what_ran(void **state)
{
    (void)state;
    assert_metrics(RESULT("cpu", ",\"raw\":[1,1,1,2,11,12,1,1,1,1,2,1,3,2,1,3,1]"),
                   "(garbage collection) 500\nmain (a.rb:3);f (a.rb) 500\n"
                   "main (a.rb:3);f (a.rb);(garbage collection) 500\n"
                   "(garbage collection);(marking) 1000\n"
                   "main (a.rb:3);f (a.rb);(marking) 500\n",
                   "(garbage collection) 1\nmain (a.rb:3);f (a.rb) 1\n"
                   "main (a.rb:3);f (a.rb);(garbage collection) 1\n"
                   "(garbage collection);(marking) 2\nmain (a.rb:3);f (a.rb);(marking) 1\n",
                   0);
}

static void frames_have_lines(void **state)
{
    (void)state;
    assert_metrics(RESULT("cpu", ",\"raw_lines\":[2,5,8,1,1,6,1],\"raw\":[2,11,12,1,1,11,1]"),
                   "main (a.rb:5);f (a.rb:8) 500\nmain (a.rb:6) 500\n",
                   "main (a.rb:5);f (a.rb:8) 1\nmain (a.rb:6) 1\n", 0);
    assert_metrics(RESULT("object", ",\"raw_lines\":[2,5],\"raw\":[1,11,1]"), NULL,
                   "main (a.rb:3) 1\n", 0);
}

static void frames_alone_are_a_graph(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_stackprof, RESULT("wall", ""), &report);
    assert_int_equal(p->shape, RN_ARCS);
    assert_int_equal(p->function_count, 4);
    assert_true(p->function_self[1][0] == 1 && p->function_total[1][0] == 4);
    assert_true(p->function_self[0][1] == 1500 && p->function_total[0][1] == 1500);
    assert_int_equal(p->arc_count, 2);
    assert_true(p->arc_total[1][0] == 3 && p->arc_total[1][1] == 3);
    assert_true(p->metrics[0].total == 2000 && p->metrics[1].total == 4);
    assert_null(p->calls);
    assert_int_equal(p->functions[2].flags, RN_FLAG_SYNTHETIC);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void samples_are_in_order(void **state)
{
    (void)state;
    static const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_stackprof, RESULT("cpu", RAW), &options, &report);
    assert_int_equal(p->run_count, 3);
    assert_true(p->runs[0].start == 0 && p->runs[0].duration == 30);
    assert_true(p->runs[2].start == 60 && p->runs[2].duration == 40);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void the_last_of_two_keys_counts(void **state)
{
    (void)state;
    assert_metrics("{\"raw\":[1,7,1],\"frames\":{\"7\":{\"name\":\"x\"}},\"mode\":\"cpu\"," FRAMES
                   ",\"raw\":[1,12,1],\"mode\":\"object\"}",
                   NULL, "f (a.rb) 1\n", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes_weigh_samples),
        cmocka_unit_test(a_lone_collector_stands_on_what_ran),
        cmocka_unit_test(frames_have_lines),
        cmocka_unit_test(frames_alone_are_a_graph),
        cmocka_unit_test(samples_are_in_order),
        cmocka_unit_test(the_last_of_two_keys_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
