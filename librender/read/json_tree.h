/* Trees of calls that are objects within objects: every object is a call, and one of its keys has the array
 * of the calls that it made.  Keys may come in any order, calls before what is said of their caller, too. */
#ifndef RN_JSON_TREE_H
#define RN_JSON_TREE_H

#include "input/json_values.h"
#include "profile/builder.h"

typedef struct rn_tree_node {
    rn_function_info function;
    uint32_t line;   /* of the frame */
    uint32_t scope;  /* a text that the reader may put before the name; 0: none */
    uint32_t parent; /* RN_NONE: the root */
    uint32_t child_count;
    double value; /* NaN: not told */
} rn_tree_node;

typedef struct rn_json_tree {
    rn_json *json;
    rn_builder *builder;
    rn_report *report;
    const char *const *children; /* keys of the array of calls; NULL after the last */
    /* Takes the value of the key at hand, or skips it. */
    bool (*member)(void *reader, rn_tree_node *node);
    void *reader;
    bool skips_root;     /* it is no call, unless it has a value of its own */
    double rounding;     /* values are printed with so few digits: by how much one may be wrong */
    rn_tree_node *nodes; /* callers before what they call */
    size_t count, capacity;
    uint32_t *open;
    size_t open_count, open_capacity;
} rn_json_tree;

/* How deep JSON may be nested where objects are calls. */
uint32_t rn_json_tree_nesting(const rn_builder *builder);

/* Takes the object of the root and all within. */
bool rn_json_tree_read(rn_json_tree *tree);

/* Turns values that hold those of the calls below into own ones.  A value that is not told is the sum of
 * those; one that is less becomes their sum, with a warning. */
void rn_json_tree_own_values(rn_json_tree *tree);

/* Adds all nodes with their own values to a metric.  What is called `folded` (0: nothing) is its caller's own.
 * True when there is a value. */
bool rn_json_tree_add(rn_json_tree *tree, uint32_t metric, uint32_t folded);

void rn_json_tree_finish(rn_json_tree *tree);

#endif
