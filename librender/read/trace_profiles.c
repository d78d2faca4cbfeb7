/* See trace_profiles.h. */
#include "read/trace_profiles.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

static rn_report *report_of(const rn_trace_profiles *p)
{
    return rn_builder_report(p->functions->builder);
}

static bool fail_memory(const rn_trace_profiles *p)
{
    rn_fail_memory(report_of(p));
    return false;
}

/* ---- events ----------------------------------------------------------------------------------- */

static bool add_profile(rn_trace_profiles *p, uint32_t thread)
{
    if (!RN_GROW(p->items, p->capacity, p->count + (size_t)1))
        return fail_memory(p);
    p->items[p->count] = (rn_trace_profile){thread, false, {p->functions, .number = p->count}};
    p->count++;
    return true;
}

/* Profiles without an id are told apart by their thread.  Each "CpuProfile" is one of its own. */
static bool find_profile(rn_trace_profiles *p, const rn_trace_event *event, uint32_t thread,
                         uint32_t *id)
{
    uint32_t text;
    bool is_new = false;
    const rn_trace_thread *at = &p->threads->items[thread];
    *id = p->count;
    if (rn_bytes_equal(event->name, RN_LITERAL("CpuProfile")))
        return add_profile(p, thread);
    if (!rn_trace_text(p->threads->frames, event->id.size ? event->id : event->tid, &text))
        return false;
    uint32_t *found = rn_map_put(&p->ids, rn_map_pair(at->process, text), p->count, &is_new);
    if (!found)
        return fail_memory(p);
    *id = *found;
    return !is_new || add_profile(p, thread);
}

bool rn_trace_note_profile(rn_trace_profiles *p, const rn_trace_event *event)
{
    uint32_t thread, id;
    double time;
    if (!rn_trace_thread_of(p->threads, event->pid, event->tid, &thread) ||
        !find_profile(p, event, thread, &id))
        return false;
    rn_trace_profile *profile = &p->items[id];
    if (!profile->has_begun && !rn_bytes_equal(event->name, RN_LITERAL("ProfileChunk"))) {
        profile->has_begun = true;
        profile->thread = thread;
    }
    if (!event->data)
        return true;
    if (!RN_GROW(p->chunks, p->chunk_capacity, p->chunk_count + (size_t)1))
        return fail_memory(p);
    if (!rn_trace_time(&event->time, 0, &time))
        time = -INFINITY;
    p->chunks[p->chunk_count] = (rn_trace_chunk){id, p->chunk_count, time, event->data};
    p->chunk_count++;
    return true;
}

/* ---- contents --------------------------------------------------------------------------------- */

static bool take_profile(rn_v8_profile *profile, rn_json *json)
{
    if (rn_json_next(json) != RN_JSON_OBJECT_BEGIN)
        return json->token > RN_JSON_END;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!rn_v8_take_profile_member(profile, json))
            return false;
    return json->token == RN_JSON_OBJECT_END;
}

/* args.data: the profile's members, some in "cpuProfile". */
static bool take_data(rn_v8_profile *profile, rn_json *json)
{
    if (rn_json_next(json) != RN_JSON_OBJECT_BEGIN)
        return json->token > RN_JSON_END;
    while (rn_json_next(json) == RN_JSON_KEY)
        if (!(rn_json_is_key(json, "cpuProfile") ? take_profile(profile, json)
                                                 : rn_v8_take_profile_member(profile, json)))
            return false;
    return json->token == RN_JSON_OBJECT_END;
}

static int compare_chunks(const void *left, const void *right)
{
    const rn_trace_chunk *a = left, *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

static bool read_chunks(rn_trace_profiles *p, rn_bytes input)
{
    rn_json json;
    bool taken = true;
    rn_json_init(&json, input, rn_builder_limits(p->functions->builder)->nesting, report_of(p));
    for (uint32_t i = 0; taken && i < p->chunk_count; i++) {
        rn_json_seek_inside(&json, p->chunks[i].at, 0);
        taken = take_data(&p->items[p->chunks[i].profile].profile, &json);
    }
    rn_json_finish(&json);
    return taken;
}

bool rn_trace_read_profiles(rn_trace_profiles *p, rn_bytes input, bool *found)
{
    *found = false;
    if (p->chunk_count)
        qsort(p->chunks, p->chunk_count, sizeof *p->chunks, compare_chunks);
    if (!read_chunks(p, input))
        return false;
    for (uint32_t i = 0; i < p->count; i++)
        *found |= rn_v8_has_samples(&p->items[i].profile);
    return true;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

bool rn_trace_add_profiles(rn_trace_profiles *p)
{
    double start = INFINITY;
    for (uint32_t i = 0; i < p->count; i++) {
        const rn_trace_profile *profile = &p->items[i];
        if (!rn_v8_has_samples(&profile->profile))
            continue;
        rn_trace_use_thread(p->threads, profile->thread);
        if (profile->profile.start < start)
            start = profile->profile.start;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        rn_trace_profile *profile = &p->items[i];
        if (rn_v8_has_samples(&profile->profile) &&
            !rn_v8_add_profile(&profile->profile, rn_trace_root(p->threads, profile->thread),
                               rn_trace_track(p->threads, profile->thread),
                               profile->profile.start - start))
            return false;
    }
    return true;
}

void rn_trace_profiles_finish(rn_trace_profiles *p)
{
    for (uint32_t i = 0; i < p->count; i++)
        rn_v8_profile_finish(&p->items[i].profile);
    free(p->items);
    rn_map_finish(&p->ids);
    free(p->chunks);
}
