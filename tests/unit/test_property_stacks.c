/* What must hold for any profile of stacks, checked against counting each stack by itself. */
#include "random_profile.h"

#include "analyze/graph.h"
#include "filter/filter.h"
#include "profile/caller.h"

enum { ROUNDS = 1000, DEPTH_MAX = 16, FUNCTIONS_MAX = 32 };

/* One stack: its functions from the outside in. */
typedef struct path {
    uint32_t function[DEPTH_MAX];
    uint32_t caller[DEPTH_MAX]; /* of each, or RN_NONE */
    uint32_t depth;
} path;

static void find_callers(path *p, const rn_profile *profile)
{
    uint32_t caller = RN_NONE;
    for (uint32_t i = 0; i < p->depth; i++) {
        p->caller[i] = caller;
        caller = rn_caller_below(profile, p->function[i], caller);
    }
}

static path path_of(const rn_profile *profile, uint32_t stack)
{
    path p = {.depth = 0};
    for (uint32_t s = stack; s; s = profile->stacks[s].parent)
        p.depth++;
    uint32_t at = p.depth;
    for (uint32_t s = stack; s; s = profile->stacks[s].parent)
        p.function[--at] = profile->frames[profile->stacks[s].frame].function;
    find_callers(&p, profile);
    return p;
}

/* ---- graph and tree --------------------------------------------------------------------------- */

static bool holds(const path *p, uint32_t function)
{
    for (uint32_t i = 0; i < p->depth; i++)
        if (p->function[i] == function)
            return true;
    return false;
}

static bool holds_call(const rn_profile *profile, const path *p, rn_arc_info arc)
{
    for (uint32_t i = 0; i < p->depth; i++)
        if (p->caller[i] == arc.caller && p->function[i] == arc.callee &&
            rn_is_function(profile, arc.callee))
            return true;
    return false;
}

static double count_function(const rn_profile *profile, uint32_t metric, uint32_t function)
{
    double total = 0;
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        path p = path_of(profile, s);
        total += holds(&p, function) ? rn_stack_self(profile, metric, s) : 0;
    }
    return total;
}

static double count_call(const rn_profile *profile, uint32_t metric, rn_arc_info arc, bool *there)
{
    double total = 0;
    *there = false;
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        path p = path_of(profile, s);
        if (!holds_call(profile, &p, arc))
            continue;
        *there = true;
        total += rn_stack_self(profile, metric, s);
    }
    return total;
}

static void check_graph(const rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    uint32_t at = 0;
    for (uint32_t f = 0; f < profile->function_count; f++)
        assert_close(graph->function_total[f], count_function(profile, graph->metric, f),
                     graph->total);
    for (uint32_t f = 0; f < profile->function_count; f++)
        for (uint32_t g = 0; g < profile->function_count; g++) {
            bool there = false;
            double total = count_call(profile, graph->metric, (rn_arc_info){f, g}, &there);
            if (!there)
                continue;
            assert_true(at < graph->arc_count);
            assert_int_equal(graph->arcs[at].caller, f);
            assert_int_equal(graph->arcs[at].callee, g);
            assert_close(graph->arc_total[at++], total, graph->total);
        }
    assert_int_equal(at, graph->arc_count);
}

static void check_own(const rn_profile *profile, const rn_tree *tree)
{
    double *own = own_costs(tree);
    for (uint32_t s = 1; s < profile->stack_count; s++)
        own[profile->frames[profile->stacks[s].frame].function] -=
            rn_stack_self(profile, tree->metric, s);
    for (uint32_t f = 0; f < profile->function_count; f++)
        assert_close(own[f], 0, tree->total[0]);
    free(own);
}

static void test_graph_and_tree(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *profile = random_stacks(&source, 40);
        rn_report report = {0};
        rn_graph *graph = NULL;
        assert_int_equal(rn_graph_new(&graph, profile, 0, &report), RENDER_OK);
        for (uint32_t metric = 0; metric < 2; metric++) {
            assert_int_equal(rn_graph_measure(graph, metric, &report), RENDER_OK);
            check_graph(graph);
            rn_tree *tree = checked_tree(profile, metric, 0);
            assert_close(tree->total[0], profile->metrics[metric].total, tree->total[0]);
            check_own(profile, tree);
            rn_tree_free(tree);
        }
        rn_graph_free(graph);
        rn_profile_free(profile);
    }
}

/* ---- filters ---------------------------------------------------------------------------------- */

typedef struct wish {
    uint32_t root, leaf; /* functions, or RN_NONE */
    int depth;
} wish;

