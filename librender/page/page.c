/* The document around pictures, table, data and script.  How large it is follows from how much of the
 * profile it holds: where it must fit into so many bytes, that is halved until it does. */
#include "page/page.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/tree_parts.h"
#include "base/grow.h"
#include "output/html.h"
#include "output/output.h"
#include "page/page_data.h"
#include "page/page_policy.h"
#include "report/reports.h"
#include "report/table_html.h"
#include "style/units.h"
#include "surface/surfaces.h"
#include "view/furniture.h"

extern const char rn_asset_page_css[], rn_asset_page_js[];

const render_info rn_page_infos[] = {
    {.name = "html",
     .title = "one page with all pictures and the table of functions",
     .suffixes = ".html .htm"},
};
const size_t rn_page_count = sizeof rn_page_infos / sizeof *rn_page_infos;

const char *rn_page_choose_scheme(const char **theme)
{
    const char *asked = *theme ? *theme : "auto";
    bool is_dark = strcmp(asked, "dark") == 0, is_light = strcmp(asked, "light") == 0;
    if (!*theme || is_dark || is_light)
        *theme = "auto";
    return is_dark ? "dark" : is_light || strcmp(asked, "print") == 0 ? "light" : "auto";
}

/* How much of a profile a page holds. */
typedef struct limits {
    uint32_t nodes, functions, arcs, rows, spans;
} limits;

static const limits usual_limits = {60000, 12000, 40000, 200, 40000};
enum { LEAST_NODES = 32 };

/* A page that nobody asked to be small is, too, if it can: 4 MB are read from a file in half a second. */
static const uint64_t USUAL_BYTES = 4000000;

/* Functions of the call graph when options do not say, and what they may take: a picture of more is no longer looked
 * around in. */
enum { GRAPH_NODES = 300, GRAPH_LEAST_NODES = 20, GRAPH_BYTES = 500000 };

/* Rows that stand in the page of a table without script. */
enum { TABLE_ROWS = 1000 };

/* Boxes below this share of the total say little without script. */
static const double STATIC_MIN_SHARE = 0.003;

typedef struct page {
    const rn_page_input *input;
    rn_report *report;
    limits limits;
    rn_buffer out;
    rn_buffer picture; /* of the page's verb, for readers without script */
    rn_buffer graph;   /* for those with it */
    rn_page_metrics metrics;
    rn_page_chart chart;
    rn_table table;
} page;

/* ---- pictures --------------------------------------------------------------------------------- */

static bool collect(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return !((rn_buffer *)user)->failed;
}

static render_status draw(rn_buffer *out, const char *name, const rn_page_input *input,
                          rn_report *report)
{
    rn_scene scene;
    render_draw_options options = *input->view.options;
    rn_view_input view = input->view;
    options.min_width_share = fmax(options.min_width_share, STATIC_MIN_SHARE);
    options.interactive = false; /* the page has a script of its own */
    view.options = &options;
    view.has_fixed_ids = true;
    rn_scene_init(&scene);
    if (rn_view_draw(rn_view_find(name), &scene, &view, report) == RENDER_OK)
        rn_write_svg(&scene, 1, (render_sink){collect, out}, report);
    rn_scene_finish(&scene);
    return report->error.status;
}

static bool is_tab(const page *p, const char *name)
{
    return strcmp(p->input->tab, name) == 0;
}

/* What the call graph may take of a page. */
static size_t graph_bytes(const page *p)
{
    uint64_t third = p->input->table->max_bytes / 3;
    return third && third < GRAPH_BYTES ? (size_t)third : GRAPH_BYTES;
}

/* With as many functions as there is room for, but not fewer than were asked for. */
static render_status draw_graph(page *p, rn_buffer *out, rn_report *report)
{
    render_draw_options options = *p->input->view.options;
    rn_page_input input = *p->input;
    double room = (double)graph_bytes(p);
    int asked = options.max_nodes, most = asked > 0 ? asked : GRAPH_NODES;
    input.view.options = &options;
    for (;;) {
        options.max_nodes = most;
        if (draw(out, "graph", &input, report) || asked > 0 || (double)out->size <= room ||
            most <= GRAPH_LEAST_NODES)
            return report->error.status;
        most = (int)fmax(fmin(most * 0.8, most * room / (double)out->size), GRAPH_LEAST_NODES);
        out->size = 0;
    }
}

/* The call graph of another tab, which the page can do without: there may be nothing to draw. */
static bool draw_other_graph(page *p, rn_buffer *out)
{
    rn_report report = {0};
    render_status status = draw_graph(p, out, &report);
    if (status)
        out->size = 0;
    rn_report_finish(&report);
    return status != RENDER_ERROR_MEMORY;
}

