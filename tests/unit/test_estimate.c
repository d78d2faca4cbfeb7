/* Trees from arcs, against inputs whose truth is known. */
#include "make_profile.h"

#include "analyze/tree.h"

static rn_tree *estimate(const rn_profile *profile, double min_share)
{
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, 0, min_share, &report), RENDER_OK);
    rn_report_finish(&report);
    return tree;
}

static void finish(rn_tree *tree, rn_profile *profile)
{
    rn_tree_free(tree);
    rn_profile_free(profile);
}

static uint32_t find_child(const rn_tree *tree, uint32_t parent, const char *name)
{
    uint32_t function = find_function(tree->profile, name);
    for (uint32_t n = tree->first_child[parent]; n; n = tree->next_sibling[n])
        if (tree->function[n] == function && !(tree->flags[n] & RN_NODE_MORE))
            return n;
    return 0;
}

/* The node at the end of a path such as 'main;parse;fib'. */
static uint32_t find_node(const rn_tree *tree, const char *path)
{
    uint32_t node = 0;
    char name[64];
    for (const char *at = path; *at;) {
        size_t size = strcspn(at, ";");
        snprintf(name, sizeof name, "%.*s", (int)size, at);
        node = find_child(tree, node, name);
        if (!node)
            fail_msg("no node %s", path);
        at += size + (at[size] == ';');
    }
    return node;
}

static void check_node(const rn_tree *tree, const char *path, double self, double total, int flags)
{
    uint32_t node = find_node(tree, path);
    assert_near(tree->self[node], self);
    assert_near(tree->total[node], total);
    assert_int_equal(tree->flags[node], flags);
}

static uint32_t count_boxes(const rn_tree *tree)
{
    uint32_t count = 0;
    for (uint32_t n = 1; n < tree->count; n++)
        count += !(tree->flags[n] & RN_NODE_MORE);
    return count;
}

static void check_own_of(const rn_tree *tree, const char *name, double expected)
{
    uint32_t function = find_function(tree->profile, name);
    double own = 0;
    for (uint32_t n = 1; n < tree->count; n++)
        if (tree->function[n] == function && !(tree->flags[n] & RN_NODE_MORE))
            own += tree->self[n];
    assert_near(own, expected);
}

