/* Recordings of Safari's timelines (WebKit's inspector), of which the JavaScript samples are read:
 *
 *     {"version": 1, "recording": {"sampleStackTraces": [
 *          {"timestamp": 4.514, "stackFrames": [
 *              {"sourceID": "8", "name": "gamma", "line": 20, "column": 15, "url": "file:///a.js",
 *               "expressionLocation": {"line": 22, "column": 19}}, …]}, …],
 *      "sampleDurations": [0.0015, …], …}, "overview": {…}}
 *
 * The leaf comes first.  A sample ends at its time, in seconds, and lasted as long as its duration says.  A
 * frame has where its function begins, and where it was in it.
 *
 * Not read: what else the recording has, columns. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/script_module.h"

typedef struct sample {
    uint32_t stack;
    double end;
} sample;

typedef struct reader {
    rn_json json;
    rn_builder *builder;
    rn_report *report;
    size_t traces_at, durations_at; /* where the values begin; 0: not there */
    rn_memo memo;                   /* of the texts of frames */
    uint32_t *frames;               /* [text] */
    size_t frame_capacity;
    rn_buffer name, url;
    uint32_t *path; /* of the sample at hand, the leaf first */
    size_t path_count, path_capacity;
    sample *samples;
    size_t sample_count, sample_capacity;
    uint32_t time, count, track; /* metrics, and the track */
    bool has_sample;
} reader;

enum { PART_DEPTH = 2 }; /* of the keys within "recording" */

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes recording = rn_json_find_key(head, "recording");
    if (rn_json_find_key(recording, "sampleStackTraces").size)
        return 95;
    bool is_timeline = rn_json_find_key(recording, "instrumentTypes").size ||
                       (rn_json_find_key(recording, "displayName").size &&
                        rn_json_find_key(recording, "startTime").size);
    return is_timeline && !whole ? 90 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool take_location(reader *r, uint32_t *line)
{
    if (rn_json_next(&r->json) == RN_JSON_NULL)
        return true;
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "a location");
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!(rn_json_is_key(&r->json, "line") ? rn_json_next_line(&r->json, line)
                                               : rn_json_skip(&r->json)))
            return false;
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool make_frame(reader *r, uint32_t *frame)
{
    uint32_t first = 0, line = 0;
    r->name.size = r->url.size = 0;
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "a frame"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "name")   ? rn_json_next_text(&r->json, &r->name)
                     : rn_json_is_key(&r->json, "url")  ? rn_json_next_text(&r->json, &r->url)
                     : rn_json_is_key(&r->json, "line") ? rn_json_next_line(&r->json, &first)
                     : rn_json_is_key(&r->json, "expressionLocation") ? take_location(r, &line)
                                                                      : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    rn_function_key key = {.name =
                               r->name.size ? rn_json_text(&r->name) : RN_LITERAL("(anonymous)"),
                           .module = rn_script_module(rn_json_text(&r->url)),
                           .file = rn_json_text(&r->url),
                           .line = first};
    *frame = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), line);
    return r->json.token == RN_JSON_OBJECT_END;
}

/* The frame that begins here; the same text is the same frame. */
static bool take_frame(reader *r)
{
    size_t at = r->json.at - 1, depth = r->json.depth - 1;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!rn_json_skip(&r->json))
            return false;
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    uint32_t count = r->memo.count;
    uint32_t text = rn_memo_put(&r->memo, rn_bytes_slice(r->json.input, at, r->json.at));
    if (text == RN_NONE || !RN_GROW(r->frames, r->frame_capacity, text + (size_t)1) ||
        !RN_GROW(r->path, r->path_capacity, r->path_count + 1))
        return fail_memory(r);
    if (r->memo.count > count) {
        rn_json_seek_inside(&r->json, at, depth);
        if (!make_frame(r, &r->frames[text]))
            return false;
    }
    r->path[r->path_count++] = r->frames[text];
    return true;
}

static bool take_frames(reader *r)
{
    r->path_count = 0;
    if (rn_json_next(&r->json) == RN_JSON_NULL)
        return true;
    if (r->json.token != RN_JSON_ARRAY_BEGIN)
        return rn_json_refuse(&r->json, "an array of frames");
    while (rn_json_next(&r->json) == RN_JSON_OBJECT_BEGIN)
        if (!take_frame(r))
            return false;
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a frame");
}

/* ---- samples ---------------------------------------------------------------------------------- */

