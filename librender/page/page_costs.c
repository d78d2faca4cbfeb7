/* What functions, arcs and nodes of a tree cost, in one metric of a page after the other. */
#include <math.h>

#include "base/grow.h"
#include "base/map.h"
#include "base/unit.h"
#include "page/page_json.h"
#include "page/page_maker.h"
#include "style/units.h"
#include "view/cell.h"

/* More than this is not counted one by one in the tree. */
static const double EXACT_MOST = 1e10;

/* ---- the metric ------------------------------------------------------------------------------- */

static void put_number(rn_page_maker *m, const char *key, double value)
{
    rn_put_json_key(m->out, key);
    rn_put_json_number(m->out, value);
}

void rn_put_page_metric(rn_page_maker *m, uint32_t index)
{
    const rn_metric *metric = &m->profile->metrics[index];
    rn_bytes unit = rn_profile_unit(m->profile, index);
    bool compared = metric->base != RN_NONE;
    double asked = index == m->data->view->metric ? m->data->view->options->total : 0;
    rn_put_json_key(m->out, "metric");
    rn_put_char(m->out, '{');
    rn_put_json_key(m->out, "name");
    rn_put_json_text(m->out, rn_profile_string(m->profile, metric->name));
    m->text.size = 0;
    rn_put_page_metric_name(&m->text, m->profile, index);
    rn_put_value(&m->text, metric->total, unit);
    rn_put_json_key(m->out, "measure");
    rn_put_json_text(m->out, rn_buffer_bytes(&m->text));
    rn_put_json_key(m->out, "unit");
    rn_put_json_text(m->out, unit);
    put_number(m, "seconds", rn_unit_factor(unit, RN_LITERAL("s")));
    put_number(m, "bytes", rn_unit_factor(unit, RN_LITERAL("B")));
    put_number(m, "total", metric->total);
    put_number(m, "asked", asked);
    put_number(m, "whole", m->profile->filtered ? fmax(metric->total, asked) : asked);
    put_number(m, "base", compared ? m->profile->metrics[metric->base].total : NAN);
    rn_put_char(m->out, '}');
}

/* ---- functions and arcs ----------------------------------------------------------------------- */

void rn_put_page_function_costs(rn_page_maker *m, const rn_base_costs *base)
{
    const rn_graph *graph = m->data->functions->graph;
    rn_put_page_functions(m, "self", graph->self);
    rn_put_page_functions(m, "total", graph->function_total);
    rn_put_page_functions(m, "base_self", base->self);
    rn_put_page_functions(m, "base_total", base->function_total);
}

void rn_put_page_arc_costs(rn_page_maker *m, const rn_base_costs *base)
{
    rn_put_page_arcs_column(m, "total", m->data->functions->graph->arc_total);
    rn_put_page_arcs_column(m, "base", base->arc_total);
}

/* ---- colours ---------------------------------------------------------------------------------- */

static double place_of_paint(rn_page_maker *m, rn_paint paint)
{
    bool is_new;
    uint32_t *place = rn_map_put(&m->colors, rn_map_pair(paint.light, paint.dark),
                                 (uint32_t)m->paint_count, &is_new);
    if (!place || (is_new && !RN_GROW(m->paints, m->paint_capacity, m->paint_count + 1))) {
        m->enough = false;
        return 0;
    }
    if (is_new)
        m->paints[m->paint_count++] = paint;
    return *place;
}

/* SnakeViz gives its colours out as functions appear: those of its icicle, and then all others. */
static bool color_by_appearance(rn_page_maker *m, const rn_view_input *view)
{
    const rn_page_functions *f = m->data->functions;
    rn_scene scene;
    rn_report report = {0};
    rn_cells cells;
    rn_cells_room room = {.width_px = rn_view_width(view), .rows = 1000, .root_function = RN_NONE};
    rn_scene_init(&scene);
    bool has_places =
        rn_cells_init(&cells, &scene, view, &room, &report) == RENDER_OK && cells.places;
    uint32_t next = 0;
    for (uint32_t i = 0; has_places && i < f->count; i++)
        if (cells.places[f->functions[i]] != RN_NONE && cells.places[f->functions[i]] >= next)
            next = cells.places[f->functions[i]] + 1;
    for (uint32_t i = 0; has_places && i < f->count; i++) {
        uint32_t place = cells.places[f->functions[i]];
        rn_paint paint = rn_cell_place_paint(place == RN_NONE ? next++ : place);
        m->column[i] = place_of_paint(m, rn_tint_faded(&cells.tint, f->functions[i], paint));
    }
    rn_cells_finish(&cells);
    rn_scene_finish(&scene);
    m->enough &= report.error.status != RENDER_ERROR_MEMORY;
    rn_report_finish(&report);
    return has_places;
}

void rn_put_page_function_colors(rn_page_maker *m, const rn_page_metric *metric)
{
    const rn_page_functions *f = m->data->functions;
    rn_view_input view = rn_page_view_of(m->data->view, metric->metric);
    bool is_done = view.options->style == RENDER_STYLE_SNAKEVIZ && metric->tree &&
                   color_by_appearance(m, &view);
    rn_tint tint;
    rn_tint_init(&tint, &view, f->graph);
    if (f->base.is_compared)
        rn_tint_compare_boxes(&tint, 1);
    for (uint32_t i = 0; !is_done && i < f->count; i++)
        m->column[i] = place_of_paint(m, rn_tint_function(&tint, f->functions[i]));
    rn_put_page_column(m, "color", f->count);
}

