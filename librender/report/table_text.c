/* Functions of any profile, with their cost in its own unit, the share of the total, and calls where
 * they were counted:
 *
 *   15 samples in 4 functions
 *
 *             self                    total                 calls  function
 *       11 samples   73.3 %      15 samples    100 %            -  a
 *
 * and who called them, or whom they called, the costliest first:
 *
 *   function               total                 calls  called by
 *   a         <-      10 samples   66.7 %            -  c
 *
 * The figures are those of the call graph. */
#include "report/table_text.h"

#include <math.h>

#include "analyze/graph.h"
#include "base/grow.h"
#include "base/text.h"
#include "output/output.h"
#include "report/columns.h"
#include "report/listing.h"
#include "style/names.h"
#include "style/units.h"

enum { FLUSH_SIZE = 1 << 16, VALUE_WIDTH = 16, SHARE_WIDTH = 9, CALLS_WIDTH = 13 };

typedef struct writer {
    rn_buffer out, text;
    const render_report_options *options;
    const rn_graph *graph;
    rn_bytes unit;
    rn_listing list;
    render_sink sink;
    rn_report *report;
} writer;

static bool flush(writer *w, size_t at_least)
{
    return rn_flush(&w->out, w->sink, at_least, w->report);
}

/* ---- rows ------------------------------------------------------------------------------------- */

static bool add_row(writer *w, uint32_t function)
{
    const rn_profile *p = w->graph->profile;
    const rn_function_info *info = &p->functions[function];
    w->text.size = 0;
    rn_put_full_name(&w->text, p, function);
    uint32_t id = w->text.failed
                      ? RN_NONE
                      : rn_intern_add(&w->list.rows.texts, (rn_bytes){w->text.data, w->text.size});
    if (id == RN_NONE)
        return false;
    rn_bytes text = rn_intern_get(&w->list.rows.texts, id);
    w->list.rows.rows[w->list.rows.row_count++] = (rn_pstats_row){
        .file = rn_profile_string(p, info->file),
        .name = rn_profile_string(p, info->name),
        .line = info->line,
        .text = text,
        .width = rn_text_length(text),
        .is_entry = info->kind == RN_FUNCTION,
        .primitive_calls = p->primitive_calls ? fmax(p->primitive_calls[function], -1) : -1,
        .calls = p->calls ? fmax(p->calls[function], -1) : -1,
        .self = fmax(w->graph->self[function], 0),
        .total = fmax(w->graph->function_total[function], 0),
    };
    w->list.rows.entry_count += info->kind == RN_FUNCTION;
    return true;
}

static render_status make_rows(writer *w)
{
    const rn_graph *g = w->graph;
    rn_pstats_rows *rows = &w->list.rows;
    rows->rows = rn_array_new(g->function_count, sizeof *rows->rows);
    rows->links = rn_array_new(g->arc_count, sizeof *rows->links);
    bool enough = rows->rows && rows->links && rn_intern_init(&rows->texts);
    for (uint32_t f = 0; enough && f < g->function_count; f++)
        enough = add_row(w, f);
    for (uint32_t a = 0; enough && a < g->arc_count; a++)
        rows->links[rows->link_count++] = (rn_pstats_link){
            .caller = g->arcs[a].caller,
            .callee = g->arcs[a].callee,
            .calls = g->arc_calls ? fmax(g->arc_calls[a], -1) : -1,
            .total = fmax(g->arc_total[a], 0),
        };
    if (!enough || !rn_pstats_rows_group(rows))
        return rn_fail_memory(w->report);
    return RENDER_OK;
}

/* ---- columns ---------------------------------------------------------------------------------- */

static void put_text_right(writer *w, size_t width)
{
    rn_put_right(&w->out, (rn_bytes){w->text.data, w->text.size}, width);
    w->text.size = 0;
}

static void put_cost(writer *w, double value)
{
    w->text.size = 0;
    rn_put_value(&w->text, value, w->unit);
    put_text_right(w, VALUE_WIDTH);
    rn_put_share(&w->text, w->graph->total > 0 ? value / w->graph->total : 0);
    put_text_right(w, SHARE_WIDTH);
}

/* Without a number when nobody counted. */
static void put_calls(writer *w, double calls)
{
    w->text.size = 0;
    if (calls < 0)
        rn_put_char(&w->text, '-');
    else
        rn_put_count(&w->text, calls);
    put_text_right(w, CALLS_WIDTH);
}

static void put_name(writer *w, rn_bytes name)
{
    rn_put_text(&w->out, "  ");
    rn_put(&w->out, name);
    rn_put_char(&w->out, '\n');
}

