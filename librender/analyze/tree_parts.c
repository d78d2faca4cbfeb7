/* Every node of the old tree has a place in a new one; nodes of one function below one parent share it.  What
 * they cost is added up by these places, also that of both sides of a comparison. */
#include "analyze/tree_parts.h"

#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"

/* Steps from functions up to the root, of all of them together. */
enum { STEPS_MAX = 1 << 27 };

typedef struct planter {
    rn_tree_maker maker;
    rn_map nodes; /* (parent, function) */
} planter;

static bool planter_init(planter *p, const rn_tree *from)
{
    p->nodes = (rn_map){0};
    return rn_tree_maker_init(&p->maker, from->profile, from->metric);
}

/* The tree, or NULL when `fine` does not hold. */
static rn_tree *planter_finish(planter *p, bool fine)
{
    rn_map_finish(&p->nodes);
    if (!p->maker.tree)
        return NULL;
    if (fine)
        return rn_tree_maker_finish(&p->maker);
    rn_tree_maker_discard(&p->maker);
    return NULL;
}

static bool is_more(const rn_tree *tree, uint32_t node)
{
    return tree->flags && tree->flags[node] & RN_NODE_MORE;
}

/* The place of a node below `parent`, which is made when there is none; RN_NONE when memory is out. */
static uint32_t plant(planter *p, const rn_tree *from, uint32_t node, uint32_t parent)
{
    rn_tree *tree = p->maker.tree;
    uint8_t flags = from->flags ? from->flags[node] : 0;
    uint32_t function = from->function[node];
    uint64_t key = rn_map_pair(parent, is_more(from, node) ? RN_NONE : function);
    bool is_new = false;
    uint32_t *found = rn_map_put(&p->nodes, key, tree->count, &is_new);
    if (!found)
        return RN_NONE;
    uint32_t place = *found;
    if (is_new)
        return rn_tree_maker_add(&p->maker, parent, function, 0, 0, flags);
    tree->flags[place] |= flags;
    tree->estimated |= (flags & RN_NODE_ESTIMATED) != 0;
    if (is_more(from, node))
        tree->function[place] += function;
    return place;
}

static bool add_column(double **to, uint32_t count, const double *from, const uint32_t *places,
                       const uint32_t *nodes, size_t node_count)
{
    if (!from)
        return true;
    if (!*to)
        *to = rn_array_zero(count, sizeof **to);
    for (size_t i = 0; *to && i < node_count; i++)
        (*to)[places[i]] += from[nodes[i]];
    return *to;
}

/* What one side of a tree's nodes is added up from. */
typedef struct costs {
    const double *self, *now, *base;
} costs;

/* Adds the costs of nodes[i] to places[i]. */
static bool measure(rn_tree *tree, const rn_tree *from, const costs *sums, const uint32_t *places,
                    const uint32_t *nodes, size_t count)
{
    rn_tree_sides *sides = &tree->sides;
    tree->min_share = from->min_share;
    if (!add_column(&tree->self, tree->count, sums->self, places, nodes, count) ||
        !add_column(&sides->now_self, tree->count, sums->now, places, nodes, count) ||
        !add_column(&sides->base_self, tree->count, sums->base, places, nodes, count))
        return false;
    rn_tree_sum(tree);
    if (!sums->now)
        return true;
    sides->widths = from->sides.widths;
    sides->now_total = rn_array_new(tree->count, sizeof *sides->now_total);
    sides->base_total = rn_array_new(tree->count, sizeof *sides->base_total);
    if (!sides->now_total || !sides->base_total)
        return false;
    rn_tree_sum_column(tree, sides->now_total, sides->now_self);
    rn_tree_sum_column(tree, sides->base_total, sides->base_self);
    return true;
}

/* ---- parts ------------------------------------------------------------------------------------ */

/* The nodes of one part and their places. */
typedef struct list {
    uint32_t *nodes, *places;
    size_t count;
} list;

static rn_tree *make_part(const rn_tree *from, const rn_tree_choice *choice, uint32_t part,
                          uint32_t *place_of, list *taken)
{
    planter p = {0};
    bool fine = planter_init(&p, from);
    taken->count = 0;
    for (uint32_t n = 0; fine && n < from->count; n++) {
        if (choice->part[n] != part)
            continue;
        uint32_t parent = from->parent[n], place = 0;
        bool is_inside = n && choice->part[parent] == part;
        if (!choice->is_top[n])
            place = plant(&p, from, n, is_inside ? place_of[parent] : 0);
        fine = place != RN_NONE;
        place_of[n] = place;
        taken->nodes[taken->count] = n;
        taken->places[taken->count++] = place;
    }
    rn_tree *tree = planter_finish(&p, fine);
    costs of = {from->self, from->sides.now_self, from->sides.base_self};
    if (tree && measure(tree, from, &of, taken->places, taken->nodes, taken->count))
        return tree;
    rn_tree_free(tree);
    return NULL;
}

