/* Stack traces of Java's exceptions, wherever they stand in a log:
 *
 *     2026-01-01 12:00:00 ERROR java.lang.IllegalStateException: no
 *             at a.b.Shop.sell(Shop.java:12)
 *             at a.b.Main.main(Main.java:5) ~[shop.jar:1.0]
 *             Suppressed: java.io.IOException: gone
 *                     at a.b.Shop.close(Shop.java:30)
 *                     ... 1 more
 *     Caused by: java.lang.NullPointerException
 *             at a.b.Shop.find(Shop.java:40)
 *             ... 2 common frames omitted
 *
 * Each run of frames counts once.  The frames that a cause has in common with the trace around it are
 * taken from there: from the cause or suppressed exception of the same indentation, else from the one
 * that is less indented.  Locks between the frames ('- waiting on') are passed over.
 *
 * Left out: messages, the classes of exceptions, and all other lines. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/words.h"
#include "read/dump.h"
#include "read/formats.h"
#include "read/java_frame.h"

/* ---- lines ------------------------------------------------------------------------------------ */

static bool cut_frame(rn_bytes *text)
{
    return rn_cut_prefix(text, "at ");
}

/* '... 12 more' or '... 12 common frames omitted' */
static bool is_rest(rn_bytes text, uint64_t *count)
{
    if (!rn_cut_prefix(&text, "... ") || !rn_number_parse_uint(rn_cut_digits(&text), count))
        return false;
    return rn_bytes_start(text, RN_LITERAL(" more")) ||
           rn_bytes_start(text, RN_LITERAL(" common frames omitted"));
}

static bool is_lock(rn_bytes text)
{
    return rn_bytes_start(text, RN_LITERAL("- ")) || rn_bytes_start(text, RN_LITERAL("waiting on"));
}

/* ---- the contest of formats ------------------------------------------------------------------- */

/* A thread dump has such runs, too. */
static bool is_of_dump(rn_bytes line)
{
    return rn_bytes_start(line, RN_LITERAL("Full thread dump ")) ||
           rn_bytes_start(line, RN_LITERAL("3XMTHREADINFO")) ||
           (rn_bytes_start(line, RN_LITERAL("\"")) &&
            (rn_contains(line, "\" #") || rn_contains(line, " tid=") ||
             rn_contains(line, " nid="))) ||
           (rn_bytes_start(line, RN_LITERAL("#")) && rn_contains(line, " \""));
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    bool has_frame = false;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim_start(line);
        if (is_of_dump(line))
            return 0;
        has_frame |= text.size < line.size && cut_frame(&text) && rn_java_is_frame(text);
    }
    return has_frame ? 70 : 0;
}

/* ---- traces ----------------------------------------------------------------------------------- */

/* A trace that others may refer to.  Its stacks by depth are those of the trace around it, up to
 * `shared`, and then its own. */
typedef struct trace {
    size_t indentation;
    size_t shared;       /* frames taken from the trace before in the list */
    size_t start, count; /* of its own stacks in reader.stacks */
} trace;

enum { TRACES_MAX = 64 }; /* within each other */

typedef struct reader {
    rn_dump dump;
    rn_java_frames frames;
    trace traces[TRACES_MAX];
    size_t trace_count;
    uint32_t *stacks;
    size_t stack_count, stack_capacity;

    size_t indentation; /* of the line that introduced the run at hand */
    bool is_nested;     /* that line says that it belongs to the trace before */
    bool has_short_trace;
} reader;

static size_t depth_of(const trace *t)
{
    return t->shared + t->count;
}

/* The stack of the first `depth` frames of a trace, from the root. */
static uint32_t stack_at(const reader *r, size_t index, size_t depth)
{
    while (depth && depth <= r->traces[index].shared)
        index--;
    const trace *t = &r->traces[index];
    return depth ? r->stacks[t->start + depth - t->shared - 1] : 0;
}

static void drop_traces(reader *r, size_t count)
{
    r->trace_count = count;
    const trace *last = count ? &r->traces[count - 1] : NULL;
    r->stack_count = last ? last->start + last->count : 0;
}

