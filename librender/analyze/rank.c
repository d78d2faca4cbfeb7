/* Entropies of both sides of every function in two passes over the arcs: sums, then shares of them. */
#include "analyze/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

typedef struct sides {
    double in, out; /* what arcs bring and take, and for `out` the own cost */
    double in_entropy, out_entropy;
    bool has_in, has_out;
} sides;

static double known(double value)
{
    return value > 0 ? value : 0;
}

static double entropy_of(double part, double whole)
{
    double share = whole > 0 ? part / whole : 0;
    return share > 0 ? -share * log2(share) : 0;
}

static bool counts(const rn_graph *g, uint32_t arc)
{
    return g->arcs[arc].caller != g->arcs[arc].callee && g->arc_total[arc] > 0;
}

static void sum_up(sides *s, const rn_graph *g)
{
    for (uint32_t f = 0; f < g->function_count; f++)
        s[f].out = known(g->self[f]);
    for (uint32_t a = 0; a < g->arc_count; a++) {
        if (!counts(g, a))
            continue;
        sides *caller = &s[g->arcs[a].caller], *callee = &s[g->arcs[a].callee];
        caller->has_out = callee->has_in = true;
        caller->out += g->arc_total[a];
        callee->in += g->arc_total[a];
    }
}

static void measure(sides *s, const rn_graph *g)
{
    for (uint32_t f = 0; f < g->function_count; f++)
        s[f].out_entropy = entropy_of(known(g->self[f]), s[f].out);
    for (uint32_t a = 0; a < g->arc_count; a++) {
        if (!counts(g, a))
            continue;
        sides *caller = &s[g->arcs[a].caller], *callee = &s[g->arcs[a].callee];
        caller->out_entropy += entropy_of(g->arc_total[a], caller->out);
        callee->in_entropy += entropy_of(g->arc_total[a], callee->in);
    }
}

bool rn_rank(double *score, const rn_graph *g)
{
    sides *s = rn_array_zero(g->function_count, sizeof *s);
    if (!s)
        return false;
    sum_up(s, g);
    measure(s, g);
    for (uint32_t f = 0; f < g->function_count; f++) {
        double bits = (s[f].has_in ? s[f].in_entropy : 1) + (s[f].has_out ? s[f].out_entropy : 1);
        score[f] = bits * known(g->function_total[f]) + known(g->self[f]);
    }
    free(s);
    return true;
}
