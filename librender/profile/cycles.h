/* Strongly connected components of a directed graph, without recursion (Tarjan 1972). */
#ifndef RN_CYCLES_H
#define RN_CYCLES_H

#include "profile/profile.h"

/* Numbers the components of the nodes 0 … node_count-1 so that an edge between two components goes
 * from a higher number to a lower one (callees first); component[node] gets the number.  Returns how
 * many there are, RN_NONE when memory is out. */
uint32_t rn_cycles_find(uint32_t node_count, const rn_arc_info *arcs, uint32_t arc_count,
                        uint32_t *component);

#endif
