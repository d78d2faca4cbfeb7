/* A walk through the tree of stacks, from the root down each branch, siblings in the order of the table. */
#ifndef RN_STACK_WALK_H
#define RN_STACK_WALK_H

#include "profile/profile.h"

/* Of 64 stacks, a bit each. */
typedef struct rn_stack_marks {
    uint64_t has_more; /* has children that do not stand in the row after it: most have none */
    uint64_t is_end;   /* ends a stretch; see below */
    uint32_t before;   /* how many of has_more there are in earlier ones */
} rn_stack_marks;

/* Where the children of each stack are that do not stand in the row after it. */
typedef struct rn_stack_links {
    const rn_profile *profile; /* of stacks; borrowed */
    rn_stack_marks *marks;     /* [stack / 64] */
    uint32_t parent_count;     /* of stacks with such children */
    uint32_t *first;           /* [such stack]: in `children`; and the end */
    uint32_t *children;
} rn_stack_links;

/* False when memory is out; rn_stack_links_finish in either case. */
bool rn_stack_links_init(rn_stack_links *links, const rn_profile *profile);
void rn_stack_links_finish(rn_stack_links *links);

static inline bool rn_stack_is_in_next_row(const rn_profile *profile, uint32_t stack)
{
    return profile->stacks[stack].parent == stack - 1;
}

static inline bool rn_stack_has_more(const rn_stack_links *links, uint32_t stack)
{
    return links->marks[stack / 64].has_more >> (stack % 64) & 1;
}

/* The number of a stack with more children among those. */
static inline uint32_t rn_stack_place(const rn_stack_links *links, uint32_t stack)
{
    const rn_stack_marks *marks = &links->marks[stack / 64];
    uint64_t below = marks->has_more & ((UINT64_C(1) << stack % 64) - 1);
    return marks->before + (uint32_t)__builtin_popcountll(below);
}

/* What each stack hands down to its children, for whoever goes through the stacks in their order. */
typedef struct rn_legacy {
    const rn_stack_links *links;
    uint32_t *kept; /* [stack with more children]: what it hands down */
    uint32_t count; /* of them, so far */
    uint32_t last;  /* what the row before hands down */
} rn_legacy;

/* False when memory is out. */
bool rn_legacy_init(rn_legacy *legacy, const rn_stack_links *links);
/* At the empty stack, which hands down this; the next one is 1. */
void rn_legacy_begin(rn_legacy *legacy, uint32_t value);
void rn_legacy_finish(rn_legacy *legacy);

/* What the next stack takes from its parent, and then what it leaves. */
static inline uint32_t rn_legacy_take(const rn_legacy *legacy, uint32_t stack)
{
    const rn_profile *profile = legacy->links->profile;
    if (rn_stack_is_in_next_row(profile, stack))
        return legacy->last;
    return legacy->kept[rn_stack_place(legacy->links, profile->stacks[stack].parent)];
}

static inline void rn_legacy_leave(rn_legacy *legacy, uint32_t stack, uint32_t value)
{
    legacy->last = value;
    if (rn_stack_has_more(legacy->links, stack))
        legacy->kept[legacy->count++] = value;
}

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