/* The picture of the page's verb. */
static render_status draw_first(page *p)
{
    if (is_tab(p, "graph"))
        return draw_graph(p, &p->picture, p->report);
    return draw(&p->picture, p->input->tab, p->input, p->report);
}

static bool costs_anything(const page *p)
{
    return p->input->view.profile->metrics[p->input->view.metric].total > 0;
}

static render_status draw_pictures(page *p)
{
    bool enough = true;
    if (!costs_anything(p))
        return RENDER_OK;
    if (!is_tab(p, "table") && draw_first(p))
        return p->report->error.status;
    if (!is_tab(p, "graph"))
        enough = draw_other_graph(p, &p->graph);
    return enough ? RENDER_OK : rn_fail_memory(p->report);
}

/* ---- what it says in words -------------------------------------------------------------------- */

static void put_line(rn_buffer *out, rn_bytes text)
{
    rn_put_text(out, "<p>");
    rn_put_html(out, text);
    rn_put_text(out, "</p>\n");
}

static void put_lines(rn_buffer *out, const rn_buffer *text)
{
    size_t from = 0;
    for (size_t i = 0; i < text->size; i++) {
        if (text->data[i] != '\n')
            continue;
        put_line(out, rn_bytes_slice(rn_buffer_bytes(text), from, i));
        from = i + 1;
    }
}

static const char *heading_of(const page *p)
{
    const render_draw_options *options = p->input->view.options;
    const render_report_options *table = p->input->table;
    return options->title && *options->title ? options->title
           : options->source                 ? options->source
           : table->heading_count            ? table->headings[0]
                                             : "Profile";
}

static void put_headings(page *p, rn_buffer *text)
{
    const render_report_options *table = p->input->table;
    bool is_said = table->heading_count && heading_of(p) == table->headings[0];
    for (size_t i = is_said; i < table->heading_count; i++) {
        text->size = 0;
        rn_put_clean(text, table->headings[i]);
        put_line(&p->out, rn_buffer_bytes(text));
    }
}

/* What is left out because pages have an end. */
static void put_limits(page *p, const rn_page_functions *functions, rn_buffer *text)
{
    const rn_page_metric *first = &p->metrics.items[0];
    const rn_page_tree *tree = &first->page;
    double whole = first->tree ? first->tree->total[0] : 1;
    if (tree->left_out) {
        rn_put_text(text, "Calls that cost no more than ");
        rn_put_share(text, first->cut / whole);
        rn_put_text(text, " of the total are too many for a page: ");
        rn_put_count(text, tree->left_out);
        rn_put_text(text, " of them (");
        rn_put_share(text, tree->left_out_by / whole);
        rn_put_text(text, tree->left_out == 1 ? ") is" : ") are");
        rn_put_text(text, " summed up as '… more'.\n");
    }
    if (functions->left_out || functions->arcs_left_out) {
        rn_put_text(text, "Not on this page: ");
        rn_put_count(text, functions->left_out);
        rn_put_text(text, functions->left_out == 1 ? " function and " : " functions and ");
        rn_put_count(text, functions->arcs_left_out);
        rn_put_text(text, functions->arcs_left_out == 1 ? " pair" : " pairs");
        rn_put_text(text, " of caller and callee that cost least.\n");
    }
    if (p->metrics.left_out) {
        rn_put_text(text, "Not on this page: ");
        rn_put_count(text, (double)p->metrics.left_out);
        rn_put_text(text, p->metrics.left_out == 1 ? " other metric.\n" : " other metrics.\n");
    }
    if (first->tree && first->tree->estimated)
        rn_put_text(text,
                    "≈ The profile records callers and callees, not whole stacks: flame graph, "
                    "icicle and sunburst are estimates where functions have several callers. "
                    "Call graph and table show what was recorded.\n");
}

/* What highlighted functions cost. */
static void put_highlight(page *p, rn_buffer *text)
{
    const rn_view_input *view = &p->input->view;
    const rn_tree *tree = p->metrics.items[0].tree;
    if (!view->highlighted || !tree)
        return;
    const rn_metric *metric = &view->profile->metrics[view->metric];
    double sum = rn_tree_marked(tree, tree->sides.now_total ? tree->sides.now_total : tree->total,
                                view->highlighted);
    text->failed |= sum < 0;
    rn_put_highlight_line(text, view, sum, sum / fmax(metric->total, view->options->total),
                          rn_profile_unit(view->profile, view->metric));
}

