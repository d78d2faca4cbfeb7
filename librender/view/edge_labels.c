/* Edge labels stand on their own edge, which they interrupt, so that nobody has to guess what they
 * belong to, or else close beside it.  Every edge is sampled as a line of points; each point offers
 * itself and a place on either side.  A place that touches a box, an arrow head or another label is
 * out; the others are rated by the edges they would hide and by how far they are from the middle. */
#include "view/edge_labels.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"

static const double STEP = 4, CLEARANCE = 3, HEAD_REACH = 5, SIDE_GAP = 2;

/* Drawings whose edges have more points than this get no labels. */
enum { POINTS_MAX = 2000000, CELLS_MAX = 4000000, CANDIDATES = 60, HIDDEN_MAX = 1 };

/* On the line, right and left of it. */
enum { PLACES = 3 };

typedef struct rect {
    double left, top, right, bottom;
} rect;

typedef struct spot {
    float x, y;
} spot;

/* Things by the square of the page they are in, as chains. */
typedef struct grid {
    double cell;
    size_t columns, rows;
    uint32_t *head; /* [cell]: link + 1 */
} grid;

typedef struct link {
    uint32_t item, next; /* next + 1 */
} link;

typedef struct placer {
    const rn_dot_graph *graph;
    spot *spots;         /* of all edges */
    uint32_t *first;     /* [edge + 1] into spots */
    uint32_t *owner;     /* [spot]: its edge */
    uint32_t *hidden_by; /* [edge]: the last candidate that hid it */
    uint32_t candidate;
    grid spot_grid;
    uint32_t *next_spot; /* [spot]: next in the same cell + 1 */
    grid rect_grid;
    rect *rects;
    size_t rect_count, rect_capacity;
    link *links;
    size_t link_count, link_capacity;
} placer;

/* ---- grids ------------------------------------------------------------------------------------ */

static bool grid_make(grid *g, double width, double height)
{
    g->cell = fmax(48, sqrt(width * height / CELLS_MAX));
    g->columns = (size_t)(width / g->cell) + 1;
    g->rows = (size_t)(height / g->cell) + 1;
    g->head = rn_array_zero(g->columns * g->rows, sizeof *g->head);
    return g->head;
}

static size_t line_of(double at, double cell, size_t count)
{
    double line = at / cell;
    return !(line > 0) ? 0 : line >= (double)count ? count - 1 : (size_t)line;
}

/* The cells of a rectangle: columns from[0] … to[0], rows from[1] … to[1]. */
static void cells_of(const grid *g, const rect *r, size_t from[2], size_t to[2])
{
    from[0] = line_of(r->left, g->cell, g->columns);
    to[0] = line_of(r->right, g->cell, g->columns);
    from[1] = line_of(r->top, g->cell, g->rows);
    to[1] = line_of(r->bottom, g->cell, g->rows);
}

static bool add_rect(placer *p, rect r)
{
    size_t from[2], to[2];
    if (!RN_GROW(p->rects, p->rect_capacity, p->rect_count + 1))
        return false;
    p->rects[p->rect_count] = r;
    cells_of(&p->rect_grid, &r, from, to);
    for (size_t y = from[1]; y <= to[1]; y++)
        for (size_t x = from[0]; x <= to[0]; x++) {
            uint32_t *head = &p->rect_grid.head[y * p->rect_grid.columns + x];
            if (!RN_GROW(p->links, p->link_capacity, p->link_count + 1))
                return false;
            p->links[p->link_count++] = (link){(uint32_t)p->rect_count, *head};
            *head = (uint32_t)p->link_count;
        }
    p->rect_count++;
    return true;
}

static bool is_free(const placer *p, const rect *r)
{
    size_t from[2], to[2];
    if (r->left < 0 || r->top < 0 || r->right > p->graph->width || r->bottom > p->graph->height)
        return false;
    cells_of(&p->rect_grid, r, from, to);
    for (size_t y = from[1]; y <= to[1]; y++)
        for (size_t x = from[0]; x <= to[0]; x++)
            for (uint32_t l = p->rect_grid.head[y * p->rect_grid.columns + x]; l;
                 l = p->links[l - 1].next) {
                const rect *other = &p->rects[p->links[l - 1].item];
                if (r->left < other->right && r->right > other->left && r->top < other->bottom &&
                    r->bottom > other->top)
                    return false;
            }
    return true;
}

/* How many other edges a label at `r` would hide; stops counting above HIDDEN_MAX. */
static int count_hidden(placer *p, const rect *r, uint32_t edge)
{
    size_t from[2], to[2];
    int hidden = 0;
    p->candidate++;
    cells_of(&p->spot_grid, r, from, to);
    for (size_t y = from[1]; y <= to[1]; y++)
        for (size_t x = from[0]; x <= to[0]; x++)
            for (uint32_t s = p->spot_grid.head[y * p->spot_grid.columns + x]; s;
                 s = p->next_spot[s - 1]) {
                const spot *at = &p->spots[s - 1];
                uint32_t owner = p->owner[s - 1];
                if (owner == edge || at->x < r->left || at->x > r->right || at->y < r->top ||
                    at->y > r->bottom || p->hidden_by[owner] == p->candidate)
                    continue;
                p->hidden_by[owner] = p->candidate;
                if (++hidden > HIDDEN_MAX)
                    return hidden;
            }
    return hidden;
}

