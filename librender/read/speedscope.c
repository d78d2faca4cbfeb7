/* speedscope's own file format, in every version:
 *
 *     {"$schema": "https://www.speedscope.app/file-format-schema.json",
 *      "shared": {"frames": [{"name": "main", "file": "a.c", "line": 3}, …]},
 *      "profiles": [{"type": "sampled", "name": "thread 1", "unit": "seconds",
 *                    "samples": [[root, …, leaf], …], "weights": [0.5, …]},
 *                   {"type": "evented", "name": "thread 2", "unit": "seconds", "startValue": 0,
 *                    "endValue": 9, "events": [{"type": "O", "frame": 0, "at": 0},
 *                                              {"type": "C", "frame": 0, "at": 9}]}]}
 *
 * All profiles of the file add up; with more than one, each is a frame for its thread at the root.
 * Values keep the unit that is written; each unit is a metric.  What ran when is told by events, and by
 * the sum of the weights before.  Keys may come in any order: the first pass checks the grammar and
 * notes where they are.
 *
 * Not read: the active profile. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/speedscope_frames.h"
#include "read/speedscope_track.h"

enum member { TYPE, NAME, UNIT, START_VALUE, END_VALUE, EVENTS, SAMPLES, WEIGHTS, MEMBER_COUNT };

static const char *const member_names[MEMBER_COUNT] = {
    "type", "name", "unit", "startValue", "endValue", "events", "samples", "weights"};

enum { MEMBER_DEPTH = 3 }; /* of the members of a profile */

typedef struct part {
    size_t at[MEMBER_COUNT]; /* where the values begin; 0: not there */
    uint32_t metric;
    rn_bytes unit;
} part;

typedef struct level {
    size_t frame; /* as the file numbers it */
    uint32_t stack;
} level;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t shared; /* where the value begins; 0: not there */
    part *parts;
    size_t part_count, part_capacity;
    rn_arena texts;
    rn_buffer name;
    rn_speedscope_frames frames;
    rn_labels labels;
    rn_speedscope_track track; /* the profile at hand */

    rn_memo seen;          /* samples as they are written */
    uint32_t *seen_stacks; /* [seen] */
    size_t seen_capacity;
    uint32_t *samples; /* stacks */
    size_t sample_count, sample_capacity;
    level *open; /* events that were not closed yet */
    size_t open_count, open_capacity;
    double now;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    static const rn_bytes mark = RN_LITERAL("\"https://www.speedscope.app/file-format-schema");
    if (rn_bytes_start(rn_json_find_key(head, "$schema"), mark))
        return 100;
    rn_bytes frames = rn_json_find_key(rn_json_find_key(head, "shared"), "frames");
    rn_bytes profiles = rn_json_find_key(head, "profiles");
    if (frames.size && profiles.size)
        return 95;
    return frames.size && !whole ? 70 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static bool note_profile(reader *r)
{
    part p = {0};
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        int i = 0;
        while (i < MEMBER_COUNT && !rn_json_is_key(&r->json, member_names[i]))
            i++;
        if (!(i < MEMBER_COUNT ? rn_json_note(&r->json, &p.at[i]) : rn_json_skip(&r->json)))
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    if (!RN_GROW(r->parts, r->part_capacity, r->part_count + 1))
        return fail_memory(r);
    r->parts[r->part_count++] = p;
    return true;
}

static bool note_profiles(reader *r)
{
    r->part_count = 0;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of profiles"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!note_profile(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a profile");
}

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "profiles") ? note_profiles(r)
                     : rn_json_is_key(&r->json, "shared") ? rn_json_note(&r->json, &r->shared)
                                                          : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (r->shared && r->part_count)
        return true;
    rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "%s",
            r->shared ? "there are no profiles" : "\"shared\" is missing");
    return false;
}

/* ---- what a profile says of itself ------------------------------------------------------------ */

/* Goes to a member of a profile; false when it is not there. */
static bool seek(reader *r, const part *p, enum member member)
{
    if (p->at[member])
        rn_json_seek_inside(&r->json, p->at[member], MEMBER_DEPTH);
    return p->at[member];
}

static const char *metric_name(rn_bytes unit)
{
    if (rn_bytes_end(unit, RN_LITERAL("seconds")))
        return "time";
    return rn_bytes_equal(unit, RN_LITERAL("bytes")) ? "memory" : "weight";
}