static void put_summary(page *p, const rn_page_functions *functions)
{
    rn_buffer text = {0};
    const rn_profile *profile = p->input->view.profile;
    put_headings(p, &text);
    text.size = 0;
    rn_put_page_metric_name(&text, profile, p->input->view.metric);
    rn_table_put_summary(&text, &p->table);
    rn_put_text(&p->out, "<p id=\"measure\">");
    rn_put_html(&p->out, rn_buffer_bytes(&text));
    rn_put_text(&p->out, "</p>\n");
    text.size = 0;
    if (profile->filtered) {
        rn_put_text(&text, "Filtered: ");
        rn_put_text(&text, profile->filtered);
        rn_put_text(&text, "\n");
    }
    put_highlight(p, &text);
    put_limits(p, functions, &text);
    put_lines(&p->out, &text);
    p->out.failed |= text.failed;
    rn_buffer_finish(&text);
}

/* ---- the document ----------------------------------------------------------------------------- */

static void put_policy(page *p)
{
    rn_buffer *out = &p->out;
    rn_put_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "base-uri 'none'; form-action 'none'; script-src");
    rn_put_policy_hash(out, rn_bytes_of(rn_asset_page_js));
    rn_put_text(out, "; style-src");
    rn_put_policy_hash(out, rn_bytes_of(rn_asset_page_css));
    rn_put_picture_hash(out, rn_buffer_bytes(&p->picture));
    rn_put_picture_hash(out, rn_buffer_bytes(&p->graph));
    rn_put_text(out, "\">\n");
}

