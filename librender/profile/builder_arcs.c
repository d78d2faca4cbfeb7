/* Costs of functions, and arcs between them. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "profile/builder_parts.h"

/* ---- functions -------------------------------------------------------------------------------- */

void rn_builder_add_cost(rn_builder *b, uint32_t function, uint32_t metric, double self,
                         double total)
{
    rn_builder_add_value(b, &b->function_self[metric], function, NAN, self);
    rn_builder_add_value(b, &b->function_total[metric], function, NAN, total);
}

void rn_builder_add_arc_calls(rn_builder *b, uint32_t arc, double calls, double primitive)
{
    rn_builder_add_value(b, &b->arc_calls, arc, NAN, calls);
    rn_builder_add_value(b, &b->arc_primitive_calls, arc, NAN, primitive);
}

void rn_builder_add_arc_cost(rn_builder *b, uint32_t arc, uint32_t metric, double self,
                             double total)
{
    rn_builder_add_value(b, &b->arc_self[metric], arc, NAN, self);
    rn_builder_add_value(b, &b->arc_total[metric], arc, NAN, total);
}

/* ---- arcs ------------------------------------------------------------------------------------- */

static uint32_t add_arc(rn_builder *b, uint32_t caller, uint32_t callee)
{
    rn_profile *p = b->profile;
    if (!rn_builder_has_room(b, p->arc_count, RN_BUILDER_IDS, "arcs"))
        return 0;
    if (!RN_GROW(p->arcs, b->arc_capacity, p->arc_count + (size_t)1)) {
        rn_builder_fail_memory(b);
        return 0;
    }
    p->arcs[p->arc_count] = (rn_arc_info){caller, callee};
    return p->arc_count++;
}

uint32_t rn_builder_new_arc(rn_builder *b, uint32_t caller, uint32_t callee)
{
    return b->status ? 0 : add_arc(b, caller, callee);
}

static void take_values(rn_values *into, double *values, uint32_t count)
{
    free(into->items);
    *into = (rn_values){values, values ? count : 0, values ? count : 0};
}

void rn_builder_take_arcs(rn_builder *b, uint32_t metric, const rn_arc_columns *columns)
{
    rn_profile *p = b->profile;
    free(p->arcs);
    p->arcs = columns->arcs;
    p->arc_count = columns->count;
    b->arc_capacity = columns->count;
    take_values(&b->arc_calls, columns->calls, columns->count);
    take_values(&b->arc_primitive_calls, columns->primitive_calls, columns->count);
    take_values(&b->arc_self[metric], columns->self, columns->count);
    take_values(&b->arc_total[metric], columns->total, columns->count);
    if (columns->count)
        rn_builder_has_room(b, columns->count - 1, RN_BUILDER_IDS, "arcs");
}

/* Those that nobody looked for until now. */
static bool map_arcs(rn_builder *b)
{
    const rn_profile *p = b->profile;
    bool is_new;
    for (; b->arcs_mapped < p->arc_count; b->arcs_mapped++) {
        rn_arc_info arc = p->arcs[b->arcs_mapped];
        if (!rn_map_put(&b->arcs, rn_map_pair(arc.caller, arc.callee), b->arcs_mapped, &is_new))
            return false;
    }
    return true;
}

uint32_t rn_builder_arc(rn_builder *b, uint32_t caller, uint32_t callee)
{
    bool is_new = false;
    if (b->status)
        return 0;
    uint32_t *id = map_arcs(b) ? rn_map_put(&b->arcs, rn_map_pair(caller, callee),
                                            b->profile->arc_count, &is_new)
                               : NULL;
    if (!id) {
        rn_builder_fail_memory(b);
        return 0;
    }
    if (!is_new)
        return *id;
    b->arcs_mapped++;
    return add_arc(b, caller, callee);
}

void rn_builder_sum_totals(rn_builder *b)
{
    b->sums_totals = true;
}

void rn_builder_add_root(rn_builder *b, uint32_t function)
{
    rn_profile *p = b->profile;
    if (b->status)
        return;
    if (RN_GROW(p->roots, b->root_capacity, p->root_count + (size_t)1))
        p->roots[p->root_count++] = function;
    else
        rn_builder_fail_memory(b);
}
