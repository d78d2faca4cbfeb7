/* Rows and links out of the graph, and what each column shows of them. */
#include "report/table.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/base_costs.h"
#include "base/grow.h"
#include "base/text.h"
#include "profile/caller.h"
#include "report/pstats_sort.h"
#include "style/names.h"
#include "style/units.h"

/* ---- rows ------------------------------------------------------------------------------------- */

typedef struct maker {
    rn_table *table;
    rn_graph *graph;
    rn_base_costs base;
    rn_buffer text;
    bool is_like_pstats;
} maker;

bool rn_is_like_pstats(const rn_profile *profile, uint32_t metric)
{
    rn_bytes unit = rn_profile_string(profile, profile->metrics[metric].unit);
    if (metric != 0 || profile->shape != RN_ARCS || !rn_bytes_equal(unit, RN_LITERAL("s")))
        return false;
    return profile->primitive_calls || (profile->arc_count && !isnan(profile->arc_self[0][0]));
}

static double known_or_zero(double value)
{
    return value > 0 ? value : 0;
}

/* Unknown calls are -1, as pstats has it. */
static double calls_of(const double *calls, uint32_t index)
{
    return calls && calls[index] >= 0 ? calls[index] : -1;
}

static bool put_text(maker *m, uint32_t function, rn_bytes *text)
{
    rn_pstats_rows *rows = &m->table->list.rows;
    m->text.size = 0;
    if (m->is_like_pstats)
        rn_pstats_put_name(&m->text, m->graph->profile, function, false);
    else
        rn_put_full_name(&m->text, m->graph->profile, function);
    rn_bytes made = rn_buffer_bytes(&m->text);
    const char *copy = m->text.failed ? NULL : rn_arena_copy(&rows->texts.arena, made);
    *text = (rn_bytes){copy, made.size};
    return copy;
}

static bool is_quiet(const rn_table *table, const rn_pstats_row *row)
{
    double most = fmax(table->total, table->base_total) * table->options->tolerance;
    return table->is_compared && fabs(row->self - row->base_self) <= most &&
           fabs(row->total - row->base_total) <= most;
}

static bool add_row(maker *m, uint32_t function)
{
    const rn_profile *p = m->graph->profile;
    const rn_function_info *info = &p->functions[function];
    rn_table *table = m->table;
    rn_pstats_row row = {
        .file = rn_profile_string(p, info->file),
        .name = rn_profile_string(p, info->name),
        .line = info->line,
        .function = function,
        .primitive_calls = calls_of(p->primitive_calls, function),
        .calls = calls_of(p->calls, function),
        .self = known_or_zero(m->graph->self[function]),
        .total = known_or_zero(m->graph->function_total[function]),
    };
    if (!put_text(m, function, &row.text))
        return false;
    if (table->is_compared) {
        row.base_calls = p->base_calls ? p->base_calls[function] : -1;
        row.base_self = known_or_zero(m->base.self[function]);
        row.base_total = known_or_zero(m->base.function_total[function]);
    }
    bool is_function = rn_is_function(p, function);
    row.is_entry = is_function && !is_quiet(table, &row);
    table->quiet_count += is_function && !row.is_entry;
    table->list.rows.entry_count += is_function;
    table->calls += is_function && row.calls > 0 ? row.calls : 0;
    table->base_calls += is_function && row.base_calls > 0 ? row.base_calls : 0;
    table->list.rows.rows[table->list.rows.row_count++] = row;
    return true;
}

static void add_link(maker *m, uint32_t arc)
{
    const rn_graph *g = m->graph;
    rn_pstats_rows *rows = &m->table->list.rows;
    rows->links[rows->link_count++] = (rn_pstats_link){
        .caller = g->arcs[arc].caller,
        .callee = g->arcs[arc].callee,
        .calls = calls_of(g->arc_calls, arc),
        .total = known_or_zero(g->arc_total[arc]),
        .base_total = m->base.is_compared ? known_or_zero(m->base.arc_total[arc]) : 0,
    };
}

