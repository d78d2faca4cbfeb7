/* System calls with their stacks, as `strace -k` prints them:
 *
 *     4011 10:31:12.886718 openat(AT_FDCWD, "/dev/null", O_RDONLY) = 3 <0.000080>
 *      > /usr/lib/libc.so.6(openat+0x41) [0xf7b01]
 *      > /usr/bin/demo(demo::touch(int)+0x1d) [0x11e9]
 *     4012 10:31:12.890964 clock_nanosleep(CLOCK_REALTIME, 0,  <unfinished ...>
 *     4011 10:31:12.891001 +++ exited with 0 +++
 *
 * The leaf comes first; the call itself, 'openat()', is the frame above it.  Each call counts, and has
 * the time that -T measured.  Threads (-f) are frames at the root.
 *
 * A call that another line comes into is counted when it is resumed; one that never returns, such as
 * exit(), has its stack after the '+++' line.  A stack after a signal belongs to no call.  Lines of
 * other text, such as the program's own output, are passed over.
 *
 * The order in time is known with -T and one of -t, -tt, -ttt and -r.
 *
 * Left out: arguments and results, and offsets into functions unless they are asked for
 * (include_offset). */
#include <stdlib.h>

#include "base/grow.h"
#include "input/lines.h"
#include "read/backtrace.h"
#include "read/formats.h"
#include "read/memo.h"
#include "read/rust_name.h"
#include "read/strace_line.h"
#include "read/symbol.h"

/* ---- the contest of formats ------------------------------------------------------------------- */

static bool is_symbol(rn_bytes text)
{
    rn_strace_frame frame = rn_strace_frame_parse(text);
    return frame.has_address && frame.module.size;
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    size_t calls = 0, others = 0;
    rn_lines l = rn_lines_of(head);
    rn_bytes line;
    while (rn_lines_next(&l, &line)) {
        rn_strace_line found = rn_strace_line_parse(line);
        if (found.kind == RN_STRACE_FRAME && calls && is_symbol(found.frame))
            return 90;
        bool is_call = found.kind == RN_STRACE_CALL || found.kind == RN_STRACE_ENDLESS;
        calls += is_call && memmem(line.data, line.size, ") = ", 4);
        others += found.kind == RN_STRACE_OTHER;
    }
    return calls > 2 && calls > others ? 40 : 0;
}

/* ---- state ------------------------------------------------------------------------------------ */

typedef struct thread {
    rn_bytes pending; /* the call that it is in; empty: none */
    uint32_t track;
} thread;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    bool include_offset;
    rn_backtrace trace;
    rn_buffer name;
    uint32_t calls, seconds; /* metrics; seconds may be RN_NONE */

    rn_memo thread_ids; /* by number, as it is printed */
    thread *threads;
    size_t thread_capacity;
    rn_bytes *numbers; /* [thread] */
    size_t number_capacity;

    rn_memo names; /* of calls */
    uint32_t *functions;
    size_t function_capacity;

    bool in_call;      /* frames belong to it */
    uint32_t at;       /* the thread of the line at hand */
    double clock, day; /* seconds */
    rn_strace_line call;
    double start;
    uint64_t count;
} reader;

static bool fail_memory(const reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

static bool find_thread(reader *r, rn_bytes number)
{
    if (number.size == 0)
        number = RN_LITERAL("");
    uint32_t known = r->thread_ids.count, id = rn_memo_put(&r->thread_ids, number);
    if (id == RN_NONE || !RN_GROW(r->threads, r->thread_capacity, id + (size_t)1) ||
        !RN_GROW(r->numbers, r->number_capacity, id + (size_t)1))
        return fail_memory(r);
    r->at = id;
    if (id == known) {
        r->numbers[id] = number;
        r->threads[id] = (thread){.track = rn_builder_track(r->builder, number)};
    }
    return true;
}

/* ---- frames ----------------------------------------------------------------------------------- */

static void make_frame(void *user, rn_bytes text, bool is_call)
{
    reader *r = user;
    rn_function_key key = {.flags = is_call ? RN_FLAG_SYNTHETIC : 0};
    r->name.size = 0;
    if (is_call) {
        rn_put(&r->name, text);
        rn_put_text(&r->name, "()");
        key.name = rn_buffer_bytes(&r->name);
    } else {
        rn_strace_frame frame = rn_strace_frame_parse(text);
        rn_bytes symbol = rn_symbol_cut_offset(frame.symbol);
        key.module = frame.module;
        key.name = r->include_offset ? frame.symbol : symbol;
        if (symbol.size == 0)
            rn_symbol_put_address(&r->name, rn_symbol_base_name(frame.module), frame.address);
        if (symbol.size == 0 || rn_rust_name_repair(&r->name, key.name))
            key.name = rn_buffer_bytes(&r->name);
    }
    if (r->name.failed)
        fail_memory(r);
    rn_backtrace_make(&r->trace,
                      rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0));
}

static void add_thread(reader *r, rn_bytes number)
{
    if (number.size == 0)
        return;
    r->name.size = 0;
    rn_put_text(&r->name, "thread (");
    rn_put(&r->name, number);
    rn_put_text(&r->name, ")");
    rn_backtrace_add_root(&r->trace, rn_buffer_bytes(&r->name), RN_THREAD);
}

/* ---- calls ------------------------------------------------------------------------------------ */

