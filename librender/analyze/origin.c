/* Goes from callee to caller, all ways of one length at a time, and shares out what has not yet come to a function
 * that is kept. */
#include "analyze/origin.h"

#include <stdlib.h>

#include "base/grow.h"

/* Enough is known when this share of the cost has come to functions that are kept. */
static const double ENOUGH = 0.5;
/* A way may have so many calls: what goes round in a cycle comes to nothing in the end. */
static const int MOST_CALLS = 32;
/* Once something is known, the search ends after so many arcs: in a wide graph every length of ways takes as many
 * steps as there are arcs. */
static const size_t MOST_ARCS = 100000;

/* Shares of the function's cost, and which functions have one. */
typedef struct shares {
    double *of; /* [function] */
    uint32_t *functions, count;
} shares;

struct rn_origins {
    const rn_graph *graph;
    const double *arc_total;
    const bool *kept;
    uint32_t *first; /* [function + 1]: into arcs */
    uint32_t *arcs;  /* by callee: those with a cost, from another function */
    double *into;    /* [function]: their costs together */
    shares here, above, found;
    double found_share;
    size_t visited; /* arcs */
};

static bool has_cost(const rn_origins *o, uint32_t arc)
{
    rn_arc_info ends = o->graph->arcs[arc];
    return ends.caller != ends.callee && o->arc_total[arc] > 0;
}

static bool shares_init(shares *s, uint32_t functions)
{
    s->of = rn_array_zero(functions, sizeof *s->of);
    s->functions = rn_array_new(functions, sizeof *s->functions);
    return s->of && s->functions;
}

static void shares_add(shares *s, uint32_t function, double share)
{
    if (s->of[function] == 0)
        s->functions[s->count++] = function;
    s->of[function] += share;
}

static void shares_clear(shares *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        s->of[s->functions[i]] = 0;
    s->count = 0;
}

static void shares_finish(shares *s)
{
    free(s->of);
    free(s->functions);
}

static void order_by_callee(rn_origins *o)
{
    const rn_arc_info *ends = o->graph->arcs;
    uint32_t functions = o->graph->function_count;
    for (uint32_t a = 0; a < o->graph->arc_count; a++)
        if (has_cost(o, a)) {
            o->first[ends[a].callee + 1]++;
            o->into[ends[a].callee] += o->arc_total[a];
        }
    for (uint32_t f = 0; f < functions; f++)
        o->first[f + 1] += o->first[f];
    for (uint32_t a = 0; a < o->graph->arc_count; a++)
        if (has_cost(o, a))
            o->arcs[o->first[ends[a].callee]++] = a;
    /* Each index has moved on to where the next function's arcs begin. */
    for (uint32_t f = functions; f > 0; f--)
        o->first[f] = o->first[f - 1];
    o->first[0] = 0;
}

rn_origins *rn_origins_new(const rn_graph *graph, const double *arc_total, const bool *kept)
{
    rn_origins *o = calloc(1, sizeof *o);
    if (!o)
        return NULL;
    uint32_t functions = graph->function_count;
    o->graph = graph;
    o->arc_total = arc_total;
    o->kept = kept;
    o->first = rn_array_zero((size_t)functions + 1, sizeof *o->first);
    o->arcs = rn_array_new(graph->arc_count, sizeof *o->arcs);
    o->into = rn_array_zero(functions, sizeof *o->into);
    bool done = o->first && o->arcs && o->into;
    shares *all[] = {&o->here, &o->above, &o->found};
    for (int i = 0; i < 3; i++)
        done = shares_init(all[i], functions) && done;
    if (!done) {
        rn_origins_free(o);
        return NULL;
    }
    order_by_callee(o);
    return o;
}

void rn_origins_free(rn_origins *origins)
{
    if (!origins)
        return;
    shares_finish(&origins->here);
    shares_finish(&origins->above);
    shares_finish(&origins->found);
    free(origins->first);
    free(origins->arcs);
    free(origins->into);
    free(origins);
}

/* What has come to `function` goes on to its callers. */
static void share_out(rn_origins *o, uint32_t function)
{
    double unit = o->here.of[function] / o->into[function];
    for (uint32_t i = o->first[function]; i < o->first[function + 1]; i++) {
        uint32_t caller = o->graph->arcs[o->arcs[i]].caller;
        double share = unit * o->arc_total[o->arcs[i]];
        shares_add(o->kept[caller] ? &o->found : &o->above, caller, share);
        o->found_share += o->kept[caller] ? share : 0;
    }
    o->visited += o->first[function + 1] - o->first[function];
}

static void climb(rn_origins *o, uint32_t function)
{
    shares_add(&o->here, function, 1);
    for (int calls = 0; calls < MOST_CALLS && o->here.count; calls++) {
        for (uint32_t i = 0; i < o->here.count; i++)
            share_out(o, o->here.functions[i]);
        shares_clear(&o->here);
        shares here = o->above;
        o->above = o->here;
        o->here = here;
        if (o->found_share >= ENOUGH || (o->found_share > 0 && o->visited > MOST_ARCS))
            break;
    }
    shares_clear(&o->here);
}

uint32_t rn_origin_of(rn_origins *origins, uint32_t function, double *share)
{
    uint32_t best = RN_NONE;
    origins->visited = 0;
    origins->found_share = 0;
    climb(origins, function);
    *share = 0;
    for (uint32_t i = 0; i < origins->found.count; i++) {
        uint32_t f = origins->found.functions[i];
        double here = origins->found.of[f];
        if (f != function && (here > *share || (here == *share && f < best))) {
            best = f;
            *share = here;
        }
    }
    shares_clear(&origins->found);
    return best;
}
