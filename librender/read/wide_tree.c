/* See wide_tree.h. */
#include "read/wide_tree.h"

#include <stdlib.h>

#include "base/grow.h"

static bool add_node(rn_wide_tree *t, rn_wide_key key, uint64_t line)
{
    if (!RN_GROW(t->keys, t->key_capacity, t->count + (size_t)1) ||
        !RN_GROW(t->is_open, t->open_capacity, t->count + (size_t)1) ||
        !RN_GROW(t->nodes, t->node_capacity, t->count + (size_t)1))
        return false;
    t->keys[t->count] = key;
    t->is_open[t->count] = false;
    t->nodes[t->count++] = (rn_wide_node){.line = line, .first = RN_NONE};
    return true;
}

bool rn_wide_tree_init(rn_wide_tree *t)
{
    *t = (rn_wide_tree){0};
    if (!add_node(t, (rn_wide_key){0, RN_NONE}, 0))
        return false;
    t->is_open[0] = true;
    return true;
}

void rn_wide_tree_finish(rn_wide_tree *t)
{
    free(t->keys);
    free(t->is_open);
    free(t->nodes);
    rn_map_finish(&t->children);
    free(t->held);
}

uint32_t rn_wide_tree_child(rn_wide_tree *t, uint32_t parent, uint32_t function, uint64_t line)
{
    bool is_new = false;
    uint32_t next = parent + 1;
    if (next < t->count && t->keys[next].parent == parent && t->keys[next].function == function)
        return next;
    uint32_t *child = rn_map_put(&t->children, rn_map_pair(parent, function), t->count, &is_new);
    if (!child || (is_new && !add_node(t, (rn_wide_key){parent, function}, line)))
        return RN_NONE;
    return *child;
}

/* ---- holding ---------------------------------------------------------------------------------- */

void rn_wide_tree_link(rn_wide_tree *t, uint32_t node, uint32_t place)
{
    rn_wide_node *n = &t->nodes[node];
    t->held[place].next = n->first;
    if (n->first == RN_NONE)
        n->last = place;
    n->first = place;
    n->held += t->held[place].weight;
}

bool rn_wide_tree_hold(rn_wide_tree *t, uint32_t node, rn_held text)
{
    if (t->held_count >= RN_NONE || !RN_GROW(t->held, t->held_capacity, t->held_count + 1))
        return false;
    t->held[t->held_count] = text;
    rn_wide_tree_link(t, node, (uint32_t)t->held_count++);
    return true;
}

void rn_wide_tree_sum(rn_wide_tree *t)
{
    for (uint32_t n = 0; n < t->count; n++)
        t->nodes[n].total = t->nodes[n].ended + t->nodes[n].held;
    for (uint32_t n = t->count; n-- > 1;)
        t->nodes[t->keys[n].parent].total += t->nodes[n].total;
}

/* ---- sorting ---------------------------------------------------------------------------------- */

typedef struct order {
    uint32_t *first, *next; /* [node]: its children, the heaviest first; 0: none */
    uint32_t *place;        /* [node]: its new number */
} order;

static void link_children(const rn_wide_tree *t, order *o)
{
    for (uint32_t n = t->count; n-- > 1;) {
        uint32_t parent = t->keys[n].parent, heaviest = o->first[parent];
        if (heaviest && t->nodes[heaviest].total > t->nodes[n].total) {
            o->next[n] = o->next[heaviest];
            o->next[heaviest] = n;
        } else {
            o->next[n] = heaviest;
            o->first[parent] = n;
        }
    }
}

static void number_nodes(const rn_wide_tree *t, order *o)
{
    uint32_t node = 0;
    for (uint32_t count = 0; count < t->count; count++) {
        o->place[node] = count;
        if (o->first[node]) {
            node = o->first[node];
            continue;
        }
        while (node && !o->next[node])
            node = t->keys[node].parent;
        node = o->next[node];
    }
}

static bool move_nodes(rn_wide_tree *t, const order *o)
{
    rn_wide_tree sorted = *t;
    sorted.keys = rn_array_new(t->key_capacity, sizeof *sorted.keys);
    sorted.is_open = rn_array_new(t->open_capacity, sizeof *sorted.is_open);
    sorted.nodes = rn_array_new(t->node_capacity, sizeof *sorted.nodes);
    sorted.children = (rn_map){0};
    bool enough = sorted.keys && sorted.is_open && sorted.nodes, is_new;
    for (uint32_t n = 0; enough && n < t->count; n++) {
        rn_wide_key key = {o->place[t->keys[n].parent], t->keys[n].function};
        uint32_t place = o->place[n];
        sorted.keys[place] = key;
        sorted.is_open[place] = t->is_open[n];
        sorted.nodes[place] = t->nodes[n];
        enough = !n || rn_map_put(&sorted.children, rn_map_pair(key.parent, key.function), place,
                                  &is_new);
    }
    rn_wide_tree *old = enough ? t : &sorted;
    free(old->keys);
    free(old->is_open);
    free(old->nodes);
    rn_map_finish(&old->children);
    if (enough)
        *t = sorted;
    return enough;
}

