/* How many arcs there are, without a table of them: in a large profile they are nearly as many as stacks, and whoever
 * looked up each one, or put it among those of its caller, would wait for memory.  So they are written into a few heaps
 * by caller, one after the other; a heap is small enough to stay near while its arcs are put together. */
#include <stdlib.h>
#include <string.h>

#include "analyze/graph_stacks.h"
#include "base/grow.h"

enum { HEAPS = 256, ARC_BITS = 32 };

/* Of functions that are numbered in so many bits. */
typedef struct counter {
    rn_stack_callers callers;
    uint32_t bits;  /* of a callee in an arc of a heap; above it are `shift` bits of its caller */
    uint32_t shift; /* a caller's heap is its number without these */
    uint32_t heap_count;
    uint32_t *ends;            /* of the heaps, behind a 0 */
    uint32_t *arcs;            /* heap after heap */
    uint32_t *first, *callees; /* of one heap: by caller */
    uint32_t *last;            /* [callee]: who was its last caller, + 1 */
} counter;

/* As few heaps as that, unless their arcs have no room for more bits of the caller. */
static counter counter_for(uint32_t function_count)
{
    counter c = {0};
    while (c.bits < ARC_BITS && function_count >> c.bits)
        c.bits++;
    while (function_count >> c.shift >= HEAPS && c.bits + c.shift < ARC_BITS)
        c.shift++;
    c.heap_count = (function_count >> c.shift) + 1;
    return c;
}

static void count_heaps(counter *c)
{
    for (uint32_t s = 1; s < c->callers.profile->stack_count; s++) {
        rn_arc_info arc = rn_stack_pass(&c->callers, s);
        if (arc.caller != RN_NONE)
            c->ends[(arc.caller >> c->shift) + 1]++;
    }
    for (uint32_t h = 1; h <= c->heap_count; h++)
        c->ends[h] += c->ends[h - 1];
}

/* Afterwards ends[h] is where heap h ends. */
static void fill_heaps(counter *c)
{
    uint32_t mask = (UINT32_C(1) << c->shift) - 1;
    rn_stack_callers_begin(&c->callers);
    for (uint32_t s = 1; s < c->callers.profile->stack_count; s++) {
        rn_arc_info arc = rn_stack_pass(&c->callers, s);
        if (arc.caller != RN_NONE)
            c->arcs[c->ends[arc.caller >> c->shift]++] =
                (arc.caller & mask) << c->bits | arc.callee;
    }
}

static bool make_heaps(counter *c, const rn_stack_links *links)
{
    bool enough = rn_stack_callers_init(&c->callers, links);
    c->ends = rn_array_zero(c->heap_count + (size_t)1, sizeof *c->ends);
    if (enough && c->ends) {
        count_heaps(c);
        c->arcs = rn_array_new(c->ends[c->heap_count], sizeof *c->arcs);
        if (c->arcs)
            fill_heaps(c);
    }
    rn_stack_callers_finish(&c->callers);
    return c->arcs;
}

static rn_arc_info unpack(const counter *c, uint32_t arc)
{
    return (rn_arc_info){(uint32_t)((uint64_t)arc >> c->bits),
                         arc & (uint32_t)((UINT64_C(1) << c->bits) - 1)};
}

/* Puts the callees of a heap together by caller. */
static void group_heap(counter *c, const uint32_t *arcs, uint32_t count)
{
    uint32_t callers = UINT32_C(1) << c->shift;
    memset(c->first, 0, (callers + (size_t)1) * sizeof *c->first);
    for (uint32_t i = 0; i < count; i++)
        c->first[unpack(c, arcs[i]).caller]++;
    for (uint32_t f = 1; f <= callers; f++)
        c->first[f] += c->first[f - 1];
    for (uint32_t i = count; i-- > 0;) {
        rn_arc_info arc = unpack(c, arcs[i]);
        c->callees[--c->first[arc.caller]] = arc.callee;
    }
}

static uint32_t count_heap(counter *c, uint32_t heap)
{
    uint32_t begin = heap ? c->ends[heap - 1] : 0, count = 0;
    group_heap(c, c->arcs + begin, c->ends[heap] - begin);
    for (uint32_t f = 0; f < UINT32_C(1) << c->shift; f++) {
        uint32_t caller = (heap << c->shift) + f + 1;
        for (uint32_t i = c->first[f]; i < c->first[f + 1]; i++) {
            count += c->last[c->callees[i]] != caller;
            c->last[c->callees[i]] = caller;
        }
    }
    return count;
}

static uint32_t largest_heap(const counter *c)
{
    uint32_t most = c->ends[0];
    for (uint32_t h = 1; h < c->heap_count; h++)
        most = c->ends[h] - c->ends[h - 1] > most ? c->ends[h] - c->ends[h - 1] : most;
    return most;
}

bool rn_graph_count_arcs(uint32_t *count, const rn_stack_links *links)
{
    uint32_t functions = links->profile->function_count;
    counter c = counter_for(functions);
    bool enough = make_heaps(&c, links);
    if (enough) {
        c.first = rn_array_new(((size_t)1 << c.shift) + 1, sizeof *c.first);
        c.callees = rn_array_new(largest_heap(&c), sizeof *c.callees);
        c.last = rn_array_zero(functions, sizeof *c.last);
        enough = c.first && c.callees && c.last;
    }
    *count = 0;
    for (uint32_t h = 0; enough && h < c.heap_count; h++)
        *count += count_heap(&c, h);
    free(c.ends);
    free(c.arcs);
    free(c.first);
    free(c.callees);
    free(c.last);
    return enough;
}
