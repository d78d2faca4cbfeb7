/* Results of Ruby's StackProf; stackprof_dump.c tells what is in them.
 *
 * With raw: true they have every sample, in the order of time.  The time of one is its distance from the
 * sample before (wall) or the interval (cpu); object and custom have samples only.  When the garbage
 * collector was met, without more, it stands on what ran before; with a phase it stands alone, as it
 * was recorded.
 *
 * Without raw there are frames with their own and all their samples, and edges.  An edge counts a
 * recursive function as often as it recurs, so it is cut down to what its ends have.
 *
 * Left out: lines of frames without raw, the times of samples (their distances are taken), metadata. */
#include "read/stackprof_dump.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "input/json_values.h"
#include "read/formats.h"

typedef struct reader {
    rn_stackprof_dump dump;
    rn_builder *builder;
    rn_report *report;
    uint32_t time, samples; /* metrics; time: RN_NONE when there is none */
    uint32_t *levels;       /* stacks of the sample before, from its first frame on */
    size_t level_capacity;  /* at least the longest sample */
    size_t last, depth;     /* where its frames are in raw, and how many */
    uint32_t track;
    size_t delta; /* of the next sample */
    double clock;
    double sum; /* of samples */
} reader;

static int sniff_json(rn_bytes head, bool whole)
{
    bool mode = rn_json_find_key(head, "mode").size;
    bool interval = rn_json_find_key(head, "interval").size;
    bool counts =
        rn_json_find_key(head, "missed_samples").size || rn_json_find_key(head, "gc_samples").size;
    bool frames = rn_json_find_key(head, "frames").size;
    if (mode && interval && counts)
        return 95;
    return mode && (counts || interval) && (frames || !whole) ? 70 : 0;
}

static int sniff(rn_bytes head, bool whole)
{
    static const rn_bytes mode = RN_LITERAL(":\x09mode"), frames = RN_LITERAL(":\x0b"
                                                                              "frames");
    if (!rn_stackprof_is_marshal(head))
        return sniff_json(head, whole);
    if (head.size < 3 || head.data[2] != '{')
        return 0;
    return memmem(head.data, head.size, mode.data, mode.size) ||
                   memmem(head.data, head.size, frames.data, frames.size)
               ? 100
               : 0;
}

static void add_metrics(reader *r)
{
    const rn_stackprof_dump *d = &r->dump;
    bool timed = d->interval > 0 || (d->mode == RN_STACKPROF_WALL && d->delta_count);
    r->time = RN_NONE;
    if (timed && d->mode != RN_STACKPROF_OTHER)
        r->time = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("us"));
    r->samples = rn_builder_metric(r->builder, RN_LITERAL("samples"), RN_LITERAL("samples"));
}

static bool fail(reader *r, const char *message)
{
    rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0, "%s", message);
    return false;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

/* The distances of `count` samples from the ones before them, which the interval stands for where there
 * are none. */
static double take_deltas(reader *r, double count)
{
    const rn_stackprof_dump *d = &r->dump;
    double time = 0;
    for (; count >= 1 && r->delta < d->delta_count; count--) {
        double delta = d->deltas[r->delta++];
        if (!(delta >= 0 && isfinite(delta)))
            rn_warn(r->report, "times that go backwards count as 0");
        else
            time += delta;
    }
    if (count >= 1 && d->mode == RN_STACKPROF_WALL)
        rn_warn(r->report, "samples without a time count as the interval");
    return time + count * d->interval;
}

static void add_sample(reader *r, uint32_t stack, double count)
{
    double passed = take_deltas(r, count);
    rn_builder_add_self(r->builder, stack, r->samples, count);
    if (r->time != RN_NONE)
        rn_builder_add_self(r->builder, stack, r->time,
                            r->dump.mode == RN_STACKPROF_WALL ? passed : count * r->dump.interval);
    rn_builder_add_run(r->builder, r->track, stack, r->clock, passed);
    r->clock += passed;
    r->sum += count;
}

/* How many frames the sample shares with the one before, from the root on. */
static size_t count_shared(const reader *r, size_t from, size_t length, bool has_lines)
{
    const rn_stackprof_dump *d = &r->dump;
    size_t shared = 0;
    while (shared < length && shared < r->depth &&
           d->raw[from + shared] == d->raw[r->last + shared] &&
           (!has_lines || d->lines[from + shared] == d->lines[r->last + shared]))
        shared++;
    return shared;
}

static bool push_frame(reader *r, size_t at, bool has_lines, uint32_t *stack)
{
    const rn_stackprof_dump *d = &r->dump;
    uint32_t frame = rn_stackprof_find(d, d->raw[at]);
    if (frame == RN_NONE)
        return fail(r, "\"raw\" holds a frame that is not in \"frames\"");
    uint32_t line = has_lines && d->lines[at] <= UINT32_MAX ? (uint32_t)d->lines[at] : 0;
    *stack = rn_builder_push(r->builder, *stack,
                             rn_builder_frame(r->builder, d->frames[frame].function, line));
    return true;
}

