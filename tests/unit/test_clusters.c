/* What is drawn beside functions and arcs: fewer arcs, stubs for what is left out, boxes round groups. */
#include "random_profile.h"

#include "analyze/clusters.h"
#include "analyze/stubs.h"

typedef struct drawn {
    rn_profile *profile;
    rn_graph *graph;
    rn_selection selection;
} drawn;

static drawn draw(rn_profile *profile, const rn_prune_options *how)
{
    drawn d = {.profile = profile};
    rn_report report = {0};
    assert_int_equal(rn_graph_new(&d.graph, profile, 0, &report), RENDER_OK);
    assert_int_equal(rn_prune(&d.selection, d.graph, NULL, how, &report), RENDER_OK);
    rn_report_finish(&report);
    return d;
}

static void finish(drawn *d)
{
    rn_selection_finish(&d->selection);
    rn_graph_free(d->graph);
    rn_profile_free(d->profile);
}

static uint32_t all_arcs(const drawn *d)
{
    return d->selection.arc_count + d->selection.residual_count;
}

static bool has_arc(const drawn *d, const char *caller, const char *callee)
{
    uint32_t from = find_function(d->profile, caller), to = find_function(d->profile, callee);
    for (uint32_t a = 0; a < all_arcs(d); a++)
        if (d->selection.arcs[a].caller == from && d->selection.arcs[a].callee == to)
            return true;
    return false;
}

/* ---- degree ----------------------------------------------------------------------------------- */

static void test_heaviest_arcs_stay(void **state)
{
    (void)state;
    rn_prune_options how = {.max_degree = 1};
    drawn d = draw(make_stacks("m;a;x 50\nm;b;x 30\nm;b;y 10\nm;c;x 5\nm;c;c 2\n"), &how);
    assert_true(has_arc(&d, "a", "x") && has_arc(&d, "b", "y") && has_arc(&d, "c", "c"));
    /* without these nothing leads to them */
    assert_true(has_arc(&d, "m", "a") && has_arc(&d, "m", "b") && has_arc(&d, "m", "c"));
    assert_false(has_arc(&d, "b", "x") || has_arc(&d, "c", "x"));
    assert_int_equal(d.selection.dropped_count, 2);
    finish(&d);
}

static void mark_reached(const rn_selection *s, uint32_t count, bool *reached)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t a = 0; a < count; a++)
            if (reached[s->arcs[a].caller] && !reached[s->arcs[a].callee])
                more = reached[s->arcs[a].callee] = true;
    }
}

/* Functions that no arc of `s` leads to. */
static void mark_starts(const rn_selection *s, uint32_t count, bool *starts, uint32_t functions)
{
    for (uint32_t f = 0; f < functions; f++)
        starts[f] = s->node[f];
    for (uint32_t a = 0; a < count; a++)
        if (s->arcs[a].caller != s->arcs[a].callee)
            starts[s->arcs[a].callee] = false;
}

/* Whatever could be reached from where nothing leads to can still be, and only such arcs exceed the limit. */
static void check_degree(rn_profile *profile, uint32_t most)
{
    bool before[32], after[32];
    uint32_t in[32] = {0}, functions = profile->function_count;
    assert_true(functions >= 1 && functions <= 32);
    rn_report report = {0};
    rn_selection less;
    rn_prune_options how = {.max_nodes = 6};
    drawn d = draw(profile, &how);
    mark_starts(&d.selection, all_arcs(&d), before, functions);
    memcpy(after, before, sizeof after);
    mark_reached(&d.selection, all_arcs(&d), before);
    how.max_degree = most;
    assert_int_equal(rn_prune(&less, d.graph, NULL, &how, &report), RENDER_OK);
    uint32_t count = less.arc_count + less.residual_count;
    assert_int_equal(count + less.dropped_count, all_arcs(&d));
    mark_reached(&less, count, after);
    for (uint32_t f = 0; f < functions; f++)
        assert_true(before[f] == after[f]);
    for (uint32_t a = 0; a < count; a++)
        if (less.arcs[a].caller != less.arcs[a].callee)
            assert_true(++in[less.arcs[a].callee] <= most);
    rn_selection_finish(&less);
    rn_report_finish(&report);
    finish(&d);
}

static void test_nothing_is_orphaned(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        random_source source = {seed};
        check_degree(random_stacks(&source, 40), 1 + pick(&source, 3));
        check_degree(random_arcs(&source, seed % 2 ? WITH_CYCLES | WITH_RECURSION : 0),
                     1 + pick(&source, 3));
    }
}

