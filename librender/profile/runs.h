/* Runs while they are collected: what ran when, in the order of the input. */
#ifndef RN_RUNS_H
#define RN_RUNS_H

#include "base/map.h"
#include "profile/profile.h"

/* Zeroed, it is ready. */
typedef struct rn_runs {
    rn_run *items;
    size_t count, capacity;
    rn_map ids;       /* name → track */
    uint32_t *tracks; /* names */
    size_t track_count, track_capacity;
    uint32_t *last; /* [track]: its last run, or RN_NONE */
    size_t last_capacity;
    uint32_t unit; /* a string; 0: not told */
} rn_runs;

/* The track of a name, new or old; RN_NONE when memory is out. */
uint32_t rn_runs_track(rn_runs *runs, uint32_t name);

/* Adds a run of a track that was made; one that goes on where the track's last one ended becomes one with it.  Runs
 * without a duration, with a time that is none or on no track are left out.  False when memory is out. */
bool rn_runs_add(rn_runs *runs, rn_run run);

/* Hands the runs over, by track and start. */
void rn_runs_take(rn_runs *runs, rn_profile *profile);

void rn_runs_finish(rn_runs *runs);

#endif
