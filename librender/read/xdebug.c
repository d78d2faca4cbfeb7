/* Function traces of PHP programs as Xdebug writes them for machines (xdebug.trace_format=1), with tabs
 * between the fields:
 *
 *     TRACE START [2026-11-26 04:22:15.151218]
 *     LEVEL FUNCTION 0 TIME MEMORY NAME USERDEFINED INCLUDED FILE LINE COUNT ARGUMENT…    entry
 *     LEVEL FUNCTION 1 TIME MEMORY                                                        exit
 *     LEVEL FUNCTION R … VALUE                                                            its value
 *     LEVEL          A … FILE LINE ASSIGNMENT
 *                      TIME MEMORY                                                        the end
 *     TRACE END   [2026-11-26 04:22:15.156820]
 *
 * From one row with a time to the next, time and memory belong to the innermost function.  Memory that
 * grows is "allocated", memory that shrinks "freed".  FILE and LINE are those of the call: the frame of a
 * caller that PHP code defines gets the line.  The file of a function itself is not told, but of files
 * that are included.
 *
 * Left out: arguments, values and assignments.  The forms for people to read (0 and 2) are refused. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/memo.h"

enum field { LEVEL, CALL, KIND, TIME, MEMORY, NAME, USER, INCLUDED, FILE_, LINE, FIELD_COUNT };

static const rn_bytes START = RN_LITERAL("TRACE START ["), TABLE = RN_LITERAL("<table ");

/* A function that runs. */
typedef struct level {
    uint64_t level, call;
    uint32_t function;
    uint32_t parent; /* the stack of its caller, at the line of the call */
    uint32_t stack;
    bool is_internal;
} level;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    uint32_t time, allocated, freed; /* metrics */
    uint32_t track;
    rn_memo texts;       /* of functions */
    uint32_t *functions; /* by their number in `texts` */
    size_t function_capacity;
    level *levels;
    size_t depth, level_capacity;
    double at, memory; /* of the row before; NAN: there is none */
    double clock;      /* over all traces of the file */
    uint64_t calls;
    bool is_for_people;
} reader;

static int sniff(rn_bytes head, bool whole)
{
    rn_bytes version = RN_LITERAL("File format: ");
    (void)whole;
    if (rn_bytes_start(head, TABLE))
        return memmem(head.data, head.size, "xdebug-trace", 12) ? 80 : 0;
    const char *start = memmem(head.data, head.size, START.data, START.size);
    if (!start)
        return 0;
    if (memmem(head.data, (size_t)(start - head.data), version.data, version.size))
        return 100;
    return start == head.data ? 80 : 0;
}

/* ---- rows ------------------------------------------------------------------------------------- */

/* The number of fields of a row; the rest are empty. */
static size_t split_row(rn_bytes line, rn_bytes fields[FIELD_COUNT])
{
    size_t count = 0;
    for (size_t at = 0; count < FIELD_COUNT && at <= line.size; count++) {
        const char *tab = at < line.size ? memchr(line.data + at, '\t', line.size - at) : NULL;
        size_t end = tab ? (size_t)(tab - line.data) : line.size;
        fields[count] = rn_bytes_slice(line, at, end);
        at = end + 1;
    }
    for (size_t i = count; i < FIELD_COUNT; i++)
        fields[i] = RN_LITERAL("");
    return count;
}

/* Seconds, as whole nanoseconds in us. */
static bool parse_time(rn_bytes text, double *us)
{
    double seconds;
    if (!rn_number_parse(text, &seconds) || !(fabs(seconds) < 1e15))
        return false;
    *us = rint(seconds * 1e9) / 1e3;
    return true;
}

static void close_trace(reader *r)
{
    r->depth = 0;
    r->at = r->memory = NAN;
}

