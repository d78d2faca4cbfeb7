/* Functions that matter more than others are outlined: those that a graph is drawn around, with a legend that
 * says what the others' figures are, and those that are highlighted, with their share. */
#include "analyze/tree_parts.h"
#include "view/callgraph.h"

static const double GAP = 3, WIDTH = 2, RADIUS = 7;

static bool is_centre(const rn_callgraph *c, uint32_t function)
{
    const uint8_t *near = c->input->profile->near;
    return near && near[function] == RN_AROUND;
}

bool rn_callgraph_is_outlined(const rn_callgraph *c, uint32_t function)
{
    return is_centre(c, function) || (c->input->highlighted && c->input->highlighted[function]);
}

void rn_callgraph_draw_outline(rn_callgraph *c, const rn_dot_node *node)
{
    const rn_theme *theme = c->input->theme;
    rn_item *box = rn_scene_box(c->scene, c->left + node->x - node->width / 2 - GAP,
                                c->top + node->y - node->height / 2 - GAP, node->width + 2 * GAP,
                                node->height + 2 * GAP, RN_NO_PAINT);
    box->u.box.radius = RADIUS;
    box->stroke = rn_scene_paint(c->scene, (rn_paint){theme->light->text, theme->dark->text});
    box->stroke_width = WIDTH;
}

void rn_callgraph_put_around(const rn_callgraph *c, rn_buffer *legend)
{
    uint32_t centres = 0;
    for (uint32_t n = 0; n < c->node_count; n++)
        centres += is_centre(c, c->function[n]);
    if (!centres)
        return;
    rn_put_text(legend, centres == 1 ? "Outlined: the function that the graph is drawn around; of "
                                       "others only what passes through it"
                                     : "Outlined: the functions that the graph is drawn around; of "
                                       "others only what passes through them");
    rn_put_text(legend, c->input->profile->shape == RN_ARCS
                            ? ", estimated: costs and calls in proportion to the recorded ones.\n"
                            : ".\n");
}

/* A graph adds up nothing that is nested: the tree of the same calls does. */
void rn_callgraph_put_highlight(const rn_callgraph *c, rn_buffer *legend)
{
    const rn_view_input *input = c->input;
    rn_report report = {0};
    rn_tree *tree = NULL;
    double sum = -1;
    if (!input->highlighted)
        return;
    if (rn_tree_new(&tree, input->profile, input->metric, input->options->min_share, &report) ==
        RENDER_OK)
        sum = rn_tree_marked(tree, tree->total, input->highlighted);
    rn_tree_free(tree);
    rn_report_finish(&report);
    legend->failed |= sum < 0;
    rn_put_highlight_line(legend, input, sum, sum / c->graph->total, rn_callgraph_unit(c));
}
