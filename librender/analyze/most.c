/* Cycles are looked for only where a total is unknown: profiles of stacks and pstats know all of them. */
#include "analyze/most.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/cycles.h"

typedef struct costs {
    const rn_graph *graph;
    const double *self, *function_total, *arc_total;
} costs;

static bool has_unknown(const costs *c)
{
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        if (isnan(c->function_total[f]))
            return true;
    return false;
}

/* sum[c]: what cycle c costs. */
static void sum_cycles(const costs *c, const uint32_t *component, double *sum)
{
    const rn_graph *graph = c->graph;
    for (uint32_t f = 0; f < graph->function_count; f++)
        sum[f] = 0;
    for (uint32_t f = 0; f < graph->function_count; f++)
        sum[component[f]] += c->self[f];
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (component[graph->arcs[a].caller] != component[graph->arcs[a].callee])
            sum[component[graph->arcs[a].caller]] += c->arc_total[a];
}

static bool fill_unknown(const costs *c, const uint32_t *component, double *functions)
{
    uint32_t count = c->graph->function_count;
    double *sum = rn_array_new(count, sizeof *sum);
    if (sum)
        sum_cycles(c, component, sum);
    for (uint32_t f = 0; sum && f < count; f++)
        functions[f] = isnan(functions[f]) ? sum[component[f]] : functions[f];
    free(sum);
    return sum;
}

static void bound_arcs(const costs *c, const uint32_t *component, const rn_most *out)
{
    for (uint32_t a = 0; a < c->graph->arc_count; a++) {
        rn_arc_info arc = c->graph->arcs[a];
        double most = fmin(out->functions[arc.caller], out->functions[arc.callee]);
        if (component[arc.caller] == component[arc.callee] && out->arcs[a] > most)
            out->arcs[a] = most;
    }
}

static bool look_into_cycles(const costs *c, rn_most *out)
{
    const rn_graph *graph = c->graph;
    uint32_t *component = rn_array_new(graph->function_count, sizeof *component);
    bool enough = component &&
                  rn_cycles_find(graph->function_count, graph->arcs, graph->arc_count, component) !=
                      RN_NONE &&
                  fill_unknown(c, component, out->functions);
    if (enough)
        bound_arcs(c, component, out);
    free(component);
    return enough;
}

bool rn_most_init(rn_most *out, const rn_graph *graph, const double *self,
                  const double *function_total, const double *arc_total)
{
    costs c = {graph, self, function_total, arc_total};
    *out = (rn_most){rn_array_new(graph->function_count, sizeof *out->functions),
                     rn_array_new(graph->arc_count, sizeof *out->arcs)};
    if (!out->functions || !out->arcs)
        return false;
    for (uint32_t f = 0; f < graph->function_count; f++)
        out->functions[f] = function_total[f];
    for (uint32_t a = 0; a < graph->arc_count; a++)
        out->arcs[a] = arc_total[a];
    return !has_unknown(&c) || look_into_cycles(&c, out);
}

void rn_most_finish(rn_most *bounds)
{
    free(bounds->functions);
    free(bounds->arcs);
    *bounds = (rn_most){0};
}