static bool add_metric(reader *r, part *p)
{
    r->name.size = 0;
    if (seek(r, p, UNIT) && !rn_json_next_text(&r->json, &r->name))
        return false;
    rn_bytes unit = r->name.size ? rn_json_text(&r->name) : RN_LITERAL("none");
    p->metric = rn_builder_metric(r->builder, rn_bytes_of(metric_name(unit)), unit);
    p->unit = (rn_bytes){rn_arena_copy(&r->texts, unit), unit.size};
    if (!p->unit.data)
        return fail_memory(r);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool begin_track(reader *r, const part *p)
{
    size_t number = (size_t)(p - r->parts) + 1;
    r->name.size = 0;
    if (seek(r, p, NAME) && !rn_json_next_text(&r->json, &r->name))
        return false;
    if (r->name.size == 0) {
        rn_put_text(&r->name, "profile ");
        rn_put_uint(&r->name, number);
    }
    return rn_speedscope_track_begin(&r->track, rn_json_text(&r->name), number, r->part_count == 1,
                                     p->metric, p->unit);
}

/* A number of a profile; `number` stays when it is not there. */
static bool read_number(reader *r, const part *p, enum member member, double *number)
{
    double found;
    if (!seek(r, p, member))
        return true;
    if (!rn_json_next_number(&r->json, &found))
        return false;
    *number = isfinite(found) ? found : *number;
    return true;
}

/* ---- sampled profiles ------------------------------------------------------------------------- */

static void push_frames(reader *r, const uint32_t *frames, size_t count, uint32_t *stack)
{
    for (size_t i = 0; i < count; i++)
        *stack = rn_builder_push(r->builder, *stack, r->frames.items[frames[i]]);
}

/* The frames of the sample whose bracket was read. */
static bool take_frames(reader *r, uint32_t *stack)
{
    enum { AT_ONCE = 64 };
    uint32_t frames[AT_ONCE];
    size_t frame, count;
    *stack = r->track.root;
    for (;;) {
        while ((count = rn_json_take_small(&r->json, r->frames.count, frames, AT_ONCE)))
            push_frames(r, frames, count, stack);
        if (rn_json_next(&r->json) == RN_JSON_ARRAY_END)
            return true;
        if (!rn_json_take_index(&r->json, r->frames.count, "the number of a frame", &frame))
            return false;
        *stack = rn_builder_push(r->builder, *stack, r->frames.items[frame]);
    }
}

/* Most samples are written exactly as one before. */
static bool take_sample(reader *r, uint32_t *stack)
{
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(&r->json, "a sample");
    rn_bytes text = rn_json_flat_rest(&r->json);
    if (!text.size)
        return take_frames(r, stack);
    uint32_t count = r->seen.count, id = rn_memo_put(&r->seen, text);
    if (id == RN_NONE || !RN_GROW(r->seen_stacks, r->seen_capacity, id + (size_t)1))
        return fail_memory(r);
    if (id < count) {
        rn_json_close_flat(&r->json, text);
        *stack = r->seen_stacks[id];
        return true;
    }
    bool taken = take_frames(r, stack);
    r->seen_stacks[id] = *stack;
    return taken;
}

static bool add_sample(reader *r)
{
    uint32_t stack;
    if (!take_sample(r, &stack))
        return false;
    if (!RN_GROW(r->samples, r->sample_capacity, r->sample_count + 1))
        return fail_memory(r);
    r->samples[r->sample_count++] = stack;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_samples(reader *r, const part *p)
{
    r->sample_count = 0;
    rn_memo_finish(&r->seen); /* the root is another one */
    if (!seek(r, p, SAMPLES))
        return true;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of samples"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!add_sample(r))
            return false;
    return true;
}

static bool add_weight(reader *r, uint32_t stack, double weight)
{
    if (!isfinite(weight) || weight < 0)
        return rn_skip(r->report, r->json.at, 0, "a sample with a %s weight",
                       weight < 0 ? "negative" : "too large") == RENDER_OK;
    rn_speedscope_track_add(&r->track, stack, r->now, weight);
    r->now += weight;
    return true;
}

static bool take_weights(reader *r, const part *p)
{
    size_t count = 0;
    r->now = 0;
    if (!read_number(r, p, START_VALUE, &r->now))
        return false;
    bool there = seek(r, p, WEIGHTS);
    if (there && !rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of weights"))
        return false;
    while (there && rn_json_next(&r->json) == RN_JSON_NUMBER) {
        if (count == r->sample_count)
            return rn_json_refuse(&r->json, "as many weights as samples");
        if (!add_weight(r, r->samples[count++], rn_json_number(&r->json)))
            return false;
    }
    if (there && r->json.token != RN_JSON_ARRAY_END)
        return rn_json_refuse(&r->json, "a weight");
    if (count < r->sample_count)
        rn_warn(r->report, "samples without a weight count as 0");
    return true;
}

/* ---- evented profiles ------------------------------------------------------------------------- */

typedef struct event {
    char type;
    size_t frame;
    double at;
} event;

static bool next_event_type(reader *r, char *type)
{
    if (!rn_json_expect(&r->json, RN_JSON_STRING, "the type of an event"))
        return false;
    if (!rn_json_is_key(&r->json, "O") && !rn_json_is_key(&r->json, "C"))
        return rn_json_refuse(&r->json, "\"O\" or \"C\" as the type of an event");
    *type = r->json.text.data[0];
    return true;
}

static bool next_event_frame(reader *r, size_t *frame)
{
    rn_json_next(&r->json);
    return rn_json_take_index(&r->json, r->frames.count, "the number of a frame", frame);
}

static bool next_event(reader *r, event *e)
{
    *e = (event){0, SIZE_MAX, NAN};
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "type")    ? next_event_type(r, &e->type)
                     : rn_json_is_key(&r->json, "frame") ? next_event_frame(r, &e->frame)
                     : rn_json_is_key(&r->json, "at")    ? rn_json_next_number(&r->json, &e->at)
                                                         : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    return (e->type && e->frame != SIZE_MAX && isfinite(e->at)) ||
           rn_json_refuse(&r->json, "an event with a type, a frame and a time");
}

/* What was open until `at` gets the time since the last event. */
static void pass_time(reader *r, double at)
{
    double start = r->now, passed = at - start;
    r->now = at;
    if (r->open_count && passed > 0)
        rn_speedscope_track_add(&r->track, r->open[r->open_count - 1].stack, start, passed);
}

static bool open_frame(reader *r, size_t frame)
{
    uint32_t parent = r->open_count ? r->open[r->open_count - 1].stack : r->track.root;
    if (!RN_GROW(r->open, r->open_capacity, r->open_count + 1))
        return fail_memory(r);
    r->open[r->open_count++] =
        (level){frame, rn_builder_push(r->builder, parent, r->frames.items[frame])};
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* Closes what was opened after the frame with it. */
static bool close_frame(reader *r, size_t frame)
{
    size_t count = r->open_count;
    while (count && r->open[count - 1].frame != frame)
        count--;
    if (count == 0)
        return rn_skip(r->report, r->json.at, 0, "the end of a frame that is not open") ==
               RENDER_OK;
    if (count < r->open_count)
        rn_warn(r->report, "frames that end before what they call");
    r->open_count = count - 1;
    return true;
}

static bool take_event(reader *r, bool is_first)
{
    event e;
    if (!next_event(r, &e))
        return false;
    if (is_first)
        r->now = e.at;
    if (e.at < r->now)
        return rn_json_refuse(&r->json, "an event that is not before the last one");
    pass_time(r, e.at);
    return e.type == 'O' ? open_frame(r, e.frame) : close_frame(r, e.frame);
}

static bool close_all(reader *r, const part *p)
{
    double end = r->now;
    if (r->open_count == 0)
        return true;
    rn_warn(r->report, "frames that do not end: they end with the profile");
    if (!read_number(r, p, END_VALUE, &end))
        return false;
    if (end > r->now)
        pass_time(r, end);
    r->open_count = 0;
    return true;
}

static bool take_events(reader *r, const part *p)
{
    r->open_count = 0;
    if (!seek(r, p, EVENTS))
        return true;
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of events"))
        return false;
    for (bool is_first = true; rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN; is_first = false)
        if (!take_event(r, is_first))
            return false;
    if (r->json.token != RN_JSON_ARRAY_END)
        return rn_json_refuse(&r->json, "an event");
    return close_all(r, p);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool take_profile(reader *r, const part *p)
{
    if (!begin_track(r, p))
        return r->report->error.status == RENDER_OK;
    if (!seek(r, p, TYPE) || rn_json_next(&r->json) != RN_JSON_STRING)
        return rn_json_refuse(&r->json, "the type of a profile");
    if (rn_json_is_key(&r->json, "evented"))
        return take_events(r, p);
    if (!rn_json_is_key(&r->json, "sampled"))
        return rn_json_refuse(&r->json, "\"sampled\" or \"evented\" as the type of a profile");
    return take_samples(r, p) && take_weights(r, p);
}

static bool take_all(reader *r)
{
    if (!find_parts(r))
        return false;
    for (size_t i = 0; i < r->part_count; i++)
        if (!add_metric(r, &r->parts[i]))
            return false;
    if (!rn_speedscope_frames_read(&r->frames, &r->json, r->shared))
        return false;
    for (size_t i = 0; i < r->part_count; i++)
        if (!take_profile(r, &r->parts[i]))
            return false;
    rn_report_sum_up(r->report, "record(s)");
    rn_labels_sum_up(&r->labels);
    if (!r->track.has_value)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a weight");
    return r->track.has_value;
}

static render_status read_speedscope(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .frames = {.builder = builder, .report = report},
                .track = {.builder = builder, .report = report}};
    r.track.labels = &r.labels;
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    if (rn_labels_init(&r.labels, builder, report))
        take_all(&r);
    rn_json_finish(&r.json);
    rn_arena_finish(&r.texts);
    rn_buffer_finish(&r.name);
    rn_speedscope_frames_finish(&r.frames);
    rn_labels_finish(&r.labels);
    rn_speedscope_track_finish(&r.track);
    rn_memo_finish(&r.seen);
    free(r.seen_stacks);
    free(r.parts);
    free(r.samples);
    free(r.open);
    return report->error.status;
}

const rn_format rn_format_speedscope = {
    .info = &rn_format_infos[RN_FORMAT_speedscope],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_speedscope,
};
