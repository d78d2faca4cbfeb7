/* In a large profile most functions are too cheap to be drawn, and arcs between them may be nearly as many as
 * stacks.  So the stacks are gone through once, and made into fewer: only the frames of functions that are
 * kept, each below the nearest one that is; and what was counted in between is counted there. */
#include <stdlib.h>

#include "analyze/graph_stacks.h"
#include "base/grow.h"
#include "base/map.h"

/* ---- the stacks ------------------------------------------------------------------------------- */

typedef struct chooser {
    rn_graph *graph;
    const bool *kept;          /* [function] */
    rn_stack_callers callers;  /* of the profile's stacks */
    rn_legacy top;             /* the stack made of one of the profile or above it */
    rn_stack_info *stacks;     /* those that are made */
    uint32_t count;            /* of them */
    uint32_t *caller, *origin; /* [made]: RN_NONE: of no arc; the stack of the profile */
    double *weight;            /* [made]: counted in it and what it stands for */
    bool *is_direct;           /* [made] */
    size_t stack_capacity, caller_capacity, origin_capacity, weight_capacity, direct_capacity;
} chooser;

static bool add_stack(chooser *c, uint32_t parent, uint32_t frame, uint32_t caller, uint32_t origin)
{
    size_t need = c->count + (size_t)1;
    if (!RN_GROW(c->stacks, c->stack_capacity, need) ||
        !RN_GROW(c->caller, c->caller_capacity, need) ||
        !RN_GROW(c->origin, c->origin_capacity, need) ||
        !RN_GROW(c->weight, c->weight_capacity, need) ||
        !RN_GROW(c->is_direct, c->direct_capacity, need))
        return false;
    c->stacks[c->count] = (rn_stack_info){parent, frame};
    c->caller[c->count] = caller != RN_NONE && c->kept[caller] ? caller : RN_NONE;
    c->origin[c->count] = origin;
    c->weight[c->count] = 0;
    c->is_direct[c->count] =
        origin && c->origin[parent] == c->graph->profile->stacks[origin].parent;
    c->count++;
    return true;
}

static bool add_stacks(chooser *c)
{
    const rn_profile *p = c->graph->profile;
    bool enough = add_stack(c, 0, 0, RN_NONE, 0);
    rn_legacy_begin(&c->top, 0);
    for (uint32_t s = 1; enough && s < p->stack_count; s++) {
        uint32_t caller = rn_stack_pass(&c->callers, s).caller, top = rn_legacy_take(&c->top, s);
        if (c->kept[rn_stack_function(p, s)]) {
            enough = add_stack(c, top, p->stacks[s].frame, caller, s);
            top = c->count - 1;
        }
        rn_legacy_leave(&c->top, s, top);
        if (enough && p->samples[s])
            c->weight[top] += rn_stack_self(p, c->graph->metric, s);
    }
    return enough;
}

static bool number_samples(rn_profile *chosen)
{
    chosen->samples = rn_array_new(chosen->stack_count, sizeof *chosen->samples);
    for (uint32_t s = 0; chosen->samples && s < chosen->stack_count; s++)
        chosen->samples[s] = s;
    return chosen->samples;
}

/* The weights are those of one metric, whichever it is. */
static bool set_stacks(rn_graph *graph, chooser *c)
{
    rn_graph_links *links = graph->links;
    rn_profile *chosen = &links->chosen;
    links->is_chosen = true;
    links->is_direct = c->is_direct;
    *chosen = *graph->profile;
    chosen->stacks = c->stacks;
    chosen->stack_count = chosen->sample_count = c->count;
    chosen->samples = NULL;
    chosen->self = rn_array_zero(chosen->metric_count, sizeof *chosen->self);
    if (chosen->self)
        chosen->self[graph->metric] = c->weight;
    else
        free(c->weight);
    return chosen->self;
}

void rn_graph_free_chosen(rn_graph_links *links)
{
    if (!links->is_chosen)
        return;
    for (uint32_t m = 0; links->chosen.self && m < links->chosen.metric_count; m++)
        free(links->chosen.self[m]);
    free(links->chosen.self);
    free(links->chosen.samples);
    free(links->chosen.stacks);
    free(links->is_direct);
}

/* ---- the arcs --------------------------------------------------------------------------------- */

/* Numbers the arcs as they are found: arc[made stack]. */
static bool find_arcs(rn_graph *graph, const uint32_t *caller)
{
    const rn_profile *chosen = &graph->links->chosen;
    uint32_t *arc = graph->links->arc = rn_array_new(chosen->stack_count, sizeof *arc);
    rn_map ids = {0};
    size_t capacity = 0;
    bool enough = arc && RN_GROW(graph->arcs, capacity, 1), is_new = false;
    for (uint32_t s = 0; enough && s < chosen->stack_count; s++) {
        arc[s] = RN_NONE;
        if (caller[s] == RN_NONE)
            continue;
        rn_arc_info made = rn_stack_arc(chosen, caller[s], rn_stack_function(chosen, s));
        uint32_t *id =
            rn_map_put(&ids, rn_map_pair(made.caller, made.callee), graph->arc_count, &is_new);
        enough = id && RN_GROW(graph->arcs, capacity, graph->arc_count + (size_t)1);
        if (enough && is_new)
            graph->arcs[graph->arc_count++] = made;
        arc[s] = enough ? *id : RN_NONE;
    }
    rn_map_finish(&ids);
    return enough;
}

/* Numbers them by caller, then callee. */
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
    for (uint32_t s = 0; enough && s < graph->links->chosen.stack_count; s++)
        arc[s] = arc[s] == RN_NONE ? RN_NONE : place[arc[s]];
    free(order);
    free(place);
    free(enough ? graph->arcs : sorted);
    graph->arcs = enough ? sorted : graph->arcs;
    return enough;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static bool make_stacks(chooser *c)
{
    const rn_stack_links *links = &c->graph->links->stacks;
    bool made = rn_stack_callers_init(&c->callers, links);
    made = rn_legacy_init(&c->top, links) && made && add_stacks(c);
    rn_stack_callers_finish(&c->callers);
    rn_legacy_finish(&c->top);
    return made;
}

static bool choose(rn_graph *graph, const bool *kept)
{
    chooser c = {.graph = graph, .kept = kept};
    bool chosen = make_stacks(&c);
    free(c.origin);
    rn_stack_links_finish(&graph->links->stacks);
    chosen = set_stacks(graph, &c) && chosen && number_samples(&graph->links->chosen) &&
             rn_stack_links_init(&graph->links->stacks, &graph->links->chosen) &&
             find_arcs(graph, c.caller);
    free(c.caller);
    return chosen && sort_arcs(graph);
}

bool rn_graph_link_chosen(rn_graph *graph, const bool *kept, bool counts_all)
{
    return (!counts_all || rn_graph_count_arcs(&graph->arcs_possible, &graph->links->stacks)) &&
           choose(graph, kept);
}
