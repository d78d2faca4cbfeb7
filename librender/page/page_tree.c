/* A walk along first children, next siblings and parents: nothing recurses, however deep calls go. */
#include "page/page_tree.h"

#include <stdlib.h>

#include "base/grow.h"

typedef struct walk {
    rn_page_tree *out;
    const rn_tree *tree;
    const uint8_t *fates;
} walk;

static int larger_first(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? 1 : a > b ? -1 : 0;
}

/* What the first node costs that has no room: a parent never costs less than its children, so that what
 * costs more hangs together. */
static bool find_cut(double *cut, const rn_tree *tree, uint32_t most)
{
    *cut = 0;
    if (tree->count <= most)
        return true;
    double *totals = rn_array_new(tree->count, sizeof *totals);
    if (!totals)
        return false;
    memcpy(totals, tree->total, tree->count * sizeof *totals);
    qsort(totals, tree->count, sizeof *totals, larger_first);
    *cut = totals[most] > 0 ? totals[most] : 0;
    free(totals);
    return true;
}

static bool stands_for_several(const rn_tree *tree, uint32_t node)
{
    return tree->flags && tree->flags[node] & RN_NODE_MORE;
}

bool rn_page_tree_judge(uint8_t *fates, double *cut, const rn_tree *tree, uint32_t most)
{
    if (!find_cut(cut, tree, most))
        return false;
    for (uint32_t n = 0; n < tree->count; n++) {
        bool is_kept = tree->total[n] > *cut && !stands_for_several(tree, n);
        uint8_t fate = is_kept              ? RN_PAGE_KEPT
                       : tree->total[n] > 0 ? RN_PAGE_LEFT_OUT
                                            : RN_PAGE_NOTHING;
        fates[n] = fate > fates[n] ? fate : fates[n];
    }
    return true;
}

/* The first sibling from `node` on that is a node of the page; 0: none. */
static uint32_t find_kept(const walk *w, uint32_t node)
{
    while (node && w->fates[node] != RN_PAGE_KEPT)
        node = w->tree->next_sibling[node];
    return node;
}

static bool add(walk *w, rn_page_node node)
{
    if (!RN_GROW(w->out->nodes, w->out->capacity, w->out->count + 1))
        return false;
    w->out->nodes[w->out->count++] = node;
    return true;
}

static bool add_node(walk *w, uint32_t node, uint32_t depth)
{
    const rn_tree *tree = w->tree;
    const rn_tree_sides *sides = &tree->sides;
    return add(w, (rn_page_node){
                      .depth = depth,
                      .function = node ? tree->function[node] : RN_NONE,
                      .self = sides->base_self ? sides->now_self[node] : tree->self[node],
                      .base = sides->base_self ? sides->base_self[node] : 0,
                      .flags = tree->flags ? tree->flags[node] : 0,
                  });
}

/* One node for the children of `parent` that are left out. */
static bool add_rest(walk *w, uint32_t parent, uint32_t depth)
{
    const rn_tree *tree = w->tree;
    const rn_tree_sides *sides = &tree->sides;
    rn_page_node rest = {.depth = depth, .function = RN_NONE};
    for (uint32_t c = tree->first_child[parent]; c; c = tree->next_sibling[c]) {
        bool several = stands_for_several(tree, c);
        if (w->fates[c] != RN_PAGE_LEFT_OUT)
            continue;
        rest.more += several ? tree->function[c] : 1;
        rest.self += sides->base_self ? sides->now_total[c] : tree->total[c];
        rest.base += sides->base_self ? sides->base_total[c] : 0;
        w->out->left_out += !several;
        w->out->left_out_by += several ? 0 : tree->total[c];
    }
    return !rest.more || add(w, rest);
}

static bool walk_all(walk *w)
{
    const rn_tree *tree = w->tree;
    uint32_t node = 0, depth = 0, next = find_kept(w, tree->first_child[0]);
    bool enough = add_node(w, 0, 0);
    while (enough) {
        if (next) {
            node = next;
            enough = add_node(w, node, ++depth);
            next = find_kept(w, tree->first_child[node]);
            continue;
        }
        enough = add_rest(w, node, depth + 1);
        if (!node)
            break;
        next = find_kept(w, tree->next_sibling[node]);
        node = tree->parent[node];
        depth--;
    }
    return enough;
}

render_status rn_page_tree_init(rn_page_tree *out, const rn_tree *tree, const uint8_t *fates,
                                rn_report *report)
{
    *out = (rn_page_tree){0};
    walk w = {out, tree, fates};
    if (!walk_all(&w))
        return rn_fail_memory(report);
    return RENDER_OK;
}

void rn_page_tree_finish(rn_page_tree *tree)
{
    free(tree->nodes);
    *tree = (rn_page_tree){0};
}