/* ---- sampling --------------------------------------------------------------------------------- */

static double length_of(const rn_path_step *step)
{
    const rn_path_step *before = step - 1;
    int last = before->op == RN_CURVE ? 2 : 0;
    double x = before->x[last], y = before->y[last], length = 0;
    for (int i = 0; i < 3; i++) {
        length += hypot(step->x[i] - x, step->y[i] - y);
        x = step->x[i];
        y = step->y[i];
    }
    return length;
}

static uint32_t pieces_of(const rn_path_step *step)
{
    double pieces = ceil(length_of(step) / STEP);
    return pieces < 1 ? 1 : pieces > 100000 ? 100000 : (uint32_t)pieces;
}

static spot point_on(const rn_path_step *step, double t)
{
    const rn_path_step *before = step - 1;
    int last = before->op == RN_CURVE ? 2 : 0;
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
    return (spot){(float)(a * before->x[last] + b * step->x[0] + c * step->x[1] + d * step->x[2]),
                  (float)(a * before->y[last] + b * step->y[0] + c * step->y[1] + d * step->y[2])};
}

static uint64_t count_spots(const rn_dot_edge *edge)
{
    uint64_t count = 0;
    for (size_t i = 1; i < edge->step_count; i++)
        count += pieces_of(&edge->steps[i]);
    return count;
}

static bool count_all_spots(placer *p)
{
    uint64_t count = 0;
    for (uint32_t e = 0; e < p->graph->edge_count; e++) {
        p->first[e] = (uint32_t)count;
        count += count_spots(&p->graph->edges[e]);
        if (count > POINTS_MAX)
            return false;
    }
    p->first[p->graph->edge_count] = (uint32_t)count;
    return true;
}

static void sample_edge(placer *p, uint32_t edge)
{
    const rn_dot_edge *way = &p->graph->edges[edge];
    uint32_t s = p->first[edge];
    for (size_t i = 1; i < way->step_count; i++) {
        uint32_t pieces = pieces_of(&way->steps[i]);
        for (uint32_t k = 0; k < pieces; k++, s++) {
            p->spots[s] = point_on(&way->steps[i], (k + 0.5) / pieces);
            p->owner[s] = edge;
            grid *g = &p->spot_grid;
            size_t cell = line_of(p->spots[s].y, g->cell, g->rows) * g->columns +
                          line_of(p->spots[s].x, g->cell, g->columns);
            p->next_spot[s] = g->head[cell];
            g->head[cell] = s + 1;
        }
    }
}

static bool sample_all(placer *p)
{
    size_t count = p->first[p->graph->edge_count];
    p->spots = rn_array_new(count, sizeof *p->spots);
    p->owner = rn_array_new(count, sizeof *p->owner);
    p->next_spot = rn_array_new(count, sizeof *p->next_spot);
    p->hidden_by = rn_array_zero(p->graph->edge_count, sizeof *p->hidden_by);
    if (!p->spots || !p->owner || !p->next_spot || !p->hidden_by)
        return false;
    for (uint32_t e = 0; e < p->graph->edge_count; e++)
        sample_edge(p, e);
    return true;
}

/* ---- obstacles -------------------------------------------------------------------------------- */

static bool add_obstacles(placer *p)
{
    bool lies = rn_dot_lies(p->graph);
    for (uint32_t n = 0; n < p->graph->node_count; n++) {
        const rn_dot_node *node = &p->graph->nodes[n];
        double half = node->width / 2, tall = node->height / 2;
        if (!add_rect(p, (rect){node->x - half - CLEARANCE, node->y - tall - CLEARANCE,
                                node->x + half + (lies ? 0 : node->side) + CLEARANCE,
                                node->y + tall + (lies ? node->side : 0) + CLEARANCE}))
            return false;
    }
    for (uint32_t c = 0; c < p->graph->cluster_count; c++) {
        const rn_dot_cluster *cluster = &p->graph->clusters[c];
        if (!add_rect(p, (rect){cluster->x, cluster->y, cluster->x + cluster->title_width,
                                cluster->y + RN_DOT_CLUSTER_TITLE}))
            return false;
    }
    for (uint32_t e = 0; e < p->graph->edge_count; e++) {
        const rn_dot_edge *edge = &p->graph->edges[e];
        double reach = HEAD_REACH + edge->width;
        if (!add_rect(p, (rect){edge->tip_x - reach, edge->tip_y - reach, edge->tip_x + reach,
                                edge->tip_y + reach}))
            return false;
    }
    return true;
}

/* ---- placing ---------------------------------------------------------------------------------- */

