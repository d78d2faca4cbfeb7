/* Counting once per stack: one walk through the tree of stacks keeps, for every function and every
 * arc, how often the path from the root to here holds it.  A subtree's weight counts for a function
 * where that number leaves 0, so recursion counts once, whatever its depth, in linear time. */
#include "analyze/graph.h"

#include <math.h>
#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"
#include "profile/caller.h"
#include "profile/cycles.h"

struct rn_graph_links {
    uint32_t *source; /* RN_ARCS: [arc]: the profile's arc */
    /* RN_STACKS, [stack] */
    uint32_t *first_child, *next_sibling; /* 0: none */
    uint32_t *arc;                        /* that its last two frames make, or RN_NONE */
};

/* ---- stacks: structure ------------------------------------------------------------------------ */

/* Fills `made`, one a stack: the arc that its last two frames make, or `none` twice.  `below` is memory
 * of one id a stack: who calls what stands below. */
static void find_arcs(const rn_profile *profile, rn_arc_info *made, uint32_t none, uint32_t *below)
{
    below[0] = RN_NONE;
    made[0] = (rn_arc_info){none, none};
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        uint32_t caller = below[profile->stacks[s].parent];
        uint32_t function = profile->frames[profile->stacks[s].frame].function;
        bool calls = caller != RN_NONE && rn_is_function(profile, function);
        below[s] = rn_caller_below(profile, function, caller);
        made[s] = calls ? (rn_arc_info){caller, function} : (rn_arc_info){none, none};
    }
}

static bool is_same_arc(rn_arc_info a, rn_arc_info b)
{
    return a.caller == b.caller && a.callee == b.callee;
}

/* Numbers the arcs in their order, in which equal ones are neighbours and `none` is the last caller:
 * arc[stack] becomes the number. */
static bool number_arcs(rn_graph *graph, const rn_arc_info *made, const uint32_t *order)
{
    uint32_t none = graph->profile->function_count, *arc = graph->links->arc;
    rn_arc_info last = {none, none};
    size_t capacity = 0;
    if (!RN_GROW(graph->arcs, capacity, 1))
        return false;
    for (uint32_t i = 0; i < graph->profile->stack_count; i++) {
        rn_arc_info here = made[order[i]];
        if (here.caller != none && !is_same_arc(here, last)) {
            if (!RN_GROW(graph->arcs, capacity, graph->arc_count + (size_t)1))
                return false;
            graph->arcs[graph->arc_count++] = here;
        }
        arc[order[i]] = here.caller == none ? RN_NONE : graph->arc_count - 1;
        last = here;
    }
    return true;
}

/* In a large profile most stacks may make an arc that no other one makes.  To sort them takes a few
 * numbers a stack; to look each up in a table of those so far waits for memory, and takes more. */
static bool link_arcs(rn_graph *graph, rn_arc_info *made, uint32_t *order)
{
    const rn_profile *profile = graph->profile;
    uint32_t none = profile->function_count, count = profile->stack_count;
    uint32_t *by_callee = graph->links->arc, *first = rn_array_new(none + (size_t)2, sizeof *first);
    if (!first)
        return false;
    find_arcs(profile, made, none, order);
    rn_group(first, by_callee, &made->callee, 2, count, none + 1);
    rn_group_again(first, order, by_callee, &made->caller, 2, count, none + 1);
    free(first);
    return number_arcs(graph, made, order);
}

static bool init_arcs(rn_graph *graph)
{
    size_t count = graph->profile->stack_count;
    graph->links->arc = rn_array_new(count, sizeof *graph->links->arc);
    rn_arc_info *made = rn_array_new(count, sizeof *made);
    uint32_t *order = rn_array_new(count, sizeof *order);
    bool linked = graph->links->arc && made && order && link_arcs(graph, made, order);
    free(made);
    free(order);
    graph->arc_total = rn_array_zero(graph->arc_count, sizeof *graph->arc_total);
    return linked && graph->arc_total;
}

static void link_children(rn_graph_links *links, const rn_profile *profile)
{
    for (uint32_t s = profile->stack_count - 1; s > 0; s--) {
        uint32_t parent = profile->stacks[s].parent;
        links->next_sibling[s] = links->first_child[parent];
        links->first_child[parent] = s;
    }
}

