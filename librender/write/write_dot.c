/* The pruned, coloured call graph in Graphviz' language, for `dot -Tpng` and its friends:
 *
 *     "12" [label="parse\nm.py:5\n62.5 % (25.0 %)\n955 ms · 12×", fillcolor="#e4703a", …];
 *     "12" -> "7" [label="12.3 %\n34×", penwidth="1.11", color="#c03a2b", …];
 *
 * Every value is quoted.  In labels and tooltips Graphviz reads backslashes as escapes and '&' as the
 * start of an entity; both are escaped, and no text is ever taken for its HTML-like labels.  Names
 * are cut at 4,000 bytes, because its lexer has a limit.  There are no positions: dot lays it out. */
#include <math.h>
#include <stdlib.h>

#include "analyze/clusters.h"
#include "analyze/prune.h"
#include "analyze/stubs.h"
#include "base/group.h"
#include "base/grow.h"
#include "base/text.h"
#include "output/output.h"
#include "style/diff_ramp.h"
#include "style/figures.h"
#include "style/grouping.h"
#include "style/names.h"
#include "style/template.h"
#include "style/theme.h"
#include "style/tones.h"
#include "style/units.h"
#include "write/dot_text.h"
#include "write/writers.h"

enum { TEXT_BYTES_MAX = 4000, WRAP_COLUMNS = 32 };

typedef struct writer {
    const render_draw_options *options;
    const rn_graph *graph;
    const rn_selection *selection;
    const rn_scheme *scheme;
    const rn_colormap *colormap;
    const uint8_t *ambiguous;
    rn_grouping grouping;
    rn_base_costs base;
    rn_clusters clusters;
    rn_stubs stubs;
    double self_total, largest_change;
    render_sink sink;
    rn_report *report;
    rn_buffer out;
    rn_buffer text;
} writer;

static rn_bytes written(const writer *w)
{
    return rn_buffer_bytes(&w->text);
}

static void put_string(writer *w, const char *name, rn_bytes value)
{
    rn_put_dot_string(&w->out, name, value);
}

static void put_color(writer *w, const char *name, rn_rgba color)
{
    rn_put_dot_color(&w->out, name, color);
}

static void put_number(writer *w, const char *name, double value)
{
    rn_put_dot_number(&w->out, name, value);
}

static void separate(writer *w)
{
    rn_put_text(&w->out, ", ");
}

static void put_id(writer *w, uint32_t function)
{
    rn_put_char(&w->out, '"');
    rn_put_uint(&w->out, function);
    rn_put_char(&w->out, '"');
}

/* ---- colours ---------------------------------------------------------------------------------- */

static double share(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : 0;
}

static rn_rgba color_of(const writer *w, double weight)
{
    return rn_colormap_fill(w->colormap, rn_skew(weight, w->options->skew),
                            rn_scheme_is_dark(w->scheme));
}

/* NaN where it is no change that is told. */
static double change_between(const writer *w, double now, double before)
{
    double noise = w->options->tolerance * fmax(w->graph->total, w->base.total);
    if (!rn_is_change(w->options, now, before, noise))
        return NAN;
    return (isnan(now) ? 0 : now) - (isnan(before) ? 0 : before);
}

static double change_of(const writer *w, uint32_t function)
{
    return change_between(w, w->graph->function_total[function], w->base.function_total[function]);
}

static rn_rgba change_color(const writer *w, double change)
{
    double strength = w->largest_change > 0 ? change / w->largest_change : NAN;
    return rn_diff_fill(strength, rn_scheme_is_dark(w->scheme));
}

static bool shows_changes(const writer *w)
{
    render_color_by by = w->grouping.by;
    return w->base.is_compared && (by == RENDER_COLOR_BY_DEFAULT || by == RENDER_COLOR_BY_CHANGE);
}

static rn_rgba arc_color(const writer *w, const rn_drawn_arc *arc, double weight)
{
    if (!shows_changes(w))
        return color_of(w, weight);
    return change_color(w, arc->is_residual ? NAN : change_between(w, arc->total, arc->base_total));
}

static rn_rgba function_color(const writer *w, uint32_t function)
{
    const rn_profile *profile = w->graph->profile;
    if (w->colormap->palette)
        return rn_palette_function(w->colormap->palette, profile, function, w->options->name_hash);
    if (rn_is_grouped(w->grouping.by))
        return rn_group_fill(&w->grouping, profile, function, rn_scheme_is_dark(w->scheme));
    if (w->grouping.by == RENDER_COLOR_BY_SELF)
        return color_of(w, share(w->graph->self[function], w->self_total));
    if (shows_changes(w))
        return change_color(w, change_of(w, function));
    return color_of(w, share(w->graph->function_total[function], w->graph->total));
}

