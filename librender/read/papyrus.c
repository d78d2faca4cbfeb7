/* Profiles of Papyrus scripts, as the games Skyrim and Fallout 4 log them:
 *
 *     Script_MyQuest log opened (PC)
 *     500:PUSH:3053:1:MyQuest (24021278):MyQuest..OnInit
 *     MS:EVENT:STACK:DEPTH:OBJECT:SCRIPT..FUNCTION      PUSH, POP, QUEUE_PUSH, QUEUE_POP, START, STOP
 *     Log closed
 *
 * Scripts run side by side, each on a numbered stack: time passes for the innermost function of every
 * stack.  A function that was queued, and pushed next on its stack, stands on a frame "QUEUE function"
 * from its queueing on.  A stack whose first row is a POP has run since the start.
 *
 * POP and PUSH in the same millisecond may be swapped, so what ends is found by its name among the
 * innermost functions, and what stands on it goes on without it.  Left out: objects, and other rows
 * of the queue, which are of events. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/memo.h"

enum { SWAPPED_MAX = 64 }; /* functions among which one that ends is looked for */

enum field { MS, EVENT, STACK, DEPTH, OBJECT, NAME, FIELD_COUNT };

typedef struct function {
    uint32_t frame, queue_frame; /* queue_frame: RN_NONE until one is needed */
    uint32_t function;
} function;

/* A function that runs, or waits in the queue. */
typedef struct call {
    uint32_t below; /* in reader.calls; RN_NONE: the outermost */
    uint32_t name;  /* in reader.functions */
    uint32_t stack;
    bool is_queue;
} call;

/* A stack of the game. */
typedef struct script {
    double at;    /* its time has been given out until then */
    uint32_t top; /* in reader.calls; RN_NONE: nothing runs */
    uint32_t track;
    bool was_pushed;
    rn_bytes queued; /* a name, when the row before queued it */
    double queued_at;
} script;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    uint32_t metric;
    double start, now; /* NAN: no row yet */
    rn_memo names;
    function *functions; /* by their number in `names` */
    size_t function_capacity;
    rn_map stacks; /* number → of `scripts` */
    script *scripts;
    size_t script_count, script_capacity;
    call *calls;
    size_t call_count, call_capacity;
    uint32_t unused; /* a chain of calls that have ended */
    rn_buffer text;
    double sum;
    uint64_t rows;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    static const rn_bytes ending = RN_LITERAL(" log opened (PC)");
    rn_lines lines = rn_lines_of(head);
    rn_bytes line;
    (void)whole;
    if (!rn_lines_next(&lines, &line))
        return 0;
    bool known = rn_bytes_start(line, RN_LITERAL("Stack_")) ||
                 rn_bytes_start(line, RN_LITERAL("Script_")) ||
                 rn_bytes_start(line, RN_LITERAL("Obj_"));
    return known && rn_bytes_end(line, ending) ? 100 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- functions -------------------------------------------------------------------------------- */

static uint32_t make_frame(reader *r, rn_bytes name, uint8_t flags, uint32_t *id)
{
    rn_function_key key = {.name = name, .flags = flags};
    *id = rn_builder_function(r->builder, &key);
    return rn_builder_frame(r->builder, *id, 0);
}

static bool find_function(reader *r, rn_bytes name, uint32_t *out)
{
    uint32_t known = r->names.count;
    *out = rn_memo_put(&r->names, name);
    if (*out == RN_NONE || !RN_GROW(r->functions, r->function_capacity, *out + (size_t)1))
        return fail_memory(r);
    if (*out == known) {
        function *f = &r->functions[known];
        f->queue_frame = RN_NONE;
        f->frame = make_frame(r, name, 0, &f->function);
    }
    return true;
}

static uint32_t queue_frame(reader *r, uint32_t name, rn_bytes text)
{
    function *f = &r->functions[name];
    uint32_t ignored;
    if (f->queue_frame == RN_NONE) {
        r->text.size = 0;
        rn_put_text(&r->text, "QUEUE ");
        rn_put(&r->text, text);
        if (r->text.failed)
            rn_fail_memory(r->report);
        f->queue_frame = make_frame(r, rn_buffer_bytes(&r->text), RN_FLAG_SYNTHETIC, &ignored);
    }
    return f->queue_frame;
}

