/* The layout of pstats' three reports, byte for byte:
 *
 *            65 function calls (20 primitive calls) in 4.000 seconds
 *
 *      Ordered by: cumulative time
 *      List reduced from 5 to 1 due to restriction <1>
 *
 *      ncalls  tottime  percall  cumtime  percall filename:lineno(function)
 *        48/3    1.250    0.026    1.250    0.417 lib/u.py:3(fib)
 *
 *   Function           was called by...
 *                          ncalls  tottime  cumtime
 *   lib/u.py:3(fib)    <-       1    0.016    0.500  app/m.py:1(main)
 *                            45/1    1.203    0.750  lib/u.py:3(fib)
 *
 * Widths count characters. */
#include "report/pstats_text.h"

#include "base/number.h"
#include "output/output.h"
#include "report/columns.h"
#include "report/listing.h"
#include "report/reports.h"

enum { FLUSH_SIZE = 1 << 16, TIME_WIDTH = 8, TIME_DIGITS = 3 };

typedef struct writer {
    rn_buffer out;
    const render_report_options *options;
    rn_listing list;
    render_sink sink;
    rn_report *report;
} writer;

static bool flush(writer *w, size_t at_least)
{
    return rn_flush(&w->out, w->sink, at_least, w->report);
}

/* ---- columns ---------------------------------------------------------------------------------- */

static void put_time(rn_buffer *out, double seconds, size_t width)
{
    char text[RN_NUMBER_FIXED_SIZE];
    size_t length = rn_number_format_fixed(text, seconds, TIME_DIGITS);
    rn_put_right(out, (rn_bytes){text, length}, width);
}

static size_t format_count(char out[RN_NUMBER_FIXED_SIZE], double count)
{
    return rn_number_format_fixed(out, count, 0);
}

static void put_count(rn_buffer *out, double count)
{
    char text[RN_NUMBER_FIXED_SIZE];
    size_t length = format_count(text, count);
    rn_put(out, (rn_bytes){text, length});
}

/* "48/3", or "48" when no call was recursive. */
static void put_calls(rn_buffer *out, double calls, double primitive, size_t width)
{
    char text[2 * RN_NUMBER_FIXED_SIZE];
    size_t length = format_count(text, calls);
    if (calls != primitive) {
        text[length++] = '/';
        length += format_count(text + length, primitive);
    }
    rn_put_right(out, (rn_bytes){text, length}, width);
}

static void put_order(writer *w)
{
    if (w->options->sort) {
        rn_put_text(&w->out, "   Ordered by: ");
        rn_put(&w->out, (rn_bytes){w->list.title.data, w->list.title.size});
    } else {
        rn_put_text(&w->out, "   Random listing order was used");
    }
    rn_put_char(&w->out, '\n');
    rn_put(&w->out, (rn_bytes){w->list.cuts.data, w->list.cuts.size});
    rn_put_char(&w->out, '\n');
}

/* ---- print_stats ------------------------------------------------------------------------------ */

/* Jython names its profiler as the caller of what was called first. */
static bool is_top(const writer *w, uint32_t row)
{
    for (uint32_t i = w->list.rows.first_caller[row]; i < w->list.rows.first_caller[row + 1]; i++) {
        const rn_pstats_row *caller =
            &w->list.rows.rows[w->list.rows.links[w->list.rows.by_callee[i]].caller];
        if (rn_bytes_equal(caller->file, RN_LITERAL("jprofile")) && caller->line == 0 &&
            rn_bytes_equal(caller->name, RN_LITERAL("profiler")))
            return true;
    }
    return false;
}

static void put_tops(writer *w)
{
    for (uint32_t r = 0; r < w->list.rows.row_count; r++)
        if (is_top(w, r)) {
            rn_put_blanks(&w->out, 9);
            rn_put(&w->out, w->list.rows.rows[r].name);
            rn_put_char(&w->out, '\n');
        }
}

static void put_head(writer *w)
{
    double calls = 0, primitive = 0, seconds = 0;
    for (size_t i = 0; i < w->options->heading_count; i++) {
        rn_put_text(&w->out, w->options->headings[i]);
        rn_put_char(&w->out, '\n');
    }
    if (w->options->heading_count)
        rn_put_char(&w->out, '\n');
    put_tops(w);
    for (uint32_t r = 0; r < w->list.rows.row_count; r++) {
        calls += w->list.rows.rows[r].calls;
        primitive += w->list.rows.rows[r].primitive_calls;
        seconds += w->list.rows.rows[r].self;
    }
    rn_put_blanks(&w->out, 9);
    put_count(&w->out, calls);
    rn_put_text(&w->out, " function calls ");
    if (calls != primitive) {
        rn_put_char(&w->out, '(');
        put_count(&w->out, primitive);
        rn_put_text(&w->out, " primitive calls) ");
    }
    rn_put_text(&w->out, "in ");
    put_time(&w->out, seconds, 0);
    rn_put_text(&w->out, " seconds\n\n");
}

static void put_time_per_call(rn_buffer *out, double seconds, double calls)
{
    if (calls == 0)
        rn_put_blanks(out, TIME_WIDTH);
    else
        put_time(out, seconds / calls, TIME_WIDTH);
    rn_put_char(out, ' ');
}

