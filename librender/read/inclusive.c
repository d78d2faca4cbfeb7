/* See inclusive.h. */
#include "read/inclusive.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

/* Sums of decimal fractions are not exact. */
static const double noise = 1e-9;

/* The line at hand is complete: adds what is left of its costs. */
static void leave(rn_inclusive *tree)
{
    const rn_inclusive_level *level = &tree->levels[--tree->count];
    bool is_contradiction = false;
    for (size_t i = 0; i < tree->metric_count; i++) {
        if (level->left[i] > noise * level->costs[i]) {
            rn_builder_add_self(tree->builder, level->stack, tree->metrics[i], level->left[i]);
            tree->has_cost = true;
        }
        is_contradiction |= level->left[i] < -(tree->rounding + noise) * level->costs[i];
    }
    tree->contradictions += is_contradiction;
}

bool rn_inclusive_enter(rn_inclusive *tree, uint64_t indent, uint32_t frame, const double *costs)
{
    while (tree->count && tree->levels[tree->count - 1].indent >= indent)
        leave(tree);
    if (!RN_GROW(tree->levels, tree->capacity, tree->count + 1)) {
        rn_fail_memory(rn_builder_report(tree->builder));
        return false;
    }
    rn_inclusive_level *level = &tree->levels[tree->count++];
    rn_inclusive_level *around = tree->count > 1 ? level - 1 : NULL;
    level->indent = indent;
    level->stack = rn_builder_push(tree->builder, around ? around->stack : 0, frame);
    for (size_t i = 0; i < tree->metric_count; i++) {
        level->left[i] = level->costs[i] = isnan(costs[i]) ? 0 : costs[i];
        if (around)
            around->left[i] -= level->left[i];
    }
    return true;
}

void rn_inclusive_close(rn_inclusive *tree)
{
    while (tree->count)
        leave(tree);
}

void rn_inclusive_finish(rn_inclusive *tree)
{
    free(tree->levels);
}
