/* A layout for graphs that are too large for Graphviz: ranks as rows, ordered by the mean place of
 * their neighbours (Sugiyama 1981), each row centred, long ones broken. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "view/dot_layout_parts.h"

enum { SWEEPS = 6 };

typedef struct seat {
    uint32_t rank, node;
    double place; /* 0 … 1 in its rank, or the mean of its neighbours' */
} seat;

static int compare_seats(const void *left, const void *right)
{
    const seat *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* Seats by rank and place; place[node] becomes the even share of its rank. */
static void sort_seats(seat *seats, uint32_t count, double *place)
{
    qsort(seats, count, sizeof *seats, compare_seats);
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && seats[to].rank == seats[from].rank; to++)
            ;
        for (uint32_t i = from; i < to; i++)
            place[seats[i].node] = (i - from + 0.5) / (to - from);
    }
}

/* One sweep: every node moves to the mean of its callers (or callees). */
static void sweep(const rn_dot_graph *graph, const rn_dot_plan *plan, seat *seats, double *place,
                  double *sum, uint32_t *degree, bool down)
{
    for (uint32_t n = 0; n < graph->node_count; n++)
        sum[n] = degree[n] = 0;
    for (uint32_t e = 0; e < graph->edge_count; e++) {
        uint32_t upper = graph->edges[e].tail, lower = graph->edges[e].head;
        if (plan->rank[upper] >= plan->rank[lower])
            continue;
        uint32_t to = down ? lower : upper, from = down ? upper : lower;
        sum[to] += place[from];
        degree[to]++;
    }
    for (uint32_t i = 0; i < graph->node_count; i++) {
        uint32_t n = seats[i].node;
        seats[i].place = degree[n] ? sum[n] / degree[n] : place[n];
    }
    sort_seats(seats, graph->node_count, place);
}

static double row_limit(const rn_dot_graph *graph, const rn_dot_plan *plan)
{
    double area = 0, widest = 1200;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const rn_dot_node *node = &graph->nodes[n];
        double width = node->width + node->side + RN_DOT_NODE_GAP;
        area += width * (node->height + plan->rank_gap);
        widest = fmax(widest, width);
    }
    return fmax(widest, sqrt(area * 2));
}

/* Seats from … to-1 become one row below y; returns its bottom. */
static double place_row(rn_dot_graph *graph, const seat *seats, uint32_t from, uint32_t to,
                        double width, double y)
{
    double x = -width / 2, height = 0;
    for (uint32_t i = from; i < to; i++)
        height = fmax(height, graph->nodes[seats[i].node].height);
    for (uint32_t i = from; i < to; i++) {
        rn_dot_node *node = &graph->nodes[seats[i].node];
        node->x = x + node->width / 2;
        node->y = y + height / 2;
        x += node->width + node->side + RN_DOT_NODE_GAP;
    }
    return y + height;
}

static void place_seats(rn_dot_graph *graph, const rn_dot_plan *plan, const seat *seats)
{
    double limit = row_limit(graph, plan), y = 0;
    uint32_t from = 0, count = graph->node_count;
    while (from < count) {
        double width = 0;
        uint32_t to = from;
        for (; to < count && seats[to].rank == seats[from].rank; to++) {
            const rn_dot_node *node = &graph->nodes[seats[to].node];
            double wider = width + node->width + node->side + RN_DOT_NODE_GAP;
            if (to > from && wider > limit)
                break;
            width = wider;
        }
        y = place_row(graph, seats, from, to, width, y) + plan->rank_gap;
        from = to;
    }
}

bool rn_dot_place_rows(rn_dot_graph *graph, const rn_dot_plan *plan)
{
    uint32_t count = graph->node_count;
    seat *seats = rn_array_new(count, sizeof *seats);
    double *place = rn_array_new(count, sizeof *place), *sum = rn_array_new(count, sizeof *sum);
    uint32_t *degree = rn_array_new(count, sizeof *degree);
    bool done = seats && place && sum && degree;
    if (done) {
        for (uint32_t n = 0; n < count; n++)
            seats[n] = (seat){plan->rank[n], n, 0};
        sort_seats(seats, count, place);
        for (int i = 0; i < SWEEPS; i++)
            sweep(graph, plan, seats, place, sum, degree, i % 2 == 0);
        place_seats(graph, plan, seats);
    }
    free(seats);
    free(place);
    free(sum);
    free(degree);
    return done;
}
