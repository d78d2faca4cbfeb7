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

#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "base/unit.h"
#include "output/output.h"
#include "report/pstats_pick.h"
#include "report/pstats_rows.h"
#include "report/pstats_sort.h"

enum { FLUSH_SIZE = 1 << 16, TIME_WIDTH = 8, TIME_DIGITS = 3 };

typedef struct writer {
    rn_buffer out;
    const render_report_options *options;
    rn_pstats_rows rows;
    uint32_t *order;  /* entries, sorted */
    uint32_t *chosen; /* those that the restrictions leave */
    uint32_t chosen_count;
    uint32_t *others; /* room for the callers or callees of one function */
    rn_buffer title;  /* the sort keys */
    rn_buffer cuts;   /* what the restrictions did */
    render_sink sink;
    rn_report *report;
} writer;

static bool flush(writer *w, size_t at_least)
{
    return rn_flush(&w->out, w->sink, at_least, w->report);
}

/* ---- columns ---------------------------------------------------------------------------------- */

static void put_blanks(rn_buffer *out, size_t count)
{
    while (count-- > 0)
        rn_put_char(out, ' ');
}

static void put_right(rn_buffer *out, const char *text, size_t length, size_t width)
{
    put_blanks(out, width > length ? width - length : 0);
    rn_put(out, (rn_bytes){text, length});
}

static void put_time(rn_buffer *out, double seconds, size_t width)
{
    char text[RN_NUMBER_FIXED_SIZE];
    size_t length = rn_number_format_fixed(text, seconds, TIME_DIGITS);
    put_right(out, text, length, width);
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
    put_right(out, text, length, width);
}

static void put_left(rn_buffer *out, const rn_pstats_row *row, size_t width)
{
    rn_put(out, row->text);
    put_blanks(out, width > row->width ? width - row->width : 0);
}

/* ---- what is listed --------------------------------------------------------------------------- */

static bool sort_rows(writer *w)
{
    const render_report_options *o = w->options;
    uint32_t count = 0;
    w->order = rn_array_new(w->rows.row_count, sizeof *w->order);
    w->chosen = rn_array_new(w->rows.row_count, sizeof *w->chosen);
    w->others = rn_array_new(w->rows.row_count, sizeof *w->others);
    if (!w->order || !w->chosen || !w->others) {
        rn_fail_memory(w->report);
        return false;
    }
    for (uint32_t r = 0; r < w->rows.row_count; r++)
        if (w->rows.rows[r].is_entry)
            w->order[count++] = r;
    if (o->sort && rn_pstats_sort(&w->rows, w->order, count, o->sort, &w->title, w->report))
        return false;
    for (uint32_t i = 0; o->sort && o->reverse && i < count / 2; i++) {
        uint32_t swapped = w->order[i];
        w->order[i] = w->order[count - 1 - i];
        w->order[count - 1 - i] = swapped;
    }
    return true;
}

static bool choose_rows(writer *w)
{
    w->chosen_count = w->rows.entry_count;
    memcpy(w->chosen, w->order, w->chosen_count * sizeof *w->chosen);
    for (size_t i = 0; i < w->options->restriction_count; i++)
        if (rn_pstats_pick(&w->rows, w->chosen, &w->chosen_count, &w->options->restrictions[i],
                           &w->cuts, w->report))
            return false;
    return true;
}

static void put_order(writer *w)
{
    if (w->options->sort) {
        rn_put_text(&w->out, "   Ordered by: ");
        rn_put(&w->out, (rn_bytes){w->title.data, w->title.size});
    } else {
        rn_put_text(&w->out, "   Random listing order was used");
    }
    rn_put_char(&w->out, '\n');
    rn_put(&w->out, (rn_bytes){w->cuts.data, w->cuts.size});
    rn_put_char(&w->out, '\n');
}

/* The longest of the names listed. */
static size_t name_width(const writer *w)
{
    size_t width = 0;
    for (uint32_t i = 0; i < w->chosen_count; i++) {
        size_t length = w->rows.rows[w->chosen[i]].width;
        width = length > width ? length : width;
    }
    return width;
}

/* ---- print_stats ------------------------------------------------------------------------------ */

/* Jython names its profiler as the caller of what was called first. */
static bool is_top(const writer *w, uint32_t row)
{
    for (uint32_t i = w->rows.first_caller[row]; i < w->rows.first_caller[row + 1]; i++) {
        const rn_pstats_row *caller = &w->rows.rows[w->rows.links[w->rows.by_callee[i]].caller];
        if (rn_bytes_equal(caller->file, RN_LITERAL("jprofile")) && caller->line == 0 &&
            rn_bytes_equal(caller->name, RN_LITERAL("profiler")))
            return true;
    }
    return false;
}