/* ---- sections --------------------------------------------------------------------------------- */

static void put_head(writer *w)
{
    for (size_t i = 0; i < w->options->heading_count; i++) {
        rn_put_text(&w->out, w->options->headings[i]);
        rn_put_char(&w->out, '\n');
    }
    if (w->options->heading_count)
        rn_put_char(&w->out, '\n');
    rn_put_value(&w->out, w->graph->total, w->unit);
    rn_put_text(&w->out, " in ");
    rn_put_count(&w->out, w->list.rows.entry_count);
    rn_put_text(&w->out, w->list.rows.entry_count == 1 ? " function\n" : " functions\n");
    rn_put(&w->out, (rn_bytes){w->list.cuts.data, w->list.cuts.size});
    rn_put_char(&w->out, '\n');
}

static void put_stats(writer *w)
{
    rn_put_right(&w->out, RN_LITERAL("self"), VALUE_WIDTH);
    rn_put_right(&w->out, RN_LITERAL("total"), SHARE_WIDTH + VALUE_WIDTH);
    rn_put_right(&w->out, RN_LITERAL("calls"), SHARE_WIDTH + CALLS_WIDTH);
    put_name(w, RN_LITERAL("function"));
    for (uint32_t i = 0; i < w->list.chosen_count && flush(w, FLUSH_SIZE); i++) {
        const rn_pstats_row *row = &w->list.rows.rows[w->list.chosen[i]];
        put_cost(w, row->self);
        put_cost(w, row->total);
        put_calls(w, row->calls);
        put_name(w, row->text);
    }
    rn_put_char(&w->out, '\n');
}

static void put_links(writer *w, uint32_t row, bool is_up, size_t width)
{
    uint32_t count;
    const uint32_t *links = rn_listing_links(&w->list, row, is_up, true, &count);
    rn_put_left(&w->out, w->list.rows.rows[row].text, width);
    rn_put_text(&w->out, is_up ? "  <-" : "  ->");
    if (!count)
        rn_put_char(&w->out, '\n');
    for (uint32_t i = 0; i < count && flush(w, FLUSH_SIZE); i++) {
        const rn_pstats_link *link = &w->list.rows.links[links[i]];
        rn_put_blanks(&w->out, i ? width + 4 : 0);
        put_cost(w, link->total);
        put_calls(w, link->calls);
        put_name(w, rn_listing_other(&w->list, links[i], is_up)->text);
    }
}

static void put_section(writer *w, bool is_up)
{
    size_t width = rn_listing_width(&w->list);
    width = width > 8 ? width : 8;
    rn_put_left(&w->out, RN_LITERAL("function"), width + 4);
    rn_put_right(&w->out, RN_LITERAL("total"), VALUE_WIDTH);
    rn_put_right(&w->out, RN_LITERAL("calls"), SHARE_WIDTH + CALLS_WIDTH);
    put_name(w, is_up ? RN_LITERAL("called by") : RN_LITERAL("called"));
    for (uint32_t i = 0; i < w->list.chosen_count && flush(w, FLUSH_SIZE); i++)
        put_links(w, w->list.chosen[i], is_up, width);
    rn_put_char(&w->out, '\n');
}

static void put_report(writer *w)
{
    put_head(w);
    if (!w->options->section_count)
        put_stats(w);
    for (size_t i = 0; i < w->options->section_count; i++)
        if (w->options->sections[i] == RENDER_SECTION_STATS)
            put_stats(w);
        else
            put_section(w, w->options->sections[i] == RENDER_SECTION_CALLERS);
    flush(w, 0);
}

render_status rn_table_write(const rn_profile *profile, uint32_t metric,
                             const render_report_options *options, render_sink sink,
                             rn_report *report)
{
    static const char costliest_first[] = "cumulative,time,stdname";
    rn_graph *graph;
    if (options->strip_folders)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "only Python's callers and callees can be reported without folders");
    if (rn_graph_new(&graph, profile, metric, report))
        return report->error.status;
    writer w = {.options = options, .graph = graph, .sink = sink, .report = report};
    w.unit = rn_profile_string(profile, profile->metrics[metric].unit);
    if (!make_rows(&w) &&
        !rn_listing_choose(&w.list, options->sort ? options->sort : costliest_first, options,
                           report))
        put_report(&w);
    rn_listing_finish(&w.list);
    rn_buffer_finish(&w.out);
    rn_buffer_finish(&w.text);
    rn_graph_free(graph);
    return report->error.status;
}
