/* One pass upwards fixes the flows, callees first.  A component (a function, or the members of a
 * cycle) needs W = own cost + flow out of it; the arcs that enter it claim C in all.  C ≥ W: they share
 * W in proportion to their claims and nothing is left for a root.  C < W: they get what they claim;
 * arcs without a recorded cost share the rest by their calls; if there are none, the rest came from
 * nowhere recorded and is a root.
 *
 * Inside of a cycle claims say little, since what recurs is recorded once or not at all.  The arcs
 * that are left after unrolling it divide what a member needs beyond what it gets from outside; what
 * it gets from outside beyond its need goes back to the start of the cycle.  Below a chosen root
 * inside of the cycle an arc brings what it claims and no more.
 *
 * One pass downwards, callers first, hands out what the roots hold.  Without a root filter that is
 * every flow whole; below chosen roots it is the part that can be reached from them, and a root below
 * a root keeps what the upper one does not bring, so that nothing counts twice. */
#include "analyze/flow.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/unroll.h"
#include "base/group.h"
#include "base/grow.h"
#include "profile/cycles.h"

/* Shares below this are errors of rounding. */
#define ROUNDING 1e-12
/* Sums of as many values as can be counted stay finite. */
#define VALUE_MAX 1e290

/* ---- what was recorded ------------------------------------------------------------------------ */

static double clean(double value)
{
    if (isnan(value) || value > VALUE_MAX)
        return NAN;
    return value > 0 ? value : 0;
}

static double known(double value)
{
    return isnan(clean(value)) ? 0 : clean(value);
}

static double recorded_own(const rn_flow *flow, uint32_t arc)
{
    return clean(flow->profile->arc_self[flow->metric][arc]);
}

static rn_flow_function *callee_of(const rn_flow *flow, uint32_t arc)
{
    return &flow->functions[flow->profile->arcs[arc].callee];
}

static bool is_inner(const rn_flow *flow, uint32_t arc)
{
    rn_arc_info a = flow->profile->arcs[arc];
    return flow->component[a.caller] == flow->component[a.callee];
}

/* ---- cycles ----------------------------------------------------------------------------------- */

static bool allocate(rn_flow *flow)
{
    size_t functions = flow->profile->function_count, arcs = flow->profile->arc_count;
    flow->functions = rn_array_zero(functions, sizeof *flow->functions);
    flow->order = rn_array_new(functions, sizeof *flow->order);
    flow->component = rn_array_new(functions, sizeof *flow->component);
    flow->first_arc = rn_array_new(functions + 1, sizeof *flow->first_arc);
    flow->by_caller = rn_array_new(arcs, sizeof *flow->by_caller);
    flow->kept = rn_array_new(arcs, sizeof *flow->kept);
    flow->arc_total = rn_array_new(arcs, sizeof *flow->arc_total);
    flow->arc_flow = rn_array_zero(arcs, sizeof *flow->arc_flow);
    flow->arc_own = rn_array_zero(arcs, sizeof *flow->arc_own);
    return flow->functions && flow->order && flow->component && flow->first_arc &&
           flow->by_caller && flow->kept && flow->arc_total && flow->arc_flow && flow->arc_own;
}

static bool find_components(rn_flow *flow)
{
    const rn_profile *profile = flow->profile;
    flow->component_count =
        rn_cycles_find(profile->function_count, profile->arcs, profile->arc_count, flow->component);
    if (flow->component_count == RN_NONE)
        return false;
    flow->components = rn_array_zero(flow->component_count, sizeof *flow->components);
    return flow->components;
}

static void add_claim(rn_claims *claims, double total, double calls)
{
    claims->count++;
    claims->unknown += isnan(total);
    claims->recorded += known(total);
    claims->calls += isnan(total) ? known(calls) : 0;
}

static void collect_components(rn_flow *flow)
{
    for (uint32_t f = 0; f < flow->profile->function_count; f++) {
        rn_flow_component *c = &flow->components[flow->component[f]];
        c->start = c->size++ ? c->start : f;
    }
    for (uint32_t i = 0; i < flow->profile->root_count; i++)
        flow->components[flow->component[flow->profile->roots[i]]].has_chosen = true;
    for (uint32_t a = 0; a < flow->profile->arc_count; a++) {
        rn_flow_component *c = &flow->components[flow->component[flow->profile->arcs[a].callee]];
        flow->arc_total[a] = clean(flow->profile->arc_total[flow->metric][a]);
        if (!is_inner(flow, a))
            add_claim(&c->outer, flow->arc_total[a], flow->profile->arc_calls[a]);
    }
}

/* A cycle is entered where most cost comes in, or if nobody calls it, most likely where the recorded
 * total is largest. */
