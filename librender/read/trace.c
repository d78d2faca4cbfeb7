/* Chrome's trace events, as browsers, compilers, build tools and tracers write them:
 *
 *     {"traceEvents": [
 *       {"ph": "X", "name": "f", "pid": 1, "tid": 2, "ts": 10, "dur": 5.5, "args": {…}},
 *       {"ph": "B", "name": "g", "pid": 1, "tid": 2, "ts": 11}, {"ph": "E", … "ts": 12},
 *       {"ph": "M", "name": "thread_name", "pid": 1, "tid": 2, "args": {"name": "main"}}, …],
 *      "samples": [{"sf": 7, "pid": 1, "tid": 2, "ts": 10, "weight": 1}], "stackFrames": {"7": {…}}}
 *
 * or the array alone, whose end may be missing; times are in us.  lanes.h says how spans nest.  A trace
 * that holds a CPU profile is read as that, unless its spans are asked for.  Asynchronous spans (b e, S F)
 * are read when they are asked for; in clang's traces those of category Source are calls like all others.
 *
 * Not read: instant events, counters, flows, objects, memory dumps; stacks of events other than samples. */
#include <stdlib.h>

#include "read/formats.h"
#include "read/trace_reader.h"

enum { NESTING = 4096 }; /* args may hold whole documents */

/* ---- detection -------------------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes first = rn_json_find_item(head), events = rn_json_find_key(head, "traceEvents");
    rn_bytes source = rn_json_find_key(rn_json_find_key(head, "metadata"), "source");
    if (first.size)
        return rn_json_find_key(first, "ph").size ? 95 : 0;
    first = rn_json_find_item(events);
    if (events.size)
        return rn_json_find_key(first, "ph").size || rn_bytes_start(first, RN_LITERAL("]")) ? 100
               : whole                                                                      ? 30
                                                                                            : 90;
    if (rn_bytes_start(source, RN_LITERAL("\"DevTools\"")))
        return whole ? 0 : 90;
    if (rn_json_find_key(head, "stackFrames").size)
        return rn_json_find_key(head, "samples").size || !whole ? 80 : 0;
    return !whole && rn_json_find_key(head, "displayTimeUnit").size ? 70 : 0;
}

/* Only LLVM says when its time began: at the end of the file. */
static bool is_by_clang(rn_bytes input)
{
    enum { END = 256 };
    static const rn_bytes mark = RN_LITERAL("\"beginningOfTime\"");
    rn_bytes end = rn_bytes_slice(input, input.size < END ? 0 : input.size - END, input.size);
    return end.size && memmem(end.data, end.size, mark.data, mark.size);
}

/* ---- events ----------------------------------------------------------------------------------- */

/* False at an error.  An event that is cut off at the end of the input ends the array. */
static bool take_item(rn_trace *r, bool is_sample)
{
    if (r->json.token != RN_JSON_OBJECT_BEGIN) {
        size_t depth = r->json.depth - (r->json.token == RN_JSON_ARRAY_BEGIN);
        while (r->json.depth > depth)
            if (rn_json_next(&r->json) <= RN_JSON_END)
                return r->json.cut;
        return rn_skip(r->report, r->json.at, 0, "an event that is no object") == RENDER_OK;
    }
    if (!rn_trace_take_event(&r->json, &r->event)) {
        if (r->json.cut)
            rn_warn(r->report, "the input ends within an event");
        return r->json.cut;
    }
    return is_sample ? rn_trace_use_sample(r) : rn_trace_use_event(r);
}

static bool take_items(rn_trace *r, bool samples)
{
    while (rn_json_next(&r->json) != RN_JSON_ARRAY_END && !r->json.cut)
        if (r->json.token == RN_JSON_ERROR || !take_item(r, samples))
            return false;
    return true;
}

static bool take_member(rn_trace *r)
{
    bool samples = rn_json_is_key(&r->json, "samples");
    if (samples || rn_json_is_key(&r->json, "traceEvents"))
        return rn_json_expect(&r->json, RN_JSON_ARRAY_BEGIN, "an array of events") &&
               take_items(r, samples);
    if (rn_json_is_key(&r->json, "stackFrames") && !r->is_again)
        return rn_trace_take_stacks(&r->frames, &r->json);
    return rn_json_skip(&r->json) || r->json.cut;
}

/* The input once through. */
static bool take_input(rn_trace *r)
{
    rn_json_next(&r->json);
    if (r->json.token == RN_JSON_ARRAY_BEGIN)
        return take_items(r, false) &&
               (r->json.cut || rn_json_expect(&r->json, RN_JSON_END, "the end"));
    if (r->json.token != RN_JSON_OBJECT_BEGIN)
        return rn_json_refuse(&r->json, "an array of events, or an object with one");
    while (!r->json.cut && rn_json_next(&r->json) == RN_JSON_KEY)
        if (!take_member(r) && !r->json.cut)
            return false;
    return r->json.cut || (r->json.token == RN_JSON_OBJECT_END &&
                           rn_json_expect(&r->json, RN_JSON_END, "the end"));
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void start(rn_trace *r)
{
    uint32_t nesting = rn_builder_limits(r->builder)->nesting;
    rn_json_finish(&r->json);
    rn_json_init(&r->json, r->input, nesting > NESTING ? nesting : NESTING, r->report);
    r->json.lenient = true;
}

/* A second time for spans whose order was not known the first time; what is skipped was counted then. */
static bool end_spans(rn_trace *r)
{
    uint64_t skipped = r->report->skipped;
    if (!rn_lanes_end(&r->lanes, &r->is_again))
        return false;
    if (!r->is_again)
        return true;
    start(r);
    if (!take_input(r) || !rn_lanes_end(&r->lanes, &r->is_again))
        return false;
    r->report->skipped = skipped;
    return true;
}

static bool take_all(rn_trace *r)
{
    bool has_profile;
    if (!take_input(r) || !rn_trace_read_profiles(&r->profiles, r->input, &has_profile))
        return false;
    if (has_profile && r->lanes.lane_count)
        rn_warn(r->report, "a trace with a CPU profile: its spans are left out");
    if (r->left_async && !has_profile)
        rn_warn(r->report, "asynchronous spans are left out");
    if (has_profile ? !rn_trace_add_profiles(&r->profiles)
                    : !end_spans(r) || !rn_trace_add_spans(r))
        return false;
    rn_report_sum_up(r->report, "event(s)");
    return true;
}

static render_status read_trace(rn_bytes input, rn_builder *builder, rn_report *report)
{
    const render_read_options *options = rn_builder_options(builder);
    rn_trace r = {.input = input,
                  .builder = builder,
                  .report = report,
                  .options = options,
                  .frames = {.builder = builder,
                             .extra_is_json = options->trace_key == RENDER_TRACE_KEY_ARGS},
                  .threads = {.frames = &r.frames},
                  .lanes = {.report = report, .keeps_runs = options->keep_order},
                  .functions = {.builder = builder},
                  .profiles = {.threads = &r.threads, .functions = &r.functions},
                  .is_clang = is_by_clang(input)};
    start(&r);
    take_all(&r);
    rn_json_finish(&r.json);
    rn_trace_profiles_finish(&r.profiles);
    rn_v8_frames_finish(&r.functions);
    rn_lanes_finish(&r.lanes);
    rn_trace_threads_finish(&r.threads);
    rn_trace_frames_finish(&r.frames);
    free(r.lane_threads);
    return report->error.status;
}

const rn_format rn_format_trace = {
    .info = &rn_format_infos[RN_FORMAT_trace],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_trace,
};
