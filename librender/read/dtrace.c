/* What DTrace prints of aggregations by stack:
 *
 *     CPU     ID                    FUNCTION:NAME
 *       1  29684                        :tick-60s
 *
 *       bash
 *                   genunix`read+0x21
 *                   unix`sys_syscall+0x17a
 *
 *                   libc.so.1`read+0x15
 *                   0x104d08831
 *                     3
 *
 * A stack is printed leaf first and ends with its value.  A blank line in it stands between the stacks
 * of the kernel and of the program, which are one.  Other keys of the aggregation come before the stack
 * or beside its value: they are frames at its root.  'a->b' is a Java method that b was inlined into.
 *
 * The hot/cold variant ends stacks with '[thread:… pid:… tid:… name:…] oncpu:1 ms:2664' instead.
 *
 * Left out: distributions (quantize), aggregations without stacks, and offsets into functions unless
 * they are asked for (include_offset). */
#include <stdlib.h>

#include "base/grow.h"
#include "base/words.h"
#include "input/lines.h"
#include "read/backtrace.h"
#include "read/formats.h"
#include "read/rust_name.h"
#include "read/signed_metric.h"
#include "read/symbol.h"

/* ---- lines ------------------------------------------------------------------------------------ */

static bool is_heading(rn_bytes text)
{
    return rn_bytes_start(text, RN_LITERAL("CPU ")) &&
           rn_bytes_end(text, RN_LITERAL("FUNCTION:NAME"));
}

static bool is_distribution(rn_bytes text)
{
    size_t at;
    return rn_bytes_start(text, RN_LITERAL("value ")) &&
           rn_find(text, RN_LITERAL("- Distribution -"), &at);
}

/* 'module`symbol' or '0x1f'; other frames only are what they are by where they stand. */
static bool is_frame(rn_bytes text)
{
    uint64_t address;
    const char *tick = memchr(text.data, '`', text.size);
    return tick ? tick > text.data : rn_parse_address(text, &address);
}

/* '[KEY …] VALUE' */
static bool is_value(rn_bytes text, rn_bytes *keys, double *value)
{
    *keys = text;
    char last = text.data[text.size - 1];
    return last >= '0' && last <= '9' && rn_parse_whole(rn_cut_last_word(keys), value);
}

/* The value of a field 'NAME:…', up to the next blank. */
static bool find_field(rn_bytes text, rn_bytes name, rn_bytes *value)
{
    size_t at;
    if (!rn_find(text, name, &at) || (at && text.data[at - 1] != ' '))
        return false;
    rn_bytes rest = rn_bytes_slice(text, at + name.size, text.size);
    *value = rn_cut_first_word(&rest);
    return true;
}

typedef struct hot_cold {
    bool on_cpu;
    double ms;
    rn_bytes name, thread;
} hot_cold;

static bool is_hot_cold(rn_bytes text, hot_cold *out)
{
    rn_bytes on_cpu, ms;
    size_t from, to;
    *out = (hot_cold){0};
    if (!find_field(text, RN_LITERAL("oncpu:"), &on_cpu) ||
        !find_field(text, RN_LITERAL("ms:"), &ms) || !rn_parse_whole(ms, &out->ms) || out->ms < 0)
        return false;
    out->on_cpu = !rn_bytes_equal(on_cpu, RN_LITERAL("0"));
    find_field(text, RN_LITERAL("tid:"), &out->thread);
    if (rn_find(text, RN_LITERAL(" name:"), &from) && rn_find(text, RN_LITERAL(" oncpu:"), &to) &&
        from + 6 <= to)
        out->name = rn_bytes_slice(text, from + 6, to);
    return true;
}

/* ---- the contest of formats ------------------------------------------------------------------- */

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    bool has_heading = false, has_frame = false, has_symbol = false, has_stack = false;
    rn_lines l = rn_lines_of(head);
    rn_bytes line, keys;
    hot_cold end;
    double value;
    while (rn_lines_next(&l, &line)) {
        rn_bytes text = rn_trim(line);
        if (text.size == 0)
            continue;
        bool is_indented = text.data > line.data;
        if (is_indented && has_frame && is_value(text, &keys, &value) && !is_frame(text)) {
            has_stack = true;
        } else if (is_indented && is_frame(text)) {
            has_frame = true;
            has_symbol |= text.data[0] != '0';
        }
        has_stack |= has_frame && is_hot_cold(text, &end);
        has_heading |= is_heading(text);
    }
    if (has_heading)
        return has_stack ? 95 : has_frame ? 80 : 50;
    return has_stack && has_frame ? (has_symbol ? 90 : 60) : 0;
}

