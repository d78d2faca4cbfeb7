/* What the functions and arcs of a comparison cost before. */
#ifndef RN_BASE_COSTS_H
#define RN_BASE_COSTS_H

#include "analyze/graph.h"
#include "profile/function_cost.h"

typedef struct rn_base_costs {
    bool is_compared; /* false: the metric has no base, and there is nothing else here */
    double total;
    double *self, *function_total; /* [function]; NaN where unknown */
    double *arc_total;             /* [arc] */
} rn_base_costs;

/* Measures the base of the graph's metric on the same functions and arcs; the graph stays as it is. */
render_status rn_base_costs_init(rn_base_costs *out, rn_graph *graph, rn_report *report);
void rn_base_costs_finish(rn_base_costs *costs);

/* What a function costs; changes up to `tolerance` (a share of the larger total) are noise. */
rn_figures rn_figures_of(const rn_graph *graph, const rn_base_costs *base, uint32_t function,
                         double tolerance);

#endif
