/* At most so many arrows at a function. */
#ifndef RN_DEGREE_H
#define RN_DEGREE_H

#include "analyze/prune.h"

/* Leaves of the arcs of a selection those out that are not among the heaviest `most` of their caller and of
 * their callee.  weight[i] is that of arcs[i].
 *
 * What could be reached from a function that nothing leads to can still be: for each function the heaviest
 * way is kept over which it is found when from all that is reached the heaviest arc is followed first (Prim
 * 1957).  Such arcs count, but may exceed the limit; loops do not count.  False when memory is out. */
bool rn_limit_degree(rn_selection *selection, const rn_graph *graph, const double *weight,
                     uint32_t most);

#endif
