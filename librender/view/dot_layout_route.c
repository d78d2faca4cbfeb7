/* Ways for edges between boxes that stand in rows, and what all ways need: ends at the borders of the
 * boxes, room for arrow heads, the size of the drawing.
 *
 * A way goes straight for its goal and, in each row between, through the gap nearest to the straight
 * line.  The curve through these points is a monotone cubic x(y) (Fritsch and Carlson 1980), which
 * does not overshoot and so stays in the gaps.  Crossings are not minimised. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "view/dot_layout_parts.h"

/* Rows passed by all edges together; beyond, the longest edges are drawn straight, below the boxes. */
enum { ROWS_PASSED_MAX = 1000000 };

static const double CLEARANCE = 7;

typedef struct row {
    uint32_t first, count; /* in `order` */
    double top, bottom;
} row;

typedef struct knot {
    double x, y, slope;
} knot;

typedef struct router {
    rn_dot_graph *graph;
    uint32_t *order; /* nodes by row, then x */
    uint32_t *row_of;
    row *rows;
    uint32_t row_count;
    knot *knots;
    uint32_t knot_count;
    double row_gap;
    uint32_t passed_max; /* an edge that passes more rows is drawn straight */
} router;

typedef struct placed {
    double x, y;
    uint32_t node;
} placed;

