/* The boxes of a flame graph in an SVG, and the tree that they stand for. */
#ifndef RN_SVG_BOXES_H
#define RN_SVG_BOXES_H

#include "base/report.h"

enum { RN_SVG_BOXES_MAX = 5000000 };

typedef struct rn_svg_box {
    double x, width, y;
    double count;    /* NaN: not told */
    double change;   /* from before, in percent of the whole; NaN: not told */
    size_t offset;   /* in the input */
    uint32_t name;   /* a number of the reader's */
    uint32_t parent; /* of the boxes in their new order; RN_NONE: none */
    uint32_t row;    /* 0 is the root's */
} rn_svg_box;

typedef struct rn_svg_boxes {
    rn_svg_box *boxes;
    size_t count, capacity;
    double tolerance; /* of x and width */
    double hidden;    /* the width of what is too narrow to be drawn, as far as can be told */
} rn_svg_boxes;

/* Sorts the boxes by row, the root's first, and by x, and finds their parents.  Of two rows that might
 * be the root's it is the one with the box `root_name`. */
void rn_svg_boxes_sort(rn_svg_boxes *boxes, uint32_t root_name);

void rn_svg_boxes_finish(rn_svg_boxes *boxes);

#endif