/* ---- labels ----------------------------------------------------------------------------------- */

static bool breaks_after(rn_bytes text, size_t at)
{
    char c = text.data[at];
    return c == ' ' || c == '_' || c == '.' || c == '/' ||
           (c == ':' && at > 0 && text.data[at - 1] == ':');
}

/* Breaks between words and parts of a path, so that lines stay below WRAP_COLUMNS if they can. */
static void put_wrapped(rn_buffer *out, rn_bytes text)
{
    size_t column = 0, start = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!breaks_after(text, i) && i + 1 < text.size)
            continue;
        rn_bytes part = rn_bytes_slice(text, start, i + 1);
        size_t length = rn_text_length(part);
        if (column && column + length > WRAP_COLUMNS) {
            rn_put_char(out, '\n');
            column = 0;
        }
        rn_put(out, part);
        column += length;
        start = i + 1;
    }
}

static void put_name(writer *w, uint32_t function)
{
    rn_buffer label = {0}, stripped = {0};
    rn_put_label(&label, w->graph->profile, function, w->ambiguous[function]);
    rn_bytes text = {label.data, label.size};
    if (w->options->strip) {
        rn_bytes name = rn_function_name(w->graph->profile, function);
        bool begins = rn_bytes_start(text, name);
        rn_put_stripped(&stripped, begins ? name : text);
        if (begins)
            rn_put(&stripped, rn_bytes_slice(text, name.size, text.size));
        text = rn_buffer_bytes(&stripped);
    }
    text = rn_text_cut(text, TEXT_BYTES_MAX);
    if (w->options->wrap)
        put_wrapped(&w->text, text);
    else
        rn_put(&w->text, text);
    w->text.failed |= label.failed || stripped.failed;
    rn_buffer_finish(&label);
    rn_buffer_finish(&stripped);
}

static rn_bytes unit_of(const writer *w)
{
    const rn_profile *profile = w->graph->profile;
    return rn_profile_string(profile, profile->metrics[w->graph->metric].unit);
}

static rn_figures figures_of(const writer *w, uint32_t function)
{
    return rn_figures_of(w->graph, &w->base, function, w->options->tolerance);
}

/* What a template of boxes or, with a caller, of arcs says. */
static void put_template(writer *w, const char *text, rn_template_values *values, uint32_t caller)
{
    rn_buffer names[2] = {{0}, {0}};
    const rn_profile *profile = w->graph->profile;
    rn_put_label(&names[0], profile, values->function, w->ambiguous[values->function]);
    if (values->kind == RN_OF_ARC)
        rn_put_label(&names[1], profile, caller, w->ambiguous[caller]);
    values->profile = profile;
    values->options = w->options;
    values->name = rn_text_cut(rn_buffer_bytes(&names[0]), TEXT_BYTES_MAX);
    values->caller = rn_text_cut(rn_buffer_bytes(&names[1]), TEXT_BYTES_MAX);
    rn_put_templates(&w->text, text, values);
    w->text.failed |= names[0].failed || names[1].failed;
    rn_buffer_finish(&names[0]);
    rn_buffer_finish(&names[1]);
}

static void put_node_label(writer *w, uint32_t function)
{
    rn_figures figures = figures_of(w, function);
    size_t lines = rn_figures_lines(w->options, &figures);
    w->text.size = 0;
    if (w->options->node_template) {
        rn_template_values values = {.kind = RN_OF_NODE, .figures = &figures, .function = function};
        put_template(w, w->options->node_template, &values, 0);
        put_string(w, "label", written(w));
        return;
    }
    put_name(w, function);
    for (size_t i = 0; i < lines; i++) {
        size_t before = w->text.size;
        rn_put_char(&w->text, '\n');
        rn_put_figures(&w->text, w->options, &figures, i);
        if (w->text.size == before + 1)
            w->text.size = before;
    }
    put_string(w, "label", written(w));
}

static void put_cost(writer *w, const char *what, double value)
{
    rn_put_text(&w->text, what);
    rn_put_cost(&w->text, w->options, value, unit_of(w));
}

static void put_node_tooltip(writer *w, uint32_t function)
{
    w->text.size = 0;
    rn_put_full_name(&w->text, w->graph->profile, function);
    w->text.size = rn_text_cut(written(w), TEXT_BYTES_MAX).size;
    put_cost(w, "\ntotal: ", w->graph->function_total[function]);
    put_cost(w, "\nself: ", w->graph->self[function]);
    put_string(w, "tooltip", written(w));
}

