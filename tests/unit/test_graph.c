/* Call graphs: totals that count each stack once, and recorded arcs. */
#include "make_profile.h"

#include "analyze/graph.h"

static rn_graph *graph_of(const rn_profile *profile)
{
    rn_report report = {0};
    rn_graph *graph = NULL;
    assert_int_equal(rn_graph_new(&graph, profile, 0, &report), RENDER_OK);
    rn_report_finish(&report);
    return graph;
}

static void check_function(const rn_graph *graph, const char *name, double self, double total)
{
    uint32_t f = find_function(graph->profile, name);
    assert_near(graph->self[f], self);
    assert_near(graph->function_total[f], total);
}

static uint32_t find_arc(const rn_graph *graph, const char *caller, const char *callee)
{
    uint32_t from = find_function(graph->profile, caller);
    uint32_t to = find_function(graph->profile, callee);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (graph->arcs[a].caller == from && graph->arcs[a].callee == to)
            return a;
    fail_msg("no arc from %s to %s", caller, callee);
    return RN_NONE;
}

static void check_arc(const rn_graph *graph, const char *caller, const char *callee, double total)
{
    assert_near(graph->arc_total[find_arc(graph, caller, callee)], total);
}

static void check_order(const rn_graph *graph)
{
    for (uint32_t a = 1; a < graph->arc_count; a++) {
        rn_arc_info x = graph->arcs[a - 1], y = graph->arcs[a];
        assert_true(x.caller < y.caller || (x.caller == y.caller && x.callee < y.callee));
    }
}

static void finish(rn_graph *graph, rn_profile *profile)
{
    rn_graph_free(graph);
    rn_profile_free(profile);
}

/* 18 samples: a is in 15 of them although it recurs, b in all. */
static void test_recursion_counts_once(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("main;a;b;a;c 10\nmain;a;b 5\nmain;b;x 3\n");
    rn_graph *graph = graph_of(profile);
    assert_near(graph->total, 18);
    check_function(graph, "main", 0, 18);
    check_function(graph, "a", 0, 15);
    check_function(graph, "b", 5, 18);
    check_function(graph, "c", 10, 10);
    check_function(graph, "x", 3, 3);
    assert_int_equal(graph->arc_count, 6);
    check_arc(graph, "main", "a", 15);
    check_arc(graph, "main", "b", 3);
    check_arc(graph, "a", "b", 15);
    check_arc(graph, "a", "c", 10);
    check_arc(graph, "b", "a", 10);
    check_arc(graph, "b", "x", 3);
    check_order(graph);
    finish(graph, profile);
}

static void test_root_and_callee(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("c 10\na;c 10\n");
    rn_graph *graph = graph_of(profile);
    check_function(graph, "a", 0, 10);
    check_function(graph, "c", 20, 20);
    check_arc(graph, "a", "c", 10);
    finish(graph, profile);
}

static void test_self_recursion(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("f 1\nf;f 2\nf;f;f 4\n");
    rn_graph *graph = graph_of(profile);
    check_function(graph, "f", 7, 7);
    assert_int_equal(graph->arc_count, 1);
    check_arc(graph, "f", "f", 6);
    finish(graph, profile);
}

static void test_shares_of_a_service(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks(
        "main;parse;lex 30\nmain;parse;alloc 10\nmain;emit;alloc 20\nmain 5\nidle 35\n");
    rn_graph *graph = graph_of(profile);
    check_function(graph, "main", 5, 65);
    check_function(graph, "parse", 0, 40);
    check_function(graph, "emit", 0, 20);
    check_function(graph, "alloc", 30, 30);
    check_function(graph, "lex", 30, 30);
    check_function(graph, "idle", 35, 35);
    check_arc(graph, "main", "parse", 40);
    check_arc(graph, "main", "emit", 20);
    check_arc(graph, "parse", "lex", 30);
    check_arc(graph, "parse", "alloc", 10);
    check_arc(graph, "emit", "alloc", 20);
    finish(graph, profile);
}