static bool make_rows(maker *m)
{
    const rn_graph *g = m->graph;
    rn_pstats_rows *rows = &m->table->list.rows;
    rows->regex_steps = m->table->profile->regex_steps;
    rows->rows = rn_array_new(g->function_count, sizeof *rows->rows);
    rows->links = rn_array_new(g->arc_count, sizeof *rows->links);
    bool enough = rows->rows && rows->links;
    for (uint32_t f = 0; enough && f < g->function_count; f++)
        enough = add_row(m, f);
    for (uint32_t a = 0; enough && a < g->arc_count; a++)
        add_link(m, a);
    return enough && rn_pstats_rows_group(rows);
}

static bool measure_base(maker *m, rn_report *report)
{
    if (rn_base_costs_init(&m->base, m->graph, report))
        return false;
    m->table->is_compared = m->base.is_compared;
    m->table->base_total = m->base.total;
    return true;
}

/* ---- life ------------------------------------------------------------------------------------- */

static const char *default_order(const rn_table *table)
{
    return table->is_compared ? "change,stdname" : "cumulative,time,stdname";
}

static const char *order_of(const rn_table *table)
{
    return table->options->sort ? table->options->sort : default_order(table);
}

const char *rn_table_sorted_by(const rn_table *table, bool *is_up)
{
    bool is_text;
    const char *key = rn_pstats_sort_column(order_of(table), &is_text);
    *is_up = is_text != table->options->reverse;
    return key;
}

static bool has_links(const rn_table *table)
{
    for (size_t i = 0; i < table->options->section_count; i++)
        if (table->options->sections[i] != RENDER_SECTION_STATS)
            return true;
    return false;
}

render_status rn_table_init(rn_table *table, const rn_profile *profile, uint32_t metric,
                            const render_report_options *options, rn_report *report)
{
    *table = (rn_table){.profile = profile, .options = options};
    table->metric = rn_profile_string(profile, profile->metrics[metric].name);
    table->unit = rn_profile_string(profile, profile->metrics[metric].unit);
    table->shown_unit = rn_profile_unit(profile, metric);
    table->total = profile->metrics[metric].total;
    maker m = {.table = table, .is_like_pstats = rn_is_like_pstats(profile, metric)};
    rn_graph_scope scope = {.has_no_arcs = !has_links(table)};
    bool enough = rn_graph_new_within(&m.graph, profile, metric, &scope, report) == RENDER_OK &&
                  measure_base(&m, report) && make_rows(&m);
    rn_graph_free(m.graph);
    rn_base_costs_finish(&m.base);
    rn_buffer_finish(&m.text);
    if (!enough)
        return rn_fail_memory(report);
    return rn_listing_choose(&table->list, order_of(table), options, true, report);
}

void rn_table_finish(rn_table *table)
{
    rn_listing_finish(&table->list);
}

/* ---- sections and columns --------------------------------------------------------------------- */

size_t rn_table_section_count(const rn_table *table)
{
    return table->options->section_count ? table->options->section_count : 1;
}

render_section rn_table_section(const rn_table *table, size_t index)
{
    return table->options->section_count ? table->options->sections[index] : RENDER_SECTION_STATS;
}

const char *rn_section_title(render_section section)
{
    static const char *const titles[] = {
        [RENDER_SECTION_STATS] = "functions",
        [RENDER_SECTION_CALLERS] = "callers",
        [RENDER_SECTION_CALLEES] = "callees",
    };
    return titles[section];
}

bool rn_column_is_text(const rn_column *column)
{
    return column->cell <= RN_CELL_STATUS;
}

static const rn_column plain_columns[] = {
    {"self", "self", RN_CELL_COST, RN_SELF, false},
    {"%", "self_share", RN_CELL_SHARE, RN_SELF, false},
    {"total", "total", RN_CELL_COST, RN_TOTAL, false},
    {"%", "total_share", RN_CELL_SHARE, RN_TOTAL, false},
    {"calls", "calls", RN_CELL_COUNT, RN_CALLS, false},
    {"primitive calls", "primitive_calls", RN_CELL_COUNT, RN_PRIMITIVE_CALLS, false},
};

