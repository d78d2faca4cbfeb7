/* Draws a call graph that is laid out: arrows (light ones first), then boxes, then the labels of
 * arrows, so that nothing that is read lies under a line; and the legend. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "style/graph_text.h"
#include "style/names.h"
#include "style/units.h"
#include "view/callgraph.h"
#include "view/live.h"

/* ---- drawing ---------------------------------------------------------------------------------- */

static uint32_t page_paint(const rn_callgraph *c)
{
    const rn_theme *theme = c->input->theme;
    return rn_scene_paint(c->scene, (rn_paint){theme->light->background, theme->dark->background});
}

static uint32_t text_paint(const rn_callgraph *c)
{
    const rn_theme *theme = c->input->theme;
    return rn_scene_paint(c->scene, (rn_paint){theme->light->text, theme->dark->text});
}

/* The text of an arrow with its middle at height y. */
static void draw_text(rn_callgraph *c, rn_bytes text, double x, double y, rn_anchor anchor)
{
    double width = rn_measure_width(c->input->measure, text, RN_EDGE_LABEL_SIZE, false);
    rn_scene_text(c->scene, x, y + RN_EDGE_LABEL_SIZE * 0.34, RN_EDGE_LABEL_SIZE, anchor,
                  text_paint(c), text, width);
}

static void put_edge_tooltip(rn_callgraph *c, const rn_drawn_arc *arc)
{
    const rn_profile *profile = c->graph->profile;
    rn_figures figures = rn_callgraph_arc_figures(c, arc);
    c->text.size = 0;
    rn_put_label(&c->text, profile, arc->caller, 1);
    bool leads_over = arc->is_residual && !arc->is_light;
    rn_put_text(&c->text, leads_over ? " \xe2\x87\xa2 " : " \xe2\x86\x92 ");
    rn_put_label(&c->text, profile, arc->callee, 1);
    rn_put_arc_facts(&c->text, c->input->options, &figures, leads_over);
}

/* The same two functions may have an arrow and a dotted one: "e-…" and "r-…". */
static void open_edge(rn_callgraph *c, uint32_t edge, bool with_id)
{
    char name[24] = "e-";
    const rn_dot_edge *way = &c->layout.edges[edge];
    if (c->arcs[edge].is_residual)
        name[0] = 'r';
    memcpy(name + 2, c->ids[way->tail].text, 8);
    name[10] = '-';
    memcpy(name + 11, c->ids[way->head].text, 9);
    put_edge_tooltip(c, &c->arcs[edge]);
    if (with_id)
        rn_scene_open(c->scene, "edge", rn_scene_own_id(c->scene, name).text,
                      rn_buffer_bytes(&c->text), (rn_bytes){"", 0});
    else
        rn_scene_open(c->scene, "edge-label", NULL, rn_buffer_bytes(&c->text), (rn_bytes){"", 0});
}

bool rn_callgraph_draw_line(rn_callgraph *c, const rn_dot_edge *edge, uint32_t paint, rn_dash dash)
{
    rn_path_step *steps = rn_array_new(edge->step_count, sizeof *steps);
    if (!steps)
        return false;
    for (size_t i = 0; i < edge->step_count; i++) {
        steps[i] = edge->steps[i];
        for (int k = 0; k < 3; k++) {
            steps[i].x[k] += c->left;
            steps[i].y[k] += c->top;
        }
    }
    rn_item *item = rn_scene_path(c->scene, steps, edge->step_count, RN_NO_PAINT);
    item->stroke = paint;
    item->stroke_width = edge->width;
    item->dash = dash;
    free(steps);
    return true;
}

/* A triangle from where the line ends to the tip, a little longer so that they do not part. */
void rn_callgraph_draw_head(rn_callgraph *c, const rn_dot_edge *edge, uint32_t paint)
{
    const rn_path_step *last = &edge->steps[edge->step_count - 1];
    double x = last->x[2] + c->left, y = last->y[2] + c->top;
    double tip_x = edge->tip_x + c->left, tip_y = edge->tip_y + c->top;
    double length = hypot(tip_x - x, tip_y - y);
    if (!(length > 0))
        return;
    double half = 2.4 + 0.9 * edge->width;
    double across_x = -(tip_y - y) / length * half, across_y = (tip_x - x) / length * half;
    double back_x = x - (tip_x - x) / length, back_y = y - (tip_y - y) / length;
    rn_path_step head[] = {{RN_MOVE, {tip_x}, {tip_y}},
                           {RN_LINE, {back_x + across_x}, {back_y + across_y}},
                           {RN_LINE, {back_x - across_x}, {back_y - across_y}},
                           {RN_CLOSE, {0}, {0}}};
    rn_scene_path(c->scene, head, 4, paint);
}

