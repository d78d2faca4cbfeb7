/* Breadth-first search. */
#include "filter/reach.h"

#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"

typedef struct search {
    const rn_arc_info *arcs;
    const uint32_t *first, *order;
    bool backwards;
    uint32_t *distance;
    uint32_t *queue;
    uint32_t queued;
} search;

static void visit(search *s, uint32_t function)
{
    for (uint32_t i = s->first[function]; i < s->first[function + 1]; i++) {
        rn_arc_info arc = s->arcs[s->order[i]];
        uint32_t next = s->backwards ? arc.caller : arc.callee;
        if (s->distance[next] != RN_NONE)
            continue;
        s->distance[next] = s->distance[function] + 1;
        s->queue[s->queued++] = next;
    }
}

bool rn_reach(uint32_t *distance, uint32_t function_count, const rn_arc_info *arcs,
              uint32_t arc_count, bool backwards)
{
    size_t n = function_count;
    uint32_t *memory = rn_array_new(2 * n + 1 + arc_count, sizeof *memory);
    if (!memory)
        return false;
    uint32_t *first = memory + n, *order = memory + 2 * n + 1;
    if (arc_count)
        rn_group(first, order, backwards ? &arcs->callee : &arcs->caller, 2, arc_count,
                 function_count);
    search s = {arcs, first, order, backwards, distance, memory, 0};
    for (uint32_t f = 0; f < function_count; f++)
        if (distance[f] == 0)
            s.queue[s.queued++] = f;
    for (uint32_t at = 0; arc_count && at < s.queued; at++)
        visit(&s, s.queue[at]);
    free(memory);
    return true;
}