/* Pushes the frames of a sample on `base`. */
static bool push_frames(reader *r, size_t from, size_t length, uint32_t base, uint32_t *stack)
{
    bool has_lines = r->dump.line_count == r->dump.raw_count;
    size_t shared = base ? 0 : count_shared(r, from, length, has_lines);
    if (!RN_GROW(r->levels, r->level_capacity, length)) {
        rn_fail_memory(r->report);
        return false;
    }
    *stack = shared ? r->levels[shared - 1] : base;
    for (size_t i = shared; i < length; i++) {
        if (!push_frame(r, from + i, has_lines, stack))
            return false;
        r->levels[i] = *stack;
    }
    r->last = from;
    r->depth = base ? 0 : length;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool is_collector(const reader *r, uint64_t id)
{
    uint32_t frame = rn_stackprof_find(&r->dump, id);
    return frame != RN_NONE && r->dump.frames[frame].is_collector;
}

static bool take_stacks(reader *r)
{
    const rn_stackprof_dump *d = &r->dump;
    uint32_t before = 0;
    for (size_t at = 0; at < d->raw_count;) {
        uint64_t length = d->raw[at];
        size_t from = at + 1;
        if (length >= d->raw_count - from)
            return fail(r, "a stack in \"raw\" is longer than what is left of it");
        size_t to = from + (size_t)length;
        bool alone = length == 1 && is_collector(r, d->raw[from]);
        uint32_t stack = 0;
        if (!push_frames(r, from, (size_t)length, alone ? before : 0, &stack))
            return false;
        if (!alone && length && !is_collector(r, d->raw[from]))
            before = stack;
        add_sample(r, stack, (double)d->raw[to]);
        at = to + 1;
    }
    return true;
}

/* ---- frames without stacks -------------------------------------------------------------------- */

static void add_cost(reader *r, const rn_stackprof_frame *f)
{
    rn_builder_add_cost(r->builder, f->function, r->samples, f->samples, f->total_samples);
    if (r->time != RN_NONE)
        rn_builder_add_cost(r->builder, f->function, r->time, f->samples * r->dump.interval,
                            f->total_samples * r->dump.interval);
    r->sum += f->samples;
}

static bool add_edge(reader *r, const rn_stackprof_edge *edge)
{
    const rn_stackprof_dump *d = &r->dump;
    uint32_t callee = rn_stackprof_find(d, edge->callee);
    if (callee == RN_NONE)
        return fail(r, "an edge to a frame that is not in \"frames\"");
    const rn_stackprof_frame *from = &d->frames[edge->caller], *to = &d->frames[callee];
    double samples = fmin(edge->samples, fmin(from->total_samples, to->total_samples));
    uint32_t arc = rn_builder_arc(r->builder, from->function, to->function);
    rn_builder_add_arc_cost(r->builder, arc, r->samples, NAN, samples);
    if (r->time != RN_NONE)
        rn_builder_add_arc_cost(r->builder, arc, r->time, NAN, samples * d->interval);
    return rn_builder_status(r->builder) == RENDER_OK;
}

static bool take_graph(reader *r)
{
    const rn_stackprof_dump *d = &r->dump;
    for (size_t i = 0; i < d->frame_count; i++)
        add_cost(r, &d->frames[i]);
    for (size_t i = 0; i < d->edge_count; i++)
        if (!add_edge(r, &d->edges[i]))
            return false;
    if (d->samples > 0) {
        rn_builder_set_total(r->builder, r->samples, d->samples);
        if (r->time != RN_NONE)
            rn_builder_set_total(r->builder, r->time, d->samples * d->interval);
    }
    return true;
}

static bool take_all(reader *r, rn_bytes input)
{
    rn_stackprof_dump *d = &r->dump;
    if (!rn_stackprof_dump_read(d, input, r->builder))
        return false;
    if (d->raw_count == 0)
        rn_builder_set_shape(r->builder, RN_ARCS);
    add_metrics(r);
    r->track = rn_builder_track(r->builder, RN_LITERAL("Ruby"));
    rn_builder_set_time_unit(r->builder, RN_LITERAL("us"));
    if (!(d->raw_count ? take_stacks(r) : take_graph(r)))
        return false;
    if (r->sum == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no samples in it");
    return r->sum != 0;
}

static render_status read_stackprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    take_all(&r, input);
    rn_stackprof_dump_finish(&r.dump);
    free(r.levels);
    return report->error.status;
}

const rn_format rn_format_stackprof = {
    .info = &rn_format_infos[RN_FORMAT_stackprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_stackprof,
};
