/* The tree of a profile of stacks: the stack table itself where every function has one frame, else
 * its stacks merged by (parent node, function). */
#include "analyze/tree.h"

#include <stdlib.h>

#include "analyze/estimate.h"
#include "base/grow.h"
#include "base/map.h"

/* ---- making one ------------------------------------------------------------------------------- */

static bool grow_nodes(rn_tree *tree, size_t from, size_t to)
{
    return RN_GROW_COLUMN(tree->parent, from, to) && RN_GROW_COLUMN(tree->function, from, to) &&
           RN_GROW_COLUMN(tree->self, from, to) && RN_GROW_COLUMN(tree->total, from, to) &&
           RN_GROW_COLUMN(tree->flags, from, to) && RN_GROW_COLUMN(tree->first_child, from, to) &&
           RN_GROW_COLUMN(tree->next_sibling, from, to);
}

static bool grow_maker(rn_tree_maker *maker, size_t need)
{
    if (need <= maker->capacity)
        return true;
    size_t capacity = maker->capacity * 2;
    if (capacity < need)
        capacity = need;
    if (!grow_nodes(maker->tree, maker->capacity, capacity) ||
        !RN_GROW_COLUMN(maker->last_child, maker->capacity, capacity))
        return false;
    maker->capacity = capacity;
    return true;
}

bool rn_tree_maker_init(rn_tree_maker *maker, const rn_profile *profile, uint32_t metric)
{
    *maker = (rn_tree_maker){.tree = rn_array_zero(1, sizeof *maker->tree)};
    if (!maker->tree || !grow_maker(maker, 64)) {
        rn_tree_maker_discard(maker);
        return false;
    }
    rn_tree *tree = maker->tree;
    tree->profile = profile;
    tree->metric = metric;
    tree->count = 1;
    tree->parent[0] = tree->first_child[0] = tree->next_sibling[0] = maker->last_child[0] = 0;
    tree->function[0] = RN_NONE;
    tree->self[0] = tree->total[0] = 0;
    tree->flags[0] = 0;
    return true;
}

static void link_last(rn_tree_maker *maker, uint32_t parent, uint32_t node)
{
    if (maker->last_child[parent])
        maker->tree->next_sibling[maker->last_child[parent]] = node;
    else
        maker->tree->first_child[parent] = node;
    maker->last_child[parent] = node;
}

uint32_t rn_tree_maker_add(rn_tree_maker *maker, uint32_t parent, uint32_t function, double self,
                           double total, uint8_t flags)
{
    rn_tree *tree = maker->tree;
    if (tree->count == RN_NONE || !grow_maker(maker, tree->count + (size_t)1))
        return RN_NONE;
    uint32_t node = tree->count++;
    tree->parent[node] = parent;
    tree->function[node] = function;
    tree->self[node] = self;
    tree->total[node] = total;
    tree->flags[node] = flags;
    tree->first_child[node] = tree->next_sibling[node] = maker->last_child[node] = 0;
    tree->estimated |= (flags & RN_NODE_ESTIMATED) != 0;
    link_last(maker, parent, node);
    return node;
}

rn_tree *rn_tree_maker_finish(rn_tree_maker *maker)
{
    rn_tree *tree = maker->tree;
    free(maker->last_child);
    *maker = (rn_tree_maker){0};
    return tree;
}

void rn_tree_maker_discard(rn_tree_maker *maker)
{
    rn_tree_free(rn_tree_maker_finish(maker));
}

void rn_tree_free(rn_tree *tree)
{
    if (!tree)
        return;
    free(tree->parent);
    free(tree->function);
    free(tree->self);
    free(tree->total);
    free(tree->flags);
    free(tree->first_child);
    free(tree->next_sibling);
    free(tree->sides.now_self);
    free(tree->sides.now_total);
    free(tree->sides.base_self);
    free(tree->sides.base_total);
    free(tree);
}

/* ---- from stacks ------------------------------------------------------------------------------ */

/* Whether some function has frames at several lines; *out_of_memory when that cannot be said. */
static bool has_lines(const rn_profile *profile, bool *out_of_memory)
{
    bool *seen = rn_array_zero(profile->function_count, sizeof *seen);
    bool twice = false;
    *out_of_memory = !seen;
    for (uint32_t i = 0; seen && !twice && i < profile->frame_count; i++) {
        twice = seen[profile->frames[i].function];
        seen[profile->frames[i].function] = true;
    }
    free(seen);
    return twice;
}

static uint8_t flags_of(const rn_profile *profile, uint32_t stack)
{
    return profile->estimated && profile->estimated[stack] ? RN_NODE_ESTIMATED : 0;
}