/* ---- stubs ------------------------------------------------------------------------------------ */

static const rn_stub *find_stub(const rn_stubs *stubs, const drawn *d, const char *name,
                                bool are_callers)
{
    uint32_t function = find_function(d->profile, name);
    for (uint32_t i = 0; i < stubs->count; i++)
        if (stubs->items[i].function == function && stubs->items[i].are_callers == are_callers)
            return &stubs->items[i];
    return NULL;
}

/* 'a' calls x and y in one stack, which counts once. */
static void test_stubs_count_stacks_once(void **state)
{
    (void)state;
    rn_prune_options how = {.node_threshold = .5};
    drawn d = draw(make_stacks("m;a;x;a;y 3\nm;a;x 2\nm;a;b 60\nm;z;b 5\nm;a 30\n"), &how);
    rn_stubs stubs;
    assert_true(rn_stubs_find(&stubs, d.graph, &d.selection, 0));
    const rn_stub *callees = find_stub(&stubs, &d, "a", false);
    assert_int_equal(callees->count, 2);
    assert_near(callees->total, 5);
    assert_int_equal(d.graph->arcs[callees->heaviest[0]].callee, find_function(d.profile, "x"));
    assert_int_equal(callees->heaviest[2], RN_NONE);
    assert_near(find_stub(&stubs, &d, "a", true)->total, 3);
    assert_near(find_stub(&stubs, &d, "b", true)->total, 5);
    assert_near(find_stub(&stubs, &d, "m", false)->total, 5);
    assert_null(find_stub(&stubs, &d, "b", false));
    rn_stubs_finish(&stubs);
    assert_true(rn_stubs_find(&stubs, d.graph, &d.selection, .04));
    assert_null(find_stub(&stubs, &d, "a", true));
    assert_non_null(find_stub(&stubs, &d, "b", true));
    rn_stubs_finish(&stubs);
    finish(&d);
}

/* Of every function that is drawn, all arcs are drawn or in a stub. */
static void check_all_told(rn_profile *profile)
{
    rn_prune_options how = {.max_nodes = 4, .edge_threshold = .05, .max_degree = 2};
    drawn d = draw(profile, &how);
    rn_stubs stubs;
    uint32_t told = 0, there = 0;
    assert_true(rn_stubs_find(&stubs, d.graph, &d.selection, 0));
    for (uint32_t i = 0; i < stubs.count; i++) {
        assert_true(d.selection.node[stubs.items[i].function]);
        told += stubs.items[i].count;
    }
    for (uint32_t a = 0; a < d.graph->arc_count; a++) {
        rn_arc_info arc = d.graph->arcs[a];
        bool counts =
            d.graph->arc_total[a] > 0 || (d.graph->arc_calls && d.graph->arc_calls[a] > 0);
        bool is_drawn = false;
        for (uint32_t i = 0; i < d.selection.arc_count; i++)
            is_drawn |= d.selection.arcs[i].arc == a;
        if (counts && !is_drawn && arc.caller != arc.callee)
            there += (uint32_t)d.selection.node[arc.caller] + d.selection.node[arc.callee];
    }
    assert_int_equal(told, there);
    rn_stubs_finish(&stubs);
    finish(&d);
}

static void test_all_is_told(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        random_source source = {seed};
        check_all_told(random_stacks(&source, 40));
        check_all_told(random_arcs(&source, WITH_CYCLES));
    }
}

/* ---- cycles ----------------------------------------------------------------------------------- */

static rn_clusters clusters_of(const drawn *d, bool cycles, const char *by)
{
    render_draw_options options = {.cycles = cycles, .cluster = by};
    rn_report report = {0};
    rn_clusters clusters;
    assert_int_equal(rn_clusters_init(&clusters, d->graph, &d->selection, &options, &report),
                     RENDER_OK);
    rn_report_finish(&report);
    return clusters;
}

static void test_cycle_of_stacks(void **state)
{
    (void)state;
    rn_prune_options how = {0};
    drawn d = draw(make_stacks("m;a;b;a;b;x 4\nm;b 2\nm;x 3\nm;r;r 5\nm 1\n"), &how);
    rn_clusters clusters = clusters_of(&d, true, NULL);
    assert_int_equal(clusters.count, 1);
    assert_null(clusters.items[0].name);
    assert_int_equal(clusters.items[0].member_count, 2);
    assert_near(clusters.items[0].total, 6);
    assert_near(clusters.items[0].self, 2);
    assert_true(isnan(clusters.items[0].calls_into));
    assert_int_equal(rn_cluster_of(&clusters, find_function(d.profile, "a")), 0);
    assert_int_equal(rn_cluster_of(&clusters, find_function(d.profile, "b")), 0);
    assert_int_equal(rn_cluster_of(&clusters, find_function(d.profile, "r")), RN_NONE);
    rn_clusters_finish(&clusters);
    finish(&d);
}

