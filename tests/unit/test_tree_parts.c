/* Sandwiches and parts of trees: what is in them adds up, whatever recurs. */
#include <string.h>

#include "analyze/graph.h"
#include "analyze/tree_parts.h"
#include "make_profile.h"

static uint32_t find(const rn_tree *tree, uint32_t parent, const char *name)
{
    for (uint32_t n = tree->first_child[parent]; n; n = tree->next_sibling[n])
        if (rn_bytes_equal(rn_function_name(tree->profile, tree->function[n]), rn_bytes_of(name)))
            return n;
    fail_msg("no %s", name);
    return 0;
}

static bool *mark(const rn_profile *p, const char *name)
{
    bool *marks = calloc(p->function_count, sizeof *marks);
    for (uint32_t f = 0; f < p->function_count; f++)
        marks[f] = rn_bytes_equal(rn_function_name(p, f), rn_bytes_of(name));
    return marks;
}

typedef struct made {
    rn_profile *profile;
    rn_tree *tree, *below, *above;
} made;

static made make(rn_profile *p, const char *name)
{
    made m = {.profile = p};
    rn_report report = {0};
    bool *marks = mark(p, name);
    assert_int_equal(rn_tree_new(&m.tree, p, 0, 0, &report), RENDER_OK);
    assert_int_equal(rn_tree_sandwich(&m.below, &m.above, m.tree, marks, &report), RENDER_OK);
    free(marks);
    rn_report_finish(&report);
    return m;
}

static void finish(made *m)
{
    rn_tree_free(m->tree);
    rn_tree_free(m->below);
    rn_tree_free(m->above);
    rn_profile_free(m->profile);
}

static void check(const rn_tree *tree, uint32_t node, double self, double total)
{
    assert_float_equal(tree->self[node], self, 1e-9);
    assert_float_equal(tree->total[node], total, 1e-9);
}

static void test_sandwich(void **state)
{
    (void)state;
    made m = make(make_stacks("m;a;f;x 5\nm;b;f 3\nm;b;f;x;f;y 4\nf;x 2\nm;a 9\n"), "f");
    check(m.below, 0, 3, 14);
    uint32_t x = find(m.below, 0, "x"), f = find(m.below, x, "f");
    check(m.below, x, 7, 11);
    check(m.below, f, 0, 4);
    check(m.below, find(m.below, f, "y"), 4, 4);
    check(m.above, 0, 2, 14);
    uint32_t a = find(m.above, 0, "a"), b = find(m.above, 0, "b");
    check(m.above, a, 0, 5);
    check(m.above, find(m.above, a, "m"), 5, 5);
    check(m.above, b, 0, 7);
    check(m.above, find(m.above, b, "m"), 7, 7);
    finish(&m);
}

/* The total of a function in the call graph is what stands in the middle. */
static void test_totals(void **state)
{
    (void)state;
    const char *const names[] = {"a", "b", "c"};
    char text[4096];
    uint32_t seed = 5;
    for (int round = 0; round < 30; round++) {
        size_t used = 0;
        for (int line = 0; line < 20; line++) {
            for (int depth = 0; depth < 5; depth++) {
                seed = seed * 1664525 + 1013904223;
                used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", depth ? ";" : "",
                                         names[(seed >> 16) % 3]);
            }
            used +=
                (size_t)snprintf(text + used, sizeof text - used, " %u\n", 1 + (seed >> 20) % 9);
        }
        made m = make(make_stacks(text), "b");
        rn_report report = {0};
        rn_graph *graph;
        assert_int_equal(rn_graph_new(&graph, m.profile, 0, &report), RENDER_OK);
        for (uint32_t f = 0; f < m.profile->function_count; f++)
            if (rn_bytes_equal(rn_function_name(m.profile, f), RN_LITERAL("b"))) {
                assert_float_equal(m.below->total[0], graph->function_total[f], 1e-9);
                assert_float_equal(m.above->total[0], graph->function_total[f], 1e-9);
            }
        rn_graph_free(graph);
        rn_report_finish(&report);
        finish(&m);
    }
}

static void test_parts(void **state)
{
    (void)state;
    rn_report report = {0};
    rn_profile *p = make_stacks("@t1;a;b 5\n@t1;a 1\n@t2;a;c 3\nd 2\n");
    rn_tree *tree, *parts[2];
    assert_int_equal(rn_tree_new(&tree, p, 0, 0, &report), RENDER_OK);
    rn_tree_choice choice = {.part = calloc(tree->count, sizeof *choice.part),
                             .is_top = calloc(tree->count, sizeof *choice.is_top),
                             .count = 2};
    for (uint32_t n = 0; n < tree->count; n++) {
        bool is_thread = n && p->functions[tree->function[n]].kind == RN_THREAD;
        bool is_first = is_thread && n == find(tree, 0, "@t1");
        choice.is_top[n] = is_thread;
        choice.part[n] = n == 0 ? RN_NONE : is_thread ? !is_first : choice.part[tree->parent[n]];
    }
    assert_int_equal(rn_tree_parts(parts, tree, &choice, &report), RENDER_OK);
    check(parts[0], 0, 0, 6);
    check(parts[0], find(parts[0], 0, "a"), 1, 6);
    check(parts[1], 0, 0, 3);
    check(parts[1], find(parts[1], find(parts[1], 0, "a"), "c"), 3, 3);
    rn_tree_free(parts[0]);
    rn_tree_free(parts[1]);
    rn_tree_free(tree);
    free(choice.part);
    free(choice.is_top);
    rn_profile_free(p);
    rn_report_finish(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sandwich),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