static void put_tops(writer *w)
{
    for (uint32_t r = 0; r < w->rows.row_count; r++)
        if (is_top(w, r)) {
            put_blanks(&w->out, 9);
            rn_put(&w->out, w->rows.rows[r].name);
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
    for (uint32_t r = 0; r < w->rows.row_count; r++) {
        calls += w->rows.rows[r].calls;
        primitive += w->rows.rows[r].primitive_calls;
        seconds += w->rows.rows[r].self;
    }
    put_blanks(&w->out, 9);
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
        put_blanks(out, TIME_WIDTH);
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
    if (!w->chosen_count)
        return;
    put_order(w);
    rn_put_text(&w->out,
                "   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n");
    for (uint32_t i = 0; i < w->chosen_count && flush(w, FLUSH_SIZE); i++)
        put_row(&w->out, &w->rows.rows[w->chosen[i]]);
    rn_put_text(&w->out, "\n\n");
}

/* ---- print_callers, print_callees ------------------------------------------------------------- */

typedef struct direction {
    const char *title, *arrow;
    bool is_up; /* callers */
} direction;

/* What stands at the other end of a link. */
static uint32_t other_end(const rn_pstats_link *link, bool is_up)
{
    return is_up ? link->caller : link->callee;
}

typedef struct link_order {
    const rn_pstats_rows *rows;
    bool is_up;
} link_order;

static const rn_pstats_row *other_row(const link_order *by, const void *link)
{
    return &by->rows->rows[other_end(&by->rows->links[*(const uint32_t *)link], by->is_up)];
}

static int compare_links(const void *left, const void *right, void *user)
{
    const rn_pstats_row *x = other_row(user, left), *y = other_row(user, right);
    int order = rn_bytes_compare(x->file, y->file);
    if (!order)
        order = (x->line > y->line) - (x->line < y->line);
    return order ? order : rn_bytes_compare(x->name, y->name);
}

/* As measured by the first caller of the first function that has one. */
static bool has_costs(const writer *w)
{
    for (uint32_t r = 0; r < w->rows.row_count; r++)
        if (w->rows.first_caller[r] < w->rows.first_caller[r + 1])
            return !w->rows.links[w->rows.by_callee[w->rows.first_caller[r]]].is_counted_only;
    return false;
}

static void put_heading(writer *w, const direction *to, size_t width)
{
    static const rn_pstats_row heading = {.text = {"Function ", 9}, .width = 9};
    put_left(&w->out, &heading, width);
    rn_put_text(&w->out, to->title);
    rn_put_char(&w->out, '\n');
    if (has_costs(w)) {
        put_blanks(&w->out, width);
        rn_put_text(&w->out, "    ncalls  tottime  cumtime\n");
    }
}

static void put_link(writer *w, const rn_pstats_link *link, bool is_up, bool is_first, size_t width)
{
    rn_buffer *out = &w->out;
    const rn_pstats_row *other = &w->rows.rows[other_end(link, is_up)];
    if (link->is_counted_only) {
        put_blanks(out, is_first ? 0 : width + 3);
        rn_put(out, other->text);
        rn_put_char(out, '(');
        put_count(out, link->calls);
        rn_put_text(out, ") ");
        put_time(out, other->total, TIME_WIDTH);
    } else {
        put_blanks(out, is_first ? 0 : width + 1);
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
    const uint32_t *first = to->is_up ? w->rows.first_caller : w->rows.first_callee;
    const uint32_t *order = to->is_up ? w->rows.by_callee : w->rows.by_caller;
    uint32_t count = first[row + 1] - first[row];
    put_left(&w->out, &w->rows.rows[row], width);
    rn_put_text(&w->out, to->arrow);
    rn_put_char(&w->out, ' ');
    if (!count)
        rn_put_char(&w->out, '\n');
    memcpy(w->others, order + first[row], count * sizeof *w->others);
    link_order by = {&w->rows, to->is_up};
    qsort_r(w->others, count, sizeof *w->others, compare_links, &by);
    for (uint32_t i = 0; i < count && flush(w, FLUSH_SIZE); i++)
        put_link(w, &w->rows.links[w->others[i]], to->is_up, i == 0, width);
}

static void put_section(writer *w, const direction *to)
{
    if (!w->chosen_count)
        return;
    size_t width = name_width(w) + 2;
    put_order(w);
    put_heading(w, to, width);
    for (uint32_t i = 0; i < w->chosen_count && flush(w, FLUSH_SIZE); i++)
        put_links(w, to, w->chosen[i], width);
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
    flush(w, 0);
}

static bool is_in_seconds(const rn_profile *profile)
{
    rn_bytes unit = rn_profile_string(profile, profile->metrics[0].unit);
    return profile->shape == RN_ARCS && rn_bytes_equal(unit, RN_LITERAL("s"));
}

render_status rn_pstats_write(const rn_profile *profile, const render_report_options *options,
                              render_sink sink, rn_report *report)
{
    writer w = {.options = options, .sink = sink, .report = report};
    if (!is_in_seconds(profile))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a report needs a profile of callers and callees in seconds");
    if (!rn_pstats_rows_init(&w.rows, profile, options->strip_folders, report) && sort_rows(&w) &&
        choose_rows(&w))
        put_sections(&w);
    rn_pstats_rows_finish(&w.rows);
    free(w.order);
    free(w.chosen);
    free(w.others);
    rn_buffer_finish(&w.title);
    rn_buffer_finish(&w.cuts);
    rn_buffer_finish(&w.out);
    return report->error.status;
}
