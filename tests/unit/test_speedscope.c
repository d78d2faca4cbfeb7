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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
