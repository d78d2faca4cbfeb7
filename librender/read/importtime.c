/* What `python3 -X importtime` prints: a line for each module once it is imported, so what it imports
 * itself comes before it, indented.
 *
 *     import time: self [us] | cumulative | imported package
 *     import time:        92 |         92 |     _codecs
 *     import time:       560 |        651 |   codecs
 *     import time:       470 |       1121 | encodings
 *
 * The lines are read backwards: what imports a module is the nearest line after it that is indented
 * less.  The cumulative time only serves to see that lines are missing.  What the program itself wrote
 * to standard error stands between the lines, or at the start of one.
 *
 * Left out: modules that were there already ("cached", Python 3.15), as they cost nothing. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"

/* A module; links are numbers of rows. */
typedef struct row {
    rn_bytes name;
    double self, cumulative;
    size_t indent;
    bool is_header; /* where another program starts */
    uint32_t parent, first_child, next_sibling;
    uint32_t stack;
    uint32_t imports;
    double explained; /* of the cumulative time */
} row;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    uint32_t metric;
    row *rows; /* [0] stands for the program, below which all others are */
    size_t row_count, row_capacity;
    uint32_t *open; /* rows that may import what stands before them */
    size_t open_count, open_capacity;
    double sum;
} reader;

/* ---- lines ------------------------------------------------------------------------------------ */

enum line_kind { NOISE, HEADER, CACHED, ROW, BROKEN };

static size_t count_blanks(rn_bytes text)
{
    size_t count = 0;
    while (count < text.size && text.data[count] == ' ')
        count++;
    return count;
}

/* Cuts the text before the next '|' off, without blanks around it. */
static rn_bytes cut_column(rn_bytes *text)
{
    const char *bar = text->size ? memchr(text->data, '|', text->size) : NULL;
    size_t end = bar ? (size_t)(bar - text->data) : text->size, from = count_blanks(*text);
    rn_bytes column = rn_bytes_slice(*text, from < end ? from : end, end);
    while (column.size && column.data[column.size - 1] == ' ')
        column.size--;
    *text = rn_bytes_slice(*text, bar ? end + 1 : end, text->size);
    return column;
}

static bool take_time(rn_bytes text, double *time)
{
    uint64_t whole;
    if (!rn_number_parse_uint(text, &whole))
        return false;
    *time = (double)whole;
    return true;
}

static enum line_kind parse_line(rn_bytes line, row *out)
{
    rn_bytes mark = RN_LITERAL("import time:");
    const char *found = memmem(line.data, line.size, mark.data, mark.size);
    if (!found)
        return NOISE;
    rn_bytes text = rn_bytes_slice(line, (size_t)(found - line.data) + mark.size, line.size);
    rn_bytes self = cut_column(&text), cumulative = cut_column(&text);
    if (rn_bytes_start(self, RN_LITERAL("self [")))
        return HEADER;
    if (rn_bytes_equal(self, RN_LITERAL("cached")))
        return CACHED;
    if (!take_time(self, &out->self) || !take_time(cumulative, &out->cumulative))
        return BROKEN;
    out->indent = count_blanks(text);
    out->name = rn_bytes_slice(text, out->indent, text.size);
    return out->name.size ? ROW : BROKEN;
}

static int sniff(rn_bytes head, bool whole)
{
    rn_lines lines = rn_lines_of(head);
    rn_bytes line;
    row ignored;
    (void)whole;
    while (rn_lines_next(&lines, &line)) {
        enum line_kind kind = parse_line(line, &ignored);
        if (kind == HEADER || kind == ROW)
            return 95;
    }
    return 0;
}

/* ---- the tree --------------------------------------------------------------------------------- */

/* Python rounds each time up. */
static void close_row(reader *r)
{
    const row *closed = &r->rows[r->open[--r->open_count]];
    if (fabs(closed->cumulative - closed->explained) > closed->imports + 2.0)
        rn_warn(r->report, "cumulative times that are not the sum of what is there: lines are "
                           "missing");
}

