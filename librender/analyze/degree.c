/* Arcs are handled as places in their order by weight: a smaller number is a heavier arc. */
#include "analyze/degree.h"

#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"

typedef struct limiter {
    rn_selection *selection;
    const rn_graph *graph;
    uint32_t arc_count;
    uint32_t *order;        /* arcs, the heaviest first */
    uint32_t *place;        /* [arc]: in `order` */
    uint32_t *first, *from; /* arcs by caller */
    uint32_t *heap;         /* places, the smallest on top */
    uint32_t heap_count;
    uint32_t *starts; /* functions, the most expensive first */
    uint32_t start_count;
    uint32_t *in, *out; /* [function]: arcs that are kept */
    bool *reached;      /* [function] */
    bool *kept;         /* [arc] */
} limiter;

/* ---- a heap of places ------------------------------------------------------------------------- */

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t before = *a;
    *a = *b;
    *b = before;
}

static void heap_put(limiter *l, uint32_t place)
{
    uint32_t at = l->heap_count++;
    l->heap[at] = place;
    for (; at && l->heap[(at - 1) / 2] > l->heap[at]; at = (at - 1) / 2)
        swap(&l->heap[(at - 1) / 2], &l->heap[at]);
}

static uint32_t heap_take(limiter *l)
{
    uint32_t top = l->heap[0], at = 0;
    l->heap[0] = l->heap[--l->heap_count];
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= l->heap_count)
            return top;
        child += child + 1 < l->heap_count && l->heap[child + 1] < l->heap[child];
        if (l->heap[at] <= l->heap[child])
            return top;
        swap(&l->heap[at], &l->heap[child]);
        at = child;
    }
}

/* ---- what keeps functions connected ----------------------------------------------------------- */

static void keep(limiter *l, uint32_t arc)
{
    l->kept[arc] = true;
    l->out[l->selection->arcs[arc].caller]++;
    l->in[l->selection->arcs[arc].callee]++;
}

static void reach(limiter *l, uint32_t function)
{
    l->reached[function] = true;
    for (uint32_t i = l->first[function]; i < l->first[function + 1]; i++)
        if (!l->reached[l->selection->arcs[l->from[i]].callee])
            heap_put(l, l->place[l->from[i]]);
}

static void follow(limiter *l)
{
    while (l->heap_count) {
        uint32_t arc = l->order[heap_take(l)];
        uint32_t callee = l->selection->arcs[arc].callee;
        if (l->reached[callee])
            continue;
        keep(l, arc);
        reach(l, callee);
    }
}

static void find_called(const limiter *l, bool *called)
{
    for (uint32_t a = 0; a < l->arc_count; a++)
        if (l->selection->arcs[a].caller != l->selection->arcs[a].callee)
            called[l->selection->arcs[a].callee] = true;
}

/* Ways from all functions that nothing leads to; then, for cycles that nothing leads to either, from the most
 * expensive function that is left. */
static bool connect(limiter *l)
{
    bool *called = rn_array_zero(l->graph->function_count, sizeof *called);
    if (!called)
        return false;
    find_called(l, called);
    for (uint32_t i = 0; i < l->start_count; i++)
        if (!called[l->starts[i]])
            reach(l, l->starts[i]);
    follow(l);
    for (uint32_t i = 0; i < l->start_count; i++)
        if (!l->reached[l->starts[i]]) {
            reach(l, l->starts[i]);
            follow(l);
        }
    free(called);
    return true;
}

/* ---- the others ------------------------------------------------------------------------------- */

static void keep_heaviest(limiter *l, uint32_t most)
{
    for (uint32_t i = 0; i < l->arc_count; i++) {
        const rn_drawn_arc *arc = &l->selection->arcs[l->order[i]];
        if (arc->caller == arc->callee)
            l->kept[l->order[i]] = true;
        else if (!l->kept[l->order[i]] && l->out[arc->caller] < most && l->in[arc->callee] < most)
            keep(l, l->order[i]);
    }
}

static void drop_others(rn_selection *selection, const bool *kept)
{
    uint32_t count = selection->arc_count + selection->residual_count, arcs = 0, all = 0;
    for (uint32_t a = 0; a < count; a++) {
        if (!kept[a])
            continue;
        arcs += !selection->arcs[a].is_residual;
        selection->arcs[all++] = selection->arcs[a];
    }
    selection->arc_count = arcs;
    selection->residual_count = all - arcs;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static int heaviest_first(const void *left, const void *right, void *data)
{
    const double *weight = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (weight[a] != weight[b])
        return weight[a] > weight[b] ? -1 : 1;
    return a < b ? -1 : a > b;
}

static double total_of(const rn_graph *graph, uint32_t function)
{
    double total = graph->function_total[function];
    return total > 0 ? total : 0;
}

static int most_expensive_first(const void *left, const void *right, void *data)
{
    const rn_graph *graph = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    double x = total_of(graph, a), y = total_of(graph, b);
    if (x != y)
        return x > y ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void sort(limiter *l, const double *weight)
{
    for (uint32_t a = 0; a < l->arc_count; a++)
        l->order[a] = a;
    qsort_r(l->order, l->arc_count, sizeof *l->order, heaviest_first, (void *)weight);
    for (uint32_t i = 0; i < l->arc_count; i++)
        l->place[l->order[i]] = i;
    for (uint32_t f = 0; f < l->graph->function_count; f++)
        if (l->selection->node[f])
            l->starts[l->start_count++] = f;
    qsort_r(l->starts, l->start_count, sizeof *l->starts, most_expensive_first, (void *)l->graph);
    rn_group(l->first, l->from, &l->selection->arcs->caller,
             sizeof(rn_drawn_arc) / sizeof(uint32_t), l->arc_count, l->graph->function_count);
}

/* One piece of memory for all lists. */
static bool limit(limiter *l, const double *weight, uint32_t most)
{
    size_t functions = l->graph->function_count, arcs = l->arc_count;
    uint32_t *memory = rn_array_zero(4 * functions + 1 + 4 * arcs, sizeof *memory);
    bool *flags = rn_array_zero(functions + arcs, sizeof *flags);
    bool done = memory && flags;
    if (done) {
        l->order = memory;
        l->place = memory + arcs;
        l->from = memory + 2 * arcs;
        l->heap = memory + 3 * arcs;
        l->starts = memory + 4 * arcs;
        l->in = l->starts + functions;
        l->out = l->in + functions;
        l->first = l->out + functions;
        l->reached = flags;
        l->kept = flags + functions;
        sort(l, weight);
        done = connect(l);
    }
    if (done)
        keep_heaviest(l, most);
    if (done)
        drop_others(l->selection, l->kept);
    free(memory);
    free(flags);
    return done;
}

bool rn_limit_degree(rn_selection *selection, const rn_graph *graph, const double *weight,
                     uint32_t most)
{
    limiter l = {.selection = selection,
                 .graph = graph,
                 .arc_count = selection->arc_count + selection->residual_count};
    return !l.arc_count || limit(&l, weight, most);
}
