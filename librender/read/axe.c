/* What Intel VTune's report 'gprof-cc' prints (amplxe-cl -R gprof-cc):
 *
 *     Index  % CPU Time:Total  CPU Time:Self  CPU Time:Children  Name            Index
 *     -----  ----------------  -------------  -----------------  --------------  -----
 *                              0.0            3.120                main          [3]
 *     [5]    94.23             0.010          2.930              solve           [5]
 *                              2.050          0.890                add <cycle 1> [4]
 *
 * The line of dashes says where the columns are.  An entry's own line begins with its index; lines
 * above it are its callers, those below what it calls, with the seconds of just these calls.  Between
 * members of a cycle there are no times.
 *
 * Left out: cycles as a whole, and the index at the end. */
#include <math.h>

#include "base/number.h"
#include "input/lines.h"
#include "read/formats.h"
#include "read/gprof_name.h"

enum { COLUMN_COUNT = 5 }; /* index, share, self, children, name */

typedef struct reader {
    rn_builder *builder;
    rn_report *report;
    rn_lines lines;
    size_t columns[COLUMN_COUNT]; /* where they begin */
    uint32_t metric;
    uint32_t current; /* the entry at hand, or RN_NONE: above its own line, or a cycle as a whole */
    uint64_t entries;
} reader;

static render_status status_of(const reader *r)
{
    return r->report->error.status ? r->report->error.status : rn_builder_status(r->builder);
}

static render_status skip_line(reader *r, const char *why)
{
    return rn_skip(r->report, r->lines.start, r->lines.number, "%s", why);
}

/* ---- columns ---------------------------------------------------------------------------------- */

static bool is_heading(rn_bytes line)
{
    return rn_bytes_start(line, RN_LITERAL("Index")) && line.size &&
           memmem(line.data, line.size, "% CPU Time:Total", 16) &&
           memmem(line.data, line.size, "CPU Time:Children", 17);
}

/* Goes behind the line of dashes; false when there is none. */
static bool find_columns(reader *r)
{
    rn_bytes line;
    if (!rn_lines_next(&r->lines, &line) || !is_heading(line) || !rn_lines_next(&r->lines, &line))
        return false;
    int count = 0;
    for (size_t at = 0; at < line.size && count < COLUMN_COUNT; at++) {
        if (line.data[at] != '-' && line.data[at] != ' ')
            return false;
        if (line.data[at] == '-' && (at == 0 || line.data[at - 1] == ' '))
            r->columns[count++] = at;
    }
    return count == COLUMN_COUNT;
}

/* A column of the line without blanks around it; the last one goes on to the end. */
static rn_bytes column_of(const reader *r, rn_bytes line, int column)
{
    size_t from = r->columns[column];
    size_t to = column + 1 < COLUMN_COUNT ? r->columns[column + 1] : line.size;
    if (to > line.size)
        to = line.size;
    return from < to ? rn_gprof_trim(rn_bytes_slice(line, from, to)) : RN_LITERAL("");
}

static bool take_seconds(const reader *r, rn_bytes line, int column, double *value)
{
    return rn_number_parse(column_of(r, line, column), value) && fabs(*value) < 1e18;
}

/* Both times of the line, as own and total ones.  What callees cost is below 0 where a cycle was
 * taken apart: then the own time is all that is sure. */
static bool take_times(const reader *r, rn_bytes line, double *self, double *total)
{
    double children;
    if (!take_seconds(r, line, 2, self) || *self < 0 || !take_seconds(r, line, 3, &children))
        return false;
    *total = *self + fmax(children, 0);
    return true;
}

/* ---- lines ------------------------------------------------------------------------------------ */

static uint32_t find_function(reader *r, rn_bytes name)
{
    rn_function_key key = {.name = rn_gprof_without_cycle(name)};
    return rn_builder_function(r->builder, &key);
}

static render_status take_entry(reader *r, rn_bytes line, rn_bytes name)
{
    double self, total;
    r->current = RN_NONE;
    if (rn_gprof_is_whole_cycle(name))
        return RENDER_OK;
    if (!take_times(r, line, &self, &total))
        return skip_line(r, "an entry without its times");
    r->current = find_function(r, name);
    r->entries++;
    rn_builder_add_cost(r->builder, r->current, r->metric, self, total);
    return status_of(r);
}

static render_status take_callee(reader *r, rn_bytes line, rn_bytes name)
{
    double self, total = NAN;
    bool has_times = column_of(r, line, 2).size || column_of(r, line, 3).size;
    if (has_times && !take_times(r, line, &self, &total))
        return skip_line(r, "a callee without its times");
    uint32_t arc = rn_builder_arc(r->builder, r->current, find_function(r, name));
    rn_builder_add_arc_cost(r->builder, arc, r->metric, NAN, total);
    return status_of(r);
}

static render_status take_line(reader *r, rn_bytes line)
{
    rn_bytes name = column_of(r, line, COLUMN_COUNT - 1);
    bool is_entry = line.data[0] == '[';
    uint32_t index;
    if (!is_entry && r->current == RN_NONE)
        return RENDER_OK; /* a caller */
    if (!rn_gprof_cut_index(&name, &index) || name.size == 0)
        return skip_line(r, "a line without a name and its index");
    return is_entry ? take_entry(r, line, name) : take_callee(r, line, name);
}

static render_status take_lines(reader *r)
{
    rn_bytes line;
    if (!find_columns(r))
        return rn_fail(r->report, RENDER_ERROR_MALFORMED, 0, 1,
                       "there is no heading with a line of dashes below it");
    r->metric = rn_builder_metric(r->builder, RN_LITERAL("CPU Time"), RN_LITERAL("s"));
    while (rn_lines_next(&r->lines, &line)) {
        if (rn_bytes_start(line, RN_LITERAL("Index")))
            break;
        if (rn_gprof_trim(line).size == 0)
            r->current = RN_NONE;
        else if (take_line(r, line))
            return status_of(r);
    }
    rn_report_sum_up(r->report, "line(s)");
    if (r->entries == 0)
        return rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there is no function in it");
    return status_of(r);
}

static render_status read_axe(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {
        .builder = builder, .report = report, .lines = rn_lines_of(input), .current = RN_NONE};
    return take_lines(&r);
}

static int sniff(rn_bytes head, bool whole)
{
    rn_lines lines = rn_lines_of(head);
    rn_bytes line;
    (void)whole;
    return rn_lines_next(&lines, &line) && is_heading(line) ? 100 : 0;
}

const rn_format rn_format_axe = {
    .info = &rn_format_infos[RN_FORMAT_axe],
    .shape = RN_ARCS,
    .sniff = sniff,
    .read = read_axe,
};
