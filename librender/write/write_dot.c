/* The pruned, coloured call graph in Graphviz' language, for `dot -Tpng` and its friends:
 *
 *     "12" [label="parse\nm.py:5\n62.5 % (25.0 %)\n955 ms · 12×", fillcolor="#e4703a", …];
 *     "12" -> "7" [label="12.3 %\n34×", penwidth="1.11", color="#c03a2b", …];
 *
 * Every value is quoted.  In labels and tooltips Graphviz reads backslashes as escapes and '&' as the
 * start of an entity; both are escaped, and no text is ever taken for its HTML-like labels.  Names
 * are cut at 4,000 bytes, because its lexer has a limit.  There are no positions: dot lays it out. */
#include "write/dot_writer.h"

#include <math.h>
#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"
#include "base/text.h"
#include "output/output.h"
#include "profile/marks.h"
#include "style/diff_ramp.h"
#include "style/figures.h"
#include "style/graph_text.h"
#include "style/tones.h"
#include "style/units.h"
#include "write/dot_text.h"

static rn_bytes written(const rn_dot_writer *w)
{
    return rn_buffer_bytes(&w->text);
}

static void put_string(rn_dot_writer *w, const char *name, rn_bytes value)
{
    rn_put_dot_string(&w->out, name, value);
}

static void put_color(rn_dot_writer *w, const char *name, rn_rgba color)
{
    rn_put_dot_color(&w->out, name, color);
}

static void put_number(rn_dot_writer *w, const char *name, double value)
{
    rn_put_dot_number(&w->out, name, value);
}

static void separate(rn_dot_writer *w)
{
    rn_put_text(&w->out, ", ");
}

static void put_id(rn_dot_writer *w, uint32_t function)
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

static rn_rgba color_of(const rn_dot_writer *w, double weight)
{
    return rn_colormap_fill(w->colormap, rn_skew(weight, w->options->skew),
                            rn_scheme_is_dark(w->scheme));
}

/* NaN where it is no change that is told. */
static double change_between(const rn_dot_writer *w, double now, double before)
{
    double noise = w->options->tolerance * fmax(w->graph->total, w->base.total);
    if (!rn_is_change(w->options, now, before, noise))
        return NAN;
    return (isnan(now) ? 0 : now) - (isnan(before) ? 0 : before);
}

static double change_of(const rn_dot_writer *w, uint32_t function)
{
    return change_between(w, w->graph->function_total[function], w->base.function_total[function]);
}

static rn_rgba change_color(const rn_dot_writer *w, double change)
{
    double strength = w->largest_change > 0 ? change / w->largest_change : NAN;
    return rn_diff_fill(strength, rn_scheme_is_dark(w->scheme));
}

static bool shows_changes(const rn_dot_writer *w)
{
    render_color_by by = w->grouping.by;
    return w->base.is_compared && (by == RENDER_COLOR_BY_DEFAULT || by == RENDER_COLOR_BY_CHANGE);
}

static rn_rgba arc_color(const rn_dot_writer *w, const rn_drawn_arc *arc, double weight)
{
    if (!shows_changes(w))
        return color_of(w, weight);
    return change_color(w, arc->is_residual ? NAN : change_between(w, arc->total, arc->base_total));
}

static rn_rgba full_color(const rn_dot_writer *w, uint32_t function)
{
    const rn_profile *profile = w->graph->profile;
    if (w->colormap->palette)
        return rn_palette_function(w->colormap->palette, profile, function, w->options->name_hash);
    if (rn_is_grouped(w->grouping.by))
        return rn_group_fill(&w->grouping, profile, function, rn_scheme_is_dark(w->scheme));
    if (w->grouping.by == RENDER_COLOR_BY_SELF)
        return color_of(w, share(w->graph->self[function], w->most_self));
    if (w->grouping.by == RENDER_COLOR_BY_CALLS)
        return color_of(w, rn_calls_weight(&w->grouping, profile, function));
    if (shows_changes(w))
        return change_color(w, change_of(w, function));
    return color_of(w, share(w->graph->function_total[function], w->graph->total));
}

/* Pale when others are highlighted. */
static rn_rgba function_color(const rn_dot_writer *w, uint32_t function)
{
    rn_rgba color = full_color(w, function);
    return w->highlighted && !w->highlighted[function] ? rn_color_faded(color, w->scheme) : color;
}

/* ---- statements ------------------------------------------------------------------------------- */

static void write_head(rn_dot_writer *w)
{
    static const char *const ranks[] = {[RENDER_DIRECTION_RIGHT] = "LR",
                                        [RENDER_DIRECTION_UP] = "BT",
                                        [RENDER_DIRECTION_LEFT] = "RL"};
    rn_put_text(&w->out, "digraph {\n    graph [fontname=\"Arial\", nodesep=\"0.20\", "
                         "ranksep=\"0.35\", tooltip=\" \", ");
    if (w->options->direction > RENDER_DIRECTION_DOWN) {
        put_string(w, "rankdir", rn_bytes_of(ranks[w->options->direction]));
        separate(w);
    }
    put_color(w, "bgcolor", w->scheme->background);
    separate(w);
    rn_put_dot_graph_label(w);
    put_color(w, "fontcolor", w->scheme->text);
    rn_put_text(&w->out, "];\n    node [fontname=\"Arial\", fontsize=\"10\", height=\"0\", "
                         "margin=\"0.11,0.06\", shape=\"box\", style=\"filled,rounded\", "
                         "width=\"0\"];\n");
    rn_put_text(&w->out, "    edge [fontname=\"Arial\", fontsize=\"9\", ");
    put_color(w, "fontcolor", w->scheme->text);
    rn_put_text(&w->out, "];\n");
}