static path slice(const path *p, uint32_t from, uint32_t to, const rn_profile *profile)
{
    path part = {.depth = to - from};
    memcpy(part.function, p->function + from, part.depth * sizeof *part.function);
    find_callers(&part, profile);
    return part;
}

/* Root and leaf of one stack, word for word; false when it goes. */
static bool cut_by_hand(path *p, const wish *w, const rn_profile *profile)
{
    uint32_t from = 0;
    while (w->root != RN_NONE && from < p->depth && p->function[from] != w->root)
        from++;
    uint32_t to = p->depth;
    while (w->leaf != RN_NONE && to > from && p->function[to - 1] != w->leaf)
        to--;
    if ((w->root != RN_NONE || w->leaf != RN_NONE) && from == to)
        return false;
    *p = slice(p, from, to, profile);
    return true;
}

typedef struct distances {
    int d[FUNCTIONS_MAX];
} distances;

static bool is_from_leaf(const wish *w)
{
    return w->leaf != RN_NONE && w->root == RN_NONE;
}

static bool lower(int *distance, int value)
{
    bool is_lower = value < *distance;
    if (is_lower)
        *distance = value;
    return is_lower;
}

/* One more round of the relaxation of Bellman and Ford; true when something changed. */
static bool relax(distances *far, const wish *w, const rn_profile *profile)
{
    bool changed = false;
    for (uint32_t s = 0; s < profile->stack_count; s++) {
        path p = path_of(profile, s);
        if (!cut_by_hand(&p, w, profile))
            continue;
        for (uint32_t i = 0; i < p.depth; i++) {
            if (!rn_is_function(profile, p.function[i]))
                continue;
            if (is_from_leaf(w) && p.caller[i] != RN_NONE)
                changed |= lower(&far->d[p.caller[i]], far->d[p.function[i]] + 1);
            if (!is_from_leaf(w))
                changed |= lower(&far->d[p.function[i]],
                                 p.caller[i] == RN_NONE ? 0 : far->d[p.caller[i]] + 1);
        }
    }
    return changed;
}

static distances measure_by_hand(const wish *w, const rn_profile *profile)
{
    distances far;
    for (uint32_t f = 0; f < profile->function_count; f++)
        far.d[f] = is_from_leaf(w) && f == w->leaf ? 0 : 1000;
    while (relax(&far, w, profile))
        continue;
    return far;
}

static void cut_depth_by_hand(path *p, const wish *w, const distances *far,
                              const rn_profile *profile)
{
    uint32_t from = 0, to = p->depth;
    for (uint32_t i = 0; i < p->depth && w->depth >= 0; i++) {
        bool too_far = rn_is_function(profile, p->function[i]) && far->d[p->function[i]] > w->depth;
        if (too_far && is_from_leaf(w))
            from = i + 1;
        else if (too_far && to == p->depth)
            to = i;
    }
    *p = slice(p, from, to, profile);
}

static bool same_path(const rn_profile *a, const path *p, const rn_profile *b, const path *q)
{
    bool same = p->depth == q->depth;
    for (uint32_t i = 0; same && i < p->depth; i++)
        same = rn_bytes_equal(rn_function_name(a, p->function[i]),
                              rn_function_name(b, q->function[i]));
    return same;
}

/* The first stack with the same functions, whatever their lines. */
static uint32_t find_path(const rn_profile *out, const rn_profile *profile, const path *p)
{
    for (uint32_t s = 0; s < out->stack_count; s++) {
        path q = path_of(out, s);
        if (same_path(profile, p, out, &q))
            return s;
    }
    fail_msg("a stack that should be kept is gone");
    return 0;
}

static double move_costs(double *cost, const rn_profile *out, const rn_profile *profile,
                         const wish *w)
{
    distances far = measure_by_hand(w, profile);
    double kept = 0;
    for (uint32_t s = 0; s < profile->stack_count; s++) {
        path p = path_of(profile, s);
        if (rn_stack_self(profile, 0, s) == 0 || !cut_by_hand(&p, w, profile))
            continue;
        cut_depth_by_hand(&p, w, &far, profile);
        cost[find_path(out, profile, &p)] += rn_stack_self(profile, 0, s);
        kept += rn_stack_self(profile, 0, s);
    }
    for (uint32_t s = 0; s < out->stack_count; s++) {
        path p = path_of(out, s);
        cost[find_path(out, out, &p)] -= rn_stack_self(out, 0, s);
    }
    return kept;
}

static void check_filtered(const rn_profile *out, const rn_profile *profile, const wish *w)
{
    double *cost = calloc(out->stack_count, sizeof *cost);
    double kept = move_costs(cost, out, profile, w), whole = profile->metrics[0].total;
    for (uint32_t s = 0; s < out->stack_count; s++)
        assert_close(cost[s], 0, whole);
    free(cost);
    assert_null(rn_profile_check(out));
    assert_close(out->metrics[0].total, whole, 0);
    rn_tree *tree = checked_tree(out, 0, 0);
    assert_close(tree->total[0], kept, whole);
    rn_tree_free(tree);
}

