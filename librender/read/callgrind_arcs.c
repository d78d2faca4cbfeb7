/* See callgrind_arcs.h. */
#include "read/callgrind_arcs.h"

#include <stdlib.h>

#include "base/grow.h"

void rn_callgrind_arcs_finish(rn_callgrind_arcs *a)
{
    free(a->calling);
    *a = (rn_callgrind_arcs){0};
}

void rn_callgrind_begin_block(rn_callgrind_arcs *a, uint32_t function)
{
    a->block++;
    a->next = function < a->count ? a->calling[function].first_arc : 0;
}

static bool is_next(const rn_callgrind_arcs *a, const rn_builder *builder, uint32_t caller,
                    uint32_t callee)
{
    const rn_profile *p = rn_builder_profile(builder);
    return a->next < p->arc_count && p->arcs[a->next].caller == caller &&
           p->arcs[a->next].callee == callee;
}

static bool make_room(rn_callgrind_arcs *a, uint32_t function)
{
    if (!RN_GROW(a->calling, a->capacity, function + (size_t)1))
        return false;
    for (; a->count <= function; a->count++)
        a->calling[a->count] = (rn_callgrind_calling){0};
    return true;
}

static uint32_t find_arc(rn_callgrind_arcs *a, rn_builder *builder, uint32_t caller,
                         uint32_t callee)
{
    rn_callgrind_calling *from = &a->calling[caller], *to = &a->calling[callee];
    if (to->caller == caller + 1)
        return to->arc;
    bool is_first = !from->block;
    if (is_first)
        from->block = a->block;
    to->caller = caller + 1;
    to->arc = from->block == a->block ? rn_builder_new_arc(builder, caller, callee)
                                      : rn_builder_arc(builder, caller, callee);
    if (is_first)
        from->first_arc = to->arc;
    return to->arc;
}

bool rn_callgrind_arc(rn_callgrind_arcs *a, rn_builder *builder, uint32_t caller, uint32_t callee,
                      uint32_t *arc)
{
    uint32_t highest = caller > callee ? caller : callee;
    if (highest >= a->count && !make_room(a, highest))
        return false;
    *arc = is_next(a, builder, caller, callee) ? a->next : find_arc(a, builder, caller, callee);
    a->next = *arc + 1;
    return true;
}
