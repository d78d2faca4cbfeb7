/* What the files of the builder share: builder.c makes functions, stacks and their costs, builder_arcs.c
 * arcs, builder_finish.c the profile. */
#ifndef RN_BUILDER_PARTS_H
#define RN_BUILDER_PARTS_H

#include "base/buffer.h"
#include "base/map.h"
#include "profile/builder.h"
#include "profile/runs.h"
#include "profile/stack_table.h"
#include "profile/values.h"

enum { RN_BUILDER_METRICS = 256, RN_BUILDER_IDS = INT32_MAX };

struct rn_builder {
    rn_profile *profile;
    render_limits limits;
    const render_read_options *options;
    rn_reading reading;
    rn_report *report;
    render_status status;
    rn_buffer scratch;

    size_t metric_capacity;
    bool *total_is_set;
    size_t total_is_set_capacity;

    size_t function_capacity;
    rn_map functions;    /* hash of the info → the last function with it */
    uint32_t *same_hash; /* [function]: the one before with the same hash, or RN_NONE */
    size_t same_hash_capacity;
    uint32_t *demangled; /* [string]: what a name becomes; 0: not looked up yet */
    size_t demangled_capacity;
    bool has_calls;
    bool sums_totals;

    size_t frame_capacity;
    rn_map frames; /* (function, line) */
    rn_stack_table stacks;
    uint32_t truncated; /* the "(truncated)" frame, or RN_NONE */
    uint32_t *samples;  /* [stack]: a row of `self`; 0: nothing was added yet */
    size_t samples_filled, sample_capacity;
    uint32_t sample_count; /* row 0 with them */

    bool *estimated; /* [stack] */
    size_t estimated_capacity;
    rn_runs runs;

    size_t arc_capacity;
    rn_map arcs;          /* (caller, callee) */
    uint32_t arcs_mapped; /* the first so many are in the map */
    size_t root_capacity;

    rn_values calls, primitive_calls, arc_calls, arc_primitive_calls;
    rn_values *self;           /* [metric] of samples */
    rn_values *function_self;  /* [metric] */
    rn_values *function_total; /* [metric] */
    rn_values *arc_self;       /* [metric] */
    rn_values *arc_total;      /* [metric] */
};

/* Sets the status. */
void rn_builder_fail_memory(rn_builder *b);

/* Whether one more is allowed; a failure when not. */
bool rn_builder_has_room(rn_builder *b, uint32_t count, uint32_t limit, const char *what);

static inline void rn_builder_add_value(rn_builder *b, rn_values *c, size_t index, double fill,
                                        double value)
{
    if (!b->status && !rn_values_add(c, index, fill, value))
        rn_builder_fail_memory(b);
}

/* Has rows for at least `count` stacks then. */
bool rn_builder_fill_samples(rn_builder *b, size_t count);
bool rn_builder_grow_estimated(rn_builder *b, size_t count);

#endif