static void put_row(rn_buffer *out, const rn_pstats_row *row)
{
    put_calls(out, row->calls, row->primitive_calls, 9);
    rn_put_char(out, ' ');
    put_time(out, row->self, TIME_WIDTH);
    rn_put_char(out, ' ');
    put_time_per_call(out, row->self, row->calls);
    put_time(out, row->total, TIME_WIDTH);
    rn_put_char(out, ' ');
    put_time_per_call(out, row->total, row->primitive_calls);
    rn_put(out, row->text);
    rn_put_char(out, '\n');
}

static void put_stats(writer *w)
{
    put_head(w);
    if (!w->list.chosen_count)
        return;
    put_order(w);
    rn_put_text(&w->out,
                "   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n");
    for (uint32_t i = 0; i < w->list.chosen_count && flush(w, FLUSH_SIZE); i++)
        put_row(&w->out, &w->list.rows.rows[w->list.chosen[i]]);
    rn_put_text(&w->out, "\n\n");
}

/* ---- print_callers, print_callees ------------------------------------------------------------- */

typedef struct direction {
    const char *title, *arrow;
    bool is_up; /* callers */
} direction;

/* As measured by the first caller of the first function that has one. */
static bool has_costs(const writer *w)
{
    for (uint32_t r = 0; r < w->list.rows.row_count; r++)
        if (w->list.rows.first_caller[r] < w->list.rows.first_caller[r + 1])
            return !w->list.rows.links[w->list.rows.by_callee[w->list.rows.first_caller[r]]]
                        .is_counted_only;
    return false;
}

static void put_heading(writer *w, const direction *to, size_t width)
{
    rn_put_left(&w->out, RN_LITERAL("Function "), width);
    rn_put_text(&w->out, to->title);
    rn_put_char(&w->out, '\n');
    if (has_costs(w)) {
        rn_put_blanks(&w->out, width);
        rn_put_text(&w->out, "    ncalls  tottime  cumtime\n");
    }
}

static void put_link(writer *w, uint32_t index, bool is_up, bool is_first, size_t width)
{
    rn_buffer *out = &w->out;
    const rn_pstats_link *link = &w->list.rows.links[index];
    const rn_pstats_row *other = rn_listing_other(&w->list, index, is_up);
    if (link->is_counted_only) {
        rn_put_blanks(out, is_first ? 0 : width + 3);
        rn_put(out, other->text);
        rn_put_char(out, '(');
        put_count(out, link->calls);
        rn_put_text(out, ") ");
        put_time(out, other->total, TIME_WIDTH);
    } else {
        rn_put_blanks(out, is_first ? 0 : width + 1);
        put_calls(out, link->calls, link->primitive_calls, is_first ? 7 : 9);
        rn_put_char(out, ' ');
        put_time(out, link->self, TIME_WIDTH);
        rn_put_char(out, ' ');
        put_time(out, link->total, TIME_WIDTH);
        rn_put_text(out, "  ");
        rn_put(out, other->text);
    }
    rn_put_char(out, '\n');
}

static void put_links(writer *w, const direction *to, uint32_t row, size_t width)
{
    uint32_t count;
    const uint32_t *links = rn_listing_links(&w->list, row, to->is_up, false, &count);
    rn_put_left(&w->out, w->list.rows.rows[row].text, width);
    rn_put_text(&w->out, to->arrow);
    rn_put_char(&w->out, ' ');
    if (!count)
        rn_put_char(&w->out, '\n');
    for (uint32_t i = 0; i < count && flush(w, FLUSH_SIZE); i++)
        put_link(w, links[i], to->is_up, i == 0, width);
}

static void put_section(writer *w, const direction *to)
{
    if (!w->list.chosen_count)
        return;
    size_t width = rn_listing_width(&w->list) + 2;
    put_order(w);
    put_heading(w, to, width);
    for (uint32_t i = 0; i < w->list.chosen_count && flush(w, FLUSH_SIZE); i++)
        put_links(w, to, w->list.chosen[i], width);
    rn_put_text(&w->out, "\n\n");
}

/* ---- the report ------------------------------------------------------------------------------- */

static void put_sections(writer *w)
{
    static const direction callers = {"was called by...", "<-", true};
    static const direction callees = {"called...", "->", false};
    if (!w->options->section_count)
        put_stats(w);
    for (size_t i = 0; i < w->options->section_count; i++)
        if (w->options->sections[i] == RENDER_SECTION_STATS)
            put_stats(w);
        else
            put_section(w, w->options->sections[i] == RENDER_SECTION_CALLERS ? &callers : &callees);
    rn_put_rule_lines(&w->out, w->options);
    flush(w, 0);
}

render_status rn_pstats_write(const rn_profile *profile, const render_report_options *options,
                              render_sink sink, rn_report *report)
{
    writer w = {.options = options, .sink = sink, .report = report};
    if (!rn_pstats_rows_init(&w.list.rows, profile, options->strip_folders, report) &&
        !rn_listing_choose(&w.list, options->sort, options, false, report))
        put_sections(&w);
    rn_listing_finish(&w.list);
    rn_buffer_finish(&w.out);
    return report->error.status;
}
