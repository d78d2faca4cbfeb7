/* V8's profiles of time, whole (cpuprofile) or in the chunks of a Chrome trace. */
#ifndef RN_V8_PROFILE_H
#define RN_V8_PROFILE_H

#include "read/v8_frames.h"

typedef struct rn_v8_node {
    uint32_t frame;
    uint32_t parent; /* a node, or RN_NONE */
    uint32_t stack;  /* of the builder; RN_NONE: not made yet */
    rn_v8_kind kind; /* of its frame: samples ask for nothing else of that */
    double hits;
} rn_v8_node;

typedef struct rn_v8_link {
    uint32_t parent, child; /* as the file numbers nodes */
} rn_v8_link;

typedef struct rn_v8_moment {
    double at;      /* us: since the one before, or, when `absolute`, since some start */
    uint32_t node;  /* as the file numbers it */
    uint32_t place; /* among the samples as they are written; set when they are added */
} rn_v8_moment;

/* Zeroed but for the first two, it is ready. */
typedef struct rn_v8_profile {
    rn_v8_frames *frames;
    uint32_t number; /* of its own among those that share frames */
    rn_v8_node *nodes;
    size_t node_count, node_capacity;
    rn_v8_link *links;
    size_t link_count, link_capacity;
    rn_v8_moment *moments;
    size_t moment_capacity;
    size_t sample_count, time_count; /* moments that have a node; that have a time */
    bool absolute;
    double start, end;           /* us */
    size_t nodes_at, samples_at; /* in the input, for messages */
    uint32_t *path;              /* nodes, while their stacks are made */
    size_t path_capacity;
} rn_v8_profile;

/* Takes the value of the KEY at hand, a member of a profile, also of the parts that a trace has of one. */
bool rn_v8_take_profile_member(rn_v8_profile *profile, rn_json *json);

/* The node that the file gives this number; RN_NONE when there is none. */
static inline uint32_t rn_v8_find_node(const rn_v8_profile *profile, uint32_t id)
{
    return rn_map_get(&profile->frames->nodes, rn_map_pair(profile->number, id), RN_NONE);
}

/* Whether it has samples, or hits of nodes; after the last member. */
bool rn_v8_has_samples(const rn_v8_profile *profile);

/* Whether it says how long samples took. */
bool rn_v8_has_times(const rn_v8_profile *profile);

/* Adds it to the builder, once, below the stack `root`: to the metric "time" (us) if there are times, and to
 * "samples".  Runs start `start` us later than the profile. */
bool rn_v8_add_profile(rn_v8_profile *profile, uint32_t root, uint32_t track, double start);

void rn_v8_profile_finish(rn_v8_profile *profile);

#endif