static void choose_starts(rn_flow *flow, double *score)
{
    const rn_profile *profile = flow->profile;
    for (uint32_t f = 0; f < profile->function_count; f++)
        score[f] = flow->components[flow->component[f]].outer.count
                       ? -1
                       : known(profile->function_total[flow->metric][f]);
    for (uint32_t a = 0; a < profile->arc_count; a++)
        if (!is_inner(flow, a))
            score[profile->arcs[a].callee] =
                fmax(score[profile->arcs[a].callee], 0) + known(flow->arc_total[a]);
    for (uint32_t i = 0; i < profile->root_count; i++)
        score[profile->roots[i]] = HUGE_VAL;
    for (uint32_t f = 0; f < profile->function_count; f++) {
        rn_flow_component *c = &flow->components[flow->component[f]];
        if (score[f] > score[c->start])
            c->start = f;
    }
}

static bool unroll(rn_flow *flow, uint32_t *start)
{
    const rn_profile *profile = flow->profile;
    for (uint32_t c = 0; c < flow->component_count; c++)
        start[c] = flow->components[c].start;
    rn_calls calls = {.arcs = profile->arcs,
                      .function_count = profile->function_count,
                      .arc_count = profile->arc_count,
                      .first = flow->first_arc,
                      .by_caller = flow->by_caller,
                      .cost = flow->arc_total,
                      .component = flow->component,
                      .component_count = flow->component_count,
                      .start = start};
    return rn_unroll(&calls, flow->order, flow->kept);
}

static bool break_cycles(rn_flow *flow)
{
    const rn_profile *profile = flow->profile;
    rn_group(flow->first_arc, flow->by_caller, (const uint32_t *)profile->arcs, 2,
             profile->arc_count, profile->function_count);
    if (!find_components(flow))
        return false;
    collect_components(flow);
    double *score = rn_array_new(profile->function_count, sizeof *score);
    uint32_t *start = rn_array_new(flow->component_count, sizeof *start);
    bool broken = score && start;
    if (broken) {
        choose_starts(flow, score);
        broken = unroll(flow, start);
    }
    free(score);
    free(start);
    return broken;
}

/* ---- claims ----------------------------------------------------------------------------------- */

static void collect_functions(rn_flow *flow)
{
    for (uint32_t f = 0; f < flow->profile->function_count; f++) {
        rn_flow_function *function = &flow->functions[f];
        function->self = known(flow->profile->function_self[flow->metric][f]);
        function->own_fits = !rn_flow_is_in_cycle(flow, f);
        flow->total += function->self;
    }
}

static void collect_arc(rn_flow *flow, uint32_t arc)
{
    rn_flow_function *callee = callee_of(flow, arc);
    if (!flow->kept[arc]) {
        callee->own_fits = false; /* own cost of calls from itself belongs to no other caller */
        return;
    }
    add_claim(is_inner(flow, arc) ? &callee->inner : &callee->outer, flow->arc_total[arc],
              flow->profile->arc_calls[arc]);
    if (isnan(recorded_own(flow, arc)))
        callee->own_fits = false;
    else
        callee->own += recorded_own(flow, arc);
}

/* ---- grants ----------------------------------------------------------------------------------- */

/* Divides `cost` among the claims: nothing is left if there are any. */
static rn_grant divide(const rn_claims *claims, double cost)
{
    rn_grant grant = {.scale = 1, .by_calls = claims->calls > 0};
    if (claims->recorded > cost || (!claims->unknown && claims->recorded > 0)) {
        grant.scale = cost / claims->recorded;
    } else if (claims->unknown) {
        grant.unit = (cost - claims->recorded) / (grant.by_calls ? claims->calls : claims->unknown);
    } else if (claims->count) { /* all claim nothing */
        grant.unit = cost / claims->count;
        grant.all_by_unit = true;
    }
    return grant;
}

static double granted(const rn_flow *flow, const rn_grant *grant, uint32_t arc)
{
    double total = flow->arc_total[arc];
    if (grant->all_by_unit)
        return grant->unit;
    if (!isnan(total))
        return total * grant->scale;
    return grant->unit * (grant->by_calls ? known(flow->profile->arc_calls[arc]) : 1);
}

/* What all claims of one member get of what its component grants. */
static double granted_in_all(const rn_claims *claims, const rn_grant *grant)
{
    if (grant->all_by_unit)
        return claims->count * grant->unit;
    return claims->recorded * grant->scale +
           grant->unit * (grant->by_calls ? claims->calls : claims->unknown);
}

/* ---- upwards ---------------------------------------------------------------------------------- */

