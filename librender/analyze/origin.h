/* Where the cost of a function comes from, over functions that are left out. */
#ifndef RN_ORIGIN_H
#define RN_ORIGIN_H

#include "analyze/graph.h"

typedef struct rn_origins rn_origins;

/* Of `graph` with costs `arc_total` on its arcs, where the functions kept[function] are drawn; borrows all three.
 * NULL when memory is out. */
rn_origins *rn_origins_new(const rn_graph *graph, const double *arc_total, const bool *kept);
void rn_origins_free(rn_origins *origins);

/* The kept function from which most of the cost of `function` comes by ways whose inner functions are all left out,
 * and the share of the function's cost that comes from it; RN_NONE when none leads there.  An estimate: what enters
 * an inner function is taken to come from its callers in proportion to the costs of their arcs. */
uint32_t rn_origin_of(rn_origins *origins, uint32_t function, double *share);

#endif