/* What passed since the row before belongs to the innermost function. */
static bool pass(reader *r, const rn_bytes *fields)
{
    double at, memory;
    if (!parse_time(fields[TIME], &at) || !rn_number_parse(fields[MEMORY], &memory) ||
        !isfinite(memory))
        return false;
    double passed = at - r->at, grown = memory - r->memory;
    if (passed < 0)
        rn_warn(r->report, "times that go backwards count as 0");
    if (r->depth && passed > 0) {
        uint32_t stack = r->levels[r->depth - 1].stack;
        rn_builder_add_self(r->builder, stack, r->time, passed);
        rn_builder_add_run(r->builder, r->track, stack, r->clock, passed);
    }
    if (r->depth && grown != 0 && !isnan(grown))
        rn_builder_add_self(r->builder, r->levels[r->depth - 1].stack,
                            grown > 0 ? r->allocated : r->freed, fabs(grown));
    r->clock += passed > 0 ? passed : 0;
    r->at = at;
    r->memory = memory;
    return true;
}

/* ---- functions -------------------------------------------------------------------------------- */

static bool includes(rn_bytes name)
{
    return rn_bytes_equal(name, RN_LITERAL("include")) ||
           rn_bytes_equal(name, RN_LITERAL("include_once")) ||
           rn_bytes_equal(name, RN_LITERAL("require")) ||
           rn_bytes_equal(name, RN_LITERAL("require_once"));
}

static bool is_main(const rn_bytes *fields)
{
    return rn_bytes_equal(fields[NAME], RN_LITERAL("{main}"));
}

static bool is_internal(const rn_bytes *fields)
{
    return rn_bytes_equal(fields[USER], RN_LITERAL("0"));
}

static rn_function_key key_of(const rn_bytes *fields)
{
    rn_function_key key = {.name = fields[NAME]};
    if (is_main(fields))
        key.file = fields[FILE_];
    else if (includes(fields[NAME]))
        key.file = fields[INCLUDED];
    else if (is_internal(fields))
        key.file = RN_LITERAL("php:internal");
    return key;
}

/* The fields that make a function lie side by side. */
static bool find_function(reader *r, const rn_bytes *fields, uint32_t *function)
{
    rn_bytes last = fields[is_main(fields) ? FILE_ : INCLUDED];
    rn_bytes text = {fields[NAME].data, (size_t)(last.data + last.size - fields[NAME].data)};
    uint32_t known = r->texts.count, id = rn_memo_put(&r->texts, text);
    if (id == RN_NONE || !RN_GROW(r->functions, r->function_capacity, id + (size_t)1)) {
        rn_fail_memory(r->report);
        return false;
    }
    if (id == known) {
        rn_function_key key = key_of(fields);
        r->functions[id] = rn_builder_function(r->builder, &key);
    }
    *function = r->functions[id];
    return true;
}

/* The stack of the innermost function at the line of a call. */
static uint32_t calling_stack(reader *r, rn_bytes line)
{
    uint64_t number;
    if (!r->depth)
        return 0;
    const level *top = &r->levels[r->depth - 1];
    if (top->is_internal || !rn_number_parse_uint(line, &number) || number > UINT32_MAX)
        return top->stack;
    return rn_builder_push(r->builder, top->parent,
                           rn_builder_frame(r->builder, top->function, (uint32_t)number));
}

