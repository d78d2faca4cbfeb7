/* Boxes round groups of nodes.
 *
 * Graphviz gets them as its clusters where it lays out everything; that its picture keeps them apart is
 * checked afterwards, not believed.  Where it does not, and in graphs that are too large for it, every cluster
 * has rows of its own (dot_layout_rows.c), which takes linear time and always holds. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/intern.h"
#include "view/dot_layout_parts.h"

/* ---- rows ------------------------------------------------------------------------------------- */

typedef struct seat {
    uint32_t begins, cluster, rank, node;
} seat;

static int compare_seats(const void *left, const void *right)
{
    const seat *a = left, *b = right;
    if (a->begins != b->begins)
        return a->begins < b->begins ? -1 : 1;
    if (a->cluster != b->cluster)
        return a->cluster < b->cluster ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static void seat_nodes(const rn_dot_plan *plan, const rn_dot_graph *graph, seat *seats,
                       uint32_t *begins)
{
    for (uint32_t c = 0; c <= graph->cluster_count; c++)
        begins[c] = RN_NONE;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        uint32_t *first = &begins[graph->nodes[n].cluster];
        *first = plan->rank[n] < *first ? plan->rank[n] : *first;
    }
    for (uint32_t n = 0; n < graph->node_count; n++) {
        uint32_t cluster = graph->nodes[n].cluster;
        seats[n] = (seat){cluster ? begins[cluster] : plan->rank[n], cluster, plan->rank[n], n};
    }
    qsort(seats, graph->node_count, sizeof *seats, compare_seats);
}

bool rn_dot_part_ranks(rn_dot_plan *plan, const rn_dot_graph *graph)
{
    seat *seats = rn_array_new(graph->node_count, sizeof *seats);
    uint32_t *begins = rn_array_new(graph->cluster_count + (size_t)1, sizeof *begins);
    bool enough = seats && begins;
    if (enough) {
        seat_nodes(plan, graph, seats, begins);
        plan->rank_count = 0;
    }
    for (uint32_t i = 0; enough && i < graph->node_count; i++) {
        bool is_new = !i || seats[i].begins != seats[i - 1].begins ||
                      seats[i].cluster != seats[i - 1].cluster ||
                      seats[i].rank != seats[i - 1].rank;
        plan->rank_count += is_new;
        plan->rank[seats[i].node] = plan->rank_count - 1;
    }
    free(seats);
    free(begins);
    return enough;
}

/* ---- boxes ------------------------------------------------------------------------------------ */

typedef struct box {
    double left, top, right, bottom;
    uint32_t cluster;
} box;

static box box_of_node(const rn_dot_graph *graph, uint32_t n)
{
    const rn_dot_node *node = &graph->nodes[n];
    bool lies = rn_dot_lies(graph);
    return (box){.left = node->x - node->width / 2,
                 .top = node->y - node->height / 2,
                 .right = node->x + node->width / 2 + (lies ? 0 : node->side),
                 .bottom = node->y + node->height / 2 + (lies ? node->side : 0),
                 .cluster = node->cluster};
}

static void grow(rn_dot_cluster *cluster, box b)
{
    double right = fmax(cluster->x + cluster->width, b.right);
    double bottom = fmax(cluster->y + cluster->height, b.bottom);
    cluster->x = fmin(cluster->x, b.left);
    cluster->y = fmin(cluster->y, b.top);
    cluster->width = right - cluster->x;
    cluster->height = bottom - cluster->y;
}

void rn_dot_frame_clusters(rn_dot_graph *graph)
{
    for (uint32_t c = 0; c < graph->cluster_count; c++)
        graph->clusters[c] = (rn_dot_cluster){0};
    for (uint32_t n = 0; n < graph->node_count; n++) {
        box b = box_of_node(graph, n);
        if (!b.cluster)
            continue;
        rn_dot_cluster *cluster = &graph->clusters[b.cluster - 1];
        if (cluster->width > 0)
            grow(cluster, b);
        else
            *cluster = (rn_dot_cluster){b.left, b.top, b.right - b.left, b.bottom - b.top, 0};
    }
    for (uint32_t c = 0; c < graph->cluster_count; c++) {
        rn_dot_cluster *cluster = &graph->clusters[c];
        if (!(cluster->width > 0))
            continue;
        cluster->x -= RN_DOT_CLUSTER_PAD;
        cluster->y -= RN_DOT_CLUSTER_TITLE;
        cluster->width += 2 * RN_DOT_CLUSTER_PAD;
        cluster->height += RN_DOT_CLUSTER_TITLE + RN_DOT_CLUSTER_PAD;
    }
}

/* ---- whether they are apart ------------------------------------------------------------------- */

static box box_of_cluster(const rn_dot_graph *graph, uint32_t c)
{
    const rn_dot_cluster *cluster = &graph->clusters[c];
    return (box){cluster->x, cluster->y, cluster->x + cluster->width, cluster->y + cluster->height,
                 c + 1};
}

static bool touch(const box *a, const box *b)
{
    return a->left < b->right && a->right > b->left && a->top < b->bottom && a->bottom > b->top;
}

/* Boxes of clusters with those of all nodes and clusters; only where Graphviz did it all, so there are few. */
bool rn_dot_clusters_hold(const rn_dot_graph *graph, bool *hold)
{
    uint32_t count = graph->node_count + graph->cluster_count;
    box *boxes = rn_array_new(count, sizeof *boxes);
    *hold = true;
    if (!boxes)
        return false;
    for (uint32_t n = 0; n < graph->node_count; n++)
        boxes[n] = box_of_node(graph, n);
    for (uint32_t c = 0; c < graph->cluster_count; c++)
        boxes[graph->node_count + c] = box_of_cluster(graph, c);
    for (uint32_t c = 0; c < graph->cluster_count; c++) {
        const box *cluster = &boxes[graph->node_count + c];
        for (uint32_t i = 0; i < count; i++)
            if (boxes[i].cluster != cluster->cluster && touch(cluster, &boxes[i]))
                *hold = false;
    }
    free(boxes);
    return true;
}
