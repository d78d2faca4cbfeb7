/* The tree that recorded arcs allow, by proportional attribution.
 *
 * The file knows what each function cost in all and what each arc brought, not what a function did
 * for one caller.  So a function that gets the cost T of all its cost W has T/W of its own cost (or
 * what the arc recorded, where that adds up) and hands the rest to its callees in proportion to their
 * arcs (flow.c).  A function with one way in is exact; one with several, and all below it, is marked
 * RN_NODE_ESTIMATED.
 *
 * Direct recursion folds into the function.  In a cycle the arcs that lead back carry nothing
 * (unroll.c), so that no function stands below itself; members below another member are marked
 * RN_NODE_CYCLE.  A cycle is not drawn as one flat row of members: one import inside of a function
 * makes most of a Python program a cycle.
 *
 * A child below min_share of the whole goes into its parent's RN_NODE_MORE, so a level holds at most
 * 1/min_share boxes.  Without that the tree can grow with the number of paths: beyond NODES_MAX nodes
 * min_share is raised, with a warning. */
#include "analyze/estimate.h"

#include <math.h>

#include "analyze/flow.h"
#include "analyze/nest.h"
#include "analyze/side.h"

/* A tree may always have a few nodes a function, as a chain of calls has. */
enum { NODES_MAX = 1 << 22, NODES_PER_FUNCTION = 4 };

typedef struct expansion {
    const rn_flow *flow;
    const rn_nested *nested; /* whose functions the flow is of */
    rn_tree_maker maker;
    double min_total;
    uint32_t more; /* children of the current node that are not expanded */
    double more_total;
    bool failed; /* memory is out */
} expansion;

static void add_node(expansion *e, uint32_t parent, uint32_t function, double self, double total,
                     uint8_t flags)
{
    if (rn_tree_maker_add(&e->maker, parent, function, self, total, flags) == RN_NONE)
        e->failed = true;
}

static uint8_t inherited(const expansion *e, uint32_t parent)
{
    return e->maker.tree->flags[parent] & RN_NODE_ESTIMATED;
}

static void add_child(expansion *e, uint32_t parent, uint32_t function, double self, double total,
                      uint8_t flags)
{
    if (!(total > 0))
        return;
    if (total < e->min_total) {
        e->more++;
        e->more_total += total;
        return;
    }
    bool guess = e->flow->functions[function].ways > 1 || e->nested->in_cycle[function];
    flags |= inherited(e, parent) | (guess ? RN_NODE_ESTIMATED : 0);
    add_node(e, parent, function, fmin(self, total), total, flags);
}

static void add_more(expansion *e, uint32_t parent)
{
    if (e->more)
        add_node(e, parent, e->more, e->more_total, e->more_total,
                 RN_NODE_MORE | inherited(e, parent));
    e->more = 0;
    e->more_total = 0;
}

/* The own cost of a function that gets `total`, of which `own` would be of `whole`. */
static double own_cost(const rn_flow_function *function, double own, double whole, double total)
{
    return rn_flow_leaving(function) > 0 ? own * (total / whole) : total;
}

static void add_root(expansion *e, uint32_t f)
{
    const rn_flow_function *function = &e->flow->functions[f];
    if (function->root > 0)
        add_child(e, 0, f, own_cost(function, function->root_own, function->root, function->root),
                  function->root, 0);
}

static void add_callee(expansion *e, uint32_t node, uint32_t arc, double total)
{
    const rn_flow *flow = e->flow;
    uint32_t caller = flow->profile->arcs[arc].caller, callee = flow->profile->arcs[arc].callee;
    bool is_later_run = e->nested->origin[callee] != callee;
    bool in_cycle = flow->component[caller] == flow->component[callee] || is_later_run;
    double own = own_cost(&flow->functions[callee], flow->arc_own[arc], flow->arc_flow[arc], total);
    add_child(e, node, callee, own, total, in_cycle ? RN_NODE_CYCLE : 0);
}

static void add_start_of_cycle(expansion *e, uint32_t node, uint32_t function, double total)
{
    uint32_t start = e->flow->components[e->flow->component[function]].start;
    const rn_flow_function *f = &e->flow->functions[start];
    if (total > 0)
        add_child(e, node, start, own_cost(f, f->self, f->whole, total), total, RN_NODE_CYCLE);
}

/* What is not own cost goes to the callees. */
static void expand(expansion *e, uint32_t node)
{
    const rn_flow *flow = e->flow;
    uint32_t function = e->maker.tree->function[node];
    if (e->maker.tree->flags[node] & RN_NODE_MORE)
        return;
    double rest = e->maker.tree->total[node] - e->maker.tree->self[node];
    double leaving = rn_flow_leaving(&flow->functions[function]);
    for (uint32_t i = flow->first_arc[function]; i < flow->first_arc[function + 1]; i++) {
        uint32_t arc = flow->by_caller[i];
        if (flow->arc_flow[arc] > 0)
            add_callee(e, node, arc, rest * (flow->arc_flow[arc] / leaving));
    }
    if (leaving > 0)
        add_start_of_cycle(e, node, function, rest * (flow->functions[function].back / leaving));
    add_more(e, node);
}

