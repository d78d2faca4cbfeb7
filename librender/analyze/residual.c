/* In the tree of stacks, or in its estimate: of every node of a kept function the nearest node above it of a
 * kept function, when that is not its parent.  One walk counts a pair where no other of its kind is open, as
 * in graph_stacks.c. */
#include "analyze/residual.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/graph_stacks.h"
#include "analyze/tree.h"
#include "base/grow.h"
#include "base/map.h"

/* An estimated tree ends below this share: what is smaller makes no arrow. */
static const double MIN_SHARE = 1e-3;

/* A node on the path to where the walk is. */
typedef struct level {
    uint32_t function; /* of the nearest kept node, this one or above it; RN_NONE: of none */
    bool is_own;       /* this one is kept */
    uint32_t pair;     /* of arcs, that this one ends, or RN_NONE */
} level;

typedef struct finder {
    const rn_profile *profile;
    const rn_graph_links *links; /* of stacks */
    const rn_tree *tree;         /* the estimate */
    const bool *kept;
    level *path;
    size_t depth, path_capacity;
    rn_map ids; /* (caller, callee) → arc */
    rn_drawn_arc *arcs;
    size_t count, capacity;
    uint32_t *open; /* [arc] */
    size_t open_capacity;
    bool is_out_of_memory;
} finder;

static uint32_t find_pair(finder *f, uint32_t caller, uint32_t callee)
{
    bool is_new = false;
    uint32_t *id = rn_map_put(&f->ids, rn_map_pair(caller, callee), (uint32_t)f->count, &is_new);
    if (!id || !RN_GROW(f->arcs, f->capacity, f->count + 1) ||
        !RN_GROW(f->open, f->open_capacity, f->count + 1)) {
        f->is_out_of_memory = true;
        return RN_NONE;
    }
    if (is_new) {
        f->open[f->count] = 0;
        f->arcs[f->count++] = (rn_drawn_arc){.caller = caller,
                                             .callee = callee,
                                             .calls = NAN,
                                             .base_total = NAN,
                                             .base_calls = NAN,
                                             .arc = RN_NONE,
                                             .is_residual = true};
    }
    return *id;
}

/* `function` is RN_NONE where none is kept; `is_direct`: nothing is left out above it. */
static void enter(finder *f, uint32_t function, bool is_direct)
{
    if (!RN_GROW(f->path, f->path_capacity, f->depth + 1)) {
        f->is_out_of_memory = true;
        return;
    }
    level above = f->depth ? f->path[f->depth - 1] : (level){RN_NONE, true, RN_NONE};
    level here = {above.function, false, RN_NONE};
    if (function != RN_NONE) {
        bool skips =
            above.function != RN_NONE && !(above.is_own && is_direct) && above.function != function;
        here = (level){function, true, skips ? find_pair(f, above.function, function) : RN_NONE};
    }
    if (here.pair != RN_NONE)
        f->open[here.pair]++;
    f->path[f->depth++] = here;
}

static void leave(finder *f, double weight)
{
    uint32_t pair = f->path[--f->depth].pair;
    if (pair != RN_NONE && --f->open[pair] == 0)
        f->arcs[pair].total += weight;
}

static uint32_t if_kept(const finder *f, uint32_t function)
{
    return f->kept[function] ? function : RN_NONE;
}

static void enter_stacks(void *user, rn_stretch stacks)
{
    finder *f = user;
    for (uint32_t s = stacks.first; s < stacks.end && !f->is_out_of_memory; s++)
        enter(f, if_kept(f, rn_stack_function(f->links->stacks.profile, s)),
              !f->links->is_direct || f->links->is_direct[s]);
}

static void leave_stacks(void *user, rn_stretch stacks, double weight)
{
    finder *f = user;
    for (uint32_t s = stacks.first; s < stacks.end && !f->is_out_of_memory; s++)
        leave(f, weight);
}

static void visit_node(void *user, uint32_t node, bool enters)
{
    finder *f = user;
    bool is_more = f->tree->flags && f->tree->flags[node] & RN_NODE_MORE;
    if (f->is_out_of_memory)
        return;
    if (enters)
        enter(f, is_more ? RN_NONE : if_kept(f, f->tree->function[node]), true);
    else
        leave(f, f->tree->total[node]);
}

static bool walk_stacks(finder *f, uint32_t metric)
{
    rn_stack_visitor visitor = {enter_stacks, leave_stacks, f};
    return rn_stack_walk(&f->links->stacks, metric, &visitor);
}

static bool walk_estimate(finder *f, uint32_t metric, rn_report *report)
{
    rn_tree *tree;
    if (rn_tree_new(&tree, f->profile, metric, MIN_SHARE, report))
        return false;
    f->tree = tree;
    rn_tree_walk(tree, visit_node, f);
    rn_tree_free(tree);
    return true;
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

render_status rn_residuals(rn_drawn_arc **out, uint32_t *count, const rn_graph *graph,
                           const bool *kept, rn_report *report)
{
    finder f = {.profile = graph->profile, .links = graph->links, .kept = kept};
    bool found = graph->profile->shape == RN_STACKS ? walk_stacks(&f, graph->metric)
                                                    : walk_estimate(&f, graph->metric, report);
    *out = NULL;
    *count = 0;
    if (found && !f.is_out_of_memory) {
        if (f.count)
            qsort(f.arcs, f.count, sizeof *f.arcs, compare_arcs);
        bound(&f, graph);
        *out = f.arcs;
        *count = (uint32_t)f.count;
    } else {
        free(f.arcs);
        rn_fail_memory(report);
    }
    free(f.path);
    free(f.open);
    rn_map_finish(&f.ids);
    return report->error.status;
}
