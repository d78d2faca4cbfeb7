/* The output of `perf script` (Linux; also simpleperf's report_sample.py):
 *
 *     # comment
 *     cc1 4011/4012 [003]  3214.567668:     250000 cpu-clock:u:
 *                 1172 hot+0x29 (/usr/bin/t)
 *       t.c:12
 *                 11e8 main+0x39 (/usr/bin/t)
 *
 *     cc1 4011/4012  3214.567912:          1 page-faults:      7f7780f34930 malloc+0x0 (/lib/libc.so.6)
 *
 * A sample goes on until the next one begins: blank lines say nothing.  Its value is its period, else
 * 1, in a metric of its event's name; `samples` counts all of them.  Stacks are printed leaf first,
 * and begin with the command.  Events of the scheduler make the metric 'off-CPU time'.
 *
 * Left out: registers, memory addresses and branches, which perf prints when it is asked for them. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/text.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/perf_sched.h"
#include "read/perf_stacks.h"

/* ---- blanks ----------------------------------------------------------------------------------- */

static bool is_blank_line(rn_bytes line)
{
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t')
            return false;
    return true;
}

/* Of what perf says beside samples. */
static bool is_record(rn_bytes event)
{
    return rn_bytes_start(event, RN_LITERAL("PERF_RECORD_"));
}

/* ---- the contest of formats ------------------------------------------------------------------- */

typedef struct survey {
    int bid;
    bool in_sample, has_line, has_capture;
} survey;

static int bid_for_frame(rn_bytes text)
{
    return rn_perf_frame_parse(text).has_module_field ? 95 : 40;
}

static void survey_line(survey *s, rn_bytes line)
{
    rn_perf_header header;
    rn_bytes address, text;
    int bid = 0;
    if (is_blank_line(line))
        return;
    if (line.data[0] == '#') {
        s->has_capture |= rn_bytes_start(line, RN_LITERAL("# captured on"));
        return;
    }
    s->has_line = true;
    if (s->in_sample && rn_perf_frame_split(line, &address, &text)) {
        bid = bid_for_frame(text);
    } else if (rn_perf_header_parse(line, &header) && !is_record(header.event)) {
        s->in_sample = true;
        if (rn_perf_frame_find(header.rest, &address, &text))
            bid = bid_for_frame(text);
    } else {
        s->in_sample = false;
    }
    if (bid > s->bid)
        s->bid = bid;
}

static int sniff(rn_bytes head, bool whole)
{
    survey s = {0};
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    while (s.bid < 95 && rn_lines_next(&l, &line))
        survey_line(&s, line);
    /* what was recorded, and where, may fill more than the head */
    if (!whole && s.has_capture && !s.has_line)
        return 60;
    return s.bid;
}

/* ---- state ------------------------------------------------------------------------------------ */

typedef struct event {
    rn_bytes name;
    uint32_t metric; /* RN_NONE: only counted */
    rn_perf_sched_kind sched;
    bool is_clock;
} event;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_perf_stacks stacks;
    rn_perf_times times;
    rn_perf_sched sched;

    event *events;
    size_t event_count, event_capacity, last_event;
    rn_bytes other_event; /* one that was not asked for */
    uint64_t others;      /* samples of such events */

    bool in_sample;
    bool is_unwanted;   /* of another event than was asked for */
    bool is_one_line;   /* its only frame stands in the header */
    bool follows_frame; /* the line at hand: its text is frame_line */
    rn_bytes frame_line;
    double value;

    double *counts; /* [stack]: samples */
    size_t count_capacity;
    uint64_t samples, strays; /* frames before any sample */
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

/* ---- samples ---------------------------------------------------------------------------------- */

static bool count_sample(reader *r, uint32_t stack)
{
    size_t old = r->count_capacity;
    if (stack >= old) {
        if (!RN_GROW(r->counts, r->count_capacity, stack + (size_t)1))
            return false;
        memset(r->counts + old, 0, (r->count_capacity - old) * sizeof *r->counts);
    }
    r->counts[stack]++;
    r->samples++;
    return true;
}

/* What runs when is told by the first event: pictures are drawn by it. */
static void keep_time(reader *r, const event *e, uint32_t stack)
{
    const rn_perf_header *header = &r->stacks.header;
    if (e->sched == RN_PERF_SCHED_SWITCH)
        rn_perf_sched_leave(&r->sched, header, stack);
    if (e == r->events && e->sched == RN_PERF_SCHED_NONE && r->options->keep_order)
        rn_perf_times_add(&r->times, header, stack, e->is_clock ? r->value : NAN);
}

