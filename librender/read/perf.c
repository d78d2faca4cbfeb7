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
 * and begin with the command.
 *
 * What a stack shares with the one before is not pushed again.
 *
 * Left out: threads, CPUs and times.  Symbols stay mangled, but for names of Rust that are half
 * demangled. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/perf_frames.h"
#include "read/perf_line.h"

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

/* A frame of the sample at hand, leaf first. */
typedef struct entry {
    rn_bytes address;
    uint32_t text; /* of rn_perf_frames */
} entry;

/* A frame of the last stack, root first. */
typedef struct level {
    uint32_t frame, stack;
} level;

typedef struct event {
    rn_bytes name;
    uint32_t metric; /* RN_NONE: only counted */
} event;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;

    rn_perf_frames frames;
    rn_memo commands;
    uint32_t *command_frames; /* [of commands] */
    size_t command_capacity;

    event *events;
    size_t event_count, event_capacity, last_event;

    bool in_sample;
    bool is_one_line;   /* its only frame stands in the header */
    bool follows_frame; /* the line at hand: its text is frame_line */
    rn_bytes frame_line;
    rn_bytes command;
    double value;
    entry *entries;
    size_t depth, entry_capacity, depth_limit;

    level *levels;
    size_t level, level_count, level_capacity;

    double *counts; /* [stack]: samples */
    size_t count_capacity;
    uint64_t samples, strays; /* frames before any sample */
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static uint32_t fail_memory(const reader *r)
{
    rn_fail_memory(r->report);
    return RN_NONE;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t plain_frame(reader *r, rn_bytes name, rn_kind kind, uint8_t flags)
{
    rn_function_key key = {.name = name, .kind = (uint8_t)kind, .flags = flags};
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
}

static uint32_t command_frame(reader *r)
{
    uint32_t count = r->commands.count;
    uint32_t id = rn_memo_put(&r->commands, r->command);
    if (id == RN_NONE || !RN_GROW(r->command_frames, r->command_capacity, id + (size_t)1))
        return fail_memory(r);
    if (id == count)
        r->command_frames[id] = plain_frame(r, r->command, RN_PROCESS, 0);
    return r->command_frames[id];
}

/* Goes down to `frame`; what the stack shares with the last one has its ids already. */
static void enter(reader *r, uint32_t frame)
{
    size_t at = r->level;
    if (frame == RN_NONE)
        return;
    if (at < r->level_count && r->levels[at].frame == frame) {
        r->level++;
        return;
    }
    if (!RN_GROW(r->levels, r->level_capacity, at + 1)) {
        fail_memory(r);
        return;
    }
    uint32_t parent = at ? r->levels[at - 1].stack : 0;
    r->levels[at] = (level){frame, rn_builder_push(r->builder, parent, frame)};
    r->level_count = r->level = at + 1;
}

/* The frame of an entry; `host` is the next one that is not inlined, or NULL. */
static uint32_t frame_of(reader *r, const entry *e, const entry *host)
{
    bool is_host = host && rn_bytes_equal(host->address, e->address);
    return rn_perf_frames_get(&r->frames, e->text, is_host ? host->text : RN_NONE, r->command);
}

static uint32_t take_stack(reader *r)
{
    const entry *host = NULL;
    r->level = 0;
    if (r->command.size)
        enter(r, command_frame(r));
    for (size_t i = r->depth; i-- > 0;) {
        const entry *e = &r->entries[i];
        enter(r, frame_of(r, e, host));
        if (r->frames.texts[e->text].kind != RN_PERF_INLINED)
            host = e;
    }
    if (r->depth == 0)
        enter(r, plain_frame(r, RN_LITERAL("[no stack]"), RN_FUNCTION, RN_FLAG_SYNTHETIC));
    r->level_count = r->level;
    return r->level ? r->levels[r->level - 1].stack : 0;
}

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

static void finish_sample(reader *r)
{
    if (!r->in_sample)
        return;
    r->in_sample = false;
    uint32_t stack = take_stack(r), metric = r->events[r->last_event].metric;
    if (status_of(r))
        return;
    if (metric != RN_NONE)
        rn_builder_add_self(r->builder, stack, metric, r->value);
    if (!count_sample(r, stack))
        fail_memory(r);
}

/* ---- headers ---------------------------------------------------------------------------------- */

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
    if (!RN_GROW(r->events, r->event_capacity, r->event_count + 1)) {
        fail_memory(r);
        return false;
    }
    r->last_event = r->event_count;
    r->events[r->event_count++] = (event){name, add_metric(r, name, has_period)};
    return status_of(r) == RENDER_OK;
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

static void push_entry(reader *r, rn_bytes address, rn_bytes text)
{
    uint32_t id = rn_perf_frames_add(&r->frames, text);
    if (id == RN_NONE)
        return;
    /* of what is far too deep the frames near the root are kept */
    if (r->depth >= r->depth_limit * 2) {
        memcpy(r->entries, r->entries + r->depth - r->depth_limit,
               r->depth_limit * sizeof *r->entries);
        r->depth = r->depth_limit;
    }
    if (!RN_GROW(r->entries, r->entry_capacity, r->depth + 1)) {
        fail_memory(r);
        return;
    }
    r->entries[r->depth++] = (entry){address, id};
    r->frame_line = text;
    r->follows_frame = true;
}

static void take_header(reader *r, const rn_perf_header *header)
{
    rn_bytes address, text;
    finish_sample(r);
    if (is_record(header->event) || !select_event(r, header->event, header->period.size))
        return;
    r->in_sample = true;
    r->is_one_line = false;
    r->command = header->command;
    r->value = value_of(r, header->period);
    r->depth = 0;
    if (header->rest.size && rn_perf_frame_find(header->rest, &address, &text)) {
        push_entry(r, address, text);
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
        r->depth = 0;
    }
    push_entry(r, address, text);
    return RENDER_OK;
}

/* A line of source belongs to the frame on the line before: the texts of both are one slice. */
static bool take_source(reader *r, rn_bytes line)
{
    if (!r->in_sample || line.data[0] != ' ')
        return false;
    const char *start = r->frame_line.data;
    uint32_t id =
        rn_perf_frames_add(&r->frames, (rn_bytes){start, (size_t)(line.data + line.size - start)});
    if (id != RN_NONE)
        r->entries[r->depth - 1].text = id;
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
    return line.data[0] != '\t' && rn_memo_get(&r->frames.memo, text) == RN_NONE &&
           rn_perf_header_parse(line, &header);
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes address, text;
    if (line.size && rn_perf_frame_split(line, &address, &text) && !is_header(r, line, text))
        return take_frame(r, l, address, text);
    return take_other(r, l, line);
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
    if (!status_of(r) && r->samples == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no sample in it%s",
                       r->strays ? ": its frames have no line with the event before them" : "");
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

static void finish(reader *r)
{
    rn_perf_frames_finish(&r->frames);
    rn_memo_finish(&r->commands);
    free(r->command_frames);
    free(r->events);
    free(r->entries);
    free(r->levels);
    free(r->counts);
}

static render_status read_perf(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    r.depth_limit = (size_t)rn_builder_limits(builder)->stack_depth + 1;
    if (rn_perf_frames_init(&r.frames, builder, report) && take_lines(&r, input) == RENDER_OK)
        add_counts(&r);
    render_status status = status_of(&r);
    finish(&r);
    return status;
}

const rn_format rn_format_perf = {
    .name = "perf",
    .title = "output of perf script",
    .suffixes = ".perf",
    .carries = "stacks; a metric for each event; samples",
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_perf,
};