static void add_arc(rn_builder *builder, const char *caller, const char *callee, double calls,
                    double cost)
{
    uint32_t arc = rn_builder_arc(builder, made_function_id(builder, caller),
                                  made_function_id(builder, callee));
    rn_builder_add_arc_calls(builder, arc, calls, NAN);
    rn_builder_add_arc_cost(builder, arc, 0, NAN, cost);
}

/* m calls a, a and b each other, b calls x: own cost of both and what x takes. */
static void test_cycle_of_arcs(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    static const double costs[][2] = {{1, 20}, {4, 19}, {5, 15}, {10, 10}};
    static const char *const names[] = {"m", "a", "b", "x"};
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (int i = 0; i < 4; i++)
        rn_builder_add_cost(builder, made_function_id(builder, names[i]), 0, costs[i][0],
                            costs[i][1]);
    add_arc(builder, "m", "a", 3, 19);
    add_arc(builder, "a", "b", 7, 15);
    add_arc(builder, "b", "a", 4, 2);
    add_arc(builder, "b", "x", 9, 10);
    rn_prune_options how = {0};
    drawn d = draw(finish_made(builder), &how);
    rn_clusters clusters = clusters_of(&d, true, NULL);
    assert_int_equal(clusters.count, 1);
    assert_near(clusters.items[0].self, 9);
    assert_near(clusters.items[0].total, 19);
    assert_near(clusters.items[0].calls_into, 3);
    assert_near(clusters.items[0].calls_within, 11);
    rn_clusters_finish(&clusters);
    finish(&d);
}

/* ---- groups ----------------------------------------------------------------------------------- */

static void test_classes(void **state)
{
    (void)state;
    rn_prune_options how = {0};
    drawn d = draw(make_stacks("main;P.a;P.b;Q.c 4\nmain;P.b;P.a 2\nQ.d 3\nR.e 1\n"), &how);
    rn_clusters clusters = clusters_of(&d, false, "class");
    assert_int_equal(clusters.count, 2);
    assert_string_equal(clusters.items[0].name, "P");
    assert_near(clusters.items[0].total, 6);
    assert_near(clusters.items[0].self, 2);
    assert_string_equal(clusters.items[1].name, "Q");
    assert_near(clusters.items[1].total, 7);
    assert_near(clusters.items[1].self, 7);
    assert_int_equal(clusters.alone_count, 1);
    assert_int_equal(rn_cluster_of(&clusters, find_function(d.profile, "main")), RN_NONE);
    rn_clusters_finish(&clusters);
    finish(&d);
}

/* A cycle's total is at least that of a member, at most that of the graph, its own cost that of its
 * members. */
static void check_figures(rn_profile *profile)
{
    rn_prune_options how = {.max_nodes = 8};
    drawn d = draw(profile, &how);
    rn_clusters clusters = clusters_of(&d, true, NULL);
    for (uint32_t c = 0; c < clusters.count; c++) {
        uint32_t members = 0;
        double self = 0, whole = d.graph->total;
        for (uint32_t f = 0; f < profile->function_count; f++) {
            if (rn_cluster_of(&clusters, f) != c)
                continue;
            assert_true(d.selection.node[f]);
            members++;
            self += d.graph->self[f];
            assert_true(clusters.items[c].total >= d.graph->function_total[f] - 1e-9 * whole);
        }
        assert_true(members >= 2);
        assert_int_equal(members, clusters.items[c].member_count);
        assert_close(clusters.items[c].self, self, whole);
        assert_true(clusters.items[c].total <= whole * (1 + 1e-9));
    }
    rn_clusters_finish(&clusters);
    finish(&d);
}

static void test_figures(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        random_source source = {seed};
        check_figures(random_stacks(&source, 40));
        check_figures(random_arcs(&source, WITH_CYCLES | WITH_RECURSION));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heaviest_arcs_stay),
        cmocka_unit_test(test_nothing_is_orphaned),
        cmocka_unit_test(test_stubs_count_stacks_once),
        cmocka_unit_test(test_all_is_told),
        cmocka_unit_test(test_cycle_of_stacks),
        cmocka_unit_test(test_cycle_of_arcs),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
