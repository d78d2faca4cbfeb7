/* The call graph: a box for every function that takes a share of the total worth drawing, an arrow
 * for every such pair of caller and callee.
 *
 * It has its natural size; options->width only scales it down. */
#include "view/callgraph.h"

#include <math.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/grow.h"
#include "style/figures.h"
#include "style/graph_text.h"
#include "style/names.h"
#include "style/strip.h"
#include "style/template.h"
#include "style/units.h"

static const double EDGE_LABEL_PAD = 3;

/* The box of the function that itself costs most is larger by this share, if it costs so much of the total. */
static const double GROWTH = 0.8, GROWN_SHARE = 0.2;

/* ---- what is drawn ---------------------------------------------------------------------------- */

static render_status fail_empty(rn_callgraph *c)
{
    rn_buffer least = {0};
    rn_put_threshold(&least, c->choice.node_threshold);
    if (!(c->graph->total > 0))
        rn_fail(c->report, RENDER_ERROR_EMPTY, 0, 0, "no function costs anything");
    else
        rn_fail(c->report, RENDER_ERROR_EMPTY, 0, 0,
                "no function reaches %.*s of the total: lower the threshold", (int)least.size,
                least.data ? least.data : "");
    rn_buffer_finish(&least);
    return c->report->error.status;
}

static rn_dot_direction direction_of(const render_draw_options *options)
{
    static const rn_dot_direction directions[] = {
        [RENDER_DIRECTION_DEFAULT] = RN_DOT_DOWN, [RENDER_DIRECTION_DOWN] = RN_DOT_DOWN,
        [RENDER_DIRECTION_RIGHT] = RN_DOT_RIGHT,  [RENDER_DIRECTION_UP] = RN_DOT_UP,
        [RENDER_DIRECTION_LEFT] = RN_DOT_LEFT,
    };
    return directions[options->direction];
}

/* In a circle of calls a file may tell what calls cost, but not what functions do. */
static bool find_totals(rn_callgraph *c)
{
    const rn_graph *graph = c->graph;
    c->total = rn_array_new(graph->function_count, sizeof *c->total);
    if (!c->total)
        return false;
    for (uint32_t f = 0; f < graph->function_count; f++)
        c->total[f] = graph->function_total[f];
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        uint32_t callee = graph->arcs[a].callee;
        if (isnan(graph->function_total[callee]) && graph->arcs[a].caller != callee)
            c->total[callee] = fmax(c->total[callee], graph->arc_total[a]);
    }
    return true;
}

static render_status measure_costs(rn_callgraph *c)
{
    const render_draw_options *options = c->input->options;
    c->direction = direction_of(options);
    c->choice = rn_prune_options_of(options);
    if (!c->choice.max_nodes || c->choice.max_nodes > options->graph_nodes)
        c->choice.max_nodes = options->graph_nodes;
    rn_begin_stage(c->report, "analyze");
    if (rn_prune_graph_new(&c->graph, c->input->profile, c->input->metric, options, c->report) ||
        rn_base_costs_init(&c->base, c->graph, c->report))
        return c->report->error.status;
    if (!find_totals(c))
        return rn_fail_memory(c->report);
    c->ambiguous = rn_names_ambiguous(c->input->profile);
    if (c->ambiguous && options->strip)
        c->alike_stripped = rn_names_alike_stripped(c->input->profile, c->ambiguous);
    bool enough = c->ambiguous && (c->alike_stripped || !options->strip);
    return enough ? RENDER_OK : rn_fail_memory(c->report);
}

