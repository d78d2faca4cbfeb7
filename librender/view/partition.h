/* A tree as cells of a unit-wide picture: each level a row, each cell its share of the total, below
 * its parent.  Flame graph, icicle and sunburst are three drawings of the same cells. */
#ifndef RN_PARTITION_H
#define RN_PARTITION_H

#include "analyze/tree.h"

typedef struct rn_cell {
    uint32_t node;   /* of the tree; of a '… more' cell: the parent */
    uint32_t parent; /* the cell one row nearer the root; itself for cell 0 */
    uint32_t depth;  /* 0: the total */
    uint32_t more;   /* 0, or how many siblings this '… n more' cell stands for */
    double from, to; /* 0 … 1 */
} rn_cell;

typedef struct rn_partition_options {
    double min_share;    /* of the picture's width: narrower siblings become one '… more' cell */
    double parent_share; /* the same of their parent's width; the larger one counts */
    uint32_t max_depth;  /* the deepest row drawn */
    bool folds;          /* below it, what it calls is one '… more' cell, a row of its own */
    render_order order;  /* not RENDER_ORDER_DEFAULT */
} rn_partition_options;

typedef struct rn_partition {
    rn_cell *cells; /* parents before children, rows from left to right */
    size_t count;
    uint32_t depth;     /* of the deepest cell */
    uint32_t cut_depth; /* of those with callees below max_depth */
    uint32_t hidden; /* functions that stand in '… more' cells or were too narrow even for those */
    uint32_t merged;     /* of those, the ones that the tree itself has no nodes for */
    double hidden_share; /* of the total */
    uint32_t cut;        /* cells with callees below max_depth */
    double cut_share;    /* of the total: what those callees cost */
    size_t capacity;
} rn_partition;

render_status rn_partition_init(rn_partition *out, const rn_tree *tree,
                                const rn_partition_options *options, rn_report *report);
void rn_partition_finish(rn_partition *partition);

/* The deepest row in which cells span at least `share` of the width together. */
uint32_t rn_partition_busy_depth(const rn_partition *partition, double share);

#endif
