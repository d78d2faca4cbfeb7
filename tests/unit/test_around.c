/* What passes through functions, and who is near them. */
#include "random_profile.h"

#include "analyze/prune.h"
#include "filter/filter.h"
#include "profile/compare.h"

static rn_profile *around(const rn_profile *profile, const char *pattern, int callers, int callees)
{
    rn_report report = {0};
    rn_profile *out = NULL;
    render_filter_options options = {
        .around = pattern, .callers = callers, .callees = callees, .depth = -1};
    assert_int_equal(rn_filter(&out, profile, &options, &report), RENDER_OK);
    assert_null(rn_profile_check(out));
    rn_report_finish(&report);
    return out;
}

static void assert_near_is(const rn_profile *profile, const char *name, int expected)
{
    assert_int_equal(profile->near[find_function(profile, name)], expected);
}

static double whole(const rn_profile *profile)
{
    double sum = 0;
    for (uint32_t s = 1; s < profile->stack_count; s++)
        sum += rn_stack_self(profile, 0, s);
    return sum;
}

static rn_graph *graph_of(const rn_profile *profile)
{
    rn_report report = {0};
    rn_graph *graph = NULL;
    assert_int_equal(rn_graph_new(&graph, profile, 0, &report), RENDER_OK);
    return graph;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

#define F "m;a;f;x;y 10\nm;b;a;f;x 5\nm;f;y 3\nm;b;x 20\nm;z 7\nm;f;g;f 2\n"

static void test_samples_through(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks(F), *out = around(profile, "f", 1, 1);
    assert_near(whole(out), 20);
    assert_near(out->metrics[0].total, profile->metrics[0].total);
    rn_graph *graph = graph_of(out);
    assert_near(graph->function_total[find_function(out, "f")], 20);
    assert_near(graph->function_total[find_function(out, "x")], 15);
    assert_near(graph->function_total[find_function(out, "b")], 5);
    assert_near(graph->self[find_function(out, "x")], 5);
    for (uint32_t f = 0; f < out->function_count; f++)
        assert_false(rn_bytes_equal(rn_function_name(out, f), RN_LITERAL("z")));
    assert_near_is(out, "f", RN_AROUND);
    assert_near_is(out, "a", RN_NEAR);
    assert_near_is(out, "m", RN_NEAR);
    assert_near_is(out, "b", RN_FAR);
    assert_near_is(out, "x", RN_NEAR);
    assert_near_is(out, "y", RN_NEAR);
    assert_near_is(out, "g", RN_NEAR);
    rn_graph_free(graph);
    rn_profile_free(out);
    out = around(profile, "f", 0, -1);
    assert_near_is(out, "g", RN_NEAR);
    assert_near_is(out, "a", RN_FAR);
    rn_profile_free(out);
    rn_profile_free(profile);
}

/* Below f, x calls y; that m also calls y makes y no nearer, because there f is not above. */
static void test_only_ways_through_count(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("m;f;x;y 1\nm;y;f 1\nm;y 9\n");
    rn_profile *out = around(profile, "=f", 0, 1);
    assert_near(whole(out), 2);
    assert_near_is(out, "y", RN_FAR);
    rn_profile_free(out);
    out = around(profile, "=f", 1, 0);
    assert_near_is(out, "y", RN_NEAR);
    assert_near_is(out, "m", RN_NEAR);
    assert_near_is(out, "x", RN_FAR);
    rn_profile_free(out);
    rn_profile_free(profile);
}

/* The roots of what is left add up to the function's own total, exactly. */
static void test_any_stacks(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        random_source source = {seed};
        rn_profile *profile = random_stacks(&source, 40);
        rn_graph *before = graph_of(profile);
        for (uint32_t f = 0; f < profile->function_count; f++) {
            if (profile->functions[f].kind != RN_FUNCTION)
                continue;
            char name[32] = "=";
            rn_bytes text = rn_function_name(profile, f);
            memcpy(name + 1, text.data, text.size);
            rn_profile *out = around(profile, name, 1, 1);
            rn_tree *tree = checked_tree(out, 0, 0);
            assert_close(tree->total[0], before->function_total[f], before->total);
            rn_graph *graph = graph_of(out);
            assert_close(rn_prune_whole(graph), before->function_total[f], before->total);
            for (uint32_t g = 0; g < out->function_count; g++)
                assert_true(graph->function_total[g] <=
                            before->function_total[f] + 1e-9 * before->total);
            rn_graph_free(graph);
            rn_tree_free(tree);
            rn_profile_free(out);
        }
        rn_graph_free(before);
        rn_profile_free(profile);
    }
}