/* Ready to choose again. */
static void forget_choice(rn_callgraph *c)
{
    rn_dot_finish(&c->layout);
    free(c->layout.nodes);
    free(c->layout.edges);
    free(c->function);
    free(c->node);
    free(c->by_weight);
    free(c->labels);
    free(c->ids);
    free(c->edge_labels);
    free(c->layout.clusters);
    free(c->cluster_titles);
    free(c->stub_labels);
    rn_clusters_finish(&c->clusters);
    rn_stubs_finish(&c->stubs);
    rn_selection_finish(&c->selection);
    c->layout = (rn_dot_graph){0};
    c->cluster_titles = NULL;
    c->stub_labels = NULL;
    c->function = c->node = c->by_weight = NULL;
    c->labels = NULL;
    c->ids = NULL;
    c->edge_labels = NULL;
    c->edge_label_count = 0;
    c->selection = (rn_selection){0};
}

render_status rn_callgraph_select(rn_callgraph *c)
{
    forget_choice(c);
    if (rn_prune(&c->selection, c->graph, &c->base, &c->choice, c->report))
        return c->report->error.status;
    if (!c->selection.node_count)
        return fail_empty(c);
    rn_begin_stage(c->report, "view");
    rn_tint_init(&c->tint, c->input, c->graph);
    c->tint.total = c->total;
    rn_tint_compare(&c->tint, &c->base, c->selection.node);
    const render_draw_options *options = c->input->options;
    if (rn_clusters_init(&c->clusters, c->graph, &c->selection, options, c->report))
        return c->report->error.status;
    if (options->stubs &&
        !rn_stubs_find(&c->stubs, c->graph, &c->selection, c->choice.edge_threshold))
        return rn_fail_memory(c->report);
    return RENDER_OK;
}

static bool make_tables(rn_callgraph *c)
{
    size_t nodes = c->selection.node_count;
    size_t edges = c->selection.arc_count + (size_t)c->selection.residual_count;
    c->function = rn_array_new(nodes, sizeof *c->function);
    c->node = rn_array_new(c->graph->function_count, sizeof *c->node);
    c->arcs = c->selection.arcs;
    c->by_weight = rn_array_new(edges, sizeof *c->by_weight);
    c->labels = rn_array_new(nodes, sizeof *c->labels);
    c->ids = rn_array_new(nodes, sizeof *c->ids);
    c->edge_labels = rn_array_new(edges, sizeof *c->edge_labels);
    c->stub_labels = rn_array_zero(c->stubs.count, sizeof *c->stub_labels);
    c->cluster_titles = rn_array_zero(c->clusters.count, sizeof *c->cluster_titles);
    c->layout.nodes = rn_array_zero(nodes + c->stubs.count, sizeof *c->layout.nodes);
    c->layout.edges = rn_array_zero(edges + c->stubs.count, sizeof *c->layout.edges);
    c->layout.clusters = rn_array_zero(c->clusters.count, sizeof *c->layout.clusters);
    return c->stub_labels && c->cluster_titles && c->layout.clusters && c->function && c->node &&
           c->by_weight && c->labels && c->ids && c->edge_labels && c->layout.nodes &&
           c->layout.edges;
}

static double share_of(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : 0;
}

static double arc_share(const rn_callgraph *c, uint32_t edge)
{
    const rn_drawn_arc *arc = &c->arcs[edge];
    double share = share_of(arc->total, c->graph->total);
    return c->base.is_compared && !arc->is_residual
               ? fmax(share, share_of(arc->base_total, c->base.total))
               : share;
}

static double known(double value)
{
    return isnan(value) ? -1 : value;
}

static int compare_functions(const void *left, const void *right, void *data)
{
    const double *total = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (known(total[a]) != known(total[b]))
        return known(total[a]) > known(total[b]) ? -1 : 1;
    return a < b ? -1 : a > b;
}

rn_figures rn_callgraph_figures(const rn_callgraph *c, uint32_t function)
{
    return rn_figures_of(c->graph, &c->base, function, c->input->options->tolerance);
}

static double self_share(const rn_callgraph *c, uint32_t function)
{
    double share = share_of(c->graph->self[function], c->graph->total);
    return c->base.is_compared ? fmax(share, share_of(c->base.self[function], c->base.total))
                               : share;
}

