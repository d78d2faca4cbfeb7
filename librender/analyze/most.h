/* What functions and arcs cost at most, where profilers cannot tell or count again and again. */
#ifndef RN_MOST_H
#define RN_MOST_H

#include "analyze/graph.h"

typedef struct rn_most {
    /* [function]: the total or, where it is unknown, as within recursion, what the whole cycle costs: its members
     * themselves and what they call outside of it; NaN where that is unknown, too. */
    double *functions;
    /* [arc]: its cost; within such a cycle no more than that of its ends, since what is recorded of calls there holds
     * the inner ones once more. */
    double *arcs;
} rn_most;

/* Of costs on the graph's functions and arcs.  False when memory is out; to be finished all the same. */
bool rn_most_init(rn_most *out, const rn_graph *graph, const double *self,
                  const double *function_total, const double *arc_total);
void rn_most_finish(rn_most *most);

#endif
