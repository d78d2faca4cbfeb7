/* V8's profiles of time in a Chrome trace: events called "CpuProfile", with a whole profile in
 * args.data.cpuProfile, or "Profile", which begins one, and "ProfileChunk", its parts. */
#ifndef RN_TRACE_PROFILES_H
#define RN_TRACE_PROFILES_H

#include "read/trace_event.h"
#include "read/trace_threads.h"
#include "read/v8_profile.h"

typedef struct rn_trace_profile {
    uint32_t thread;
    bool has_begun; /* its thread is that of "Profile"; chunks come from another one */
    rn_v8_profile profile;
} rn_trace_profile;

typedef struct rn_trace_chunk {
    uint32_t profile, place; /* place: among the chunks of the trace */
    double time;
    size_t at; /* where the value of args.data begins */
} rn_trace_chunk;

/* Zeroed but for threads and functions, it is ready. */
typedef struct rn_trace_profiles {
    rn_trace_threads *threads;
    rn_v8_frames *functions;
    rn_trace_profile *items;
    uint32_t count;
    size_t capacity;
    rn_map ids; /* (pid, id) → profile */
    rn_trace_chunk *chunks;
    uint32_t chunk_count;
    size_t chunk_capacity;
} rn_trace_profiles;

/* Notes an event of one of the three names. */
bool rn_trace_note_profile(rn_trace_profiles *profiles, const rn_trace_event *event);

/* After the last event: reads what was noted.  *found tells whether there are samples. */
bool rn_trace_read_profiles(rn_trace_profiles *profiles, rn_bytes input, bool *found);

/* Adds them to the builder. */
bool rn_trace_add_profiles(rn_trace_profiles *profiles);

void rn_trace_profiles_finish(rn_trace_profiles *profiles);

#endif
