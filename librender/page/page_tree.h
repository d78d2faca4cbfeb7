/* The tree as the page holds it: in preorder, as large as a page can be, and what is left out summed up. */
#ifndef RN_PAGE_TREE_H
#define RN_PAGE_TREE_H

#include "analyze/tree.h"

typedef struct rn_page_node {
    uint32_t depth;
    uint32_t function; /* RN_NONE: the root, and what stands for several */
    uint32_t more;     /* 0, or how many siblings this node stands for */
    double self, base; /* own cost now and before; of several: what they cost in all */
    uint8_t flags;     /* of rn_tree */
} rn_page_node;

typedef struct rn_page_tree {
    rn_page_node *nodes; /* parents before children, a node directly before its first child */
    size_t count, capacity;
    uint32_t left_out;  /* siblings that others stand for, for there are too many */
    double left_out_by; /* what they cost */
} rn_page_tree;

/* What becomes of a node: it costs nothing, it is one of those that another node stands for, or it is kept. */
enum { RN_PAGE_NOTHING, RN_PAGE_LEFT_OUT, RN_PAGE_KEPT };

/* Raises fates[node] to what the costs of the tree ask for: kept are at most `most` nodes that stand for one call
 * each, those that cost most; *cut is what the others cost at most.  Trees with the same nodes can share
 * fates, and then have the same nodes on a page.  False when memory is out. */
bool rn_page_tree_judge(uint8_t *fates, double *cut, const rn_tree *tree, uint32_t most);

render_status rn_page_tree_init(rn_page_tree *out, const rn_tree *tree, const uint8_t *fates,
                                rn_report *report);
void rn_page_tree_finish(rn_page_tree *tree);

#endif
