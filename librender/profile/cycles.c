/* Tarjan's algorithm with its two stacks in arrays: `path` is the chain of nodes being visited (the
 * call stack of the textbook), `open` holds the nodes whose component is not yet known. */
#include "profile/cycles.h"

#include <stdlib.h>

#include "base/group.h"
#include "base/grow.h"

typedef struct search {
    const rn_arc_info *arcs;
    uint32_t *first, *order; /* arcs by caller */
    uint32_t *next;          /* [node]: place in `order` of the arc to follow next */
    uint32_t *found;         /* [node]: its number in order of discovery, from 1; 0: not yet */
    uint32_t *low;           /* [node]: the earliest open node known to be reachable */
    uint32_t *path, *open;
    uint32_t *component;
    uint32_t path_count, open_count, found_count, component_count;
} search;

static void enter(search *s, uint32_t node)
{
    s->found[node] = s->low[node] = ++s->found_count;
    s->next[node] = s->first[node];
    s->component[node] = RN_NONE;
    s->path[s->path_count++] = node;
    s->open[s->open_count++] = node;
}

static void close_component(search *s, uint32_t entry)
{
    uint32_t node;
    do {
        node = s->open[--s->open_count];
        s->component[node] = s->component_count;
    } while (node != entry);
    s->component_count++;
}

static void leave(search *s, uint32_t node)
{
    s->path_count--;
    if (s->low[node] == s->found[node])
        close_component(s, node);
    if (!s->path_count)
        return;
    uint32_t before = s->path[s->path_count - 1];
    if (s->low[node] < s->low[before])
        s->low[before] = s->low[node];
}

static void follow(search *s, uint32_t node, uint32_t target)
{
    if (!s->found[target])
        enter(s, target);
    else if (s->component[target] == RN_NONE && s->found[target] < s->low[node])
        s->low[node] = s->found[target];
}

static void visit_all_from(search *s, uint32_t start)
{
    enter(s, start);
    while (s->path_count) {
        uint32_t node = s->path[s->path_count - 1];
        if (s->next[node] == s->first[node + 1])
            leave(s, node);
        else
            follow(s, node, s->arcs[s->order[s->next[node]++]].callee);
    }
}

uint32_t rn_cycles_find(uint32_t node_count, const rn_arc_info *arcs, uint32_t arc_count,
                        uint32_t *component)
{
    size_t n = node_count;
    uint32_t *memory = rn_array_zero(6 * n + 1 + arc_count, sizeof *memory);
    if (!memory)
        return RN_NONE;
    search s = {.arcs = arcs,
                .next = memory,
                .found = memory + n,
                .low = memory + 2 * n,
                .path = memory + 3 * n,
                .open = memory + 4 * n,
                .first = memory + 5 * n,
                .order = memory + 6 * n + 1,
                .component = component};
    rn_group(s.first, s.order, (const uint32_t *)arcs, 2, arc_count, node_count);
    for (uint32_t node = 0; node < node_count; node++)
        if (!s.found[node])
            visit_all_from(&s, node);
    free(memory);
    return s.component_count;
}
