/* A tree of runs: each goes on from the one before as far as their stacks are the same. */
#include <stdlib.h>

#include "analyze/tree.h"
#include "base/grow.h"
#include "base/map.h"

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

bool rn_tree_can_order(const rn_profile *profile, uint32_t metric)
{
    return profile->run_count && profile->time_unit == profile->metrics[metric].unit;
}

render_status rn_tree_new_in_order(rn_tree **out, const rn_profile *profile, uint32_t metric,
                                   rn_report *report)
{
    rn_tree_maker maker;
    *out = NULL;
    if (!rn_tree_can_order(profile, metric))
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

/* ---- one track -------------------------------------------------------------------------------- */

/* What ran in each stack itself, and whether anything did in it or below. */
static void weigh_stacks(const rn_profile *p, uint32_t track, double *weight, bool *is_needed)
{
    for (uint32_t i = 0; i < p->run_count; i++)
        if (p->runs[i].track == track) {
            weight[p->runs[i].stack] += p->runs[i].duration;
            is_needed[p->runs[i].stack] = true;
        }
    for (uint32_t s = p->stack_count; s-- > 1;)
        is_needed[p->stacks[s].parent] |= is_needed[s];
}

/* Stacks that differ in lines only are one node. */
static bool add_stacks(rn_tree_maker *maker, const double *weight, const bool *is_needed,
                       uint32_t *place)
{
    const rn_profile *p = maker->tree->profile;
    rn_map nodes = {0};
    bool fine = true;
    place[0] = 0;
    maker->tree->self[0] = weight[0];
    for (uint32_t s = 1; fine && s < p->stack_count; s++) {
        if (!is_needed[s])
            continue;
        uint32_t function = p->frames[p->stacks[s].frame].function;
        uint32_t parent = place[p->stacks[s].parent];
        bool is_new = false;
        uint32_t *node =
            rn_map_put(&nodes, rn_map_pair(parent, function), maker->tree->count, &is_new);
        fine = node && (!is_new || rn_tree_maker_add(maker, parent, function, 0, 0, 0) != RN_NONE);
        if (fine) {
            place[s] = *node;
            maker->tree->self[*node] += weight[s];
        }
    }
    rn_map_finish(&nodes);
    return fine;
}

render_status rn_tree_new_of_track(rn_tree **out, const rn_profile *profile, uint32_t metric,
                                   uint32_t track, rn_report *report)
{
    rn_tree_maker maker;
    *out = NULL;
    if (!rn_tree_maker_init(&maker, profile, metric))
        return rn_fail_memory(report);
    double *weight = rn_array_zero(profile->stack_count, sizeof *weight);
    bool *is_needed = rn_array_zero(profile->stack_count, sizeof *is_needed);
    uint32_t *place = rn_array_new(profile->stack_count, sizeof *place);
    bool fine = weight && is_needed && place;
    if (fine) {
        weigh_stacks(profile, track, weight, is_needed);
        fine = add_stacks(&maker, weight, is_needed, place);
    }
    free(weight);
    free(is_needed);
    free(place);
    if (fine) {
        *out = rn_tree_maker_finish(&maker);
        rn_tree_sum(*out);
        return RENDER_OK;
    }
    rn_tree_maker_discard(&maker);
    return rn_fail_memory(report);
}
