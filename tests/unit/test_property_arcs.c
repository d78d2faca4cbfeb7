/* What must hold for the tree of any profile of arcs, however much its figures contradict. */
#include "random_profile.h"

#include "filter/filter.h"

enum { ROUNDS = 4000 };

/* Recursion is folded, but for one later run of the function where a cycle is entered. */
static void check_folding(const rn_tree *tree)
{
    for (uint32_t n = 1; n < tree->count; n++) {
        int above = 0;
        for (uint32_t up = tree->parent[n]; up; up = tree->parent[up])
            above += !(tree->flags[n] & RN_NODE_MORE) && tree->function[up] == tree->function[n];
        assert_true(above == 0 || (above == 1 && tree->flags[n] & RN_NODE_ESTIMATED));
    }
}

/* Every box holds its own cost and its children (check_tree); the roots hold what the functions cost;
 * no function gains or loses. */
static void check_estimate(const rn_profile *profile)
{
    rn_tree *tree = checked_tree(profile, 0, 0);
    double *own = own_costs(tree), whole = 0;
    for (uint32_t f = 0; f < profile->function_count; f++)
        whole += known(profile->function_self[0][f]);
    assert_close(tree->total[0], whole, whole);
    for (uint32_t f = 0; f < profile->function_count; f++)
        assert_close(own[f], known(profile->function_self[0][f]), whole);
    check_folding(tree);
    free(own);
    rn_tree_free(tree);
}

static void check_pruned(const rn_profile *profile, double min_share)
{
    rn_tree *whole = checked_tree(profile, 0, 0), *pruned = checked_tree(profile, 0, min_share);
    assert_close(pruned->total[0], whole->total[0], whole->total[0]);
    for (uint32_t n = 1; n < pruned->count; n++) {
        bool more = pruned->flags[n] & RN_NODE_MORE;
        assert_true(more || pruned->total[n] >= min_share * pruned->total[0] * (1 - 1e-9));
        if (more)
            assert_true(pruned->function[n] > 0 && !pruned->next_sibling[n]);
    }
    rn_tree_free(whole);
    rn_tree_free(pruned);
}

static void run(int with)
{
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *profile = random_arcs(&source, with);
        check_estimate(profile);
        check_pruned(profile, 0.05);
        rn_profile_free(profile);
    }
}

static void test_acyclic(void **state)
{
    (void)state;
    run(0);
}

static void test_recursion(void **state)
{
    (void)state;
    run(WITH_RECURSION);
}

static void test_cycles(void **state)
{
    (void)state;
    run(WITH_CYCLES);
}

static void test_unknown_values(void **state)
{
    (void)state;
    run(WITH_CYCLES | WITH_RECURSION | WITH_UNKNOWN);
}

static void test_nonsense(void **state)
{
    (void)state;
    run(WITH_CYCLES | WITH_RECURSION | WITH_UNKNOWN | WITH_NONSENSE);
}

/* ---- arcs that stacks would give: figures that agree ------------------------------------------ */

/* The functions of a stack, the innermost first, in the profile being built. */
static uint32_t list_functions(uint32_t *ids, rn_builder *builder, const rn_profile *stacks,
                               uint32_t stack)
{
    uint32_t depth = 0;
    for (uint32_t s = stack; s; s = stacks->stacks[s].parent) {
        uint32_t function = stacks->frames[stacks->stacks[s].frame].function;
        rn_function_key key = {.name = rn_function_name(stacks, function)};
        ids[depth++] = rn_builder_function(builder, &key);
    }
    return depth;
}

static void count_frame(rn_builder *builder, const uint32_t *ids, uint32_t depth, uint32_t i,
                        double cost)
{
    bool again = false;
    for (uint32_t j = i + 1; j < depth; j++)
        again |= ids[j] == ids[i];
    rn_builder_add_cost(builder, ids[i], 0, i ? 0 : cost, again ? 0 : cost);
    if (i + 1 < depth)
        rn_builder_add_arc_cost(builder, rn_builder_arc(builder, ids[i + 1], ids[i]), 0,
                                i ? 0 : cost, again ? 0 : cost);
}

/* The profile a deterministic profiler would write of these stacks: totals once per stack, and of an
 * arc while its callee is entered for the first time. */
static rn_profile *count_arcs(const rn_profile *stacks)
{
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (uint32_t s = 1; s < stacks->stack_count; s++) {
        uint32_t ids[32] = {0}, depth = list_functions(ids, builder, stacks, s);
        for (uint32_t i = 0; i < depth; i++)
            count_frame(builder, ids, depth, i, rn_stack_self(stacks, 0, s));
    }
    return finish_made(builder);
}

/* Whether the stack, its direct recursion folded, begins with the names from the root to `node`. */
static bool begins_with(const rn_profile *stacks, uint32_t stack, const rn_tree *tree,
                        uint32_t node, bool *ends_there)
{
    rn_bytes names[32], path[32];
    uint32_t depth = 0, length = 0;
    for (uint32_t s = stack; s; s = stacks->stacks[s].parent) {
        uint32_t function = stacks->frames[stacks->stacks[s].frame].function;
        rn_bytes name = rn_function_name(stacks, function);
        if (!depth || !rn_bytes_equal(name, names[depth - 1]))
            names[depth++] = name;
    }
    for (uint32_t n = node; n; n = tree->parent[n])
        path[length++] = rn_function_name(tree->profile, tree->function[n]);
    bool begins = length <= depth;
    for (uint32_t i = 0; begins && i < length; i++)
        begins = rn_bytes_equal(names[depth - 1 - i], path[length - 1 - i]);
    *ends_there = length == depth;
    return begins;
}

