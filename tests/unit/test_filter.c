/* Root, leaf and depth, on stacks and on arcs. */
#include "make_profile.h"

#include "analyze/graph.h"
#include "analyze/tree.h"
#include "filter/filter.h"

#define S "main;parse;lex 30\nmain;parse;alloc 10\nmain;emit;alloc 20\nmain 5\nidle 35\n"

static render_status try_filter(rn_profile **out, const rn_profile *profile, const char *root,
                                const char *leaf, int depth)
{
    rn_report report = {0};
    render_filter_options options = {
        .size = sizeof options, .root = root, .leaf = leaf, .depth = depth};
    render_status status = rn_filter(out, profile, &options, &report);
    assert_int_equal(status, report.error.status);
    assert_int_equal(status == RENDER_OK, *out != NULL);
    rn_report_finish(&report);
    return status;
}

static rn_profile *filter(const rn_profile *profile, const char *root, const char *leaf, int depth)
{
    rn_profile *out = NULL;
    assert_int_equal(try_filter(&out, profile, root, leaf, depth), RENDER_OK);
    assert_null(rn_profile_check(out));
    return out;
}

static void put_stack(char *text, const rn_profile *profile, uint32_t stack)
{
    uint32_t path[16], depth = 0;
    for (uint32_t s = stack; s; s = profile->stacks[s].parent)
        path[depth++] = profile->frames[profile->stacks[s].frame].function;
    while (depth--) {
        rn_bytes name = rn_function_name(profile, path[depth]);
        sprintf(text + strlen(text), "%.*s%s", (int)name.size, name.data, depth ? ";" : " ");
    }
    sprintf(text + strlen(text), "%g\n", rn_stack_self(profile, 0, stack));
}

/* The profile as make_stacks reads it, in order of its stacks. */
static void check_text(const rn_profile *profile, const char *expected)
{
    char text[1000] = "";
    for (uint32_t s = 0; s < profile->stack_count; s++)
        if (rn_stack_self(profile, 0, s) != 0)
            put_stack(text, profile, s);
    assert_string_equal(text, expected);
}

static void check_stacks(const char *from, const char *root, const char *leaf, int depth,
                         const char *expected)
{
    rn_profile *profile = make_stacks(from);
    rn_profile *out = filter(profile, root, leaf, depth);
    check_text(out, expected);
    assert_near(out->metrics[0].total, profile->metrics[0].total);
    rn_profile_free(out);
    rn_profile_free(profile);
}

static void test_root_of_stacks(void **state)
{
    (void)state;
    check_stacks(S, "parse", NULL, -1, "parse;lex 30\nparse;alloc 10\n");
    check_stacks(S, "*e", NULL, -1, "parse;lex 30\nparse;alloc 10\nidle 35\n");
    check_stacks(S, "alloc", NULL, -1, "alloc 30\n");
    check_stacks("a;b;a;c 1\nb;a 2\n", "a", NULL, -1, "a 2\na;b;a;c 1\n");
}

static void test_leaf_of_stacks(void **state)
{
    (void)state;
    check_stacks(S, NULL, "alloc", -1, "main;parse;alloc 10\nmain;emit;alloc 20\n");
    check_stacks(S, NULL, "parse", -1, "main;parse 40\n");
    check_stacks("a;b;a;c 1\nb;a 2\nc 4\n", NULL, "a", -1, "a;b;a 1\nb;a 2\n");
}

static void test_root_and_leaf_of_stacks(void **state)
{
    (void)state;
    check_stacks(S, "main", "parse", -1, "main;parse 40\n");
    check_stacks("x;a;b;c;d 3\nb;a 1\n", "a", "c", -1, "a;b;c 3\n");
}

static void test_depth_of_stacks(void **state)
{
    (void)state;
    check_stacks(S, NULL, NULL, 1, "main 5\nmain;parse 40\nmain;emit 20\nidle 35\n");
    check_stacks(S, NULL, NULL, 0, "main 65\nidle 35\n");
    check_stacks(S, "main", NULL, 1, "main 5\nmain;parse 40\nmain;emit 20\n");
    check_stacks(S, NULL, "alloc", 1, "parse;alloc 10\nemit;alloc 20\n");
    check_stacks(S, NULL, "alloc", 0, "alloc 30\n");
}

/* d is two calls from a by the short way, so the long way may go through it, too. */
static void test_depth_is_of_the_shortest_way(void **state)
{
    (void)state;
    check_stacks("a;b;c;d;e 1\na;x;d 2\n", "a", NULL, 2, "a;b;c;d 1\na;x;d 2\n");
    check_stacks("a;b;c;d;e 1\na;x;d 2\n", "a", NULL, 3, "a;b;c;d;e 1\na;x;d 2\n");
}

static void test_threads_are_no_calls(void **state)
{
    (void)state;
    check_stacks("@t;a;b;c 1\n@t 2\n", NULL, NULL, 1, "@t 2\n@t;a;b 1\n");
}