/* The call in r->call; its frames may follow. */
static void begin_call(reader *r)
{
    add_thread(r, r->numbers[r->at]);
    rn_backtrace_add(&r->trace, r->call.name, true);
    r->start = r->clock;
    if (r->call.kind == RN_STRACE_RESUMED)
        r->start -= r->call.duration;
    r->in_call = true;
}

/* A call whose end is not known. */
static void begin_pending(reader *r)
{
    thread *t = &r->threads[r->at];
    r->call = (rn_strace_line){.kind = RN_STRACE_ENDLESS, .name = t->pending};
    t->pending.size = 0;
    if (r->call.name.size)
        begin_call(r);
}

static void count_call(reader *r, rn_bytes name)
{
    uint32_t known = r->names.count, id = rn_memo_put(&r->names, name);
    if (id == RN_NONE || !RN_GROW(r->functions, r->function_capacity, id + (size_t)1)) {
        fail_memory(r);
        return;
    }
    if (id == known) {
        r->name.size = 0;
        rn_put(&r->name, name);
        rn_put_text(&r->name, "()");
        rn_function_key key = {.name = rn_buffer_bytes(&r->name), .flags = RN_FLAG_SYNTHETIC};
        r->functions[id] = rn_builder_function(r->builder, &key);
    }
    rn_builder_add_calls(r->builder, r->functions[id], 1, 1);
}

static void end_call(reader *r)
{
    if (!r->in_call)
        return;
    r->in_call = false;
    r->count++;
    uint32_t stack = rn_backtrace_take(&r->trace);
    rn_builder_add_self(r->builder, stack, r->calls, 1);
    count_call(r, r->call.name);
    if (!r->call.has_duration)
        return;
    if (r->seconds == RN_NONE)
        r->seconds = rn_builder_metric(r->builder, RN_LITERAL("time"), RN_LITERAL("s"));
    rn_builder_add_self(r->builder, stack, r->seconds, r->call.duration);
    if (r->call.has_time)
        rn_builder_add_run(r->builder, r->threads[r->at].track, stack, r->start, r->call.duration);
}

/* ---- the file --------------------------------------------------------------------------------- */

/* The time of the day begins again at midnight. */
static void set_clock(reader *r, const rn_strace_line *line)
{
    enum { HALF_DAY = 12 * 3600 };
    if (!line->has_time)
        return;
    if (line->is_relative) {
        r->clock += line->time;
        return;
    }
    if (r->clock - (line->time + r->day) > HALF_DAY && line->time < 2 * HALF_DAY)
        r->day += 2 * HALF_DAY;
    r->clock = line->time + r->day;
}

static void take_frame(reader *r, const rn_strace_line *line)
{
    if (!r->in_call && r->call.kind == RN_STRACE_ENDLESS)
        begin_pending(r);
    if (r->in_call)
        rn_backtrace_add(&r->trace, line->frame, false);
}

/* Output of the program, or of strace itself, may come into a line. */
static void take_other(reader *r, const rn_strace_line *line)
{
    if (!r->in_call || r->call.has_duration || !line->has_duration)
        return;
    r->call.has_duration = true;
    r->call.duration = line->duration;
}

static render_status take_line(reader *r, rn_bytes text)
{
    rn_strace_line line = rn_strace_line_parse(text);
    if (line.kind == RN_STRACE_FRAME)
        take_frame(r, &line);
    else if (line.kind == RN_STRACE_OTHER)
        take_other(r, &line);
    if (line.kind == RN_STRACE_FRAME || line.kind == RN_STRACE_OTHER)
        return r->report->error.status;
    end_call(r);
    r->call.kind = line.kind;
    set_clock(r, &line);
    if (line.kind == RN_STRACE_SIGNAL || !find_thread(r, line.thread))
        return r->report->error.status;
    if (line.kind == RN_STRACE_UNFINISHED || line.kind == RN_STRACE_ENDLESS) {
        r->threads[r->at].pending = line.name;
    } else if (line.kind == RN_STRACE_EXIT) {
        begin_pending(r);
    } else {
        r->threads[r->at].pending.size = 0;
        r->call = line;
        begin_call(r);
    }
    return r->report->error.status;
}

/* Of threads that were in a call at the end. */
static void take_pending(reader *r)
{
    end_call(r);
    for (r->at = 0; r->at < r->thread_ids.count; r->at++) {
        begin_pending(r);
        end_call(r);
    }
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    rn_builder_set_time_unit(r->builder, RN_LITERAL("s"));
    r->calls = rn_builder_metric(r->builder, RN_LITERAL("calls"), RN_LITERAL("calls"));
    while (rn_lines_next(&l, &line))
        if (take_line(r, line))
            return r->report->error.status;
    take_pending(r);
    if (r->count == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no system call in it");
    return r->report->error.status;
}

static render_status read_strace(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .seconds = RN_NONE,
                .include_offset = rn_builder_options(builder)->include_offset};
    rn_backtrace_init(&r.trace, builder, report, make_frame, &r);
    take_lines(&r, input);
    rn_backtrace_finish(&r.trace);
    rn_buffer_finish(&r.name);
    rn_memo_finish(&r.thread_ids);
    free(r.threads);
    free(r.numbers);
    rn_memo_finish(&r.names);
    free(r.functions);
    return report->error.status;
}

const rn_format rn_format_strace = {
    .info = &rn_format_infos[RN_FORMAT_strace],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_strace,
};