static void finish_sample(reader *r)
{
    uint32_t stack;
    bool is_wanted = r->in_sample && !r->is_unwanted;
    r->in_sample = false;
    if (!is_wanted)
        return;
    const event *e = &r->events[r->last_event];
    rn_perf_sched_wake(&r->sched, e->sched, &r->stacks.header);
    if (!rn_perf_stacks_take(&r->stacks, &stack))
        return;
    if (e->metric != RN_NONE)
        rn_builder_add_self(r->builder, stack, e->metric, r->value);
    if (!count_sample(r, stack))
        rn_fail_memory(r->report);
    keep_time(r, e, stack);
}

/* ---- events ----------------------------------------------------------------------------------- */

/* The kernel's clocks as events: their periods are nanoseconds. */
static bool is_clock(rn_bytes name)
{
    static const rn_bytes clocks[] = {{"cpu-clock", 9}, {"task-clock", 10}};
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++)
        if (rn_bytes_start(name, clocks[i]) &&
            (name.size == clocks[i].size || name.data[clocks[i].size] == ':'))
            return true;
    return false;
}

static uint32_t add_metric(reader *r, rn_bytes name, bool has_period)
{
    if (!has_period && (name.size == 0 || rn_bytes_equal(name, RN_LITERAL("samples"))))
        return RN_NONE;
    rn_bytes unit = !has_period      ? RN_LITERAL("samples")
                    : is_clock(name) ? RN_LITERAL("ns")
                                     : RN_LITERAL("events");
    return rn_builder_metric(r->builder, name.size ? name : RN_LITERAL("period"), unit);
}

static bool add_event(reader *r, rn_bytes name, bool has_period)
{
    if (!RN_GROW(r->events, r->event_capacity, r->event_count + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    r->last_event = r->event_count;
    r->events[r->event_count++] = (event){.name = name,
                                          .metric = add_metric(r, name, has_period),
                                          .sched = rn_perf_sched_kind_of(name),
                                          .is_clock = has_period && is_clock(name)};
    return status_of(r) == RENDER_OK;
}

static bool select_event(reader *r, rn_bytes name, bool has_period)
{
    if (r->event_count && rn_bytes_equal(r->events[r->last_event].name, name))
        return true;
    for (size_t i = 0; i < r->event_count; i++) {
        if (rn_bytes_equal(r->events[i].name, name)) {
            r->last_event = i;
            return true;
        }
    }
    return add_event(r, name, has_period);
}

/* An event may be asked for without its modifiers: 'cycles' for 'cycles:u'. */
static bool is_wanted(const reader *r, rn_bytes name)
{
    rn_bytes wanted = rn_bytes_of(r->options->event);
    return wanted.size == 0 || (rn_bytes_start(name, wanted) &&
                                (name.size == wanted.size || name.data[wanted.size] == ':'));
}

/* ---- headers ---------------------------------------------------------------------------------- */

static double value_of(const reader *r, rn_bytes period)
{
    uint64_t value = 1;
    if (period.size)
        rn_number_parse_uint(period, &value);
    if (value == UINT64_MAX)
        rn_warn(r->report, "a period is beyond 64 bits");
    return (double)value;
}

static void push_frame(reader *r, rn_bytes address, rn_bytes text)
{
    if (!rn_perf_stacks_add(&r->stacks, address, text))
        return;
    r->frame_line = text;
    r->follows_frame = true;
}

static void take_header(reader *r, const rn_perf_header *header)
{
    rn_bytes address, text;
    finish_sample(r);
    if (is_record(header->event))
        return;
    r->is_unwanted = !is_wanted(r, header->event);
    if (r->is_unwanted) {
        r->other_event = header->event;
        r->others++;
    } else if (!select_event(r, header->event, header->period.size)) {
        return;
    }
    r->in_sample = true;
    r->is_one_line = false;
    r->value = value_of(r, header->period);
    rn_perf_stacks_begin(&r->stacks, header);
    if (header->rest.size && rn_perf_frame_find(header->rest, &address, &text)) {
        push_frame(r, address, text);
        r->is_one_line = true;
    }
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status take_frame(reader *r, const rn_lines *l, rn_bytes address, rn_bytes text)
{
    if (!r->in_sample) {
        r->strays++;
        return rn_skip(r->report, l->start, l->number, "a frame without a sample before it");
    }
    if (r->is_one_line) {
        r->is_one_line = false;
        r->stacks.depth = 0;
    }
    push_frame(r, address, text);
    return RENDER_OK;
}

/* A line of source belongs to the frame on the line before: the texts of both are one slice. */
static bool take_source(reader *r, rn_bytes line)
{
    if (!r->in_sample || line.data[0] != ' ')
        return false;
    const char *start = r->frame_line.data;
    rn_perf_stacks_add_source(&r->stacks,
                              (rn_bytes){start, (size_t)(line.data + line.size - start)});
    return true;
}

static render_status take_other(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_perf_header header;
    bool follows_frame = r->follows_frame;
    r->follows_frame = false;
    if (is_blank_line(line) || line.data[0] == '#')
        return RENDER_OK;
    if (rn_perf_header_parse(line, &header)) {
        take_header(r, &header);
        return RENDER_OK;
    }
    if ((follows_frame && take_source(r, line)) || memmem(line.data, line.size, "PERF_RECORD_", 12))
        return RENDER_OK;
    return rn_skip(r->report, l->start, l->number, "neither a sample nor a frame");
}

/* Frames need not be indented, and a command may be called 'dd'. */
static bool is_header(const reader *r, rn_bytes line, rn_bytes text)
{
    rn_perf_header header;
    return line.data[0] != '\t' && rn_memo_get(&r->stacks.frames.memo, text) == RN_NONE &&
           rn_perf_header_parse(line, &header);
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes address, text;
    if (line.size && rn_perf_frame_split(line, &address, &text) && !is_header(r, line, text))
        return take_frame(r, l, address, text);
    return take_other(r, l, line);
}

/* ---- the end ---------------------------------------------------------------------------------- */

static render_status fail_empty(reader *r)
{
    rn_buffer other = {0};
    bool latin1;
    rn_text_repair(&other, r->other_event, &latin1);
    if (r->others)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0,
                "no sample of the event that was asked for: it holds '%.*s'", (int)other.size,
                other.size ? other.data : "");
    else
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no sample in it%s",
                r->strays ? ": its frames have no line with the event before them" : "");
    rn_buffer_finish(&other);
    return r->report->error.status;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take_line(r, &l, line) || status_of(r))
            return status_of(r);
    finish_sample(r);
    rn_report_sum_up(r->report, "line(s)");
    rn_labels_sum_up(&r->stacks.labels);
    if (!status_of(r) && r->samples == 0)
        return fail_empty(r);
    return status_of(r);
}

