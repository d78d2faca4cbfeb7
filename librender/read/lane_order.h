/* The order of spans by time, for lane_stack.c and lanes.c. */
#ifndef RN_LANE_ORDER_H
#define RN_LANE_ORDER_H

#include "read/lanes.h"

/* By time; what has the same time stays in order.  False when memory is out. */
bool rn_lanes_sort(rn_lane_span *spans, size_t count);

/* Of spans at one time: the WHOLE ones by duration, the longest first, in the places that they have
 * among the others; equal ones stay in order, or, when `reversed`, the other way round. */
bool rn_lanes_nest(rn_lane_span *spans, size_t count, bool reversed);

#endif
