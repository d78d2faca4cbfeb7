/* Trees of stacks. */
#include "make_profile.h"

#include "analyze/tree.h"

static rn_tree *tree_of(const rn_profile *profile)
{
    rn_report report = {0};
    rn_tree *tree = NULL;
    assert_int_equal(rn_tree_new(&tree, profile, 0, 0.001, &report), RENDER_OK);
    rn_report_finish(&report);
    return tree;
}

static void check_node(const rn_tree *tree, uint32_t node, const char *name, double self,
                       double total)
{
    assert_true(node > 0 && node < tree->count);
    assert_int_equal(tree->function[node], find_function(tree->profile, name));
    assert_near(tree->self[node], self);
    assert_near(tree->total[node], total);
    assert_int_equal(tree->flags[node], 0);
}

static void test_stacks_are_the_tree(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("main;b 2\nmain;a;c 3\nother 4\nmain 1\n");
    rn_tree *tree = tree_of(profile);
    assert_int_equal(tree->count, 6);
    assert_int_equal(tree->function[0], RN_NONE);
    assert_near(tree->total[0], 10);
    assert_false(tree->estimated);
    uint32_t main_node = tree->first_child[0];
    check_node(tree, main_node, "main", 1, 6);
    check_node(tree, tree->first_child[main_node], "b", 2, 2);
    uint32_t a = tree->next_sibling[tree->first_child[main_node]];
    check_node(tree, a, "a", 0, 3);
    check_node(tree, tree->first_child[a], "c", 3, 3);
    assert_int_equal(tree->next_sibling[a], 0);
    check_node(tree, tree->next_sibling[main_node], "other", 4, 4);
    rn_tree_free(tree);
    rn_profile_free(profile);
}

static void test_lines_become_one_node(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("f:1;g:5 3\nf:2;g:6 4\nf:2;h:9 2\nf:1 1\n");
    rn_tree *tree = tree_of(profile);
    assert_int_equal(tree->count, 4);
    uint32_t f = tree->first_child[0];
    check_node(tree, f, "f", 1, 10);
    check_node(tree, tree->first_child[f], "g", 7, 7);
    check_node(tree, tree->next_sibling[tree->first_child[f]], "h", 2, 2);
    rn_tree_free(tree);
    rn_profile_free(profile);
}

/* A deep stack needs no deep C stack. */
static void test_a_million_frames(void **state)
{
    (void)state;
    enum { DEPTH = 1000000 };
    rn_report report = {0};
    rn_builder *builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    rn_builder_metric(builder, RN_LITERAL("samples"), RN_LITERAL(""));
    uint32_t stack = 0, frames[2] = {make_frame(builder, RN_LITERAL("f")),
                                     make_frame(builder, RN_LITERAL("g"))};
    for (int i = 0; i < DEPTH; i++)
        stack = rn_builder_push(builder, stack, frames[i % 2]);
    rn_builder_add_self(builder, stack, 0, 1);
    rn_profile *profile = finish_made(builder);
    rn_tree *tree = tree_of(profile);
    assert_int_equal(tree->count, DEPTH + 1);
    assert_near(tree->total[tree->first_child[0]], 1);
    rn_tree_free(tree);
    rn_profile_free(profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stacks_are_the_tree),
        cmocka_unit_test(test_lines_become_one_node),
        cmocka_unit_test(test_a_million_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
