/* Processed profiles of Firefox: columns by name, tables of threads and of all, weights, allocations. */
#include "read_text.h"

#define STACKS "\"stackTable\":{\"prefix\":[null,0,1],\"frame\":[0,1,2]}"
#define REST                                                                                       \
    "\"frameTable\":{\"func\":[0,1,2],\"line\":[null,5,9],\"inlineDepth\":[0,0,1]},"               \
    "\"funcTable\":{\"name\":[0,1,2],\"resource\":[-1,-1,0],\"fileName\":[null,3,null],"           \
    "\"lineNumber\":[null,4,null]},\"resourceTable\":{\"lib\":[0]},"                               \
    "\"stringArray\":[\"(root)\",\"f\",\"0x1f\",\"a.js\"]"
#define TABLES STACKS "," REST
#define META                                                                                       \
    "\"meta\":{\"interval\":2,\"preprocessedProfileVersion\":48},\"libs\":[{\"name\":\"lib\"}]"
#define PROFILE(threads) "{" META ",\"threads\":[" threads "]}"
#define THREAD(samples) "{" TABLES ",\"samples\":{" samples "}}"

static void assert_firefox(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_firefox, text, want, warnings);
}

static void samples_weigh_an_interval(void **state)
{
    (void)state;
    assert_firefox(PROFILE(THREAD("\"stack\":[2,1,null,2,0],\"weight\":null,\"time\":[1,2,3,4,5]")),
                   "f (a.js:5) 2\nf (a.js:5);lib`[lib+0x1f]_[i] 4\n", 0);
}

static rn_profile *read_thread(const char *text)
{
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_firefox, text, &report);
    if (!p)
        fail_msg("%s", report.error.message);
    rn_report_finish(&report);
    return p;
}

static void weights_may_be_negative(void **state)
{
    (void)state;
    rn_profile *p = read_thread(
        PROFILE(THREAD("\"stack\":[1,1,2],\"weight\":[3,-1,0.5],\"threadCPUDelta\":[10,null,20],"
                       "\"weightType\":\"samples\"")));
    assert_int_equal(p->metric_count, 5);
    assert_metric(p, 0, "time", "ms");
    assert_metric(p, 1, "samples", "samples");
    assert_stacks(p, 0, "f (a.js:5) 6\nf (a.js:5);lib`[lib+0x1f]_[i] 1\n");
    assert_metric(p, 2, "CPU time", "us");
    assert_stacks(p, 2, "f (a.js:5) 10\nf (a.js:5);lib`[lib+0x1f]_[i] 20\n");
    assert_metric(p, 3, "time (negative)", "ms");
    assert_stacks(p, 3, "f (a.js:5) 2\n");
    rn_profile_free(p);
}

static void weights_may_be_times_or_bytes(void **state)
{
    (void)state;
    rn_profile *p = read_thread(
        PROFILE(THREAD("\"weightType\":\"tracing-ms\",\"stack\":[1],\"weight\":[0.25]")));
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "time", "ms");
    assert_stacks(p, 0, "f (a.js:5) 0.25\n");
    rn_profile_free(p);
    p = read_thread(PROFILE(THREAD("\"stack\":[1],\"weight\":[64],\"weightType\":\"bytes\"")));
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "memory", "bytes");
    rn_profile_free(p);
}

static void allocations_are_metrics(void **state)
{
    (void)state;
    rn_profile *p = read_thread(
        PROFILE("{" TABLES ",\"nativeAllocations\":{\"stack\":[1,1,null],\"weight\":[8,-3,9]},"
                "\"jsAllocations\":{\"stack\":[2],\"weight\":[5]}}"));
    assert_int_equal(p->metric_count, 3);
    assert_metric(p, 0, "native allocations", "bytes");
    assert_stacks(p, 0, "f (a.js:5) 8\n");
    assert_metric(p, 1, "native allocations (negative)", "bytes");
    assert_metric(p, 2, "JS allocations", "bytes");
    assert_stacks(p, 2, "f (a.js:5);lib`[lib+0x1f]_[i] 5\n");
    rn_profile_free(p);
}

