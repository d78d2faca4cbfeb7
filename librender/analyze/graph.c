/* Call graphs of recorded arcs, and the life of all graphs; graph_stacks.c counts those of stacks. */
#include "analyze/graph.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/graph_stacks.h"
#include "base/group.h"
#include "base/grow.h"
#include "profile/caller.h"
#include "profile/cycles.h"

/* ---- recorded arcs ---------------------------------------------------------------------------- */

uint32_t *rn_graph_order_arcs(const rn_arc_info *arcs, uint32_t count, uint32_t function_count)
{
    uint32_t *order = rn_array_new(count, sizeof *order);
    uint32_t *by_callee = rn_array_new(count, sizeof *by_callee);
    uint32_t *first = rn_array_new(function_count + (size_t)1, sizeof *first);
    bool enough = order && by_callee && first;
    if (enough && count) {
        rn_group(first, by_callee, &arcs->callee, 2, count, function_count);
        rn_group_again(first, order, by_callee, &arcs->caller, 2, count, function_count);
    }
    free(first);
    free(by_callee);
    if (enough)
        return order;
    free(order);
    return NULL;
}

static bool copy_arcs(rn_graph *graph, const rn_arc_info *arcs, const uint32_t *order,
                      uint32_t count)
{
    graph->arcs = rn_array_new(count, sizeof *graph->arcs);
    graph->arc_total = rn_array_zero(count, sizeof *graph->arc_total);
    if (!graph->arcs || !graph->arc_total)
        return false;
    for (uint32_t i = 0; i < count; i++)
        graph->arcs[i] = arcs[order[i]];
    graph->arc_count = count;
    return true;
}

/* A column of the profile's arcs in the order of the graph's; NULL when memory is out. */
static double *in_order(const rn_graph *graph, const double *column)
{
    double *values = rn_array_new(graph->arc_count, sizeof *values);
    for (uint32_t a = 0; values && a < graph->arc_count; a++)
        values[a] = column[graph->links->source[a]];
    return values;
}

static bool copy_calls(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    graph->arc_calls = in_order(graph, profile->arc_calls);
    if (profile->base_arc_calls)
        graph->base_arc_calls = in_order(graph, profile->base_arc_calls);
    return graph->arc_calls && (graph->base_arc_calls || !profile->base_arc_calls);
}

static bool link_recorded(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    uint32_t *order =
        rn_graph_order_arcs(profile->arcs, profile->arc_count, profile->function_count);
    uint32_t kept = 0;
    for (uint32_t i = 0; order && i < profile->arc_count; i++) {
        rn_arc_info arc = profile->arcs[order[i]];
        if (rn_is_function(profile, arc.caller) && rn_is_function(profile, arc.callee))
            order[kept++] = order[i];
    }
    graph->links->source = order;
    return order && copy_arcs(graph, profile->arcs, order, kept) && copy_calls(graph);
}

/* What the recorded arcs into a function leave of its total, and the calls that share it: those from
 * outside of its cycle, since calls within a cycle take no time that the outer ones do not. */
typedef struct sharing {
    double total, outer_calls, all_calls;
} sharing;

static bool is_within(const uint32_t *component, rn_arc_info arc)
{
    return component[arc.caller] == component[arc.callee];
}

static void collect_sharing(const rn_graph *graph, const uint32_t *component, sharing *shared)
{
    for (uint32_t f = 0; f < graph->function_count; f++)
        shared[f] = (sharing){graph->function_total[f], 0, 0};
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        sharing *callee = &shared[graph->arcs[a].callee];
        double calls = isnan(graph->arc_calls[a]) ? 0 : graph->arc_calls[a];
        bool within = is_within(component, graph->arcs[a]);
        if (isnan(graph->arc_total[a])) {
            callee->all_calls += calls;
            callee->outer_calls += within ? 0 : calls;
        } else if (!within) {
            callee->total -= graph->arc_total[a];
        }
    }
}

static double share_of_calls(const rn_graph *graph, uint32_t arc, const uint32_t *component,
                             const sharing *shared)
{
    const sharing *callee = &shared[graph->arcs[arc].callee];
    double whole = graph->function_total[graph->arcs[arc].callee];
    double calls = graph->arc_calls[arc];
    if (is_within(component, graph->arcs[arc]))
        return callee->all_calls > 0 ? whole * (calls / callee->all_calls) : NAN;
    if (!(callee->outer_calls > 0))
        return NAN;
    return (callee->total < 0 ? 0 : callee->total) * (calls / callee->outer_calls);
}