static void test_two_callers(void **state)
{
    (void)state;
    const made_function functions[] = {
        {"X", 1, 1, 0, 9}, {"Y", 1, 1, 0, 1}, {"A", 2, 2, 8, 10}, {"C", 1, 1, 2, 2}};
    const made_arc arcs[] = {
        {"X", "A", 1, UNKNOWN, 9}, {"Y", "A", 1, UNKNOWN, 1}, {"A", "C", 1, 2, 2}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    assert_near(tree->total[0], 10);
    assert_true(tree->estimated);
    check_node(tree, "X", 0, 9, 0);
    check_node(tree, "X;A", 7.2, 9, RN_NODE_ESTIMATED);
    check_node(tree, "X;A;C", 1.8, 1.8, RN_NODE_ESTIMATED);
    check_node(tree, "Y", 0, 1, 0);
    check_node(tree, "Y;A", .8, 1, RN_NODE_ESTIMATED);
    check_node(tree, "Y;A;C", .2, .2, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

static void test_two_roots(void **state)
{
    (void)state;
    const made_function functions[] = {{"first", 1, 1, 4, 9},
                                       {"work", 1, 1, 5, 5},
                                       {"second", 1, 1, 3, 3},
                                       {"disable", 1, 1, 0, 0}};
    const made_arc arcs[] = {{"first", "work", 1, 5, 5}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0.001);
    assert_near(tree->total[0], 12);
    assert_int_equal(tree->count, 4);
    assert_false(tree->estimated);
    check_node(tree, "first", 4, 9, 0);
    check_node(tree, "first;work", 5, 5, 0);
    check_node(tree, "second", 3, 3, 0);
    finish(tree, profile);
}

/* X keeps its width although all but one of its callees are too small to draw. */
static void test_many_small_callees(void **state)
{
    (void)state;
    enum { SMALL = 1000 };
    static made_function functions[SMALL + 4];
    static made_arc arcs[SMALL + 3];
    static char names[SMALL][24];
    functions[0] = (made_function){"main", 1, 1, 0, 20};
    functions[1] = (made_function){"X", 1, 1, 0, 10};
    functions[2] = (made_function){"Y", 1, 1, 10, 10};
    functions[3] = (made_function){"K", 1, 1, 5, 5};
    arcs[0] = (made_arc){"main", "X", 1, 0, 10};
    arcs[1] = (made_arc){"main", "Y", 1, 10, 10};
    arcs[2] = (made_arc){"X", "K", 1, 5, 5};
    for (int i = 0; i < SMALL; i++) {
        snprintf(names[i], sizeof names[i], "s%d", i);
        functions[i + 4] = (made_function){names[i], 1, 1, .005, .005};
        arcs[i + 3] = (made_arc){"X", names[i], 1, .005, .005};
    }
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0.001);
    check_node(tree, "main;X", 0, 10, 0);
    check_node(tree, "main;X;K", 5, 5, 0);
    uint32_t more = tree->next_sibling[find_node(tree, "main;X;K")];
    assert_int_equal(tree->flags[more], RN_NODE_MORE);
    assert_int_equal(tree->function[more], SMALL);
    assert_near(tree->total[more], 5);
    assert_near(tree->self[more], 5);
    assert_int_equal(tree->count, 6);
    finish(tree, profile);
}

enum { WIDTH = 4, LEVELS = 20 };

/* main calls 4 functions, each of them the same 4 of the next level, 20 levels deep. */
static rn_profile *make_lattice(void)
{
    static made_function functions[1 + WIDTH * LEVELS];
    static made_arc arcs[WIDTH + WIDTH * WIDTH * (LEVELS - 1)];
    static char names[1 + WIDTH * LEVELS][24];
    size_t arc = 0;
    double whole = 81;
    functions[0] = (made_function){"main", 1, 1, 1, whole};
    for (int i = 0; i < WIDTH * LEVELS; i++) {
        int level = i / WIDTH;
        double below = (LEVELS - level);
        snprintf(names[i], sizeof names[i], "f%d.%d", level, i % WIDTH);
        functions[i + 1] = (made_function){names[i], 1, 1, 1, below};
        if (level == 0)
            arcs[arc++] = (made_arc){"main", names[i], 1, 1, below};
        for (int j = 0; level > 0 && j < WIDTH; j++)
            arcs[arc++] =
                (made_arc){names[(level - 1) * WIDTH + j], names[i], 1, 1. / WIDTH, below / WIDTH};
    }
    return MAKE_ARCS(functions, arcs);
}

static void test_lattice_stays_small(void **state)
{
    (void)state;
    rn_profile *profile = make_lattice();
    rn_tree *tree = estimate(profile, 0.001);
    assert_near(tree->total[0], 81);
    assert_int_equal(count_boxes(tree), 341);
    check_node(tree, "main", 1, 81, 0);
    check_node(tree, "main;f0.2", 1, 20, 0);
    check_node(tree, "main;f0.2;f1.3", .25, 19. / 4, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

/* Without a threshold it has 4^20 boxes: they are summed up, and that is said. */
static void test_lattice_without_threshold(void **state)
{
    (void)state;
    rn_profile *profile = make_lattice();
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, 0, 0, &report), RENDER_OK);
    assert_int_equal(report.warning_count, 1);
    assert_non_null(strstr(report.warnings[0], "too many boxes"));
    assert_near(tree->total[0], 81);
    rn_report_finish(&report);
    finish(tree, profile);
}

/* snakeviz#112: a costs 5 s for each of its callers, c and d 5 s each below it. */
static void test_the_file_cannot_tell(void **state)
{
    (void)state;
    const made_function functions[] = {{"p", 1, 1, 0, 5},
                                       {"q", 1, 1, 0, 5},
                                       {"a", 2, 2, 0, 10},
                                       {"c", 2, 2, 5, 5},
                                       {"d", 2, 2, 5, 5}};
    const made_arc arcs[] = {
        {"p", "a", 1, 0, 5}, {"q", "a", 1, 0, 5}, {"a", "c", 2, 5, 5}, {"a", "d", 2, 5, 5}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    check_node(tree, "p", 0, 5, 0);
    check_node(tree, "p;a;c", 2.5, 2.5, RN_NODE_ESTIMATED);
    check_node(tree, "q;a;d", 2.5, 2.5, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

static void test_program_with_recursion(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, .25, 4},
                                       {"parse", 2, 2, 1, 2.5},
                                       {"fib", 48, 3, 1.25, 1.25},
                                       {"sum", 10, 10, .75, .75},
                                       {"lib main", 4, 4, .75, .75}};
    const made_arc arcs[] = {{"main", "parse", 2, 1, 2.5},     {"main", "fib", 1, .015625, .5},
                             {"parse", "fib", 2, .03125, .75}, {"fib", "fib", 45, 1.203125, .75},
                             {"parse", "sum", 10, .75, .75},   {"main", "lib main", 4, .75, .75}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0.001);
    assert_int_equal(tree->count, 7);
    assert_near(tree->total[0], 4);
    check_node(tree, "main", .25, 4, 0);
    check_node(tree, "main;parse", 1, 2.5, 0);
    check_node(tree, "main;parse;sum", .75, .75, 0);
    check_node(tree, "main;parse;fib", .75, .75, RN_NODE_ESTIMATED);
    check_node(tree, "main;lib main", .75, .75, 0);
    check_node(tree, "main;fib", .5, .5, RN_NODE_ESTIMATED);
    check_own_of(tree, "fib", 1.25);
    finish(tree, profile);
}

/* What the arcs say of a callee's own cost is better than proportion. */
static void test_own_cost_of_arcs(void **state)
{
    (void)state;
    const made_function functions[] = {
        {"p", 1, 1, 0, 4}, {"q", 1, 1, 0, 6}, {"f", 2, 2, 5, 10}, {"g", 1, 1, 5, 5}};
    const made_arc arcs[] = {{"p", "f", 1, 4, 4}, {"q", "f", 1, 1, 6}, {"f", "g", 1, 5, 5}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    check_node(tree, "p;f", 4, 4, RN_NODE_ESTIMATED);
    check_node(tree, "q;f", 1, 6, RN_NODE_ESTIMATED);
    check_node(tree, "q;f;g", 5, 5, RN_NODE_ESTIMATED);
    assert_int_equal(find_child(tree, find_node(tree, "p;f"), "g"), 0);
    finish(tree, profile);
}

static void test_cycle_of_three(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, 1, 12}, {"a", 3, 1, 2, 11},
                                       {"b", 3, 1, 3, 9},     {"c", 3, 1, 1, 8},
                                       {"x", 1, 1, 4, 4},     {"y", 1, 1, 1, 1}};
    const made_arc arcs[] = {{"main", "a", 1, 2, 11}, {"a", "b", 3, 3, 9}, {"b", "c", 3, 1, 8},
                             {"c", "a", 2, 0, 5},     {"a", "y", 1, 1, 1}, {"b", "x", 1, 4, 4}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    assert_int_equal(tree->count, 7);
    check_node(tree, "main", 1, 12, 0);
    check_node(tree, "main;a", 2, 11, RN_NODE_ESTIMATED);
    check_node(tree, "main;a;y", 1, 1, RN_NODE_ESTIMATED);
    check_node(tree, "main;a;b", 3, 8, RN_NODE_ESTIMATED | RN_NODE_CYCLE);
    check_node(tree, "main;a;b;x", 4, 4, RN_NODE_ESTIMATED);
    check_node(tree, "main;a;b;c", 1, 1, RN_NODE_ESTIMATED | RN_NODE_CYCLE);
    finish(tree, profile);
}

/* What Python does: exec runs the program, which imports, which is exec running modules. */
static void test_later_runs_stand_below(void **state)
{
    (void)state;
    const made_function functions[] = {{"exec", 3, 1, 0, 100},
                                       {"prog", 1, 1, 70, 100},
                                       {"import", 2, 2, 10, 30},
                                       {"lib", 1, 1, 12, 20},
                                       {"other", 1, 1, 8, 8}};
    const made_arc arcs[] = {{"exec", "prog", 1, 70, 100}, {"prog", "import", 2, 10, 30},
                             {"import", "exec", 2, 0, 20}, {"exec", "lib", 1, 12, 20},
                             {"exec", "other", 1, 8, 8},   {"lib", "import", 1, 0, 8}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    assert_near(tree->total[0], 100);
    check_node(tree, "exec", 0, 100, RN_NODE_ESTIMATED);
    check_node(tree, "exec;prog", 70, 100, RN_NODE_ESTIMATED);
    check_node(tree, "exec;prog;import", 10, 30, RN_NODE_ESTIMATED);
    uint32_t later = find_node(tree, "exec;prog;import;exec");
    assert_near(tree->total[later], 20);
    assert_true(tree->flags[later] & RN_NODE_CYCLE);
    check_own_of(tree, "lib", 12);
    check_own_of(tree, "other", 8);
    finish(tree, profile);
}

/* Nobody calls the cycle: it starts at the member with the largest total. */
static void test_cycle_as_root(void **state)
{
    (void)state;
    const made_function functions[] = {{"b", 1, 1, 3, 9}, {"a", 1, 1, 7, 10}};
    const made_arc arcs[] = {{"a", "b", 1, 3, 9}, {"b", "a", 1, 7, 8}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    assert_int_equal(tree->count, 3);
    check_node(tree, "a", 7, 10, RN_NODE_ESTIMATED);
    check_node(tree, "a;b", 3, 3, RN_NODE_ESTIMATED | RN_NODE_CYCLE);
    finish(tree, profile);
}

/* What q brings to e2 is more than e2 costs by itself: the rest is for what e2 calls back. */
static void test_cycle_with_two_ways_in(void **state)
{
    (void)state;
    const made_function functions[] = {{"p", 1, 1, 0, 5},
                                       {"q", 1, 1, 0, 3},
                                       {"e1", 2, 1, 2, 7},
                                       {"e2", 2, 1, 1, 4},
                                       {"x", 2, 2, 5, 5}};
    const made_arc arcs[] = {{"p", "e1", 1, UNKNOWN, 5},
                             {"q", "e2", 1, UNKNOWN, 3},
                             {"e1", "e2", 1, UNKNOWN, 1},
                             {"e2", "e1", 1, UNKNOWN, 2},
                             {"e1", "x", 2, 5, 5}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    check_node(tree, "p", 0, 5, 0);
    check_node(tree, "p;e1", 2. * 5 / 7, 5, RN_NODE_ESTIMATED);
    check_node(tree, "q", 0, 3, 0);
    check_node(tree, "q;e2", 1, 3, RN_NODE_ESTIMATED);
    check_node(tree, "q;e2;e1", 2. * 2 / 7, 2, RN_NODE_ESTIMATED | RN_NODE_CYCLE);
    check_node(tree, "q;e2;e1;x", 5. * 2 / 7, 5. * 2 / 7, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

/* Below a member that was chosen as root the others cost what was recorded there, not all they cost. */
static void test_chosen_root_in_a_cycle(void **state)
{
    (void)state;
    const made_function functions[] = {{"a", 2, 1, 6, 10}, {"b", 1, 1, 3, 4}};
    const made_arc arcs[] = {{"a", "b", 1, 3, 4}, {"b", "a", 1, UNKNOWN, 1}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    profile->roots = malloc(sizeof *profile->roots);
    profile->roots[0] = find_function(profile, "b");
    profile->root_count = 1;
    rn_tree *tree = estimate(profile, 0);
    assert_int_equal(tree->count, 3);
    check_node(tree, "b", 3, 4, RN_NODE_ESTIMATED);
    check_node(tree, "b;a", 1, 1, RN_NODE_ESTIMATED | RN_NODE_CYCLE);
    finish(tree, profile);
}

static void test_called_and_root(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, 1, 5}, {"f", 2, 2, 10, 10}};
    const made_arc arcs[] = {{"main", "f", 1, UNKNOWN, 4}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    assert_near(tree->total[0], 11);
    check_node(tree, "main;f", 4, 4, RN_NODE_ESTIMATED);
    check_node(tree, "f", 6, 6, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

/* With threads a caller can claim more than its callee ever took. */
static void test_contradiction_is_scaled_and_told(void **state)
{
    (void)state;
    const made_function functions[] = {{"main", 1, 1, 1, 5}, {"t", 1, 1, 1, 9}, {"f", 2, 2, 6, 6}};
    const made_arc arcs[] = {{"main", "f", 1, UNKNOWN, 4}, {"t", "f", 1, UNKNOWN, 8}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, 0, 0, &report), RENDER_OK);
    assert_int_equal(report.warning_count, 1);
    assert_near(tree->total[0], 8);
    check_node(tree, "main;f", 2, 2, RN_NODE_ESTIMATED);
    check_node(tree, "t;f", 4, 4, RN_NODE_ESTIMATED);
    rn_report_finish(&report);
    finish(tree, profile);
}

static void test_calls_share_where_cost_is_unknown(void **state)
{
    (void)state;
    const made_function functions[] = {{"p", 1, 1, 0, 2}, {"q", 1, 1, 0, 6}, {"f", 4, 4, 8, 8}};
    const made_arc arcs[] = {{"p", "f", 1, UNKNOWN, UNKNOWN}, {"q", "f", 3, UNKNOWN, UNKNOWN}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 0);
    check_node(tree, "p;f", 2, 2, RN_NODE_ESTIMATED);
    check_node(tree, "q;f", 6, 6, RN_NODE_ESTIMATED);
    finish(tree, profile);
}

/* Below chosen roots: what a root brings to another is not counted there again. */
static void test_chosen_roots(void **state)
{
    (void)state;
    const made_function functions[] = {{"a", 1, 1, 1, 4}, {"b", 2, 2, 2, 6}, {"c", 2, 2, 4, 4}};
    const made_arc arcs[] = {{"a", "b", 1, 1, 3}, {"b", "c", 2, 4, 4}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    profile->roots = malloc(2 * sizeof *profile->roots);
    profile->roots[0] = find_function(profile, "a");
    profile->roots[1] = find_function(profile, "b");
    profile->root_count = 2;
    rn_tree *tree = estimate(profile, 0);
    assert_near(tree->total[0], 7);
    check_node(tree, "a", 1, 4, 0);
    check_node(tree, "a;b", 1, 3, RN_NODE_ESTIMATED);
    check_node(tree, "b", 1, 3, RN_NODE_ESTIMATED);
    check_own_of(tree, "c", 4);
    rn_tree_free(tree);
    profile->root_count = 1;
    tree = estimate(profile, 0);
    assert_near(tree->total[0], 4);
    assert_int_equal(tree->next_sibling[find_node(tree, "a")], 0);
    finish(tree, profile);
}

enum { CHAIN = 1000000 };

static void test_a_million_functions_deep(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_ARCS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("s"));
    for (uint32_t i = 0; i < CHAIN; i++) {
        rn_function_key key = {.name = RN_LITERAL("f"), .line = i + 1};
        uint32_t id = rn_builder_function(builder, &key);
        rn_builder_add_cost(builder, id, 0, i == CHAIN - 1, 1);
        if (i)
            rn_builder_add_arc_cost(builder, rn_builder_arc(builder, id - 1, id), 0, UNKNOWN, 1);
    }
    rn_profile *profile = finish_made(builder);
    rn_tree *tree = estimate(profile, 0.001);
    assert_int_equal(tree->count, CHAIN + 1);
    assert_near(tree->self[CHAIN], 1);
    assert_false(tree->estimated);
    finish(tree, profile);
}

static void test_nothing_reaches_the_threshold(void **state)
{
    (void)state;
    const made_function functions[] = {
        {"first", 1, 1, 4, 5}, {"leaf", 1, 1, 1, 1}, {"second", 1, 1, 4, 4}};
    const made_arc arcs[] = {{"first", "leaf", 1, 1, 1}};
    rn_profile *profile = MAKE_ARCS(functions, arcs);
    rn_tree *tree = estimate(profile, 1);
    assert_near(tree->total[0], 9);
    assert_int_equal(tree->count, 2);
    assert_int_equal(tree->flags[1], RN_NODE_MORE);
    assert_int_equal(tree->function[1], 2);
    assert_near(tree->total[1], 9);
    finish(tree, profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_callers),
        cmocka_unit_test(test_two_roots),
        cmocka_unit_test(test_many_small_callees),
        cmocka_unit_test(test_lattice_stays_small),
        cmocka_unit_test(test_lattice_without_threshold),
        cmocka_unit_test(test_nothing_reaches_the_threshold),
        cmocka_unit_test(test_the_file_cannot_tell),
        cmocka_unit_test(test_program_with_recursion),
        cmocka_unit_test(test_own_cost_of_arcs),
        cmocka_unit_test(test_cycle_of_three),
        cmocka_unit_test(test_later_runs_stand_below),
        cmocka_unit_test(test_cycle_as_root),
        cmocka_unit_test(test_cycle_with_two_ways_in),
        cmocka_unit_test(test_chosen_root_in_a_cycle),
        cmocka_unit_test(test_called_and_root),
        cmocka_unit_test(test_contradiction_is_scaled_and_told),
        cmocka_unit_test(test_calls_share_where_cost_is_unknown),
        cmocka_unit_test(test_chosen_roots),
        cmocka_unit_test(test_a_million_functions_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
