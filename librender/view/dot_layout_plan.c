/* How much of a graph Graphviz can lay out in good time.
 *
 * dot makes a virtual node for every rank that an edge passes, so its work grows with the summed
 * spans of the edges rather than with their number: an unpruned profile of 2,750 functions and 5,300
 * arcs has 256,000 of them and takes minutes.  The spans are estimated here by ranking along longest
 * ways; only the shortest edges are then handed over, among them one of span 1 for each node
 * that is called, which keeps the graph in one piece.
 *
 * Cycles are opened here, too: depth first in the order of the nodes, along the heaviest edges first.
 * So of a cycle, what the caller of this puts first stands above. */
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "view/dot_layout_parts.h"

/* Found by trying: each keeps dot below about a second, and its worst graphs below a few.  They are of RN_DOT_WORK,
 * and of another work in proportion. */
enum {
    WHOLE_NODES = 400, /* up to here, */
    WHOLE_EDGES = 1200,
    WHOLE_SPANS = RN_DOT_WORK, /* and up to here dot also routes the edges */
    PLACED_NODES = 3000,       /* up to here it places the nodes, */
    PLACED_WIDE = 300,         /* if no rank has more of them */
    SPANS_PER_NODE = 2,
    SPANS = 4800,
};

static uint64_t bound(const rn_dot_graph *graph, uint32_t usual)
{
    uint32_t work = graph->work ? graph->work : RN_DOT_WORK;
    return (uint64_t)usual * work / RN_DOT_WORK;
}

typedef struct adjacency {
    uint32_t *first; /* [node + 1] into edge */
    uint32_t *edge;
} adjacency;

typedef struct walk {
    const rn_dot_graph *graph;
    adjacency out;
    uint32_t *next; /* [node]: the next out-edge to look at */
    uint32_t *stack;
    uint8_t *state;  /* [node] */
    uint32_t *order; /* nodes as they were left: callees first */
    uint32_t left;
    bool *back; /* [edge] */
} walk;

enum { UNSEEN, OPEN, LEFT };

static int compare_weights(const void *left, const void *right, void *data)
{
    const rn_dot_edge *edges = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (edges[a].weight != edges[b].weight)
        return edges[a].weight > edges[b].weight ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool adjacency_make(adjacency *out, const rn_dot_graph *graph)
{
    out->first = rn_array_zero((size_t)graph->node_count + 2, sizeof *out->first);
    out->edge = rn_array_new(graph->edge_count, sizeof *out->edge);
    if (!out->first || !out->edge)
        return false;
    for (uint32_t e = 0; e < graph->edge_count; e++)
        out->first[graph->edges[e].tail + 2]++;
    for (uint32_t n = 1; n <= graph->node_count; n++)
        out->first[n + 1] += out->first[n];
    for (uint32_t e = 0; e < graph->edge_count; e++)
        out->edge[out->first[graph->edges[e].tail + 1]++] = e;
    for (uint32_t n = 0; n < graph->node_count; n++)
        qsort_r(out->edge + out->first[n], out->first[n + 1] - out->first[n], sizeof *out->edge,
                compare_weights, graph->edges);
    return true;
}

static bool walk_make(walk *w, const rn_dot_graph *graph, bool *back)
{
    *w = (walk){.graph = graph, .back = back};
    size_t nodes = graph->node_count;
    w->next = rn_array_new(nodes, sizeof *w->next);
    w->stack = rn_array_new(nodes, sizeof *w->stack);
    w->state = rn_array_zero(nodes, 1);
    w->order = rn_array_new(nodes, sizeof *w->order);
    return adjacency_make(&w->out, graph) && w->next && w->stack && w->state && w->order;
}

static void walk_finish(walk *w)
{
    free(w->out.first);
    free(w->out.edge);
    free(w->next);
    free(w->stack);
    free(w->state);
    free(w->order);
}

/* Depth first from one node; edges to nodes that are still open close a cycle. */
static void walk_from(walk *w, uint32_t start)
{
    uint32_t depth = 0;
    if (w->state[start] != UNSEEN)
        return;
    w->stack[depth++] = start;
    w->state[start] = OPEN;
    w->next[start] = w->out.first[start];
    while (depth) {
        uint32_t node = w->stack[depth - 1];
        if (w->next[node] == w->out.first[node + 1]) {
            w->state[node] = LEFT;
            w->order[w->left++] = node;
            depth--;
            continue;
        }
        uint32_t edge = w->out.edge[w->next[node]++];
        uint32_t head = w->graph->edges[edge].head;
        if (w->state[head] == OPEN) {
            w->back[edge] = true;
        } else if (w->state[head] == UNSEEN) {
            w->state[head] = OPEN;
            w->next[head] = w->out.first[head];
            w->stack[depth++] = head;
        }
    }
}

static void set_ranks(rn_dot_plan *plan, const walk *w)
{
    for (uint32_t i = w->left; i-- > 0;) {
        uint32_t node = w->order[i];
        if (plan->rank[node] >= plan->rank_count)
            plan->rank_count = plan->rank[node] + 1;
        for (uint32_t k = w->out.first[node]; k < w->out.first[node + 1]; k++) {
            uint32_t edge = w->out.edge[k], head = w->graph->edges[edge].head;
            if (!w->back[edge] && plan->rank[head] <= plan->rank[node])
                plan->rank[head] = plan->rank[node] + 1;
        }
    }
}

static bool rank_nodes(rn_dot_plan *plan, const rn_dot_graph *graph)
{
    walk w;
    bool done = walk_make(&w, graph, plan->back);
    for (uint32_t n = 0; done && n < graph->node_count; n++)
        walk_from(&w, n);
    if (done)
        set_ranks(plan, &w);
    walk_finish(&w);
    return done;
}

/* ---- what to hand over ------------------------------------------------------------------------ */

typedef struct candidate {
    uint32_t span, edge;
    double weight;
} candidate;

static int compare_candidates(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->span != b->span)
        return a->span < b->span ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static uint32_t span_of(const rn_dot_plan *plan, const rn_dot_edge *edge)
{
    uint32_t tail = plan->rank[edge->tail], head = plan->rank[edge->head];
    return tail < head ? head - tail : tail - head;
}

static uint64_t list_candidates(const rn_dot_plan *plan, const rn_dot_graph *graph,
                                candidate *candidates, uint32_t *count)
{
    uint64_t spans = 0;
    *count = 0;
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        const rn_dot_edge *edge = &graph->edges[e];
        if (edge->tail == edge->head)
            continue;
        uint32_t span = span_of(plan, edge);
        candidates[(*count)++] = (candidate){span, e, edge->weight};
        spans += span;
    }
    return spans;
}

