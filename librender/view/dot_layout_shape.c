/* What gives a call graph a shape that fits a page and can be followed, within what Graphviz leaves open.
 *
 * Callees that nothing else calls and that call nothing, or only their caller back, may stand in several rows below it, the most
 * expensive ones first: so a function with fifty of them does not make a picture that is many pages wide.  They are
 * handed over in turn, one of each row: so the ways to lower rows lead between the boxes of higher ones, and the rows
 * stand below each other.
 * Ranks stand the farther apart the wider the drawing is, so that arrows do not lie flat.  Heavy arrows are
 * kept short and straight, and of the others those between a function and its only callee. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "base/intern.h"
#include "view/dot_layout_parts.h"

/* px; beside the label at least so much of an arrow is seen.  Where calls lead to the right or left, labels lie
 * along the gap. */
static const double ARROW_MIN = 31, GAP_MAX = 56, GAP_LYING = 72;

/* A drawing wider than the one has larger gaps, those of the other the largest. */
static const double WIDTH_NARROW = 1000, WIDTH_WIDE = 4000;

/* A drawing that is wider than this, for its height, gets more rows of leaves, if it has any: up to so many. */
static const double ASPECT_MAX = 1.6;
enum { LEAF_ROWS_MAX = 4, LEAVES_FEW = 3 };

enum { WEIGHT_MAX = 30, CHAIN_WEIGHT = 2 };

typedef struct shaper {
    rn_dot_plan *plan;
    const rn_dot_graph *graph;
    uint32_t *calls_in, *calls_out; /* [node]: edges that are kept */
    uint32_t *above;  /* [node]: one that stands higher and has an edge to it; RN_NONE: none */
    uint32_t *leaves; /* [node]: how many leaves it has */
    uint32_t *leaf;   /* [node]: which of the leaves below that one it is; RN_NONE: none */
    double *width, *height; /* [rank] */
    uint32_t rank_count;
} shaper;

/* As the layout sees an edge: calls that close a cycle lead up. */
static uint32_t upper_end(const shaper *s, uint32_t edge)
{
    return s->plan->back[edge] ? s->graph->edges[edge].head : s->graph->edges[edge].tail;
}

static uint32_t lower_end(const shaper *s, uint32_t edge)
{
    return s->plan->back[edge] ? s->graph->edges[edge].tail : s->graph->edges[edge].head;
}

static void count_edges(shaper *s)
{
    for (uint32_t e = 0; e < s->graph->edge_count; e++)
        if (s->plan->kept[e]) {
            s->calls_out[s->graph->edges[e].tail]++;
            s->calls_in[s->graph->edges[e].head]++;
        }
}

static void find_leaves(shaper *s)
{
    for (uint32_t n = 0; n < s->graph->node_count; n++)
        s->above[n] = RN_NONE;
    for (uint32_t e = 0; e < s->graph->edge_count; e++)
        if (s->plan->kept[e])
            s->above[lower_end(s, e)] = upper_end(s, e);
    for (uint32_t n = 0; n < s->graph->node_count; n++)
        s->leaf[n] = s->above[n] == RN_NONE ? RN_NONE : 0;
    for (uint32_t e = 0; e < s->graph->edge_count; e++)
        if (s->plan->kept[e]) {
            s->leaf[upper_end(s, e)] = RN_NONE;
            if (s->above[lower_end(s, e)] != upper_end(s, e))
                s->leaf[lower_end(s, e)] = RN_NONE;
        }
}

typedef struct heavy {
    double weight; /* of its heaviest edge */
    uint32_t node;
} heavy;