static bool link_stacks(rn_graph *graph)
{
    rn_graph_links *links = graph->links;
    uint32_t count = graph->profile->stack_count;
    if (!init_arcs(graph))
        return false;
    links->first_child = rn_array_zero(count, sizeof *links->first_child);
    links->next_sibling = rn_array_zero(count, sizeof *links->next_sibling);
    if (!links->first_child || !links->next_sibling)
        return false;
    link_children(links, graph->profile);
    return true;
}

/* ---- stacks: figures -------------------------------------------------------------------------- */

/* Sums by key: what a stack counts for, or RN_NONE. */
typedef struct counter {
    const uint32_t *group; /* [function or arc]: its key; NULL: itself */
    double *sum;           /* [key]; NULL: not asked for */
    uint32_t *open;        /* [key]: how often on the path */
} counter;

typedef struct walk {
    const rn_graph *graph;
    const rn_profile *profile;
    const double *weight; /* [stack]: of it and all below it */
    counter functions, arcs;
} walk;

static uint32_t key_of(const counter *c, uint32_t item)
{
    if (!c->sum || item == RN_NONE)
        return RN_NONE;
    return c->group ? c->group[item] : item;
}

static void count_in(const counter *c, uint32_t item, double weight)
{
    uint32_t key = key_of(c, item);
    if (key != RN_NONE && c->open[key]++ == 0)
        c->sum[key] += weight;
}

static void count_out(const counter *c, uint32_t item)
{
    uint32_t key = key_of(c, item);
    if (key != RN_NONE)
        c->open[key]--;
}

static void enter(walk *w, uint32_t stack)
{
    uint32_t function = w->profile->frames[w->profile->stacks[stack].frame].function;
    count_in(&w->functions, function, w->weight[stack]);
    count_in(&w->arcs, w->graph->links->arc[stack], w->weight[stack]);
}

static void leave(walk *w, uint32_t stack)
{
    count_out(&w->functions, w->profile->frames[w->profile->stacks[stack].frame].function);
    count_out(&w->arcs, w->graph->links->arc[stack]);
}

static void walk_all(walk *w)
{
    const rn_graph_links *links = w->graph->links;
    uint32_t stack = links->first_child[0];
    while (stack) {
        enter(w, stack);
        if (links->first_child[stack]) {
            stack = links->first_child[stack];
            continue;
        }
        leave(w, stack);
        while (stack && !links->next_sibling[stack]) {
            stack = w->profile->stacks[stack].parent;
            if (stack)
                leave(w, stack);
        }
        stack = stack ? links->next_sibling[stack] : 0;
    }
}

static double *weigh_stacks(const rn_profile *profile, uint32_t metric)
{
    double *weight = rn_array_new(profile->stack_count, sizeof *weight);
    if (!weight)
        return NULL;
    memcpy(weight, profile->self[metric], profile->stack_count * sizeof *weight);
    for (uint32_t s = profile->stack_count - 1; s > 0; s--)
        weight[profile->stacks[s].parent] += weight[s];
    return weight;
}

static bool measure_stacks(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    const double *self = profile->self[graph->metric];
    for (uint32_t f = 0; f < graph->function_count; f++)
        graph->self[f] = graph->function_total[f] = 0;
    for (uint32_t a = 0; a < graph->arc_count; a++)
        graph->arc_total[a] = 0;
    for (uint32_t s = 1; s < profile->stack_count; s++)
        graph->self[profile->frames[profile->stacks[s].frame].function] += self[s];
    double *weight = weigh_stacks(profile, graph->metric);
    uint32_t *open = rn_array_zero(graph->function_count + (size_t)graph->arc_count, sizeof *open);
    if (weight && open) {
        walk w = {.graph = graph,
                  .profile = profile,
                  .weight = weight,
                  .functions = {NULL, graph->function_total, open},
                  .arcs = {NULL, graph->arc_total, open + graph->function_count}};
        walk_all(&w);
    }
    bool measured = weight && open;
    free(weight);
    free(open);
    return measured;
}

static bool walk_groups(const rn_graph *graph, counter functions, counter arcs,
                        uint32_t group_count)
{
    double *weight = weigh_stacks(graph->profile, graph->metric);
    uint32_t *open = rn_array_zero(group_count, sizeof *open);
    bool enough = weight && open;
    functions.open = arcs.open = open; /* one of them is asked for */
    if (enough) {
        walk w = {.graph = graph,
                  .profile = graph->profile,
                  .weight = weight,
                  .functions = functions,
                  .arcs = arcs};
        walk_all(&w);
    }
    free(weight);
    free(open);
    return enough;
}