bool rn_wide_tree_sort(rn_wide_tree *t)
{
    order o = {rn_array_zero(t->count, sizeof *o.first), rn_array_zero(t->count, sizeof *o.next),
               rn_array_new(t->count, sizeof *o.place)};
    bool is_sorted = o.first && o.next && o.place;
    if (is_sorted) {
        rn_wide_tree_sum(t);
        link_children(t, &o);
        number_nodes(t, &o);
        is_sorted = move_nodes(t, &o);
    }
    free(o.first);
    free(o.next);
    free(o.place);
    return is_sorted;
}

/* ---- adding ----------------------------------------------------------------------------------- */

/* Puts what is held in another tree behind what is held here. */
static bool copy_held(rn_wide_tree *t, const rn_wide_tree *other, uint32_t base)
{
    size_t count = t->held_count + other->held_count;
    if (count >= RN_NONE || !RN_GROW(t->held, t->held_capacity, count))
        return false;
    for (size_t i = 0; i < other->held_count; i++) {
        rn_held held = other->held[i];
        held.next += held.next == RN_NONE ? 0 : base;
        t->held[base + i] = held;
    }
    t->held_count = count;
    return true;
}

static void add_node_to(rn_wide_tree *t, uint32_t node, const rn_wide_node *from, uint32_t base)
{
    rn_wide_node *to = &t->nodes[node];
    to->held += from->held;
    to->ended += from->ended;
    if (from->first == RN_NONE)
        return;
    t->held[base + from->last].next = to->first;
    to->last = to->first == RN_NONE ? base + from->last : to->last;
    to->first = base + from->first;
}

static bool add_nodes(rn_wide_tree *t, const rn_wide_tree *other, const uint32_t *functions,
                      uint32_t *place)
{
    uint32_t base = (uint32_t)t->held_count;
    if (!copy_held(t, other, base))
        return false;
    place[0] = 0;
    for (uint32_t n = 0; n < other->count; n++) {
        rn_wide_key key = other->keys[n];
        if (n > 0)
            place[n] = rn_wide_tree_child(t, place[key.parent], functions[key.function],
                                          other->nodes[n].line);
        if (place[n] == RN_NONE)
            return false;
        add_node_to(t, place[n], &other->nodes[n], base);
        t->is_open[place[n]] |= other->is_open[n];
    }
    return true;
}

bool rn_wide_tree_add(rn_wide_tree *t, const rn_wide_tree *other, const uint32_t *functions)
{
    uint32_t *place = rn_array_new(other->count, sizeof *place);
    bool is_added = place && add_nodes(t, other, functions, place);
    free(place);
    return is_added;
}

/* ---- stacks ----------------------------------------------------------------------------------- */

typedef struct made {
    uint64_t line;
    uint32_t node;
} made;

/* A line's stacks are made from the root on, and parents have smaller numbers than their children. */
static int compare_made(const void *left, const void *right)
{
    const made *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static uint32_t list_made(const rn_wide_tree *t, double least, made *list)
{
    uint32_t count = 0;
    for (uint32_t n = 1; n < t->count; n++)
        if (t->nodes[t->keys[n].parent].total >= least)
            list[count++] = (made){t->nodes[n].line, n};
    qsort(list, count, sizeof *list, compare_made);
    return count;
}

static void make_stack(const rn_wide_tree *t, uint32_t n, double least, rn_builder *builder,
                       uint32_t metric, uint32_t *stacks)
{
    const rn_wide_node *node = &t->nodes[n];
    stacks[n] = rn_builder_push(builder, stacks[t->keys[n].parent],
                                rn_builder_frame(builder, t->keys[n].function, 0));
    rn_builder_add_self(builder, stacks[n], metric,
                        node->total >= least ? node->ended : node->total);
}

bool rn_wide_tree_make(const rn_wide_tree *t, double least, rn_builder *builder, uint32_t metric)
{
    made *list = rn_array_new(t->count, sizeof *list);
    uint32_t *stacks = rn_array_zero(t->count, sizeof *stacks);
    bool enough = list && stacks;
    uint32_t count = enough ? list_made(t, least, list) : 0;
    for (uint32_t i = 0; i < count; i++)
        make_stack(t, list[i].node, least, builder, metric, stacks);
    free(list);
    free(stacks);
    return enough;
}
