/* Stubs: small boxes beside functions for the callers and callees that are not drawn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "style/names.h"
#include "style/units.h"
#include "view/callgraph.h"

static const double SIZE = 10, LINE = 12, PAD = 6;

static bool make_label(rn_callgraph *c, const rn_stub *stub, rn_stub_label *label)
{
    for (int i = 0; i < 2; i++) {
        c->text.size = 0;
        if (i == 0)
            rn_put_more(&c->text, stub->count, stub->are_callers);
        else
            rn_put_share(&c->text, stub->total / c->graph->total);
        label->lines[i] = rn_arena_copy(&c->arena, rn_buffer_bytes(&c->text));
        if (!label->lines[i])
            return false;
        label->width[i] =
            rn_measure_width(c->input->measure, rn_bytes_of(label->lines[i]), SIZE, false);
    }
    return true;
}

bool rn_callgraph_add_stubs(rn_callgraph *c)
{
    for (uint32_t i = 0; i < c->stubs.count; i++) {
        const rn_stub *stub = &c->stubs.items[i];
        uint32_t own = c->node[stub->function], node = c->layout.node_count++;
        if (!make_label(c, stub, &c->stub_labels[i]))
            return false;
        const double *width = c->stub_labels[i].width;
        c->layout.nodes[node] = (rn_dot_node){.width = ceil(fmax(width[0], width[1]) + 2 * PAD),
                                              .height = 2 * LINE + PAD};
        c->layout.edges[c->layout.edge_count++] =
            (rn_dot_edge){.tail = stub->are_callers ? node : own,
                          .head = stub->are_callers ? own : node,
                          .width = 1};
    }
    return true;
}

/* ---- drawing ---------------------------------------------------------------------------------- */

static uint32_t line_paint(rn_callgraph *c)
{
    const rn_theme *theme = c->input->theme;
    rn_paint rule = {theme->light->rule, theme->dark->rule};
    return rn_scene_paint(c->scene, rn_tint_as_line(&c->tint, rule));
}

static void put_heaviest(rn_callgraph *c, const rn_stub *stub)
{
    const rn_graph *graph = c->graph;
    for (int i = 0; i < RN_STUB_HEAVIEST && stub->heaviest[i] != RN_NONE; i++) {
        uint32_t arc = stub->heaviest[i];
        rn_put_text(&c->text, "\n");
        rn_put_label(&c->text, graph->profile,
                     stub->are_callers ? graph->arcs[arc].caller : graph->arcs[arc].callee, 1);
        if (isnan(graph->arc_total[arc]))
            continue;
        rn_put_text(&c->text, ": ");
        rn_put_share(&c->text, graph->arc_total[arc] / graph->total);
    }
    if (stub->count > RN_STUB_HEAVIEST) {
        rn_put_text(&c->text, "\nand ");
        rn_put_count(&c->text, stub->count - RN_STUB_HEAVIEST);
        rn_put_text(&c->text, " more");
    }
}

static void open_stub(rn_callgraph *c, uint32_t index, const char *kind)
{
    const rn_stub *stub = &c->stubs.items[index];
    char name[20];
    snprintf(name, sizeof name, "%s-%s-%s", kind, c->ids[c->node[stub->function]].text,
             stub->are_callers ? "in" : "out");
    c->text.size = 0;
    rn_put_label(&c->text, c->graph->profile, stub->function, 1);
    rn_put_text(&c->text, stub->are_callers ? "\nis also called by " : "\nalso calls ");
    rn_put_count(&c->text, stub->count);
    rn_put_text(&c->text, stub->count == 1 ? " function that is" : " functions that are");
    rn_put_text(&c->text, " left out here: ");
    rn_put_cost(&c->text, c->input->options, stub->total, rn_callgraph_unit(c));
    put_heaviest(c, stub);
    rn_scene_open(c->scene, kind[0] == 'e' ? "edge" : "stub", rn_scene_own_id(c->scene, name).text,
                  rn_buffer_bytes(&c->text), (rn_bytes){"", 0});
}

bool rn_callgraph_draw_stub_edges(rn_callgraph *c)
{
    bool done = true;
    for (uint32_t i = 0; done && i < c->stubs.count; i++) {
        const rn_dot_edge *edge = &c->layout.edges[c->edge_count + i];
        if (edge->step_count < 2)
            continue;
        open_stub(c, i, "es");
        done = rn_callgraph_draw_line(c, edge, line_paint(c), RN_SOLID);
        rn_callgraph_draw_head(c, edge, line_paint(c));
        rn_scene_close(c->scene);
    }
    return done;
}

void rn_callgraph_draw_stubs(rn_callgraph *c)
{
    const rn_theme *theme = c->input->theme;
    for (uint32_t i = 0; i < c->stubs.count; i++) {
        const rn_dot_node *node = &c->layout.nodes[c->node_count + i];
        double x = c->left + node->x, top = c->top + node->y - node->height / 2;
        open_stub(c, i, "s");
        uint32_t fill =
            rn_scene_paint(c->scene, (rn_paint){theme->light->more_fill, theme->dark->more_fill});
        uint32_t ink =
            rn_scene_paint(c->scene, (rn_paint){theme->light->more_text, theme->dark->more_text});
        rn_item *box =
            rn_scene_box(c->scene, x - node->width / 2, top, node->width, node->height, fill);
        box->u.box.radius = node->height / 2;
        box->stroke = line_paint(c);
        box->stroke_width = 0.7;
        for (int k = 0; k < 2; k++)
            rn_scene_text(c->scene, x, top + PAD / 2 + LINE * (k + 0.8), SIZE, RN_MIDDLE, ink,
                          rn_bytes_of(c->stub_labels[i].lines[k]), c->stub_labels[i].width[k]);
        rn_scene_close(c->scene);
    }
}

void rn_callgraph_put_stubs(const rn_callgraph *c, rn_buffer *legend)
{
    if (!c->input->options->stubs)
        return;
    rn_put_text(legend, "Small round box: callers or callees of a function that are left out, and "
                        "what they cost when they call it or are called by it");
    if (c->input->options->edge_threshold > 0) {
        rn_put_text(legend, "; none below ");
        rn_put_threshold(legend, c->input->options->edge_threshold);
        rn_put_text(legend, c->input->profile->near ? " of what passes through" : "");
    }
    rn_put_text(legend, ".\n");
}