static int compare_heavy(const void *left, const void *right)
{
    const heavy *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* Numbers the leaves of each caller, the heaviest first. */
static bool number_leaves(shaper *s)
{
    uint32_t nodes = s->graph->node_count;
    heavy *all = rn_array_new(nodes, sizeof *all);
    if (!all)
        return false;
    for (uint32_t n = 0; n < nodes; n++)
        all[n] = (heavy){0, n};
    for (uint32_t e = 0; e < s->graph->edge_count; e++) {
        heavy *below = &all[lower_end(s, e)];
        if (s->plan->kept[e])
            below->weight = fmax(below->weight, s->graph->edges[e].weight);
    }
    if (nodes)
        qsort(all, nodes, sizeof *all, compare_heavy);
    for (uint32_t i = 0; i < nodes; i++)
        if (s->leaf[all[i].node] != RN_NONE)
            s->leaf[all[i].node] = s->leaves[s->above[all[i].node]]++;
    free(all);
    return true;
}

static bool may_stand_lower(const shaper *s, uint32_t node)
{
    return s->leaf[node] != RN_NONE && s->leaves[s->above[node]] > LEAVES_FEW;
}

/* Which row a leaf stands in. */
static uint32_t row_of(const shaper *s, uint32_t node, uint32_t rows)
{
    if (!may_stand_lower(s, node))
        return 0;
    return (uint32_t)((uint64_t)s->leaf[node] * rows / s->leaves[s->above[node]]);
}

/* A node, and below it the rank it stands in. */
static void add_to_rank(shaper *s, uint32_t node, uint32_t rank)
{
    const rn_dot_node *n = &s->graph->nodes[node];
    s->width[rank] += n->width + 2 * n->side + RN_DOT_NODE_GAP;
    s->height[rank] = fmax(s->height[rank], n->height);
}

/* How large the drawing will be, roughly, when leaves stand in so many rows. */
static void estimate(shaper *s, uint32_t rows, double *width, double *height)
{
    const rn_dot_plan *plan = s->plan;
    for (uint32_t r = 0; r < s->rank_count; r++)
        s->width[r] = s->height[r] = 0;
    for (uint32_t n = 0; n < s->graph->node_count; n++)
        add_to_rank(s, n, plan->rank[n] + row_of(s, n, rows));
    *width = *height = 0;
    for (uint32_t r = 0; r < s->rank_count; r++) {
        *width = fmax(*width, s->width[r]);
        *height += s->height[r] > 0 ? s->height[r] + plan->rank_gap : 0;
    }
}

static void set_gap(shaper *s)
{
    double width, height, least = s->graph->label_height + ARROW_MIN, most = fmax(least, GAP_MAX);
    estimate(s, 1, &width, &height);
    double t = (width - WIDTH_NARROW) / (WIDTH_WIDE - WIDTH_NARROW);
    s->plan->rank_gap = least + (most - least) * fmax(0, fmin(t, 1));
    if (rn_dot_lies(s->graph))
        s->plan->rank_gap = GAP_LYING;
}

/* As few rows as bring the drawing into shape, and no more than make it better. */
static uint32_t choose_leaf_rows(shaper *s)
{
    uint32_t best = 1;
    double width, height, least = HUGE_VAL;
    for (uint32_t rows = 1; rows <= LEAF_ROWS_MAX && least > ASPECT_MAX; rows++) {
        estimate(s, rows, &width, &height);
        if (width < least * height * 0.95) {
            least = width / height;
            best = rows;
        }
    }
    return best;
}

/* How far a leaf is from the start of its row. */
static uint32_t place_in_row(const shaper *s, uint32_t node, uint32_t rows)
{
    uint64_t leaves = s->leaves[s->above[node]];
    return s->leaf[node] - (uint32_t)((row_of(s, node, rows) * leaves + rows - 1) / rows);
}

/* A leaf and where it stands among those of its caller. */
typedef struct turn {
    uint32_t caller, place, row, node;
} turn;

static int compare_turns(const void *left, const void *right)
{
    const turn *a = left, *b = right;
    if (a->caller != b->caller)
        return a->caller < b->caller ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static int compare_nodes(const void *left, const void *right)
{
    const turn *a = left, *b = right;
    if (a->caller != b->caller)
        return a->caller < b->caller ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static uint32_t collect_turns(const shaper *s, uint32_t rows, turn *turns)
{
    uint32_t count = 0;
    for (uint32_t n = 0; n < s->graph->node_count; n++)
        if (may_stand_lower(s, n))
            turns[count++] = (turn){s->above[n], place_in_row(s, n, rows), row_of(s, n, rows), n};
    return count;
}

/* Where leaves stand among the nodes, they stand in turn. */
static bool set_order(shaper *s, uint32_t rows)
{
    uint32_t nodes = s->graph->node_count;
    turn *by_turn = rn_array_new(nodes, sizeof *by_turn);
    turn *by_node = rn_array_new(nodes, sizeof *by_node);
    bool done = by_turn && by_node;
    for (uint32_t n = 0; n < nodes; n++)
        s->plan->order[n] = n;
    if (done && rows > 1) {
        uint32_t count = collect_turns(s, rows, by_turn);
        memcpy(by_node, by_turn, count * sizeof *by_turn);
        qsort(by_turn, count, sizeof *by_turn, compare_turns);
        qsort(by_node, count, sizeof *by_node, compare_nodes);
        for (uint32_t i = 0; i < count; i++)
            s->plan->order[by_node[i].node] = by_turn[i].node;
    }
    free(by_turn);
    free(by_node);
    return done;
}

static void set_edges(shaper *s, uint32_t rows)
{
    for (uint32_t e = 0; e < s->graph->edge_count; e++) {
        const rn_dot_edge *edge = &s->graph->edges[e];
        bool is_chain = s->calls_out[edge->tail] == 1 && s->calls_in[edge->head] == 1;
        s->plan->ranks_down[e] = (uint8_t)(1 + row_of(s, lower_end(s, e), rows));
        s->plan->weight[e] =
            (1 + (uint32_t)(edge->weight * WEIGHT_MAX)) * (is_chain ? CHAIN_WEIGHT : 1);
    }
}

static bool shaper_make(shaper *s, rn_dot_plan *plan, const rn_dot_graph *graph)
{
    *s = (shaper){.plan = plan, .graph = graph};
    s->rank_count = plan->rank_count + LEAF_ROWS_MAX;
    s->calls_in = rn_array_zero(graph->node_count, sizeof *s->calls_in);
    s->calls_out = rn_array_zero(graph->node_count, sizeof *s->calls_out);
    s->leaves = rn_array_zero(graph->node_count, sizeof *s->leaves);
    s->leaf = rn_array_new(graph->node_count, sizeof *s->leaf);
    s->above = rn_array_new(graph->node_count, sizeof *s->above);
    s->width = rn_array_new(s->rank_count, sizeof *s->width);
    s->height = rn_array_new(s->rank_count, sizeof *s->height);
    plan->ranks_down = rn_array_new(graph->edge_count, sizeof *plan->ranks_down);
    plan->weight = rn_array_new(graph->edge_count, sizeof *plan->weight);
    plan->order = rn_array_new(graph->node_count, sizeof *plan->order);
    return s->calls_in && s->calls_out && s->leaves && s->leaf && s->above && s->width &&
           s->height && plan->ranks_down && plan->weight && plan->order;
}

static void shaper_finish(shaper *s)
{
    free(s->calls_in);
    free(s->calls_out);
    free(s->leaves);
    free(s->leaf);
    free(s->above);
    free(s->width);
    free(s->height);
}

bool rn_dot_shape(rn_dot_plan *plan, const rn_dot_graph *graph)
{
    shaper s;
    bool done = shaper_make(&s, plan, graph);
    if (done) {
        count_edges(&s);
        find_leaves(&s);
        done = number_leaves(&s);
    }
    if (done) {
        set_gap(&s);
        uint32_t rows = graph->cluster_count ? 1 : choose_leaf_rows(&s);
        set_edges(&s, rows);
        done = set_order(&s, rows);
    }
    shaper_finish(&s);
    return done;
}