/* A box is the larger the more the function itself costs, so that what is worth looking at is seen from
 * afar; in tenths, so that there are few sizes of text. */
static void size_nodes(rn_callgraph *c)
{
    double most = GROWN_SHARE;
    for (uint32_t n = 0; n < c->node_count; n++)
        most = fmax(most, self_share(c, c->function[n]));
    for (uint32_t n = 0; n < c->node_count; n++) {
        double grown = GROWTH * pow(self_share(c, c->function[n]) / most, 0.75);
        rn_node_label_grow(&c->labels[n], 1 + round(grown * 10) / 10);
        c->layout.nodes[n].width = c->labels[n].width;
        c->layout.nodes[n].height = c->labels[n].height;
    }
}

/* The most expensive first: in a cycle it is the one to stand above. */
static bool add_nodes(rn_callgraph *c)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < c->graph->function_count; f++) {
        c->node[f] = RN_NONE;
        if (c->selection.node[f])
            c->function[count++] = f;
    }
    qsort_r(c->function, count, sizeof *c->function, compare_functions, c->total);
    c->node_count = c->layout.node_count = count;
    for (uint32_t n = 0; n < count; n++)
        c->node[c->function[n]] = n;
    if (!rn_callgraph_name_nodes(c))
        return false;
    size_nodes(c);
    return true;
}

/* Dots need some width to be seen. */
static double line_width(const rn_drawn_arc *arc, double share)
{
    double width = 0.9 + 4.6 * share;
    return arc->is_residual ? fmax(width, 1.4) : width;
}

static void add_edges(rn_callgraph *c)
{
    uint32_t count = c->selection.arc_count + c->selection.residual_count;
    c->edge_count = c->layout.edge_count = count;
    for (uint32_t e = 0; e < count; e++) {
        double share = arc_share(c, e);
        c->by_weight[e] = e;
        c->layout.edges[e] = (rn_dot_edge){.tail = c->node[c->arcs[e].caller],
                                           .head = c->node[c->arcs[e].callee],
                                           .weight = share,
                                           .width = line_width(&c->arcs[e], share)};
    }
}

static int compare_edges(const void *left, const void *right, void *data)
{
    const rn_callgraph *c = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    double x = c->layout.edges[a].weight, y = c->layout.edges[b].weight;
    if (x != y)
        return x > y ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* ---- ids -------------------------------------------------------------------------------------- */

/* Of what the function is called, not of where it stands, so that a small change in the profile is a
 * small change in the picture. */
static uint64_t hash_function(const rn_profile *profile, uint32_t function)
{
    const rn_function_info *info = &profile->functions[function];
    uint32_t parts[] = {info->name, info->module, info->file};
    uint64_t hash = info->line;
    for (int i = 0; i < 3; i++) {
        rn_bytes text = rn_profile_string(profile, parts[i]);
        hash = XXH3_64bits_withSeed(text.data, text.size, hash);
    }
    return hash;
}

static rn_callgraph_id format_id(uint64_t hash)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuv";
    rn_callgraph_id out;
    for (int i = 0; i < 8; i++, hash >>= 5)
        out.text[i] = digits[hash & 31];
    out.text[8] = '\0';
    return out;
}

/* As many bits of it as an id has room for. */
static uint64_t short_hash(const rn_profile *profile, uint32_t function)
{
    return hash_function(profile, function) >> 24;
}

rn_callgraph_id rn_callgraph_id_of(const rn_profile *profile, uint32_t function)
{
    return format_id(short_hash(profile, function));
}

static bool make_ids(rn_callgraph *c)
{
    rn_map seen = {0};
    bool done = true;
    for (uint32_t n = 0; done && n < c->node_count; n++) {
        uint64_t hash = short_hash(c->input->profile, c->function[n]);
        bool is_new = false;
        while (done && !is_new) {
            done = rn_map_put(&seen, hash, 1, &is_new);
            hash += !is_new;
        }
        c->ids[n] = format_id(hash);
    }
    rn_map_finish(&seen);
    return done;
}

