/* Tables as HTML, short enough for many rows: end tags that mean nothing are left out.  Everything from
 * the profile is escaped. */
#include "report/table_html.h"

#include "output/html.h"
#include "style/units.h"

void rn_put_html_rules(rn_buffer *out, const render_report_options *options)
{
    if (!options->rule_count)
        return;
    rn_put_text(out, "<table class=\"rules\">\n<caption>Rules</caption>\n");
    for (size_t i = 0; i < options->rule_count; i++) {
        bool is_tripped = options->verdicts[i].is_tripped;
        rn_put_text(out,
                    is_tripped ? "<tr><td class=\"bad\">tripped" : "<tr><td class=\"good\">kept");
        rn_put_text(out, "<td>");
        rn_put_html(out, rn_bytes_of(options->rules[i]));
        rn_put_text(out, "<td>");
        rn_put_html(out, rn_bytes_of(options->verdicts[i].found));
        rn_put_text(out, "\n");
    }
    rn_put_text(out, "</table>\n");
}

/* `sorted_by`: as of rn_table_sorted_by. */
static void put_titles(rn_buffer *out, const rn_columns *columns, const char *sorted_by, bool is_up)
{
    rn_put_text(out, "<thead><tr>");
    for (size_t i = 0; i < columns->count; i++) {
        const rn_column *column = &columns->items[i];
        rn_put_text(out, "<th scope=\"col\" title=\"");
        rn_put_text(out, column->key);
        if (sorted_by && strcmp(sorted_by, column->key) == 0)
            rn_put_text(out, is_up ? "\" aria-sort=\"ascending" : "\" aria-sort=\"descending");
        rn_put_text(out, "\">");
        rn_put_text(out, column->title);
    }
    rn_put_text(out, "\n<tbody>\n");
}

static void put_record(rn_buffer *out, const rn_table *table, const rn_record *record,
                       const rn_columns *columns, rn_buffer *text)
{
    rn_put_text(out, "<tr>");
    for (size_t i = 0; i < columns->count; i++) {
        text->size = 0;
        rn_table_put(text, table, record, &columns->items[i]);
        rn_put_text(out, rn_column_is_text(&columns->items[i]) ? "<td class=n>" : "<td>");
        rn_put_html(out, rn_buffer_bytes(text));
    }
    rn_put_char(out, '\n');
}

static void put_section(rn_buffer *out, rn_table *table, render_section section, uint32_t most)
{
    rn_columns columns = rn_table_columns_by_name(table, section);
    rn_table_cursor cursor = {0};
    rn_record record;
    rn_buffer text = {0};
    uint32_t count = 0;
    bool is_up = false, is_stats = section == RENDER_SECTION_STATS;
    const char *sorted_by = is_stats ? rn_table_sorted_by(table, &is_up) : NULL;
    rn_put_text(out, "<table class=\"rows\">\n<caption>");
    rn_put_text(out, rn_section_title(section));
    rn_put_text(out, "</caption>\n");
    put_titles(out, &columns, sorted_by, is_up);
    for (; rn_table_next(table, section, &cursor, &record); count++)
        if (count < most)
            put_record(out, table, &record, &columns, &text);
    rn_put_text(out, "</table>\n");
    if (count > most) {
        rn_put_text(out, "<p>… ");
        rn_put_count(out, count - most);
        rn_put_text(out, " more rows: with script, this page shows them all.</p>\n");
    }
    out->failed |= text.failed;
    rn_buffer_finish(&text);
}

void rn_put_html_tables(rn_buffer *out, rn_table *table, uint32_t most)
{
    for (size_t i = 0; i < rn_table_section_count(table); i++)
        put_section(out, table, rn_table_section(table, i), most);
}