/* The heaviest tight edge into each node, then the shortest edges as far as the budget goes. */
static bool keep_short(rn_dot_plan *plan, const rn_dot_graph *graph, candidate *candidates,
                       uint32_t count)
{
    bool *reached = rn_array_zero(graph->node_count, sizeof *reached);
    if (!reached)
        return false;
    qsort(candidates, count, sizeof *candidates, compare_candidates);
    uint64_t budget = (uint64_t)graph->node_count * SPANS_PER_NODE, used = 0;
    if (budget < bound(graph, SPANS))
        budget = bound(graph, SPANS);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t head = graph->edges[candidates[i].edge].head;
        bool first = candidates[i].span == 1 && !reached[head];
        if (!first && used + candidates[i].span > budget)
            continue;
        reached[head] = true;
        used += candidates[i].span;
        plan->kept[candidates[i].edge] = true;
    }
    free(reached);
    return true;
}

static bool has_wide_rank(const rn_dot_plan *plan, const rn_dot_graph *graph, bool *wide)
{
    uint32_t *count = rn_array_zero(plan->rank_count, sizeof *count);
    if (!count)
        return false;
    for (uint32_t n = 0; n < graph->node_count; n++)
        *wide |= ++count[plan->rank[n]] > bound(graph, PLACED_WIDE);
    free(count);
    return true;
}

static bool choose_edges(rn_dot_plan *plan, const rn_dot_graph *graph, bool wide)
{
    uint32_t count;
    candidate *candidates = rn_array_new(graph->edge_count, sizeof *candidates);
    if (!candidates)
        return false;
    bool done = true;
    uint64_t spans = list_candidates(plan, graph, candidates, &count);
    if (graph->node_count > bound(graph, PLACED_NODES) || wide) {
        plan->effort = RN_DOT_ROWS;
    } else if (graph->node_count <= bound(graph, WHOLE_NODES) &&
               count <= bound(graph, WHOLE_EDGES) && spans <= bound(graph, WHOLE_SPANS)) {
        plan->effort = RN_DOT_WHOLE;
        for (uint32_t i = 0; i < count; i++)
            plan->kept[candidates[i].edge] = true;
    } else {
        plan->effort = RN_DOT_PLACED;
        done = keep_short(plan, graph, candidates, count);
    }
    free(candidates);
    return done;
}

bool rn_dot_plan_make(rn_dot_plan *plan, const rn_dot_graph *graph)
{
    *plan = (rn_dot_plan){.effort = RN_DOT_WHOLE};
    plan->rank = rn_array_zero(graph->node_count, sizeof *plan->rank);
    plan->back = rn_array_zero(graph->edge_count, sizeof *plan->back);
    plan->kept = rn_array_zero(graph->edge_count, sizeof *plan->kept);
    bool wide = false;
    return plan->rank && plan->back && plan->kept && rank_nodes(plan, graph) &&
           has_wide_rank(plan, graph, &wide) && choose_edges(plan, graph, wide) &&
           rn_dot_shape(plan, graph);
}

void rn_dot_plan_finish(rn_dot_plan *plan)
{
    free(plan->rank);
    free(plan->back);
    free(plan->kept);
    free(plan->ranks_down);
    free(plan->weight);
    free(plan->order);
}