bool rn_graph_sum_functions(double *sum, const rn_graph *graph, const uint32_t *group,
                            uint32_t group_count)
{
    for (uint32_t g = 0; g < group_count; g++)
        sum[g] = 0;
    return walk_groups(graph, (counter){group, sum, NULL}, (counter){0}, group_count);
}

bool rn_graph_sum_arcs(double *sum, const rn_graph *graph, const uint32_t *group,
                       uint32_t group_count)
{
    for (uint32_t g = 0; g < group_count; g++)
        sum[g] = 0;
    if (graph->profile->shape == RN_STACKS)
        return walk_groups(graph, (counter){0}, (counter){group, sum, NULL}, group_count);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (group[a] != RN_NONE && graph->arc_total[a] > 0)
            sum[group[a]] += graph->arc_total[a];
    return true;
}

/* ---- recorded arcs ---------------------------------------------------------------------------- */

/* The order of `arcs` by caller, then callee; NULL when memory is out. */
static uint32_t *order_arcs(const rn_arc_info *arcs, uint32_t count, uint32_t function_count)
{
    uint32_t *order = rn_array_new(count, sizeof *order);
    uint32_t *by_callee = rn_array_new(count, sizeof *by_callee);
    uint32_t *first = rn_array_new(function_count + (size_t)1, sizeof *first);
    bool enough = order && by_callee && first;
    if (enough && count) {
        rn_group(first, by_callee, &arcs->callee, 2, count, function_count);
        rn_group_again(first, order, by_callee, &arcs->caller, 2, count, function_count);
    }
    free(first);
    free(by_callee);
    if (enough)
        return order;
    free(order);
    return NULL;
}

static bool copy_arcs(rn_graph *graph, const rn_arc_info *arcs, const uint32_t *order,
                      uint32_t count)
{
    graph->arcs = rn_array_new(count, sizeof *graph->arcs);
    graph->arc_total = rn_array_zero(count, sizeof *graph->arc_total);
    if (!graph->arcs || !graph->arc_total)
        return false;
    for (uint32_t i = 0; i < count; i++)
        graph->arcs[i] = arcs[order[i]];
    graph->arc_count = count;
    return true;
}

/* A column of the profile's arcs in the order of the graph's; NULL when memory is out. */
static double *in_order(const rn_graph *graph, const double *column)
{
    double *values = rn_array_new(graph->arc_count, sizeof *values);
    for (uint32_t a = 0; values && a < graph->arc_count; a++)
        values[a] = column[graph->links->source[a]];
    return values;
}

static bool copy_calls(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    graph->arc_calls = in_order(graph, profile->arc_calls);
    if (profile->base_arc_calls)
        graph->base_arc_calls = in_order(graph, profile->base_arc_calls);
    return graph->arc_calls && (graph->base_arc_calls || !profile->base_arc_calls);
}

static bool link_recorded(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    uint32_t *order = order_arcs(profile->arcs, profile->arc_count, profile->function_count);
    uint32_t kept = 0;
    for (uint32_t i = 0; order && i < profile->arc_count; i++) {
        rn_arc_info arc = profile->arcs[order[i]];
        if (rn_is_function(profile, arc.caller) && rn_is_function(profile, arc.callee))
            order[kept++] = order[i];
    }
    graph->links->source = order;
    return order && copy_arcs(graph, profile->arcs, order, kept) && copy_calls(graph);
}

/* What the recorded arcs into a function leave of its total, and the calls that share it: those from
 * outside of its cycle, since calls within a cycle take no time that the outer ones do not. */
typedef struct sharing {
    double total, outer_calls, all_calls;
} sharing;

static bool is_within(const uint32_t *component, rn_arc_info arc)
{
    return component[arc.caller] == component[arc.callee];
}

