/* The tree of the new side is taken as it is; what the old one has beside it is added below. */
#include "analyze/tree_pair.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/map.h"

typedef struct pairing {
    rn_tree_maker maker;
    rn_map nodes; /* (parent, function) */
} pairing;

/* The siblings that one "… more" node stands for have no function. */
static uint64_t key_of(const rn_tree *tree, uint32_t node, uint32_t parent)
{
    bool is_more = tree->flags[node] & RN_NODE_MORE;
    return rn_map_pair(parent, is_more ? RN_NONE : tree->function[node]);
}

/* The place of a node below `parent`, which is made when there is none. */
static bool place_node(pairing *p, const rn_tree *from, uint32_t node, uint32_t parent,
                       uint32_t *place)
{
    rn_tree *tree = p->maker.tree;
    bool is_new = false;
    uint32_t *found = rn_map_put(&p->nodes, key_of(from, node, parent), tree->count, &is_new);
    if (!found)
        return false;
    *place = *found;
    if (is_new)
        return rn_tree_maker_add(&p->maker, parent, from->function[node], 0, 0,
                                 from->flags[node]) != RN_NONE;
    bool is_more = from->flags[node] & RN_NODE_MORE;
    if (is_more && from->function[node] > tree->function[*place])
        tree->function[*place] = from->function[node];
    tree->flags[*place] |= from->flags[node];
    tree->estimated |= from->estimated;
    return true;
}

static bool place_nodes(pairing *p, const rn_tree *from, uint32_t *places)
{
    places[0] = 0;
    for (uint32_t n = 1; n < from->count; n++)
        if (!place_node(p, from, n, places[from->parent[n]], &places[n]))
            return false;
    return true;
}

static void add_side(double *self, double *total, const rn_tree *from, const uint32_t *places)
{
    for (uint32_t n = 0; n < from->count; n++) {
        self[places[n]] += from->self[n];
        total[places[n]] += from->total[n];
    }
}

static double width_of(render_widths widths, double now, double base)
{
    switch (widths) {
    case RENDER_WIDTHS_NEW:
        return now;
    case RENDER_WIDTHS_OLD:
        return base;
    case RENDER_WIDTHS_SUM:
        return now + base;
    default:
        return fmax(now, base);
    }
}

static void widen(rn_tree *tree, render_widths widths)
{
    rn_tree_sides *sides = &tree->sides;
    sides->widths = widths;
    for (uint32_t n = 0; n < tree->count; n++)
        tree->self[n] = width_of(widths, sides->now_self[n], sides->base_self[n]);
    rn_tree_sum(tree);
}

static bool measure(rn_tree *tree, const rn_tree *now, const uint32_t *now_places,
                    const rn_tree *base, const uint32_t *base_places)
{
    rn_tree_sides *sides = &tree->sides;
    double **columns[] = {&sides->now_self, &sides->now_total, &sides->base_self,
                          &sides->base_total};
    for (int i = 0; i < 4; i++) {
        *columns[i] = rn_array_zero(tree->count, sizeof **columns[i]);
        if (!*columns[i])
            return false;
    }
    add_side(sides->now_self, sides->now_total, now, now_places);
    add_side(sides->base_self, sides->base_total, base, base_places);
    return true;
}

static rn_tree *pair(const rn_tree *now, const rn_tree *base)
{
    pairing p = {0};
    uint32_t *now_places = rn_array_new(now->count, sizeof *now_places);
    uint32_t *base_places = rn_array_new(base->count, sizeof *base_places);
    bool made = now_places && base_places &&
                rn_tree_maker_init(&p.maker, now->profile, now->metric) &&
                place_nodes(&p, now, now_places) && place_nodes(&p, base, base_places);
    rn_tree *tree = p.maker.tree ? rn_tree_maker_finish(&p.maker) : NULL;
    if (!made || !measure(tree, now, now_places, base, base_places)) {
        rn_tree_free(tree);
        tree = NULL;
    }
    if (tree)
        tree->min_share = fmax(now->min_share, base->min_share);
    rn_map_finish(&p.nodes);
    free(now_places);
    free(base_places);
    return tree;
}

render_status rn_tree_pair(rn_tree **out, const rn_profile *profile, uint32_t metric,
                           render_widths widths, double min_share, rn_report *report)
{
    rn_tree *now = NULL, *base = NULL;
    *out = NULL;
    if (rn_tree_new(&now, profile, metric, min_share, report) == RENDER_OK &&
        rn_tree_new(&base, profile, profile->metrics[metric].base, min_share, report) ==
            RENDER_OK) {
        *out = pair(now, base);
        if (*out)
            widen(*out, widths);
        else
            rn_fail_memory(report);
    }
    rn_tree_free(now);
    rn_tree_free(base);
    return report->error.status;
}
