/* Calls without recursion: which arcs to leave out so that no cycle is left. */
#ifndef RN_UNROLL_H
#define RN_UNROLL_H

#include "profile/profile.h"

/* The arcs by caller: by_caller[first[f]] … by_caller[first[f + 1] - 1] are those of function f. */
typedef struct rn_calls {
    const rn_arc_info *arcs;
    uint32_t function_count, arc_count;
    const uint32_t *first, *by_caller;
    const double *cost;        /* [arc]: recorded; NaN counts as 0 */
    const uint32_t *component; /* [function]: its strongly connected component, callees first */
    uint32_t component_count;
    const uint32_t *start; /* [component]: the member where it is entered */
} rn_calls;

/* Fills `order` with all functions, callees before callers, the start of a component behind its other
 * members; and clears kept[arc] for the arcs that go against it.  Every member of a component stays
 * reachable from its start.  False when memory is out. */
bool rn_unroll(const rn_calls *calls, uint32_t *order, bool *kept);

#endif