static bool open_row(reader *r, uint32_t index)
{
    row *entry = &r->rows[index];
    while (r->open_count > 1 && r->rows[r->open[r->open_count - 1]].indent >= entry->indent)
        close_row(r);
    entry->parent = r->open[r->open_count - 1];
    row *parent = &r->rows[entry->parent];
    entry->next_sibling = parent->first_child;
    parent->first_child = index;
    parent->explained += entry->cumulative;
    parent->imports++;
    if (!RN_GROW(r->open, r->open_capacity, r->open_count + 1)) {
        rn_fail_memory(r->report);
        return false;
    }
    r->open[r->open_count++] = index;
    return true;
}

/* The program itself has no line. */
static bool link_rows(reader *r)
{
    for (size_t i = r->row_count; i-- > 1;) {
        while (r->rows[i].is_header && r->open_count > 1)
            close_row(r);
        if (!r->rows[i].is_header && !open_row(r, (uint32_t)i))
            return false;
    }
    while (r->open_count > 1)
        close_row(r);
    return true;
}

static void push_row(reader *r, uint32_t index)
{
    row *entry = &r->rows[index];
    rn_function_key key = {.name = entry->name, .flags = index ? 0 : RN_FLAG_SYNTHETIC};
    uint32_t frame = rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
    entry->stack = rn_builder_push(r->builder, index ? r->rows[entry->parent].stack : 0, frame);
    rn_builder_add_self(r->builder, entry->stack, r->metric, entry->self);
    r->sum += entry->self;
}

/* In the order of the lines, but each module before what it imports. */
static void push_rows(reader *r)
{
    uint32_t at = 0;
    for (;;) {
        push_row(r, at);
        if (r->rows[at].first_child) {
            at = r->rows[at].first_child;
            continue;
        }
        while (at && !r->rows[at].next_sibling)
            at = r->rows[at].parent;
        if (!at)
            return;
        at = r->rows[at].next_sibling;
    }
}

/* ---- the file --------------------------------------------------------------------------------- */

static render_status add_row(reader *r, const row *entry)
{
    if (r->row_count >= RN_NONE || !RN_GROW(r->rows, r->row_capacity, r->row_count + 1))
        return rn_fail_memory(r->report);
    r->rows[r->row_count++] = *entry;
    return RENDER_OK;
}

static render_status take_line(reader *r, const rn_lines *lines, rn_bytes line)
{
    row entry = {.stack = 0};
    enum line_kind kind = parse_line(line, &entry);
    entry.explained = entry.self;
    entry.is_header = kind == HEADER;
    if (kind == BROKEN)
        return rn_skip(r->report, lines->start, lines->number, "no import with two times");
    return kind == ROW || kind == HEADER ? add_row(r, &entry) : RENDER_OK;
}

static render_status take_lines(reader *r, rn_bytes input)
{
    rn_lines lines = rn_lines_of(input);
    rn_bytes line;
    row program = {.name = RN_LITERAL("main")};
    if (add_row(r, &program) || !RN_GROW(r->open, r->open_capacity, 1))
        return rn_fail_memory(r->report);
    r->open[r->open_count++] = 0;
    while (rn_lines_next(&lines, &line))
        if (take_line(r, &lines, line) != RENDER_OK)
            return r->report->error.status;
    rn_report_sum_up(r->report, "line(s)");
    if (!link_rows(r))
        return r->report->error.status;
    push_rows(r);
    if (r->sum == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no import that took time");
    return rn_builder_status(r->builder);
}

static render_status read_importtime(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    r.metric = rn_builder_metric(builder, RN_LITERAL("time"), RN_LITERAL("us"));
    render_status status = take_lines(&r, input);
    free(r.rows);
    free(r.open);
    return status;
}

const rn_format rn_format_importtime = {
    .info = &rn_format_infos[RN_FORMAT_importtime],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_importtime,
};
