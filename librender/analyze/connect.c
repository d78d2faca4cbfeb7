/* What hangs together is a tree of links (union-find): an arc between two trees makes them one. */
#include "analyze/connect.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

typedef struct connection {
    rn_selection *selection;
    const rn_graph *graph;
    const double *arc_total;
    uint32_t *link; /* [function]: one that it hangs together with; itself at the end */
    uint32_t *best; /* [function] that no arc leads to: its heaviest one, or RN_NONE */
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

static void find_best(const connection *c, const bool *is_reached)
{
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        c->best[f] = RN_NONE;
    for (uint32_t a = 0; a < c->graph->arc_count; a++) {
        uint32_t callee = c->graph->arcs[a].callee, *best = &c->best[callee];
        if (!is_reached[callee] && is_missing(c, a) &&
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

static void add_arc(const connection *c, uint32_t arc)
{
    rn_selection *s = c->selection;
    s->arcs[s->arc_count + s->residual_count++] = (rn_drawn_arc){
        .caller = c->graph->arcs[arc].caller,
        .callee = c->graph->arcs[arc].callee,
        .total = c->graph->arc_total[arc],
        .calls = c->graph->arc_calls ? c->graph->arc_calls[arc] : NAN,
        .base_total = NAN,
        .base_calls = NAN,
        .arc = arc,
        .is_residual = true,
        .is_light = true,
    };
}

/* The dearest first: then what calls most stays above what it calls. */
static bool add_best(const connection *c)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < c->graph->function_count; f++)
        if (c->best[f] != RN_NONE)
            c->best[count++] = c->best[f];
    qsort_r(c->best, count, sizeof *c->best, dearest_first, (void *)c);
    size_t capacity = c->selection->arc_count + (size_t)c->selection->residual_count;
    if (!RN_GROW(c->selection->arcs, capacity, capacity + count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_missing(c, c->best[i]))
            continue;
        add_arc(c, c->best[i]);
        join(c, c->graph->arcs[c->best[i]].caller, c->graph->arcs[c->best[i]].callee);
    }
    return true;
}

bool rn_connect(rn_selection *selection, const rn_graph *graph, const double *arc_total)
{
    uint32_t functions = graph->function_count;
    connection c = {selection, graph, arc_total, rn_array_new(functions, sizeof *c.link),
                    rn_array_new(functions, sizeof *c.best)};
    bool *is_reached = rn_array_zero(functions, sizeof *is_reached);
    bool done = c.link && c.best && is_reached;
    for (uint32_t f = 0; done && f < functions; f++)
        c.link[f] = f;
    for (uint32_t a = 0; done && a < selection->arc_count + selection->residual_count; a++) {
        const rn_drawn_arc *arc = &selection->arcs[a];
        is_reached[arc->callee] |= arc->caller != arc->callee;
        join(&c, arc->caller, arc->callee);
    }
    if (done) {
        find_best(&c, is_reached);
        done = add_best(&c);
    }
    free(c.link);
    free(c.best);
    free(is_reached);
    return done;
}
