/* Places boxes and arcs of a directed graph with Graphviz' dot.  The one room that knows libgvc. */
#ifndef RN_DOT_LAYOUT_H
#define RN_DOT_LAYOUT_H

#include "base/report.h"
#include "scene/scene.h"

/* A loop stands this share of its box's height above the middle, or of its width left of it, where few
 * other edges go. */
#define RN_DOT_LOOP_RISE 0.22

/* Ranks that the edges pass, in all, up to which a graph is laid out as a whole unless it says otherwise. */
enum { RN_DOT_WORK = 3000 };

/* Where edges lead to. */
typedef enum rn_dot_direction {
    RN_DOT_DOWN,
    RN_DOT_RIGHT,
    RN_DOT_UP,
    RN_DOT_LEFT
} rn_dot_direction;

typedef struct rn_dot_node {
    double width, height; /* in, px */
    double side; /* in, px to keep free for a loop and its label: at the right; below, where edges
                             lead to the right or left */
    uint32_t cluster; /* in: its number, from 1; 0: none */
    double x, y;      /* out: centre */
} rn_dot_node;

/* A box round nodes, with room for a title above them.  No other node stands in it. */
typedef struct rn_dot_cluster {
    double x, y, width, height; /* out: from the top left; nothing of a cluster without nodes */
    double title_width;         /* of the part of its top where no edge label may stand */
} rn_dot_cluster;

/* px: from the nodes of a cluster to its box, and above them. */
enum { RN_DOT_CLUSTER_PAD = 9, RN_DOT_CLUSTER_TITLE = 36 };

typedef struct rn_dot_edge {
    uint32_t tail, head; /* in: nodes; tail == head is a loop */
    double weight;       /* in, 0 … 1: heavier ones are kept shorter and straighter */
    double width;        /* in, px: of the line */
    rn_path_step *steps; /* out: one RN_MOVE, then RN_CURVE …, up to where the arrow head begins;
                            free it through rn_dot_finish */
    size_t step_count;
    double tip_x, tip_y; /* out: where the arrow head ends, at the head's border */
} rn_dot_edge;

typedef struct rn_dot_graph {
    rn_dot_node *nodes;
    uint32_t node_count;
    rn_dot_edge *edges;
    uint32_t edge_count;
    rn_dot_cluster *clusters;
    uint32_t cluster_count;
    rn_dot_direction direction; /* in */
    double label_height;  /* in, px: of the text that may stand on an edge between two ranks */
    uint32_t work;        /* in: instead of RN_DOT_WORK; 0: that */
    double width, height; /* out: of the drawing; everything lies inside */
    bool bounded;         /* out: the effort was bounded because of the size */
} rn_dot_graph;

/* Whether edges lead to the right or left. */
static inline bool rn_dot_lies(const rn_dot_graph *graph)
{
    return graph->direction == RN_DOT_RIGHT || graph->direction == RN_DOT_LEFT;
}

/* Lays out in order of the arrays: same input, same picture.  Calls are serialised. */
render_status rn_dot_layout(rn_dot_graph *graph, rn_report *report);
void rn_dot_finish(rn_dot_graph *graph);

#endif