/* Beside the loop, in the space kept for it. */
static void draw_loop_label(rn_callgraph *c, uint32_t edge)
{
    const rn_dot_edge *loop = &c->layout.edges[edge];
    const rn_dot_node *node = &c->layout.nodes[loop->tail];
    rn_bytes text = rn_callgraph_loop_text(c, edge);
    double space = rn_callgraph_loop_space(loop);
    if (!text.size)
        return;
    if (rn_dot_lies(&c->layout))
        draw_text(c, text,
                  c->left + node->x - RN_DOT_LOOP_RISE * node->width +
                      fmin(node->width, 2 * node->height) * 0.21 + 4 + 0.9 * loop->width,
                  c->top + node->y + node->height / 2 + space / 2, RN_START);
    else
        draw_text(c, text, c->left + node->x + node->width / 2 + space + 2,
                  c->top + node->y - RN_DOT_LOOP_RISE * node->height, RN_START);
}

static rn_paint line_color(const rn_callgraph *c, uint32_t edge)
{
    const rn_drawn_arc *arc = &c->arcs[edge];
    rn_paint paint = rn_tint_weight(&c->tint, c->layout.edges[edge].weight);
    if (c->tint.base)
        paint = arc->is_residual ? rn_tint_change(&c->tint, 0, 0)
                                 : rn_tint_change(&c->tint, arc->total, arc->base_total);
    return rn_tint_as_line(&c->tint, paint);
}

static rn_dash dash_of(const rn_callgraph *c, const rn_drawn_arc *arc)
{
    if (arc->is_residual)
        return RN_DOTTED;
    rn_figures figures = rn_callgraph_arc_figures(c, arc);
    return rn_figures_are_gone(&figures) ? RN_DASHED : RN_SOLID;
}

static bool draw_edge(rn_callgraph *c, uint32_t edge)
{
    const rn_dot_edge *way = &c->layout.edges[edge];
    if (way->step_count < 2)
        return true;
    uint32_t paint = rn_scene_paint(c->scene, line_color(c, edge));
    open_edge(c, edge, true);
    bool done = rn_callgraph_draw_line(c, way, paint, dash_of(c, &c->arcs[edge]));
    rn_callgraph_draw_head(c, way, paint);
    if (way->tail == way->head)
        draw_loop_label(c, edge);
    rn_scene_close(c->scene);
    return done;
}

static void draw_node(rn_callgraph *c, uint32_t n)
{
    char name[16] = "n-";
    const rn_dot_node *node = &c->layout.nodes[n];
    memcpy(name + 2, c->ids[n].text, sizeof c->ids[n].text);
    c->text.size = 0;
    rn_figures figures = rn_callgraph_figures(c, c->function[n]);
    rn_put_tooltip_name(&c->text, c->input->profile, c->function[n]);
    rn_put_function_facts(&c->text, c->input->options, c->input->profile, c->function[n], &figures);
    rn_view_open(c->input, c->scene, c->function[n], "node", rn_scene_own_id(c->scene, name).text,
                 rn_buffer_bytes(&c->text));
    if (rn_callgraph_is_outlined(c, c->function[n]))
        rn_callgraph_draw_outline(c, node);
    rn_node_label_draw(&c->labels[n], c->scene, &c->tint, c->function[n],
                       c->left + node->x - node->width / 2, c->top + node->y - node->height / 2);
    rn_scene_close(c->scene);
}

static void draw_edge_label(rn_callgraph *c, const rn_edge_label *label)
{
    double width = label->width[label->shape], height = label->height[label->shape];
    double x = c->left + label->x, y = c->top + label->y, step = RN_EDGE_LABEL_SIZE * 1.2;
    open_edge(c, label->edge, false);
    rn_item *behind =
        rn_scene_box(c->scene, x - width / 2, y - height / 2, width, height, page_paint(c));
    behind->u.box.radius = 3;
    rn_bytes text = rn_callgraph_edge_text(c, label->edge, label->shape), line;
    y -= (height - 2 - step) / 2;
    for (size_t i = 0; rn_bytes_line(text, i, &line); i++, y += step)
        draw_text(c, line, x, y, RN_MIDDLE);
    rn_scene_close(c->scene);
}

/* ---- legend ----------------------------------------------------------------------------------- */

