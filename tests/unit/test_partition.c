/* Cells of random trees lie within their parents, never overlap, and lose nothing silently. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "profile/builder.h"
#include "view/partition.h"

enum { FUNCTIONS = 12 };

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static rn_builder *new_builder(rn_report *report, uint32_t frames[FUNCTIONS])
{
    static render_limits limits;
    rn_limits_init(&limits);
    rn_builder *b = rn_builder_new(RN_STACKS, &limits, report);
    rn_builder_metric(b, RN_LITERAL("samples"), RN_LITERAL("samples"));
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
        char name[8];
        snprintf(name, sizeof name, "f%02u", FUNCTIONS - i);
        rn_function_key key = {.name = rn_bytes_of(name)};
        frames[i] = rn_builder_frame(b, rn_builder_function(b, &key), 0);
    }
    return b;
}

static rn_profile *random_profile(uint64_t seed, rn_report *report)
{
    uint32_t frames[FUNCTIONS];
    rn_profile *profile;
    rn_builder *b = new_builder(report, frames);
    uint32_t samples = 1 + next_random(&seed) % 300;
    for (uint32_t i = 0; i < samples; i++) {
        uint32_t stack = 0, depth = 1 + next_random(&seed) % 9;
        while (depth--)
            stack = rn_builder_push(b, stack, frames[next_random(&seed) % FUNCTIONS]);
        rn_builder_add_self(b, stack, 0, 1 + next_random(&seed) % 100);
    }
    assert_int_equal(rn_builder_finish(b, &profile), RENDER_OK);
    return profile;
}

/* The share of the row below `parent` that its cells cover, asserting that they stand in line. */
static double check_children(const rn_partition *p, uint32_t parent)
{
    double covered = 0, at = p->cells[parent].from;
    for (size_t i = 1; i < p->count; i++) {
        const rn_cell *cell = &p->cells[i];
        if (cell->parent != parent)
            continue;
        assert_true(cell->depth == p->cells[parent].depth + 1);
        assert_true(cell->from >= at - 1e-12);
        assert_true(cell->to <= p->cells[parent].to + 1e-9);
        at = cell->to;
        covered += cell->to - cell->from;
    }
    return covered;
}

static void check_partition(const rn_tree *tree, const rn_partition *p,
                            const rn_partition_options *options)
{
    assert_true(p->cells[0].from == 0 && p->cells[0].to == 1);
    for (uint32_t i = 0; i < p->count; i++) {
        const rn_cell *cell = &p->cells[i];
        if (cell->more) {
            assert_true(cell->to - cell->from >= options->min_share);
            continue;
        }
        double share = tree->total[cell->node] / tree->total[0];
        double children = (tree->total[cell->node] - tree->self[cell->node]) / tree->total[0];
        assert_true(fabs(cell->to - cell->from - share) < 1e-12);
        double covered = check_children(p, i);
        if (cell->depth == options->max_depth)
            assert_true(covered == 0);
        else /* what is not covered is less than one narrow cell */
            assert_true(covered <= children + 1e-9 &&
                        covered >= children - options->min_share - 1e-9);
    }
}

static void cells_tile_their_parents(void **state)
{
    (void)state;
    static const double min_shares[] = {0, 0.001, 0.02, 0.2};
    for (uint64_t seed = 1; seed <= 200; seed++) {
        rn_report report = {0};
        rn_tree *tree;
        rn_partition partition;
        rn_profile *profile = random_profile(seed, &report);
        rn_partition_options options = {.min_share = min_shares[seed % 4],
                                        .max_depth = seed % 3 ? 100 : 3,
                                        .order = RENDER_ORDER_NAME + seed % 3};
        assert_int_equal(rn_tree_new(&tree, profile, 0, 0, &report), RENDER_OK);
        assert_int_equal(rn_partition_init(&partition, tree, &options, &report), RENDER_OK);
        check_partition(tree, &partition, &options);
        if (options.min_share == 0 && options.max_depth == 100)
            assert_int_equal(partition.count, tree->count);
        rn_partition_finish(&partition);
        rn_tree_free(tree);
        rn_profile_free(profile);
    }
}

static void assert_row(const rn_partition *p, const rn_tree *tree, const char *const names[],
                       size_t count)
{
    assert_int_equal(p->count, count + 1);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(
            rn_function_name(tree->profile, tree->function[p->cells[i + 1].node]).data, names[i]);
}