/* Comes last, so that pictures are drawn by the first event. */
static void add_counts(reader *r)
{
    rn_bytes name = RN_LITERAL("samples");
    uint32_t metric = rn_builder_metric(r->builder, name, name);
    for (size_t stack = 0; stack < r->count_capacity; stack++)
        if (r->counts[stack] > 0)
            rn_builder_add_self(r->builder, (uint32_t)stack, metric, r->counts[stack]);
}

static bool is_all_of_scheduler(const reader *r)
{
    for (size_t i = 0; i < r->event_count; i++)
        if (r->events[i].sched == RN_PERF_SCHED_NONE)
            return false;
    return true;
}

static void finish_metrics(reader *r)
{
    add_counts(r);
    rn_perf_times_end(&r->times);
    rn_perf_sched_end(&r->sched, is_all_of_scheduler(r));
    if (r->others)
        rn_warn(r->report, "%llu sample(s) of other events: left out",
                (unsigned long long)r->others);
}

static void finish(reader *r)
{
    rn_perf_stacks_finish(&r->stacks);
    rn_perf_times_finish(&r->times);
    rn_perf_sched_finish(&r->sched);
    free(r->events);
    free(r->counts);
}

static render_status read_perf(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .options = rn_builder_options(builder)};
    rn_perf_times_init(&r.times, builder, report);
    rn_perf_sched_init(&r.sched, builder, report, &r.times);
    if (rn_perf_stacks_init(&r.stacks, builder, report) && take_lines(&r, input) == RENDER_OK)
        finish_metrics(&r);
    render_status status = status_of(&r);
    finish(&r);
    return status;
}

const rn_format rn_format_perf = {
    .name = "perf",
    .title = "output of perf script",
    .suffixes = ".perf",
    .carries = "stacks; a metric for each event; samples; order in time",
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_perf,
};