/* Arcs also go because one of their ends did. */
static void put_thresholds(const rn_callgraph *c, rn_buffer *out)
{
    const rn_prune_options *choice = &c->choice;
    bool nodes = c->selection.node_count < c->selection.nodes_possible;
    bool is_limited = nodes && c->selection.node_count == choice->max_nodes;
    bool arcs = c->selection.arc_count < c->selection.arcs_possible && choice->edge_threshold > 0;
    if (nodes) {
        rn_put_text(out, "; functions below ");
        rn_put_threshold(out, choice->node_threshold);
        if (is_limited || c->is_thinned)
            rn_put_text(out, " or that tell least");
    }
    if (arcs) {
        rn_put_text(out, nodes ? " and arcs below " : "; arcs below ");
        rn_put_threshold(out, choice->edge_threshold);
    }
    if (nodes || arcs)
        rn_put_text(out, c->input->profile->near ? " of what passes through are left out"
                                                 : " of the total are left out");
    if (c->is_thinned)
        rn_put_text(out, ", so that text has 8 pt or more on this page");
}

/* What connects functions stays, so that some have more. */
static void put_degree(const rn_callgraph *c, rn_buffer *out)
{
    uint32_t dropped = c->selection.dropped_count;
    if (!dropped)
        return;
    rn_put_text(out, "; ");
    rn_put_count(out, dropped);
    rn_put_text(out, dropped == 1 ? " light arrow" : " light arrows");
    rn_put_text(out, " beyond ");
    rn_put_count(out, c->input->options->max_degree);
    rn_put_text(out, " into or out of a function left out");
}

static void put_selection(const rn_callgraph *c, rn_buffer *out)
{
    const rn_selection *s = &c->selection;
    bool all = s->node_count == s->nodes_possible && s->arc_count == s->arcs_possible;
    if (all) {
        rn_put_text(out, s->node_count == 1 ? "" : "All ");
        rn_put_count(out, s->node_count);
        rn_put_text(out, s->node_count == 1 ? " function and " : " functions and ");
        rn_put_count(out, s->arc_count);
        rn_put_text(out, s->arc_count == 1 ? " arc are drawn.\n" : " arcs are drawn.\n");
        return;
    }
    rn_put_drawn(out, s->node_count, s->nodes_possible, s->self_share, s->arc_count,
                 s->arcs_possible);
    put_thresholds(c, out);
    put_degree(c, out);
    rn_put_text(out, ".\n");
}

static uint32_t count_unplaced(const rn_callgraph *c)
{
    uint32_t unplaced = 0;
    for (uint32_t i = 0; i < c->edge_label_count; i++)
        unplaced += c->edge_labels[i].shape < 0;
    return unplaced + (c->edge_count > RN_EDGE_LABELS_MAX ? c->edge_count - RN_EDGE_LABELS_MAX : 0);
}

/* Arcs without a recorded cost are given one from their calls. */
static bool has_estimates(const rn_callgraph *c)
{
    const rn_profile *profile = c->input->profile;
    if (profile->shape != RN_ARCS)
        return false;
    for (uint32_t a = 0; a < profile->arc_count; a++)
        if (isnan(profile->arc_total[c->input->metric][a]))
            return true;
    return false;
}

static bool has_unknown(const rn_callgraph *c)
{
    for (uint32_t n = 0; n < c->node_count; n++)
        if (isnan(c->graph->function_total[c->function[n]]))
            return true;
    return false;
}

static bool has_calls(const rn_callgraph *c)
{
    const double *calls = c->input->profile->calls;
    for (uint32_t n = 0; calls && n < c->node_count; n++)
        if (!isnan(calls[c->function[n]]))
            return true;
    for (uint32_t e = 0; e < c->edge_count; e++)
        if (!isnan(c->arcs[e].calls))
            return true;
    return false;
}

static void put_residual_reading(const rn_callgraph *c, rn_buffer *out)
{
    uint32_t light = 0, count = c->selection.residual_count;
    for (uint32_t e = c->selection.arc_count; e < c->edge_count; e++)
        light += c->arcs[e].is_light;
    if (!count)
        return;
    rn_put_text(out, "Dotted arrow: ");
    if (light < count)
        rn_put_text(out, c->input->profile->shape == RN_ARCS
                             ? "over functions that are left out, estimated"
                             : "over functions that are left out");
    if (light)
        rn_put_text(out, light < count ? "; or the heaviest" : "the heaviest");
    rn_put_text(out, light ? " one to a function that nothing else leads to.\n" : ".\n");
}

