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
#include "read/perf_events.h"
#include "read/perf_stacks.h"
#include "read/split.h"

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

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    const render_read_options *options;
    rn_perf_stacks stacks;
    rn_perf_events events;
    rn_perf_times times;
    rn_perf_sched sched;
    rn_bytes other_event; /* one that was not asked for */
    uint64_t others;      /* samples of such events */

    bool in_sample;
    bool is_unwanted;   /* of another event than was asked for */
    bool is_one_line;   /* its only frame stands in the header */
    bool follows_frame; /* the line at hand */
    bool has_sources;   /* lines of source */
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

static bool count_samples(reader *r, uint32_t stack, double count)
{
    size_t old = r->count_capacity;
    if (stack >= old) {
        if (!RN_GROW(r->counts, r->count_capacity, stack + (size_t)1))
            return false;
        memset(r->counts + old, 0, (r->count_capacity - old) * sizeof *r->counts);
    }
    r->counts[stack] += count;
    return true;
}

/* What runs when is told by the first event: pictures are drawn by it. */
static void keep_time(reader *r, const rn_perf_event *e, uint32_t stack)
{
    const rn_perf_header *header = &r->stacks.header;
    if (e->sched == RN_PERF_SCHED_SWITCH)
        rn_perf_sched_leave(&r->sched, header, stack);
    if (e == r->events.items && e->sched == RN_PERF_SCHED_NONE && r->options->keep_order)
        rn_perf_times_add(&r->times, header, stack, e->is_clock ? r->value : NAN);
}

static void finish_sample(reader *r)
{
    uint32_t stack;
    bool is_wanted = r->in_sample && !r->is_unwanted;
    r->in_sample = false;
    if (!is_wanted)
        return;
    const rn_perf_event *e = &r->events.items[r->events.last];
    rn_perf_sched_wake(&r->sched, e->sched, &r->stacks.header);
    if (!rn_perf_stacks_take(&r->stacks, &stack))
        return;
    if (e->metric != RN_NONE)
        rn_builder_add_self(r->builder, stack, e->metric, r->value);
    if (!count_samples(r, stack, 1))
        rn_fail_memory(r->report);
    r->samples++;
    keep_time(r, e, stack);
}

/* ---- headers ---------------------------------------------------------------------------------- */

/* An event may be asked for without its modifiers: 'cycles' for 'cycles:u'. */
static bool is_wanted(const reader *r, rn_bytes name)
{
    rn_bytes wanted = rn_bytes_of(r->options->event);
    return wanted.size == 0 || (rn_bytes_start(name, wanted) &&
                                (name.size == wanted.size || name.data[wanted.size] == ':'));
}

static double value_of(const reader *r, rn_bytes period)
{
    uint64_t value = 1;
    if (period.size)
        rn_number_parse_uint(period, &value);
    if (value == UINT64_MAX)
        rn_warn(r->report, "a period is beyond 64 bits");
    return (double)value;
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
    } else if (!rn_perf_events_select(&r->events, header)) {
        return;
    }
    r->in_sample = true;
    r->is_one_line = false;
    r->value = value_of(r, header->period);
    rn_perf_stacks_begin(&r->stacks, header);
    if (header->rest.size && rn_perf_frame_find(header->rest, &address, &text))
        r->is_one_line = r->follows_frame = rn_perf_stacks_add(&r->stacks, address, text);
}

/* ---- lines ------------------------------------------------------------------------------------ */

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
    r->follows_frame = rn_perf_stacks_add(&r->stacks, address, text);
    return RENDER_OK;
}

