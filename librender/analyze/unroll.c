/* Depth first from where a cycle is entered, the costliest calls first: an arc back to a function that
 * is being visited is recursion and goes; all others stay. */
#include "analyze/unroll.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"

enum { UNSEEN, OPEN, DONE };

typedef struct visit {
    const rn_calls *calls;
    uint32_t *sorted; /* by_caller, the costliest first */
    uint32_t *next;   /* [function]: place in `sorted` of the arc to follow next */
    uint32_t *path;
    uint8_t *state; /* [function] */
    uint32_t *order;
    bool *kept;
    uint32_t path_count, order_count;
} visit;

typedef struct ranked {
    double cost;
    uint32_t arc;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    return x->arc < y->arc ? -1 : x->arc > y->arc;
}

static void sort_calls_of(visit *v, uint32_t function, ranked *list)
{
    const rn_calls *calls = v->calls;
    uint32_t first = calls->first[function], count = calls->first[function + 1] - first;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t arc = calls->by_caller[first + i];
        list[i] = (ranked){isnan(calls->cost[arc]) ? 0 : calls->cost[arc], arc};
    }
    qsort(list, count, sizeof *list, compare_ranked);
    for (uint32_t i = 0; i < count; i++)
        v->sorted[first + i] = list[i].arc;
}

static bool is_inner(const rn_calls *calls, uint32_t arc)
{
    return calls->component[calls->arcs[arc].caller] == calls->component[calls->arcs[arc].callee];
}

/* Only functions that recur need their calls in order. */
static bool sort_calls(visit *v)
{
    const rn_calls *calls = v->calls;
    ranked *list = rn_array_new(calls->arc_count, sizeof *list);
    if (!list)
        return false;
    for (uint32_t f = 0; f < calls->function_count; f++) {
        bool recurs = false;
        for (uint32_t i = calls->first[f]; i < calls->first[f + 1]; i++)
            recurs |= is_inner(calls, calls->by_caller[i]);
        if (recurs)
            sort_calls_of(v, f, list);
    }
    free(list);
    return true;
}

static void enter(visit *v, uint32_t function)
{
    v->state[function] = OPEN;
    v->next[function] = v->calls->first[function];
    v->path[v->path_count++] = function;
}

static void follow(visit *v, uint32_t arc)
{
    uint32_t callee = v->calls->arcs[arc].callee;
    if (!is_inner(v->calls, arc))
        return;
    if (v->state[callee] == UNSEEN)
        enter(v, callee);
    else if (v->state[callee] == OPEN)
        v->kept[arc] = false;
}

static void visit_component(visit *v, uint32_t start)
{
    enter(v, start);
    while (v->path_count) {
        uint32_t function = v->path[v->path_count - 1];
        if (v->next[function] < v->calls->first[function + 1]) {
            follow(v, v->sorted[v->next[function]++]);
            continue;
        }
        v->state[function] = DONE;
        v->order[v->order_count++] = function;
        v->path_count--;
    }
}

static bool visit_all(visit *v)
{
    const rn_calls *calls = v->calls;
    if (!sort_calls(v))
        return false;
    for (uint32_t c = 0; c < calls->component_count; c++)
        visit_component(v, calls->start[c]);
    return true;
}

bool rn_unroll(const rn_calls *calls, uint32_t *order, bool *kept)
{
    size_t functions = calls->function_count, arcs = calls->arc_count;
    visit v = {.calls = calls,
               .sorted = rn_array_new(arcs, sizeof *v.sorted),
               .next = rn_array_new(functions, sizeof *v.next),
               .path = rn_array_new(functions, sizeof *v.path),
               .state = rn_array_zero(functions, sizeof *v.state),
               .order = order,
               .kept = kept};
    for (uint32_t i = 0; v.sorted && i < arcs; i++) {
        v.sorted[i] = calls->by_caller[i];
        kept[i] = true;
    }
    bool unrolled = v.sorted && v.next && v.path && v.state && visit_all(&v);
    free(v.sorted);
    free(v.next);
    free(v.path);
    free(v.state);
    return unrolled;
}