/* A box that is not marked is no estimate: it is what the stacks say. */
static void check_unmarked(const rn_profile *stacks, const rn_profile *arcs)
{
    rn_tree *tree = checked_tree(arcs, 0, 0);
    for (uint32_t n = 1; n < tree->count; n++) {
        double self = 0, total = 0;
        if (tree->flags[n])
            continue;
        for (uint32_t s = 1; s < stacks->stack_count; s++) {
            bool ends_there = false;
            if (!begins_with(stacks, s, tree, n, &ends_there))
                continue;
            total += rn_stack_self(stacks, 0, s);
            self += ends_there ? rn_stack_self(stacks, 0, s) : 0;
        }
        assert_close(tree->total[n], total, tree->total[0]);
        assert_close(tree->self[n], self, tree->total[0]);
    }
    rn_tree_free(tree);
}

static void test_consistent_figures(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *stacks = random_stacks(&source, 12), *arcs = count_arcs(stacks);
        check_estimate(arcs);
        check_unmarked(stacks, arcs);
        rn_profile_free(arcs);
        rn_profile_free(stacks);
    }
}

/* ---- filters and merge ------------------------------------------------------------------------ */

/* What trees may give a function as its own: with what a filter cut off below it. */
static double own_and_cut(const rn_profile *profile, uint32_t function)
{
    double cut = profile->function_cut ? profile->function_cut[0][function] : 0;
    return known(profile->function_self[0][function]) + cut;
}

static double sum_of_own(const rn_profile *profile)
{
    double sum = 0;
    for (uint32_t f = 0; f < profile->function_count; f++)
        sum += own_and_cut(profile, f);
    return sum;
}

static void check_filter(const rn_profile *profile, const render_filter_options *options)
{
    rn_report report = {0};
    rn_profile *out = NULL;
    if (rn_filter(&out, profile, options, &report) == RENDER_OK) {
        assert_null(rn_profile_check(out));
        rn_tree *tree = checked_tree(out, 0, 0);
        double *own = own_costs(tree), sum = 0;
        for (uint32_t f = 0; f < out->function_count; f++) {
            assert_true(own[f] <= own_and_cut(out, f) + 1e-9 * sum_of_own(out));
            sum += own[f];
        }
        assert_close(sum, tree->total[0], tree->total[0]);
        check_folding(tree);
        if (!out->roots)
            assert_close(tree->total[0], sum_of_own(out), sum_of_own(out));
        free(own);
        rn_tree_free(tree);
    } else {
        assert_int_equal(report.error.status, RENDER_ERROR_EMPTY);
    }
    rn_report_finish(&report);
    rn_profile_free(out);
}

static void test_filters(void **state)
{
    (void)state;
    const char *const patterns[] = {NULL, "f0", "f1", "f[1-3]", "f[4-9]", "*"};
    for (uint64_t seed = 0; seed < 2 * ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *profile = random_arcs(&source, (int)pick(&source, 16));
        render_filter_options options = {.size = sizeof options,
                                         .root = patterns[pick(&source, 6)],
                                         .leaf = patterns[pick(&source, 6)],
                                         .depth = (int)pick(&source, 5) - 1};
        check_filter(profile, &options);
        rn_profile_free(profile);
    }
}

static bool same_value(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12 * fabs(a);
}

/* Functions are named f0, f1 …: look them up in `b`, whatever their order. */
static void check_same(const rn_profile *a, const rn_profile *b)
{
    assert_int_equal(a->function_count, b->function_count);
    assert_int_equal(a->arc_count, b->arc_count);
    uint32_t place[64];
    for (uint32_t f = 0; f < a->function_count; f++) {
        uint32_t g = place[f] = find_function(b, rn_function_name(a, f).data);
        assert_true(same_value(a->function_self[0][f], b->function_self[0][g]));
        assert_true(same_value(a->function_total[0][f], b->function_total[0][g]));
        assert_true(same_value(a->calls[f], b->calls[g]));
    }
    for (uint32_t i = 0; i < a->arc_count; i++) {
        uint32_t j = 0;
        while (j < b->arc_count && (b->arcs[j].caller != place[a->arcs[i].caller] ||
                                    b->arcs[j].callee != place[a->arcs[i].callee]))
            j++;
        assert_true(j < b->arc_count);
        assert_true(same_value(a->arc_total[0][i], b->arc_total[0][j]));
        assert_true(same_value(a->arc_self[0][i], b->arc_self[0][j]));
        assert_true(same_value(a->arc_calls[i], b->arc_calls[j]));
    }
}

static void test_merge_commutes(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        random_source source = {seed};
        rn_profile *a = random_arcs(&source, WITH_CYCLES | WITH_RECURSION | WITH_UNKNOWN);
        rn_profile *b = random_arcs(&source, WITH_CYCLES | WITH_RECURSION | WITH_UNKNOWN);
        rn_profile *ab = merged(a, b), *ba = merged(b, a);
        check_same(ab, ba);
        assert_close(ab->metrics[0].total, 2e9, 1);
        rn_profile_free(a);
        rn_profile_free(b);
        rn_profile_free(ab);
        rn_profile_free(ba);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acyclic),  cmocka_unit_test(test_recursion),
        cmocka_unit_test(test_cycles),   cmocka_unit_test(test_unknown_values),
        cmocka_unit_test(test_nonsense), cmocka_unit_test(test_consistent_figures),
        cmocka_unit_test(test_filters),  cmocka_unit_test(test_merge_commutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
