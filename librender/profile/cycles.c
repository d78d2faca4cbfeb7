/* Tarjan's algorithm with its two stacks in arrays: `path` is the chain of nodes being visited (the
 * call stack of the textbook), `open` holds the nodes whose component is not yet known.
 *
 * In a large graph nearly every look at a node waits for memory: what is known of one stands together, and
 * the callees of one in a row. */
#include "profile/cycles.h"

#include <stdlib.h>

#include "base/grow.h"

typedef struct node {
    uint32_t next, end; /* places in `callees`: of the one to follow next, and behind the last */
    uint32_t found;     /* its number in order of discovery, from 1; 0: not yet */
    uint32_t low; /* the earliest open node known to be reachable; CLOSED: its component is known */
} node;

enum { CLOSED = 0 };

typedef struct search {
    node *nodes;
    uint32_t *callees; /* by caller */
    uint32_t *path, *open;
    uint32_t *component;
    uint32_t path_count, open_count, found_count, component_count;
} search;

static void enter(search *s, uint32_t id)
{
    node *n = &s->nodes[id];
    n->found = n->low = ++s->found_count;
    s->path[s->path_count++] = id;
    s->open[s->open_count++] = id;
}

static void close_component(search *s, uint32_t entry)
{
    uint32_t id;
    do {
        id = s->open[--s->open_count];
        s->nodes[id].low = CLOSED;
        s->component[id] = s->component_count;
    } while (id != entry);
    s->component_count++;
}

static void leave(search *s, uint32_t id)
{
    uint32_t low = s->nodes[id].low;
    s->path_count--;
    if (low == s->nodes[id].found)
        close_component(s, id);
    if (!s->path_count)
        return;
    node *before = &s->nodes[s->path[s->path_count - 1]];
    if (low < before->low)
        before->low = low;
}

static void follow(search *s, node *from, uint32_t target)
{
    const node *to = &s->nodes[target];
    if (!to->found)
        enter(s, target);
    else if (to->low != CLOSED && to->found < from->low)
        from->low = to->found;
}

static void visit_all_from(search *s, uint32_t start)
{
    enter(s, start);
    while (s->path_count) {
        uint32_t id = s->path[s->path_count - 1];
        node *n = &s->nodes[id];
        if (n->next == n->end) {
            leave(s, id);
            continue;
        }
        uint32_t target = s->callees[n->next++];
        if (n->next < n->end)
            __builtin_prefetch(&s->nodes[s->callees[n->next]]);
        follow(s, n, target);
    }
}

/* A counting sort by caller that keeps the order of the arcs. */
static void group_callees(search *s, uint32_t node_count, const rn_arc_info *arcs,
                          uint32_t arc_count)
{
    uint32_t sum = 0;
    for (uint32_t a = 0; a < arc_count; a++)
        s->nodes[arcs[a].caller].end++;
    for (uint32_t i = 0; i < node_count; i++) {
        uint32_t count = s->nodes[i].end;
        s->nodes[i].next = s->nodes[i].end = sum;
        sum += count;
    }
    for (uint32_t a = 0; a < arc_count; a++)
        s->callees[s->nodes[arcs[a].caller].end++] = arcs[a].callee;
}

uint32_t rn_cycles_find(uint32_t node_count, const rn_arc_info *arcs, uint32_t arc_count,
                        uint32_t *component)
{
    search s = {.nodes = rn_array_zero(node_count, sizeof *s.nodes),
                .callees = rn_array_new(arc_count, sizeof *s.callees),
                .path = rn_array_new(node_count, sizeof *s.path),
                .open = rn_array_new(node_count, sizeof *s.open),
                .component = component};
    bool enough = s.nodes && s.callees && s.path && s.open;
    if (enough) {
        group_callees(&s, node_count, arcs, arc_count);
        for (uint32_t id = 0; id < node_count; id++)
            if (!s.nodes[id].found)
                visit_all_from(&s, id);
    }
    free(s.nodes);
    free(s.callees);
    free(s.path);
    free(s.open);
    return enough ? s.component_count : RN_NONE;
}