/* Stack s becomes node s. */
static bool copy_stacks(rn_tree *tree)
{
    const rn_profile *profile = tree->profile;
    uint32_t count = profile->stack_count;
    if (!grow_nodes(tree, 0, count))
        return false;
    memset(tree->first_child, 0, count * sizeof *tree->first_child);
    memset(tree->next_sibling, 0, count * sizeof *tree->next_sibling);
    for (uint32_t s = 0; s < count; s++) {
        tree->flags[s] = flags_of(profile, s);
        tree->self[s] = rn_stack_self(profile, tree->metric, s);
    }
    tree->estimated = profile->estimated != NULL;
    tree->count = count;
    tree->parent[0] = 0;
    tree->function[0] = RN_NONE;
    for (uint32_t s = count - 1; s > 0; s--) {
        uint32_t parent = profile->stacks[s].parent;
        tree->parent[s] = parent;
        tree->function[s] = profile->frames[profile->stacks[s].frame].function;
        tree->next_sibling[s] = tree->first_child[parent];
        tree->first_child[parent] = s;
    }
    return true;
}

static bool add_merged(rn_tree_maker *maker, uint32_t *node_of, rn_map *nodes)
{
    const rn_profile *profile = maker->tree->profile;
    uint32_t metric = maker->tree->metric;
    node_of[0] = 0;
    maker->tree->self[0] = rn_stack_self(profile, metric, 0);
    for (uint32_t s = 1; s < profile->stack_count; s++) {
        uint32_t parent = node_of[profile->stacks[s].parent];
        uint32_t function = profile->frames[profile->stacks[s].frame].function;
        bool is_new = false;
        uint32_t *node =
            rn_map_put(nodes, rn_map_pair(parent, function), maker->tree->count, &is_new);
        if (!node)
            return false;
        if (is_new && rn_tree_maker_add(maker, parent, function, 0, 0, 0) == RN_NONE)
            return false;
        node_of[s] = *node;
        maker->tree->flags[*node] |= flags_of(profile, s);
        maker->tree->estimated |= maker->tree->flags[*node] != 0;
        maker->tree->self[*node] += rn_stack_self(profile, metric, s);
    }
    return true;
}

static rn_tree *merge_stacks(const rn_profile *profile, uint32_t metric)
{
    rn_tree_maker maker;
    if (!rn_tree_maker_init(&maker, profile, metric))
        return NULL;
    rn_map nodes = {0};
    uint32_t *node_of = rn_array_new(profile->stack_count, sizeof *node_of);
    bool merged = node_of && add_merged(&maker, node_of, &nodes);
    free(node_of);
    rn_map_finish(&nodes);
    if (merged)
        return rn_tree_maker_finish(&maker);
    rn_tree_maker_discard(&maker);
    return NULL;
}

static rn_tree *take_stacks(const rn_profile *profile, uint32_t metric)
{
    rn_tree *tree = rn_array_zero(1, sizeof *tree);
    if (!tree)
        return NULL;
    tree->profile = profile;
    tree->metric = metric;
    if (copy_stacks(tree))
        return tree;
    rn_tree_free(tree);
    return NULL;
}

void rn_tree_sum_column(const rn_tree *tree, double *total, const double *self)
{
    memcpy(total, self, tree->count * sizeof *total);
    for (uint32_t node = tree->count - 1; node > 0; node--)
        total[tree->parent[node]] += total[node];
}

void rn_tree_sum(rn_tree *tree)
{
    rn_tree_sum_column(tree, tree->total, tree->self);
}

render_status rn_tree_new(rn_tree **out, const rn_profile *profile, uint32_t metric,
                          double min_share, rn_report *report)
{
    *out = NULL;
    if (profile->shape == RN_ARCS)
        return rn_estimate(out, profile, metric, min_share, report);
    bool out_of_memory = false;
    bool lines = has_lines(profile, &out_of_memory);
    rn_tree *tree = out_of_memory ? NULL
                    : lines       ? merge_stacks(profile, metric)
                                  : take_stacks(profile, metric);
    if (!tree)
        return rn_fail_memory(report);
    rn_tree_sum(tree);
    *out = tree;
    return RENDER_OK;
}

void rn_tree_walk(const rn_tree *tree, rn_tree_visit *visit, void *user)
{
    uint32_t node = tree->first_child[0];
    while (node) {
        visit(user, node, true);
        if (tree->first_child[node]) {
            node = tree->first_child[node];
            continue;
        }
        visit(user, node, false);
        while (node && !tree->next_sibling[node]) {
            node = tree->parent[node];
            if (node)
                visit(user, node, false);
        }
        node = node ? tree->next_sibling[node] : 0;
    }
}
