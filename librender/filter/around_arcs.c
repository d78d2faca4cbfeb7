/* What passes through functions F, where only callers and callees with their costs are known.
 *
 * Each call of a function is taken to be like all others of it: its cost goes on to its callees, and comes from
 * its callers, in the proportion of the arcs' recorded costs.  So of what a function f costs
 *
 *     above(f) = 1 for those of F, else the sum over its callers g of cost(g → f) · above(g) / all that comes in
 *     below(f) = 1 for those of F, else the sum over its callees c of cost(f → c) · below(c) / all that goes out
 *
 * are the shares with one of F at it or above, and at it or below.  "All that comes in" is its total or, where
 * the arcs claim more, what they claim; "all that goes out" likewise with its own cost.  In a cycle arcs claim
 * more, since calls from within are part of those from outside; there a share is at least that of any other
 * member times what its arc is of the total.  Then
 *
 *     the total of f    is multiplied by 1 - (1 - above(f)) · (1 - below(f)),
 *     the arc g → c     by 1 - (1 - above(g)) · (1 - below(c)), which is 1 at F: both sides are exact there,
 *     f's own cost      by above(f),
 *     calls             as the first metric's cost of theirs, to whole numbers;
 *
 * no total, no arc, and no sum of all own costs is more than what the functions of F cost together.
 *
 * Where arcs and totals agree, what comes into each function equals what goes out of it again.  Cycles are solved
 * by repetition (Gauss and Seidel), callees first, until nothing changes or a limit is reached. */
#include <math.h>
#include <stdlib.h>

#include "analyze/graph.h"
#include "base/group.h"
#include "base/grow.h"
#include "filter/around.h"
#include "filter/reach.h"
#include "profile/copy.h"
#include "profile/cycles.h"

enum { ROUNDS_MAX = 200 };

static const double STILL = 1e-12;

typedef struct shares {
    const bool *marks;
    rn_graph *graph;
    uint32_t *order, *first_member; /* functions by component, callees first */
    uint32_t component_count;
    uint32_t *component;
    uint32_t *by_caller, *first_called; /* arcs */
    uint32_t *by_callee, *first_calling;
    double *above, *below; /* [function] */
    bool *kept;            /* [function]: F can be reached from it, or it from F */
    uint32_t *functions;   /* [function]: in the new profile */
    double most;           /* what F costs at most */
    double own_factor;     /* of own costs */
} shares;

static double known(double value)
{
    return value > 0 && isfinite(value) ? value : 0;
}

/* ---- shares ----------------------------------------------------------------------------------- */

static double look(const shares *s, uint32_t f, bool up)
{
    const rn_graph *graph = s->graph;
    const uint32_t *arcs = up ? s->by_callee : s->by_caller;
    const uint32_t *first = up ? s->first_calling : s->first_called;
    double total = known(graph->function_total[f]);
    double passing = 0, whole = up ? 0 : known(graph->self[f]), least = 0;
    if (s->marks[f])
        return 1;
    for (uint32_t i = first[f]; i < first[f + 1]; i++) {
        rn_arc_info arc = graph->arcs[arcs[i]];
        uint32_t other = up ? arc.caller : arc.callee;
        double cost = known(graph->arc_total[arcs[i]]);
        double share = up ? s->above[other] : s->below[other];
        if (other == f)
            continue;
        passing += cost * share;
        whole += cost;
        if (s->component[other] == s->component[f] && total > 0)
            least = fmax(least, fmin(cost / total, 1) * share);
    }
    whole = fmax(whole, total);
    return whole > 0 ? fmin(fmax(passing / whole, least), 1) : 0;
}

static double pass(shares *s, uint32_t component, bool up)
{
    double *share = up ? s->above : s->below, change = 0;
    for (uint32_t i = s->first_member[component]; i < s->first_member[component + 1]; i++) {
        uint32_t f = s->order[i];
        double now = look(s, f, up);
        change = fmax(change, fabs(now - share[f]));
        share[f] = now;
    }
    return change;
}

static void solve(shares *s, bool up)
{
    for (uint32_t i = 0; i < s->component_count; i++) {
        uint32_t component = up ? s->component_count - 1 - i : i;
        bool is_single = s->first_member[component + 1] - s->first_member[component] == 1;
        int rounds = is_single ? 1 : ROUNDS_MAX;
        while (rounds-- && pass(s, component, up) > STILL)
            ;
    }
}

static void bound(shares *s)
{
    double own = 0;
    s->most = 0;
    for (uint32_t f = 0; f < s->graph->function_count; f++) {
        s->most += s->marks[f] ? known(s->graph->function_total[f]) : 0;
        own += known(s->graph->self[f]) * s->above[f];
    }
    s->own_factor = s->most > 0 && own > s->most ? s->most / own : 1;
}

static render_status measure(shares *s, uint32_t metric, rn_report *report)
{
    if (rn_graph_measure(s->graph, metric, report))
        return report->error.status;
    for (uint32_t f = 0; f < s->graph->function_count; f++)
        s->above[f] = s->below[f] = 0;
    solve(s, true);
    solve(s, false);
    bound(s);
    return RENDER_OK;
}

/* ---- structure -------------------------------------------------------------------------------- */

static bool reach(shares *s, bool backwards)
{
    const rn_graph *graph = s->graph;
    for (uint32_t f = 0; f < graph->function_count; f++)
        s->functions[f] = s->marks[f] ? 0 : RN_NONE;
    if (!rn_reach(s->functions, graph->function_count, graph->arcs, graph->arc_count, backwards))
        return false;
    for (uint32_t f = 0; f < graph->function_count; f++)
        s->kept[f] |= s->functions[f] != RN_NONE;
    return true;
}