static int compare_placed(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    if (a->y != b->y)
        return a->y < b->y ? -1 : 1;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static void add_to_row(router *r, const placed *p, uint32_t index)
{
    const rn_dot_node *node = &r->graph->nodes[p->node];
    bool same = index && p->y == r->graph->nodes[r->order[index - 1]].y;
    if (!same)
        r->rows[r->row_count++] = (row){index, 0, p->y, p->y};
    row *current = &r->rows[r->row_count - 1];
    current->count++;
    current->top = fmin(current->top, p->y - node->height / 2);
    current->bottom = fmax(current->bottom, p->y + node->height / 2);
    r->order[index] = p->node;
    r->row_of[p->node] = r->row_count - 1;
}

static bool find_rows(router *r)
{
    uint32_t count = r->graph->node_count;
    placed *all = rn_array_new(count, sizeof *all);
    if (!all)
        return false;
    for (uint32_t n = 0; n < count; n++)
        all[n] = (placed){r->graph->nodes[n].x, r->graph->nodes[n].y, n};
    qsort(all, count, sizeof *all, compare_placed);
    for (uint32_t i = 0; i < count; i++)
        add_to_row(r, &all[i], i);
    free(all);
    return true;
}

static bool router_make(router *r, rn_dot_graph *graph, const rn_dot_plan *plan)
{
    *r = (router){.graph = graph, .row_gap = plan->rank_gap};
    size_t count = graph->node_count;
    r->order = rn_array_new(count, sizeof *r->order);
    r->row_of = rn_array_new(count, sizeof *r->row_of);
    r->rows = rn_array_new(count, sizeof *r->rows);
    if (!r->order || !r->row_of || !r->rows || !find_rows(r))
        return false;
    r->knots = rn_array_new((size_t)r->row_count * 2 + 4, sizeof *r->knots);
    return r->knots;
}

static void router_finish(router *r)
{
    free(r->order);
    free(r->row_of);
    free(r->rows);
    free(r->knots);
}

/* ---- gaps ------------------------------------------------------------------------------------- */

/* The index in the row of the first box whose centre is right of x; count when there is none. */
static uint32_t first_right_of(const router *r, const row *w, double x)
{
    uint32_t low = 0, high = w->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (r->graph->nodes[r->order[w->first + middle]].x > x)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Gap i lies left of box i; gap `count` right of the last one. */
static void gap_at(const router *r, const row *w, uint32_t i, double *from, double *to)
{
    *from = -HUGE_VAL;
    *to = HUGE_VAL;
    if (i > 0) {
        const rn_dot_node *left = &r->graph->nodes[r->order[w->first + i - 1]];
        *from = left->x + left->width / 2 + left->side + CLEARANCE;
    }
    if (i < w->count) {
        const rn_dot_node *right = &r->graph->nodes[r->order[w->first + i]];
        *to = right->x - right->width / 2 - CLEARANCE;
    }
}

static double clamp(double value, double low, double high)
{
    return fmax(low, fmin(value, high));
}

/* The gap of a row that is nearest to x. */
static void nearest_gap(const router *r, const row *w, double x, double *from, double *to)
{
    uint32_t middle = first_right_of(r, w, x);
    uint32_t start = middle ? middle - 1 : 0, end = middle < w->count ? middle + 1 : w->count;
    double best = HUGE_VAL;
    *from = *to = x;
    for (uint32_t i = start; i <= end; i++) {
        double low, high;
        gap_at(r, w, i, &low, &high);
        double distance = low <= high ? fabs(clamp(x, low, high) - x) : HUGE_VAL;
        if (distance < best) {
            best = distance;
            *from = low;
            *to = high;
        }
    }
}

/* ---- one edge --------------------------------------------------------------------------------- */

static double line_at(const knot *from, const knot *to, double y)
{
    return to->y == from->y ? to->x
                            : from->x + (to->x - from->x) * (y - from->y) / (to->y - from->y);
}

/* Of knots on a straight line the first two and the last two do: the curve between them is that line. */
static bool is_spare(const knot *four)
{
    static const double tolerance = 1e-3;
    return fabs(line_at(&four[0], &four[3], four[1].y) - four[1].x) < tolerance &&
           fabs(line_at(&four[0], &four[3], four[2].y) - four[2].x) < tolerance;
}

static void add_knot(router *r, double x, double y)
{
    uint32_t count = r->knot_count;
    r->knots[count] = (knot){x, y, 0};
    if (count >= 4 && is_spare(&r->knots[count - 3]) && is_spare(&r->knots[count - 4])) {
        r->knots[count - 2] = r->knots[count - 1];
        r->knots[count - 1] = r->knots[count];
        return;
    }
    r->knot_count = count + 1;
}

static void pass_row(router *r, const row *w, const knot *goal, bool down)
{
    double from, to;
    double enter = down ? w->top : w->bottom, leave = down ? w->bottom : w->top;
    const knot *last = &r->knots[r->knot_count - 1];
    nearest_gap(r, w, line_at(last, goal, (enter + leave) / 2), &from, &to);
    double x_enter = clamp(line_at(last, goal, enter), from, to);
    double x_leave = clamp(line_at(last, goal, leave), from, to);
    add_knot(r, x_enter, enter);
    add_knot(r, x_leave, leave);
}

/* Where the line between two centres leaves a box through its top or bottom. */
static knot port_of(const rn_dot_node *from, const rn_dot_node *towards)
{
    double side = towards->y > from->y ? from->height / 2 : -from->height / 2;
    double reach = from->width * 0.36;
    double x = (towards->x - from->x) * side / (towards->y - from->y);
    return (knot){from->x + clamp(x, -reach, reach), from->y + side, 0};
}

static void set_slopes(knot *knots, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        knots[i - 1].slope = (knots[i].x - knots[i - 1].x) / (knots[i].y - knots[i - 1].y);
    double before = knots[0].slope;
    for (uint32_t i = 1; i + 1 < count; i++) {
        double after = knots[i].slope;
        knots[i].slope = before * after > 0 ? 2 * before * after / (before + after) : 0;
        before = after;
    }
    knots[count - 1].slope = before;
}

static bool steps_from_knots(const router *r, rn_dot_edge *edge)
{
    edge->steps = rn_array_new(r->knot_count, sizeof *edge->steps);
    if (!edge->steps)
        return false;
    const knot *k = r->knots;
    edge->steps[0] = (rn_path_step){RN_MOVE, {k->x}, {k->y}};
    edge->step_count = r->knot_count;
    for (uint32_t i = 1; i < r->knot_count; i++, k++) {
        double third = (k[1].y - k->y) / 3;
        edge->steps[i] =
            (rn_path_step){RN_CURVE,
                           {k->x + k->slope * third, k[1].x - k[1].slope * third, k[1].x},
                           {k->y + third, k[1].y - third, k[1].y}};
    }
    return true;
}

static double row_height(const router *r, uint32_t index)
{
    return r->rows[index].bottom - r->rows[index].top;
}

static uint32_t rows_between(const router *r, const rn_dot_edge *edge)
{
    uint32_t a = r->row_of[edge->tail], b = r->row_of[edge->head];
    return a < b ? b - a : a - b;
}

/* Boxes that are lower than their row are left and reached straight, past their neighbours. */
static bool route_between_rows(router *r, rn_dot_edge *edge)
{
    const rn_dot_node *tail = &r->graph->nodes[edge->tail], *head = &r->graph->nodes[edge->head];
    uint32_t from = r->row_of[edge->tail], to = r->row_of[edge->head];
    bool down = from < to;
    knot start = port_of(tail, head), goal = port_of(head, tail);
    r->knot_count = 0;
    add_knot(r, start.x, start.y);
    if (rows_between(r, edge) <= r->passed_max) {
        if (row_height(r, from) > tail->height + 1)
            add_knot(r, start.x, down ? r->rows[from].bottom : r->rows[from].top);
        for (uint32_t i = down ? from + 1 : from - 1; i != to; i += down ? 1 : UINT32_MAX)
            pass_row(r, &r->rows[i], &goal, down);
        if (row_height(r, to) > head->height + 1)
            add_knot(r, goal.x, down ? r->rows[to].top : r->rows[to].bottom);
    }
    add_knot(r, goal.x, goal.y);
    set_slopes(r->knots, r->knot_count);
    return steps_from_knots(r, edge);
}

static bool one_curve(rn_dot_edge *edge, double x0, double y0, rn_path_step curve)
{
    edge->steps = rn_array_new(2, sizeof *edge->steps);
    if (!edge->steps)
        return false;
    edge->steps[0] = (rn_path_step){RN_MOVE, {x0}, {y0}};
    edge->steps[1] = curve;
    edge->step_count = 2;
    return true;
}

/* Below the row, from bottom to bottom. */
static bool route_within_row(router *r, rn_dot_edge *edge)
{
    const rn_dot_node *tail = &r->graph->nodes[edge->tail], *head = &r->graph->nodes[edge->head];
    double shift = (tail->x < head->x ? 1 : -1) * 0.25;
    double x0 = tail->x + shift * tail->width, x1 = head->x - shift * head->width;
    double dip = r->rows[r->row_of[edge->tail]].bottom + r->row_gap * 0.6;
    return one_curve(
        edge, x0, tail->y + tail->height / 2,
        (rn_path_step){RN_CURVE, {x0, x1, x1}, {dip, dip, head->y + head->height / 2}});
}

/* At the right of its box, or below it. */
static bool route_loop(const rn_dot_graph *graph, rn_dot_edge *edge)
{
    const rn_dot_node *node = &graph->nodes[edge->tail];
    bool lies = rn_dot_lies(graph);
    double border = lies ? node->y + node->height / 2 : node->x + node->width / 2;
    double length = lies ? fmin(node->width, 2 * node->height) : node->height;
    double middle = (lies ? node->x - RN_DOT_LOOP_RISE * node->width
                          : node->y - RN_DOT_LOOP_RISE * node->height);
    double along[] = {middle - length * 0.15, middle - length * 0.28, middle + length * 0.28,
                      middle + length * 0.15};
    double out = border + 24;
    if (lies)
        return one_curve(
            edge, along[0], border,
            (rn_path_step){RN_CURVE, {along[1], along[2], along[3]}, {out, out, border}});
    return one_curve(edge, border, along[0],
                     (rn_path_step){RN_CURVE, {out, out, border}, {along[1], along[2], along[3]}});
}

static bool route_edge(router *r, rn_dot_edge *edge)
{
    if (r->row_of[edge->tail] == r->row_of[edge->head])
        return route_within_row(r, edge);
    return route_between_rows(r, edge);
}

/* How many rows an edge may pass, so that all together stay below ROWS_PASSED_MAX. */
static bool limit_rows_passed(router *r)
{
    uint64_t *edges = rn_array_zero((size_t)r->row_count + 1, sizeof *edges); /* [rows passed] */
    if (!edges)
        return false;
    for (uint32_t e = 0; e < r->graph->edge_count; e++)
        if (!r->graph->edges[e].steps)
            edges[rows_between(r, &r->graph->edges[e])]++;
    uint64_t passed = 0;
    r->passed_max = 0;
    for (uint32_t rows = 1; rows <= r->row_count; rows++) {
        passed += edges[rows] * rows;
        if (passed <= ROWS_PASSED_MAX)
            r->passed_max = rows;
    }
    free(edges);
    return true;
}

bool rn_dot_route(rn_dot_graph *graph, const rn_dot_plan *plan)
{
    router r;
    bool done = router_make(&r, graph, plan) && limit_rows_passed(&r);
    for (uint32_t e = 0; done && e < graph->edge_count; e++)
        if (!graph->edges[e].steps && graph->edges[e].tail != graph->edges[e].head)
            done = route_edge(&r, &graph->edges[e]);
    router_finish(&r);
    return done;
}

bool rn_dot_route_loops(rn_dot_graph *graph)
{
    bool done = true;
    for (uint32_t e = 0; done && e < graph->edge_count; e++)
        if (graph->edges[e].tail == graph->edges[e].head)
            done = route_loop(graph, &graph->edges[e]);
    return done;
}
