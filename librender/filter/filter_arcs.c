/* Root, leaf and depth on functions and arcs: what can be reached stays, with its recorded figures.
 *
 * Cost that is cut off below (beyond depth, or below a leaf) stays with the last caller that is kept: not
 * in its recorded own cost, but beside it (function_cut), for trees.
 *
 * What only is left is not what a root cost: a function that others call, too, keeps the cost of their
 * calls.  The tree of a profile with chosen roots takes that into account (analyze/flow.c).
 *
 * Without root and leaf, depth counts from the profile's chosen roots, else from the functions that
 * nobody else calls or whose callers leave much of their cost unexplained. */
#include "filter/plan.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "filter/reach.h"
#include "profile/copy.h"

typedef struct choice {
    const rn_plan *plan;
    const rn_profile *profile;
    bool *kept;        /* [function] */
    bool *wanted;      /* [function]: kept by root and leaf, whatever its depth */
    rn_arc_info *arcs; /* between functions that are kept */
    uint32_t arc_count;
    uint32_t *distance;  /* [function] */
    uint32_t *functions; /* [function]: in the new profile */
} choice;

/* ---- keeping what is near --------------------------------------------------------------------- */

static void drop_arcs(choice *c)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->arc_count; i++)
        if (c->kept[c->arcs[i].caller] && c->kept[c->arcs[i].callee])
            c->arcs[count++] = c->arcs[i];
    c->arc_count = count;
}

/* Keeps what is at most `limit` calls from the functions with distance 0. */
static bool keep_near(choice *c, uint32_t limit, bool backwards)
{
    uint32_t count = c->profile->function_count;
    if (!rn_reach(c->distance, count, c->arcs, c->arc_count, backwards))
        return false;
    for (uint32_t f = 0; f < count; f++)
        c->kept[f] &= c->distance[f] <= limit;
    drop_arcs(c);
    return true;
}

static void start_from(choice *c, const bool *named)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        c->distance[f] = named[f] && c->kept[f] ? 0 : RN_NONE;
}

/* ---- where programs start --------------------------------------------------------------------- */

/* A share of the whole that callers must leave unexplained to make a called function a start. */
#define UNEXPLAINED 0.01

/* Turns `rest` into the totals less what other functions bring; NaN where that is unknown. */
static void subtract_callers(const choice *c, double *rest, bool *called)
{
    const rn_profile *profile = c->profile;
    for (uint32_t f = 0; f < profile->function_count; f++)
        rest[f] = profile->function_total[0][f];
    for (uint32_t a = 0; a < profile->arc_count; a++) {
        rn_arc_info arc = profile->arcs[a];
        if (arc.caller == arc.callee)
            continue;
        rest[arc.callee] -= profile->arc_total[0][a];
        called[arc.callee] = true;
    }
}

static bool start_from_roots(choice *c)
{
    uint32_t count = c->profile->function_count;
    double *rest = rn_array_new(count, sizeof *rest);
    bool *called = rn_array_zero(count, sizeof *called);
    bool enough = rest && called;
    if (enough) {
        subtract_callers(c, rest, called);
        double much = UNEXPLAINED * c->profile->metrics[0].total;
        for (uint32_t f = 0; f < count; f++)
            c->distance[f] = !called[f] || rest[f] > much ? 0 : RN_NONE;
    }
    free(rest);
    free(called);
    return enough;
}

/* What cannot be reached (a cycle that nobody calls) is as near as can be. */
static bool start_from_unreached(choice *c)
{
    uint32_t count = c->profile->function_count;
    uint32_t *starts = rn_array_new(count, sizeof *starts);
    if (!starts)
        return false;
    memcpy(starts, c->distance, count * sizeof *starts);
    bool reached = rn_reach(c->distance, count, c->arcs, c->arc_count, false);
    for (uint32_t f = 0; f < count; f++)
        c->distance[f] = starts[f] == 0 || c->distance[f] == RN_NONE ? 0 : RN_NONE;
    free(starts);
    return reached;
}

