/* Top-down reports of Intel VTune (amplxe-cl, vtune) as CSV:
 *
 *     Function Stack,CPU Time:Self,Module
 *     Total,0.0,[Unknown]
 *      main,0.0,a.out
 *       "f<a, b>",0.016612,a.out
 *
 * A row is a call; the blanks before its name, within quotes or not, say how deep.  Columns are found
 * by their names: every own cost (':Self') that can be added up is a metric.  A comma, a semicolon or
 * a tab stands between fields.
 *
 * The row 'Total' is no function, and left out unless it has a cost of its own.  Not read: totals,
 * which follow from the rows; rates and percentages; addresses. */
#include "base/number.h"
#include "input/csv.h"
#include "read/formats.h"
#include "read/kernel_module.h"
#include "read/local_number.h"
#include "read/outline.h"

enum { COSTS_MAX = 32 };

static const rn_bytes FIRST_COLUMN = RN_LITERAL("Function Stack");

typedef struct cost {
    size_t column;
    uint32_t metric;
} cost;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_csv csv;
    rn_outline outline;
    size_t module, file; /* columns; SIZE_MAX: not there */
    cost costs[COSTS_MAX];
    size_t cost_count;
    uint64_t rows;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static bool has(rn_bytes text, const char *what)
{
    return text.size && memmem(text.data, text.size, what, strlen(what));
}

/* ---- the heading ------------------------------------------------------------------------------ */

/* Goes to the heading, after lines of the program's own ('war: …'); its delimiter, or 0. */
static char find_heading(rn_lines *lines)
{
    rn_bytes line;
    rn_lines before = *lines;
    while (rn_lines_next(lines, &line)) {
        char delimiter = rn_csv_heading(line, FIRST_COLUMN);
        if (delimiter) {
            *lines = before;
            return delimiter;
        }
        if (line.size && !rn_bytes_start(line, RN_LITERAL("war:")))
            return 0;
        before = *lines;
    }
    return 0;
}

/* Cuts ':Self' off the end of a heading's name. */
static bool cut_self(rn_bytes *name)
{
    static const rn_bytes ends[] = {RN_LITERAL(":Self"), RN_LITERAL(": Self")};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (name->size > ends[i].size && rn_bytes_end(*name, ends[i])) {
            name->size -= ends[i].size;
            return true;
        }
    }
    return false;
}

static bool adds_up(rn_bytes name)
{
    return !has(name, "Rate") && !has(name, "%") && !has(name, "Ratio") && !has(name, "Average");
}

static rn_bytes unit_of(rn_bytes name)
{
    if (has(name, "Time"))
        return RN_LITERAL("s");
    if (has(name, "Size") || has(name, "Bytes"))
        return RN_LITERAL("bytes");
    if (has(name, "llocations"))
        return RN_LITERAL("allocations");
    return RN_LITERAL("events");
}

/* Pictures are drawn by the first metric: the program's time, its number of allocations or, on
 * request, their size; else whatever stands first. */
static int rank_of(const reader *r, rn_bytes name)
{
    if (rn_bytes_equal(name, RN_LITERAL("Allocation Size")))
        return rn_builder_options(r->builder)->by_size ? 0 : 3;
    if (rn_bytes_equal(name, RN_LITERAL("CPU Time")))
        return 1;
    return rn_bytes_equal(name, RN_LITERAL("Allocations")) ? 2 : 3;
}

static void add_cost(reader *r, size_t column, rn_bytes name)
{
    uint32_t metric = rn_builder_metric(r->builder, name, unit_of(name));
    for (size_t i = 0; i < r->cost_count; i++)
        if (r->costs[i].metric == metric)
            return;
    if (r->cost_count < COSTS_MAX)
        r->costs[r->cost_count++] = (cost){column, metric};
    else
        rn_warn(r->report, "only %d of its costs are read", COSTS_MAX);
}

static render_status take_heading(reader *r)
{
    enum { RANKS = 4 };
    rn_csv *csv = &r->csv;
    r->module = r->file = SIZE_MAX;
    for (int rank = 0; rank < RANKS; rank++) {
        for (size_t i = 1; i < csv->count && i < RN_CSV_FIELDS; i++) {
            rn_bytes name = rn_csv_text(csv, i);
            if (rn_bytes_equal(name, RN_LITERAL("Module")))
                r->module = i;
            else if (rn_bytes_equal(name, RN_LITERAL("Source File")))
                r->file = i;
            else if (cut_self(&name) && adds_up(name) && rank_of(r, name) == rank)
                add_cost(r, i, name);
        }
    }
    if (r->cost_count == 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, csv->lines.start, csv->lines.number,
                       "there is no column of own costs, such as 'CPU Time:Self'");
    if (rn_builder_options(r->builder)->no_modules)
        r->module = SIZE_MAX;
    return status_of(r);
}