static void test_what_matches_nothing(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks(S), *out = NULL;
    assert_int_equal(try_filter(&out, profile, "nobody", NULL, -1), RENDER_ERROR_EMPTY);
    assert_int_equal(try_filter(&out, profile, "=p*", NULL, -1), RENDER_ERROR_EMPTY);
    assert_int_equal(try_filter(&out, profile, "idle", "alloc", -1), RENDER_ERROR_EMPTY);
    rn_profile_free(profile);
}

/* An exact name wins over its reading as a glob. */
static void test_exact_names_first(void **state)
{
    (void)state;
    check_stacks("m;op* 1\nm;opx 2\n", "op*", NULL, -1, "op* 1\n");
    check_stacks("m;op[] 1\nm;opx 2\n", "op?", NULL, -1, "opx 2\n");
}

static void test_all_metrics_are_kept(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("a;b 1 10\nc 2 20\n");
    rn_profile *out = filter(profile, "b", NULL, -1);
    assert_int_equal(out->metric_count, 2);
    assert_near(rn_stack_self(out, 1, 1), 10);
    assert_near(out->metrics[1].total, 30);
    rn_profile_free(out);
    rn_profile_free(profile);
}

/* main calls a and b, both call c; c calls d. */
static rn_profile *diamond(void)
{
    const made_function functions[] = {{"main", 1, 1, 1, 10}, {"a", 1, 1, 2, 5},
                                       {"b", 1, 1, 1, 4},     {"c", 2, 2, 2, 6},
                                       {"d", 2, 2, 4, 4},     {"other", 1, 1, 3, 3}};
    const made_arc arcs[] = {{"main", "a", 1, 2, 5},
                             {"main", "b", 1, 1, 4},
                             {"a", "c", 1, 1, 3},
                             {"b", "c", 1, 1, 3},
                             {"c", "d", 2, 4, 4}};
    return MAKE_ARCS(functions, arcs);
}

static void check_functions(const rn_profile *profile, const char *expected)
{
    char text[200] = "";
    for (uint32_t f = 0; f < profile->function_count; f++) {
        rn_bytes name = rn_function_name(profile, f);
        sprintf(text + strlen(text), "%s%.*s", f ? " " : "", (int)name.size, name.data);
    }
    assert_string_equal(text, expected);
}

/* The functions in `cut`, one letter each, keep what their callees cost, which are cut off. */
static void check_arcs(const char *root, const char *leaf, int depth, const char *expected,
                       uint32_t arc_count, const char *cut)
{
    rn_profile *profile = diamond();
    rn_profile *out = filter(profile, root, leaf, depth);
    check_functions(out, expected);
    assert_int_equal(out->arc_count, arc_count);
    assert_int_equal(out->roots != NULL, root || (depth >= 0 && !leaf));
    for (uint32_t f = 0; f < out->function_count; f++) {
        rn_bytes name = rn_function_name(out, f);
        uint32_t old = find_function(profile, name.data);
        bool is_cut = strchr(cut, name.data[0]) != NULL;
        double own = profile->function_self[0][old];
        assert_near(out->function_self[0][f], own);
        assert_near(out->function_cut[0][f], is_cut ? profile->function_total[0][old] - own : 0);
        assert_near(out->function_total[0][f], profile->function_total[0][old]);
        assert_near(out->calls[f], profile->calls[old]);
    }
    assert_near(out->metrics[0].total, profile->metrics[0].total);
    rn_profile_free(out);
    rn_profile_free(profile);
}

static void test_arcs(void **state)
{
    (void)state;
    check_arcs("a", NULL, -1, "a c d", 2, "");
    check_arcs("[ab]", NULL, -1, "a b c d", 3, "");
    check_arcs(NULL, "c", -1, "main a b c", 4, "c");
    check_arcs("a", "c", -1, "a c", 1, "c");
    check_arcs("main", NULL, 1, "main a b", 2, "ab");
    check_arcs(NULL, NULL, 0, "main other", 0, "m");
    check_arcs(NULL, NULL, 2, "main a b c other", 4, "c");
    check_arcs(NULL, "d", 1, "c d", 1, "");
    check_arcs("main", "d", 1, "main a b", 2, "ab");
}

static double tree_total(const rn_profile *profile)
{
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, 0, 0, &report), RENDER_OK);
    double own = 0, total = tree->total[0];
    for (uint32_t n = 1; n < tree->count; n++)
        own += tree->self[n];
    assert_near(own, total);
    rn_tree_free(tree);
    rn_report_finish(&report);
    return total;
}

/* a took 5 of which 3 in c, although c took 6 in all. */
static void test_tree_of_chosen_roots(void **state)
{
    (void)state;
    rn_profile *profile = diamond();
    rn_profile *out = filter(profile, "a", NULL, -1);
    assert_near(tree_total(out), 5);
    rn_profile *again = filter(out, NULL, NULL, 1);
    check_functions(again, "a c");
    assert_int_equal(again->root_count, 1);
    rn_profile_free(again);
    rn_profile_free(out);
    out = filter(profile, "[ac]", NULL, -1);
    assert_int_equal(out->root_count, 2);
    assert_near(tree_total(out), 2 + 6);
    rn_profile_free(out);
    rn_profile_free(profile);
}

