/* See caller_rows.h. */
#include "read/caller_rows.h"

#include <stdlib.h>

#include "base/grow.h"

/* Adds the stack that ends, at its root, with the last row, and closes that row. */
static void close_row(rn_caller_rows *tree)
{
    uint32_t stack = 0;
    double left = tree->rows[tree->count - 1].left;
    if (left > 0) {
        for (size_t i = tree->count; i-- > 0;)
            if (tree->rows[i].frame != RN_NONE)
                stack = rn_builder_push(tree->builder, stack, tree->rows[i].frame);
        rn_builder_add_self(tree->builder, stack, tree->metric, left);
        tree->has_value = true;
    }
    tree->contradictions += left < 0;
    tree->count--;
}

void rn_caller_rows_close(rn_caller_rows *tree, size_t level)
{
    while (tree->count > level)
        close_row(tree);
}

bool rn_caller_rows_enter(rn_caller_rows *tree, size_t level, uint32_t frame, double value)
{
    rn_caller_rows_close(tree, level);
    if (!RN_GROW(tree->rows, tree->capacity, tree->count + 1)) {
        rn_fail_memory(rn_builder_report(tree->builder));
        return false;
    }
    if (tree->count)
        tree->rows[tree->count - 1].left -= value;
    tree->rows[tree->count++] = (rn_caller_row){frame, value};
    return rn_builder_status(tree->builder) == RENDER_OK;
}

void rn_caller_rows_finish(rn_caller_rows *tree)
{
    free(tree->rows);
}
