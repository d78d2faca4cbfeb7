/* Tables as a page of its own, which needs no network: a reader with script sorts and searches, one
 * without sees the same tables.  Everything from the profile is escaped. */
#include <math.h>

#include "report/reports.h"

extern const char rn_asset_report_css[], rn_asset_report_js[];

static void put_escaped(rn_buffer *out, rn_bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '<')
            rn_put_text(out, "&lt;");
        else if (c == '>')
            rn_put_text(out, "&gt;");
        else if (c == '&')
            rn_put_text(out, "&amp;");
        else if (c == '"')
            rn_put_text(out, "&quot;");
        else
            rn_put_char(out, c);
    }
}

static void put_page_head(rn_buffer *out)
{
    rn_put_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width\">\n"
                     "<title>Profile report</title>\n<style>\n");
    rn_put_text(out, rn_asset_report_css);
    rn_put_text(out, "</style>\n</head>\n<body>\n<h1>Profile report</h1>\n");
}

static void put_paragraph(rn_buffer *out, rn_bytes text)
{
    rn_put_text(out, "<p>");
    put_escaped(out, text);
    rn_put_text(out, "</p>\n");
}

static void put_summary(rn_report_writer *w)
{
    rn_buffer text = {0};
    for (size_t i = 0; i < w->options->heading_count; i++) {
        text.size = 0;
        rn_put_clean(&text, w->options->headings[i]);
        put_paragraph(&w->out, rn_buffer_bytes(&text));
    }
    text.size = 0;
    rn_table_put_summary(&text, w->table);
    put_paragraph(&w->out, rn_buffer_bytes(&text));
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_rules(rn_report_writer *w)
{
    const render_report_options *o = w->options;
    if (!o->rule_count)
        return;
    rn_put_text(&w->out, "<h2>rules</h2>\n<table>\n");
    for (size_t i = 0; i < o->rule_count; i++) {
        rn_put_text(&w->out, o->verdicts[i].is_tripped ? "<tr><td class=\"bad\">tripped"
                                                       : "<tr><td class=\"good\">kept");
        rn_put_text(&w->out, "</td><td class=\"t\">");
        put_escaped(&w->out, rn_bytes_of(o->rules[i]));
        rn_put_text(&w->out, "</td><td class=\"t\">");
        put_escaped(&w->out, rn_bytes_of(o->verdicts[i].found));
        rn_put_text(&w->out, "</td></tr>\n");
    }
    rn_put_text(&w->out, "</table>\n");
}

static void put_titles(rn_buffer *out, const rn_columns *columns)
{
    rn_put_text(out, "<table class=\"rows\">\n<thead><tr>");
    for (size_t i = 0; i < columns->count; i++) {
        const rn_column *column = &columns->items[i];
        rn_put_text(out, rn_column_is_text(column) ? "<th class=\"t\" title=\"" : "<th title=\"");
        rn_put_text(out, column->key);
        rn_put_text(out, "\">");
        rn_put_text(out, column->title);
        rn_put_text(out, "</th>");
    }
    rn_put_text(out, "</tr></thead>\n<tbody>\n");
}

/* Shares are drawn as bars, too. */
static void put_number_cell(rn_buffer *out, double number, rn_cell cell)
{
    rn_put_text(out, "<td");
    if (cell == RN_CELL_SHARE && number > 0) {
        rn_put_text(out, " class=\"s\" style=\"--w:");
        rn_put_fixed(out, fmin(number, 1) * 100, 1);
        rn_put_text(out, "%\"");
    }
    rn_put_text(out, " data-v=\"");
    if (isfinite(number))
        rn_put_double(out, number);
    rn_put_text(out, "\">");
}

static void put_record(rn_report_writer *w, const rn_record *record, const rn_columns *columns)
{
    rn_buffer text = {0};
    rn_put_text(&w->out, "<tr>");
    for (size_t i = 0; i < columns->count; i++) {
        const rn_column *column = &columns->items[i];
        text.size = 0;
        rn_table_put(&text, w->table, record, column);
        if (rn_column_is_text(column))
            rn_put_text(&w->out,
                        column->cell == RN_CELL_STATUS ? "<td class=\"t\">" : "<td class=\"t f\">");
        else
            put_number_cell(&w->out, rn_table_number(w->table, record, column), column->cell);
        put_escaped(&w->out, rn_buffer_bytes(&text));
        rn_put_text(&w->out, "</td>");
    }
    rn_put_text(&w->out, "</tr>\n");
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_section(rn_report_writer *w, render_section section)
{
    rn_columns columns = rn_table_columns_by_name(w->table, section);
    rn_table_cursor cursor = {0};
    rn_record record;
    rn_put_text(&w->out, "<h2>");
    rn_put_text(&w->out, rn_section_title(section));
    rn_put_text(&w->out, "</h2>\n");
    put_titles(&w->out, &columns);
    while (rn_table_next(w->table, section, &cursor, &record) && rn_report_flush(w))
        put_record(w, &record, &columns);
    rn_put_text(&w->out, "</tbody>\n</table>\n");
}

void rn_put_html_report(rn_report_writer *w)
{
    put_page_head(&w->out);
    put_summary(w);
    put_rules(w);
    for (size_t i = 0; i < rn_table_section_count(w->table); i++)
        put_section(w, rn_table_section(w->table, i));
    rn_put_text(&w->out, "<script>\n");
    rn_put_text(&w->out, rn_asset_report_js);
    rn_put_text(&w->out, "</script>\n</body>\n</html>\n");
}
