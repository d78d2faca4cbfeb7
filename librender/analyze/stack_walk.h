/* A walk through the tree of stacks, from the root down each branch, siblings in the order of the table. */
#ifndef RN_STACK_WALK_H
#define RN_STACK_WALK_H

#include "profile/profile.h"

/* Where the children of each stack are that do not stand in the row after it: most stacks have none. */
typedef struct rn_stack_links {
    const rn_profile *profile; /* of stacks; borrowed */
    uint64_t *has_more;        /* a bit for each stack that has such children */
    uint64_t *is_end;          /* a bit for each stack that ends a stretch; see below */
    uint32_t *before;          /* [64 stacks]: how many of has_more there are before them */
    uint32_t *first;           /* [such stack]: in `children`; and the end */
    uint32_t *children;
} rn_stack_links;

/* False when memory is out; rn_stack_links_finish in either case. */
bool rn_stack_links_init(rn_stack_links *links, const rn_profile *profile);
void rn_stack_links_finish(rn_stack_links *links);

/* A stretch is of stacks in rows one after the other, each the only child of the one before, and only the last may have
 * costs of its own: all of them weigh the same. */
typedef struct rn_stretch {
    uint32_t first, end;
} rn_stretch;

/* Called before and after what is below a stretch; `weight` is what each of its stacks and all below cost. */
typedef struct rn_stack_visitor {
    void (*enter)(void *user, rn_stretch stacks);
    void (*leave)(void *user, rn_stretch stacks, double weight);
    void *user;
} rn_stack_visitor;

/* Visits every stack but the empty one.  False when memory is out. */
bool rn_stack_walk(const rn_stack_links *links, uint32_t metric, const rn_stack_visitor *visitor);

#endif