/* ---- rows ------------------------------------------------------------------------------------- */

/* A time may have its unit behind it. */
static bool parse_cost(rn_bytes text, double *value)
{
    static const struct {
        rn_bytes unit;
        double parts; /* of a second */
    } units[] = {{RN_LITERAL("ms"), 1e3}, {RN_LITERAL("us"), 1e6}, {RN_LITERAL("s"), 1}};
    double parts = 1;
    size_t i = 0, count = sizeof units / sizeof units[0];
    while (i < count && !rn_bytes_end(text, units[i].unit))
        i++;
    if (i < count) {
        text.size -= units[i].unit.size;
        parts = units[i].parts;
    }
    if (!rn_local_number_parse(text, value) || !(*value >= 0 && *value < 1e300))
        return false;
    *value /= parts;
    return true;
}

/* The cost in the row; an empty field is 0. */
static render_status take_cost(reader *r, const cost *c, double *value)
{
    rn_bytes text = rn_csv_text(&r->csv, c->column);
    *value = 0;
    if (text.size == 0 || parse_cost(text, value))
        return RENDER_OK;
    *value = 0;
    return rn_skip(r->report, r->csv.lines.start, r->csv.lines.number, "a cost that is no number");
}

static rn_bytes known(rn_bytes text)
{
    return rn_bytes_equal(text, RN_LITERAL("[Unknown]")) ? RN_LITERAL("") : text;
}

static uint32_t make_frame(reader *r)
{
    rn_function_info info = {.name = rn_builder_text(r->builder, rn_csv_text(&r->csv, 0))};
    rn_bytes module = known(rn_csv_text(&r->csv, r->module));
    info.module = rn_builder_text(r->builder, module);
    info.flags = rn_kernel_module(module) ? RN_FLAG_KERNEL : 0;
    info.file = rn_builder_text(r->builder, known(rn_csv_text(&r->csv, r->file)));
    return rn_builder_frame(r->builder, rn_builder_add_function(r->builder, &info), 0);
}

/* The program as a whole. */
static bool is_total(reader *r)
{
    return r->rows++ == 0 && r->csv.fields[0].indent == 0 &&
           rn_bytes_equal(rn_csv_text(&r->csv, 0), RN_LITERAL("Total"));
}

static render_status take_row(reader *r)
{
    double values[COSTS_MAX];
    bool has_cost = false;
    for (size_t i = 0; i < r->cost_count; i++) {
        if (take_cost(r, &r->costs[i], &values[i]))
            return status_of(r);
        has_cost |= values[i] > 0;
    }
    if (is_total(r) && !has_cost)
        return status_of(r);
    uint32_t depth = r->csv.fields[0].indent;
    uint32_t stack = rn_outline_enter(&r->outline, r->builder, depth, make_frame(r));
    for (size_t i = 0; i < r->cost_count; i++)
        rn_builder_add_self(r->builder, stack, r->costs[i].metric, values[i]);
    return status_of(r);
}

static render_status take_rows(reader *r)
{
    if (take_heading(r))
        return status_of(r);
    while (rn_csv_next(&r->csv))
        if (take_row(r))
            return status_of(r);
    if (r->rows == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no row below the heading");
    rn_report_sum_up(r->report, "value(s)");
    return status_of(r);
}

static render_status read_vtune(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_lines lines = rn_lines_of(input);
    char delimiter = find_heading(&lines);
    if (!delimiter)
        return rn_fail(report, RENDER_ERROR_MALFORMED, 0, 1,
                       "there is no heading that begins with 'Function Stack'");
    rn_csv_init(&r.csv, lines, delimiter);
    rn_csv_next(&r.csv);
    take_rows(&r);
    if (r.csv.scratch.failed)
        rn_fail_memory(report);
    rn_outline_finish(&r.outline);
    rn_csv_finish(&r.csv);
    return status_of(&r);
}

static int sniff(rn_bytes head, bool whole)
{
    (void)whole;
    rn_lines lines = rn_lines_of(head);
    return find_heading(&lines) ? 100 : 0;
}

const rn_format rn_format_vtune = {
    .info = &rn_format_infos[RN_FORMAT_vtune],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_vtune,
};
