/* On the tree: of every node of a kept function the nearest node above it of a kept function, when that is
 * not its parent.  One walk counts a pair where no other of its kind is open, as in graph.c. */
#include "analyze/residual.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/tree.h"
#include "base/grow.h"
#include "base/map.h"

/* An estimated tree ends below this share: what is smaller makes no arrow. */
static const double MIN_SHARE = 1e-3;

typedef struct finder {
    const rn_tree *tree;
    const bool *kept;
    uint32_t *above; /* [node]: the nearest kept node, itself when it is kept; 0: none */
    uint32_t *pair;  /* [node]: of arcs, or RN_NONE */
    uint32_t *open;  /* [arc] */
    rn_map ids;      /* (caller, callee) → arc */
    rn_drawn_arc *arcs;
    size_t count, capacity;
} finder;

static bool is_kept(const finder *f, uint32_t node)
{
    return node && !(f->tree->flags && f->tree->flags[node] & RN_NODE_MORE) &&
           f->kept[f->tree->function[node]];
}

static bool find_pair(finder *f, uint32_t node, uint32_t above)
{
    uint32_t caller = f->tree->function[above], callee = f->tree->function[node];
    bool is_new = false;
    if (caller == callee)
        return true;
    uint32_t *id = rn_map_put(&f->ids, rn_map_pair(caller, callee), (uint32_t)f->count, &is_new);
    if (!id || !RN_GROW(f->arcs, f->capacity, f->count + 1))
        return false;
    if (is_new)
        f->arcs[f->count++] = (rn_drawn_arc){.caller = caller,
                                             .callee = callee,
                                             .calls = NAN,
                                             .base_total = NAN,
                                             .base_calls = NAN,
                                             .arc = RN_NONE,
                                             .is_residual = true};
    f->pair[node] = *id;
    return true;
}

static bool find_pairs(finder *f)
{
    f->above[0] = 0;
    f->pair[0] = RN_NONE;
    for (uint32_t n = 1; n < f->tree->count; n++) {
        uint32_t parent = f->tree->parent[n], above = f->above[parent];
        f->pair[n] = RN_NONE;
        f->above[n] = is_kept(f, n) ? n : above;
        if (f->above[n] == n && above && above != parent && !find_pair(f, n, above))
            return false;
    }
    return true;
}

static void visit(void *user, uint32_t node, bool enters)
{
    finder *f = user;
    uint32_t pair = f->pair[node];
    if (pair == RN_NONE)
        return;
    if (!enters)
        f->open[pair]--;
    else if (f->open[pair]++ == 0)
        f->arcs[pair].total += f->tree->total[node];
}

/* An estimate must not contradict what was recorded of its two ends. */
static void bound(finder *f, const rn_graph *graph)
{
    for (size_t i = 0; i < f->count; i++) {
        rn_drawn_arc *arc = &f->arcs[i];
        double ends[] = {graph->function_total[arc->caller], graph->function_total[arc->callee]};
        for (int k = 0; k < 2; k++)
            arc->total = ends[k] < arc->total ? ends[k] : arc->total;
    }
}

static int compare_arcs(const void *left, const void *right)
{
    const rn_drawn_arc *a = left, *b = right;
    if (a->caller != b->caller)
        return a->caller < b->caller ? -1 : 1;
    return (a->callee > b->callee) - (a->callee < b->callee);
}

static bool find(finder *f)
{
    f->above = rn_array_new(f->tree->count, sizeof *f->above);
    f->pair = rn_array_new(f->tree->count, sizeof *f->pair);
    if (!f->above || !f->pair || !find_pairs(f))
        return false;
    f->open = rn_array_zero(f->count, sizeof *f->open);
    if (!f->open)
        return false;
    rn_tree_walk(f->tree, visit, f);
    if (f->count)
        qsort(f->arcs, f->count, sizeof *f->arcs, compare_arcs);
    return true;
}

render_status rn_residuals(rn_drawn_arc **out, uint32_t *count, const rn_graph *graph,
                           const bool *kept, rn_report *report)
{
    rn_tree *tree;
    *out = NULL;
    *count = 0;
    if (rn_tree_new(&tree, graph->profile, graph->metric, MIN_SHARE, report))
        return report->error.status;
    finder f = {.tree = tree, .kept = kept};
    bool found = find(&f);
    if (found) {
        bound(&f, graph);
        *out = f.arcs;
        *count = (uint32_t)f.count;
    } else {
        free(f.arcs);
    }
    free(f.above);
    free(f.pair);
    free(f.open);
    rn_map_finish(&f.ids);
    rn_tree_free(tree);
    return found ? RENDER_OK : rn_fail_memory(report);
}
