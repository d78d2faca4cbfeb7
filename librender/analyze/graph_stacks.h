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

/* Counts the arcs between any functions that the stacks make.  False when memory is out. */
bool rn_graph_count_arcs(uint32_t *count, const rn_stack_links *links);

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

/* Goes through the stacks in their order: each hands down who calls what stands below it, or RN_NONE. */
typedef struct rn_stack_callers {
    const rn_profile *profile;
    uint32_t *callee; /* [frame]: its function, when that calls and is called; else RN_NONE */
    rn_legacy below;
} rn_stack_callers;

/* At the empty stack, as again after _begin.  False when memory is out; _finish in either case. */
bool rn_stack_callers_init(rn_stack_callers *callers, const rn_stack_links *links);
void rn_stack_callers_begin(rn_stack_callers *callers);
void rn_stack_callers_finish(rn_stack_callers *callers);

/* The arc that the last two functions of the next stack make, with the last one as its callee also of a profile that is
 * reversed; both are RN_NONE where there is none. */
static inline rn_arc_info rn_stack_pass(rn_stack_callers *c, uint32_t stack)
{
    uint32_t frame = c->profile->stacks[stack].frame, callee = c->callee[frame];
    uint32_t caller = rn_legacy_take(&c->below, stack);
    if (callee == RN_NONE) {
        uint32_t function = c->profile->frames[frame].function;
        rn_legacy_leave(&c->below, stack, rn_caller_below(c->profile, function, caller));
        return (rn_arc_info){RN_NONE, RN_NONE};
    }
    rn_legacy_leave(&c->below, stack, callee);
    return caller == RN_NONE ? (rn_arc_info){RN_NONE, RN_NONE} : (rn_arc_info){caller, callee};
}

#endif
