/* Samples of `perf script` become stacks. */
#ifndef RN_PERF_STACKS_H
#define RN_PERF_STACKS_H

#include "read/labels.h"
#include "read/memo.h"
#include "read/perf_frames.h"
#include "read/perf_line.h"

/* A frame of the sample at hand. */
typedef struct rn_perf_entry {
    rn_bytes address, text;
    uint64_t hash; /* of the text */
    uint32_t id;   /* of the text in rn_perf_frames, once the sample is complete */
} rn_perf_entry;

/* A frame of the last stack. */
typedef struct rn_perf_level {
    uint32_t frame, stack;
} rn_perf_level;

typedef struct rn_perf_stacks {
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_perf_frames frames;
    rn_labels labels;
    rn_memo roots; /* what stacks begin with */
    uint32_t *root_frames;
    size_t root_capacity;

    rn_perf_header header;  /* of the sample at hand */
    rn_perf_entry *entries; /* the leaf first */
    size_t depth, entry_capacity, depth_limit;

    rn_perf_level *levels; /* the root first */
    size_t level, level_count, level_capacity;
} rn_perf_stacks;

/* False, with an error in the report, when memory is out or an option wrong. */
bool rn_perf_stacks_init(rn_perf_stacks *stacks, rn_builder *builder, rn_report *report);
void rn_perf_stacks_finish(rn_perf_stacks *stacks);

/* Begins a sample. */
void rn_perf_stacks_begin(rn_perf_stacks *stacks, const rn_perf_header *header);

/* The next frame of it; false when memory is out. */
bool rn_perf_stacks_add(rn_perf_stacks *stacks, rn_bytes address, rn_bytes text);

/* A line of source for the frame that came last. */
void rn_perf_stacks_add_source(rn_perf_stacks *stacks, rn_bytes line);

/* The stack of the sample; false when its labels are not asked for, or something failed. */
bool rn_perf_stacks_take(rn_perf_stacks *stacks, uint32_t *stack);

#endif
