/* Call trees of Visual Studio's profiler as CSV (CallTreeSummary.csv, VSPerfReport):
 *
 *     Level,Function Name,Number of Calls,Elapsed Exclusive Time %,Module Name,
 *     0,"app.exe",0,0.00,"",
 *     1,"App.Main(string[])","2,893,824",18.39,"app.exe",
 *
 * A row is a call below the last one of a lower level.  Columns are found by their names; every
 * exclusive value that can be added up is a metric: samples, bytes or times if there are such, else
 * the shares in per cent.  (Averages a call have two digits: millions of calls of '0.00 ms' are
 * nothing.)  Numbers are written as the user's language has them, with ',' or '.' in either role. */
#include <math.h>

#include "input/csv.h"
#include "read/formats.h"
#include "read/local_number.h"
#include "read/outline.h"

enum { COSTS_MAX = 16 };

static const rn_bytes FIRST_COLUMN = RN_LITERAL("Level");

typedef struct cost {
    size_t column;
    uint32_t metric;
    bool is_count;
} cost;

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_csv csv;
    rn_outline outline;
    size_t name, module, file, line, calls; /* columns; SIZE_MAX: not there */
    cost costs[COSTS_MAX];
    size_t cost_count;
    uint64_t rows;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static render_status skip(const reader *r, const char *why)
{
    return rn_skip(r->report, r->csv.lines.start, r->csv.lines.number, "%s", why);
}

static bool has(rn_bytes text, const char *what)
{
    return text.size && memmem(text.data, text.size, what, strlen(what));
}

/* ---- the heading ------------------------------------------------------------------------------ */

static bool is_share(rn_bytes name)
{
    return has(name, "%");
}

static bool is_cost(rn_bytes name)
{
    return has(name, "Exclusive") && !has(name, "Avg") && !has(name, "Average") &&
           !has(name, "Min ") && !has(name, "Max ");
}

static bool is_count(rn_bytes name)
{
    return has(name, "Samples") || has(name, "Allocations") || has(name, "Bytes") ||
           has(name, "Contentions");
}

static rn_bytes unit_of(rn_bytes name)
{
    if (is_share(name))
        return RN_LITERAL("%");
    if (has(name, "Time"))
        return RN_LITERAL("ms");
    if (has(name, "Samples"))
        return RN_LITERAL("samples");
    return has(name, "Bytes") ? RN_LITERAL("bytes") : RN_LITERAL("events");
}

static void add_cost(reader *r, size_t column, rn_bytes name)
{
    uint32_t metric = rn_builder_metric(r->builder, name, unit_of(name));
    for (size_t i = 0; i < r->cost_count; i++)
        if (r->costs[i].metric == metric)
            return;
    if (r->cost_count < COSTS_MAX)
        r->costs[r->cost_count++] = (cost){column, metric, is_count(name) && !is_share(name)};
    else
        rn_warn(r->report, "only %d of its values are read", COSTS_MAX);
}

static void find_costs(reader *r, bool shares)
{
    for (size_t i = 0; i < r->csv.count && i < RN_CSV_FIELDS; i++) {
        rn_bytes name = rn_csv_text(&r->csv, i);
        if (is_cost(name) && is_share(name) == shares)
            add_cost(r, i, name);
    }
}

static size_t find_column(reader *r, rn_bytes name)
{
    for (size_t i = 0; i < r->csv.count && i < RN_CSV_FIELDS; i++)
        if (rn_bytes_equal(rn_csv_text(&r->csv, i), name))
            return i;
    return SIZE_MAX;
}

static render_status take_heading(reader *r)
{
    r->name = find_column(r, RN_LITERAL("Function Name"));
    r->module = find_column(r, RN_LITERAL("Module Name"));
    r->file = find_column(r, RN_LITERAL("Source File"));
    r->line = find_column(r, RN_LITERAL("Function Line Number"));
    r->calls = find_column(r, RN_LITERAL("Number of Calls"));
    find_costs(r, false);
    if (r->cost_count == 0)
        find_costs(r, true);
    if (r->cost_count == 0)
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, r->csv.lines.start, r->csv.lines.number,
                       "there is no column of exclusive values, such as 'Exclusive Samples'");
    return status_of(r);
}