/* A line of source belongs to the frame on the line before. */
static bool take_source(reader *r, rn_bytes line)
{
    if (!r->in_sample || line.data[0] != ' ')
        return false;
    rn_perf_stacks_add_source(&r->stacks, line);
    r->has_sources = true;
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

/* Frames need not be indented, and a command may be called 'dd'.  It is the text that decides, and it is
 * looked into once. */
static bool is_header(reader *r, rn_bytes line, rn_bytes address, rn_bytes text)
{
    rn_perf_header header;
    rn_perf_frames *frames = &r->stacks.frames;
    if (line.data[0] == '\t')
        return false;
    uint32_t id = rn_perf_frames_add(frames, address, text, rn_lexicon_hash(&frames->words, text));
    if (id == RN_NONE || frames->texts[id].is_no_header)
        return false;
    frames->texts[id].is_no_header = !rn_perf_header_parse(line, &header);
    return !frames->texts[id].is_no_header;
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes address, text;
    if (line.size && rn_perf_frame_split(line, &address, &text) &&
        !is_header(r, line, address, text))
        return take_frame(r, l, address, text);
    return take_other(r, l, line);
}

/* Whether another part would have to know what was before it: which file a function is of, and who
 * sleeps. */
static bool depends_on_order(const reader *r)
{
    return r->has_sources || r->options->keep_order || rn_labels_are_wanted(&r->stacks.labels) ||
           (r->events.count && r->events.items[r->events.last].sched != RN_PERF_SCHED_NONE);
}

static void take_lines(reader *r, rn_split_part *part)
{
    rn_lines l = rn_split_lines(part);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        if (take_line(r, &l, line) || status_of(r))
            break;
        if (!rn_split_goes_on(part, l.at) || (depends_on_order(r) && rn_split_give_up(part)))
            break;
    }
    if (!status_of(r))
        finish_sample(r);
    part->lines = l.number;
}

/* ---- parts ------------------------------------------------------------------------------------ */

static void read_part(void *state, rn_split_part *part)
{
    reader *r = state;
    r->builder = r->events.builder = part->builder;
    r->report = r->events.report = part->report;
    rn_perf_times_init(&r->times, part->builder, part->report);
    rn_perf_sched_init(&r->sched, part->builder, part->report, &r->times);
    if (rn_perf_stacks_init(&r->stacks, part->builder, part->report))
        take_lines(r, part);
}

/* A header that nothing else can be. */
static size_t find_record(rn_bytes input, size_t from)
{
    const char *feed = memchr(input.data + from, '\n', input.size - from);
    rn_lines l = {.input = input, .end = '\n'};
    rn_bytes line, address, text;
    rn_perf_header header;
    l.at = feed ? (size_t)(feed + 1 - input.data) : input.size;
    while (rn_lines_next(&l, &line))
        if (!is_blank_line(line) && line.data[0] != '#' &&
            !rn_perf_frame_split(line, &address, &text) && rn_perf_header_parse(line, &header))
            return l.start;
    return input.size;
}

static bool add_part(void *state, const void *next, const rn_copied *copied)
{
    reader *r = state;
    const reader *other = next;
    r->samples += other->samples;
    r->strays += other->strays;
    if (other->others)
        r->other_event = other->other_event;
    r->others += other->others;
    for (size_t s = 0; s < other->count_capacity; s++)
        if (other->counts[s] > 0 && !count_samples(r, copied->stacks[s], other->counts[s]))
            return false;
    return true;
}

static void finish(void *state)
{
    reader *r = state;
    rn_perf_stacks_finish(&r->stacks);
    rn_perf_events_finish(&r->events);
    rn_perf_times_finish(&r->times);
    rn_perf_sched_finish(&r->sched);
    free(r->counts);
}

static const rn_split_format split = {
    .state_size = sizeof(reader),
    .find_record = find_record,
    .read = read_part,
    .add = add_part,
    .finish = finish,
};

/* ---- the end ---------------------------------------------------------------------------------- */

static void fail_empty(reader *r)
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

static void sum_up(reader *r)
{
    rn_report_sum_up(r->report, "line(s)");
    rn_labels_sum_up(&r->stacks.labels);
    if (status_of(r))
        return;
    if (r->samples == 0) {
        fail_empty(r);
        return;
    }
    add_counts(r);
    rn_perf_times_end(&r->times);
    rn_perf_sched_end(&r->sched, rn_perf_events_are_sched(&r->events));
    if (r->others)
        rn_warn(r->report, "%llu sample(s) of other events: left out",
                (unsigned long long)r->others);
}

static render_status read_perf(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r, model = {.options = rn_builder_options(builder)};
    rn_split_read(&split, &r, &model, input, builder, report);
    if (!status_of(&r))
        sum_up(&r);
    render_status status = status_of(&r);
    finish(&r);
    return status;
}

const rn_format rn_format_perf = {
    .info = &rn_format_infos[RN_FORMAT_perf],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_perf,
};
