/* Tables as comma-separated values (RFC 4180): numbers in full, in the metric's unit, which stands in
 * the title of their column.  A text that a spreadsheet would take for a formula gets an apostrophe in
 * front. */
#include <math.h>

#include "report/reports.h"

static void put_text(rn_buffer *out, rn_bytes text)
{
    bool is_formula = text.size && memchr("=+-@", text.data[0], 4);
    rn_put_char(out, '"');
    if (is_formula)
        rn_put_char(out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            rn_put_char(out, '"');
        rn_put_char(out, text.data[i]);
    }
    rn_put_char(out, '"');
}

static bool has_unit(const rn_column *column)
{
    return column->cell == RN_CELL_COST || column->cell == RN_CELL_CHANGE;
}

static void put_title(rn_report_writer *w, const rn_column *column)
{
    rn_put_text(&w->out, column->key);
    if (has_unit(column) && w->table->unit.size) {
        rn_put_text(&w->out, " (");
        rn_put(&w->out, w->table->unit);
        rn_put_char(&w->out, ')');
    }
}

static void put_titles(rn_report_writer *w, const rn_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        rn_put_text(&w->out, i ? "," : "");
        put_title(w, &columns->items[i]);
    }
    rn_put_text(&w->out, ",module,file,line\r\n");
}

static void put_place(rn_report_writer *w, const rn_record *record)
{
    const rn_profile *p = w->table->profile;
    const rn_function_info *info = &p->functions[record->row->function];
    rn_put_char(&w->out, ',');
    put_text(&w->out, rn_profile_string(p, info->module));
    rn_put_char(&w->out, ',');
    put_text(&w->out, rn_profile_string(p, info->file));
    rn_put_char(&w->out, ',');
    if (info->line)
        rn_put_uint(&w->out, info->line);
}

static void put_record(rn_report_writer *w, const rn_record *record, const rn_columns *columns)
{
    rn_buffer text = {0};
    for (size_t i = 0; i < columns->count; i++) {
        const rn_column *column = &columns->items[i];
        double number = rn_table_number(w->table, record, column);
        rn_put_text(&w->out, i ? "," : "");
        text.size = 0;
        if (rn_column_is_text(column)) {
            rn_table_put(&text, w->table, record, column);
            put_text(&w->out, rn_buffer_bytes(&text));
        } else if (!isnan(number)) {
            rn_put_double(&w->out, number);
        }
    }
    put_place(w, record);
    rn_put_text(&w->out, "\r\n");
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_section(rn_report_writer *w, render_section section)
{
    rn_columns columns = rn_table_columns(w->table, section);
    rn_table_cursor cursor = {0};
    rn_record record;
    put_titles(w, &columns);
    while (rn_table_next(w->table, section, &cursor, &record) && rn_report_flush(w))
        put_record(w, &record, &columns);
}

static void put_rules(rn_report_writer *w)
{
    const render_report_options *o = w->options;
    if (o->rule_count)
        rn_put_text(&w->out, "\r\nrule,tripped,found\r\n");
    for (size_t i = 0; i < o->rule_count; i++) {
        put_text(&w->out, rn_bytes_of(o->rules[i]));
        rn_put_text(&w->out, o->verdicts[i].is_tripped ? ",true," : ",false,");
        put_text(&w->out, rn_bytes_of(o->verdicts[i].found));
        rn_put_text(&w->out, "\r\n");
    }
}

/* Several tables stand below each other, with an empty line between. */
void rn_put_csv_report(rn_report_writer *w)
{
    for (size_t i = 0; i < rn_table_section_count(w->table); i++) {
        rn_put_text(&w->out, i ? "\r\n" : "");
        put_section(w, rn_table_section(w->table, i));
    }
    put_rules(w);
}
