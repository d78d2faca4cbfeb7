/* One profile of a speedscope file: what it is called, and what its time and weights go to. */
#ifndef RN_SPEEDSCOPE_TRACK_H
#define RN_SPEEDSCOPE_TRACK_H

#include "read/labels.h"

typedef struct rn_speedscope_track {
    rn_builder *builder;
    rn_report *report;
    rn_labels *labels;
    rn_bytes time_unit;   /* of the first profile: that of what ran when */
    uint32_t track_count; /* so far */

    uint32_t metric; /* of the profile at hand, as what follows */
    uint32_t root;   /* the stack on which others stand */
    uint32_t track;
    double factor;    /* to time_unit; 0: the profile measures something else */
    uint32_t *leaves; /* labels as frames */
    size_t leaf_count, leaf_capacity;
    bool has_value;
} rn_speedscope_track;

/* Begins a profile by its name; `number` counts from 1, and `is_alone` when there is no other.  False
 * when its labels are not asked for, or something failed. */
bool rn_speedscope_track_begin(rn_speedscope_track *track, rn_bytes name, size_t number,
                               bool is_alone, uint32_t metric, rn_bytes unit);

/* Adds what a stack costs, from `start` on; on the root alone nothing ran. */
void rn_speedscope_track_add(rn_speedscope_track *track, uint32_t stack, double start,
                             double weight);

void rn_speedscope_track_finish(rn_speedscope_track *track);

#endif