static void tables_may_be_shared(void **state)
{
    (void)state;
    assert_firefox(
        "{" META ",\"threads\":[{\"name\":\"A\",\"samples\":{\"stack\":[1]}},"
        "{\"name\":\"B\",\"tid\":\"9\",\"stringArray\":[\"(root)\",\"g\",\"h\",\"b.js\"],"
        "\"samples\":{\"stack\":[1]}},{\"name\":\"A\",\"samples\":{\"stack\":[1]}}],"
        "\"shared\":{" TABLES "}}",
        "A;f (a.js:5) 4\nB (tid 9);g (b.js:5) 2\n", 0);
    assert_firefox("{" META ",\"shared\":{" REST "},\"threads\":[{" STACKS
                   ",\"samples\":{\"stack\":[1]}}]}",
                   "f (a.js:5) 2\n", 0);
}

static void newer_columns_are_known(void **state)
{
    (void)state;
    assert_firefox("{" META
                   ",\"shared\":{\"stackTable\":{\"prefixOffset\":[0,1,0],\"frame\":[0,1,1]},"
                   "\"frameTable\":{\"func\":[0,1]},"
                   "\"funcTable\":{\"name\":[0,1],\"source\":[1,null]},"
                   "\"sources\":{\"filename\":[null,2]},\"stringArray\":[\"f\",\"g\",\"a.js\"]},"
                   "\"threads\":[{\"samples\":{\"stack\":[1,2],\"timeDeltas\":[1,2]}}]}",
                   "f (a.js);g 2\ng 2\n", 0);
    assert_firefox(
        "{\"meta\":{\"interval\":1},\"threads\":[{\"libs\":[{\"name\":\"own\"}],"
        "\"stringTable\":[\"f\"],\"resourceTable\":{\"lib\":[0]},\"funcTable\":{\"name\":[0],"
        "\"resource\":[0]},\"frameTable\":{\"func\":[0]},"
        "\"stackTable\":{\"prefix\":[null],\"frame\":[0]},\"samples\":{\"stack\":[0]}}]}",
        "own`f 1\n", 0);
}

static void deltas_are_times(void **state)
{
    (void)state;
    const render_read_options options = {.size = sizeof options, .keep_order = true};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_firefox,
                                   PROFILE(THREAD("\"stack\":[1,2,2],\"timeDeltas\":[10,1.5,3]")),
                                   &options, &report);
    assert_non_null(p);
    assert_int_equal(p->run_count, 2);
    assert_true(p->runs[0].start == 10 && p->runs[0].duration == 1.5);
    assert_true(p->runs[1].start == 11.5 && p->runs[1].duration == 5);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void processes_are_told_apart_by_their_ids(void **state)
{
    (void)state;
    assert_firefox(PROFILE("{\"pid\":1,\"name\":\"A\"," TABLES ",\"samples\":{\"stack\":[1]}},"
                           "{\"pid\":\"2\",\"name\":\"B\",\"processName\":\"P\"," TABLES
                           ",\"samples\":{\"stack\":[1]}}"),
                   "pid 1;f (a.js:5) 2\nP (pid 2);f (a.js:5) 2\n", 0);
}

static int bid_of(const char *text)
{
    return rn_format_firefox.sniff(rn_bytes_of(text), false);
}

static void bids_by_its_structure(void **state)
{
    (void)state;
    assert_int_equal(bid_of("{\"meta\":{\"x\":[{}],\"preprocessedProfileVersion\":41"), 100);
    assert_int_equal(bid_of("{\"threads\":[{" TABLES "}]}"), 90);
    assert_int_equal(bid_of("{\"shared\":{" TABLES "}"), 90);
    assert_int_equal(bid_of("{\"meta\":{\"version\":41},\"threads\":[]}"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_weigh_an_interval),
        cmocka_unit_test(weights_may_be_negative),
        cmocka_unit_test(weights_may_be_times_or_bytes),
        cmocka_unit_test(allocations_are_metrics),
        cmocka_unit_test(tables_may_be_shared),
        cmocka_unit_test(newer_columns_are_known),
        cmocka_unit_test(deltas_are_times),
        cmocka_unit_test(processes_are_told_apart_by_their_ids),
        cmocka_unit_test(bids_by_its_structure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
