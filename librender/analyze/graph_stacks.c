/* Counting once per stack: one walk through the tree of stacks keeps, for every function and every
 * arc, how often the path from the root to here holds it.  A subtree's weight counts for a function
 * where that number is 0 again, so recursion counts once, whatever its depth, in linear time. */
#include "analyze/graph_stacks.h"

#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"

/* ---- all arcs --------------------------------------------------------------------------------- */

bool rn_stack_callers_init(rn_stack_callers *c, const rn_stack_links *links)
{
    const rn_profile *p = c->profile = links->profile;
    c->callee = rn_array_new(p->frame_count, sizeof *c->callee);
    if (!rn_legacy_init(&c->below, links) || !c->callee)
        return false;
    for (uint32_t i = 0; i < p->frame_count; i++) {
        uint32_t function = p->frames[i].function;
        c->callee[i] = rn_is_function(p, function) ? function : RN_NONE;
    }
    rn_stack_callers_begin(c);
    return true;
}

void rn_stack_callers_begin(rn_stack_callers *c)
{
    rn_legacy_begin(&c->below, RN_NONE);
}

void rn_stack_callers_finish(rn_stack_callers *c)
{
    rn_legacy_finish(&c->below);
    free(c->callee);
}

/* Fills `made`, one a stack: the arc that its last two frames make, or `none` twice. */
static bool find_arcs(const rn_stack_links *links, rn_arc_info *made, uint32_t none)
{
    rn_stack_callers callers;
    bool enough = rn_stack_callers_init(&callers, links);
    made[0] = (rn_arc_info){none, none};
    for (uint32_t s = 1; enough && s < links->profile->stack_count; s++) {
        rn_arc_info arc = rn_stack_pass(&callers, s);
        made[s] = arc.caller != RN_NONE ? rn_stack_arc(links->profile, arc.caller, arc.callee)
                                        : (rn_arc_info){none, none};
    }
    rn_stack_callers_finish(&callers);
    return enough;
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
    if (!first || !find_arcs(&graph->links->stacks, made, none)) {
        free(first);
        return false;
    }
    rn_group(first, by_callee, &made->callee, 2, count, none + 1);
    rn_group_again(first, order, by_callee, &made->caller, 2, count, none + 1);
    free(first);
    return number_arcs(graph, made, order);
}

static bool link_all(rn_graph *graph)
{
    size_t count = graph->profile->stack_count;
    graph->links->arc = rn_array_new(count, sizeof *graph->links->arc);
    rn_arc_info *made = rn_array_new(count, sizeof *made);
    uint32_t *order = rn_array_new(count, sizeof *order);
    bool linked = graph->links->arc && made && order && link_arcs(graph, made, order);
    free(made);
    free(order);
    graph->arcs_possible = graph->arc_count;
    return linked;
}

/* ---- figures ---------------------------------------------------------------------------------- */

/* Sums by key: what a stack counts for, or RN_NONE. */
typedef struct counter {
    const uint32_t *group; /* [function or arc]: its key; NULL: itself */
    double *sum;           /* [key]; NULL: not asked for */
    uint32_t *open;        /* [key]: how often on the path */
} counter;

typedef struct walk {
    const rn_graph *graph;
    counter functions, arcs;
} walk;

static uint32_t key_of(const counter *c, uint32_t item)
{
    if (item == RN_NONE)
        return RN_NONE;
    return c->group ? c->group[item] : item;
}

static void count_in(const counter *c, uint32_t item)
{
    uint32_t key = key_of(c, item);
    if (key != RN_NONE)
        c->open[key]++;
}

static void count_out(const counter *c, uint32_t item, double weight)
{
    uint32_t key = key_of(c, item);
    if (key != RN_NONE && --c->open[key] == 0)
        c->sum[key] += weight;
}

static void enter(void *user, rn_stretch stacks)
{
    const walk *w = user;
    const rn_profile *profile = w->graph->links->stacks.profile;
    if (w->functions.sum)
        for (uint32_t s = stacks.first; s < stacks.end; s++)
            count_in(&w->functions, rn_stack_function(profile, s));
    if (w->arcs.sum)
        for (uint32_t s = stacks.first; s < stacks.end; s++)
            count_in(&w->arcs, w->graph->links->arc[s]);
}

static void leave(void *user, rn_stretch stacks, double weight)
{
    const walk *w = user;
    const rn_profile *profile = w->graph->links->stacks.profile;
    if (w->functions.sum)
        for (uint32_t s = stacks.end; s-- > stacks.first;)
            count_out(&w->functions, rn_stack_function(profile, s), weight);
    if (w->arcs.sum)
        for (uint32_t s = stacks.end; s-- > stacks.first;)
            count_out(&w->arcs, w->graph->links->arc[s], weight);
}