static bool keeps_nothing(const rn_profile *profile, const wish *w)
{
    for (uint32_t s = 0; s < profile->stack_count; s++) {
        path p = path_of(profile, s);
        if (cut_by_hand(&p, w, profile))
            return false;
    }
    return true;
}

static char *name_of(char *name, const rn_profile *profile, uint32_t function)
{
    if (function == RN_NONE)
        return NULL;
    rn_bytes text = rn_function_name(profile, function);
    sprintf(name, "=%.*s", (int)text.size, text.data);
    return name;
}

static void check_wish(const rn_profile *profile, const wish *w)
{
    char root[32], leaf[32];
    render_filter_options options = {.size = sizeof options,
                                     .root = name_of(root, profile, w->root),
                                     .leaf = name_of(leaf, profile, w->leaf),
                                     .depth = w->depth};
    rn_report report = {0};
    rn_profile *out = NULL;
    bool kept = rn_filter(&out, profile, &options, &report) == RENDER_OK;
    assert_int_equal(kept, !keeps_nothing(profile, w));
    if (kept)
        check_filtered(out, profile, w);
    rn_report_finish(&report);
    rn_profile_free(out);
}

static void test_filters(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 2 * ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *profile = random_stacks(&source, 12);
        wish w = {chance(&source, 60) ? pick(&source, profile->function_count) : RN_NONE,
                  chance(&source, 60) ? pick(&source, profile->function_count) : RN_NONE,
                  chance(&source, 60) ? (int)pick(&source, 5) : -1};
        check_wish(profile, &w);
        rn_profile_free(profile);
    }
}

/* ---- merge ------------------------------------------------------------------------------------ */

static void test_merge_adds_and_commutes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *a = random_stacks(&source, 8), *b = random_stacks(&source, 8);
        rn_profile *ab = merged(a, b), *ba = merged(b, a);
        assert_int_equal(ab->stack_count, ba->stack_count);
        assert_int_equal(ab->function_count, ba->function_count);
        double *cost = calloc(ab->stack_count, sizeof *cost);
        const rn_profile *parts[] = {ab, ba, a, b};
        const double sign[] = {2, -1, -1, -1};
        for (int i = 0; i < 4; i++)
            for (uint32_t s = 0; s < parts[i]->stack_count; s++) {
                path p = path_of(parts[i], s);
                cost[find_path(ab, parts[i], &p)] += sign[i] * rn_stack_self(parts[i], 0, s);
            }
        for (uint32_t s = 0; s < ab->stack_count; s++)
            assert_close(cost[s], 0, ab->metrics[0].total);
        free(cost);
        rn_profile_free(a);
        rn_profile_free(b);
        rn_profile_free(ab);
        rn_profile_free(ba);
    }
}

/* A graph within a scope says how many arcs there are without having them. */
static void check_arc_count(const rn_profile *profile)
{
    rn_report report = {0};
    rn_graph *all, *few;
    rn_graph_scope scope = {.least_share = .3, .most_functions = UINT32_MAX, .counts_all = true};
    assert_int_equal(rn_graph_new(&all, profile, 0, &report), RENDER_OK);
    assert_int_equal(rn_graph_new_within(&few, profile, 0, &scope, &report), RENDER_OK);
    assert_int_equal(all->arcs_possible, all->arc_count);
    assert_int_equal(few->arcs_possible, all->arc_count);
    rn_graph_free(all);
    rn_graph_free(few);
}

/* More functions than heaps, in the second one. */
static void test_arcs_are_counted(void **state)
{
    (void)state;
    random_source source = {5};
    for (int round = 0; round < 100; round++) {
        rn_profile *p = random_stacks(&source, 40);
        check_arc_count(p);
        rn_profile_free(p);
    }
    rn_report report = {0};
    rn_builder *b = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(b, RN_LITERAL("time"), RN_LITERAL("ms"));
    for (uint32_t i = 0; i < 3000; i++) {
        uint32_t stack = 0;
        for (uint32_t depth = 6; depth--;)
            stack = rn_builder_push(b, stack, random_frame(&source, b, 700));
        rn_builder_add_self(b, stack, 0, 1);
    }
    rn_profile *wide = finish_made(b);
    check_arc_count(wide);
    rn_profile_free(wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graph_and_tree),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_merge_adds_and_commutes),
        cmocka_unit_test(test_arcs_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