/* In a comparison, an arc that is only in the base. */
static bool is_gone(const writer *w, const rn_drawn_arc *arc)
{
    return w->base.is_compared && !arc->is_residual && !(arc->total > 0) && arc->base_total > 0;
}

static void put_arc_label(writer *w, const rn_drawn_arc *arc)
{
    w->text.size = 0;
    if (w->options->edge_template) {
        rn_figures figures = rn_arc_figures(w->graph, &w->base, arc, w->options->tolerance);
        rn_template_values values = {
            .kind = RN_OF_ARC, .figures = &figures, .function = arc->callee};
        put_template(w, w->options->edge_template, &values, arc->caller);
        put_string(w, "label", written(w));
        return;
    }
    if (is_gone(w, arc))
        put_cost(w, "was ", arc->base_total);
    else if (!isnan(arc->total))
        rn_put_share(&w->text, arc->total / w->graph->total);
    if (!isnan(arc->calls)) {
        rn_put_text(&w->text, w->text.size ? "\n" : "");
        rn_put_times(&w->text, arc->calls);
    }
    put_string(w, "label", written(w));
}

static void put_arc_tooltip(writer *w, const rn_drawn_arc *arc)
{
    const rn_profile *profile = w->graph->profile;
    w->text.size = 0;
    rn_put_label(&w->text, profile, arc->caller, 1);
    w->text.size = rn_text_cut(written(w), TEXT_BYTES_MAX / 2).size;
    rn_put_text(&w->text, " \xe2\x86\x92 ");
    rn_put_label(&w->text, profile, arc->callee, 1);
    w->text.size = rn_text_cut(written(w), TEXT_BYTES_MAX).size;
    if (!isnan(arc->total))
        put_cost(w, "\n", arc->total);
    put_string(w, "tooltip", written(w));
    separate(w);
    put_string(w, "labeltooltip", written(w));
}

/* ---- statements ------------------------------------------------------------------------------- */

static void write_head(writer *w)
{
    static const char *const ranks[] = {[RENDER_DIRECTION_RIGHT] = "LR",
                                        [RENDER_DIRECTION_UP] = "BT",
                                        [RENDER_DIRECTION_LEFT] = "RL"};
    const char *title = w->options->title ? w->options->title : "Call graph";
    rn_put_text(&w->out, "digraph {\n    graph [fontname=\"Arial\", nodesep=\"0.20\", "
                         "ranksep=\"0.35\", tooltip=\" \", ");
    if (w->options->direction > RENDER_DIRECTION_DOWN) {
        put_string(w, "rankdir", rn_bytes_of(ranks[w->options->direction]));
        separate(w);
    }
    put_color(w, "bgcolor", w->scheme->background);
    separate(w);
    put_color(w, "fontcolor", w->scheme->text);
    if (title[0]) {
        separate(w);
        put_string(w, "label", rn_bytes_of(title));
        rn_put_text(&w->out, ", labelloc=\"t\"");
    }
    rn_put_text(&w->out, "];\n    node [fontname=\"Arial\", fontsize=\"10\", height=\"0\", "
                         "margin=\"0.11,0.06\", shape=\"box\", style=\"filled,rounded\", "
                         "width=\"0\"];\n");
    rn_put_text(&w->out, "    edge [fontname=\"Arial\", fontsize=\"9\", ");
    put_color(w, "fontcolor", w->scheme->text);
    rn_put_text(&w->out, "];\n");
}

static void write_node(writer *w, uint32_t function)
{
    bool outline = w->colormap->outline;
    rn_rgba color = function_color(w, function);
    rn_rgba fill = outline ? w->scheme->background : color, ink = rn_color_readable(fill);
    rn_put_text(&w->out, "    ");
    put_id(w, function);
    rn_put_text(&w->out, " [");
    put_color(w, "color", outline ? color : rn_color_mix(fill, ink, 0.35));
    separate(w);
    put_color(w, "fillcolor", fill);
    separate(w);
    put_color(w, "fontcolor", ink);
    separate(w);
    put_node_label(w, function);
    separate(w);
    put_node_tooltip(w, function);
    const uint8_t *near = w->graph->profile->near;
    if (near && near[function] == RN_AROUND)
        rn_put_text(&w->out, ", peripheries=\"2\"");
    rn_put_text(&w->out, "];\n");
}

