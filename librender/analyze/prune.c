/* gprof2dot's thresholds: a function by its share of the whole; an arc by its own share, or where its
 * cost is unknown by the smaller share of its two ends. */
#include "analyze/prune.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

static double share_of(const rn_graph *graph, double value)
{
    return graph->total > 0 ? value / graph->total : 0;
}

static bool is_some(double value)
{
    return !isnan(value) && value != 0;
}

static bool has_cost_or_calls(const rn_graph *graph, uint32_t function)
{
    const double *calls = graph->profile->calls;
    return is_some(graph->self[function]) || is_some(graph->function_total[function]) ||
           (calls && is_some(calls[function]));
}

static void select_nodes(rn_selection *out, const rn_graph *graph, double threshold)
{
    double self = 0;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        bool possible =
            graph->profile->functions[f].kind == RN_FUNCTION && has_cost_or_calls(graph, f);
        out->nodes_possible += possible;
        out->node[f] = possible && !(share_of(graph, graph->function_total[f]) < threshold);
        out->node_count += out->node[f];
        if (out->node[f] && !isnan(graph->self[f]))
            self += graph->self[f];
    }
    out->self_share = share_of(graph, self);
}

static double weight_of_arc(const rn_graph *graph, uint32_t arc)
{
    if (!isnan(graph->arc_total[arc]))
        return graph->arc_total[arc];
    return fmin(graph->function_total[graph->arcs[arc].caller],
                graph->function_total[graph->arcs[arc].callee]);
}

static void select_arcs(rn_selection *out, const rn_graph *graph, double threshold)
{
    out->arcs_possible = graph->arc_count;
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        bool ends = out->node[graph->arcs[a].caller] && out->node[graph->arcs[a].callee];
        out->arc[a] = ends && !(share_of(graph, weight_of_arc(graph, a)) < threshold);
        out->arc_count += out->arc[a];
    }
}

render_status rn_prune(rn_selection *out, const rn_graph *graph, double node_threshold,
                       double edge_threshold, rn_report *report)
{
    *out = (rn_selection){0};
    out->node = rn_array_new(graph->function_count, sizeof *out->node);
    out->arc = rn_array_new(graph->arc_count, sizeof *out->arc);
    if (!out->node || !out->arc) {
        rn_selection_finish(out);
        return rn_fail_memory(report);
    }
    select_nodes(out, graph, node_threshold);
    select_arcs(out, graph, edge_threshold);
    return RENDER_OK;
}

static int costliest_first(const void *a, const void *b, void *data)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    const rn_graph *graph = data;
    double l = graph->function_total[left], r = graph->function_total[right];
    l = isnan(l) ? 0 : l;
    r = isnan(r) ? 0 : r;
    if (l != r)
        return l > r ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void drop_node(rn_selection *selection, const rn_graph *graph, uint32_t function)
{
    selection->node[function] = false;
    selection->node_count--;
    if (!isnan(graph->self[function]))
        selection->self_share -= graph->self[function] / graph->total;
}

render_status rn_selection_limit(rn_selection *selection, const rn_graph *graph, uint32_t most,
                                 rn_report *report)
{
    uint32_t count = 0, before = selection->node_count;
    if (before <= most)
        return RENDER_OK;
    uint32_t *functions = rn_array_new(before, sizeof *functions);
    if (!functions)
        return rn_fail_memory(report);
    for (uint32_t f = 0; f < graph->function_count; f++)
        if (selection->node[f])
            functions[count++] = f;
    qsort_r(functions, count, sizeof *functions, costliest_first, (void *)graph);
    for (uint32_t i = most; i < count; i++)
        drop_node(selection, graph, functions[i]);
    free(functions);
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        bool ends =
            selection->node[graph->arcs[a].caller] && selection->node[graph->arcs[a].callee];
        selection->arc_count -= selection->arc[a] && !ends;
        selection->arc[a] &= ends;
    }
    rn_warn(report, "%lu functions reach the threshold: the %lu costliest are drawn",
            (unsigned long)before, (unsigned long)most);
    return RENDER_OK;
}

void rn_selection_finish(rn_selection *selection)
{
    free(selection->node);
    free(selection->arc);
    *selection = (rn_selection){0};
}
