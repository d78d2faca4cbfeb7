/* Root, leaf and depth on stacks.
 *
 * Every stack gets a place to send its cost (`target`, itself or one of its ancestors, or none) and a
 * place to hang (`up`, its parent, the empty stack where a root begins, or none).  Both are loops
 * forwards, since parents come first; then the stacks that some target needs are built again.
 *
 * depth is measured on what root and leaf leave: the shortest way from function to function, over
 * all stacks, from where they begin, or with a leaf but no root, to the leaf.  A stack ends before its
 * first function that is too far, which gets the cost; with a leaf it begins behind the last. */
#include "filter/plan.h"

#include <stdlib.h>

#include "base/grow.h"
#include "filter/reach.h"
#include "profile/caller.h"
#include "profile/copy.h"

typedef struct cut {
    const rn_plan *plan;
    const rn_profile *profile;
    uint32_t *up;        /* [stack] */
    uint32_t *target;    /* [stack] */
    bool *needed;        /* [stack] */
    uint32_t *place;     /* [stack]: scratch */
    uint32_t *distance;  /* [function] */
    uint32_t *functions; /* [function]: in the new profile */
} cut;

static uint32_t function_of(const cut *c, uint32_t stack)
{
    return c->profile->frames[c->profile->stacks[stack].frame].function;
}

/* ---- root and leaf ---------------------------------------------------------------------------- */

static void hang_stacks(cut *c)
{
    const bool *root = c->plan->root;
    c->up[0] = root ? RN_NONE : 0;
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        uint32_t parent = c->profile->stacks[s].parent;
        bool is_below = c->up[parent] != RN_NONE;
        c->up[s] = is_below ? parent : root[function_of(c, s)] ? 0 : RN_NONE;
    }
}

static void aim_costs(cut *c)
{
    const bool *leaf = c->plan->leaf;
    c->target[0] = c->plan->root || leaf ? RN_NONE : 0;
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        if (c->up[s] == RN_NONE)
            c->target[s] = RN_NONE;
        else if (!leaf || leaf[function_of(c, s)])
            c->target[s] = s;
        else
            c->target[s] = c->target[c->up[s]];
    }
}

/* Takes the costs of stacks that hold none of the functions asked for. */
static void keep_through(cut *c)
{
    const bool *through = c->plan->through;
    uint32_t *holds = c->place;
    holds[0] = false;
    for (uint32_t s = 1; s < c->profile->stack_count; s++)
        holds[s] = holds[c->profile->stacks[s].parent] || through[function_of(c, s)];
    for (uint32_t s = 0; s < c->profile->stack_count; s++)
        if (!holds[s])
            c->target[s] = RN_NONE;
}

/* The stacks that get cost, and all below them; returns how many. */
static uint32_t mark_needed(cut *c)
{
    uint32_t count = c->profile->stack_count, marked = 0;
    memset(c->needed, 0, count * sizeof *c->needed);
    for (uint32_t s = 0; s < count; s++)
        if (c->target[s] != RN_NONE)
            c->needed[c->target[s]] = true;
    for (uint32_t s = count - 1; s > 0; s--) {
        if (!c->needed[s])
            continue;
        c->needed[c->up[s]] = true;
        marked++;
    }
    return marked;
}

/* ---- depth ------------------------------------------------------------------------------------ */

/* The calls of the stacks that are left, each as often as it appears; sets distance 0 where they
 * begin. */
static uint32_t collect_calls(cut *c, rn_arc_info *calls)
{
    uint32_t count = 0;
    uint32_t *below = c->place;
    below[0] = RN_NONE;
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        if (!c->needed[s])
            continue;
        uint32_t caller = below[c->up[s]], function = function_of(c, s);
        below[s] = rn_caller_below(c->profile, function, caller);
        if (!rn_is_function(c->profile, function))
            continue;
        if (caller == RN_NONE)
            c->distance[function] = 0;
        else
            calls[count++] = (rn_arc_info){caller, function};
    }
    return count;
}

static void start_from_leaves(cut *c)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        c->distance[f] = c->plan->leaf[f] ? 0 : RN_NONE;
}

static bool measure_distances(cut *c, bool from_leaves)
{
    rn_arc_info *calls = rn_array_new(c->profile->stack_count, sizeof *calls);
    if (!calls)
        return false;
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        c->distance[f] = RN_NONE;
    uint32_t count = collect_calls(c, calls);
    if (from_leaves)
        start_from_leaves(c);
    bool measured = rn_reach(c->distance, c->profile->function_count, calls, count, from_leaves);
    free(calls);
    return measured;
}

static bool is_far(const cut *c, uint32_t stack)
{
    uint32_t function = function_of(c, stack);
    return rn_is_function(c->profile, function) && c->distance[function] > (uint32_t)c->plan->depth;
}

