/* The parts of the call graph's layout that need no Graphviz: what to leave to it, and what to do
 * where it would take too long. */
#ifndef RN_DOT_LAYOUT_PARTS_H
#define RN_DOT_LAYOUT_PARTS_H

#include "view/dot_layout.h"

/* Free space between neighbours, px. */
enum { RN_DOT_NODE_GAP = 26 };

/* How much of the work Graphviz gets. */
typedef enum rn_dot_effort {
    RN_DOT_WHOLE,  /* everything */
    RN_DOT_PLACED, /* it places the nodes by the short edges; the edges are routed here */
    RN_DOT_ROWS,   /* nothing */
} rn_dot_effort;

typedef struct rn_dot_plan {
    rn_dot_effort effort;
    uint32_t *rank; /* [node]: calls from a root, along the longest way */
    uint32_t rank_count;
    bool *back;          /* [edge]: closes a cycle, and goes up */
    bool *kept;          /* [edge]: takes part in placing the nodes; loops never do */
    uint8_t *ranks_down; /* [edge]: how many ranks its head stands below its tail, at least */
    uint32_t *weight;    /* [edge]: how much its length counts */
    uint32_t
        *order; /* nodes as Graphviz gets them: where nothing else says how, it places them so */
    double rank_gap; /* px: free space between ranks */
} rn_dot_plan;

/* False when memory is out. */
bool rn_dot_plan_make(rn_dot_plan *plan, const rn_dot_graph *graph);
void rn_dot_plan_finish(rn_dot_plan *plan);

/* Sets what gives the drawing its shape: ranks_down, weight, order and rank_gap.  False when memory is out. */
bool rn_dot_shape(rn_dot_plan *plan, const rn_dot_graph *graph);

/* Places the nodes rank by rank, long ranks in several rows, in linear time. */
bool rn_dot_place_rows(rn_dot_graph *graph, const rn_dot_plan *plan);

/* Ranks for placing in rows: no row then holds nodes of two clusters, or of one and of none.  Clusters follow
 * each other by the first rank of their nodes. */
bool rn_dot_part_ranks(rn_dot_plan *plan, const rn_dot_graph *graph);

/* Draws the boxes of the clusters round their nodes, the way they finally lie. */
void rn_dot_frame_clusters(rn_dot_graph *graph);
/* Whether no node and no other cluster reaches into such a box. */
bool rn_dot_clusters_hold(const rn_dot_graph *graph, bool *hold);

/* Gives every edge without steps, but no loop, a way between the boxes, from border to border. */
bool rn_dot_route(rn_dot_graph *graph, const rn_dot_plan *plan);

/* Gives every loop its way, in the space beside its box. */
bool rn_dot_route_loops(rn_dot_graph *graph);

/* Before placing, and after routing: a layout downwards becomes one in graph->direction. */
void rn_dot_lay_down(rn_dot_graph *graph);
void rn_dot_turn(rn_dot_graph *graph);

/* Cuts the part of a way that lies in its boxes, when it runs from centre to centre. */
void rn_dot_clip(const rn_dot_graph *graph, rn_dot_edge *edge);

/* Shortens every way by its arrow head and sets the tips. */
void rn_dot_make_tips(rn_dot_graph *graph);

/* Moves everything so that it begins at (0, 0) and sets width and height. */
void rn_dot_fit(rn_dot_graph *graph);

#endif
