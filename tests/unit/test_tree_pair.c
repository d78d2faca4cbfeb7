/* The tree of a comparison: both sides keep their figures, whatever the other one is like. */
#include <string.h>

#include "analyze/tree_pair.h"
#include "make_profile.h"
#include "profile/compare.h"

static uint32_t find(const rn_tree *tree, uint32_t parent, const char *name)
{
    for (uint32_t n = tree->first_child[parent]; n; n = tree->next_sibling[n])
        if (rn_bytes_equal(rn_function_name(tree->profile, tree->function[n]), rn_bytes_of(name)))
            return n;
    fail_msg("no %s", name);
    return 0;
}

static void check(const rn_tree *tree, uint32_t node, double now, double base, double width)
{
    assert_float_equal(tree->sides.now_total[node], now, 1e-9);
    assert_float_equal(tree->sides.base_total[node], base, 1e-9);
    assert_float_equal(tree->total[node], width, 1e-9);
}

static rn_tree *pair_of(rn_profile **both, rn_profile *now, rn_profile *base)
{
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_compare(both, now, base, &report), RENDER_OK);
    assert_int_equal(rn_tree_pair(&tree, *both, 0, RENDER_WIDTHS_MAX, 0, &report), RENDER_OK);
    rn_report_finish(&report);
    rn_profile_free(now);
    rn_profile_free(base);
    return tree;
}

static void test_stacks(void **state)
{
    (void)state;
    rn_profile *both;
    rn_tree *tree = pair_of(&both, make_stacks("m;a 5\nm;b 3\nm;fresh 2\n"),
                            make_stacks("m;a 4\nm;b 6\nm;gone;x 7\nm 1\n"));
    uint32_t m = find(tree, 0, "m"), gone = find(tree, m, "gone");
    check(tree, 0, 10, 18, 5 + 6 + 2 + 7 + 1);
    check(tree, m, 10, 18, 21);
    check(tree, find(tree, m, "a"), 5, 4, 5);
    check(tree, find(tree, m, "b"), 3, 6, 6);
    check(tree, find(tree, m, "fresh"), 2, 0, 2);
    check(tree, find(tree, gone, "x"), 0, 7, 7);
    assert_float_equal(tree->sides.base_self[m], 1, 1e-9);
    assert_float_equal(tree->sides.now_self[m], 0, 1e-9);
    rn_tree_free(tree);
    rn_profile_free(both);
}

/* Two estimates have trees of their own, and their nodes other ids. */
static void test_arcs(void **state)
{
    (void)state;
    static const made_function now[] = {{"m", 1, 1, 1, 10}, {"a", 1, 1, 9, 9}};
    static const made_arc now_arcs[] = {{"m", "a", 1, 9, 9}};
    static const made_function base[] = {
        {"m", 1, 1, 2, 20}, {"b", 1, 1, 8, 8}, {"a", 1, 1, 4, 10}, {"c", 1, 1, 6, 6}};
    static const made_arc base_arcs[] = {
        {"m", "b", 1, 8, 8}, {"m", "a", 1, 4, 10}, {"a", "c", 1, 6, 6}};
    rn_profile *both;
    rn_tree *tree =
        pair_of(&both, make_arcs(now, 2, now_arcs, 1), make_arcs(base, 4, base_arcs, 3));
    uint32_t m = find(tree, 0, "m"), a = find(tree, m, "a");
    check(tree, m, 10, 20, 2 + 9 + 6 + 8);
    check(tree, a, 9, 10, 15);
    check(tree, find(tree, a, "c"), 0, 6, 6);
    check(tree, find(tree, m, "b"), 0, 8, 8);
    rn_tree_free(tree);
    rn_profile_free(both);
}

/* Calls of both sides together go round in a circle; nobody on either side did. */
static void test_circle_of_both(void **state)
{
    (void)state;
    static const made_function now[] = {{"a", 1, 1, 1, 10}, {"b", 1, 1, 2, 9}, {"c", 1, 1, 7, 7}};
    static const made_arc now_arcs[] = {{"a", "b", 1, 2, 9}, {"b", "c", 1, 7, 7}};
    static const made_function base[] = {{"m", 1, 1, 1, 8}, {"c", 1, 1, 3, 7}, {"a", 1, 1, 4, 4}};
    static const made_arc base_arcs[] = {{"m", "c", 1, 3, 7}, {"c", "a", 1, 4, 4}};
    rn_profile *both;
    rn_tree *tree =
        pair_of(&both, make_arcs(now, 3, now_arcs, 2), make_arcs(base, 3, base_arcs, 2));
    uint32_t a = find(tree, 0, "a"), b = find(tree, a, "b");
    check(tree, a, 10, 0, 10);
    check(tree, b, 9, 0, 9);
    check(tree, find(tree, b, "c"), 7, 0, 7);
    uint32_t m = find(tree, 0, "m"), c = find(tree, m, "c");
    check(tree, c, 0, 7, 7);
    check(tree, find(tree, c, "a"), 0, 4, 4);
    for (uint32_t n = 0; n < tree->count; n++)
        assert_int_equal(tree->flags[n], 0);
    rn_tree_free(tree);
    rn_profile_free(both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stacks),
        cmocka_unit_test(test_arcs),
        cmocka_unit_test(test_circle_of_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