/* ---- labels of arcs --------------------------------------------------------------------------- */

rn_bytes rn_callgraph_unit(const rn_callgraph *c)
{
    const rn_profile *profile = c->input->profile;
    return rn_profile_unit(profile, c->input->metric);
}

rn_figures rn_callgraph_arc_figures(const rn_callgraph *c, const rn_drawn_arc *arc)
{
    return rn_arc_figures(c->graph, &c->base, arc, c->input->options->tolerance);
}

static void put_arc_text(rn_callgraph *c, uint32_t edge, bool share, bool calls,
                         const char *between)
{
    rn_figures figures = rn_callgraph_arc_figures(c, &c->arcs[edge]);
    rn_put_arc_figures(&c->text, c->input->options, &figures, share, calls, between);
}

static bool has_share_and_calls(rn_callgraph *c, uint32_t edge)
{
    size_t share, calls;
    put_arc_text(c, edge, true, false, "");
    share = c->text.size;
    c->text.size = 0;
    put_arc_text(c, edge, false, true, "");
    calls = c->text.size;
    c->text.size = 0;
    return share && calls;
}

/* The lines of the template that say something: all of them, or the first if there are more. */
static void put_arc_template(rn_callgraph *c, uint32_t edge, bool is_short)
{
    rn_buffer caller = {0}, callee = {0};
    const rn_drawn_arc *arc = &c->arcs[edge];
    rn_figures figures = rn_callgraph_arc_figures(c, arc);
    rn_put_label(&caller, c->input->profile, arc->caller, c->ambiguous[arc->caller]);
    rn_put_label(&callee, c->input->profile, arc->callee, c->ambiguous[arc->callee]);
    rn_template_values values = {
        RN_OF_ARC,   c->input->profile,        c->input->options,       &figures,
        arc->callee, rn_buffer_bytes(&callee), rn_buffer_bytes(&caller)};
    size_t first = rn_put_templates(&c->text, c->input->options->edge_template, &values);
    if (is_short)
        c->text.size = first < c->text.size ? first : 0;
    c->text.failed |= caller.failed || callee.failed;
    rn_buffer_finish(&caller);
    rn_buffer_finish(&callee);
}

rn_bytes rn_callgraph_edge_text(rn_callgraph *c, uint32_t edge, int shape)
{
    c->text.size = 0;
    if (c->input->options->edge_template) {
        if (shape < 2)
            put_arc_template(c, edge, shape == 1);
    } else if (shape == 0 || has_share_and_calls(c, edge)) {
        put_arc_text(c, edge, true, shape < 2, shape == 0 ? " \xc2\xb7 " : "\n");
    }
    return rn_buffer_bytes(&c->text);
}

rn_bytes rn_callgraph_loop_text(rn_callgraph *c, uint32_t edge)
{
    c->text.size = 0;
    if (c->input->options->edge_template)
        put_arc_template(c, edge, false);
    else
        put_arc_text(c, edge, false, true, "");
    if (!c->text.size && !c->input->options->edge_template)
        put_arc_text(c, edge, true, false, "");
    rn_bytes text = rn_buffer_bytes(&c->text), line = {text.data, 0};
    rn_bytes_line(text, 0, &line);
    return line;
}

static double width_of(const rn_callgraph *c, rn_bytes text)
{
    return rn_measure_width(c->input->measure, text, RN_EDGE_LABEL_SIZE, false);
}

/* Its size; 0 when there is nothing to say. */
static int measure_lines(const rn_callgraph *c, rn_bytes text, double *width)
{
    int count = 0;
    rn_bytes line;
    for (*width = 0; text.size && rn_bytes_line(text, (size_t)count, &line); count++)
        *width = fmax(*width, width_of(c, line));
    return count;
}

static double label_height(int lines)
{
    return RN_EDGE_LABEL_SIZE * 1.2 * lines + 2;
}