/* A queued name has marks in it where its type is not known yet: 'Quest.??.OnInit'. */
static bool is_queued(rn_bytes queued, rn_bytes name)
{
    size_t at = 0;
    for (size_t i = 0; i < queued.size; i++) {
        if (queued.data[i] == '?')
            continue;
        if (at == name.size || queued.data[i] != name.data[at])
            return false;
        at++;
    }
    return at == name.size;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t add_track(reader *r, rn_bytes number)
{
    if (!rn_builder_options(r->builder)->keep_order)
        return 0;
    r->text.size = 0;
    rn_put_text(&r->text, "stack ");
    rn_put(&r->text, number);
    if (r->text.failed)
        rn_fail_memory(r->report);
    return rn_builder_track(r->builder, rn_buffer_bytes(&r->text));
}

/* NULL when memory is out. */
static script *find_script(reader *r, rn_bytes text, uint64_t number)
{
    bool is_new;
    uint32_t *index = rn_map_put(&r->stacks, number, (uint32_t)r->script_count, &is_new);
    if (!index || r->script_count >= RN_NONE ||
        (is_new && !RN_GROW(r->scripts, r->script_capacity, r->script_count + 1))) {
        fail_memory(r);
        return NULL;
    }
    if (is_new)
        r->scripts[r->script_count++] =
            (script){.at = r->start, .top = RN_NONE, .track = add_track(r, text)};
    return &r->scripts[*index];
}

/* The time of a script up to `at` belongs to `stack`. */
static void add_time(reader *r, script *s, uint32_t stack, double at)
{
    double passed = at - s->at;
    if (stack && passed > 0) {
        rn_builder_add_self(r->builder, stack, r->metric, passed);
        rn_builder_add_run(r->builder, s->track, stack, s->at, passed);
        r->sum += passed;
    }
    s->at = passed > 0 ? at : s->at;
}

static uint32_t stack_of(const reader *r, uint32_t index)
{
    return index == RN_NONE ? 0 : r->calls[index].stack;
}

static void pass(reader *r, script *s, double at)
{
    add_time(r, s, stack_of(r, s->top), at);
}

static bool open_call(reader *r, script *s, uint32_t name, uint32_t frame, bool is_queue)
{
    uint32_t index = r->unused;
    if (index != RN_NONE)
        r->unused = r->calls[index].below;
    else if (r->call_count >= RN_NONE || !RN_GROW(r->calls, r->call_capacity, r->call_count + 1))
        return fail_memory(r);
    else
        index = (uint32_t)r->call_count++;
    uint32_t stack = rn_builder_push(r->builder, stack_of(r, s->top), frame);
    r->calls[index] = (call){s->top, name, stack, is_queue};
    s->top = index;
    return rn_builder_status(r->builder) == RENDER_OK;
}

static uint32_t drop_call(reader *r, uint32_t index)
{
    uint32_t below = r->calls[index].below;
    r->calls[index].below = r->unused;
    r->unused = index;
    return below;
}

/* What stands on a call that ended now stands on what was below it. */
static void move_down(reader *r, const uint32_t *above, size_t count, uint32_t below)
{
    while (count-- > 0) {
        call *c = &r->calls[above[count]];
        const function *f = &r->functions[c->name];
        c->below = below;
        c->stack = rn_builder_push(r->builder, stack_of(r, below),
                                   c->is_queue ? f->queue_frame : f->frame);
        below = above[count];
    }
}

static bool close_call(reader *r, script *s, uint32_t name)
{
    uint32_t above[SWAPPED_MAX], index = s->top;
    size_t count = 0;
    while (index != RN_NONE && (r->calls[index].name != name || r->calls[index].is_queue)) {
        if (count == SWAPPED_MAX)
            return false;
        above[count++] = index;
        index = r->calls[index].below;
    }
    if (index == RN_NONE)
        return false;
    uint32_t below = drop_call(r, index);
    if (below != RN_NONE && r->calls[below].is_queue)
        below = drop_call(r, below);
    move_down(r, above, count, below);
    s->top = count ? above[0] : below;
    return true;
}

/* ---- rows ------------------------------------------------------------------------------------- */

static bool push(reader *r, script *s, double at, rn_bytes text)
{
    uint32_t name;
    if (!find_function(r, text, &name))
        return false;
    if (s->queued.size && is_queued(s->queued, text)) {
        pass(r, s, s->queued_at);
        if (!open_call(r, s, name, queue_frame(r, name, text), true))
            return false;
    }
    pass(r, s, at);
    s->was_pushed = true;
    rn_builder_add_calls(r->builder, r->functions[name].function, 1, NAN);
    return open_call(r, s, name, r->functions[name].frame, false);
}

static bool pop(reader *r, script *s, const rn_lines *lines, double at, rn_bytes text)
{
    uint32_t name;
    if (!find_function(r, text, &name))
        return false;
    if (!s->was_pushed) {
        const function *f = &r->functions[name];
        add_time(r, s, rn_builder_push(r->builder, 0, f->frame), at);
        rn_builder_add_calls(r->builder, f->function, 1, NAN);
        return rn_builder_status(r->builder) == RENDER_OK;
    }
    pass(r, s, at);
    return close_call(r, s, name) ||
           rn_skip(r->report, lines->start, lines->number,
                   "the end of a function that does not run") == RENDER_OK;
}

/* False when there are fewer; the last one is the rest of the line. */
static bool split_row(rn_bytes line, rn_bytes fields[FIELD_COUNT])
{
    rn_bytes rest = line;
    for (size_t i = 0; i < NAME; i++) {
        const char *colon = rest.size ? memchr(rest.data, ':', rest.size) : NULL;
        size_t size = colon ? (size_t)(colon - rest.data) : rest.size;
        fields[i] = rn_bytes_slice(rest, 0, size);
        if (!colon)
            return false;
        rest = rn_bytes_slice(rest, size + 1, rest.size);
    }
    fields[NAME] = rest;
    return rest.size;
}

static bool is_event(const rn_bytes *fields, const char *name)
{
    return rn_bytes_equal(fields[EVENT], rn_bytes_of(name));
}

static bool take_event(reader *r, const rn_lines *lines, const rn_bytes *fields, uint64_t number)
{
    script *s = find_script(r, fields[STACK], number);
    if (!s)
        return false;
    bool is_fine = true;
    rn_bytes queued = {"", 0};
    if (is_event(fields, "PUSH"))
        is_fine = push(r, s, r->now, fields[NAME]);
    else if (is_event(fields, "POP"))
        is_fine = pop(r, s, lines, r->now, fields[NAME]);
    else if (is_event(fields, "QUEUE_PUSH"))
        queued = fields[NAME];
    else if (!is_event(fields, "QUEUE_POP"))
        is_fine = rn_skip(r->report, lines->start, lines->number, "an event that is not known") ==
                  RENDER_OK;
    s->queued = queued;
    s->queued_at = r->now;
    r->rows++;
    return is_fine;
}

/* False when the line begins with no time. */
static bool take_time(reader *r, rn_bytes line)
{
    const char *colon = line.size ? memchr(line.data, ':', line.size) : NULL;
    uint64_t ms;
    if (!colon || !rn_number_parse_uint(rn_bytes_slice(line, 0, (size_t)(colon - line.data)), &ms))
        return false;
    if ((double)ms < r->now)
        rn_warn(r->report, "times that go backwards count as the latest one");
    r->now = isnan(r->now) ? (double)ms : fmax(r->now, (double)ms);
    if (isnan(r->start))
        r->start = r->now;
    return true;
}

static bool take_line(reader *r, const rn_lines *lines, rn_bytes line)
{
    rn_bytes fields[FIELD_COUNT] = {{"", 0}};
    uint64_t number;
    if (!line.size || rn_bytes_equal(line, RN_LITERAL("Log closed")) ||
        rn_bytes_end(line, RN_LITERAL(" log opened (PC)")))
        return true;
    bool is_whole = take_time(r, line) && split_row(line, fields);
    if (is_event(fields, "START") || is_event(fields, "STOP"))
        return true;
    if (!is_whole || !rn_number_parse_uint(fields[STACK], &number) || number == UINT64_MAX)
        return rn_skip(r->report, lines->start, lines->number, "no event of a stack") == RENDER_OK;
    return take_event(r, lines, fields, number);
}

/* What has not ended ends with the log. */
static void close_all(reader *r)
{
    for (size_t i = 0; i < r->script_count; i++)
        pass(r, &r->scripts[i], r->now);
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&lines, &line))
        if (!take_line(r, &lines, line))
            return r->report->error.status;
    close_all(r);
    rn_report_sum_up(r->report, "line(s)");
    if (r->rows == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no event in it");
    if (r->sum == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no time passes");
    return rn_builder_status(r->builder);
}

static render_status read_papyrus(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report, .start = NAN, .now = NAN, .unused = RN_NONE};
    r.metric = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("ms"));
    rn_builder_set_time_unit(builder, RN_LITERAL("ms"));
    render_status status = take_lines(&r, input);
    rn_memo_finish(&r.names);
    rn_map_finish(&r.stacks);
    rn_buffer_finish(&r.text);
    free(r.functions);
    free(r.scripts);
    free(r.calls);
    return status;
}

const rn_format rn_format_papyrus = {
    .info = &rn_format_infos[RN_FORMAT_papyrus],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_papyrus,
};
