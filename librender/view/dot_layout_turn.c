/* Call graphs that lead elsewhere than down are laid out downwards with boxes that lie on their side, and
 * then turned.  The space beside a box for its loop is then below it. */
#include "view/dot_layout_parts.h"

static void swap(double *a, double *b)
{
    double before = *a;
    *a = *b;
    *b = before;
}

void rn_dot_lay_down(rn_dot_graph *graph)
{
    for (uint32_t n = 0; rn_dot_lies(graph) && n < graph->node_count; n++)
        swap(&graph->nodes[n].width, &graph->nodes[n].height);
}

static void turn_point(const rn_dot_graph *graph, double *x, double *y)
{
    if (rn_dot_lies(graph))
        swap(x, y);
    if (graph->direction == RN_DOT_LEFT)
        *x = -*x;
    if (graph->direction == RN_DOT_UP)
        *y = -*y;
}

void rn_dot_turn(rn_dot_graph *graph)
{
    rn_dot_lay_down(graph);
    for (uint32_t n = 0; n < graph->node_count; n++)
        turn_point(graph, &graph->nodes[n].x, &graph->nodes[n].y);
    for (uint32_t e = 0; e < graph->edge_count; e++)
        for (size_t i = 0; i < graph->edges[e].step_count; i++)
            for (int k = 0; k < 3; k++)
                turn_point(graph, &graph->edges[e].steps[i].x[k], &graph->edges[e].steps[i].y[k]);
}