static rect rect_at(double x, double y, double width, double height)
{
    return (rect){x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

/* The direction of an edge at a point, of length 1. */
static void direction_at(const placer *p, uint32_t edge, uint32_t index, double *dx, double *dy)
{
    uint32_t from = index > p->first[edge] ? index - 1 : index;
    uint32_t to = index + 1 < p->first[edge + 1] ? index + 1 : index;
    *dx = (double)p->spots[to].x - p->spots[from].x;
    *dy = (double)p->spots[to].y - p->spots[from].y;
    double length = hypot(*dx, *dy);
    *dx = length > 0 ? *dx / length : 0;
    *dy = length > 0 ? *dy / length : 1;
}

typedef struct candidate {
    int shape, place;
    uint32_t index;
    double x, y, badness; /* badness is below 0 when it will not do */
} candidate;

static void locate(const placer *p, const rn_edge_label *label, candidate *c)
{
    c->x = p->spots[c->index].x;
    c->y = p->spots[c->index].y;
    if (c->place == 0)
        return;
    double dx, dy, side = c->place == 1 ? 1 : -1;
    direction_at(p, label->edge, c->index, &dx, &dy);
    double away = fabs(dy) * label->width[c->shape] / 2 + fabs(dx) * label->height[c->shape] / 2 +
                  p->graph->edges[label->edge].width / 2 + SIDE_GAP;
    c->x += side * dy * away;
    c->y -= side * dx * away;
}

/* True when the edge really passes beside `r`: it may bend away, or end, before. */
static bool is_near(const placer *p, const rn_edge_label *label, const candidate *c, const rect *r)
{
    uint32_t from = p->first[label->edge], to = p->first[label->edge + 1];
    uint32_t reach = (uint32_t)(label->width[c->shape] / STEP) + 1;
    double gap = SIDE_GAP * 2 + p->graph->edges[label->edge].width / 2;
    uint32_t start = c->index - from > reach ? c->index - reach : from;
    for (uint32_t i = start; i < to && i <= c->index + reach; i++) {
        const spot *at = &p->spots[i];
        double dx = fmax(fmax(r->left - at->x, at->x - r->right), 0);
        double dy = fmax(fmax(r->top - at->y, at->y - r->bottom), 0);
        if (hypot(dx, dy) <= gap)
            return true;
    }
    return false;
}

/* How bad a place is when it hides nothing. */
static double least_badness(const placer *p, const rn_edge_label *label, const candidate *c)
{
    uint32_t from = p->first[label->edge], to = p->first[label->edge + 1];
    double off_middle = fabs(c->index + 0.5 - (from + to) / 2.0) / (to - from);
    return off_middle + c->shape * 0.6 + (c->place ? 0.5 : 0);
}

/* Looks only at what may be better than the best so far: looking for what is in the way takes longest. */
static void rate(placer *p, const rn_edge_label *label, candidate *c, double best)
{
    double least = least_badness(p, label, c);
    c->badness = -1;
    if (least >= best)
        return;
    locate(p, label, c);
    rect r = rect_at(c->x, c->y, label->width[c->shape], label->height[c->shape]);
    if (!is_free(p, &r) || (c->place && !is_near(p, label, c, &r)))
        return;
    int hidden = count_hidden(p, &r, label->edge);
    if (hidden > (c->place ? 0 : HIDDEN_MAX))
        return;
    c->badness = hidden * 3 + least;
}

static bool place_label(placer *p, rn_edge_label *label)
{
    uint32_t from = p->first[label->edge], to = p->first[label->edge + 1];
    uint32_t stride = (to - from) / CANDIDATES + 1;
    candidate best = {.badness = HUGE_VAL}, c;
    for (c.shape = 0; c.shape < label->shape_count; c.shape++)
        for (c.place = 0; c.place < PLACES; c.place++)
            for (c.index = from; c.index < to; c.index += stride) {
                rate(p, label, &c, best.badness);
                if (c.badness >= 0 && c.badness < best.badness)
                    best = c;
            }
    if (best.badness == HUGE_VAL)
        return true;
    label->shape = best.shape;
    label->x = best.x;
    label->y = best.y;
    return add_rect(p, rect_at(best.x, best.y, label->width[best.shape] + 2 * CLEARANCE,
                               label->height[best.shape] + 2));
}

static bool place_all(placer *p, rn_edge_label *labels, uint32_t count)
{
    if (!grid_make(&p->spot_grid, p->graph->width, p->graph->height) ||
        !grid_make(&p->rect_grid, p->graph->width, p->graph->height) || !sample_all(p) ||
        !add_obstacles(p))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!place_label(p, &labels[i]))
            return false;
    return true;
}

bool rn_edge_labels_place(const rn_dot_graph *graph, rn_edge_label *labels, uint32_t count)
{
    placer p = {.graph = graph};
    for (uint32_t i = 0; i < count; i++)
        labels[i].shape = -1;
    p.first = rn_array_new((size_t)graph->edge_count + 1, sizeof *p.first);
    bool done = p.first;
    if (done && count_all_spots(&p))
        done = place_all(&p, labels, count);
    free(p.first);
    free(p.spots);
    free(p.owner);
    free(p.next_spot);
    free(p.hidden_by);
    free(p.spot_grid.head);
    free(p.rect_grid.head);
    free(p.rects);
    free(p.links);
    return done;
}
