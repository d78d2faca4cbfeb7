/* What the events of a Chrome trace are: spans, samples, names, parts of CPU profiles. */
#include <math.h>

#include "base/grow.h"
#include "read/trace_reader.h"

/* ---- spans ------------------------------------------------------------------------------------ */

static bool skip(rn_trace *r, const char *what)
{
    return rn_skip(r->report, r->json.at, 0, "%s", what) == RENDER_OK;
}

/* A thread's lane of spans or samples. */
static bool find_lane(rn_trace *r, uint32_t thread, bool samples, uint32_t *lane)
{
    rn_trace_thread *at = &r->threads.items[thread];
    uint32_t *known = samples ? &at->samples : &at->spans;
    if (*known == RN_NONE) {
        if (!rn_lanes_add(&r->lanes, known))
            return false;
        if (!RN_GROW(r->lane_threads, r->lane_capacity, *known + (size_t)1)) {
            rn_fail_memory(r->report);
            return false;
        }
        r->lane_threads[*known] = thread;
    }
    *lane = *known;
    return true;
}

static bool find_time(rn_trace *r, double *ns)
{
    if (!r->has_base) {
        r->base = rn_trace_base(&r->event.time);
        r->has_base = true;
    }
    return rn_trace_time(&r->event.time, r->base, ns);
}

static bool find_frame(rn_trace *r, uint32_t name, uint32_t *id)
{
    const rn_trace_event *e = &r->event;
    rn_trace_frame frame = RN_TRACE_FRAME(name);
    render_trace_key key = r->options->trace_key;
    bool by_detail =
        key == RENDER_TRACE_KEY_DETAIL || (key == RENDER_TRACE_KEY_AUTO && r->is_clang);
    rn_bytes extra = key == RENDER_TRACE_KEY_ARGS ? e->args
                     : by_detail                  ? e->detail
                                                  : RN_LITERAL("");
    if (extra.size && !rn_trace_text(&r->frames, extra, &frame.extra))
        return false;
    if (e->file.size && !rn_trace_text(&r->frames, e->file, &frame.file))
        return false;
    if (e->file.size)
        frame.line = e->line;
    return rn_trace_find_frame(&r->frames, &frame, id);
}

static bool put_begin(rn_trace *r, uint32_t lane, rn_lane_span *span)
{
    uint32_t name;
    if (!rn_trace_text(&r->frames, r->event.name, &name) || !find_frame(r, name, &span->frame))
        return false;
    span->name = name;
    return rn_lanes_put(&r->lanes, lane, span);
}

static bool put_end(rn_trace *r, uint32_t lane, rn_lane_span *span)
{
    uint32_t name = RN_LANE_ANY;
    if (r->event.name.size && !rn_trace_text(&r->frames, r->event.name, &name))
        return false;
    span->name = name;
    return rn_lanes_put(&r->lanes, lane, span);
}

/* clang's sums of all spans of a name are on threads of their own. */
static bool put_whole(rn_trace *r, uint32_t lane, rn_lane_span *span)
{
    const rn_trace_event *e = &r->event;
    if (e->is_total && rn_bytes_start(e->name, RN_LITERAL("Total ")))
        return true;
    if (e->duration.text.size && (!rn_trace_time(&e->duration, 0, &span->duration) ||
                                  span->duration < 0 || !isfinite(span->at + span->duration)))
        return skip(r, "a span whose duration is none");
    return put_begin(r, lane, span);
}

static bool take_span(rn_trace *r, uint32_t thread, rn_lane_type type)
{
    uint32_t lane;
    rn_lane_span span = {.type = type};
    if (!find_time(r, &span.at))
        return skip(r, "a span without a time");
    if (!find_lane(r, thread, false, &lane))
        return false;
    return type == RN_LANE_END     ? put_end(r, lane, &span)
           : type == RN_LANE_WHOLE ? put_whole(r, lane, &span)
                                   : put_begin(r, lane, &span);
}

static bool take_thread_span(rn_trace *r, rn_lane_type type)
{
    uint32_t thread;
    return rn_trace_thread_of(&r->threads, r->event.pid, r->event.tid, &thread) &&
           take_span(r, thread, type);
}

static bool take_async_span(rn_trace *r, rn_lane_type type)
{
    uint32_t thread;
    const rn_trace_event *e = &r->event;
    if (r->is_clang && rn_bytes_equal(e->category, RN_LITERAL("Source")))
        return take_thread_span(r, type);
    if (!r->options->async_spans) {
        r->left_async = true;
        return true;
    }
    return rn_trace_async_of(&r->threads, e->pid, e->category, e->id, &thread) &&
           take_span(r, thread, type);
}

/* ---- samples ---------------------------------------------------------------------------------- */

bool rn_trace_use_sample(rn_trace *r)
{
    uint32_t thread, lane, key;
    const rn_trace_event *e = &r->event;
    rn_lane_span span = {.type = RN_LANE_SAMPLE, .duration = e->weight};
    if (e->frame.size == 0)
        return skip(r, "a sample without a stack frame");
    if (!find_time(r, &span.at))
        return skip(r, "a sample without a time");
    if (!rn_trace_thread_of(&r->threads, e->pid, e->tid, &thread) ||
        !find_lane(r, thread, true, &lane) || !rn_trace_text(&r->frames, e->frame, &key))
        return false;
    span.frame = key;
    return rn_lanes_put(&r->lanes, lane, &span);
}

static bool take_profile_event(rn_trace *r)
{
    static const rn_bytes names[] = {RN_LITERAL("Profile"), RN_LITERAL("ProfileChunk"),
                                     RN_LITERAL("CpuProfile")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rn_bytes_equal(r->event.name, names[i]))
            return r->options->spans || r->is_again ||
                   rn_trace_note_profile(&r->profiles, &r->event);
    return r->event.phase != 'P' || rn_trace_use_sample(r);
}

/* ---- events ----------------------------------------------------------------------------------- */

static bool take_name(rn_trace *r)
{
    uint32_t thread, text;
    const rn_trace_event *e = &r->event;
    bool of_process = rn_bytes_equal(e->name, RN_LITERAL("process_name"));
    if (e->label.size == 0 || (!of_process && !rn_bytes_equal(e->name, RN_LITERAL("thread_name"))))
        return true;
    if (!rn_trace_thread_of(&r->threads, e->pid, e->tid, &thread) ||
        !rn_trace_text(&r->frames, e->label, &text))
        return false;
    rn_trace_thread *at = &r->threads.items[thread];
    if (of_process)
        r->threads.processes[at->process].name = text;
    else
        at->name = text;
    return true;
}

bool rn_trace_use_event(rn_trace *r)
{
    switch (r->event.phase) {
    case 'B':
        return take_thread_span(r, RN_LANE_BEGIN);
    case 'E':
        return take_thread_span(r, RN_LANE_END);
    case 'X':
        return take_thread_span(r, RN_LANE_WHOLE);
    case 'b':
    case 'S':
        return take_async_span(r, RN_LANE_BEGIN);
    case 'e':
    case 'F':
        return take_async_span(r, RN_LANE_END);
    case 'M':
        return take_name(r);
    case 'P':
    case 'I':
    case 'i':
        return take_profile_event(r);
    default:
        break;
    }
    return (r->event.phase && strchr("nTRCstfNODcvV()", r->event.phase)) ||
           skip(r, "an event of an unknown phase");
}