static const rn_column compared_columns[] = {
    {"self before", "base_self", RN_CELL_COST, RN_SELF, true},
    {"self", "self", RN_CELL_COST, RN_SELF, false},
    {"change", "self_change", RN_CELL_CHANGE, RN_SELF, false},
    {"%", "self_growth", RN_CELL_GROWTH, RN_SELF, false},
    {"total before", "base_total", RN_CELL_COST, RN_TOTAL, true},
    {"total", "total", RN_CELL_COST, RN_TOTAL, false},
    {"change", "total_change", RN_CELL_CHANGE, RN_TOTAL, false},
    {"%", "total_growth", RN_CELL_GROWTH, RN_TOTAL, false},
    {"calls before", "base_calls", RN_CELL_COUNT, RN_CALLS, true},
    {"calls", "calls", RN_CELL_COUNT, RN_CALLS, false},
    {"change", "calls_change", RN_CELL_COUNT_CHANGE, RN_CALLS, false},
    {"", "status", RN_CELL_STATUS, RN_SELF, false},
};

static bool is_known(const rn_table *table, const rn_column *column, bool is_link)
{
    const rn_profile *p = table->profile;
    bool counts_base = p->calls && p->base_calls && !is_link;
    switch (column->figure) {
    case RN_SELF:
        return !is_link || column->cell == RN_CELL_STATUS;
    case RN_TOTAL:
        return true;
    case RN_CALLS:
        return column->is_base || column->cell == RN_CELL_COUNT_CHANGE ? counts_base
                                                                       : p->calls != NULL;
    case RN_PRIMITIVE_CALLS:
        return p->primitive_calls && !is_link;
    }
    return false;
}

rn_columns rn_table_columns(const rn_table *table, render_section section)
{
    rn_columns columns = {.count = 0};
    bool is_link = section != RENDER_SECTION_STATS;
    const rn_column *from = table->is_compared ? compared_columns : plain_columns;
    size_t count = table->is_compared ? sizeof compared_columns / sizeof *compared_columns
                                      : sizeof plain_columns / sizeof *plain_columns;
    for (size_t i = 0; i < count; i++)
        if (is_known(table, &from[i], is_link))
            columns.items[columns.count++] = from[i];
    bool is_up = section == RENDER_SECTION_CALLERS;
    if (is_link)
        columns.items[columns.count++] =
            (rn_column){is_up ? "called by" : "called", is_up ? "caller" : "callee", RN_CELL_OTHER,
                        RN_SELF, false};
    columns.items[columns.count++] =
        (rn_column){"function", "function", RN_CELL_NAME, RN_SELF, false};
    return columns;
}

rn_columns rn_table_columns_by_name(const rn_table *table, render_section section)
{
    rn_columns columns = rn_table_columns(table, section), turned = {.count = columns.count};
    size_t names = 1 + (section != RENDER_SECTION_STATS) + table->is_compared;
    for (size_t i = 0; i < columns.count; i++)
        turned.items[i] = columns.items[i < names ? columns.count - 1 - i : i - names];
    return turned;
}

/* ---- records ---------------------------------------------------------------------------------- */

bool rn_table_next(rn_table *table, render_section section, rn_table_cursor *cursor,
                   rn_record *record)
{
    bool is_up = section == RENDER_SECTION_CALLERS;
    while (cursor->row < table->list.chosen_count) {
        uint32_t count = 0, row = table->list.chosen[cursor->row];
        *record = (rn_record){.row = &table->list.rows.rows[row]};
        if (section == RENDER_SECTION_STATS) {
            cursor->row++;
            return true;
        }
        const uint32_t *links = rn_listing_links(&table->list, row, is_up, true, &count);
        if (cursor->link < count) {
            uint32_t link = links[cursor->link++];
            record->link = &table->list.rows.links[link];
            record->other = rn_listing_other(&table->list, link, is_up);
            return true;
        }
        cursor->row++;
        cursor->link = 0;
        record->is_alone = !count;
        if (!count)
            return true;
    }
    return false;
}

/* ---- figures ---------------------------------------------------------------------------------- */

/* What is not known is below 0. */
static double figure_of(const rn_record *record, rn_figure figure, bool is_base)
{
    const rn_pstats_row *row = record->row;
    if (record->link)
        return figure == RN_CALLS ? record->link->calls
               : is_base          ? record->link->base_total
                                  : record->link->total;
    switch (figure) {
    case RN_SELF:
        return is_base ? row->base_self : row->self;
    case RN_TOTAL:
        return is_base ? row->base_total : row->total;
    case RN_CALLS:
        return is_base ? row->base_calls : row->calls;
    case RN_PRIMITIVE_CALLS:
        break;
    }
    return row->primitive_calls;
}