static void write_arc(writer *w, const rn_drawn_arc *arc)
{
    double weight = share(arc->total, w->graph->total);
    double width = 0.5 + 3.5 * weight;
    rn_put_text(&w->out, "    ");
    put_id(w, arc->caller);
    rn_put_text(&w->out, " -> ");
    put_id(w, arc->callee);
    rn_put_text(&w->out, " [");
    put_number(w, "arrowsize", 0.5 * sqrt(width));
    separate(w);
    put_color(w, "color", rn_color_of_line(arc_color(w, arc, weight), w->scheme));
    separate(w);
    put_arc_label(w, arc);
    separate(w);
    put_number(w, "penwidth", width);
    separate(w);
    if (arc->is_residual)
        rn_put_text(&w->out, "style=\"dotted\", ");
    else if (is_gone(w, arc))
        rn_put_text(&w->out, "style=\"dashed\", ");
    put_arc_tooltip(w, arc);
    rn_put_text(&w->out, "];\n");
}

/* A stub is called what its function is, with the side in front. */
static void put_stub_id(writer *w, const rn_stub *stub)
{
    rn_put_text(&w->out, stub->are_callers ? "\"in" : "\"out");
    rn_put_uint(&w->out, stub->function);
    rn_put_char(&w->out, '"');
}

static void write_stub(writer *w, const rn_stub *stub)
{
    w->text.size = 0;
    rn_put_more(&w->text, stub->count, stub->are_callers);
    rn_put_text(&w->text, "\n");
    rn_put_share(&w->text, stub->total / w->graph->total);
    rn_put_text(&w->out, "    ");
    put_stub_id(w, stub);
    rn_put_text(&w->out, " [");
    put_color(w, "color", w->scheme->rule);
    separate(w);
    put_color(w, "fillcolor", w->scheme->more_fill);
    separate(w);
    put_color(w, "fontcolor", w->scheme->more_text);
    separate(w);
    put_string(w, "label", written(w));
    rn_put_text(&w->out, ", fontsize=\"9\"];\n    ");
    if (stub->are_callers)
        put_stub_id(w, stub);
    else
        put_id(w, stub->function);
    rn_put_text(&w->out, " -> ");
    if (stub->are_callers)
        put_id(w, stub->function);
    else
        put_stub_id(w, stub);
    rn_put_text(&w->out, " [arrowsize=\"0.50\", ");
    put_color(w, "color", rn_color_of_line(w->scheme->rule, w->scheme));
    rn_put_text(&w->out, ", penwidth=\"0.75\"];\n");
}

static void open_cluster(writer *w, uint32_t index)
{
    const rn_cluster *cluster = &w->clusters.items[index];
    w->text.size = 0;
    if (cluster->name) {
        rn_put_text(&w->text, cluster->name);
        w->text.size = rn_text_cut(written(w), TEXT_BYTES_MAX).size;
    } else {
        rn_put_cycle_name(&w->text, cluster->member_count);
    }
    rn_put_text(&w->text, "\n");
    rn_put_together(&w->text, cluster->total, cluster->self, w->graph->total,
                    w->clusters.are_cycles ? cluster->calls_into : NAN);
    rn_put_text(&w->out, "    subgraph \"cluster_");
    rn_put_uint(&w->out, index);
    rn_put_text(&w->out, "\" {\n    graph [");
    put_color(w, "bgcolor", rn_color_mix(w->scheme->background, w->scheme->text, 0.045));
    separate(w);
    put_color(w, "color", rn_color_mix(w->scheme->background, w->scheme->text, 0.45));
    rn_put_text(&w->out, ", fontsize=\"10\", ");
    put_string(w, "label", written(w));
    rn_put_text(&w->out, ", labeljust=\"l\"];\n");
}

static bool flush(writer *w, size_t at_least)
{
    w->out.failed |= w->text.failed;
    return rn_flush(&w->out, w->sink, at_least, w->report);
}

static bool write_nodes(writer *w, const uint32_t *functions, uint32_t count)
{
    bool going = true;
    for (uint32_t i = 0; going && i < count; i++)
        if (w->selection->node[functions[i]]) {
            write_node(w, functions[i]);
            going = flush(w, RN_FLUSH_BYTES);
        }
    return going;
}