/* Of a comparison: a bold outline for what is new, a dashed one for what vanished. */
static void put_state(rn_dot_writer *w, uint32_t function)
{
    rn_figures figures = rn_dot_figures(w, function);
    if (rn_figures_are_gone(&figures))
        rn_put_text(&w->out, ", style=\"filled,rounded,dashed\"");
    else if (figures.is_compared && figures.total > 0 && !(figures.base_total > 0))
        rn_put_text(&w->out, ", penwidth=\"2.4\"");
}

static void write_node(rn_dot_writer *w, uint32_t function)
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
    rn_put_dot_node_label(w, function);
    separate(w);
    rn_put_dot_node_tooltip(w, function);
    rn_put_dot_link(w, function);
    put_state(w, function);
    const uint8_t *near = w->graph->profile->near;
    bool is_highlighted = w->highlighted && w->highlighted[function];
    if (is_highlighted || (near && near[function] == RN_AROUND))
        rn_put_text(&w->out, ", peripheries=\"2\"");
    rn_put_text(&w->out, "];\n");
}

static void write_arc(rn_dot_writer *w, const rn_drawn_arc *arc)
{
    rn_figures figures = rn_dot_arc_figures(w, arc);
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
    rn_put_dot_arc_label(w, arc);
    separate(w);
    put_number(w, "penwidth", width);
    separate(w);
    if (arc->is_residual)
        rn_put_text(&w->out, "style=\"dotted\", ");
    else if (rn_figures_are_gone(&figures))
        rn_put_text(&w->out, "style=\"dashed\", ");
    rn_put_dot_arc_tooltip(w, arc);
    rn_put_text(&w->out, "];\n");
}

/* A stub is called what its function is, with the side in front. */
static void put_stub_id(rn_dot_writer *w, const rn_stub *stub)
{
    rn_put_text(&w->out, stub->are_callers ? "\"in" : "\"out");
    rn_put_uint(&w->out, stub->function);
    rn_put_char(&w->out, '"');
}

static void write_stub(rn_dot_writer *w, const rn_stub *stub)
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

static void open_cluster(rn_dot_writer *w, uint32_t index)
{
    const rn_cluster *cluster = &w->clusters.items[index];
    w->text.size = 0;
    if (cluster->name) {
        rn_put_text(&w->text, cluster->name);
        w->text.size = rn_text_cut(written(w), RN_DOT_TEXT_MAX).size;
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

static bool flush(rn_dot_writer *w, size_t at_least)
{
    w->out.failed |= w->text.failed;
    return rn_flush(&w->out, w->sink, at_least, w->report);
}

static bool write_nodes(rn_dot_writer *w, const uint32_t *functions, uint32_t count)
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
static bool write_all_nodes(rn_dot_writer *w)
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

static void write_graph(rn_dot_writer *w)
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

static render_status choose_looks(rn_dot_writer *w)
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

static render_status write_selection(rn_dot_writer *w, const rn_selection *selection)
{
    w->selection = selection;
    for (uint32_t f = 0; f < w->graph->function_count; f++)
        if (w->graph->self[f] > w->most_self)
            w->most_self = w->graph->self[f];
    for (uint32_t f = 0; w->base.is_compared && f < w->graph->function_count; f++)
        if (selection->node[f])
            w->largest_change = fmax(w->largest_change, fabs(change_of(w, f)));
    if (!selection->node_count)
        rn_fail(w->report, RENDER_ERROR_EMPTY, 0, 0,
                "no function reaches the share of the total from which on it is drawn");
    else if (!rn_dot_name_nodes(w))
        rn_fail_memory(w->report);
    else
        write_graph(w);
    return w->report->error.status;
}

render_status rn_write_dot(const rn_profile *profile, uint32_t metric,
                           const render_draw_options *options, render_sink sink, rn_report *report)
{
    rn_graph *graph = NULL;
    rn_selection selection = {0};
    rn_prune_options how = rn_prune_options_of(options);
    rn_dot_writer w = {.options = options, .sink = sink, .report = report};
    render_status status = choose_looks(&w);
    if (status == RENDER_OK)
        status = rn_grouping_init(&w.grouping, options, profile, report);
    if (status == RENDER_OK)
        status = rn_marks_highlight(&w.highlighted, profile, options->highlight, report);
    if (status == RENDER_OK)
        status = rn_prune_graph_new(&graph, profile, metric, options, report);
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
    free(w.highlighted);
    free(w.ambiguous);
    free(w.alike_stripped);
    free(w.names);
    rn_arena_finish(&w.arena);
    rn_graph_free(graph);
    rn_buffer_finish(&w.out);
    rn_buffer_finish(&w.text);
    return status;
}
