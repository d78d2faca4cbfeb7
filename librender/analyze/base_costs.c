/* The graph of a comparison has the functions and arcs of both sides: it is measured by the base's metric
 * and then again by its own. */
#include "analyze/base_costs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"

static double *copy_column(const double *values, uint32_t count)
{
    double *copy = rn_array_new(count, sizeof *copy);
    if (copy && count)
        memcpy(copy, values, count * sizeof *copy);
    return copy;
}

static bool copy_costs(rn_base_costs *out, const rn_graph *graph)
{
    out->is_compared = true;
    out->total = graph->total;
    out->self = copy_column(graph->self, graph->function_count);
    out->function_total = copy_column(graph->function_total, graph->function_count);
    out->arc_total = copy_column(graph->arc_total, graph->arc_count);
    return out->self && out->function_total && out->arc_total;
}

render_status rn_base_costs_init(rn_base_costs *out, rn_graph *graph, rn_report *report)
{
    uint32_t metric = graph->metric, base = graph->profile->metrics[metric].base;
    *out = (rn_base_costs){0};
    if (base == RN_NONE)
        return RENDER_OK;
    if (rn_graph_measure(graph, base, report))
        return report->error.status;
    bool copied = copy_costs(out, graph);
    if (!copied)
        return rn_fail_memory(report);
    return rn_graph_measure(graph, metric, report);
}

void rn_base_costs_finish(rn_base_costs *costs)
{
    free(costs->self);
    free(costs->function_total);
    free(costs->arc_total);
    *costs = (rn_base_costs){0};
}

rn_figures rn_figures_of(const rn_graph *graph, const rn_base_costs *base, uint32_t function,
                         double tolerance)
{
    const rn_profile *profile = graph->profile;
    rn_figures f = {.self = graph->self[function],
                    .total = graph->function_total[function],
                    .calls = profile->calls ? profile->calls[function] : NAN,
                    .whole = graph->total,
                    .unit = rn_profile_unit(profile, graph->metric)};
    if (base->is_compared) {
        f.is_compared = true;
        f.base_self = base->self[function];
        f.base_total = base->function_total[function];
        f.base_calls = profile->base_calls ? profile->base_calls[function] : NAN;
        f.noise = tolerance * fmax(graph->total, base->total);
    }
    return f;
}
