/* Where the numbers of arcs stand in a call graph. */
#ifndef RN_EDGE_LABELS_H
#define RN_EDGE_LABELS_H

#include "view/dot_layout.h"

enum { RN_EDGE_LABEL_SHAPES = 3 };

typedef struct rn_edge_label {
    uint32_t edge;
    int shape_count; /* in: ways to write it, the best one first */
    double width[RN_EDGE_LABEL_SHAPES], height[RN_EDGE_LABEL_SHAPES];
    int shape;   /* out: the one that found a place, -1: none did */
    double x, y; /* out: its centre, on the edge */
} rn_edge_label;

/* Places labels in order of the array: on their edges, inside the drawing, never over a box (with
 * its `side`), an arrow head or another label, and as far as possible not over other edges.  False
 * when memory is out. */
bool rn_edge_labels_place(const rn_dot_graph *graph, rn_edge_label *labels, uint32_t count);

#endif
