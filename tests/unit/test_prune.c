/* Thresholds of the call graph. */
#include "make_profile.h"

#include "analyze/prune.h"
#include "profile/compare.h"

static rn_selection select_most(const rn_profile *profile, double nodes, double edges,
                                uint32_t most, rn_graph **graph)
{
    rn_report report = {0};
    rn_selection selection;
    assert_int_equal(rn_graph_new(graph, profile, 0, &report), RENDER_OK);
    rn_prune_options how = {.node_threshold = nodes, .edge_threshold = edges, .max_nodes = most};
    assert_int_equal(rn_prune(&selection, *graph, NULL, &how, &report), RENDER_OK);
    rn_report_finish(&report);
    return selection;
}

static rn_selection select_of(const rn_profile *profile, double nodes, double edges,
                              rn_graph **graph)
{
    return select_most(profile, nodes, edges, 0, graph);
}

static void finish(rn_selection *selection, rn_graph *graph, rn_profile *profile)
{
    rn_selection_finish(selection);
    rn_graph_free(graph);
    rn_profile_free(profile);
}

static void test_thresholds_keep_what_reaches_them(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("main;a 50\nmain;b;c 40\nmain;d 5\nmain 5\n");
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.05, 0.41, &graph);
    assert_int_equal(s.node_count, 5);
    assert_int_equal(s.nodes_possible, 5);
    assert_int_equal(s.arc_count, 1);
    assert_int_equal(s.arcs_possible, 4);
    assert_near(s.self_share, 1);
    rn_selection_finish(&s);
    rn_graph_free(graph);
    s = select_of(profile, 0.0501, 0, &graph);
    assert_int_equal(s.node_count, 4);
    assert_false(s.node[find_function(profile, "d")]);
    assert_int_equal(s.arc_count, 3);
    assert_near(s.self_share, 0.95);
    finish(&s, graph, profile);
}

/* Either side is enough to stay; each arc has what both sides say. */
static void test_comparisons_keep_both_sides(void **state)
{
    (void)state;
    rn_profile *now = make_stacks("main;a 80\nmain;b 1\nmain;new 19\n"), *profile = NULL;
    rn_profile *before = make_stacks("main;a 40\nmain;b 1\nmain;gone 9\n");
    rn_report report = {0};
    rn_graph *graph = NULL;
    rn_base_costs base;
    rn_selection s;
    rn_prune_options how = {.node_threshold = 0.05, .edge_threshold = 0.05};
    assert_int_equal(rn_compare(&profile, now, before, &report), RENDER_OK);
    assert_int_equal(rn_graph_new(&graph, profile, 0, &report), RENDER_OK);
    assert_int_equal(rn_base_costs_init(&base, graph, &report), RENDER_OK);
    assert_near(base.total, 50);
    assert_int_equal(rn_prune(&s, graph, &base, &how, &report), RENDER_OK);
    assert_int_equal(s.node_count, 4);
    assert_false(s.node[find_function(profile, "b")]);
    assert_near(s.self_share, 0.99);
    assert_int_equal(s.arc_count, 3);
    for (uint32_t i = 0; i < s.arc_count; i++) {
        const rn_drawn_arc *arc = &s.arcs[i];
        bool is_a = arc->callee == find_function(profile, "a");
        bool is_new = arc->callee == find_function(profile, "new");
        assert_near(arc->total, is_a ? 80 : is_new ? 19 : 0);
        assert_near(arc->base_total, is_a ? 40 : is_new ? 0 : 9);
    }
    rn_base_costs_finish(&base);
    finish(&s, graph, profile);
    rn_profile_free(now);
    rn_profile_free(before);
}

#define F "main;a;lib;leaf 40\nmain;b;lib;leaf 20\nmain;a;c 10\nmain;lib 5\nother 25\n"

static void assert_arc(const rn_selection *s, const rn_profile *profile, size_t index,
                       const char *caller, const char *callee, double total, bool is_residual)
{
    const rn_drawn_arc *arc = &s->arcs[index];
    assert_int_equal(arc->caller, find_function(profile, caller));
    assert_int_equal(arc->callee, find_function(profile, callee));
    assert_near(arc->total, total);
    assert_int_equal(arc->is_residual, is_residual);
}

/* What pprof keeps of the same profile with nodecount=3 and with nodefraction=.5; the latter loses 25 of
 * lib's 65. */