/* ---- patterns --------------------------------------------------------------------------------- */

static uint32_t count_centres(const rn_profile *profile, const char *pattern)
{
    rn_profile *out = around(profile, pattern, 0, 0);
    uint32_t count = 0;
    for (uint32_t f = 0; f < out->function_count; f++)
        count += out->near[f] == RN_AROUND;
    rn_profile_free(out);
    return count;
}

static void test_patterns(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("m;parse;parse_all 1\nm;unparse 1\nm;emit 1\n");
    assert_int_equal(count_centres(profile, "=parse"), 1);
    assert_int_equal(count_centres(profile, "parse"), 1);
    assert_int_equal(count_centres(profile, "pars"), 3);
    assert_int_equal(count_centres(profile, "^(emit|m)$"), 2);
    assert_int_equal(count_centres(profile, "*parse"), 2);
    static const char *const wrong[] = {"=pars", "xyz", "*xyz", "("};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        rn_report report = {0};
        rn_profile *out = NULL;
        render_filter_options options = {.around = wrong[i], .depth = -1};
        assert_int_equal(rn_filter(&out, profile, &options, &report), RENDER_ERROR_EMPTY);
        assert_null(out);
        assert_non_null(strstr(report.error.message, wrong[i]));
        rn_report_finish(&report);
    }
    rn_profile_free(profile);
}

/* ---- arcs ------------------------------------------------------------------------------------- */

static uint32_t function_of(rn_builder *builder, const char *name, double self, double total,
                            double calls)
{
    uint32_t f = made_function_id(builder, name);
    rn_builder_add_cost(builder, f, 0, self, total);
    rn_builder_add_calls(builder, f, calls, calls);
    return f;
}

static void add_arc(rn_builder *builder, uint32_t caller, uint32_t callee, double calls,
                    double cost)
{
    uint32_t arc = rn_builder_arc(builder, caller, callee);
    rn_builder_add_arc_calls(builder, arc, calls, NAN);
    rn_builder_add_arc_cost(builder, arc, 0, NAN, cost);
}

/* m: 10 own, calls a (60) and b (30); a: 20 own, calls f (40); b calls f (10) and x (20);
 * f: 5 own, calls x (45); x: 65 own.  So of x 45 of 65 pass through f. */
static rn_profile *known_arcs(void)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    uint32_t m = function_of(builder, "m", 10, 100, 1), a = function_of(builder, "a", 20, 60, 6);
    uint32_t b = function_of(builder, "b", 0, 30, 3), f = function_of(builder, "f", 5, 50, 50);
    uint32_t x = function_of(builder, "x", 65, 65, 130);
    add_arc(builder, m, a, 6, 60);
    add_arc(builder, m, b, 3, 30);
    add_arc(builder, a, f, 40, 40);
    add_arc(builder, b, f, 10, 10);
    add_arc(builder, b, x, 60, 20);
    add_arc(builder, f, x, 70, 45);
    return finish_made(builder);
}

static double arc_of(const rn_graph *graph, const char *caller, const char *callee)
{
    uint32_t from = find_function(graph->profile, caller),
             to = find_function(graph->profile, callee);
    for (uint32_t i = 0; i < graph->arc_count; i++)
        if (graph->arcs[i].caller == from && graph->arcs[i].callee == to)
            return graph->arc_total[i];
    fail_msg("%s does not call %s", caller, callee);
    return 0;
}