/* What templates say tells itself. */
static void put_reading(const rn_callgraph *c, rn_buffer *out)
{
    const render_draw_options *options = c->input->options;
    bool calls = has_calls(c) && !options->edge_template;
    if (options->node_template)
        rn_put_text(out, "Box: the bar shows the shares of the total and of its own cost");
    else if (options->node_line_count)
        rn_put_text(out, "Box: what was asked for, own cost in parentheses");
    else
        rn_put_text(out, "Box: share of the total with all it calls (and its own share), cost");
    if (!options->node_template)
        rn_put_text(out, has_calls(c) ? " and calls; the bar shows both shares"
                                      : "; the bar shows both shares");
    rn_put_text(out, "; a larger box has more cost of its own.\n");
    rn_put_text(out, options->edge_template
                         ? "Arrow: from caller to callee; its width says"
                         : "Arrow: from caller to callee; its width and share say");
    rn_put_text(out, " what the callee cost when called from there");
    rn_put_text(out, calls ? ", N\xc3\x97 how often.\n" : ".\n");
    put_residual_reading(c, out);
}

static void put_compared_reading(const rn_callgraph *c, rn_buffer *out)
{
    rn_put_text(
        out,
        "Box: total cost with all it calls, own cost (self), calls, and how they "
        "changed. A larger box has more cost of its own. Bold outline: new; dashed: vanished.\n");
    rn_put_text(out, "Arrow: what the callee costs when called from there as a share of the total, "
                     "and how that changed. Dashed: vanished.\n");
    put_residual_reading(c, out);
}

static void put_caveats(const rn_callgraph *c, rn_buffer *out)
{
    uint32_t unplaced = count_unplaced(c);
    if (has_estimates(c))
        rn_put_text(out, "Estimated: the profile does not record what every arc cost; what is "
                         "missing is split by calls.\n");
    if (has_unknown(c))
        rn_put_text(
            out, "Boxes without a share: the profile does not record what they cost; their colour "
                 "is that of the heaviest arrow to them.\n");
    if (unplaced) {
        rn_put_count(out, unplaced);
        rn_put_text(out, unplaced == 1 ? " arrow has" : " arrows have");
        rn_put_text(out, " no room for a label.\n");
    }
    if (c->layout.bounded)
        rn_put_text(out, "Large graph: laid out with bounded effort, arrows may cross more than "
                         "they need to.\n");
}

void rn_callgraph_put_legend(const rn_callgraph *c, rn_buffer *out)
{
    rn_put_metric_line(out, c->input->profile, c->input->metric, c->graph->total);
    if (c->base.is_compared)
        rn_put_before_line(out, c->input->options, c->graph->total, c->base.total,
                           rn_callgraph_unit(c));
    put_selection(c, out);
    if (c->base.is_compared)
        put_compared_reading(c, out);
    else
        put_reading(c, out);
    rn_callgraph_put_around(c, out);
    rn_callgraph_put_highlight(c, out);
    rn_callgraph_put_stubs(c, out);
    rn_callgraph_put_clusters(c, out);
    put_caveats(c, out);
}

/* Nodes with their own share: what a search finds is added up, and nothing counts twice. */
static void tell(rn_callgraph *c)
{
    rn_live live;
    rn_live_init(&live, c->input, c->ambiguous, "graph", 0);
    for (uint32_t n = 0; n < c->node_count; n++)
        rn_live_add(&live, c->function[n], -1, 0, c->graph->self[c->function[n]] / c->graph->total);
    rn_live_finish(&live, c->scene);
}

/* ---- the whole -------------------------------------------------------------------------------- */

bool rn_callgraph_draw(rn_callgraph *c)
{
    rn_buffer legend = {0};
    rn_callgraph_frame frame = rn_callgraph_fit(c, &legend);
    rn_furniture_head(c->scene, c->input, "Call graph", frame.width);
    c->top = frame.top;
    c->left = (frame.width - c->layout.width) / 2;
    rn_callgraph_draw_clusters(c);
    bool done = rn_callgraph_draw_stub_edges(c);
    for (uint32_t i = c->edge_count; done && i-- > 0;)
        done = draw_edge(c, c->by_weight[i]);
    rn_callgraph_draw_cluster_titles(c);
    rn_callgraph_draw_stubs(c);
    for (uint32_t n = 0; n < c->node_count; n++)
        draw_node(c, n);
    for (uint32_t i = 0; i < c->edge_label_count; i++)
        if (c->edge_labels[i].shape >= 0)
            draw_edge_label(c, &c->edge_labels[i]);
    tell(c);
    rn_furniture_legend(c->scene, c->input, &c->tint, &legend, frame.legend_top, frame.width);
    c->scene->height = frame.height;
    c->scene->zoom = frame.zoom;
    done = done && !legend.failed && !c->text.failed;
    rn_buffer_finish(&legend);
    return done;
}
