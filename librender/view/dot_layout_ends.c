/* The ends of the ways in a call graph: cut at the borders of the boxes, shortened by the arrow
 * heads, and the bounds of the whole drawing. */
#include <math.h>

#include "view/dot_layout_parts.h"

enum { HALVINGS = 30 };

typedef struct point {
    double x, y;
} point;

static point mix(point a, point b, double t)
{
    return (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

/* de Casteljau: out[0 … 3] is the part before t, out[3 … 6] the part after. */
static void split(const point p[4], double t, point out[7])
{
    point ab = mix(p[0], p[1], t), bc = mix(p[1], p[2], t), cd = mix(p[2], p[3], t);
    out[0] = p[0];
    out[1] = ab;
    out[2] = mix(ab, bc, t);
    out[4] = mix(bc, cd, t);
    out[3] = mix(out[2], out[4], t);
    out[5] = cd;
    out[6] = p[3];
}

static point end_of(const rn_path_step *step)
{
    int last = step->op == RN_CURVE ? 2 : 0;
    return (point){step->x[last], step->y[last]};
}

static void get_curve(const rn_path_step *step, point p[4])
{
    p[0] = end_of(step - 1);
    for (int i = 0; i < 3; i++)
        p[i + 1] = (point){step->x[i], step->y[i]};
}

static void set_curve(rn_path_step *step, const point p[4])
{
    step->op = RN_CURVE;
    for (int i = 0; i < 3; i++) {
        step->x[i] = p[i + 1].x;
        step->y[i] = p[i + 1].y;
    }
}

static point at(const point p[4], double t)
{
    point parts[7];
    split(p, t, parts);
    return parts[3];
}

/* ---- borders ---------------------------------------------------------------------------------- */

static bool inside(const rn_dot_node *node, point p)
{
    return fabs(p.x - node->x) <= node->width / 2 && fabs(p.y - node->y) <= node->height / 2;
}

/* The t at which a curve from outside (p[0]) to inside (p[3]) crosses the border. */
static double crossing(const rn_dot_node *node, const point p[4], bool inside_first)
{
    double low = 0, high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (inside(node, at(p, middle)) == inside_first)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void clip_tail(const rn_dot_node *node, rn_dot_edge *edge)
{
    size_t first = 1;
    while (first + 1 < edge->step_count && inside(node, end_of(&edge->steps[first])))
        first++;
    point p[4], parts[7];
    get_curve(&edge->steps[first], p);
    if (!inside(node, p[0]) || inside(node, p[3]))
        return;
    split(p, crossing(node, p, true), parts);
    edge->steps[0] = (rn_path_step){RN_MOVE, {parts[3].x}, {parts[3].y}};
    set_curve(&edge->steps[1], parts + 3);
    for (size_t i = first + 1; i < edge->step_count; i++)
        edge->steps[i - first + 1] = edge->steps[i];
    edge->step_count -= first - 1;
}

static void clip_head(const rn_dot_node *node, rn_dot_edge *edge)
{
    size_t last = edge->step_count - 1;
    while (last > 1 && inside(node, end_of(&edge->steps[last - 1])))
        last--;
    point p[4], parts[7];
    get_curve(&edge->steps[last], p);
    if (inside(node, p[0]) || !inside(node, p[3]))
        return;
    split(p, crossing(node, p, false), parts);
    set_curve(&edge->steps[last], parts);
    edge->step_count = last + 1;
}

void rn_dot_clip(const rn_dot_graph *graph, rn_dot_edge *edge)
{
    if (edge->step_count < 2)
        return;
    clip_tail(&graph->nodes[edge->tail], edge);
    clip_head(&graph->nodes[edge->head], edge);
}

/* ---- arrow heads ------------------------------------------------------------------------------ */

static double distance(point a, point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* Cuts the last curve that begins farther than `length` from the tip. */
static void make_tip(rn_dot_edge *edge)
{
    size_t last = edge->step_count - 1;
    point tip = end_of(&edge->steps[last]);
    edge->tip_x = tip.x;
    edge->tip_y = tip.y;
    double length = 5.5 + 1.6 * edge->width;
    double reach = distance(tip, end_of(&edge->steps[0]));
    if (edge->tail != edge->head)
        length = fmin(length, reach * 0.6);
    while (last > 1 && distance(tip, end_of(&edge->steps[last - 1])) < length)
        last--;
    point p[4], parts[7];
    get_curve(&edge->steps[last], p);
    double low = edge->tail == edge->head ? 0.5 : 0, high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (distance(tip, at(p, middle)) > length)
            low = middle;
        else
            high = middle;
    }
    split(p, low, parts);
    set_curve(&edge->steps[last], parts);
    edge->step_count = last + 1;
}

void rn_dot_make_tips(rn_dot_graph *graph)
{
    for (uint32_t e = 0; e < graph->edge_count; e++)
        if (graph->edges[e].step_count > 1)
            make_tip(&graph->edges[e]);
}

/* ---- bounds ----------------------------------------------------------------------------------- */

typedef struct bounds {
    double left, top, right, bottom;
} bounds;

static void cover(bounds *b, double x, double y, double reach)
{
    b->left = fmin(b->left, x - reach);
    b->right = fmax(b->right, x + reach);
    b->top = fmin(b->top, y - reach);
    b->bottom = fmax(b->bottom, y + reach);
}

static void cover_edge(bounds *b, const rn_dot_edge *edge)
{
    for (size_t i = 0; i < edge->step_count; i++) {
        const rn_path_step *step = &edge->steps[i];
        for (int k = 0; k < (step->op == RN_CURVE ? 3 : 1); k++)
            cover(b, step->x[k], step->y[k], edge->width * 2);
    }
}

static void shift_edge(rn_dot_edge *edge, double dx, double dy)
{
    for (size_t i = 0; i < edge->step_count; i++)
        for (int k = 0; k < 3; k++) {
            edge->steps[i].x[k] += dx;
            edge->steps[i].y[k] += dy;
        }
    edge->tip_x += dx;
    edge->tip_y += dy;
}

void rn_dot_fit(rn_dot_graph *graph)
{
    bounds b = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const rn_dot_node *node = &graph->nodes[n];
        cover(&b, node->x - node->width / 2, node->y - node->height / 2, 0);
        bool lies = rn_dot_lies(graph);
        cover(&b, node->x + node->width / 2 + (lies ? 0 : node->side),
              node->y + node->height / 2 + (lies ? node->side : 0), 0);
    }
    for (uint32_t c = 0; c < graph->cluster_count; c++) {
        const rn_dot_cluster *cluster = &graph->clusters[c];
        if (cluster->width > 0) {
            cover(&b, cluster->x, cluster->y, 1);
            cover(&b, cluster->x + cluster->width, cluster->y + cluster->height, 1);
        }
    }
    for (uint32_t e = 0; e < graph->edge_count; e++)
        cover_edge(&b, &graph->edges[e]);
    for (uint32_t n = 0; n < graph->node_count; n++) {
        graph->nodes[n].x -= b.left;
        graph->nodes[n].y -= b.top;
    }
    for (uint32_t c = 0; c < graph->cluster_count; c++) {
        graph->clusters[c].x -= b.left;
        graph->clusters[c].y -= b.top;
    }
    for (uint32_t e = 0; e < graph->edge_count; e++)
        shift_edge(&graph->edges[e], -b.left, -b.top);
    graph->width = graph->node_count ? b.right - b.left : 0;
    graph->height = graph->node_count ? b.bottom - b.top : 0;
}