static void test_arcs_in_proportion(void **state)
{
    (void)state;
    rn_profile *profile = known_arcs(), *out = around(profile, "=f", -1, -1);
    rn_graph *graph = graph_of(out);
    static const struct {
        const char *name;
        double self, total;
    } expected[] = {{"m", 0, 50}, {"a", 0, 40}, {"b", 0, 10}, {"f", 5, 50}, {"x", 45, 45}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        uint32_t f = find_function(out, expected[i].name);
        assert_near(graph->self[f], expected[i].self);
        assert_near(graph->function_total[f], expected[i].total);
    }
    assert_near(arc_of(graph, "a", "f"), 40);
    assert_near(arc_of(graph, "b", "f"), 10);
    assert_near(arc_of(graph, "f", "x"), 45);
    assert_near(arc_of(graph, "m", "a"), 40);
    assert_near(arc_of(graph, "m", "b"), 10);
    assert_near(arc_of(graph, "b", "x"), 0);
    assert_near(out->calls[find_function(out, "f")], 50);
    assert_near(out->calls[find_function(out, "x")], 90);
    assert_near(rn_prune_whole(graph), 50);
    rn_graph_free(graph);
    rn_profile_free(out);
    rn_profile_free(profile);
}

/* Functions call later ones only, and each one's total is split among its callers and itself as a root, so that
 * all figures agree. */
static rn_profile *agreeing_arcs(random_source *source)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    uint32_t count = 2 + pick(source, 9);
    double total[16] = {0};
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (uint32_t f = count; f-- > 0;) {
        char name[16];
        double self = 1 + pick(source, 50);
        snprintf(name, sizeof name, "f%u", f);
        total[f] += self;
        function_of(builder, name, self, total[f], 1);
        double rest = total[f] * (f && chance(source, 80) ? 1 : .5);
        for (uint32_t i = 0; f && i < 3 && rest > 0; i++) {
            uint32_t caller = pick(source, f);
            double part = i == 2 ? rest : rest * .4;
            char caller_name[16];
            snprintf(caller_name, sizeof caller_name, "f%u", caller);
            add_arc(builder, made_function_id(builder, caller_name),
                    made_function_id(builder, name), 1, part);
            total[caller] += part;
            rest -= part;
        }
    }
    return finish_made(builder);
}

/* What comes into each function goes out of it, and the roots hold what the function costs. */
static void check_flow(const rn_profile *out, double passing)
{
    rn_graph *graph = graph_of(out);
    double in[16] = {0}, flow[16] = {0}, roots = 0;
    for (uint32_t f = 0; f < out->function_count; f++)
        flow[f] = graph->self[f];
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        flow[graph->arcs[a].caller] += graph->arc_total[a];
        in[graph->arcs[a].callee] += graph->arc_total[a];
    }
    for (uint32_t f = 0; f < out->function_count; f++) {
        assert_close(flow[f], graph->function_total[f], passing);
        assert_true(in[f] <= graph->function_total[f] + 1e-9 * passing);
        roots += graph->function_total[f] - in[f];
    }
    assert_close(roots, passing, passing);
    assert_close(rn_prune_whole(graph), passing, passing);
    rn_graph_free(graph);
}

static void test_agreeing_arcs(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 400; seed++) {
        random_source source = {seed};
        rn_profile *profile = agreeing_arcs(&source);
        for (uint32_t f = 0; f < profile->function_count; f++) {
            char name[16];
            snprintf(name, sizeof name, "=f%u", f);
            rn_profile *out = around(profile, name, 2, 2);
            double passing = profile->function_total[0][find_function(profile, name + 1)];
            check_flow(out, passing);
            rn_tree *tree = checked_tree(out, 0, 0);
            assert_close(tree->total[0], passing, passing);
            rn_tree_free(tree);
            rn_profile_free(out);
        }
        rn_profile_free(profile);
    }
}