static bool take_trace(reader *r)
{
    sample s = {0, NAN};
    r->path_count = 0;
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "a stack trace");
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken = rn_json_is_key(&r->json, "timestamp") ? rn_json_next_number(&r->json, &s.end)
                     : rn_json_is_key(&r->json, "stackFrames") ? take_frames(r)
                                                               : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    if (r->json.token != RN_JSON_OBJECT_END)
        return false;
    while (r->path_count)
        s.stack = rn_builder_push(r->builder, s.stack, r->path[--r->path_count]);
    if (!RN_GROW(r->samples, r->sample_capacity, r->sample_count + 1))
        return fail_memory(r);
    r->samples[r->sample_count++] = s;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_traces(reader *r)
{
    rn_json_seek_inside(&r->json, r->traces_at, PART_DEPTH);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of stack traces"))
        return false;
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END)
        if (!take_trace(r))
            return false;
    return true;
}

static bool add_duration(reader *r, const sample *s, double duration)
{
    if (!(duration >= 0 && isfinite(duration)))
        return rn_skip(r->report, r->json.at, 0, "a duration that is negative or too large") ==
               RENDER_OK;
    if (!s->stack)
        return true;
    rn_builder_add_self(r->builder, s->stack, r->time, duration);
    rn_builder_add_run(r->builder, r->track, s->stack, s->end - duration, duration);
    return true;
}

static bool take_durations(reader *r)
{
    size_t count = 0;
    rn_json_seek_inside(&r->json, r->durations_at, PART_DEPTH);
    if (!rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of durations"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_NUMBER) {
        if (count == r->sample_count)
            return rn_json_refuse(&r->json, "as many durations as stack traces");
        if (!add_duration(r, &r->samples[count++], rn_json_number(&r->json)))
            return false;
    }
    if (count < r->sample_count)
        rn_warn(r->report, "samples without a duration count no time");
    return r->json.token == RN_JSON_ARRAY_END || rn_json_refuse(&r->json, "a duration");
}

/* Recordings without durations have samples only. */
static void add_metrics(reader *r)
{
    r->track = rn_builder_track(r->builder, RN_LITERAL("main"));
    rn_builder_set_time_unit(r->builder, RN_LITERAL("s"));
    if (r->durations_at)
        r->time = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
    r->count = rn_builder_metric(r->builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
}

static void count_samples(reader *r)
{
    for (size_t i = 0; i < r->sample_count; i++) {
        if (!r->samples[i].stack)
            continue;
        rn_builder_add_self(r->builder, r->samples[i].stack, r->count, 1);
        r->has_sample = true;
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool note_recording(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY) {
        bool taken =
            rn_json_is_key(&r->json, "sampleStackTraces") ? rn_json_note(&r->json, &r->traces_at)
            : rn_json_is_key(&r->json, "sampleDurations") ? rn_json_note(&r->json, &r->durations_at)
                                                          : rn_json_skip(&r->json);
        if (!taken)
            return false;
    }
    return r->json.token == RN_JSON_OBJECT_END;
}

static bool find_parts(reader *r)
{
    if (!rn_json_expect(&r->json, RN_JSON_OBJECT_BEGIN, "an object"))
        return false;
    while (rn_json_next(&r->json) == RN_JSON_KEY)
        if (!(rn_json_is_key(&r->json, "recording") ? note_recording(r) : rn_json_skip(&r->json)))
            return false;
    if (r->json.token != RN_JSON_OBJECT_END || !rn_json_expect(&r->json, RN_JSON_END, "the end"))
        return false;
    if (!r->traces_at)
        rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "\"sampleStackTraces\" is missing");
    return r->traces_at;
}

static void take_all(reader *r)
{
    if (!find_parts(r))
        return;
    add_metrics(r);
    if (!take_traces(r) || (r->durations_at && !take_durations(r)))
        return;
    count_samples(r);
    rn_report_sum_up(r->report, "duration(s)");
    if (!r->has_sample)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there are no samples with a stack");
}

static render_status read_safari(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_json_init(&r.json, input, rn_builder_limits(builder)->nesting, report);
    take_all(&r);
    rn_json_finish(&r.json);
    rn_memo_finish(&r.memo);
    rn_buffer_finish(&r.name);
    rn_buffer_finish(&r.url);
    free(r.frames);
    free(r.path);
    free(r.samples);
    return report->error.status;
}

const rn_format rn_format_safari = {
    .info = &rn_format_infos[RN_FORMAT_safari],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_safari,
};