static bool fill_unknown_arcs(rn_graph *graph)
{
    uint32_t *component = rn_array_new(graph->function_count, sizeof *component);
    sharing *shared = rn_array_new(graph->function_count, sizeof *shared);
    bool enough =
        component && shared &&
        rn_cycles_find(graph->function_count, graph->arcs, graph->arc_count, component) != RN_NONE;
    if (enough) {
        collect_sharing(graph, component, shared);
        for (uint32_t a = 0; a < graph->arc_count; a++)
            if (isnan(graph->arc_total[a]))
                graph->arc_total[a] = share_of_calls(graph, a, component, shared);
    }
    free(component);
    free(shared);
    return enough;
}

static bool has_unknown_arcs(const rn_graph *graph)
{
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (isnan(graph->arc_total[a]))
            return true;
    return false;
}

/* Of a profile that lacks stacks, too: such a graph has no arcs. */
static bool measure_recorded(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    size_t size = graph->function_count * sizeof(double);
    memcpy(graph->self, profile->function_self[graph->metric], size);
    memcpy(graph->function_total, profile->function_total[graph->metric], size);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        graph->arc_total[a] = profile->arc_total[graph->metric][graph->links->source[a]];
    return !has_unknown_arcs(graph) || fill_unknown_arcs(graph);
}

/* ---- life ------------------------------------------------------------------------------------- */

render_status rn_graph_measure(rn_graph *graph, uint32_t metric, rn_report *report)
{
    graph->metric = metric;
    graph->total = graph->profile->metrics[metric].total;
    bool is_counted = graph->profile->shape == RN_STACKS && !(graph->profile->least_share > 0);
    bool measured = is_counted ? rn_graph_measure_stacks(graph) : measure_recorded(graph);
    return measured ? RENDER_OK : rn_fail_memory(report);
}

static bool init_graph(rn_graph *graph, const rn_profile *profile, uint32_t metric,
                       const rn_graph_scope *scope)
{
    graph->profile = profile;
    graph->metric = metric;
    graph->total = profile->metrics[metric].total;
    graph->function_count = profile->function_count;
    graph->self = rn_array_new(profile->function_count, sizeof *graph->self);
    graph->function_total = rn_array_new(profile->function_count, sizeof *graph->function_total);
    graph->links = rn_array_zero(1, sizeof *graph->links);
    if (!graph->self || !graph->function_total || !graph->links)
        return false;
    if (profile->least_share > 0 || (profile->shape == RN_ARCS && scope->has_no_arcs))
        return true;
    bool linked =
        profile->shape == RN_STACKS ? rn_graph_link_stacks(graph, scope) : link_recorded(graph);
    if (profile->shape == RN_ARCS)
        graph->arcs_possible = graph->arc_count;
    return linked;
}

render_status rn_graph_new_within(rn_graph **out, const rn_profile *profile, uint32_t metric,
                                  const rn_graph_scope *scope, rn_report *report)
{
    *out = NULL;
    rn_graph *graph = rn_array_zero(1, sizeof *graph);
    if (!graph || !init_graph(graph, profile, metric, scope)) {
        rn_graph_free(graph);
        return rn_fail_memory(report);
    }
    render_status status = rn_graph_measure(graph, metric, report);
    if (status)
        rn_graph_free(graph);
    else
        *out = graph;
    return status;
}

render_status rn_graph_new(rn_graph **out, const rn_profile *profile, uint32_t metric,
                           rn_report *report)
{
    return rn_graph_new_within(out, profile, metric, &(rn_graph_scope){0}, report);
}

static void free_links(rn_graph_links *links)
{
    if (!links)
        return;
    free(links->source);
    rn_stack_links_finish(&links->stacks);
    rn_graph_free_chosen(links);
    free(links->arc);
    free(links);
}

void rn_graph_free(rn_graph *graph)
{
    if (!graph)
        return;
    free_links(graph->links);
    free(graph->self);
    free(graph->function_total);
    free(graph->arcs);
    free(graph->arc_total);
    free(graph->arc_calls);
    free(graph->base_arc_calls);
    free(graph);
}