static double root_of(const rn_flow *flow, const rn_flow_component *c)
{
    double rest = c->whole - c->outer.recorded;
    bool rounding = rest <= ROUNDING * flow->total && c->outer.recorded >= c->whole / 2;
    if (!c->outer.count)
        return c->whole;
    return c->outer.unknown || rest <= 0 || rounding ? 0 : rest;
}

static void settle_component(rn_flow *flow, rn_flow_component *c)
{
    c->root = root_of(flow, c);
    if (c->root > 0)
        c->grant = (rn_grant){.scale = 1}; /* they get what they claim */
    else
        c->grant = divide(&c->outer, c->whole);
    flow->functions[c->start].root = c->root;
    flow->functions[c->start].ways += c->root > ROUNDING * flow->total;
}

/* The recorded own costs are used when they and what is left for the root add up. */
static void settle_own(rn_flow_function *function)
{
    double rest = function->self - function->own;
    double slack = ROUNDING * function->whole;
    function->own_scale = 1;
    if (function->root > 0) {
        function->own_fits &= rest >= -slack && rest <= function->root + slack;
        return;
    }
    function->own_fits &= fabs(rest) <= slack;
    if (function->own > 0)
        function->own_scale = function->self / function->own;
}

static double settle_outer_arc(rn_flow *flow, uint32_t arc)
{
    rn_flow_function *callee = callee_of(flow, arc);
    double cost = granted(flow, &callee->outer_grant, arc), slack = ROUNDING * callee->whole;
    /* a claim that does not fit below its arc spoils all: they share the whole */
    if (callee->own_fits && recorded_own(flow, arc) * callee->own_scale > cost + slack)
        callee->own_fits = false;
    callee->ways += cost > 0;
    return flow->arc_flow[arc] = cost;
}

/* Fixes the flows that leave the function, those to other components or those to its own. */
static double settle_arcs(rn_flow *flow, uint32_t f, bool inner)
{
    double sum = 0;
    for (uint32_t i = flow->first_arc[f]; i < flow->first_arc[f + 1]; i++) {
        uint32_t arc = flow->by_caller[i];
        if (!flow->kept[arc] || is_inner(flow, arc) != inner)
            continue;
        if (inner)
            flow->arc_flow[arc] = granted(flow, &callee_of(flow, arc)->inner_grant, arc);
        sum += inner ? flow->arc_flow[arc] : settle_outer_arc(flow, arc);
    }
    return sum;
}

/* Where a member of the cycle was chosen as a root, nothing comes to others but what is claimed. */
static void settle_limited(rn_flow_function *function, double rest, double got)
{
    if (rest < 0) {
        function->outer_grant.scale *= function->whole / got;
        function->outer_grant.unit *= function->whole / got;
        rest = 0;
    }
    if (!function->inner.unknown)
        rest = fmin(rest, function->inner.recorded);
    function->inner_grant = divide(&function->inner, rest);
}

static void settle_member(rn_flow *flow, const rn_flow_component *c, uint32_t f)
{
    rn_flow_function *function = &flow->functions[f];
    function->inside = settle_arcs(flow, f, true);
    function->whole = function->self + function->outside + function->inside;
    function->outer_grant = c->grant;
    double got = granted_in_all(&function->outer, &c->grant), rest = function->whole - got;
    if (c->size == 1) {
        settle_own(function);
    } else if (c->has_chosen) {
        settle_limited(function, rest, got);
    } else if (f != c->start) {
        function->back = rest < -ROUNDING * flow->total ? -rest : 0;
        function->whole += function->back;
        function->inner_grant = divide(&function->inner, fmax(rest, 0));
    }
}

/* A member that gives back to the start stands above it: nobody else in the cycle brings it cost. */
static void lift_givers(rn_flow *flow, uint32_t *members, uint32_t count, uint32_t *givers)
{
    uint32_t below = 0, above = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (flow->functions[members[i]].back > 0)
            givers[above++] = members[i];
        else
            members[below++] = members[i];
    }
    memcpy(members + below, givers, above * sizeof *givers);
}

static bool settle_all(rn_flow *flow)
{
    uint32_t *givers = rn_array_new(flow->profile->function_count, sizeof *givers);
    uint32_t *members = flow->order;
    if (!givers)
        return false;
    for (uint32_t p = 0; p < flow->component_count; p++) {
        rn_flow_component *c = &flow->components[p];
        for (uint32_t i = 0; i < c->size; i++) {
            rn_flow_function *function = &flow->functions[members[i]];
            function->outside = settle_arcs(flow, members[i], false);
            c->whole += function->self + function->outside;
        }
        settle_component(flow, c);
        for (uint32_t i = 0; i < c->size; i++)
            settle_member(flow, c, members[i]);
        lift_givers(flow, members, c->size, givers);
        members += c->size;
    }
    free(givers);
    return true;
}