static bool link(shares *s)
{
    const rn_graph *graph = s->graph;
    uint32_t functions = graph->function_count, arcs = graph->arc_count;
    s->component_count = rn_cycles_find(functions, graph->arcs, arcs, s->component);
    if (s->component_count == RN_NONE || !reach(s, true) || !reach(s, false))
        return false;
    rn_group(s->first_member, s->order, s->component, 1, functions, s->component_count);
    rn_group(s->first_called, s->by_caller, (const uint32_t *)graph->arcs, 2, arcs, functions);
    rn_group(s->first_calling, s->by_callee, (const uint32_t *)graph->arcs + 1, 2, arcs, functions);
    return true;
}

static bool shares_init(shares *s)
{
    size_t functions = s->graph->function_count, arcs = s->graph->arc_count;
    uint32_t *memory = rn_array_zero(6 * functions + 3 + 2 * arcs, sizeof *memory);
    double *numbers = rn_array_new(2 * functions, sizeof *numbers);
    s->kept = rn_array_zero(functions, sizeof *s->kept);
    s->order = memory;
    s->above = numbers;
    if (!memory || !numbers || !s->kept)
        return false;
    s->component = memory + functions;
    s->functions = memory + 2 * functions;
    s->first_member = memory + 3 * functions;
    s->first_called = s->first_member + functions + 1;
    s->first_calling = s->first_called + functions + 1;
    s->by_caller = s->first_calling + functions + 1;
    s->by_callee = s->by_caller + arcs;
    s->below = numbers + functions;
    return link(s);
}

static void shares_finish(shares *s)
{
    free(s->order);
    free(s->above);
    free(s->kept);
    rn_graph_free(s->graph);
}

/* ---- building --------------------------------------------------------------------------------- */

static double either(double a, double b)
{
    return 1 - (1 - a) * (1 - b);
}

/* Unknown costs stay so. */
static double bounded(const shares *s, double cost)
{
    return s->most > 0 && cost > s->most ? s->most : cost;
}

/* Something that is called stays called. */
static double share_of_calls(double calls, double share)
{
    return calls >= 1 && share > 0 ? fmax(1, round(calls * share)) : calls * share;
}

static void build_functions(shares *s, rn_builder *builder)
{
    const rn_profile *p = s->graph->profile;
    for (uint32_t f = 0; f < s->graph->function_count; f++) {
        if (!s->kept[f])
            continue;
        double share = either(s->above[f], s->below[f]);
        s->functions[f] = rn_copy_function(builder, p, f);
        if (p->calls)
            rn_builder_add_calls(builder, s->functions[f], share_of_calls(p->calls[f], share),
                                 share_of_calls(p->primitive_calls[f], share));
    }
}

static bool is_kept(const shares *s, rn_arc_info arc)
{
    return s->kept[arc.caller] && s->kept[arc.callee];
}

static double share_of_arc(const shares *s, uint32_t arc)
{
    return either(s->above[s->graph->arcs[arc].caller], s->below[s->graph->arcs[arc].callee]);
}

static void build_calls(const shares *s, rn_builder *builder)
{
    const rn_graph *graph = s->graph;
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        if (!is_kept(s, graph->arcs[a]))
            continue;
        double calls = graph->arc_calls ? graph->arc_calls[a] : NAN;
        uint32_t arc = rn_builder_arc(builder, s->functions[graph->arcs[a].caller],
                                      s->functions[graph->arcs[a].callee]);
        rn_builder_add_arc_calls(builder, arc, share_of_calls(calls, share_of_arc(s, a)), NAN);
    }
}

static void build_costs(const shares *s, rn_builder *builder, uint32_t metric)
{
    const rn_graph *graph = s->graph;
    for (uint32_t f = 0; f < graph->function_count; f++)
        if (s->kept[f])
            rn_builder_add_cost(
                builder, s->functions[f], metric, graph->self[f] * s->above[f] * s->own_factor,
                bounded(s, graph->function_total[f] * either(s->above[f], s->below[f])));
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        if (!is_kept(s, graph->arcs[a]))
            continue;
        uint32_t arc = rn_builder_arc(builder, s->functions[graph->arcs[a].caller],
                                      s->functions[graph->arcs[a].callee]);
        rn_builder_add_arc_cost(builder, arc, metric, NAN,
                                bounded(s, graph->arc_total[a] * share_of_arc(s, a)));
    }
}

static render_status build(rn_profile **out, shares *s, rn_report *report)
{
    const rn_profile *p = s->graph->profile;
    rn_builder *builder = rn_copy_builder_new(RN_ARCS, p, report);
    if (!builder)
        return rn_fail_memory(report);
    rn_builder_set_options(builder, &rn_copy_options);
    rn_copy_metrics(builder, p);
    for (uint32_t m = 0; m < p->metric_count; m++) {
        if (measure(s, m, report)) {
            rn_builder_free(builder);
            return report->error.status;
        }
        if (m == 0) {
            build_functions(s, builder);
            build_calls(s, builder);
        }
        build_costs(s, builder, m);
    }
    return rn_builder_finish(builder, out);
}

render_status rn_around_arcs(rn_profile **out, const rn_profile *profile, const bool *marks,
                             rn_report *report)
{
    shares s = {.marks = marks};
    if (rn_graph_new(&s.graph, profile, 0, report))
        return report->error.status;
    render_status status = shares_init(&s) ? build(out, &s, report) : rn_fail_memory(report);
    shares_finish(&s);
    return status;
}
