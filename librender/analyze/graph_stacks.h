/* For graph.c: how the arcs and the figures of a call graph come from stacks. */
#ifndef RN_GRAPH_STACKS_H
#define RN_GRAPH_STACKS_H

#include "analyze/graph.h"
#include "analyze/stack_walk.h"
#include "profile/caller.h"

struct rn_graph_links {
    uint32_t *source; /* RN_ARCS: [arc]: the profile's arc */
    /* RN_STACKS */
    rn_stack_links stacks;
    uint32_t *arc; /* [stack]: that its last two frames make, or RN_NONE */
    /* Within a scope the stacks are those of `chosen`, and their figures those of the graph's metric. */
    bool is_chosen;
    rn_profile chosen;
    bool *is_direct; /* [stack]: its parent is the same in the profile */
};

/* Both are false when memory is out. */
bool rn_graph_link_stacks(rn_graph *graph, const rn_graph_scope *scope);
bool rn_graph_measure_stacks(rn_graph *graph);

/* For graph_stacks.c: the stacks of functions with kept[function] and the arcs between these, and how many
 * arcs there are between any. */
bool rn_graph_link_chosen(rn_graph *graph, const bool *kept, bool counts_all);
void rn_graph_free_chosen(rn_graph_links *links);

/* The order of `arcs` by caller, then callee; NULL when memory is out. */
uint32_t *rn_graph_order_arcs(const rn_arc_info *arcs, uint32_t count, uint32_t function_count);

static inline uint32_t rn_stack_function(const rn_profile *profile, uint32_t stack)
{
    return profile->frames[profile->stacks[stack].frame].function;
}

/* The arc that the last frame of a stack makes with the one before it. */
static inline rn_arc_info rn_stack_arc(const rn_profile *profile, uint32_t before, uint32_t last)
{
    return profile->is_reversed ? (rn_arc_info){last, before} : (rn_arc_info){before, last};
}

/* Goes through the stacks in their order. */
typedef struct rn_stack_callers {
    const rn_profile *profile;
    uint32_t *below; /* [stack]: who calls what stands below it, or RN_NONE */
} rn_stack_callers;

/* The caller of the last frame of a stack, whose parent was passed; RN_NONE: nobody. */
static inline uint32_t rn_stack_pass(rn_stack_callers *c, uint32_t stack)
{
    uint32_t caller = c->below[c->profile->stacks[stack].parent];
    uint32_t function = rn_stack_function(c->profile, stack);
    bool calls = rn_is_function(c->profile, function);
    c->below[stack] = calls ? function : rn_caller_below(c->profile, function, caller);
    return calls ? caller : RN_NONE;
}

#endif
