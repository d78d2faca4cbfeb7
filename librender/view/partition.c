/* Top-down, row by row: the array of cells is its own work list, so only cells wide enough to be seen
 * are ever visited, and nothing recurses. */
#include "view/partition.h"

#include <stdlib.h>

#include "base/grow.h"

typedef struct child {
    uint32_t node;
    double total;
    rn_bytes name;
} child;

typedef struct work {
    rn_partition *out;
    const rn_tree *tree;
    const rn_partition_options *options;
    uint32_t *callees; /* [node]: all of them, also indirect ones; NULL: nothing is folded */
    child *children;   /* of the cell at hand */
    size_t capacity;
} work;

static int by_name(const void *a, const void *b)
{
    const child *left = a, *right = b;
    int order = rn_bytes_compare(left->name, right->name);
    return order ? order : left->node < right->node ? -1 : left->node > right->node;
}

static int by_weight(const void *a, const void *b)
{
    const child *left = a, *right = b;
    if (left->total != right->total)
        return left->total > right->total ? -1 : 1;
    return by_name(a, b);
}

static bool add_cell(work *w, uint32_t node, uint32_t parent, uint32_t more, double from,
                     double share)
{
    rn_partition *out = w->out;
    if (out->count >= RN_NONE || !RN_GROW(out->cells, out->capacity, out->count + 1))
        return false;
    uint32_t depth = out->count ? out->cells[parent].depth + 1 : 0;
    out->cells[out->count++] = (rn_cell){node, parent, depth, more, from, from + share};
    if (depth > out->depth)
        out->depth = depth;
    return true;
}

/* What the children too narrow to draw add up to. */
typedef struct rest {
    uint32_t count, merged;
    double share;
} rest;

static bool gather_children(work *w, uint32_t node, double whole, size_t *count, rest *left_out)
{
    const rn_tree *tree = w->tree;
    double least = w->options->parent_share * tree->total[node] / whole;
    if (least < w->options->min_share)
        least = w->options->min_share;
    for (uint32_t c = tree->first_child[node]; c; c = tree->next_sibling[c]) {
        bool is_more = tree->flags && tree->flags[c] & RN_NODE_MORE;
        double share = tree->total[c] / whole;
        /* it costs nothing of this metric, or of the side of a comparison that widths tell */
        if (!(share > 0))
            continue;
        if (is_more || share < least) {
            left_out->count += is_more ? tree->function[c] : 1;
            left_out->merged += is_more ? tree->function[c] : 0;
            left_out->share += share;
            continue;
        }
        if (!RN_GROW(w->children, w->capacity, *count + 1))
            return false;
        w->children[(*count)++] =
            (child){c, tree->total[c], rn_function_name(tree->profile, tree->function[c])};
    }
    return true;
}

static bool place_children(work *w, uint32_t cell)
{
    double whole = w->tree->total[0];
    uint32_t node = w->out->cells[cell].node;
    double at = w->out->cells[cell].from;
    size_t count = 0;
    rest left_out = {0};
    if (!gather_children(w, node, whole, &count, &left_out))
        return false;
    if (w->options->order != RENDER_ORDER_FIRST && count)
        qsort(w->children, count, sizeof *w->children,
              w->options->order == RENDER_ORDER_NAME ? by_name : by_weight);
    for (size_t i = 0; i < count; i++) {
        double share = w->children[i].total / whole;
        if (!add_cell(w, w->children[i].node, cell, 0, at, share))
            return false;
        at += share;
    }
    w->out->hidden += left_out.count;
    w->out->merged += left_out.merged;
    w->out->hidden_share += left_out.share;
    if (!left_out.count || left_out.share < w->options->min_share)
        return true;
    return add_cell(w, node, cell, left_out.count, at, left_out.share);
}

static bool cut(work *w, uint32_t cell)
{
    uint32_t node = w->out->cells[cell].node;
    double share = (w->tree->total[node] - w->tree->self[node]) / w->tree->total[0];
    if (!w->tree->first_child[node])
        return true;
    w->out->cut++;
    w->out->cut_depth = w->out->cells[cell].depth;
    w->out->cut_share += share;
    if (!w->callees || share < w->options->min_share || !(share > 0))
        return true;
    return add_cell(w, node, cell, w->callees[node], w->out->cells[cell].from, share);
}

static bool count_callees(work *w)
{
    const rn_tree *tree = w->tree;
    if (!w->options->folds)
        return true;
    w->callees = rn_array_zero(tree->count, sizeof *w->callees);
    for (uint32_t n = tree->count; w->callees && n-- > 1;) {
        bool is_more = tree->flags && tree->flags[n] & RN_NODE_MORE;
        w->callees[tree->parent[n]] += w->callees[n] + (is_more ? tree->function[n] : 1);
    }
    return w->callees;
}

render_status rn_partition_init(rn_partition *out, const rn_tree *tree,
                                const rn_partition_options *options, rn_report *report)
{
    *out = (rn_partition){0};
    work w = {.out = out, .tree = tree, .options = options};
    bool done = tree->total[0] > 0 && count_callees(&w) && add_cell(&w, 0, 0, 0, 0, 1);
    for (size_t i = 0; done && i < out->count; i++) {
        if (out->cells[i].more)
            continue;
        if (out->cells[i].depth < options->max_depth)
            done = place_children(&w, (uint32_t)i);
        else
            done = cut(&w, (uint32_t)i);
    }
    free(w.children);
    free(w.callees);
    if (tree->total[0] <= 0)
        return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "the profile holds no cost to draw");
    return done ? RENDER_OK : rn_fail_memory(report);
}

uint32_t rn_partition_busy_depth(const rn_partition *partition, double share)
{
    uint32_t busy = 0;
    double sum = 0;
    for (size_t i = 0; i < partition->count; i++) {
        const rn_cell *cell = &partition->cells[i];
        /* rows follow each other */
        if (i && cell->depth != partition->cells[i - 1].depth)
            sum = 0;
        sum += cell->to - cell->from;
        if (sum >= share)
            busy = cell->depth;
    }
    return busy;
}

void rn_partition_finish(rn_partition *partition)
{
    free(partition->cells);
    *partition = (rn_partition){0};
}
