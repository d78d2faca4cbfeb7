/* The tree of a page: its order, and what becomes of calls that it has no room for. */
#include "make_profile.h"
#include "page/page_tree.h"

/* Returns what the nodes that are left out cost at most. */
static double init(rn_page_tree *out, rn_tree **tree, rn_profile *profile, double min_share,
                   uint32_t most)
{
    rn_report report = {0};
    assert_int_equal(rn_tree_new(tree, profile, 0, min_share, &report), RENDER_OK);
    uint8_t *fates = calloc((*tree)->count, 1);
    double cut;
    assert_true(rn_page_tree_judge(fates, &cut, *tree, most));
    assert_int_equal(rn_page_tree_init(out, *tree, fates, &report), RENDER_OK);
    free(fates);
    rn_report_finish(&report);
    return cut;
}

static void finish(rn_page_tree *page, rn_tree *tree, rn_profile *profile)
{
    rn_page_tree_finish(page);
    rn_tree_free(tree);
    rn_profile_free(profile);
}

static void check(const rn_page_tree *page, const rn_profile *profile, size_t index, uint32_t depth,
                  const char *name, double self, uint32_t more)
{
    const rn_page_node *node = &page->nodes[index];
    assert_true(index < page->count);
    assert_int_equal(node->depth, depth);
    assert_float_equal(node->self, self, 1e-9);
    assert_int_equal(node->more, more);
    if (name)
        assert_true(rn_bytes_equal(rn_function_name(profile, node->function), rn_bytes_of(name)));
    else
        assert_int_equal(node->function, RN_NONE);
}

static double sum(const rn_page_tree *page)
{
    double total = 0;
    for (size_t i = 0; i < page->count; i++)
        total += page->nodes[i].self;
    return total;
}

static void whole_tree(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("m;a;b 4\nm;c 3\nm 2\nm;a 1\nz 5\n");
    rn_page_tree page;
    rn_tree *tree;
    init(&page, &tree, profile, 0, 100);
    assert_int_equal(page.count, 6);
    check(&page, profile, 0, 0, NULL, 0, 0);
    check(&page, profile, 1, 1, "m", 2, 0);
    check(&page, profile, 2, 2, "a", 1, 0);
    check(&page, profile, 3, 3, "b", 4, 0);
    check(&page, profile, 4, 2, "c", 3, 0);
    check(&page, profile, 5, 1, "z", 5, 0);
    assert_int_equal(page.left_out, 0);
    finish(&page, tree, profile);
}

/* Of the nodes 18, 10, 5, 4, 3 (and the whole) three have room: what is cheaper is summed up. */
static void cut_tree(void **state)
{
    (void)state;
    rn_profile *profile = make_stacks("m;a;b 4\nm;c 3\nm;d 1\nm 5\nm;a 1\n");
    rn_page_tree page;
    rn_tree *tree;
    double cut = init(&page, &tree, profile, 0, 3);
    check(&page, profile, 1, 1, "m", 5, 0);
    check(&page, profile, 2, 2, "a", 1, 0);
    check(&page, profile, 3, 3, NULL, 4, 1);
    check(&page, profile, 4, 2, NULL, 4, 2);
    assert_int_equal(page.count, 5);
    assert_int_equal(page.left_out, 3);
    assert_float_equal(page.left_out_by, 8, 1e-9);
    assert_float_equal(cut, 4, 1e-9);
    assert_float_equal(sum(&page), 14, 1e-9);
    finish(&page, tree, profile);
}

/* What an estimate has left out already is no loss of the page. */
static void rest_of_an_estimate(void **state)
{
    (void)state;
    static const made_function functions[] = {
        {"m", 1, 1, 1, 10}, {"a", 1, 1, 8, 8}, {"b", 1, 1, 0.5, 0.5}, {"c", 1, 1, 0.5, 0.5}};
    static const made_arc arcs[] = {
        {"m", "a", 1, 8, 8}, {"m", "b", 1, 0.5, 0.5}, {"m", "c", 1, 0.5, 0.5}};
    rn_profile *profile = make_arcs(functions, 4, arcs, 3);
    rn_page_tree page;
    rn_tree *tree;
    init(&page, &tree, profile, 0.1, 100);
    check(&page, profile, 1, 1, "m", 1, 0);
    check(&page, profile, 2, 2, "a", 8, 0);
    check(&page, profile, 3, 2, NULL, 1, 2);
    assert_int_equal(page.left_out, 0);
    finish(&page, tree, profile);
}

static void deep_calls(void **state)
{
    (void)state;
    enum { DEPTH = 200000 };
    rn_builder *builder;
    rn_report report = {0};
    builder = rn_builder_new(RN_STACKS, default_limits(), &report);
    assert_non_null(builder);
    rn_builder_metric(builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
    uint32_t frames[] = {make_frame(builder, RN_LITERAL("a")),
                         make_frame(builder, RN_LITERAL("b"))};
    uint32_t stack = 0;
    for (int i = 0; i < DEPTH; i++)
        stack = rn_builder_push(builder, stack, frames[i % 2]);
    rn_builder_add_self(builder, stack, 0, 3);
    rn_profile *profile = finish_made(builder);
    rn_page_tree page;
    rn_tree *tree;
    init(&page, &tree, profile, 0, UINT32_MAX);
    assert_int_equal(page.count, DEPTH + 1);
    assert_int_equal(page.nodes[DEPTH].depth, DEPTH);
    finish(&page, tree, profile);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_tree),
        cmocka_unit_test(cut_tree),
        cmocka_unit_test(rest_of_an_estimate),
        cmocka_unit_test(deep_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