static void collect_sharing(const rn_graph *graph, const uint32_t *component, sharing *shared)
{
    for (uint32_t f = 0; f < graph->function_count; f++)
        shared[f] = (sharing){graph->function_total[f], 0, 0};
    for (uint32_t a = 0; a < graph->arc_count; a++) {
        sharing *callee = &shared[graph->arcs[a].callee];
        double calls = isnan(graph->arc_calls[a]) ? 0 : graph->arc_calls[a];
        bool within = is_within(component, graph->arcs[a]);
        if (isnan(graph->arc_total[a])) {
            callee->all_calls += calls;
            callee->outer_calls += within ? 0 : calls;
        } else if (!within) {
            callee->total -= graph->arc_total[a];
        }
    }
}

static double share_of_calls(const rn_graph *graph, uint32_t arc, const uint32_t *component,
                             const sharing *shared)
{
    const sharing *callee = &shared[graph->arcs[arc].callee];
    double whole = graph->function_total[graph->arcs[arc].callee];
    double calls = graph->arc_calls[arc];
    if (is_within(component, graph->arcs[arc]))
        return callee->all_calls > 0 ? whole * (calls / callee->all_calls) : NAN;
    if (!(callee->outer_calls > 0))
        return NAN;
    return (callee->total < 0 ? 0 : callee->total) * (calls / callee->outer_calls);
}

static bool fill_unknown_arcs(rn_graph *graph)
{
    uint32_t *component = rn_array_new(graph->function_count, sizeof *component);
    sharing *shared = rn_array_new(graph->function_count, sizeof *shared);
    bool enough =
        component && shared &&
        rn_cycles_find(graph->function_count, graph->arcs, graph->arc_count, component) != RN_NONE;
    if (enough) {
        collect_sharing(graph, component, shared);
        for (uint32_t a = 0; a < graph->arc_count; a++)
            if (isnan(graph->arc_total[a]))
                graph->arc_total[a] = share_of_calls(graph, a, component, shared);
    }
    free(component);
    free(shared);
    return enough;
}

static bool has_unknown_arcs(const rn_graph *graph)
{
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (isnan(graph->arc_total[a]))
            return true;
    return false;
}

static bool measure_recorded(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    size_t size = graph->function_count * sizeof(double);
    memcpy(graph->self, profile->function_self[graph->metric], size);
    memcpy(graph->function_total, profile->function_total[graph->metric], size);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        graph->arc_total[a] = profile->arc_total[graph->metric][graph->links->source[a]];
    return !has_unknown_arcs(graph) || fill_unknown_arcs(graph);
}

/* ---- life ------------------------------------------------------------------------------------- */

render_status rn_graph_measure(rn_graph *graph, uint32_t metric, rn_report *report)
{
    graph->metric = metric;
    graph->total = graph->profile->metrics[metric].total;
    bool measured =
        graph->profile->shape == RN_STACKS ? measure_stacks(graph) : measure_recorded(graph);
    return measured ? RENDER_OK : rn_fail_memory(report);
}

static bool init_graph(rn_graph *graph, const rn_profile *profile)
{
    graph->profile = profile;
    graph->function_count = profile->function_count;
    graph->self = rn_array_new(profile->function_count, sizeof *graph->self);
    graph->function_total = rn_array_new(profile->function_count, sizeof *graph->function_total);
    graph->links = rn_array_zero(1, sizeof *graph->links);
    if (!graph->self || !graph->function_total || !graph->links)
        return false;
    return profile->shape == RN_STACKS ? link_stacks(graph) : link_recorded(graph);
}

render_status rn_graph_new(rn_graph **out, const rn_profile *profile, uint32_t metric,
                           rn_report *report)
{
    *out = NULL;
    rn_graph *graph = rn_array_zero(1, sizeof *graph);
    if (!graph || !init_graph(graph, profile)) {
        rn_graph_free(graph);
        return rn_fail_memory(report);
    }
    render_status status = rn_graph_measure(graph, metric, report);
    if (status)
        rn_graph_free(graph);
    else
        *out = graph;
    return status;
}

static void free_links(rn_graph_links *links)
{
    if (!links)
        return;
    free(links->source);
    free(links->first_child);
    free(links->next_sibling);
    free(links->arc);
    free(links);
}

void rn_graph_free(rn_graph *graph)
{
    if (!graph)
        return;
    free_links(graph->links);
    free(graph->self);
    free(graph->function_total);
    free(graph->arcs);
    free(graph->arc_total);
    free(graph->arc_calls);
    free(graph->base_arc_calls);
    free(graph);
}
