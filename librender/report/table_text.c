/* Tables as text:
 *
 *   15 samples in 4 functions
 *
 *         self       %       total      %  function
 *   11 samples  73.3 %  15 samples  100 %  a
 *
 * and callers or callees beside each function:
 *
 *   function           total       %  called by
 *   a         <-  10 samples  66.7 %  c */
#include "base/text.h"
#include "report/columns.h"
#include "report/reports.h"

typedef struct layout {
    rn_columns columns;
    size_t widths[RN_COLUMNS_MAX];
    size_t first; /* of the function's name at the left, with callers and callees */
} layout;

static void put_head(rn_report_writer *w)
{
    for (size_t i = 0; i < w->options->heading_count; i++) {
        rn_put_clean(&w->out, w->options->headings[i]);
        rn_put_char(&w->out, '\n');
    }
    if (w->options->heading_count)
        rn_put_char(&w->out, '\n');
    rn_table_put_summary(&w->out, w->table);
    rn_put_text(&w->out, "\n\n");
}

/* As wide as what stands in it; the last column needs no width. */
static void measure(rn_report_writer *w, render_section section, layout *l)
{
    rn_record record;
    rn_table_cursor cursor = {0};
    rn_buffer text = {0};
    for (size_t i = 0; i < l->columns.count; i++)
        l->widths[i] = rn_text_length(rn_bytes_of(l->columns.items[i].title));
    while (rn_table_next(w->table, section, &cursor, &record))
        for (size_t i = 0; i + 1 < l->columns.count; i++) {
            text.size = 0;
            rn_table_put(&text, w->table, &record, &l->columns.items[i]);
            size_t length = rn_text_length(rn_buffer_bytes(&text));
            l->widths[i] = length > l->widths[i] ? length : l->widths[i];
        }
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

/* The last column ends where its text does. */
static void put_cell(rn_report_writer *w, const layout *l, size_t index, rn_bytes text)
{
    bool is_last = index + 1 == l->columns.count;
    rn_put_text(&w->out, index ? "  " : "");
    if (is_last)
        rn_put(&w->out, text);
    else if (rn_column_is_text(&l->columns.items[index]))
        rn_put_left(&w->out, text, l->widths[index]);
    else
        rn_put_right(&w->out, text, l->widths[index]);
}

static void put_titles(rn_report_writer *w, const layout *l)
{
    if (l->first) {
        rn_put_left(&w->out, RN_LITERAL("function"), l->first);
        rn_put_blanks(&w->out, 5);
    }
    for (size_t i = 0; i < l->columns.count; i++)
        put_cell(w, l, i, rn_bytes_of(l->columns.items[i].title));
    rn_put_char(&w->out, '\n');
}

static void put_records(rn_report_writer *w, render_section section, const layout *l)
{
    rn_record record;
    rn_table_cursor cursor = {0};
    rn_buffer text = {0};
    const rn_pstats_row *before = NULL;
    const char *arrow = section == RENDER_SECTION_CALLERS ? "  <-" : "  ->";
    while (rn_table_next(w->table, section, &cursor, &record) && rn_report_flush(w)) {
        bool is_first = record.row != before;
        if (l->first)
            rn_put_left(&w->out, is_first ? record.row->text : RN_LITERAL(""), l->first);
        if (l->first)
            rn_put_text(&w->out, is_first ? arrow : "    ");
        if (l->first && !record.is_alone)
            rn_put_char(&w->out, ' ');
        before = record.row;
        for (size_t i = 0; !record.is_alone && i < l->columns.count; i++) {
            text.size = 0;
            rn_table_put(&text, w->table, &record, &l->columns.items[i]);
            put_cell(w, l, i, rn_buffer_bytes(&text));
        }
        rn_put_char(&w->out, '\n');
    }
    w->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

static void put_section(rn_report_writer *w, render_section section)
{
    layout l = {.columns = rn_table_columns(w->table, section)};
    if (section != RENDER_SECTION_STATS) {
        size_t width = rn_listing_width(&w->table->list);
        l.first = width > 8 ? width : 8;
        l.columns.count--; /* the function's name stands at the left */
    }
    measure(w, section, &l);
    put_titles(w, &l);
    put_records(w, section, &l);
    rn_put_char(&w->out, '\n');
}

void rn_put_text_report(rn_report_writer *w)
{
    put_head(w);
    for (size_t i = 0; i < rn_table_section_count(w->table); i++)
        put_section(w, rn_table_section(w->table, i));
    rn_put_rule_lines(&w->out, w->options);
}