/* c is called by main and, deeper, by a, whose own cost then holds that part of it. */
static void test_tree_of_a_depth(void **state)
{
    (void)state;
    const made_function functions[] = {
        {"main", 1, 1, 2, 10}, {"a", 1, 1, 1, 7}, {"b", 1, 1, 2, 6}, {"c", 2, 2, 5, 5}};
    const made_arc arcs[] = {
        {"main", "a", 1, 1, 7}, {"main", "c", 1, 1, 1}, {"a", "b", 1, 2, 6}, {"b", "c", 1, 4, 4}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    for (int depth = 0; depth < 4; depth++) {
        rn_profile *out = filter(profile, NULL, NULL, depth);
        assert_near(tree_total(out), 10);
        rn_profile_free(out);
    }
    rn_profile_free(profile);
}

static void test_cycle_that_nobody_calls(void **state)
{
    (void)state;
    const made_function functions[] = {{"b", 1, 1, 3, 9}, {"a", 1, 1, 7, 10}};
    const made_arc arcs[] = {{"a", "b", 1, 3, 9}, {"b", "a", 1, 7, 9}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_profile *out = filter(profile, NULL, NULL, 0);
    check_functions(out, "a");
    rn_profile_free(out);
    rn_profile_free(profile);
}

static void test_origin_is_kept(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks(S);
    profile->format = "folded";
    profile->detection = strdup("because");
    rn_warn(&profile->report, "a doubt");
    render_filter_options options = {.size = sizeof options, .root = "main", .depth = -1};
    rn_report report = {0};
    rn_profile *out = NULL;
    assert_int_equal(rn_filter(&out, profile, &options, &report), RENDER_OK);
    assert_string_equal(out->format, "folded");
    assert_string_equal(out->detection, "because");
    assert_int_equal(report.warning_count, 1);
    assert_string_equal(report.warnings[0], "a doubt");
    rn_report_finish(&report);
    rn_profile_free(out);
    rn_profile_free(profile);
}

static uint32_t function_named(const rn_profile *profile, rn_bytes name)
{
    for (uint32_t f = 0; f < profile->function_count; f++)
        if (rn_bytes_equal(rn_function_name(profile, f), name))
            return f;
    return RN_NONE;
}

static void check_same_graph(const rn_graph *graph, const rn_graph *as)
{
    uint32_t same[16], matches = 0;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        same[f] = function_named(as->profile, rn_function_name(graph->profile, f));
        assert_near(graph->self[f], as->self[same[f]]);
        assert_near(graph->function_total[f], as->function_total[same[f]]);
    }
    assert_int_equal(graph->arc_count, as->arc_count);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        for (uint32_t b = 0; b < as->arc_count; b++)
            if (same[graph->arcs[a].caller] == as->arcs[b].caller &&
                same[graph->arcs[a].callee] == as->arcs[b].callee) {
                assert_near(graph->arc_total[a], as->arc_total[b]);
                matches++;
            }
    assert_int_equal(matches, as->arc_count);
}

/* Only the tree of a profile is reversed: what functions cost, and who called whom, stays what it was, also where
 * only some functions are looked at. */
static void test_graph_of_reversed_stacks(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *profile = make_stacks(S), *out = NULL;
    render_filter_options options = {.size = sizeof options, .depth = -1, .reverse = true};
    rn_graph_scope scopes[] = {{0}, {.least_share = 0.25, .most_functions = 10}};
    assert_int_equal(rn_filter(&out, profile, &options, &report), RENDER_OK);
    for (int i = 0; i < 2; i++) {
        rn_graph *graph, *as;
        assert_int_equal(rn_graph_new_within(&graph, out, 0, &scopes[i], &report), RENDER_OK);
        assert_int_equal(rn_graph_new_within(&as, profile, 0, &scopes[i], &report), RENDER_OK);
        check_same_graph(graph, as);
        rn_graph_free(graph);
        rn_graph_free(as);
    }
    rn_profile_free(out);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_root_of_stacks),
        cmocka_unit_test(test_leaf_of_stacks),
        cmocka_unit_test(test_root_and_leaf_of_stacks),
        cmocka_unit_test(test_depth_of_stacks),
        cmocka_unit_test(test_depth_is_of_the_shortest_way),
        cmocka_unit_test(test_threads_are_no_calls),
        cmocka_unit_test(test_what_matches_nothing),
        cmocka_unit_test(test_exact_names_first),
        cmocka_unit_test(test_all_metrics_are_kept),
        cmocka_unit_test(test_arcs),
        cmocka_unit_test(test_tree_of_chosen_roots),
        cmocka_unit_test(test_tree_of_a_depth),
        cmocka_unit_test(test_cycle_that_nobody_calls),
        cmocka_unit_test(test_origin_is_kept),
        cmocka_unit_test(test_graph_of_reversed_stacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
