/* How much each function of a call graph tells. */
#ifndef RN_RANK_H
#define RN_RANK_H

#include "analyze/graph.h"

/* score[f], as pprof ranks the functions of a graph: its total times (1 without callers, else the entropy of
 * what they bring, plus 1 without callees, else the entropy of what it keeps and what they take), in bits
 * and cut to a whole number, plus its own cost.  False when memory is out. */
bool rn_rank(double *score, const rn_graph *graph);

#endif