static bool enter(reader *r, const rn_bytes *fields, uint64_t number, uint64_t call)
{
    uint32_t function;
    if (!find_function(r, fields, &function))
        return false;
    uint32_t parent = calling_stack(r, fields[LINE]);
    uint32_t stack = rn_builder_push(r->builder, parent, rn_builder_frame(r->builder, function, 0));
    rn_builder_add_calls(r->builder, function, 1, NAN);
    if (!RN_GROW(r->levels, r->level_capacity, r->depth + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    r->levels[r->depth++] = (level){number, call, function, parent, stack, is_internal(fields)};
    r->calls++;
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* ---- the file --------------------------------------------------------------------------------- */

/* Functions that are deeper, or as deep as one that is entered, have ended without a row. */
static void close_below(reader *r, uint64_t number)
{
    while (r->depth && r->levels[r->depth - 1].level > number) {
        rn_warn(r->report, "functions without an exit end with their caller");
        r->depth--;
    }
}

static render_status take_entry(reader *r, const rn_lines *lines, const rn_bytes *fields,
                                size_t count, uint64_t number, uint64_t call)
{
    if (number == 0 || count < FIELD_COUNT || !fields[NAME].size || !pass(r, fields))
        return rn_skip(r->report, lines->start, lines->number, "an entry without its fields");
    close_below(r, number - 1);
    return enter(r, fields, number, call) ? RENDER_OK : r->report->error.status;
}

static render_status take_exit(reader *r, const rn_lines *lines, const rn_bytes *fields,
                               uint64_t number, uint64_t call)
{
    if (!pass(r, fields))
        return rn_skip(r->report, lines->start, lines->number, "an exit without its fields");
    close_below(r, number);
    const level *top = r->depth ? &r->levels[r->depth - 1] : NULL;
    if (!top || top->level != number || top->call != call)
        return rn_skip(r->report, lines->start, lines->number,
                       "the exit of a function that was not entered");
    r->depth--;
    return RENDER_OK;
}

static render_status take_row(reader *r, const rn_lines *lines, rn_bytes line)
{
    rn_bytes fields[FIELD_COUNT];
    uint64_t number = 0, call = 0;
    size_t count = split_row(line, fields);
    char kind = fields[KIND].size == 1 ? fields[KIND].data[0] : 0;
    if (kind == 'R' || kind == 'A')
        return RENDER_OK;
    if (!fields[LEVEL].size && !fields[KIND].size) {
        pass(r, fields);
        return RENDER_OK;
    }
    bool numbered =
        rn_number_parse_uint(fields[LEVEL], &number) && rn_number_parse_uint(fields[CALL], &call);
    if (numbered && kind == '0')
        return take_entry(r, lines, fields, count, number, call);
    if (numbered && kind == '1')
        return take_exit(r, lines, fields, number, call);
    return rn_skip(r->report, lines->start, lines->number, "neither an entry nor an exit");
}

static render_status take_line(reader *r, const rn_lines *lines, rn_bytes line)
{
    static const char arrow[] = " -> ";
    if (line.size && (line.data[0] == '\t' || (line.data[0] >= '0' && line.data[0] <= '9')))
        return take_row(r, lines, line);
    if (rn_bytes_start(line, START))
        close_trace(r);
    r->is_for_people |= rn_bytes_start(line, TABLE) || memmem(line.data, line.size, arrow, 4);
    return RENDER_OK;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    while (rn_lines_next(&lines, &line))
        if (take_line(r, &lines, line) != RENDER_OK)
            return r->report->error.status;
    rn_report_sum_up(r->report, "row(s)");
    if (r->calls == 0 && r->is_for_people)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 0,
                       "a trace for people to read: record it with xdebug.trace_format=1");
    if (r->calls == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no function is entered");
    if (r->clock == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no time passes");
    return RENDER_OK;
}

static render_status read_xdebug(rn_bytes input, rn_builder *builder, rn_report *report)
{
    rn_bytes bytes = RN_LITERAL("bytes");
    reader r = {.builder = builder, .report = report};
    r.time = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    r.allocated = rn_builder_metric(builder, RN_LITERAL("allocated"), bytes);
    r.freed = rn_builder_metric(builder, RN_LITERAL("freed"), bytes);
    r.track = rn_builder_track(builder, RN_LITERAL("PHP"));
    rn_builder_set_time_unit(builder, RN_LITERAL("us"));
    close_trace(&r);
    render_status status = take_lines(&r, input);
    rn_memo_finish(&r.texts);
    free(r.functions);
    free(r.levels);
    return status;
}

const rn_format rn_format_xdebug = {
    .info = &rn_format_infos[RN_FORMAT_xdebug],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_xdebug,
};
