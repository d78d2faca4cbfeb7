/* Trees made of parts of another one. */
#ifndef RN_TREE_PARTS_H
#define RN_TREE_PARTS_H

#include "analyze/tree.h"

/* Which part of a tree's nodes belongs to which new tree. */
typedef struct rn_tree_choice {
    uint32_t *part; /* [node]; RN_NONE: none */
    bool *is_top;   /* [node]: it becomes the root of its part, with others that do */
    uint32_t count; /* of parts */
} rn_tree_choice;

/* Fills trees[choice->count], also on failure, with trees or NULL.  A node whose parent is of another part goes
 * below the root. */
render_status rn_tree_parts(rn_tree **trees, const rn_tree *tree, const rn_tree_choice *choice,
                            rn_report *report);

/* What `marks` [function] call, and what called them: both have their cost as a whole, each stack counted once, by
 * the outermost of them in it.  `below` begins with what they call, `above` with their callers, and goes on to
 * the root of everything.  RENDER_ERROR_LIMIT when the callers are too many. */
render_status rn_tree_sandwich(rn_tree **below, rn_tree **above, const rn_tree *tree,
                               const bool *marks, rn_report *report);

/* What `marks` [function] cost with all that they call, by `totals` [node]; of nested ones the outermost counts.
 * Negative when memory is out. */
double rn_tree_marked(const rn_tree *tree, const double *totals, const bool *marks);

#endif
