/* The calling-context tree of one metric: what flame graph, icicle and sunburst draw.
 *
 * From stacks it is exact: frames of one function at several lines become one node, nothing else
 * changes.  From arcs it is an estimate (estimate.c says how): estimated nodes are marked.
 *
 * Node 0 is the root of everything and no function.  parent[n] < n for every other node. */
#ifndef RN_TREE_H
#define RN_TREE_H

#include "profile/profile.h"

enum {
    RN_NODE_ESTIMATED = 1, /* how the cost of this function splits over its callers is a guess */
    RN_NODE_CYCLE = 2,     /* another member of the cycle its parent belongs to */
    RN_NODE_MORE = 4,      /* stands for `count` siblings below the share asked for; no function */
};

/* What the nodes of a comparison's tree cost on either side. */
typedef struct rn_tree_sides {
    double *now_self, *now_total, *base_self, *base_total;
    render_widths widths; /* what self[] is of them */
} rn_tree_sides;

typedef struct rn_tree {
    const rn_profile *profile; /* borrowed */
    uint32_t metric;
    uint32_t count;
    uint32_t *parent;
    uint32_t *function; /* RN_NONE for node 0; the number of siblings for RN_NODE_MORE */
    double *self;
    double *total;
    uint8_t *flags;
    uint32_t *first_child;  /* 0: none */
    uint32_t *next_sibling; /* 0: none; siblings in order of first appearance */
    bool estimated;         /* any node is */
    double
        min_share; /* the share that nodes in no RN_NODE_MORE have at least; 0: there is none of it */
    rn_tree_sides sides; /* NULL: no comparison; tree_pair.h */
} rn_tree;

/* `min_share` prunes an estimate: a child below this share (0 to 1) of the whole is not expanded and
 * goes into its parent's RN_NODE_MORE.  It does nothing to an exact tree. */
render_status rn_tree_new(rn_tree **out, const rn_profile *profile, uint32_t metric,
                          double min_share, rn_report *report);
/* The same of a profile that keeps its order in time: a call is a node of its own unless it goes on from
 * the run before.  RENDER_ERROR_ARGUMENT when the order is not kept, or not in what the metric counts. */
render_status rn_tree_new_in_order(rn_tree **out, const rn_profile *profile, uint32_t metric,
                                   rn_report *report);
/* The same of one track of such a profile, without the order: what ran on it. */
render_status rn_tree_new_of_track(rn_tree **out, const rn_profile *profile, uint32_t metric,
                                   uint32_t track, rn_report *report);
/* Whether the profile tells what ran when, in what the metric counts. */
bool rn_tree_can_order(const rn_profile *profile, uint32_t metric);
void rn_tree_free(rn_tree *tree);

/* Sums total[] up from self[]: the tree's own, or others of its nodes. */
void rn_tree_sum(rn_tree *tree);
void rn_tree_sum_column(const rn_tree *tree, double *total, const double *self);

/* Visits every node but the root before and after those below it. */
typedef void rn_tree_visit(void *user, uint32_t node, bool enters);
void rn_tree_walk(const rn_tree *tree, rn_tree_visit *visit, void *user);

/* For tree.c, tree_order.c and estimate.c: appends a node and links it last below its parent (children of one
 * parent need not be contiguous).  RN_NONE when memory is out. */
typedef struct rn_tree_maker {
    rn_tree *tree;
    size_t capacity;
    uint32_t *last_child;
} rn_tree_maker;

bool rn_tree_maker_init(rn_tree_maker *maker, const rn_profile *profile, uint32_t metric);
uint32_t rn_tree_maker_add(rn_tree_maker *maker, uint32_t parent, uint32_t function, double self,
                           double total, uint8_t flags);
/* The tree, or NULL after a failure; the maker is then empty. */
rn_tree *rn_tree_maker_finish(rn_tree_maker *maker);
void rn_tree_maker_discard(rn_tree_maker *maker);

#endif
