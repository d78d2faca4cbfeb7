/* A tree of stacks of which only those are told apart that weigh enough: texts below a lighter one are held there,
 * unread, until it weighs so much that its callees are wanted. */
#ifndef RN_WIDE_TREE_H
#define RN_WIDE_TREE_H

#include "base/map.h"
#include "profile/builder.h"

/* A text that is held: the line that it stands in, and where what was not read of its stack begins. */
typedef struct rn_held {
    uint64_t line; /* where it starts in the input */
    double weight;
    uint32_t next; /* of those held at the same node; RN_NONE: none */
    uint16_t from; /* from the start of the line */
    uint16_t size; /* of its stack */
} rn_held;

/* What the way down reads. */
typedef struct rn_wide_key {
    uint32_t parent; /* which comes before it */
    uint32_t function;
} rn_wide_key;

typedef struct rn_wide_node {
    double ended;         /* what stacks weigh that end here */
    double held;          /* those that are held here */
    double total;         /* both, and those below: after rn_wide_tree_sum */
    uint64_t line;        /* where the first line with this stack starts in the input */
    uint32_t first, last; /* held; RN_NONE: nothing */
} rn_wide_node;

typedef struct rn_wide_tree {
    rn_wide_key *keys; /* [node]; [0]: the empty stack, which is open */
    bool *is_open;     /* [node]: its callees are nodes */
    rn_wide_node *nodes;
    uint32_t count;
    size_t key_capacity, open_capacity, node_capacity;
    rn_map children; /* (parent, function) */
    rn_held *held;
    size_t held_count, held_capacity;
} rn_wide_tree;

/* Functions return false, or RN_NONE, when memory is out. */
bool rn_wide_tree_init(rn_wide_tree *tree);
void rn_wide_tree_finish(rn_wide_tree *tree);

/* The child of a node, new or old, that the line has. */
uint32_t rn_wide_tree_child(rn_wide_tree *tree, uint32_t parent, uint32_t function, uint64_t line);

/* Holds a text at a node. */
bool rn_wide_tree_hold(rn_wide_tree *tree, uint32_t node, rn_held text);
/* The same of one that is no longer held at another node. */
void rn_wide_tree_link(rn_wide_tree *tree, uint32_t node, uint32_t place);

/* Gives nodes new numbers, so that the heaviest child of each comes right after it, where it is found at once. */
bool rn_wide_tree_sort(rn_wide_tree *tree);

/* Adds another tree, whose function f is functions[f] here and whose lines come after those here. */
bool rn_wide_tree_add(rn_wide_tree *tree, const rn_wide_tree *other, const uint32_t *functions);

/* Sets all totals. */
void rn_wide_tree_sum(rn_wide_tree *tree);

/* Makes stacks of those nodes whose parents weigh at least so much in total, in the order in which all stacks of the
 * input would be made; what is below others is their own cost. */
bool rn_wide_tree_make(const rn_wide_tree *tree, double least, rn_builder *builder,
                       uint32_t metric);

#endif