static void put_head(page *p)
{
    rn_buffer *out = &p->out, heading = {0};
    rn_put_clean(&heading, heading_of(p));
    rn_put_text(out, "<!DOCTYPE html>\n<html lang=\"en\" data-scheme=\"");
    rn_put_text(out, p->input->scheme);
    rn_put_text(out, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(p);
    rn_put_text(
        out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    rn_put_html(out, rn_buffer_bytes(&heading));
    rn_put_text(out, " – profile</title>\n<style>");
    rn_put_text(out, rn_asset_page_css);
    rn_put_text(out, "</style>\n</head>\n<body>\n<header id=\"head\">\n<h1>");
    rn_put_html(out, rn_buffer_bytes(&heading));
    rn_put_text(out, "</h1>\n<div id=\"summary\">\n");
    out->failed |= heading.failed;
    rn_buffer_finish(&heading);
}

static void put_picture(rn_buffer *out, const char *element, const char *id, const rn_buffer *svg)
{
    if (!svg->size)
        return;
    rn_put_char(out, '<');
    rn_put_text(out, element);
    rn_put_text(out, " id=\"");
    rn_put_text(out, id);
    rn_put_text(out, "\">");
    rn_put(out, rn_buffer_bytes(svg));
    rn_put_text(out, "</");
    rn_put_text(out, element);
    rn_put_text(out, ">\n");
}

static void put_body(page *p)
{
    rn_buffer *out = &p->out;
    uint32_t rows = is_tab(p, "table") && !p->input->table->max_bytes ? TABLE_ROWS : p->limits.rows;
    rn_put_text(out, "</div>\n");
    rn_put_html_rules(out, p->input->table);
    rn_put_text(out, "</header>\n<main id=\"main\">\n");
    put_picture(out, "div", "picture", &p->picture);
    rn_put_text(out, "<div id=\"tables\">\n");
    rn_put_html_tables(out, &p->table, rows);
    rn_put_text(out, "</div>\n</main>\n");
    put_picture(out, "template", "graph-picture", &p->graph);
}

/* All that were asked for, unless the page must fit into so many bytes. */
static uint32_t listed_count(const page *p)
{
    const render_report_options *table = p->input->table;
    uint32_t count = p->table.list.chosen_count;
    bool is_cut = (table->max_bytes || !table->restriction_count) && count > p->limits.functions;
    return is_cut ? p->limits.functions : count;
}

static uint32_t *listed_functions(const page *p)
{
    const rn_listing *list = &p->table.list;
    uint32_t count = listed_count(p), *listed = rn_array_new(count, sizeof *listed);
    for (uint32_t i = 0; listed && i < count; i++)
        listed[i] = list->rows.rows[list->chosen[i]].function;
    return listed;
}

static void put_data(page *p, const rn_page_functions *functions, const uint32_t *listed)
{
    const rn_tree *tree = p->metrics.items[0].tree;
    rn_page_data data = {.view = &p->input->view,
                         .tab = p->input->tab,
                         .functions = functions,
                         .metrics = &p->metrics,
                         .chart = &p->chart,
                         .estimated = tree && tree->estimated,
                         .listed = listed,
                         .listed_count = listed ? listed_count(p) : 0,
                         .sections = p->input->table->sections,
                         .section_count = p->input->table->section_count,
                         .has_graph = is_tab(p, "graph") || p->graph.size};
    rn_tint tint;
    data.sorted_by = rn_table_sorted_by(&p->table, &data.is_sorted_up);
    rn_tint_init(&tint, &p->input->view, functions->graph);
    if (functions->base.is_compared)
        rn_tint_compare_boxes(&tint, 1);
    data.tint = &tint;
    rn_put_text(&p->out, "<script type=\"application/json\" id=\"data\">");
    rn_put_page_data(&p->out, &data, p->report);
    rn_put_text(&p->out, "</script>\n<script type=\"module\">");
    rn_put_text(&p->out, rn_asset_page_js);
    rn_put_text(&p->out, "</script>\n</body>\n</html>\n");
}

/* Functions that have to be there, whatever they cost. */
static bool *mark_wanted(const page *p, const uint32_t *listed)
{
    const rn_profile *profile = p->input->view.profile;
    bool *marks = rn_array_zero(profile->function_count, sizeof *marks);
    if (!marks)
        return NULL;
    for (uint32_t i = 0; listed && i < listed_count(p); i++)
        marks[listed[i]] = true;
    rn_page_metrics_mark(&p->metrics, marks);
    rn_page_chart_mark(&p->chart, profile, marks);
    return marks;
}

static void put_document(page *p, const rn_page_functions *functions, const uint32_t *listed)
{
    put_head(p);
    put_summary(p, functions);
    put_body(p);
    put_data(p, functions, listed);
    if (p->out.failed)
        rn_fail_memory(p->report);
}

/* The whole document, within p->limits. */
static render_status make(page *p)
{
    const rn_view_input *view = &p->input->view;
    rn_page_functions functions = {0};
    uint32_t *listed = is_tab(p, "table") ? listed_functions(p) : NULL;
    bool *wanted = NULL;
    rn_page_chart_finish(&p->chart);
    if (is_tab(p, "table") && !listed)
        rn_fail_memory(p->report);
    else if (!rn_page_metrics_cut(&p->metrics, p->limits.nodes, p->report) &&
             !rn_page_chart_init(&p->chart, view, p->limits.spans, p->report)) {
        wanted = mark_wanted(p, listed);
        if (!wanted)
            rn_fail_memory(p->report);
        else if (!rn_page_functions_init(&functions, view->profile, view->metric, wanted,
                                         p->limits.functions, p->limits.arcs, p->report))
            put_document(p, &functions, listed);
    }
    rn_page_functions_finish(&functions);
    free(wanted);
    free(listed);
    return p->report->error.status;
}

static render_status make_fitting(page *p)
{
    uint64_t asked = p->input->table->max_bytes, most = asked ? asked : USUAL_BYTES;
    while (make(p) == RENDER_OK && p->out.size > most) {
        limits half = {p->limits.nodes / 2, p->limits.functions / 2, p->limits.arcs / 2,
                       p->limits.rows / 2, p->limits.spans / 2};
        if (half.nodes < LEAST_NODES && !asked)
            break;
        p->limits = half;
        if (half.nodes < LEAST_NODES)
            return rn_fail(p->report, RENDER_ERROR_LIMIT, 0, 0,
                           "the page does not fit into %llu bytes", (unsigned long long)most);
        p->out.size = 0;
    }
    return p->report->error.status;
}

render_status rn_page_write(const rn_page_input *input, render_sink sink, rn_report *report)
{
    page p = {.input = input, .report = report, .limits = usual_limits};
    const rn_view_input *view = &input->view;
    if (rn_table_init(&p.table, view->profile, view->metric, input->table, report) == RENDER_OK &&
        draw_pictures(&p) == RENDER_OK &&
        rn_page_metrics_init(&p.metrics, view, report) == RENDER_OK &&
        make_fitting(&p) == RENDER_OK)
        rn_flush(&p.out, sink, 0, report);
    rn_table_finish(&p.table);
    rn_page_metrics_finish(&p.metrics);
    rn_page_chart_finish(&p.chart);
    rn_buffer_finish(&p.picture);
    rn_buffer_finish(&p.graph);
    rn_buffer_finish(&p.out);
    return report->error.status;
}
