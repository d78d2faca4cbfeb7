/* Spans of time on many lanes (threads), in whatever order they were written, made a tree of stacks.
 *
 * A lane's spans are put into order by time as far as needed.  Most writers keep that order: a lane
 * that did so for a while is not stored any more but taken as it comes.  Should it break the order
 * after all, the whole input has to be gone through once more: so memory is bounded by what is
 * different and by the lanes without order.
 *
 * Within a lane spans nest: what begins later and ends earlier is called.  Of events at one time ends
 * come first, then longer spans before shorter ones.  A span that outlasts the one around it is
 * cut. */
#ifndef RN_LANES_H
#define RN_LANES_H

#include "base/map.h"
#include "base/report.h"

typedef enum rn_lane_type {
    RN_LANE_BEGIN,
    RN_LANE_END,
    RN_LANE_WHOLE,
    RN_LANE_SAMPLE, /* lasts until the next sample of its lane */
} rn_lane_type;

enum {
    RN_LANE_NAMES = (1 << 30) - 1, /* names are below */
    RN_LANE_ANY = RN_LANE_NAMES,   /* the name of an END that ends the innermost span */
};

typedef struct rn_lane_span {
    double at;          /* ns, finite */
    double duration;    /* of WHOLE; the weight of SAMPLE; else 0 */
    uint32_t frame;     /* the caller's number of what runs */
    uint32_t type : 2;  /* rn_lane_type */
    uint32_t name : 30; /* the caller's number by which END finds its BEGIN */
} rn_lane_span;

/* Parents have smaller ids than their children. */
typedef struct rn_lane_node {
    uint32_t parent; /* RN_NONE: this is the root of a lane */
    uint32_t frame;
    uint32_t lane; /* RN_NONE: left over from a lane that was read again */
    uint32_t first_child;
    double self;  /* ns */
    double count; /* of spans; of samples, their weight */
} rn_lane_node;

typedef struct rn_lane_run {
    uint32_t node;
    double start, duration; /* ns */
} rn_lane_run;

typedef struct rn_lane rn_lane;

/* Zeroed but for report and keeps_runs, it is ready. */
typedef struct rn_lanes {
    rn_report *report;
    bool keeps_runs;
    rn_lane *lanes;
    size_t lane_count, lane_capacity;
    rn_lane_node *nodes;
    size_t node_count, node_capacity;
    rn_map children; /* (node, frame), but for first children */
    rn_lane_run *runs;
    size_t run_count, run_capacity;
    uint32_t *begun,
        *ended; /* [name]: of the spans at one time; 0 between them; what is open may have other names */
    size_t begun_capacity, ended_capacity;
} rn_lanes;

/* A new lane.  This and the others are false when the report has an error. */
bool rn_lanes_add(rn_lanes *lanes, uint32_t *lane);

bool rn_lanes_put(rn_lanes *lanes, uint32_t lane, const rn_lane_span *span);

/* After the last event: ends what is open.  When *again, every event has to be put once more; that
 * happens at most once. */
bool rn_lanes_end(rn_lanes *lanes, bool *again);

/* Whether anything ran on the lane. */
bool rn_lanes_is_used(const rn_lanes *lanes, uint32_t lane);

void rn_lanes_finish(rn_lanes *lanes);

#endif
