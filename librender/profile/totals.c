/* total = own cost + the recorded cost of all calls to others.
 *
 * Calls of a function to itself add nothing: they happen within the time of the outer call.  Within
 * a cycle of functions the recorded costs hold each other, so that neither sums nor differences of
 * them tell anything.  One member of a cycle can be told even so: the one through which every call
 * from outside comes in, when these calls bring the whole cost of the cycle.  The other members
 * have a total between their own cost and that of the cycle.
 *
 * A function without own cost and without calls is known by what its callers recorded. */
#include "profile/totals.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/cycles.h"

typedef struct cycle {
    uint32_t size;    /* functions: 1 is no cycle */
    uint32_t entry;   /* the member that calls from outside enter, or RN_NONE */
    bool has_entries; /* they enter at several */
    double whole;     /* own cost of the members and the calls out of it */
    double brought;   /* cost of the calls from outside */
} cycle;

typedef struct sums {
    rn_profile *profile;
    uint32_t *component; /* [function] */
    cycle *cycles;       /* [component] */
    bool *calls;         /* [function]: it calls somebody */
} sums;

static void find_entries(sums *s)
{
    const rn_profile *p = s->profile;
    for (uint32_t f = 0; f < p->function_count; f++)
        s->cycles[s->component[f]].size++;
    for (uint32_t a = 0; a < p->arc_count; a++) {
        rn_arc_info arc = p->arcs[a];
        cycle *callee = &s->cycles[s->component[arc.callee]];
        s->calls[arc.caller] = true;
        if (s->component[arc.caller] == s->component[arc.callee])
            continue;
        callee->has_entries |= callee->entry != RN_NONE && callee->entry != arc.callee;
        callee->entry = arc.callee;
    }
}

static void sum_cycles(sums *s, const double *self, const double *arc_total)
{
    const rn_profile *p = s->profile;
    for (uint32_t f = 0; f < p->function_count; f++)
        s->cycles[f].whole = s->cycles[f].brought = 0;
    for (uint32_t f = 0; f < p->function_count; f++)
        s->cycles[s->component[f]].whole += isnan(self[f]) ? 0 : self[f];
    for (uint32_t a = 0; a < p->arc_count; a++) {
        uint32_t from = s->component[p->arcs[a].caller], to = s->component[p->arcs[a].callee];
        if (from == to)
            continue;
        s->cycles[from].whole += arc_total[a];
        s->cycles[to].brought += arc_total[a];
    }
}

static double total_of(const sums *s, uint32_t function, double self)
{
    const cycle *c = &s->cycles[s->component[function]];
    if (c->size > 1) {
        bool is_told = c->entry == function && !c->has_entries && c->brought == c->whole;
        return is_told ? c->whole : NAN;
    }
    if (isnan(self) && !s->calls[function])
        return c->entry == RN_NONE ? NAN : c->brought;
    return c->whole;
}

static void sum_metric(sums *s, uint32_t metric)
{
    rn_profile *p = s->profile;
    const double *self = p->function_self[metric];
    sum_cycles(s, self, p->arc_total[metric]);
    for (uint32_t f = 0; f < p->function_count; f++)
        p->function_total[metric][f] = total_of(s, f, self[f]);
}

bool rn_totals_sum(rn_profile *profile)
{
    uint32_t count = profile->function_count;
    sums s = {.profile = profile,
              .component = rn_array_new(count, sizeof *s.component),
              .cycles = rn_array_zero(count, sizeof *s.cycles),
              .calls = rn_array_zero(count, sizeof *s.calls)};
    bool enough = s.component && s.cycles && s.calls &&
                  rn_cycles_find(count, profile->arcs, profile->arc_count, s.component) != RN_NONE;
    if (enough) {
        for (uint32_t f = 0; f < count; f++)
            s.cycles[f].entry = RN_NONE;
        find_entries(&s);
        for (uint32_t m = 0; m < profile->metric_count; m++)
            sum_metric(&s, m);
    }
    free(s.component);
    free(s.cycles);
    free(s.calls);
    return enough;
}