render_status rn_tree_parts(rn_tree **trees, const rn_tree *tree, const rn_tree_choice *choice,
                            rn_report *report)
{
    uint32_t *place_of = rn_array_new(tree->count, sizeof *place_of);
    list taken = {.nodes = rn_array_new(tree->count, sizeof *taken.nodes),
                  .places = rn_array_new(tree->count, sizeof *taken.places)};
    bool fine = place_of && taken.nodes && taken.places;
    for (uint32_t i = 0; i < choice->count; i++) {
        trees[i] = fine ? make_part(tree, choice, i, place_of, &taken) : NULL;
        fine &= trees[i] != NULL;
    }
    free(place_of);
    free(taken.nodes);
    free(taken.places);
    return fine ? RENDER_OK : rn_fail_memory(report);
}

/* ---- sandwich --------------------------------------------------------------------------------- */

/* Part 0 is what the outermost marked nodes call, with them at its top. */
static void choose_below(const rn_tree *tree, const bool *marks, rn_tree_choice *choice)
{
    for (uint32_t n = 0; n < tree->count; n++) {
        bool is_inside = n && choice->part[tree->parent[n]] == 0;
        bool is_marked = n && !is_more(tree, n) && marks[tree->function[n]];
        choice->is_top[n] = is_marked && !is_inside;
        choice->part[n] = is_inside || is_marked ? 0 : RN_NONE;
    }
}

/* Plants the callers of a node; the place of the outermost, RN_NONE when memory is out. */
static uint32_t plant_callers(planter *p, const rn_tree *tree, uint32_t node, uint64_t *steps)
{
    uint32_t place = 0;
    for (uint32_t n = tree->parent[node]; n && place != RN_NONE; n = tree->parent[n]) {
        place = plant(p, tree, n, place);
        ++*steps;
    }
    return place;
}

static rn_tree *make_above(const rn_tree *tree, const bool *is_top, list *taken, rn_report *report)
{
    planter p = {0};
    uint64_t steps = 0;
    bool fine = planter_init(&p, tree);
    taken->count = 0;
    for (uint32_t n = 1; fine && n < tree->count; n++) {
        if (!is_top[n])
            continue;
        taken->nodes[taken->count] = n;
        taken->places[taken->count] = plant_callers(&p, tree, n, &steps);
        fine = taken->places[taken->count++] != RN_NONE && steps <= STEPS_MAX;
    }
    if (steps > STEPS_MAX)
        rn_fail(report, RENDER_ERROR_LIMIT, 0, 0, "the callers are too many to be drawn");
    rn_tree *above = planter_finish(&p, fine);
    costs of = {tree->total, tree->sides.now_total, tree->sides.base_total};
    if (above && measure(above, tree, &of, taken->places, taken->nodes, taken->count))
        return above;
    rn_tree_free(above);
    return NULL;
}

render_status rn_tree_sandwich(rn_tree **below, rn_tree **above, const rn_tree *tree,
                               const bool *marks, rn_report *report)
{
    rn_tree_choice choice = {.part = rn_array_new(tree->count, sizeof *choice.part),
                             .is_top = rn_array_new(tree->count, sizeof *choice.is_top),
                             .count = 1};
    list taken = {.nodes = rn_array_new(tree->count, sizeof *taken.nodes),
                  .places = rn_array_new(tree->count, sizeof *taken.places)};
    *below = *above = NULL;
    bool fine = choice.part && choice.is_top && taken.nodes && taken.places;
    if (fine) {
        choose_below(tree, marks, &choice);
        fine = rn_tree_parts(below, tree, &choice, report) == RENDER_OK;
    }
    if (fine)
        *above = make_above(tree, choice.is_top, &taken, report);
    if (!*above)
        rn_fail_memory(report);
    free(choice.part);
    free(choice.is_top);
    free(taken.nodes);
    free(taken.places);
    return report->error.status;
}

double rn_tree_marked(const rn_tree *tree, const double *totals, const bool *marks)
{
    bool *inside = rn_array_zero(tree->count, sizeof *inside);
    double sum = 0;
    for (uint32_t n = 1; inside && n < tree->count; n++) {
        bool is_more = tree->flags && tree->flags[n] & RN_NODE_MORE;
        inside[n] = inside[tree->parent[n]];
        if (inside[n] || is_more || !marks[tree->function[n]])
            continue;
        inside[n] = true;
        sum += totals[n];
    }
    bool fine = inside;
    free(inside);
    return fine ? sum : -1;
}
