/* Safari's recordings: stacks from the leaf, durations before a time, places of functions and frames. */
#include "read_text.h"

#define F "{\"name\":\"f\",\"line\":3,\"url\":\"a.js\",\"expressionLocation\":{\"line\":5}}"
#define G "{\"name\":\"\",\"line\":8,\"url\":\"a.js\"}"
#define TRACE(time, frames) "{\"timestamp\":" time ",\"stackFrames\":[" frames "]}"
#define RECORDING(traces, more)                                                                    \
    "{\"recording\":{" more "\"sampleStackTraces\":[" traces "]},\"version\":1}"

static void assert_safari(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_safari, text, want, warnings);
}

static void samples_last_as_long_as_they_say(void **state)
{
    (void)state;
    assert_safari(
        RECORDING(TRACE("9", G "," F) "," TRACE("10", F) "," TRACE("11", "") "," TRACE("12", F),
                  "\"sampleDurations\":[0.5,1,7,2],"),
        "f (a.js:5) 3\nf (a.js:5);(anonymous) (a.js:8) 0.5\n", 0);
    assert_safari(RECORDING(TRACE("9", G) "," TRACE("10", F) "," TRACE("11", F),
                            "\"sampleDurations\":[-1,2],"),
                  "f (a.js:5) 2\n", 3);
}

static void without_durations_there_are_samples(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_safari, RECORDING(TRACE("9", F) "," TRACE("10", F), ""), &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "f (a.js:5) 2\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void runs_end_at_their_times(void **state)
{
    (void)state;
    const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(
        &rn_format_safari,
        RECORDING(TRACE("9", F) "," TRACE("10", G), "\"sampleDurations\":[0.5,0.25],"), &options,
        &report);
    assert_non_null(p);
    assert_metric(p, 0, "time", "s");
    assert_metric(p, 1, "samples", "samples");
    assert_int_equal(p->run_count, 2);
    assert_true(p->runs[0].start == 8.5 && p->runs[0].duration == 0.5);
    assert_true(p->runs[1].start == 9.75 && p->runs[1].duration == 0.25);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_safari.sniff(rn_bytes_of(text), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of(RECORDING("", ""), true), 95);
    assert_int_equal(bid_of("{\"recording\":{\"instrumentTypes\":[]", false), 90);
    assert_int_equal(bid_of("{\"recording\":{\"displayName\":1,\"startTime\":2", false), 90);
    assert_int_equal(bid_of("{\"recording\":{\"displayName\":1,\"startTime\":2}}", true), 0);
    assert_int_equal(bid_of("{\"recording\":5}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_last_as_long_as_they_say),
        cmocka_unit_test(without_durations_there_are_samples),
        cmocka_unit_test(runs_end_at_their_times),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
