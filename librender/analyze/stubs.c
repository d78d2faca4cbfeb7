/* A function's calls that are not drawn are one group of arcs, its callers that are not another one. */
#include "analyze/stubs.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"

typedef struct finder {
    const rn_graph *graph;
    const rn_selection *selection;
    bool *is_drawn;  /* [arc] */
    uint32_t *group; /* [arc] */
    double *sum;     /* [function] */
    rn_stub *stubs;  /* [function], of one side */
} finder;

static bool counts(const finder *f, uint32_t arc)
{
    const rn_graph *graph = f->graph;
    bool costs = graph->arc_total[arc] > 0;
    bool calls = graph->arc_calls && graph->arc_calls[arc] > 0;
    return !f->is_drawn[arc] && graph->arcs[arc].caller != graph->arcs[arc].callee &&
           (costs || calls);
}

static void remember(rn_stub *stub, const rn_graph *graph, uint32_t arc)
{
    for (int i = 0; i < RN_STUB_HEAVIEST; i++) {
        uint32_t other = stub->heaviest[i];
        if (other != RN_NONE && !(graph->arc_total[arc] > graph->arc_total[other]))
            continue;
        stub->heaviest[i] = arc;
        arc = other;
        if (arc == RN_NONE)
            return;
    }
}

static void clear_side(finder *f, bool are_callers)
{
    for (uint32_t i = 0; i < f->graph->function_count; i++) {
        f->stubs[i] = (rn_stub){.function = i, .are_callers = are_callers};
        for (int k = 0; k < RN_STUB_HEAVIEST; k++)
            f->stubs[i].heaviest[k] = RN_NONE;
    }
}

static bool find_side(finder *f, bool are_callers)
{
    clear_side(f, are_callers);
    for (uint32_t a = 0; a < f->graph->arc_count; a++) {
        uint32_t function = are_callers ? f->graph->arcs[a].callee : f->graph->arcs[a].caller;
        bool is_asked = f->selection->node[function] && counts(f, a);
        f->group[a] = is_asked ? function : RN_NONE;
        if (!is_asked)
            continue;
        f->stubs[function].count++;
        remember(&f->stubs[function], f->graph, a);
    }
    if (!rn_graph_sum_arcs(f->sum, f->graph, f->group, f->graph->function_count))
        return false;
    for (uint32_t i = 0; i < f->graph->function_count; i++)
        f->stubs[i].total = f->sum[i];
    return true;
}

/* Of recorded arcs, recursion may count a stack more than once. */
static void bound(finder *f)
{
    for (uint32_t i = 0; i < f->graph->function_count; i++)
        if (f->graph->function_total[i] < f->stubs[i].total)
            f->stubs[i].total = f->graph->function_total[i];
}

static void take(rn_stubs *out, const finder *f, double threshold)
{
    double least = threshold * rn_prune_whole(f->graph);
    for (uint32_t i = 0; i < f->graph->function_count; i++)
        if (f->stubs[i].count && f->stubs[i].total >= least)
            out->items[out->count++] = f->stubs[i];
}

static int compare_stubs(const void *left, const void *right)
{
    const rn_stub *a = left, *b = right;
    if (a->function != b->function)
        return a->function < b->function ? -1 : 1;
    return (a->are_callers < b->are_callers) - (a->are_callers > b->are_callers);
}

static bool find(rn_stubs *out, finder *f, double threshold)
{
    for (uint32_t a = 0; a < f->selection->arc_count; a++)
        f->is_drawn[f->selection->arcs[a].arc] = true;
    for (int side = 0; side < 2; side++) {
        if (!find_side(f, side == 0))
            return false;
        bound(f);
        take(out, f, threshold);
    }
    qsort(out->items, out->count, sizeof *out->items, compare_stubs);
    return true;
}

bool rn_stubs_find(rn_stubs *out, const rn_graph *graph, const rn_selection *selection,
                   double threshold)
{
    size_t functions = graph->function_count, arcs = graph->arc_count;
    finder f = {.graph = graph,
                .selection = selection,
                .is_drawn = rn_array_zero(arcs, sizeof *f.is_drawn),
                .group = rn_array_new(arcs, sizeof *f.group),
                .sum = rn_array_new(functions, sizeof *f.sum),
                .stubs = rn_array_new(functions, sizeof *f.stubs)};
    *out = (rn_stubs){.items = rn_array_new(2 * functions, sizeof *out->items)};
    bool found =
        f.is_drawn && f.group && f.sum && f.stubs && out->items && find(out, &f, threshold);
    free(f.is_drawn);
    free(f.group);
    free(f.sum);
    free(f.stubs);
    if (!found)
        rn_stubs_finish(out);
    return found;
}

void rn_stubs_finish(rn_stubs *stubs)
{
    free(stubs->items);
    *stubs = (rn_stubs){0};
}
