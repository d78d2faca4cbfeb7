/* In a large profile most arcs are between functions that are too cheap to be drawn, and there may be nearly as
 * many of them as stacks: only the others are kept. */
#include <stdlib.h>

#include "analyze/graph_stacks.h"
#include "base/grow.h"
#include "base/map.h"

/* ---- the arcs --------------------------------------------------------------------------------- */

typedef struct chooser {
    rn_graph *graph;
    const bool *kept; /* [function] */
    rn_map ids;       /* (caller, callee) → arc, as they were found */
    size_t capacity;
} chooser;

static bool choose_arc(chooser *c, uint32_t stack, uint32_t caller)
{
    rn_graph *graph = c->graph;
    uint32_t callee = rn_stack_function(graph->profile, stack);
    bool is_new;
    graph->links->arc[stack] = RN_NONE;
    if (caller == RN_NONE || !c->kept[caller] || !c->kept[callee])
        return true;
    uint32_t *id = rn_map_put(&c->ids, rn_map_pair(caller, callee), graph->arc_count, &is_new);
    if (!id || !RN_GROW(graph->arcs, c->capacity, graph->arc_count + (size_t)1))
        return false;
    if (is_new)
        graph->arcs[graph->arc_count++] = (rn_arc_info){caller, callee};
    graph->links->arc[stack] = *id;
    return true;
}

static bool choose_arcs(chooser *c, uint32_t *below)
{
    const rn_profile *profile = c->graph->profile;
    rn_stack_callers callers = {profile, below};
    bool enough = RN_GROW(c->graph->arcs, c->capacity, 1);
    below[0] = c->graph->links->arc[0] = RN_NONE;
    for (uint32_t s = 1; enough && s < profile->stack_count; s++)
        enough = choose_arc(c, s, rn_stack_pass(&callers, s));
    return enough;
}

/* Numbers the arcs by caller, then callee. */
static bool sort_arcs(rn_graph *graph)
{
    uint32_t count = graph->arc_count, *arc = graph->links->arc;
    uint32_t *order = rn_graph_order_arcs(graph->arcs, count, graph->function_count);
    uint32_t *place = rn_array_new(count, sizeof *place);
    rn_arc_info *sorted = rn_array_new(count, sizeof *sorted);
    bool enough = order && place && sorted;
    for (uint32_t i = 0; enough && i < count; i++) {
        place[order[i]] = i;
        sorted[i] = graph->arcs[order[i]];
    }
    for (uint32_t s = 1; enough && s < graph->profile->stack_count; s++)
        arc[s] = arc[s] == RN_NONE ? RN_NONE : place[arc[s]];
    free(order);
    free(place);
    free(enough ? graph->arcs : sorted);
    graph->arcs = enough ? sorted : graph->arcs;
    return enough;
}

/* ---- how many there are ----------------------------------------------------------------------- */

/* Puts the callees of all stacks together by caller: those of f stand before first[f + 1]. */
static void group_callees(const rn_profile *profile, uint32_t *below, uint32_t *first,
                          uint32_t *callees)
{
    rn_stack_callers callers = {profile, below};
    below[0] = RN_NONE;
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        uint32_t caller = rn_stack_pass(&callers, s);
        if (caller != RN_NONE)
            first[caller]++;
    }
    for (uint32_t f = 1; f <= profile->function_count; f++)
        first[f] += first[f - 1];
    for (uint32_t s = profile->stack_count - 1; s > 0; s--) {
        uint32_t caller = below[profile->stacks[s].parent];
        uint32_t callee = rn_stack_function(profile, s);
        if (caller != RN_NONE && rn_is_function(profile, callee))
            callees[--first[caller]] = callee;
    }
}

/* `last` tells of a callee who was its last caller, + 1. */
static uint32_t count_different(const rn_profile *profile, const uint32_t *first,
                                const uint32_t *callees, uint32_t *last)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < profile->function_count; f++)
        for (uint32_t i = first[f]; i < first[f + 1]; i++) {
            count += last[callees[i]] != f + 1;
            last[callees[i]] = f + 1;
        }
    return count;
}

static bool count_arcs(rn_graph *graph, uint32_t *below)
{
    const rn_profile *profile = graph->profile;
    uint32_t *callees = rn_array_new(profile->stack_count, sizeof *callees);
    uint32_t *first = rn_array_zero(profile->function_count + (size_t)1, sizeof *first);
    uint32_t *last = rn_array_zero(profile->function_count, sizeof *last);
    bool enough = callees && first && last;
    if (enough) {
        group_callees(profile, below, first, callees);
        graph->arcs_possible = count_different(profile, first, callees, last);
    }
    free(callees);
    free(first);
    free(last);
    return enough;
}

/* ---- the whole -------------------------------------------------------------------------------- */

bool rn_graph_link_chosen(rn_graph *graph, const bool *kept, bool counts_all)
{
    size_t count = graph->profile->stack_count;
    uint32_t *below = rn_array_new(count, sizeof *below);
    bool enough = below && (!counts_all || count_arcs(graph, below));
    if (enough) {
        chooser c = {.graph = graph, .kept = kept};
        graph->links->arc = rn_array_new(count, sizeof *graph->links->arc);
        enough = graph->links->arc && choose_arcs(&c, below);
        rn_map_finish(&c.ids);
    }
    free(below);
    return enough && sort_arcs(graph);
}
