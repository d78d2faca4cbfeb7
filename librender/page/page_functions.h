/* The functions and arcs of a page: as many as there is room for, those that cost most. */
#ifndef RN_PAGE_FUNCTIONS_H
#define RN_PAGE_FUNCTIONS_H

#include "analyze/base_costs.h"

typedef struct rn_page_functions {
    rn_graph *graph;
    rn_base_costs base;
    uint32_t *functions; /* of the profile, the costliest first */
    uint32_t count;
    uint32_t *place; /* [function of the profile]: where it is in `functions`, or RN_NONE */
    uint32_t *arcs;  /* of the graph, both of whose ends are here; the costliest first */
    uint32_t arc_count;
    uint32_t left_out, arcs_left_out;
} rn_page_functions;

/* The functions that are `wanted` [function], and the costliest others: at most `most` of those; and at most
 * `most_arcs` arcs.  rn_page_functions_finish is called in
 * either case. */
render_status rn_page_functions_init(rn_page_functions *out, const rn_profile *profile,
                                     uint32_t metric, const bool *wanted, uint32_t most,
                                     uint32_t most_arcs, rn_report *report);
void rn_page_functions_finish(rn_page_functions *functions);

/* What a function or arc costs on the dearer side of a comparison; 0 where unknown. */
double rn_page_function_cost(const rn_page_functions *functions, uint32_t function);
double rn_page_arc_cost(const rn_page_functions *functions, uint32_t arc);

#endif
