#include "analyze/nest.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/cycles.h"

/* Claims are sums of rounded times. */
#define ROUNDING 1e-9

typedef struct call {
    double cost;
    uint32_t arc;
} call;

typedef struct nesting {
    rn_nested *out;
    const rn_profile *from;
    uint32_t metric;
    uint32_t *component; /* [function] of the original */
    uint32_t component_count;
    uint32_t *size;    /* [component] */
    uint32_t *start;   /* [component]: the member where it is entered */
    uint32_t *entries; /* [component]: how many members are */
    uint32_t *later;   /* [component]: the function for its start's later runs, or RN_NONE */
    double *score;     /* [function]: how much cost comes in there */
    call *calls;       /* of the starts of cycles, by start */
    uint32_t call_count;
} nesting;

static double cost_of(const nesting *n, uint32_t arc)
{
    double cost = n->from->arc_total[n->metric][arc];
    return cost > 0 && isfinite(cost) ? cost : 0;
}

static bool is_inner(const nesting *n, rn_arc_info arc)
{
    return arc.caller != arc.callee && n->component[arc.caller] == n->component[arc.callee];
}

/* ---- where cycles are entered ----------------------------------------------------------------- */

/* Where most cost comes in; if nobody calls the cycle, at the largest recorded total. */
static void choose_starts(nesting *n)
{
    const rn_profile *from = n->from;
    for (uint32_t c = 0; c < n->component_count; c++)
        n->start[c] = RN_NONE;
    for (uint32_t f = 0; f < from->function_count; f++) {
        double total = from->function_total[n->metric][f];
        n->size[n->component[f]]++;
        /* far below any call from outside, which counts as a number of its own */
        n->score[f] = total > 0 && isfinite(total) ? -1 / total : -HUGE_VAL;
    }
    for (uint32_t a = 0; a < from->arc_count; a++) {
        rn_arc_info arc = from->arcs[a];
        if (arc.caller != arc.callee && !is_inner(n, arc))
            n->score[arc.callee] = fmax(n->score[arc.callee], 0) + cost_of(n, a);
    }
    for (uint32_t i = 0; i < from->root_count; i++)
        n->score[from->roots[i]] = HUGE_VAL;
    for (uint32_t f = 0; f < from->function_count; f++) {
        uint32_t *start = &n->start[n->component[f]];
        n->entries[n->component[f]] += n->score[f] >= 0;
        if (*start == RN_NONE || n->score[f] > n->score[*start])
            *start = f;
    }
}

/* ---- calls of the outermost run --------------------------------------------------------------- */

static int by_start_and_cost(const void *a, const void *b, void *data)
{
    const call *left = a, *right = b;
    const rn_arc_info *arcs = data;
    if (arcs[left->arc].caller != arcs[right->arc].caller)
        return arcs[left->arc].caller < arcs[right->arc].caller ? -1 : 1;
    if (left->cost != right->cost)
        return left->cost > right->cost ? -1 : 1;
    return left->arc < right->arc ? -1 : 1;
}

static void collect_calls(nesting *n)
{
    for (uint32_t a = 0; a < n->from->arc_count; a++) {
        rn_arc_info arc = n->from->arcs[a];
        uint32_t c = n->component[arc.caller];
        if (arc.caller != arc.callee && n->size[c] > 1 && n->entries[c] <= 1 &&
            n->start[c] == arc.caller)
            n->calls[n->call_count++] = (call){cost_of(n, a), a};
    }
    qsort_r(n->calls, n->call_count, sizeof *n->calls, by_start_and_cost, n->from->arcs);
}

static void add_later_run(nesting *n, uint32_t function)
{
    rn_profile *to = &n->out->profile;
    uint32_t later = to->function_count++;
    n->later[n->component[function]] = later;
    n->out->origin[later] = function;
    n->out->in_cycle[later] = true;
    to->function_self[0][later] = 0;
    to->function_total[0][later] = NAN;
}

/* Whatever no recorded call explains inside of the cycle is of the outermost run after all. */
static void add_spare_calls(nesting *n)
{
    rn_profile *to = &n->out->profile;
    for (uint32_t f = 0; f < to->function_count; f++) {
        uint32_t c = n->component[n->out->origin[f]];
        if (n->later[c] == RN_NONE || n->start[c] == f)
            continue;
        uint32_t arc = to->arc_count++;
        to->arcs[arc] = (rn_arc_info){n->start[c], f};
        to->arc_calls[arc] = to->arc_self[0][arc] = to->arc_total[0][arc] = NAN;
    }
}

/* The calls of one start, the costliest first.  Those that do not fit into its total are given to the
 * later runs; with none of them inside of the cycle it stays as it is. */
static void share_calls(nesting *n, const call *calls, uint32_t count)
{
    rn_profile *to = &n->out->profile;
    uint32_t start = n->from->arcs[calls[0].arc].caller;
    double total = n->from->function_total[n->metric][start];
    bool goes_on_inside = false;
    for (int pass = 0; pass < 2 && total > 0; pass++) {
        double rest = total * (1 + ROUNDING);
        for (uint32_t i = 0; i < count; i++) {
            if (calls[i].cost <= rest) {
                rest -= calls[i].cost;
                continue;
            }
            goes_on_inside |= is_inner(n, n->from->arcs[calls[i].arc]);
            if (pass == 1)
                to->arcs[calls[i].arc].caller = n->later[n->component[start]];
        }
        if (pass == 0 && !goes_on_inside)
            return;
        if (pass == 0)
            add_later_run(n, start);
    }
}

