/* Runs, joined as they come and sorted at the end. */
#include "profile/runs.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

uint32_t rn_runs_track(rn_runs *runs, uint32_t name)
{
    size_t count = runs->track_count;
    bool is_new;
    if (count >= INT32_MAX || !RN_GROW(runs->tracks, runs->track_capacity, count + 1) ||
        !RN_GROW(runs->last, runs->last_capacity, count + 1))
        return RN_NONE;
    uint32_t *id = rn_map_put(&runs->ids, name, (uint32_t)count, &is_new);
    if (!id)
        return RN_NONE;
    if (!is_new)
        return *id;
    runs->tracks[count] = name;
    runs->last[count] = RN_NONE;
    runs->track_count++;
    return (uint32_t)count;
}

static bool goes_on(const rn_run *before, const rn_run *run)
{
    return before->stack == run->stack && before->start + before->duration == run->start;
}

bool rn_runs_add(rn_runs *runs, rn_run run)
{
    if (run.track >= runs->track_count || !(run.duration > 0) || !isfinite(run.start) ||
        !isfinite(run.duration))
        return true;
    uint32_t *last = &runs->last[run.track];
    if (*last != RN_NONE && goes_on(&runs->items[*last], &run)) {
        runs->items[*last].duration += run.duration;
        return true;
    }
    if (runs->count >= INT32_MAX || !RN_GROW(runs->items, runs->capacity, runs->count + 1))
        return false;
    *last = (uint32_t)runs->count;
    runs->items[runs->count++] = run;
    return true;
}

static int compare_runs(const void *left, const void *right)
{
    const rn_run *a = left, *b = right;
    if (a->track != b->track)
        return a->track < b->track ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->duration != b->duration)
        return a->duration > b->duration ? -1 : 1;
    return (a->stack > b->stack) - (a->stack < b->stack);
}

void rn_runs_take(rn_runs *runs, rn_profile *profile)
{
    if (!runs->count)
        return;
    qsort(runs->items, runs->count, sizeof *runs->items, compare_runs);
    profile->runs = runs->items;
    profile->run_count = (uint32_t)runs->count;
    profile->tracks = runs->tracks;
    profile->track_count = (uint32_t)runs->track_count;
    profile->time_unit = runs->unit;
    runs->items = NULL;
    runs->tracks = NULL;
}

void rn_runs_finish(rn_runs *runs)
{
    free(runs->items);
    free(runs->tracks);
    free(runs->last);
    rn_map_finish(&runs->ids);
}