static void add_roots(expansion *e)
{
    const rn_flow *flow = e->flow;
    for (uint32_t f = 0; f < flow->profile->function_count; f++)
        add_root(e, f);
    add_more(e, 0);
}

/* Later runs are runs of the same function. */
static void name_functions(rn_tree *tree, const rn_nested *nested)
{
    for (uint32_t node = 1; node < tree->count; node++)
        if (!(tree->flags[node] & RN_NODE_MORE))
            tree->function[node] = nested->origin[tree->function[node]];
}

/* The tree in *out, or NULL there when it would have too many nodes; false when memory is out. */
static bool expand_all(expansion e, rn_tree **out, const rn_profile *profile, uint32_t metric,
                       uint32_t node_limit)
{
    const rn_flow *flow = e.flow;
    *out = NULL;
    if (!rn_tree_maker_init(&e.maker, profile, metric))
        return false;
    e.maker.tree->total[0] = flow->total;
    add_roots(&e);
    uint32_t node = 1; /* the tree is its own work list */
    for (; node < e.maker.tree->count && e.maker.tree->count <= node_limit && !e.failed; node++)
        expand(&e, node);
    bool complete = node == e.maker.tree->count && !e.failed;
    if (complete) {
        name_functions(e.maker.tree, e.nested);
        *out = rn_tree_maker_finish(&e.maker);
    } else {
        rn_tree_maker_discard(&e.maker);
    }
    return !e.failed;
}

static uint32_t limit_nodes(const rn_profile *profile)
{
    uint64_t limit = NODES_MAX + (uint64_t)profile->function_count * NODES_PER_FUNCTION;
    return limit < RN_NONE - 1 ? (uint32_t)limit : RN_NONE - 1;
}

static render_status expand_within_limit(rn_tree **out, expansion e, const rn_profile *profile,
                                         uint32_t metric, double min_share, rn_report *report)
{
    uint32_t limit = limit_nodes(profile);
    double share = min_share;
    for (; share <= 1; share = fmax(share * 10, 1e-6)) {
        e.min_total = share * e.flow->total;
        if (!expand_all(e, out, profile, metric, limit))
            return rn_fail_memory(report);
        if (*out)
            break;
    }
    if (!*out)
        return rn_fail(report, RENDER_ERROR_LIMIT, 0, 0,
                       "the tree has more than %lu boxes, however few are asked for",
                       (unsigned long)limit);
    (*out)->min_share = share;
    if (share > min_share)
        rn_warn(report, "the tree has too many boxes: those below 1/%lu of the whole are summed up",
                (unsigned long)(1 / share + 0.5));
    return RENDER_OK;
}

/* After a filter, costs that were cut off can overlap where functions recur: together they are never
 * more than there is. */
static void limit_total(rn_tree *tree, double most)
{
    if (!tree->profile->filtered || tree->total[0] <= most * (1 + 1e-9))
        return;
    double scale = most / tree->total[0];
    for (uint32_t node = 0; node < tree->count; node++) {
        tree->self[node] *= scale;
        tree->total[node] *= scale;
    }
}

static render_status estimate(rn_tree **out, const rn_nested *nested, const rn_profile *profile,
                              uint32_t metric, double min_share, rn_report *report)
{
    rn_flow flow;
    render_status status = rn_flow_init(&flow, &nested->profile, 0, report);
    if (status)
        return status;
    if (flow.excess > 0.01 * flow.total)
        rn_warn(report, "callers claim more cost than their callees had (threads, or functions of "
                        "one name): their shares are scaled down");
    expansion e = {.flow = &flow, .nested = nested};
    status = expand_within_limit(out, e, profile, metric, min_share, report);
    if (status == RENDER_OK)
        limit_total(*out, profile->metrics[metric].total);
    rn_flow_finish(&flow);
    return status;
}

render_status rn_estimate(rn_tree **out, const rn_profile *profile, uint32_t metric,
                          double min_share, rn_report *report)
{
    *out = NULL;
    rn_side side;
    rn_nested nested;
    render_status status = rn_side_init(&side, profile, metric, report);
    if (status)
        return status;
    status = rn_nest(&nested, &side.profile, 0, report);
    if (status == RENDER_OK) {
        status = estimate(out, &nested, profile, metric, min_share, report);
        rn_nested_finish(&nested);
    }
    rn_side_finish(&side);
    return status;
}