static void cut_ends(cut *c)
{
    uint32_t *last = c->place; /* [stack]: its last frame that is kept */
    last[0] = 0;
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        if (!c->needed[s])
            continue;
        uint32_t up = c->up[s];
        last[s] = last[up] != up ? last[up] : is_far(c, s) ? up : s;
    }
    for (uint32_t s = 0; s < c->profile->stack_count; s++)
        if (c->target[s] != RN_NONE)
            c->target[s] = last[c->target[s]];
}

static void cut_beginnings(cut *c)
{
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        if (!c->needed[s])
            continue;
        if (is_far(c, s))
            c->needed[s] = false;
        else if (c->up[s] && !c->needed[c->up[s]])
            c->up[s] = 0;
    }
}

static bool cut_depth(cut *c)
{
    bool from_leaves = c->plan->leaf && !c->plan->root;
    if (!measure_distances(c, from_leaves))
        return false;
    if (from_leaves)
        cut_beginnings(c);
    else
        cut_ends(c);
    mark_needed(c);
    return true;
}

/* ---- building --------------------------------------------------------------------------------- */

static uint32_t new_function(cut *c, rn_builder *builder, uint32_t function)
{
    if (c->functions[function] == RN_NONE) {
        c->functions[function] = rn_copy_function(builder, c->profile, function);
        rn_copy_calls(builder, c->functions[function], c->profile, function);
    }
    return c->functions[function];
}

static void build_stacks(cut *c, rn_builder *builder)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        c->functions[f] = RN_NONE;
    c->place[0] = 0;
    for (uint32_t s = 1; s < c->profile->stack_count; s++) {
        if (!c->needed[s])
            continue;
        const rn_frame_info *info = &c->profile->frames[c->profile->stacks[s].frame];
        uint32_t frame =
            rn_builder_frame(builder, new_function(c, builder, info->function), info->line);
        c->place[s] = rn_builder_push(builder, c->place[c->up[s]], frame);
    }
}

static void build_costs(cut *c, rn_builder *builder)
{
    const rn_profile *p = c->profile;
    for (uint32_t m = 0; m < p->metric_count; m++)
        for (uint32_t s = 0; s < p->stack_count; s++)
            if (c->target[s] != RN_NONE && p->samples[s])
                rn_builder_add_self(builder, c->place[c->target[s]], m, rn_stack_self(p, m, s));
}

/* `up` has done its work: it becomes where each stack's runs go. */
static void build_runs(cut *c, rn_builder *builder)
{
    for (uint32_t s = 0; s < c->profile->stack_count; s++) {
        uint32_t target = c->target[s];
        c->up[s] = target == RN_NONE || !target ? RN_NONE : c->place[target];
        if (target != RN_NONE && target && c->profile->estimated && c->profile->estimated[s])
            rn_builder_mark_estimated(builder, c->place[target]);
    }
    rn_copy_runs(builder, c->profile, c->up);
}

static render_status build(rn_profile **out, cut *c)
{
    rn_builder *builder = rn_copy_builder_new(RN_STACKS, c->profile, c->plan->report);
    if (!builder)
        return rn_fail_memory(c->plan->report);
    rn_builder_set_options(builder, &rn_copy_options);
    rn_copy_metrics(builder, c->profile);
    build_stacks(c, builder);
    build_costs(c, builder);
    build_runs(c, builder);
    return rn_builder_finish(builder, out);
}

/* ---- all of it -------------------------------------------------------------------------------- */

static bool allocate(cut *c)
{
    size_t stacks = c->profile->stack_count, functions = c->profile->function_count;
    c->up = rn_array_new(stacks, sizeof *c->up);
    c->target = rn_array_new(stacks, sizeof *c->target);
    c->needed = rn_array_new(stacks, sizeof *c->needed);
    c->place = rn_array_new(stacks, sizeof *c->place);
    c->distance = rn_array_new(functions, sizeof *c->distance);
    c->functions = rn_array_new(functions, sizeof *c->functions);
    return c->up && c->target && c->needed && c->place && c->distance && c->functions;
}

static void release(cut *c)
{
    free(c->up);
    free(c->target);
    free(c->needed);
    free(c->place);
    free(c->distance);
    free(c->functions);
}

static render_status cut_and_build(rn_profile **out, cut *c)
{
    hang_stacks(c);
    aim_costs(c);
    if (c->plan->through)
        keep_through(c);
    if (!mark_needed(c))
        return rn_plan_keeps_nothing(c->plan);
    if (c->plan->depth >= 0 && !cut_depth(c))
        return rn_fail_memory(c->plan->report);
    return build(out, c);
}

render_status rn_filter_stacks(rn_profile **out, const rn_plan *plan)
{
    cut c = {.plan = plan, .profile = plan->profile};
    render_status status = allocate(&c) ? cut_and_build(out, &c) : rn_fail_memory(plan->report);
    release(&c);
    return status;
}