static void test_lines_of_one_function(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("f:1;g:5 3\nf:2;g:6 4\nf:2 1\n");
    rn_graph *graph = graph_of(profile);
    assert_int_equal(graph->function_count, 2);
    check_function(graph, "f", 1, 8);
    check_function(graph, "g", 7, 7);
    assert_int_equal(graph->arc_count, 1);
    check_arc(graph, "f", "g", 7);
    finish(graph, profile);
}

static void test_pseudo_frames_are_no_callers(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("@main;f;g 2\n@pool;g 3\nf;-;k 5\nf;--;w 7\n");
    rn_graph *graph = graph_of(profile);
    check_function(graph, "g", 5, 5);
    check_function(graph, "@pool", 0, 3);
    assert_int_equal(graph->arc_count, 2);
    check_arc(graph, "f", "g", 2);
    check_arc(graph, "f", "k", 5);
    finish(graph, profile);
}

static void test_another_metric(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("f;g 1 10\nf;h 2 20\n");
    rn_graph *graph = graph_of(profile);
    check_arc(graph, "f", "h", 2);
    rn_report report = {0};
    assert_int_equal(rn_graph_measure(graph, 1, &report), RENDER_OK);
    assert_near(graph->total, 30);
    check_function(graph, "f", 0, 30);
    check_function(graph, "h", 20, 20);
    check_arc(graph, "f", "h", 20);
    finish(graph, profile);
}

static void test_recorded_arcs(void **state)
{
    (void)state;
    const made_function functions[] = {{"leaf", 5, 5, 3, 3}, {"main", 1, 1, 1, 4}};
    const made_arc arcs[] = {{"main", "main", 2, UNKNOWN, .5}, {"main", "leaf", 5, 3, 3}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = graph_of(profile);
    assert_near(graph->total, 4);
    check_function(graph, "main", 1, 4);
    check_order(graph);
    check_arc(graph, "main", "main", .5);
    check_arc(graph, "main", "leaf", 3);
    assert_near(graph->arc_calls[find_arc(graph, "main", "leaf")], 5);
    finish(graph, profile);
}

/* Calls to itself bring a function no time that its other callers would have to share. */
static void test_arcs_without_cost_share_by_calls(void **state)
{
    (void)state;
    const made_function functions[] = {{"a", 1, 1, 0, 4}, {"b", 1, 1, 0, 4}, {"f", 12, 4, 8, 8}};
    const made_arc arcs[] = {{"a", "f", 1, UNKNOWN, UNKNOWN},
                             {"b", "f", 3, UNKNOWN, UNKNOWN},
                             {"f", "f", 8, UNKNOWN, UNKNOWN}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = graph_of(profile);
    check_arc(graph, "a", "f", 2);
    check_arc(graph, "b", "f", 6);
    check_arc(graph, "f", "f", 8. * 8 / 12);
    finish(graph, profile);
}

/* even and odd call each other; only one call comes from outside, and it sees all of the time. */
static void test_calls_within_a_cycle_share_apart(void **state)
{
    (void)state;
    const made_function functions[] = {
        {"main", 1, 1, 0, 4}, {"even", 11, 1, 2, 4}, {"odd", 10, 1, 2, 3}};
    const made_arc arcs[] = {{"main", "even", 1, UNKNOWN, UNKNOWN},
                             {"odd", "even", 10, UNKNOWN, UNKNOWN},
                             {"even", "odd", 10, UNKNOWN, UNKNOWN}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = graph_of(profile);
    check_arc(graph, "main", "even", 4);
    check_arc(graph, "odd", "even", 4. * 10 / 11);
    check_arc(graph, "even", "odd", 3);
    finish(graph, profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recursion_counts_once),
        cmocka_unit_test(test_root_and_callee),
        cmocka_unit_test(test_self_recursion),
        cmocka_unit_test(test_shares_of_a_service),
        cmocka_unit_test(test_lines_of_one_function),
        cmocka_unit_test(test_pseudo_frames_are_no_callers),
        cmocka_unit_test(test_another_metric),
        cmocka_unit_test(test_recorded_arcs),
        cmocka_unit_test(test_arcs_without_cost_share_by_calls),
        cmocka_unit_test(test_calls_within_a_cycle_share_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
