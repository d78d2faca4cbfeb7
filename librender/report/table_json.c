/* Tables as JSON, numbers in full:
 *
 *     {"format":"profdraw-report","version":1,
 *      "metric":"time","unit":"s","total":4.5,"base_total":4,
 *      "functions":[{"self":1.5,"self_share":0.3,…,"function":"m.py:5(parse)","name":"parse",
 *                    "module":null,"file":"m.py","line":5},…],
 *      "callers":[{"total":0.5,…,"caller":"m.py:1(main)","function":"m.py:5(parse)",…},…],
 *      "rules":[{"rule":"self(parse) > 5%","tripped":true,"found":"parse: 6.2 % (1.5 s)"}]}
 *
 * The keys are those of CSV.  What is not known is null. */
#include <math.h>

#include "base/text.h"
#include "report/reports.h"

static void put_known(rn_buffer *out, rn_bytes text)
{
    if (text.size)
        rn_put_json_string(out, text);
    else
        rn_put_text(out, "null");
}

static void put_key(rn_buffer *out, const char *key, bool is_first)
{
    rn_put_text(out, is_first ? "\"" : ",\"");
    rn_put_text(out, key);
    rn_put_text(out, "\":");
}

static void put_number(rn_buffer *out, double value)
{
    if (isfinite(value))
        rn_put_double(out, value);
    else
        rn_put_text(out, "null");
}

static void put_place(rn_report_writer *w, const rn_record *record)
{
    const rn_profile *p = w->table->profile;
    const rn_function_info *info = &p->functions[record->row->function];
    put_key(&w->out, "name", false);
    rn_put_json_string(&w->out, rn_profile_string(p, info->name));
    put_key(&w->out, "module", false);
    put_known(&w->out, rn_profile_string(p, info->module));
    put_key(&w->out, "file", false);
    put_known(&w->out, rn_profile_string(p, info->file));
    put_key(&w->out, "line", false);
    put_number(&w->out, info->line ? info->line : NAN);
}

static void put_record(rn_report_writer *w, const rn_record *record, const rn_columns *columns)
{
    rn_buffer text = {0};
    rn_put_char(&w->out, '{');
    for (size_t i = 0; i < columns->count; i++) {
        const rn_column *column = &columns->items[i];
        put_key(&w->out, column->key, i == 0);
        if (rn_column_is_text(column)) {
            text.size = 0;
            rn_table_put(&text, w->table, record, column);
            put_known(&w->out, rn_buffer_bytes(&text));
        } else {
            put_number(&w->out, rn_table_number(w->table, record, column));
        }
    }
    put_place(w, record);
    rn_put_char(&w->out, '}');
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_section(rn_report_writer *w, render_section section)
{
    rn_columns columns = rn_table_columns(w->table, section);
    rn_table_cursor cursor = {0};
    rn_record record;
    const char *before = "\n";
    put_key(&w->out, rn_section_title(section), false);
    rn_put_char(&w->out, '[');
    while (rn_table_next(w->table, section, &cursor, &record) && rn_report_flush(w)) {
        rn_put_text(&w->out, before);
        put_record(w, &record, &columns);
        before = ",\n";
    }
    rn_put_char(&w->out, ']');
}

static void put_rules(rn_report_writer *w)
{
    const render_report_options *o = w->options;
    put_key(&w->out, "rules", false);
    for (size_t i = 0; i < o->rule_count; i++) {
        rn_put_text(&w->out, i ? ",\n{" : "[\n{");
        put_key(&w->out, "rule", true);
        rn_put_json_string(&w->out, rn_bytes_of(o->rules[i]));
        put_key(&w->out, "tripped", false);
        rn_put_text(&w->out, o->verdicts[i].is_tripped ? "true" : "false");
        put_key(&w->out, "found", false);
        rn_put_json_string(&w->out, rn_bytes_of(o->verdicts[i].found));
        rn_put_char(&w->out, '}');
    }
    rn_put_char(&w->out, ']');
}

void rn_put_json_report(rn_report_writer *w)
{
    const rn_table *t = w->table;
    rn_put_text(&w->out, "{\"format\":\"profdraw-report\",\"version\":1,\n\"metric\":");
    rn_put_json_string(&w->out, t->metric);
    put_key(&w->out, "unit", false);
    put_known(&w->out, t->unit);
    put_key(&w->out, "total", false);
    put_number(&w->out, t->total);
    if (t->is_compared) {
        put_key(&w->out, "base_total", false);
        put_number(&w->out, t->base_total);
    }
    put_key(&w->out, "function_count", false);
    rn_put_uint(&w->out, t->list.rows.entry_count);
    for (size_t i = 0; i < rn_table_section_count(w->table); i++)
        put_section(w, rn_table_section(w->table, i));
    if (w->options->rule_count)
        put_rules(w);
    rn_put_text(&w->out, "}\n");
}
