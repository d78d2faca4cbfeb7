/* Tables in Markdown as GitHub, GitLab and Sphinx read it.  Names are code, whose characters mean
 * nothing; what cannot stand in a cell of a table is escaped. */
#include "report/reports.h"

static void put_code(rn_buffer *out, rn_bytes text)
{
    if (!text.size)
        return;
    bool has_tick = memchr(text.data, '`', text.size);
    rn_put_text(out, has_tick ? "`` " : "`");
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '|')
            rn_put_char(out, '\\');
        rn_put_char(out, text.data[i]);
    }
    rn_put_text(out, has_tick ? " ``" : "`");
}

static void put_titles(rn_buffer *out, const rn_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        rn_put_text(out, i ? " | " : "| ");
        rn_put_text(out, columns->items[i].title);
    }
    rn_put_text(out, " |\n|");
    for (size_t i = 0; i < columns->count; i++)
        rn_put_text(out, rn_column_is_text(&columns->items[i]) ? " :--- |" : " ---: |");
    rn_put_char(out, '\n');
}

static void put_record(rn_report_writer *w, const rn_record *record, const rn_columns *columns)
{
    rn_buffer text = {0};
    for (size_t i = 0; i < columns->count; i++) {
        bool is_name =
            columns->items[i].cell == RN_CELL_NAME || columns->items[i].cell == RN_CELL_OTHER;
        text.size = 0;
        rn_table_put(&text, w->table, record, &columns->items[i]);
        rn_put_text(&w->out, i ? " | " : "| ");
        if (is_name)
            put_code(&w->out, rn_buffer_bytes(&text));
        else
            rn_put(&w->out, rn_buffer_bytes(&text));
    }
    rn_put_text(&w->out, " |\n");
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_section(rn_report_writer *w, render_section section)
{
    rn_columns columns = rn_table_columns_by_name(w->table, section);
    rn_table_cursor cursor = {0};
    rn_record record;
    if (rn_table_section_count(w->table) > 1) {
        rn_put_text(&w->out, "\n#### ");
        rn_put_text(&w->out, rn_section_title(section));
        rn_put_char(&w->out, '\n');
    }
    rn_put_char(&w->out, '\n');
    put_titles(&w->out, &columns);
    while (rn_table_next(w->table, section, &cursor, &record) && rn_report_flush(w))
        put_record(w, &record, &columns);
}

static void put_rules(rn_report_writer *w)
{
    const render_report_options *o = w->options;
    if (o->rule_count)
        rn_put_text(&w->out, "\n| | rule | found |\n| :--- | :--- | :--- |\n");
    for (size_t i = 0; i < o->rule_count; i++) {
        rn_put_text(&w->out, o->verdicts[i].is_tripped ? "| \xe2\x9d\x8c tripped | "
                                                       : "| \xe2\x9c\x85 kept | ");
        put_code(&w->out, rn_bytes_of(o->rules[i]));
        rn_put_text(&w->out, " | ");
        put_code(&w->out, rn_bytes_of(o->verdicts[i].found));
        rn_put_text(&w->out, " |\n");
    }
}

void rn_put_markdown_report(rn_report_writer *w)
{
    rn_buffer text = {0};
    for (size_t i = 0; i < w->options->heading_count; i++) {
        text.size = 0;
        rn_put_clean(&text, w->options->headings[i]);
        put_code(&w->out, rn_buffer_bytes(&text));
        rn_put_text(&w->out, "\n\n");
        w->out.failed |= text.failed;
    }
    rn_buffer_finish(&text);
    rn_table_put_summary(&w->out, w->table);
    rn_put_char(&w->out, '\n');
    for (size_t i = 0; i < rn_table_section_count(w->table); i++)
        put_section(w, rn_table_section(w->table, i));
    put_rules(w);
}