/* `key_count`: of functions and arcs that are asked for, together. */
static bool walk_all(const rn_graph *graph, counter functions, counter arcs, size_t key_count)
{
    uint32_t *open = rn_array_zero(key_count, sizeof *open);
    walk w = {graph, functions, arcs};
    w.functions.open = open;
    w.arcs.open = functions.sum && open ? open + graph->function_count : open;
    rn_stack_visitor visitor = {enter, leave, &w};
    bool enough = open && rn_stack_walk(&graph->links->stacks, graph->metric, &visitor);
    free(open);
    return enough;
}

static void clear(double *sum, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sum[i] = 0;
}

/* Costs are those of the last frame of a stack; of one that was reversed, of its first. */
static bool sum_own(rn_graph *graph)
{
    const rn_profile *profile = graph->profile;
    uint32_t *first = NULL;
    if (profile->is_reversed) {
        first = rn_array_new(profile->stack_count, sizeof *first);
        if (!first)
            return false;
    }
    clear(graph->self, graph->function_count);
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        uint32_t parent = profile->stacks[s].parent, at = s;
        if (first)
            at = first[s] = parent ? first[parent] : s;
        if (profile->samples[s])
            graph->self[rn_stack_function(profile, at)] += rn_stack_self(profile, graph->metric, s);
    }
    free(first);
    return true;
}

static bool measure_functions(rn_graph *graph)
{
    clear(graph->function_total, graph->function_count);
    return walk_all(graph, (counter){.sum = graph->function_total}, (counter){0},
                    graph->function_count);
}

/* Within a scope the functions were measured to choose them. */
bool rn_graph_measure_stacks(rn_graph *graph)
{
    if (!sum_own(graph))
        return false;
    if (!graph->links->arc)
        return measure_functions(graph);
    clear(graph->arc_total, graph->arc_count);
    if (graph->links->is_chosen)
        return walk_all(graph, (counter){0}, (counter){.sum = graph->arc_total}, graph->arc_count);
    clear(graph->function_total, graph->function_count);
    counter functions = {.sum = graph->function_total}, arcs = {.sum = graph->arc_total};
    return walk_all(graph, functions, arcs, graph->function_count + (size_t)graph->arc_count);
}

bool rn_graph_sum_functions(double *sum, const rn_graph *graph, const uint32_t *group,
                            uint32_t group_count)
{
    clear(sum, group_count);
    return walk_all(graph, (counter){group, sum, NULL}, (counter){0}, group_count);
}

bool rn_graph_sum_arcs(double *sum, const rn_graph *graph, const uint32_t *group,
                       uint32_t group_count)
{
    clear(sum, group_count);
    if (graph->profile->shape == RN_STACKS)
        return walk_all(graph, (counter){0}, (counter){group, sum, NULL}, group_count);
    for (uint32_t a = 0; a < graph->arc_count; a++)
        if (group[a] != RN_NONE && graph->arc_total[a] > 0)
            sum[group[a]] += graph->arc_total[a];
    return true;
}

/* ---- linking ---------------------------------------------------------------------------------- */

/* Marks the functions that the scope lets in; false when there are too many. */
static bool choose_functions(const rn_graph *graph, const rn_graph_scope *scope, bool *kept)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < graph->function_count; f++) {
        kept[f] = !(graph->function_total[f] / graph->total < scope->least_share);
        count += kept[f];
    }
    return count <= scope->most_functions;
}

static bool link_within(rn_graph *graph, const rn_graph_scope *scope)
{
    bool *kept = rn_array_new(graph->function_count, sizeof *kept);
    bool linked = kept && measure_functions(graph);
    if (linked)
        linked = choose_functions(graph, scope, kept)
                     ? rn_graph_link_chosen(graph, kept, scope->counts_all)
                     : link_all(graph);
    free(kept);
    return linked;
}

bool rn_graph_link_stacks(rn_graph *graph, const rn_graph_scope *scope)
{
    bool linked = rn_stack_links_init(&graph->links->stacks, graph->profile);
    if (linked && !scope->has_no_arcs)
        linked = scope->least_share > 0 && graph->total > 0 ? link_within(graph, scope)
                                                            : link_all(graph);
    graph->arc_total = rn_array_zero(graph->arc_count, sizeof *graph->arc_total);
    return linked && graph->arc_total;
}
