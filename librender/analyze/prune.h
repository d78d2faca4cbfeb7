/* Which functions and arcs of a call graph are drawn. */
#ifndef RN_PRUNE_H
#define RN_PRUNE_H

#include "analyze/graph.h"

typedef struct rn_selection {
    uint32_t node_count, nodes_possible; /* kept; with any cost or call */
    uint32_t arc_count, arcs_possible;   /* kept; between any two functions */
    double self_share; /* of the total: self cost of the functions that are kept */
    bool *node;        /* [function] */
    bool *arc;         /* [arc] */
} rn_selection;

/* As gprof2dot: a function stays unless its total share is below node_threshold, an arc stays when
 * both ends do and its share is not below edge_threshold. */
render_status rn_prune(rn_selection *out, const rn_graph *graph, double node_threshold,
                       double edge_threshold, rn_report *report);
/* Keeps at most so many functions, the costliest, and the arcs between them; says so in a warning. */
render_status rn_selection_limit(rn_selection *selection, const rn_graph *graph, uint32_t most,
                                 rn_report *report);
void rn_selection_finish(rn_selection *selection);

#endif