/* ---- state ------------------------------------------------------------------------------------ */

/* Text before the first frame: a key, or frames without a module. */
typedef struct early {
    rn_bytes text;
    size_t indent;
} early;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    bool include_offset;
    rn_backtrace trace;
    rn_buffer name;

    bool is_aggregated, is_hot_cold; /* the metrics are there */
    rn_signed_metric samples;
    uint32_t on_cpu, off_cpu;
    uint64_t stacks;
    bool has_value;

    early *early;
    size_t early_count, early_capacity;
    bool after_early; /* a blank line follows it */
    bool has_frames, is_marked;
    bool after_heading, in_distribution;
    uint64_t start, number; /* where the stack at hand begins */
} reader;

/* ---- frames ----------------------------------------------------------------------------------- */

/* Where the name of the next inlined method begins; the size of `name` when there is none.  Not in
 * 'operator->', nor in types. */
static size_t find_inlined(rn_bytes name)
{
    static const rn_bytes arrow = RN_LITERAL("->"), method = RN_LITERAL("operator");
    size_t at;
    if (!rn_find(name, arrow, &at) || at == 0 || at + arrow.size == name.size ||
        rn_bytes_end(rn_bytes_slice(name, 0, at), method) || memchr(name.data, ' ', name.size) ||
        memchr(name.data, '(', name.size))
        return name.size;
    return at;
}

static void make_frame(reader *r, rn_function_key *key)
{
    r->name.size = 0;
    if (rn_rust_name_repair(&r->name, key->name))
        key->name = rn_buffer_bytes(&r->name);
    if (r->name.failed)
        rn_fail_memory(r->report);
    rn_backtrace_make(&r->trace,
                      rn_builder_frame(r->builder, rn_builder_function(r->builder, key), 0));
}

static void make_frames(void *user, rn_bytes text, bool is_kernel)
{
    reader *r = user;
    rn_function_key key = {.flags = is_kernel ? RN_FLAG_KERNEL : 0};
    const char *tick = memchr(text.data, '`', text.size);
    if (tick && tick > text.data) {
        key.module = rn_bytes_slice(text, 0, (size_t)(tick - text.data));
        text = rn_bytes_slice(text, key.module.size + 1, text.size);
    }
    rn_bytes name = r->include_offset ? text : rn_symbol_cut_offset(text);
    for (size_t end; (end = find_inlined(name)) < name.size;) {
        key.name = rn_bytes_slice(name, 0, end);
        make_frame(r, &key);
        key.flags |= RN_FLAG_INLINED;
        name = rn_bytes_slice(name, end + 2, name.size);
    }
    key.name = name;
    make_frame(r, &key);
}

static void add_keys(reader *r, rn_bytes text)
{
    /* columns of keys are filled with blanks, and a key may hold single ones */
    while (text.size) {
        size_t end;
        if (!rn_find(text, RN_LITERAL("  "), &end))
            end = text.size;
        double number;
        rn_bytes key = rn_bytes_slice(text, 0, end);
        rn_backtrace_add_root(&r->trace, key,
                              rn_parse_whole(key, &number) ? RN_THREAD : RN_PROCESS);
        text = rn_trim(rn_bytes_slice(text, end, text.size));
    }
}

static void take_early(reader *r, size_t indent)
{
    for (size_t i = 0; i < r->early_count; i++) {
        if (r->early[i].indent == indent)
            rn_backtrace_add(&r->trace, r->early[i].text, false);
        else if (r->early[i].indent)
            add_keys(r, r->early[i].text);
    }
    r->early_count = 0;
    r->after_early = false;
}

