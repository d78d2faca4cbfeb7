/* gprof2dot's JSON: costs, chains from the leaf, processes. */
#include "read_text.h"

#define FUNCTIONS                                                                                  \
    "\"functions\":[{\"name\":\"leaf\"},{\"name\":\"main\",\"module\":\"app\",\"x\":[{}]}]"

static void chains_begin_with_the_leaf(void **state)
{
    (void)state;
    assert_read(&rn_format_gprof2dot,
                "{\"version\":0,\"costs\":[{}]," FUNCTIONS ",\"events\":["
                "{\"callchain\":[0,1],\"cost\":[2]},{\"cost\":[3],\"callchain\":[1]},"
                "{\"callchain\":[0,1],\"cost\":[0.5]}]}",
                "app`main 3\napp`main;leaf 2.5\n", 0);
}

static void costs_are_metrics(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_gprof2dot,
                              "{\"events\":[{\"callchain\":[0],\"cost\":[1,2]},"
                              "{\"callchain\":[1],\"cost\":[3]}]," FUNCTIONS ",\"costs\":["
                              "{\"description\":\"Memory\",\"unit\":\"bytes\"},{\"unit\":\"s\"}]}",
                              &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "Memory", "bytes");
    assert_metric(p, 1, "cost", "s");
    assert_stacks(p, 0, "leaf 1\napp`main 3\n");
    assert_stacks(p, 1, "leaf 2\n");
    assert_int_equal(report.warning_count, 1);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static const char two[] = "{\"costs\":[{}],\"functions\":[{\"name\":\"f\",\"process\":\"sh\"},"
                          "{\"name\":\"g\",\"process\":\"cat\"},{\"name\":\"h\"}],\"events\":["
                          "{\"callchain\":[0,2,1],\"cost\":[1]},{\"callchain\":[1,0],\"cost\":[2]},"
                          "{\"callchain\":[2],\"cost\":[3]}]}";

static void assert_asked(render_read_options options, const char *want)
{
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_gprof2dot, two, &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, want);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void processes_are_labels(void **state)
{
    (void)state;
    assert_asked((render_read_options){.tag_focus = "process=c"}, "cat;g;h;f 1\n");
    assert_asked((render_read_options){.tag_ignore = "process=c", .tag_roots = "process"},
                 "process:sh;sh;f;g 2\nh 3\n");
    assert_asked((render_read_options){.tag_leaves = "process"},
                 "cat;g;h;f;process:cat 1\nsh;f;g;process:sh 2\nh 3\n");
}

static void several_processes_are_frames(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(&rn_format_gprof2dot, two, &report);
    assert_non_null(p);
    assert_stacks(p, 0, "cat;g;h;f 1\nsh;f;g 2\nh 3\n");
    uint32_t root = p->frames[p->stacks[1].frame].function;
    assert_int_equal(p->functions[root].kind, RN_PROCESS);
    rn_profile_free(p);
    rn_report_finish(&report);
    assert_read(&rn_format_gprof2dot,
                "{\"costs\":[{}],\"functions\":[{\"name\":\"f\",\"process\":\"sh\"}],"
                "\"events\":[{\"callchain\":[0],\"cost\":[1]}]}",
                "f 1\n", 0);
}

static int bid_of(const char *text, bool whole)
{
    return rn_format_gprof2dot.sniff(rn_bytes_of(text), whole);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of("{\"costs\":[],\"events\":[],\"functions\":[]}", true), 95);
    assert_int_equal(bid_of("{\"version\":0,\"costs\":[{}],\"functions\":[{\"na", false), 90);
    assert_int_equal(bid_of("{\"costs\":[{}],\"x\":[{\"events", false), 40);
    assert_int_equal(bid_of("{\"costs\":[{}],\"functions\":[{}]}", true), 0);
    assert_int_equal(bid_of("{\"events\":[{}]", false), 0);
    assert_int_equal(bid_of("{\"a\":{\"costs\":[],\"events\":[],\"functions\":[]}}", true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_begin_with_the_leaf),
        cmocka_unit_test(costs_are_metrics),
        cmocka_unit_test(processes_are_labels),
        cmocka_unit_test(several_processes_are_frames),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
