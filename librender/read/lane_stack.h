/* One lane of lanes.h, taken in the order of time. */
#ifndef RN_LANE_STACK_H
#define RN_LANE_STACK_H

#include "read/lanes.h"

typedef enum rn_lane_mode { RN_LOOKING, RN_IN_ORDER, RN_STORING, RN_LATE, RN_DONE } rn_lane_mode;

typedef struct rn_level {
    double end; /* infinite: not known yet */
    uint32_t node;
    uint32_t name; /* RN_NONE: of a WHOLE span or a sample */
} rn_level;

struct rn_lane {
    rn_lane_mode mode;
    rn_lane_span *spans; /* RN_IN_ORDER: those at the last time; else all that were put */
    size_t span_count, span_capacity;
    double last;     /* when the last span that was put begins */
    double last_end; /* when the last WHOLE one ends */
    bool by_end;     /* all WHOLE ones came in the order of their ends */

    uint32_t root; /* a node, or RN_NONE */
    rn_level *open;
    size_t open_count, open_capacity;
    double now;    /* of what was taken */
    double latest; /* when the last WHOLE span of it ends */
    double first_sample;
    uint64_t samples, cut, crossing, unclosed, unopened;
};

/* Takes the spans that are put aside, which are in order, up to `count`. */
bool rn_lane_take(rn_lanes *lanes, rn_lane *lane, size_t count);

/* After them: ends what is open. */
bool rn_lane_close(rn_lanes *lanes, rn_lane *lane);

#endif
