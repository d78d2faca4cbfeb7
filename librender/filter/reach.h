/* Shortest distances in calls. */
#ifndef RN_REACH_H
#define RN_REACH_H

#include "profile/profile.h"

/* distance[f] is 0 for the functions to start from and RN_NONE for all others; what can be reached
 * along the arcs (against them with `backwards`) gets the number of arcs of the shortest way.  False
 * when memory is out. */
bool rn_reach(uint32_t *distance, uint32_t function_count, const rn_arc_info *arcs,
              uint32_t arc_count, bool backwards);

#endif