/* ---- rows ------------------------------------------------------------------------------------- */

static bool parse_number(rn_bytes text, bool is_count, double *value)
{
    if (text.size && text.data[text.size - 1] == '%')
        text.size--;
    bool parsed = is_count ? rn_local_count_parse(text, value) : rn_local_number_parse(text, value);
    return parsed && *value >= 0 && *value < 1e300;
}

/* The number in a field.  One that is empty or cannot be read is 0: what the row calls still has to be
 * below it. */
static render_status take_number(reader *r, size_t column, bool is_count, double *value)
{
    rn_bytes text = rn_csv_text(&r->csv, column);
    *value = 0;
    if (text.size == 0 || parse_number(text, is_count, value))
        return RENDER_OK;
    *value = 0;
    return skip(r, "a value that is no number");
}

static uint32_t make_function(reader *r)
{
    double line;
    rn_function_info info = {.name = rn_builder_text(r->builder, rn_csv_text(&r->csv, r->name))};
    info.module = rn_builder_text(r->builder, rn_csv_text(&r->csv, r->module));
    info.file = rn_builder_text(r->builder, rn_csv_text(&r->csv, r->file));
    if (parse_number(rn_csv_text(&r->csv, r->line), true, &line) && line < RN_NONE)
        info.line = (uint32_t)line;
    return rn_builder_add_function(r->builder, &info);
}

/* The program itself, at level 0, is never called. */
static void add_calls(reader *r, uint32_t function, double calls)
{
    if (calls > 0)
        rn_builder_add_calls(r->builder, function, calls, NAN);
}

static render_status take_row(reader *r)
{
    double values[COSTS_MAX], level, calls;
    if (!parse_number(rn_csv_text(&r->csv, 0), true, &level) || !(level < 1e18))
        return skip(r, "a row without a level");
    if (take_number(r, r->calls, true, &calls))
        return status_of(r);
    for (size_t i = 0; i < r->cost_count; i++)
        if (take_number(r, r->costs[i].column, r->costs[i].is_count, &values[i]))
            return status_of(r);
    uint32_t function = make_function(r);
    uint32_t frame = rn_builder_frame(r->builder, function, 0);
    uint32_t stack = rn_outline_enter(&r->outline, r->builder, (uint64_t)level, frame);
    add_calls(r, function, calls);
    for (size_t i = 0; i < r->cost_count; i++)
        rn_builder_add_self(r->builder, stack, r->costs[i].metric, values[i]);
    r->rows++;
    return status_of(r);
}

static render_status take_rows(reader *r)
{
    if (take_heading(r))
        return status_of(r);
    while (rn_csv_next(&r->csv))
        if (take_row(r) || status_of(r))
            return status_of(r);
    rn_report_sum_up(r->report, "row(s) or value(s)");
    if (!status_of(r) && r->rows == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no row below the heading");
    return status_of(r);
}

/* The heading's delimiter; 0 when the first line is none. */
static char find_heading(rn_lines *lines)
{
    rn_lines before = *lines;
    rn_bytes line;
    if (!rn_lines_next(lines, &line))
        return 0;
    *lines = before;
    return has(line, "Function Name") ? rn_csv_heading(line, FIRST_COLUMN) : 0;
}

static render_status read_vsprof(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_lines lines = rn_lines_of(input);
    char delimiter = find_heading(&lines);
    if (!delimiter)
        return rn_fail(report, RENDER_ERROR_MALFORMED, 0, 1,
                       "the first line does not name columns, 'Level' and 'Function Name' first");
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

const rn_format rn_format_vsprof = {
    .info = &rn_format_infos[RN_FORMAT_vsprof],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_vsprof,
};