static void start_from_chosen(choice *c)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        c->distance[f] = RN_NONE;
    for (uint32_t i = 0; i < c->profile->root_count; i++)
        c->distance[c->profile->roots[i]] = 0;
}

static bool keep_depth(choice *c)
{
    if (c->plan->root) {
        start_from(c, c->plan->root);
    } else if (c->plan->leaf) {
        start_from(c, c->plan->leaf);
    } else if (c->profile->roots) {
        start_from_chosen(c);
    } else if (!start_from_roots(c) || !start_from_unreached(c)) {
        return false;
    }
    return keep_near(c, (uint32_t)c->plan->depth, c->plan->leaf && !c->plan->root);
}

/* Distances are below RN_NONE, so that limit keeps all that can be reached. */
static bool choose(choice *c)
{
    if (c->plan->root) {
        start_from(c, c->plan->root);
        if (!keep_near(c, RN_NONE - 1, false))
            return false;
    }
    if (c->plan->leaf) {
        start_from(c, c->plan->leaf);
        if (!keep_near(c, RN_NONE - 1, true))
            return false;
    }
    memcpy(c->wanted, c->kept, c->profile->function_count * sizeof *c->wanted);
    return c->plan->depth < 0 || keep_depth(c);
}

/* ---- building --------------------------------------------------------------------------------- */

static void build_functions(choice *c, rn_builder *builder)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++) {
        if (!c->kept[f])
            continue;
        c->functions[f] = rn_copy_function(builder, c->profile, f);
        rn_copy_calls(builder, c->functions[f], c->profile, f);
    }
}

static bool is_cut_off(const choice *c, rn_arc_info arc)
{
    if (!c->kept[arc.caller] || c->kept[arc.callee])
        return false;
    if (c->plan->leaf && c->plan->leaf[arc.caller])
        return true;
    bool upwards = c->plan->leaf && !c->plan->root;
    return c->wanted[arc.callee] && !upwards;
}

/* What an arc brings; where that was not recorded, by its part of the callee's calls. */
static double cost_of(const choice *c, uint32_t metric, uint32_t arc)
{
    const rn_profile *p = c->profile;
    uint32_t callee = p->arcs[arc].callee;
    double cost = p->arc_total[metric][arc];
    if (isnan(cost) && p->calls)
        cost = p->function_total[metric][callee] * (p->arc_calls[arc] / p->calls[callee]);
    return cost > 0 && isfinite(cost) ? cost : 0;
}

static void build_costs(const choice *c, rn_builder *builder, uint32_t metric)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        if (c->kept[f])
            rn_builder_add_cost(builder, c->functions[f], metric,
                                c->profile->function_self[metric][f],
                                c->profile->function_total[metric][f]);
}

static void collect_cut(const choice *c, uint32_t metric, double *cut)
{
    const rn_profile *p = c->profile;
    for (uint32_t a = 0; a < p->arc_count; a++)
        if (is_cut_off(c, p->arcs[a]))
            cut[c->functions[p->arcs[a].caller]] += cost_of(c, metric, a);
    /* with recursion arcs may claim more than there is; fmin passes over an unknown total */
    for (uint32_t f = 0; f < p->function_count; f++) {
        double most = p->function_total[metric][f] - p->function_self[metric][f];
        if (c->kept[f] && cut[c->functions[f]] > 0)
            cut[c->functions[f]] = fmax(fmin(cut[c->functions[f]], most), 0);
        if (c->kept[f] && p->function_cut)
            cut[c->functions[f]] += p->function_cut[metric][f];
    }
}

static bool set_cut(const choice *c, rn_profile *to)
{
    to->function_cut = rn_array_zero(to->metric_count, sizeof *to->function_cut);
    for (uint32_t m = 0; to->function_cut && m < to->metric_count; m++) {
        to->function_cut[m] = rn_array_zero(to->function_count, sizeof **to->function_cut);
        if (!to->function_cut[m])
            return false;
        collect_cut(c, m, to->function_cut[m]);
    }
    return to->function_cut != NULL;
}

