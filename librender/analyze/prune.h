/* Which functions and arcs of a call graph are drawn. */
#ifndef RN_PRUNE_H
#define RN_PRUNE_H

#include "analyze/base_costs.h"

/* An arc that is drawn. */
typedef struct rn_drawn_arc {
    uint32_t caller, callee; /* functions */
    double total, calls;     /* NaN where unknown */
    double base_total;       /* of a comparison; NaN where unknown */
    double base_calls;       /* the same */
    uint32_t arc;            /* of the graph; residual ones have none, but light ones */
    bool is_residual;        /* leads over functions that are left out */
    bool
        is_light; /* a residual one that leads over nothing: below the threshold, but nothing else leads there */
} rn_drawn_arc;

typedef struct rn_selection {
    uint32_t node_count, nodes_possible; /* kept; with any cost or call */
    uint32_t arc_count, arcs_possible;   /* arcs of the graph: drawn; between any two functions */
    uint32_t residual_count;
    uint32_t dropped_count; /* arcs, residual ones too, that max_degree left out */
    double self_share;      /* of the total: self cost of the functions that are kept */
    bool *node;             /* [function] */
    rn_drawn_arc *arcs;     /* those of the graph in its order, then the residual ones */
} rn_selection;

typedef struct rn_prune_options {
    double node_threshold, edge_threshold; /* shares of the total */
    uint32_t max_nodes;                    /* 0: no limit */
    const bool *among;                     /* [function]: only these; NULL: any */
    uint32_t max_degree;                   /* arcs into, and out of, a function; 0: no limit */
} rn_prune_options;

/* What a picture's options ask for. */
rn_prune_options rn_prune_options_of(const render_draw_options *options);

/* The graph that is pruned by these options.  Where the lighter arcs are neither drawn nor looked at it goes
 * without them, but knows how many there would be. */
render_status rn_prune_graph_new(rn_graph **out, const rn_profile *profile, uint32_t metric,
                                 const render_draw_options *options, rn_report *report);

/* What thresholds are shares of: the graph's total, or after a filter around some functions what passes
 * through them. */
double rn_prune_whole(const rn_graph *graph);

/* As gprof2dot: a function stays unless its total share is below node_threshold, an arc stays when both
 * ends do and its share is not below edge_threshold.
 *
 * Of more functions than max_nodes those stay that tell most, as pprof ranks them: by their total times the
 * entropy of what comes in and what goes out, plus their own cost.
 *
 * Where the way from one function that stays to another leads over functions that do not, a residual arc
 * has what the latter costs on such ways: each when it reaches node_threshold, and the largest one of a
 * function that nothing else leads to.  Of profiles of arcs it is an estimate.
 *
 * A function that nothing leads to, and that hangs together with nothing, keeps its heaviest arc as a residual one, or
 * gets one from where most of its cost comes (connect.h).  After that max_degree leaves light arcs out (degree.h).
 *
 * In a comparison a share is the larger one of both sides', so that what is new and what vanished is there;
 * residual arcs are those of the new side.  Without one `base` is NULL, or holds nothing. */
render_status rn_prune(rn_selection *out, const rn_graph *graph, const rn_base_costs *base,
                       const rn_prune_options *options, rn_report *report);

/* What an arc costs, as rn_figures_of tells of functions; it has no own cost. */
rn_figures rn_arc_figures(const rn_graph *graph, const rn_base_costs *base, const rn_drawn_arc *arc,
                          double tolerance);

/* The functions of a selection as max_nodes would keep them: those that tell most first.  NULL when
 * memory is out; free() it. */
uint32_t *rn_prune_order(const rn_selection *selection, const rn_graph *graph,
                         const rn_base_costs *base);
void rn_selection_finish(rn_selection *selection);

#endif
