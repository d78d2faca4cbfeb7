/* What a result of StackProf holds, whether it was written as JSON or by Ruby's Marshal. */
#ifndef RN_STACKPROF_DUMP_H
#define RN_STACKPROF_DUMP_H

#include "base/map.h"
#include "profile/builder.h"

typedef enum rn_stackprof_mode {
    RN_STACKPROF_WALL,
    RN_STACKPROF_CPU,
    RN_STACKPROF_OTHER, /* object, custom */
} rn_stackprof_mode;

typedef struct rn_stackprof_frame {
    uint32_t function;
    bool is_collector; /* of garbage, with its phases */
    double samples, total_samples;
} rn_stackprof_frame;

/* How often `callee` was seen on top of a frame. */
typedef struct rn_stackprof_edge {
    uint32_t caller; /* a frame */
    uint64_t callee; /* as the file numbers frames */
    double samples;
} rn_stackprof_edge;

/* Zeroed, it is ready. */
typedef struct rn_stackprof_dump {
    rn_stackprof_mode mode;
    double interval, samples;
    rn_map ids; /* number of a frame in the file → of `frames` */
    rn_stackprof_frame *frames;
    size_t frame_count, frame_capacity;
    rn_stackprof_edge *edges;
    size_t edge_count, edge_capacity;
    uint64_t *raw; /* length, numbers of frames from the root on, count; and again */
    size_t raw_count, raw_capacity;
    uint64_t *lines; /* where raw has frames: their lines */
    size_t line_count, line_capacity;
    double *deltas; /* us before each sample */
    size_t delta_count, delta_capacity;
} rn_stackprof_dump;

static inline bool rn_stackprof_is_marshal(rn_bytes input)
{
    return rn_bytes_start(input, RN_LITERAL("\x04\x08"));
}

/* Makes the functions, too.  False after an error, which is then in the builder's report. */
bool rn_stackprof_dump_read(rn_stackprof_dump *dump, rn_bytes input, rn_builder *builder);

/* RN_NONE when there is no such frame. */
static inline uint32_t rn_stackprof_find(const rn_stackprof_dump *dump, uint64_t id)
{
    return id == UINT64_MAX ? RN_NONE : rn_map_get(&dump->ids, id, RN_NONE);
}

void rn_stackprof_dump_finish(rn_stackprof_dump *dump);

#endif
