/* What gives a call graph a shape that fits a page and can be followed, within what Graphviz leaves open.
 *
 * Callees that nothing else calls and that call nothing may stand in several rows below their caller, the most
 * expensive ones first: so a function with fifty of them does not make a picture that is many pages wide.
 * Ranks stand the farther apart the wider the drawing is, so that arrows do not lie flat.  Heavy arrows are
 * kept short and straight, and of the others those between a function and its only callee. */
#include <math.h>
#include <stdlib.h>

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
    uint32_t *leaves;               /* [node]: how many of its callees are leaves */
    uint32_t *leaf;         /* [edge]: which of its caller's leaves it leads to; RN_NONE: none */
    double *width, *height; /* [rank] */
    uint32_t rank_count;
} shaper;

static void count_edges(shaper *s)
{
    for (uint32_t e = 0; e < s->graph->edge_count; e++)
        if (s->plan->kept[e]) {
            s->calls_out[s->graph->edges[e].tail]++;
            s->calls_in[s->graph->edges[e].head]++;
        }
}

typedef struct heavy {
    double weight;
    uint32_t edge;
} heavy;

static int compare_heavy(const void *left, const void *right)
{
    const heavy *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static bool is_leaf(const shaper *s, uint32_t edge)
{
    uint32_t head = s->graph->edges[edge].head;
    return s->plan->kept[edge] && !s->plan->back[edge] && s->calls_in[head] == 1 &&
           s->calls_out[head] == 0;
}

/* Numbers the leaves of each caller, the heaviest first. */
static bool number_leaves(shaper *s)
{
    uint32_t count = 0;
    heavy *all = rn_array_new(s->graph->edge_count, sizeof *all);
    if (!all)
        return false;
    for (uint32_t e = 0; e < s->graph->edge_count; e++) {
        s->leaf[e] = RN_NONE;
        if (is_leaf(s, e))
            all[count++] = (heavy){s->graph->edges[e].weight, e};
    }
    qsort(all, count, sizeof *all, compare_heavy);
    for (uint32_t i = 0; i < count; i++)
        s->leaf[all[i].edge] = s->leaves[s->graph->edges[all[i].edge].tail]++;
    free(all);
    return true;
}

static uint32_t ranks_down(const shaper *s, uint32_t edge, uint32_t rows)
{
    uint32_t leaves = s->leaves[s->graph->edges[edge].tail];
    if (s->leaf[edge] == RN_NONE || leaves <= LEAVES_FEW)
        return 1;
    return 1 + (uint32_t)((uint64_t)s->leaf[edge] * rows / leaves);
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
        add_to_rank(s, n, plan->rank[n]);
    for (uint32_t e = 0; rows > 1 && e < s->graph->edge_count; e++) {
        uint32_t down = ranks_down(s, e, rows), head = s->graph->edges[e].head;
        if (down > 1) {
            const rn_dot_node *n = &s->graph->nodes[head];
            s->width[plan->rank[head]] -= n->width + 2 * n->side;
            add_to_rank(s, head, plan->rank[head] + down - 1);
        }
    }
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

static void set_edges(shaper *s, uint32_t rows)
{
    for (uint32_t e = 0; e < s->graph->edge_count; e++) {
        const rn_dot_edge *edge = &s->graph->edges[e];
        bool is_chain = s->calls_out[edge->tail] == 1 && s->calls_in[edge->head] == 1;
        s->plan->ranks_down[e] = (uint8_t)ranks_down(s, e, rows);
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
    s->leaf = rn_array_new(graph->edge_count, sizeof *s->leaf);
    s->width = rn_array_new(s->rank_count, sizeof *s->width);
    s->height = rn_array_new(s->rank_count, sizeof *s->height);
    plan->ranks_down = rn_array_new(graph->edge_count, sizeof *plan->ranks_down);
    plan->weight = rn_array_new(graph->edge_count, sizeof *plan->weight);
    return s->calls_in && s->calls_out && s->leaves && s->leaf && s->width && s->height &&
           plan->ranks_down && plan->weight;
}

static void shaper_finish(shaper *s)
{
    free(s->calls_in);
    free(s->calls_out);
    free(s->leaves);
    free(s->leaf);
    free(s->width);
    free(s->height);
}

bool rn_dot_shape(rn_dot_plan *plan, const rn_dot_graph *graph)
{
    shaper s;
    bool done = shaper_make(&s, plan, graph);
    if (done) {
        count_edges(&s);
        done = number_leaves(&s);
    }
    if (done) {
        set_gap(&s);
        set_edges(&s, graph->cluster_count ? 1 : choose_leaf_rows(&s));
    }
    shaper_finish(&s);
    return done;
}