/* Cuts the last trace down to its first `depth` frames. */
static void cut_trace(reader *r, size_t depth)
{
    trace *t = &r->traces[r->trace_count - 1];
    t->count = depth > t->shared ? depth - t->shared : 0;
    t->shared = depth < t->shared ? depth : t->shared;
    r->stack_count = t->start + t->count;
}

/* Makes the last trace that of the run at hand, of whose frames `rest` are those of the trace around
 * it. */
static void begin_trace(reader *r, uint64_t rest)
{
    size_t count = r->is_nested ? r->trace_count : 0;
    while (count && r->traces[count - 1].indentation > r->indentation)
        count--;
    drop_traces(r, count);
    trace *last = count ? &r->traces[count - 1] : NULL;
    size_t around = last ? depth_of(last) : 0;
    size_t shared = rest < around ? (size_t)rest : around;
    r->has_short_trace |= shared < rest;
    if (last && (last->indentation == r->indentation || count == TRACES_MAX)) {
        cut_trace(r, shared);
        return;
    }
    r->traces[r->trace_count++] = (trace){r->indentation, shared, r->stack_count, 0};
}

/* The run at hand is complete. */
static void finish_run(reader *r, uint64_t rest)
{
    rn_dump *d = &r->dump;
    size_t depth = d->depth;
    if (depth == 0 && rest == 0)
        return;
    begin_trace(r, rest);
    r->is_nested = false;
    if (!RN_GROW(r->stacks, r->stack_capacity, r->stack_count + depth)) {
        rn_fail_memory(d->report);
        return;
    }
    trace *t = &r->traces[r->trace_count - 1];
    uint32_t stack = stack_at(r, r->trace_count - 1, depth_of(t));
    while (d->depth) {
        stack = rn_builder_push(d->builder, stack, d->frames[--d->depth]);
        r->stacks[r->stack_count++] = stack;
    }
    t->count += depth;
    if (stack == 0)
        return;
    rn_builder_add_self(d->builder, stack, d->metric, 1);
    d->stacks++;
}

/* ---- the file --------------------------------------------------------------------------------- */

/* What stands before a run tells whether it is a trace of its own. */
static void take_other(reader *r, rn_bytes line, rn_bytes text)
{
    static const char *const nested[] = {"Caused by: ", "Suppressed: ", "Wrapped by: "};
    bool is_nested = false;
    finish_run(r, 0);
    for (size_t i = 0; i < sizeof nested / sizeof nested[0]; i++)
        is_nested |= rn_bytes_start(text, rn_bytes_of(nested[i]));
    /* the lines after the first of a message say nothing */
    if (!is_nested && r->is_nested)
        return;
    r->is_nested = is_nested;
    r->indentation = line.size - text.size;
}

static render_status take_line(void *user, const rn_lines *l, rn_bytes line)
{
    reader *r = user;
    rn_bytes text = rn_trim_start(line), frame = text;
    uint64_t rest;
    if (text.size < line.size && cut_frame(&frame)) {
        const rn_java_known *known = rn_java_frames_get(&r->frames, frame);
        if (known && known->frame != RN_NONE)
            rn_dump_add(&r->dump, known->frame);
        else
            take_other(r, line, text);
    } else if (text.size < line.size && is_rest(text, &rest)) {
        if (r->dump.depth || r->is_nested)
            finish_run(r, rest);
    } else if (!r->dump.depth || !is_lock(text)) {
        take_other(r, line, text);
    }
    (void)l;
    return RENDER_OK;
}

static void finish(void *user)
{
    reader *r = user;
    finish_run(r, 0);
    if (r->has_short_trace)
        rn_warn(r->dump.report, "a trace has fewer frames than others say they share with it");
}

static const rn_dump_reader HOW = {RN_STATE_ANY, take_line, finish};

static render_status read_javaexc(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {0};
    rn_java_frames_init(&r.frames, builder, report);
    render_status status = rn_dump_read(&r.dump, &HOW, input, builder, report, &r);
    rn_java_frames_finish(&r.frames);
    free(r.stacks);
    return status;
}

const rn_format rn_format_javaexc = {
    .info = &rn_format_infos[RN_FORMAT_javaexc],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_javaexc,
};