static void test_limit_keeps_what_tells_most(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks(F);
    rn_graph *graph = NULL;
    rn_selection s = select_most(profile, 0, 0, 3, &graph);
    assert_int_equal(s.node_count, 3);
    assert_true(s.node[find_function(profile, "leaf")] && s.node[find_function(profile, "main")] &&
                s.node[find_function(profile, "lib")]);
    assert_near(s.self_share, .65);
    assert_int_equal(s.arc_count, 2);
    assert_arc(&s, profile, 0, "main", "lib", 5, false);
    assert_arc(&s, profile, 1, "lib", "leaf", 60, false);
    assert_int_equal(s.residual_count, 1);
    assert_arc(&s, profile, 2, "main", "lib", 60, true);
    rn_selection_finish(&s);
    rn_graph_free(graph);
    s = select_of(profile, .3, 0, &graph);
    assert_int_equal(s.node_count, 4);
    assert_int_equal(s.residual_count, 0);
    assert_int_equal(s.arc_count, 4);
    finish(&s, graph, profile);
}

static void test_nothing_is_orphaned(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("main;x;a 4\nmain;y;a 3\nmain;y;z;y;a 3\nmain;b 90\n");
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, .08, 0, &graph);
    assert_int_equal(s.node_count, 3);
    assert_int_equal(s.arc_count, 1);
    assert_int_equal(s.residual_count, 1);
    assert_arc(&s, profile, 1, "main", "a", 10, true);
    finish(&s, graph, profile);
    /* below the threshold, but the only way there; a stack counts once however often the way recurs */
    profile = make_stacks("main;x;a;x;a 1\nmain;w;a 2\nother;x;a 1\na 6\nother 5\nmain 85\n");
    s = select_of(profile, .05, .05, &graph);
    assert_int_equal(s.node_count, 3);
    assert_int_equal(s.residual_count, 1);
    assert_arc(&s, profile, s.arc_count, "main", "a", 3, true);
    finish(&s, graph, profile);
}

static void test_threads_are_no_nodes(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("@main;a 50\n@main 50\n");
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0, 0, &graph);
    assert_int_equal(s.node_count, 1);
    assert_int_equal(s.nodes_possible, 1);
    assert_true(s.node[find_function(profile, "a")]);
    finish(&s, graph, profile);
}

/* A total that is unknown is not a total of nothing; no cost, total or call is. */
static void test_unknown_totals(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, 1, 10},
                                       {"called", 3, 3, UNKNOWN, UNKNOWN},
                                       {"costs", UNKNOWN, UNKNOWN, 2, UNKNOWN},
                                       {"never", 0, 0, 0, UNKNOWN},
                                       {"mystery", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN},
                                       {"small", 1, 1, 0, .01}};
    const made_arc arcs[] = {{"main", "called", 3, UNKNOWN, UNKNOWN},
                             {"main", "small", 1, UNKNOWN, UNKNOWN},
                             {"called", "costs", UNKNOWN, UNKNOWN, .1}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.005, 0.02, &graph);
    assert_int_equal(s.nodes_possible, 4);
    assert_int_equal(s.node_count, 3);
    assert_true(s.node[0] && s.node[1] && s.node[2]);
    assert_int_equal(s.arc_count, 1); /* main to called, as large as its smaller known end */
    finish(&s, graph, profile);
}

/* "tool" is dear, but nobody's calls of it are: the dearest of them stays, and with it what hangs on "tool". */
static void test_light_arcs_connect(void **state)
{
    (void)state;
    static const made_function functions[] = {{"main", 1, 1, 10, 60}, {"a", 1, 1, 20, 30},
                                              {"b", 1, 1, 20, 20},    {"tool", 900, 900, 30, 40},
                                              {"deep", 1, 1, 10, 10}, {"alone", 1, 1, 10, 10}};
    static const made_arc arcs[] = {{"main", "a", 1, 20, 30},    {"main", "b", 1, 20, 20},
                                    {"a", "tool", 9, .3, .4},    {"b", "tool", 5, .4, .5},
                                    {"tool", "deep", 1, 10, 10}, {"deep", "main", 1, .1, .1}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.01, 0.05, &graph);
    assert_int_equal(s.node_count, 6);
    assert_int_equal(s.arc_count, 3);
    assert_int_equal(s.residual_count, 1);
    const rn_drawn_arc *light = &s.arcs[3];
    assert_true(light->is_light && light->is_residual);
    assert_true(light->caller == find_function(profile, "b"));
    assert_true(light->callee == find_function(profile, "tool"));
    assert_near(light->total, .5);
    assert_near(light->calls, 5);
    finish(&s, graph, profile);
}

/* 300 functions below the threshold call "tool", 200 of them from a and 100 from b: no way is dear enough for the
 * estimate of residual arcs, but all of them together are what "tool" costs. */