/* ---- the tree --------------------------------------------------------------------------------- */

static void put_up_item(rn_buffer *out, const void *user, size_t index)
{
    const rn_page_node *node = (const rn_page_node *)user + index;
    rn_put_uint(out, index ? node[-1].depth + 1 - node->depth : 0);
}

typedef struct node_functions {
    const rn_page_node *nodes;
    const uint32_t *place;
} node_functions;

static void put_node_function_item(rn_buffer *out, const void *user, size_t index)
{
    const node_functions *functions = user;
    const rn_page_node *node = &functions->nodes[index];
    if (node->more) {
        rn_put_char(out, '-');
        rn_put_uint(out, node->more);
    } else if (index) {
        rn_put_uint(out, functions->place[node->function]);
    } else {
        rn_put_text(out, "null");
    }
}

/* What own costs are multiples of: 1 where they are whole numbers that can be told exactly. */
static double unit_of(const rn_page_tree *tree)
{
    double sum = 0;
    bool whole = true;
    for (size_t i = 0; i < tree->count; i++) {
        const rn_page_node *node = &tree->nodes[i];
        sum += fmax(node->self, node->base);
        whole &= node->self == floor(node->self) && node->base == floor(node->base);
    }
    if ((whole && sum < EXACT_MOST) || !(sum > 0 && isfinite(sum)))
        return 1;
    return pow(10, floor(log10(sum)) - 8);
}

/* What is lost in rounding one is made good at the next: sums of neighbours stay right. */
static void put_own_costs(rn_page_maker *m, const char *key, const rn_page_tree *tree, double unit,
                          bool is_base)
{
    double sum = 0, told = 0;
    rn_put_json_key(m->out, key);
    for (size_t i = 0; i < tree->count; i++) {
        sum += is_base ? tree->nodes[i].base : tree->nodes[i].self;
        double value = round(sum / unit) - told;
        told += value;
        rn_put_char(m->out, i ? ',' : '[');
        rn_put_double(m->out, value);
    }
    rn_put_char(m->out, ']');
}

static void put_flags(rn_page_maker *m, const rn_page_tree *tree)
{
    rn_put_json_key(m->out, "flags");
    rn_put_char(m->out, '"');
    for (size_t i = 0; m->data->estimated && i < tree->count; i++)
        rn_put_uint(m->out, tree->nodes[i].flags & (RN_NODE_ESTIMATED | RN_NODE_CYCLE));
    rn_put_char(m->out, '"');
}

void rn_put_page_tree(rn_page_maker *m, const rn_page_metric *metric, bool has_nodes)
{
    const rn_page_tree *tree = &metric->page;
    rn_put_json_key(m->out, "tree");
    if (!metric->tree) {
        rn_put_text(m->out, "null");
        return;
    }
    double unit = unit_of(tree);
    node_functions functions = {tree->nodes, m->data->functions->place};
    rn_put_char(m->out, '{');
    put_number(m, "unit", unit);
    if (has_nodes) {
        rn_put_json_column(m->out, "up", tree->count, put_up_item, tree->nodes);
        rn_put_json_column(m->out, "function", tree->count, put_node_function_item, &functions);
    }
    put_own_costs(m, "self", tree, unit, false);
    if (metric->tree->sides.base_self)
        put_own_costs(m, "base", tree, unit, true);
    if (has_nodes)
        put_flags(m, tree);
    rn_put_char(m->out, '}');
}

/* ---- other metrics ---------------------------------------------------------------------------- */

static void put_other(rn_page_maker *m, const rn_page_metric *metric, const rn_base_costs *base)
{
    rn_put_char(m->out, '{');
    rn_put_page_metric(m, metric->metric);
    rn_put_json_key(m->out, "functions");
    rn_put_char(m->out, '{');
    rn_put_page_function_costs(m, base);
    rn_put_page_function_colors(m, metric);
    rn_put_char(m->out, '}');
    rn_put_json_key(m->out, "arcs");
    rn_put_char(m->out, '{');
    rn_put_page_arc_costs(m, base);
    rn_put_char(m->out, '}');
    rn_put_page_tree(m, metric, !metric->is_like_first);
    rn_put_char(m->out, '}');
}

void rn_put_page_others(rn_page_maker *m, rn_report *report)
{
    const rn_page_metrics *metrics = m->data->metrics;
    rn_graph *graph = m->data->functions->graph;
    rn_put_json_key(m->out, "others");
    rn_put_char(m->out, '[');
    for (size_t i = 1; i < metrics->count && !report->error.status; i++) {
        rn_base_costs base = {0};
        rn_put_text(m->out, i > 1 ? "," : "");
        if (rn_graph_measure(graph, metrics->items[i].metric, report) == RENDER_OK &&
            rn_base_costs_init(&base, graph, report) == RENDER_OK)
            put_other(m, &metrics->items[i], &base);
        rn_base_costs_finish(&base);
    }
    if (metrics->count > 1 && !report->error.status)
        rn_graph_measure(graph, metrics->items[0].metric, report);
    rn_put_char(m->out, ']');
}