static void share_all_calls(nesting *n)
{
    const rn_arc_info *arcs = n->from->arcs;
    for (uint32_t i = 0, end; i < n->call_count; i = end) {
        for (end = i + 1; end < n->call_count; end++)
            if (arcs[n->calls[end].arc].caller != arcs[n->calls[i].arc].caller)
                break;
        share_calls(n, n->calls + i, end - i);
    }
}

/* Members of a cycle call back the later runs of its start. */
static void turn_calls_back(nesting *n)
{
    for (uint32_t a = 0; a < n->from->arc_count; a++) {
        rn_arc_info arc = n->from->arcs[a];
        uint32_t c = n->component[arc.callee];
        if (is_inner(n, arc) && n->start[c] == arc.callee && n->later[c] != RN_NONE)
            n->out->profile.arcs[a].callee = n->later[c];
    }
}

/* ---- room for it ------------------------------------------------------------------------------ */

static double *extend(const double *column, uint32_t count, uint32_t more)
{
    double *longer = rn_array_new((size_t)count + more, sizeof *longer);
    if (longer && count)
        memcpy(longer, column, count * sizeof *longer);
    return longer;
}

static bool copy_profile(nesting *n)
{
    const rn_profile *from = n->from;
    rn_nested *out = n->out;
    uint32_t functions = from->function_count, more = n->component_count;
    uint32_t arcs = from->arc_count, more_arcs = functions + more;
    out->profile = (rn_profile){.shape = RN_ARCS,
                                .metric_count = 1,
                                .function_count = functions,
                                .arc_count = from->arc_count,
                                .roots = from->roots,
                                .root_count = from->root_count};
    out->columns[0] = extend(from->function_self[n->metric], functions, more);
    out->columns[1] = extend(from->function_total[n->metric], functions, more);
    out->columns[2] = extend(from->arc_self[n->metric], arcs, more_arcs);
    out->columns[3] = extend(from->arc_total[n->metric], arcs, more_arcs);
    out->profile.function_self = &out->columns[0];
    out->profile.function_total = &out->columns[1];
    out->profile.arc_self = &out->columns[2];
    out->profile.arc_total = &out->columns[3];
    out->profile.arc_calls = extend(from->arc_calls, arcs, more_arcs);
    out->profile.arcs = rn_array_new((size_t)arcs + more_arcs, sizeof *out->profile.arcs);
    out->origin = rn_array_new((size_t)functions + more, sizeof *out->origin);
    out->in_cycle = rn_array_zero((size_t)functions + more, sizeof *out->in_cycle);
    if (!out->columns[0] || !out->columns[1] || !out->columns[2] || !out->columns[3] ||
        !out->profile.arc_calls || !out->profile.arcs || !out->origin || !out->in_cycle)
        return false;
    for (uint32_t f = 0; from->function_cut && f < functions; f++) {
        double *self = &out->columns[0][f];
        *self = (*self > 0 && isfinite(*self) ? *self : 0) + from->function_cut[n->metric][f];
    }
    if (arcs)
        memcpy(out->profile.arcs, from->arcs, arcs * sizeof *from->arcs);
    for (uint32_t f = 0; f < functions; f++) {
        out->origin[f] = f;
        out->in_cycle[f] = n->size[n->component[f]] > 1;
    }
    return true;
}

static bool find_cycles(nesting *n)
{
    const rn_profile *from = n->from;
    n->component = rn_array_new(from->function_count, sizeof *n->component);
    if (!n->component)
        return false;
    n->component_count =
        rn_cycles_find(from->function_count, from->arcs, from->arc_count, n->component);
    if (n->component_count == RN_NONE)
        return false;
    n->size = rn_array_zero(n->component_count, sizeof *n->size);
    n->start = rn_array_new(n->component_count, sizeof *n->start);
    n->entries = rn_array_zero(n->component_count, sizeof *n->entries);
    n->later = rn_array_new(n->component_count, sizeof *n->later);
    n->score = rn_array_new(from->function_count, sizeof *n->score);
    n->calls = rn_array_new(from->arc_count, sizeof *n->calls);
    if (!n->size || !n->start || !n->entries || !n->later || !n->score || !n->calls)
        return false;
    for (uint32_t c = 0; c < n->component_count; c++)
        n->later[c] = RN_NONE;
    return true;
}

render_status rn_nest(rn_nested *out, const rn_profile *profile, uint32_t metric, rn_report *report)
{
    *out = (rn_nested){0};
    nesting n = {.out = out, .from = profile, .metric = metric};
    bool done = find_cycles(&n);
    if (done) {
        choose_starts(&n);
        done = copy_profile(&n);
    }
    if (done) {
        collect_calls(&n);
        share_all_calls(&n);
        turn_calls_back(&n);
        add_spare_calls(&n);
    }
    free(n.component);
    free(n.size);
    free(n.start);
    free(n.entries);
    free(n.later);
    free(n.score);
    free(n.calls);
    if (done)
        return RENDER_OK;
    rn_nested_finish(out);
    return rn_fail_memory(report);
}

void rn_nested_finish(rn_nested *nested)
{
    for (int i = 0; i < 4; i++)
        free(nested->columns[i]);
    free(nested->profile.arc_calls);
    free(nested->profile.arcs);
    free(nested->origin);
    free(nested->in_cycle);
    *nested = (rn_nested){0};
}
