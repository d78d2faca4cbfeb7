/* Call trees in JSON: values with or without what is below, perf's roots and processes, rows of bars. */
#include "read_text.h"

#define TREE                                                                                       \
    "{\"name\":\"root\",\"value\":9,\"children\":[{\"name\":\"f\",\"value\":6,\"children\":["      \
    "{\"name\":\"g\",\"value\":2}]},{\"name\":\"g\",\"value\":1,\"n\":\"x\",\"c\":\"red\"}]}"

static void assert_tree(const char *text, const char *want, size_t warnings)
{
    assert_read(&rn_format_treejson, text, want, warnings);
}

static void assert_tree_with(render_tree_value value, const char *text, const char *want)
{
    const render_read_options options = {.size = sizeof options, .tree_value = value};
    rn_report report = {0};
    rn_profile *p = read_text_with(&rn_format_treejson, text, &options, &report);
    assert_non_null(p);
    assert_stacks(p, 0, want);
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void values_hold_those_below(void **state)
{
    (void)state;
    assert_tree(TREE, "root 2\nroot;f 4\nroot;f;g 2\nroot;g 1\n", 0);
    assert_tree("{\"children\":[{\"value\":2,\"name\":\"f\",\"children\":[{\"name\":\"g\","
                "\"value\":3}]},{\"name\":\"h\",\"value\":null,\"children\":[{\"name\":\"g\","
                "\"value\":0.5}]}],\"name\":\"r\"}",
                "r;f;g 3\nr;h;g 0.5\n", 1);
    assert_tree("{\"name\":\"r\",\"value\":3,\"children\":[{\"name\":\"f\",\"value\":-1},"
                "{\"name\":\"g\",\"value\":1e999}]}",
                "r 3\n", 3);
}

static void values_may_be_own_ones(void **state)
{
    (void)state;
    assert_tree_with(RENDER_TREE_SELF, TREE, "root 9\nroot;f 6\nroot;f;g 2\nroot;g 1\n");
    assert_tree_with(RENDER_TREE_TOTAL, TREE, "root 2\nroot;f 4\nroot;f;g 2\nroot;g 1\n");
    assert_tree_with(RENDER_TREE_TOTAL, "{\"n\":\"r\",\"v\":5,\"c\":[{\"n\":\"f\",\"v\":2}]}",
                     "r 3\nr;f 2\n");
}

static void trees_of_perf_have_own_values_and_processes(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p =
        read_text(&rn_format_treejson,
                  "{\"n\":\"all\",\"l\":\"root\",\"v\":0,\"c\":[{\"n\":\"app (12)\","
                  "\"v\":0,\"c\":[{\"n\":\"f\",\"l\":\"\",\"v\":3,\"c\":[{\"n\":\"s (1)\","
                  "\"l\":\"kernel\",\"v\":1,\"c\":[]}]}]},{\"n\":\"(3)\",\"v\":1}]}",
                  &report);
    assert_non_null(p);
    assert_metric(p, 0, "samples", "samples");
    assert_stacks(p, 0, "app (12);f 3\napp (12);f;s (1)_[k] 1\n(3) 1\n");
    assert_int_equal(p->functions[0].kind, RN_PROCESS);
    assert_int_equal(p->functions[2].kind, RN_FUNCTION);
    assert_int_equal(p->functions[3].kind, RN_FUNCTION);
    rn_profile_free(p);
    assert_tree("{\"n\":\"all\",\"l\":\"root\",\"v\":2,\"c\":[{\"n\":\"app (12)\",\"v\":1}]}",
                "all 2\nall;app (12) 1\n", 0);
    rn_report_finish(&report);
}

#define BARS(levels, more)                                                                         \
    "{\"flamebearer\":{\"names\":[\"total\",\"f\",\"g\"],\"levels\":[" levels "]}" more "}"

static void bars_are_below_those_that_have_room(void **state)
{
    (void)state;
    assert_tree(BARS("[0,9,0,0],[0,5,1,1,1,2,2,2],[1,2,2,2,0,1,0,1,0,0,0,1],[3,1,1,2]", ""),
                "f 1\ng 2\nf;g 2\nf;f;g 1\n", 0);
    assert_tree(BARS("[0,9,0,0],[0,2,2,1],[5,1,1,2]", ""), "f 2\n", 2);
    assert_tree(BARS("[0,2,1,1],[0,1,1,0]", ""), "f 1\nf;total 1\n", 0);
}

static void bars_have_units(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_treejson,
        BARS("[0,4,4,1]", ",\"metadata\":{\"units\":\"samples\",\"sampleRate\":100}"), &report);
    assert_non_null(p);
    assert_metric(p, 0, "samples", "samples");
    assert_metric(p, 1, "time", "s");
    assert_stacks(p, 1, "f 0.04\n");
    rn_profile_free(p);
    p = read_text(&rn_format_treejson, BARS("[0,4,4,1]", ",\"metadata\":{\"units\":\"bytes\"}"),
                  &report);
    assert_int_equal(p->metric_count, 1);
    assert_metric(p, 0, "memory", "bytes");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static void comparisons_have_two_sides(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = read_text(
        &rn_format_treejson,
        BARS("[0,4,0,0,6,0,0],[0,4,4,0,1,1,1,0,0,0,0,5,2,2],[4,0,0,1,3,3,1]",
             ",\"metadata\":{\"format\":\"double\",\"units\":\"samples\",\"sampleRate\":9}"),
        &report);
    assert_non_null(p);
    assert_int_equal(p->metric_count, 2);
    assert_metric(p, 0, "left", "samples");
    assert_metric(p, 1, "right", "samples");
    assert_stacks(p, 0, "f 4\n");
    assert_stacks(p, 1, "f 1\ng 2\ng;f 3\n");
    rn_profile_free(p);
    rn_report_finish(&report);
}

static int bid_of(const char *text)
{
    return rn_format_treejson.sniff(rn_bytes_of(text), true);
}

static void bids_by_its_keys(void **state)
{
    (void)state;
    assert_int_equal(bid_of(TREE), 60);
    assert_int_equal(bid_of("{\"children\":[{\"value\":2,\"name\":\"f\""), 60);
    assert_int_equal(bid_of("{\"n\":\"r\",\"v\":5,\"c\":[{\"n\":\"f\"}]}"), 60);
    assert_int_equal(bid_of("{\"name\":\"r\",\"children\":[{}]}"), 20);
    assert_int_equal(bid_of("{\"name\":\"r\",\"value\":3}"), 0);
    assert_int_equal(bid_of("[" TREE "]"), 0);
    assert_int_equal(bid_of(BARS("", "")), 95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_hold_those_below),
        cmocka_unit_test(values_may_be_own_ones),
        cmocka_unit_test(trees_of_perf_have_own_values_and_processes),
        cmocka_unit_test(bars_are_below_those_that_have_room),
        cmocka_unit_test(bars_have_units),
        cmocka_unit_test(comparisons_have_two_sides),
        cmocka_unit_test(bids_by_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