/* The lines that labels have at first. */
static int label_lines(const rn_callgraph *c)
{
    int count = 1;
    rn_bytes line;
    const char *template = c->input->options->edge_template;
    while (template && rn_template_line(template, (size_t)count, &line))
        count++;
    return count;
}

static void make_edge_label(rn_callgraph *c, uint32_t edge)
{
    rn_edge_label label = {.edge = edge};
    while (label.shape_count < RN_EDGE_LABEL_SHAPES) {
        double width;
        int lines = measure_lines(c, rn_callgraph_edge_text(c, edge, label.shape_count), &width);
        if (!(width > 0))
            break;
        label.width[label.shape_count] = width + 2 * EDGE_LABEL_PAD;
        label.height[label.shape_count] = label_height(lines);
        label.shape_count++;
    }
    if (label.shape_count)
        c->edge_labels[c->edge_label_count++] = label;
}

double rn_callgraph_loop_space(const rn_dot_edge *loop)
{
    return 18.5 + loop->width / 2;
}

/* Loops have their text beside them, in space that the layout keeps free; the others take what
 * room they find afterwards. */
static void reserve_loops(rn_callgraph *c)
{
    for (uint32_t e = 0; e < c->edge_count; e++) {
        const rn_dot_edge *edge = &c->layout.edges[e];
        if (edge->tail == edge->head)
            c->layout.nodes[edge->tail].side =
                ceil(rn_callgraph_loop_space(edge) +
                     (rn_dot_lies(&c->layout) ? 0 : 4 + width_of(c, rn_callgraph_loop_text(c, e))));
    }
}

static bool place_labels(rn_callgraph *c)
{
    uint32_t count = c->edge_count;
    for (uint32_t i = 0; i < count && i < RN_EDGE_LABELS_MAX; i++) {
        const rn_dot_edge *edge = &c->layout.edges[c->by_weight[i]];
        if (edge->tail != edge->head)
            make_edge_label(c, c->by_weight[i]);
    }
    return rn_edge_labels_place(&c->layout, c->edge_labels, c->edge_label_count);
}

static render_status lay_out(rn_callgraph *c)
{
    if (!make_tables(c) || !add_nodes(c) || !make_ids(c))
        return rn_fail_memory(c->report);
    add_edges(c);
    qsort_r(c->by_weight, c->edge_count, sizeof *c->by_weight, compare_edges, c);
    c->layout.direction = c->direction;
    c->layout.label_height = label_height(label_lines(c));
    c->layout.work = c->input->options->layout_work;
    reserve_loops(c);
    rn_callgraph_add_clusters(c);
    if (!rn_callgraph_add_stubs(c))
        return rn_fail_memory(c->report);
    rn_begin_stage(c->report, "layout");
    if (rn_dot_layout(&c->layout, c->report))
        return c->report->error.status;
    rn_begin_stage(c->report, "view");
    return rn_callgraph_fit_clusters(c) && place_labels(c) ? RENDER_OK : rn_fail_memory(c->report);
}

render_status rn_callgraph_choose(rn_callgraph *c)
{
    render_status status = rn_callgraph_select(c);
    return status ? status : lay_out(c);
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void finish(rn_callgraph *c)
{
    forget_choice(c);
    free(c->total);
    free(c->ambiguous);
    free(c->alike_stripped);
    rn_base_costs_finish(&c->base);
    rn_graph_free(c->graph);
    rn_arena_finish(&c->arena);
    rn_buffer_finish(&c->text);
}

render_status rn_layout_callgraph(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    rn_callgraph c = {.input = input, .scene = scene, .report = report};
    render_status status = measure_costs(&c);
    if (status == RENDER_OK)
        status = rn_callgraph_has_page(&c) ? rn_callgraph_fill_page(&c) : rn_callgraph_choose(&c);
    if (status == RENDER_OK && !rn_callgraph_draw(&c))
        status = rn_fail_memory(report);
    finish(&c);
    return status;
}
