/* Trees of calls as V8 writes them, each node within its parent:
 *
 *     {"callFrame": {…}, "selfSize": 584, "id": 7, "children": [{…}, …]}       (memory)
 *     {"functionName": "f", "url": …, "hitCount": 3, "id": 7, "children": […]}   (time, before 2016)
 */
#ifndef RN_V8_TREE_H
#define RN_V8_TREE_H

#include "read/v8_frames.h"

typedef struct rn_v8_tree_node {
    uint32_t frame;
    uint32_t parent; /* a node before it, or RN_NONE */
    uint32_t id;     /* RN_NONE: not told */
    double value;    /* of selfSize or hitCount */
} rn_v8_tree_node;

/* Zeroed, it is ready. */
typedef struct rn_v8_tree {
    rn_v8_tree_node *nodes;
    size_t count, capacity;
} rn_v8_tree;

/* Takes the next value.  `frames` gets the functions. */
bool rn_v8_take_tree(rn_v8_tree *tree, rn_v8_frames *frames, rn_json *json);

void rn_v8_tree_finish(rn_v8_tree *tree);

#endif