double rn_table_number(const rn_table *table, const rn_record *record, const rn_column *column)
{
    double now = figure_of(record, column->figure, column->is_base);
    double base = figure_of(record, column->figure, true);
    double whole = column->is_base ? table->base_total : table->total;
    if (record->is_alone)
        return NAN;
    switch (column->cell) {
    case RN_CELL_COST:
    case RN_CELL_COUNT:
        return now < 0 ? NAN : now;
    case RN_CELL_SHARE:
        return whole > 0 ? now / whole : NAN;
    case RN_CELL_CHANGE:
        return now - base;
    case RN_CELL_COUNT_CHANGE:
        return now < 0 && base < 0 ? NAN : fmax(now, 0) - fmax(base, 0);
    case RN_CELL_GROWTH:
        return base > 0 ? (now - base) / base : NAN;
    case RN_CELL_NAME:
    case RN_CELL_OTHER:
    case RN_CELL_STATUS:
        break;
    }
    return NAN;
}

static const char *status_of(const rn_record *record)
{
    double now = figure_of(record, RN_TOTAL, false), base = figure_of(record, RN_TOTAL, true);
    if (record->is_alone)
        return "";
    if (!record->link) {
        now += fmax(record->row->calls, 0);
        base += fmax(record->row->base_calls, 0);
    }
    return base <= 0 && now > 0 ? "new" : now <= 0 && base > 0 ? "vanished" : "";
}

static void put_number(rn_buffer *out, const rn_table *table, double value, rn_cell cell)
{
    bool is_signed =
        cell == RN_CELL_CHANGE || cell == RN_CELL_COUNT_CHANGE || cell == RN_CELL_GROWTH;
    if (isnan(value))
        return;
    if (is_signed && value > 0)
        rn_put_char(out, '+');
    if (cell == RN_CELL_COUNT || cell == RN_CELL_COUNT_CHANGE)
        rn_put_count(out, value);
    else if (cell == RN_CELL_SHARE || cell == RN_CELL_GROWTH)
        rn_put_share(out, value);
    else
        rn_put_value(out, value, table->shown_unit);
}

void rn_table_put(rn_buffer *out, const rn_table *table, const rn_record *record,
                  const rn_column *column)
{
    if (column->cell == RN_CELL_NAME)
        rn_put(out, record->row->text);
    else if (column->cell == RN_CELL_OTHER)
        rn_put(out, record->other ? record->other->text : RN_LITERAL(""));
    else if (column->cell == RN_CELL_STATUS)
        rn_put_text(out, status_of(record));
    else
        put_number(out, table, rn_table_number(table, record, column), column->cell);
}

/* ---- summary ---------------------------------------------------------------------------------- */

static void put_total(rn_buffer *out, const rn_table *table)
{
    rn_put_value(out, table->total, table->shown_unit);
    if (!table->is_compared)
        return;
    double change = table->total - table->base_total;
    if (change == 0) {
        rn_put_text(out, ", as before,");
        return;
    }
    rn_put_text(out, ", before ");
    rn_put_value(out, table->base_total, table->shown_unit);
    rn_put_text(out, " (");
    put_number(out, table, change, RN_CELL_CHANGE);
    if (table->base_total > 0) {
        rn_put_text(out, ", ");
        put_number(out, table, change / table->base_total, RN_CELL_GROWTH);
    }
    rn_put_char(out, ')');
}

void rn_table_put_summary(rn_buffer *out, const rn_table *table)
{
    uint32_t count = table->list.rows.entry_count;
    put_total(out, table);
    rn_put_text(out, " in ");
    rn_put_count(out, count);
    rn_put_text(out, count == 1 ? " function" : " functions");
    if (table->quiet_count) {
        rn_put_text(out, "; ");
        rn_put_count(out, table->quiet_count);
        rn_put_text(out, " of them changed by no more than ");
        rn_put_share(out, table->options->tolerance);
        rn_put_text(out, " of the total");
    }
    if (table->list.chosen_count + table->quiet_count < count) {
        rn_put_text(out, "; ");
        rn_put_count(out, table->list.chosen_count);
        rn_put_text(out, " listed");
    }
}
