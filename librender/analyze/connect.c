/* What hangs together is a tree of links (union-find): an arc between two trees makes them one. */
#include "analyze/connect.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/origin.h"
#include "base/grow.h"

typedef struct connection {
    rn_selection *selection;
    const rn_graph *graph;
    const double *arc_total;
    uint32_t *link;   /* [function]: one that it hangs together with; itself at the end */
    uint32_t *best;   /* [function] that no arc leads to: its heaviest one, or RN_NONE */
    bool *is_reached; /* [function]: from another one */
} connection;

static uint32_t end_of(const connection *c, uint32_t function)
{
    while (c->link[function] != function) {
        c->link[function] = c->link[c->link[function]];
        function = c->link[function];
    }
    return function;
}

static void join(const connection *c, uint32_t caller, uint32_t callee)
{
    c->link[end_of(c, callee)] = end_of(c, caller);
}

/* Whether a light arc would connect what is not yet connected. */
static bool is_missing(const connection *c, uint32_t arc)
{
    rn_arc_info ends = c->graph->arcs[arc];
    const bool *node = c->selection->node;
    return node[ends.caller] && node[ends.callee] && c->arc_total[arc] > 0 &&
           end_of(c, ends.caller) != end_of(c, ends.callee);
}

static void find_best(const connection *c)
{
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        c->best[f] = RN_NONE;
    for (uint32_t a = 0; a < c->graph->arc_count; a++) {
        uint32_t callee = c->graph->arcs[a].callee, *best = &c->best[callee];
        if (!c->is_reached[callee] && is_missing(c, a) &&
            (*best == RN_NONE || c->arc_total[a] > c->arc_total[*best]))
            *best = a;
    }
}

static int dearest_first(const void *left, const void *right, void *data)
{
    const connection *c = data;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (c->arc_total[a] != c->arc_total[b])
        return c->arc_total[a] > c->arc_total[b] ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* There is room for it. */
static void add_arc(const connection *c, rn_drawn_arc arc)
{
    rn_selection *s = c->selection;
    arc.base_total = arc.base_calls = NAN;
    arc.is_residual = true;
    s->arcs[s->arc_count + s->residual_count++] = arc;
    c->is_reached[arc.callee] = true;
    join(c, arc.caller, arc.callee);
}

static bool make_room(const connection *c, size_t count)
{
    size_t capacity = c->selection->arc_count + (size_t)c->selection->residual_count;
    return RN_GROW(c->selection->arcs, capacity, capacity + count);
}

/* The dearest first: then what calls most stays above what it calls. */
static bool add_best(const connection *c)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        if (c->best[f] != RN_NONE)
            c->best[count++] = c->best[f];
    qsort_r(c->best, count, sizeof *c->best, dearest_first, (void *)c);
    if (!make_room(c, count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t arc = c->best[i];
        rn_arc_info ends = c->graph->arcs[arc];
        if (is_missing(c, arc))
            add_arc(c, (rn_drawn_arc){
                           .caller = ends.caller,
                           .callee = ends.callee,
                           .total = c->graph->arc_total[arc],
                           .calls = c->graph->arc_calls ? c->graph->arc_calls[arc] : NAN,
                           .arc = arc,
                           .is_light = true,
                       });
    }
    return true;
}

static bool is_alone(const connection *c, uint32_t function)
{
    return c->selection->node[function] && !c->is_reached[function] &&
           c->graph->function_total[function] > 0;
}

static void add_origin(const connection *c, rn_origins *origins, uint32_t function)
{
    double share;
    uint32_t caller = rn_origin_of(origins, function, &share);
    if (caller == RN_NONE || end_of(c, caller) == end_of(c, function))
        return;
    double total = share * c->graph->function_total[function];
    double most = c->graph->function_total[caller];
    add_arc(c, (rn_drawn_arc){.caller = caller,
                              .callee = function,
                              .total = most < total ? most : total,
                              .calls = NAN,
                              .arc = RN_NONE});
}

/* Of stacks all ways over functions that are left out are known: what is alone there was not called. */
static bool add_origins(const connection *c)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        count += is_alone(c, f);
    if (!count || c->graph->profile->shape == RN_STACKS)
        return true;
    rn_origins *origins = rn_origins_new(c->graph, c->arc_total, c->selection->node);
    bool done = origins && make_room(c, count);
    for (uint32_t f = 0; done && f < c->graph->function_count; f++)
        if (is_alone(c, f))
            add_origin(c, origins, f);
    rn_origins_free(origins);
    return done;
}

bool rn_connect(rn_selection *selection, const rn_graph *graph, const double *arc_total)
{
    uint32_t functions = graph->function_count;
    connection c = {.selection = selection,
                    .graph = graph,
                    .arc_total = arc_total,
                    .link = rn_array_new(functions, sizeof *c.link),
                    .best = rn_array_new(functions, sizeof *c.best),
                    .is_reached = rn_array_zero(functions, sizeof *c.is_reached)};
    bool done = c.link && c.best && c.is_reached;
    for (uint32_t f = 0; done && f < functions; f++)
        c.link[f] = f;
    for (uint32_t a = 0; done && a < selection->arc_count + selection->residual_count; a++) {
        const rn_drawn_arc *arc = &selection->arcs[a];
        c.is_reached[arc->callee] |= arc->caller != arc->callee;
        join(&c, arc->caller, arc->callee);
    }
    if (done) {
        find_best(&c);
        done = add_best(&c) && add_origins(&c);
    }
    free(c.link);
    free(c.best);
    free(c.is_reached);
    return done;
}