/* Whatever the file claims, nothing grows, nothing is negative, and what is drawn hangs together. */
static void check_any(const rn_profile *profile, const char *name)
{
    rn_report report = {0};
    rn_selection s;
    rn_prune_options how = {.max_nodes = 5, .max_degree = 2};
    rn_profile *out = around(profile, name, 1, 2);
    rn_graph *graph = graph_of(out);
    for (uint32_t f = 0; f < out->function_count; f++) {
        uint32_t before = find_function(profile, rn_function_name(out, f).data);
        if (!isnan(out->function_total[0][f]))
            assert_true(fabs(out->function_total[0][f]) <=
                        fabs(profile->function_total[0][before]) * (1 + 1e-9));
        if (!isnan(out->function_self[0][f]))
            assert_true(fabs(out->function_self[0][f]) <=
                        fabs(profile->function_self[0][before]) * (1 + 1e-9));
    }
    assert_int_equal(rn_prune(&s, graph, NULL, &how, &report), RENDER_OK);
    for (uint32_t f = 0; f < out->function_count; f++)
        assert_false(s.node[f] && out->near[f] == RN_FAR);
    rn_selection_finish(&s);
    rn_report_finish(&report);
    rn_graph_free(graph);
    rn_profile_free(out);
}

static void test_any_arcs(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 600; seed++) {
        random_source source = {seed};
        int with = seed % 3 == 0 ? 0 : WITH_CYCLES | WITH_RECURSION;
        with |= seed % 3 == 2 ? WITH_UNKNOWN : 0;
        rn_profile *profile = random_arcs(&source, with);
        for (uint32_t f = 0; f < profile->function_count; f++) {
            char name[16];
            snprintf(name, sizeof name, "=f%u", f);
            check_any(profile, name);
        }
        rn_profile_free(profile);
    }
}

/* ---- what is drawn ---------------------------------------------------------------------------- */

/* Thresholds are shares of what passes through, and the function itself is there whatever its share. */
static void test_thresholds(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *profile = make_stacks("m;f;x 2\nm;f;y 1\nm;f;tiny .01\nm 997\n");
    rn_profile *out = around(profile, "f", 1, 1);
    rn_graph *graph = graph_of(out);
    rn_selection s;
    rn_prune_options how = {.node_threshold = .1, .edge_threshold = .1};
    assert_int_equal(rn_prune(&s, graph, NULL, &how, &report), RENDER_OK);
    assert_int_equal(s.node_count, 4);
    assert_int_equal(s.arc_count, 3);
    assert_false(s.node[find_function(out, "tiny")]);
    rn_selection_finish(&s);
    how.max_nodes = 1;
    assert_int_equal(rn_prune(&s, graph, NULL, &how, &report), RENDER_OK);
    assert_true(s.node[find_function(out, "f")]);
    rn_selection_finish(&s);
    rn_graph_free(graph);
    rn_profile_free(out);
    rn_profile_free(profile);
}

static void test_compared(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *now = make_stacks("m;f;x 2\nm;z 1\n"), *before = make_stacks("m;f;y;w 3\n");
    rn_profile *a = around(now, "f", 1, 1), *b = around(before, "f", 1, 1), *both = NULL;
    assert_int_equal(rn_compare(&both, a, b, &report), RENDER_OK);
    assert_near_is(both, "f", RN_AROUND);
    assert_near_is(both, "y", RN_NEAR);
    assert_near_is(both, "w", RN_FAR);
    assert_non_null(strstr(both->filtered, "around 'f'"));
    rn_profile_free(both);
    assert_int_equal(rn_compare(&both, a, before, &report), RENDER_OK);
    assert_null(both->near);
    rn_profile_free(both);
    rn_profile_free(a);
    rn_profile_free(b);
    rn_profile_free(now);
    rn_profile_free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples_through),    cmocka_unit_test(test_only_ways_through_count),
        cmocka_unit_test(test_any_stacks),         cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_arcs_in_proportion), cmocka_unit_test(test_agreeing_arcs),
        cmocka_unit_test(test_any_arcs),           cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
