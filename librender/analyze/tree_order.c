/* A tree of runs: each goes on from the one before as far as their stacks are the same. */
#include <stdlib.h>

#include "analyze/tree.h"
#include "base/grow.h"

typedef struct path {
    uint32_t *functions, *nodes; /* from the root down */
    uint32_t depth;
    size_t function_capacity, node_capacity;
} path;

static uint32_t depth_of(const rn_profile *p, uint32_t stack)
{
    uint32_t depth = 0;
    for (; stack; stack = p->stacks[stack].parent)
        depth++;
    return depth;
}

static bool add_run(rn_tree_maker *maker, path *at, const rn_run *run, bool goes_on)
{
    const rn_profile *p = maker->tree->profile;
    uint32_t depth = depth_of(p, run->stack), shared = goes_on ? at->depth : 0;
    if (!RN_GROW(at->functions, at->function_capacity, depth) ||
        !RN_GROW(at->nodes, at->node_capacity, depth))
        return false;
    if (shared > depth)
        shared = depth;
    for (uint32_t s = run->stack, i = depth; i-- > 0; s = p->stacks[s].parent) {
        uint32_t function = p->frames[p->stacks[s].frame].function;
        if (i < shared && at->functions[i] != function)
            shared = i;
        at->functions[i] = function;
    }
    for (uint32_t i = shared; i < depth; i++) {
        uint32_t parent = i ? at->nodes[i - 1] : 0;
        at->nodes[i] = rn_tree_maker_add(maker, parent, at->functions[i], 0, 0, 0);
        if (at->nodes[i] == RN_NONE)
            return false;
    }
    at->depth = depth;
    maker->tree->self[depth ? at->nodes[depth - 1] : 0] += run->duration;
    return true;
}

static bool add_runs(rn_tree_maker *maker)
{
    const rn_profile *p = maker->tree->profile;
    path at = {0};
    bool fine = true;
    for (uint32_t i = 0; fine && i < p->run_count; i++)
        fine = add_run(maker, &at, &p->runs[i], i && p->runs[i].track == p->runs[i - 1].track);
    free(at.functions);
    free(at.nodes);
    return fine;
}

render_status rn_tree_new_in_order(rn_tree **out, const rn_profile *profile, uint32_t metric,
                                   rn_report *report)
{
    rn_tree_maker maker;
    *out = NULL;
    if (!profile->run_count || profile->time_unit != profile->metrics[metric].unit)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "only folded text is in the order of its lines; the chart draws what other "
                       "formats tell of the time");
    if (!rn_tree_maker_init(&maker, profile, metric))
        return rn_fail_memory(report);
    if (!add_runs(&maker)) {
        rn_tree_maker_discard(&maker);
        return rn_fail_memory(report);
    }
    *out = rn_tree_maker_finish(&maker);
    rn_tree_sum(*out);
    return RENDER_OK;
}