/* ---- downwards -------------------------------------------------------------------------------- */

static double clamp(double value, double limit)
{
    return value < 0 ? 0 : value > limit ? limit : value;
}

static void hand_to_arc(rn_flow *flow, uint32_t arc, double share)
{
    rn_flow_function *callee = callee_of(flow, arc);
    double cost = flow->arc_flow[arc];
    double own = callee->own_fits    ? clamp(recorded_own(flow, arc) * callee->own_scale, cost)
                 : callee->whole > 0 ? callee->self * (cost / callee->whole)
                                     : 0;
    flow->arc_own[arc] = own;
    callee->entered += cost * share;
    callee->entered_own += own * share;
}

/* What share of each flow out of it the function's roots above pay for. */
static double paid_share(rn_flow_function *function)
{
    function->root_own = clamp(function->self - function->entered_own, function->root);
    double rest = function->entered - function->entered_own + function->root - function->root_own;
    double leaving = rn_flow_leaving(function);
    return leaving > 0 ? clamp(rest / leaving, 1) : 0;
}

/* Only the chosen functions are roots, of what does not come to them from another. */
static void choose_roots(rn_flow *flow)
{
    for (uint32_t f = 0; f < flow->profile->function_count; f++)
        flow->functions[f].root = 0;
    for (uint32_t i = 0; i < flow->profile->root_count; i++)
        flow->functions[flow->profile->roots[i]].root = HUGE_VAL;
}

static void hand_down(rn_flow *flow, uint32_t f)
{
    rn_flow_function *function = &flow->functions[f];
    double share = paid_share(function);
    for (uint32_t i = flow->first_arc[f]; i < flow->first_arc[f + 1]; i++)
        if (flow->kept[flow->by_caller[i]])
            hand_to_arc(flow, flow->by_caller[i], share);
    if (function->back > 0) {
        rn_flow_function *start = &flow->functions[flow->components[flow->component[f]].start];
        start->entered += function->back * share;
        start->entered_own += start->self * (function->back * share / start->whole);
    }
}

static void hand_out(rn_flow *flow)
{
    double roots = 0;
    if (flow->profile->roots)
        choose_roots(flow);
    for (uint32_t i = flow->profile->function_count; i-- > 0;) {
        rn_flow_function *function = &flow->functions[flow->order[i]];
        if (function->root == HUGE_VAL) {
            double rest = function->whole - function->entered;
            function->root = rest > ROUNDING * flow->total ? rest : 0;
        }
        roots += function->root;
        hand_down(flow, flow->order[i]);
    }
    flow->total = roots;
}

/* ---- all of it -------------------------------------------------------------------------------- */

/* Sums up what callers claim beyond what the functions' own and their callees' figures come to. */
static bool measure_excess(rn_flow *flow)
{
    const rn_profile *profile = flow->profile;
    double *balance = rn_array_zero(flow->component_count, sizeof *balance);
    if (!balance)
        return false;
    for (uint32_t f = 0; f < profile->function_count; f++)
        balance[flow->component[f]] += flow->functions[f].self;
    for (uint32_t a = 0; a < profile->arc_count; a++) {
        double claim = known(flow->arc_total[a]);
        balance[flow->component[profile->arcs[a].caller]] += claim;
        balance[flow->component[profile->arcs[a].callee]] -= claim;
    }
    for (uint32_t c = 0; c < flow->component_count; c++)
        flow->excess += fmax(-balance[c], 0);
    free(balance);
    return true;
}

render_status rn_flow_init(rn_flow *flow, const rn_profile *profile, uint32_t metric,
                           rn_report *report)
{
    *flow = (rn_flow){.profile = profile, .metric = metric};
    if (!allocate(flow) || !break_cycles(flow)) {
        rn_flow_finish(flow);
        return rn_fail_memory(report);
    }
    collect_functions(flow);
    for (uint32_t arc = 0; arc < profile->arc_count; arc++)
        collect_arc(flow, arc);
    if (!measure_excess(flow) || !settle_all(flow)) {
        rn_flow_finish(flow);
        return rn_fail_memory(report);
    }
    hand_out(flow);
    return RENDER_OK;
}

void rn_flow_finish(rn_flow *flow)
{
    free(flow->functions);
    free(flow->order);
    free(flow->components);
    free(flow->component);
    free(flow->first_arc);
    free(flow->by_caller);
    free(flow->kept);
    free(flow->arc_total);
    free(flow->arc_flow);
    free(flow->arc_own);
    *flow = (rn_flow){0};
}