/* Cluster by cluster, then those of none. */
static bool write_all_nodes(writer *w)
{
    uint32_t functions = w->graph->function_count, none = w->clusters.count;
    uint32_t *first = rn_array_new((size_t)none + 2, sizeof *first);
    uint32_t *order = rn_array_new(functions, sizeof *order);
    uint32_t *key = rn_array_new(functions, sizeof *key);
    bool going = first && order && key;
    if (!going)
        rn_fail_memory(w->report);
    for (uint32_t f = 0; going && f < functions; f++) {
        uint32_t cluster = rn_cluster_of(&w->clusters, f);
        key[f] = cluster == RN_NONE ? none : cluster;
    }
    if (going)
        rn_group(first, order, key, 1, functions, none + 1);
    for (uint32_t c = 0; going && c <= none; c++) {
        if (c < none)
            open_cluster(w, c);
        going = write_nodes(w, order + first[c], first[c + 1] - first[c]);
        rn_put_text(&w->out, c < none ? "    }\n" : "");
    }
    free(first);
    free(order);
    free(key);
    return going;
}

static void write_graph(writer *w)
{
    write_head(w);
    bool going = write_all_nodes(w);
    for (uint32_t i = 0; going && i < w->stubs.count; i++) {
        write_stub(w, &w->stubs.items[i]);
        going = flush(w, RN_FLUSH_BYTES);
    }
    uint32_t arcs = w->selection->arc_count + w->selection->residual_count;
    for (uint32_t a = 0; going && a < arcs; a++) {
        write_arc(w, &w->selection->arcs[a]);
        going = flush(w, RN_FLUSH_BYTES);
    }
    rn_put_text(&w->out, "}\n");
    if (going)
        flush(w, 0);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static render_status choose_looks(writer *w)
{
    const render_draw_options *options = w->options;
    const rn_theme *theme = rn_theme_find(options->theme);
    if (!theme)
        return rn_fail(w->report, RENDER_ERROR_ARGUMENT, 0, 0, "no theme is named '%s'",
                       options->theme);
    w->scheme = theme->light;
    w->colormap = rn_colormap_find(options->colormap ? options->colormap : theme->colormap);
    if (!w->colormap)
        return rn_fail(w->report, RENDER_ERROR_ARGUMENT, 0, 0, "no colour map is named '%s'",
                       options->colormap);
    return RENDER_OK;
}

static render_status write_selection(writer *w, const rn_selection *selection)
{
    uint8_t *ambiguous = rn_names_ambiguous(w->graph->profile);
    w->selection = selection;
    w->ambiguous = ambiguous;
    for (uint32_t f = 0; f < w->graph->function_count; f++)
        if (w->graph->self[f] > 0)
            w->self_total += w->graph->self[f];
    for (uint32_t f = 0; w->base.is_compared && f < w->graph->function_count; f++)
        if (selection->node[f])
            w->largest_change = fmax(w->largest_change, fabs(change_of(w, f)));
    if (!ambiguous)
        rn_fail_memory(w->report);
    else if (!selection->node_count)
        rn_fail(w->report, RENDER_ERROR_EMPTY, 0, 0,
                "no function reaches the share of the total from which on it is drawn");
    else
        write_graph(w);
    free(ambiguous);
    return w->report->error.status;
}

render_status rn_write_dot(const rn_profile *profile, uint32_t metric,
                           const render_draw_options *options, render_sink sink, rn_report *report)
{
    rn_graph *graph = NULL;
    rn_selection selection = {0};
    rn_prune_options how = rn_prune_options_of(options);
    writer w = {.options = options, .sink = sink, .report = report};
    render_status status = choose_looks(&w);
    if (status == RENDER_OK)
        status = rn_grouping_init(&w.grouping, options, profile, report);
    if (status == RENDER_OK)
        status = rn_prune_graph_new(&graph, profile, metric, options, false, report);
    if (status == RENDER_OK)
        status = rn_base_costs_init(&w.base, graph, report);
    if (status == RENDER_OK)
        status = rn_prune(&selection, graph, &w.base, &how, report);
    w.graph = graph;
    if (status == RENDER_OK)
        status = rn_clusters_init(&w.clusters, graph, &selection, options, report);
    if (status == RENDER_OK && options->stubs &&
        !rn_stubs_find(&w.stubs, graph, &selection, options->edge_threshold))
        status = rn_fail_memory(report);
    if (status == RENDER_OK)
        status = write_selection(&w, &selection);
    rn_clusters_finish(&w.clusters);
    rn_stubs_finish(&w.stubs);
    rn_selection_finish(&selection);
    rn_base_costs_finish(&w.base);
    rn_grouping_finish(&w.grouping);
    rn_graph_free(graph);
    rn_buffer_finish(&w.out);
    rn_buffer_finish(&w.text);
    return status;
}