static void drop_early(reader *r)
{
    double value;
    rn_bytes keys;
    for (size_t i = 0; i < r->early_count; i++)
        if (is_value(r->early[i].text, &keys, &value))
            rn_warn(r->report, "values without a stack are left out");
    r->early_count = 0;
    r->after_early = false;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static void begin_stack(reader *r)
{
    rn_backtrace_drop(&r->trace);
    drop_early(r);
    r->has_frames = r->is_marked = false;
}

static uint32_t take_stack(reader *r)
{
    uint32_t stack = rn_backtrace_take(&r->trace);
    begin_stack(r);
    r->stacks++;
    return stack;
}

static void end_stack(reader *r, rn_bytes keys, double value)
{
    if (!r->is_aggregated) {
        rn_bytes name = RN_LITERAL("samples");
        r->samples = rn_signed_metric_of(r->builder, name, name);
        r->is_aggregated = true;
    }
    add_keys(r, keys);
    r->has_value |= value != 0;
    rn_signed_metric_add(&r->samples, take_stack(r), value);
}

static void end_hot_cold(reader *r, const hot_cold *end)
{
    if (!r->is_hot_cold) {
        r->on_cpu = rn_builder_metric(r->builder, RN_LITERAL("on-CPU"), RN_LITERAL("ms"));
        r->off_cpu = rn_builder_metric(r->builder, RN_LITERAL("off-CPU"), RN_LITERAL("ms"));
        r->is_hot_cold = true;
    }
    if (end->name.size)
        rn_backtrace_add_root(&r->trace, end->name, RN_PROCESS);
    if (end->thread.size)
        rn_backtrace_add_root(&r->trace, end->thread, RN_THREAD);
    r->has_value |= end->ms > 0;
    rn_builder_add_self(r->builder, take_stack(r), end->on_cpu ? r->on_cpu : r->off_cpu, end->ms);
}

static render_status give_up(reader *r)
{
    bool is_lost = r->has_frames;
    begin_stack(r);
    return is_lost ? rn_skip(r->report, r->start, r->number, "a stack without a value") : RENDER_OK;
}

/* ---- the file --------------------------------------------------------------------------------- */

/* After keys the stack of the kernel may be empty; otherwise they were no keys but something else. */
static void note_blank(reader *r)
{
    r->in_distribution = false;
    if (r->early_count == 1 && r->early[0].indent && !r->after_early)
        r->after_early = true;
    else
        drop_early(r);
    if (r->has_frames && !r->is_marked) {
        rn_backtrace_mark(&r->trace);
        r->is_marked = true;
    }
}

static void take_frame(reader *r, const rn_lines *l, rn_bytes text, size_t indent)
{
    if (!r->has_frames) {
        r->start = l->start;
        r->number = l->number;
    }
    r->has_frames = true;
    take_early(r, indent);
    rn_backtrace_add(&r->trace, text, false);
}

static void take_text(reader *r, const rn_lines *l, rn_bytes text, size_t indent)
{
    if (r->has_frames)
        take_frame(r, l, text, indent);
    else if (RN_GROW(r->early, r->early_capacity, r->early_count + 1))
        r->early[r->early_count++] = (early){text, indent};
    else
        rn_fail_memory(r->report);
}

static render_status take_heading(reader *r)
{
    r->after_heading = true;
    return give_up(r);
}

static render_status take_line(reader *r, const rn_lines *l, rn_bytes line)
{
    rn_bytes text = rn_trim(line), keys;
    size_t indent = (size_t)(text.data - line.data);
    double value;
    hot_cold end;
    bool is_probe = r->after_heading && text.size;
    r->after_heading &= !text.size;
    if (text.size == 0)
        note_blank(r);
    else if (is_heading(text))
        return take_heading(r);
    else if (is_probe && !is_frame(text))
        return RENDER_OK;
    else if (is_distribution(text)) {
        rn_warn(r->report, "distributions are left out");
        begin_stack(r);
        r->in_distribution = true;
    } else if (r->in_distribution)
        return RENDER_OK;
    else if (is_frame(text))
        take_frame(r, l, text, indent);
    else if (r->has_frames && is_value(text, &keys, &value))
        end_stack(r, keys, value);
    else if (r->has_frames && is_hot_cold(text, &end))
        end_hot_cold(r, &end);
    else
        take_text(r, l, text, indent);
    return r->report->error.status;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines l = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&l, &line))
        if (take_line(r, &l, line))
            return r->report->error.status;
    if (give_up(r))
        return r->report->error.status;
    rn_report_sum_up(r->report, "stack(s)");
    if (r->stacks == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no stack with a value in it");
    if (!r->has_value)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "every value is 0");
    return RENDER_OK;
}

static render_status read_dtrace(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder,
                .report = report,
                .include_offset = rn_builder_options(builder)->include_offset};
    rn_backtrace_init(&r.trace, builder, report, make_frames, &r);
    take_lines(&r, input);
    rn_backtrace_finish(&r.trace);
    rn_buffer_finish(&r.name);
    free(r.early);
    return report->error.status;
}

const rn_format rn_format_dtrace = {
    .info = &rn_format_infos[RN_FORMAT_dtrace],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_dtrace,
};