static void siblings_stand_in_the_order_asked_for(void **state)
{
    (void)state;
    static const char *const by_name[] = {"f10", "f11", "f12"};
    static const char *const by_weight[] = {"f11", "f10", "f12"};
    static const char *const first[] = {"f12", "f10", "f11"};
    uint32_t frames[FUNCTIONS];
    rn_report report = {0};
    rn_profile *profile;
    rn_tree *tree;
    rn_partition partition;
    rn_builder *b = new_builder(&report, frames);
    static const uint32_t samples[][2] = {{0, 1}, {2, 2}, {1, 3}};
    for (size_t i = 0; i < 3; i++)
        rn_builder_add_self(b, rn_builder_push(b, 0, frames[samples[i][0]]), 0, samples[i][1]);
    rn_builder_finish(b, &profile);
    rn_tree_new(&tree, profile, 0, 0, &report);
    rn_partition_options options = {.max_depth = 9, .order = RENDER_ORDER_NAME};
    const char *const *rows[] = {by_name, by_weight, first};
    for (int i = 0; i < 3; i++, options.order++) {
        rn_partition_init(&partition, tree, &options, &report);
        assert_row(&partition, tree, rows[i], 3);
        rn_partition_finish(&partition);
    }
    rn_tree_free(tree);
    rn_profile_free(profile);
}

static void narrow_siblings_become_one_cell(void **state)
{
    (void)state;
    uint32_t frames[FUNCTIONS];
    rn_report report = {0};
    rn_profile *profile;
    rn_tree *tree;
    rn_partition partition;
    rn_builder *b = new_builder(&report, frames);
    rn_builder_add_self(b, rn_builder_push(b, 0, frames[0]), 0, 90);
    for (uint32_t i = 1; i <= 10; i++)
        rn_builder_add_self(b, rn_builder_push(b, 0, frames[i]), 0, 1);
    rn_builder_finish(b, &profile);
    rn_tree_new(&tree, profile, 0, 0, &report);
    rn_partition_options options = {.min_share = 0.05, .max_depth = 9, .order = RENDER_ORDER_NAME};
    rn_partition_init(&partition, tree, &options, &report);
    assert_int_equal(partition.count, 3);
    assert_int_equal(partition.cells[2].more, 10);
    assert_true(fabs(partition.cells[2].to - partition.cells[2].from - 0.1) < 1e-12);
    assert_int_equal(partition.hidden, 10);
    rn_partition_finish(&partition);
    rn_tree_free(tree);
    rn_profile_free(profile);
}

/* On a page, what is called below the last row stands in one '… more' cell under its caller, as wide as it
 * costs, which tells how many there are. */
static void check_fold(const rn_tree *tree, const rn_partition *p, uint32_t last, uint32_t shown)
{
    double folded = 0;
    uint32_t more = 0;
    for (size_t i = 0; i < p->count; i++) {
        const rn_cell *cell = &p->cells[i];
        assert_true(cell->depth <= last + 1);
        if (cell->depth <= last)
            continue;
        const rn_cell *parent = &p->cells[cell->parent];
        double callees = tree->total[parent->node] - tree->self[parent->node];
        assert_true(cell->more > 0);
        assert_true(fabs(cell->to - cell->from - callees / tree->total[0]) < 1e-9);
        assert_true(cell->from == parent->from);
        folded += cell->to - cell->from;
        more += cell->more;
    }
    assert_true(fabs(folded - p->cut_share) < 1e-9);
    assert_int_equal(shown + more, tree->count);
}

static void what_has_no_row_is_folded(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 40; seed++) {
        rn_report report = {0};
        rn_profile *profile = random_profile(seed, &report);
        rn_tree *tree;
        assert_int_equal(rn_tree_new(&tree, profile, 0, 0, &report), RENDER_OK);
        for (uint32_t last = 0; last < 10; last++) {
            rn_partition_options options = {
                .max_depth = last, .folds = true, .order = RENDER_ORDER_NAME};
            rn_partition partition;
            assert_int_equal(rn_partition_init(&partition, tree, &options, &report), RENDER_OK);
            uint32_t shown = 0;
            for (size_t i = 0; i < partition.count; i++)
                shown += !partition.cells[i].more;
            check_fold(tree, &partition, last, shown);
            rn_partition_finish(&partition);
        }
        rn_tree_free(tree);
        rn_profile_free(profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_tile_their_parents),
        cmocka_unit_test(siblings_stand_in_the_order_asked_for),
        cmocka_unit_test(narrow_siblings_become_one_cell),
        cmocka_unit_test(what_has_no_row_is_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