static void build_arcs(choice *c, rn_builder *builder)
{
    for (uint32_t a = 0; a < c->profile->arc_count; a++) {
        rn_arc_info arc = c->profile->arcs[a];
        if (!c->kept[arc.caller] || !c->kept[arc.callee])
            continue;
        uint32_t to = rn_builder_arc(builder, c->functions[arc.caller], c->functions[arc.callee]);
        rn_builder_add_arc_calls(builder, to, c->profile->arc_calls[a],
                                 c->profile->arc_primitive_calls[a]);
        for (uint32_t m = 0; m < c->profile->metric_count; m++)
            rn_builder_add_arc_cost(builder, to, m, c->profile->arc_self[m][a],
                                    c->profile->arc_total[m][a]);
    }
}

static void add_root(const choice *c, rn_profile *to, uint32_t function)
{
    if (c->kept[function])
        to->roots[to->root_count++] = c->functions[function];
}

/* Without a root filter a depth counts from where programs start; what is called deeper, too, is
 * part of what was cut off there and must not become a root of its own. */
static bool counts_from_starts(const choice *c)
{
    return c->plan->depth >= 0 && !c->plan->leaf;
}

static bool is_root(const choice *c, uint32_t function)
{
    return c->plan->root ? c->plan->root[function] : c->distance[function] == 0;
}

static bool set_roots(const choice *c, rn_profile *to)
{
    bool chosen = !c->plan->root && c->profile->roots;
    if (!c->plan->root && !chosen && !counts_from_starts(c))
        return true;
    to->roots = rn_array_new(c->profile->function_count, sizeof *to->roots);
    if (!to->roots)
        return false;
    for (uint32_t i = 0; chosen && i < c->profile->root_count; i++)
        add_root(c, to, c->profile->roots[i]);
    for (uint32_t f = 0; !chosen && f < c->profile->function_count; f++)
        if (is_root(c, f))
            add_root(c, to, f);
    return true;
}

static render_status build(rn_profile **out, choice *c)
{
    rn_builder *builder = rn_copy_builder_new(RN_ARCS, c->profile, c->plan->report);
    if (!builder)
        return rn_fail_memory(c->plan->report);
    rn_copy_metrics(builder, c->profile);
    build_functions(c, builder);
    for (uint32_t m = 0; m < c->profile->metric_count; m++)
        build_costs(c, builder, m);
    build_arcs(c, builder);
    render_status status = rn_builder_finish(builder, out);
    if (status || (set_roots(c, *out) && set_cut(c, *out)))
        return status;
    rn_profile_free(*out);
    *out = NULL;
    return rn_fail_memory(c->plan->report);
}

/* ---- all of it -------------------------------------------------------------------------------- */

static bool init_choice(choice *c)
{
    uint32_t functions = c->profile->function_count;
    c->kept = rn_array_new(functions, sizeof *c->kept);
    c->wanted = rn_array_new(functions, sizeof *c->wanted);
    c->arcs = rn_array_new(c->profile->arc_count, sizeof *c->arcs);
    c->distance = rn_array_new(functions, sizeof *c->distance);
    c->functions = rn_array_new(functions, sizeof *c->functions);
    if (!c->kept || !c->wanted || !c->arcs || !c->distance || !c->functions)
        return false;
    for (uint32_t f = 0; f < functions; f++)
        c->kept[f] = true;
    c->arc_count = c->profile->arc_count;
    if (c->arc_count)
        memcpy(c->arcs, c->profile->arcs, c->arc_count * sizeof *c->arcs);
    return true;
}

static bool keeps_any(const choice *c)
{
    for (uint32_t f = 0; f < c->profile->function_count; f++)
        if (c->kept[f])
            return true;
    return false;
}

render_status rn_filter_arcs(rn_profile **out, const rn_plan *plan)
{
    choice c = {.plan = plan, .profile = plan->profile};
    render_status status;
    if (!init_choice(&c) || !choose(&c))
        status = rn_fail_memory(plan->report);
    else
        status = keeps_any(&c) ? build(out, &c) : rn_plan_keeps_nothing(plan);
    free(c.kept);
    free(c.wanted);
    free(c.arcs);
    free(c.distance);
    free(c.functions);
    return status;
}