static void test_many_small_ways_connect(void **state)
{
    (void)state;
    enum { WAYS = 300, OF_A = 200, SHOWN = 4 };
    static char names[WAYS][8];
    static made_function functions[SHOWN + WAYS] = {{"main", 1, 1, 10, 100},
                                                    {"a", 1, 1, 50, 60},
                                                    {"b", 1, 1, 25, 30},
                                                    {"tool", WAYS, WAYS, 15, 15}};
    static made_arc arcs[2 + 2 * WAYS] = {{"main", "a", 1, 50, 60}, {"main", "b", 1, 25, 30}};
    for (int i = 0; i < WAYS; i++) {
        snprintf(names[i], sizeof names[i], "way%d", i);
        functions[SHOWN + i] = (made_function){names[i], 1, 1, 0, .05};
        arcs[2 + 2 * i] = (made_arc){i < OF_A ? "a" : "b", names[i], 1, 0, .05};
        arcs[3 + 2 * i] = (made_arc){names[i], "tool", 1, .05, .05};
    }
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.01, 0.01, &graph);
    assert_int_equal(s.node_count, SHOWN);
    assert_int_equal(s.arc_count, 2);
    assert_int_equal(s.residual_count, 1);
    const rn_drawn_arc *way = &s.arcs[2];
    assert_true(way->is_residual && !way->is_light && way->arc == RN_NONE);
    assert_true(way->caller == find_function(profile, "a"));
    assert_true(way->callee == find_function(profile, "tool"));
    assert_near(way->total, 10);
    finish(&s, graph, profile);
}

/* What calls "tool" is called by nothing that is drawn, only by each other: it stays alone. */
static void test_no_way_leads_there(void **state)
{
    (void)state;
    static const made_function functions[] = {{"main", 1, 1, 80, 80},
                                              {"tool", 9, 9, 20, 20},
                                              {"tick", 5, 5, .1, .3},
                                              {"tock", 5, 5, .1, .3}};
    static const made_arc arcs[] = {{"tick", "tock", 5, .1, .2},
                                    {"tock", "tick", 4, .1, .2},
                                    {"tick", "tool", 4, .1, .1},
                                    {"tock", "tool", 5, .1, .1}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.01, 0.01, &graph);
    assert_int_equal(s.node_count, 2);
    assert_int_equal(s.arc_count + s.residual_count, 0);
    finish(&s, graph, profile);
}

/* Calls within recursion are recorded again and again: here for 300, where all of it costs 90. */
static void test_recursion_costs_no_more_than_its_cycle(void **state)
{
    (void)state;
    static const made_function functions[] = {
        {"main", 1, 1, 10, 100}, {"even", 8, 8, 50, UNKNOWN}, {"odd", 8, 8, 38, UNKNOWN},
        {"leaf", 3, 3, 2, 2},    {"tick", 5, 5, .1, UNKNOWN}, {"tock", 5, 5, .1, UNKNOWN}};
    static const made_arc arcs[] = {
        {"main", "even", 1, UNKNOWN, 90}, {"even", "odd", 8, UNKNOWN, 300},
        {"odd", "even", 7, UNKNOWN, 250}, {"odd", "leaf", 3, UNKNOWN, 2},
        {"tick", "tock", 5, UNKNOWN, 40}, {"tock", "tick", 4, UNKNOWN, 30}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_graph *graph = NULL;
    rn_selection s = select_of(profile, 0.01, 0.01, &graph);
    assert_int_equal(s.node_count, 4);
    assert_false(s.node[find_function(profile, "tick")] || s.node[find_function(profile, "tock")]);
    assert_int_equal(s.arc_count, 4);
    for (uint32_t a = 0; a < s.arc_count; a++)
        assert_near(s.arcs[a].total, s.arcs[a].callee == find_function(profile, "leaf") ? 2 : 90);
    finish(&s, graph, profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparisons_keep_both_sides),
        cmocka_unit_test(test_thresholds_keep_what_reaches_them),
        cmocka_unit_test(test_limit_keeps_what_tells_most),
        cmocka_unit_test(test_nothing_is_orphaned),
        cmocka_unit_test(test_threads_are_no_nodes),
        cmocka_unit_test(test_unknown_totals),
        cmocka_unit_test(test_light_arcs_connect),
        cmocka_unit_test(test_many_small_ways_connect),
        cmocka_unit_test(test_no_way_leads_there),
        cmocka_unit_test(test_recursion_costs_no_more_than_its_cycle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
