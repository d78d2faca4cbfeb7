/* The call graph of one metric: functions with self and total cost, arcs with theirs.
 *
 * From stacks: the total of a function is the weight of the stacks that hold it, of an arc the weight
 * of the stacks that hold caller and callee side by side, each stack once however often it recurs.
 * From arcs: what the file recorded; an arc without recorded cost gets the callee's total in
 * proportion to calls.  Functions of kind other than RN_FUNCTION (threads, processes) are no nodes
 * of a call graph: their callees are roots.  They have costs, but no arcs.  The separator '-' between
 * user and kernel frames hides no call; behind '--', where the stack of a waker begins, is a root. */
#ifndef RN_GRAPH_H
#define RN_GRAPH_H

#include "profile/profile.h"

typedef struct rn_graph_links rn_graph_links; /* how the figures are counted; graph_stacks.h */

typedef struct rn_graph {
    const rn_profile *profile; /* borrowed */
    uint32_t metric;
    double total; /* what shares are of */
    uint32_t function_count;
    double *self, *function_total;     /* [function]; NaN where unknown */
    uint32_t arc_count, arcs_possible; /* those here; between any two functions */
    rn_arc_info *arcs;                 /* by caller, then callee */
    double *arc_total;                 /* [arc] */
    double *arc_calls;                 /* [arc]; NULL or NaN where unknown */
    double *base_arc_calls;            /* [arc]; the same of what a comparison is with */
    rn_graph_links *links;
} rn_graph;

render_status rn_graph_new(rn_graph **out, const rn_profile *profile, uint32_t metric,
                           rn_report *report);

/* Which arcs a graph has. */
typedef struct rn_graph_scope {
    double least_share;      /* of the total: both functions of an arc have it; 0: any arc */
    uint32_t most_functions; /* when more functions have it, all arcs are there after all */
    bool counts_all;         /* whether arcs_possible will be asked for */
    bool has_no_arcs;        /* only functions */
} rn_graph_scope;

/* A graph without the arcs that nobody will look at; of recorded arcs it has all or none.  Of those that have a
 * share it is not measured again, nor summed by groups. */
render_status rn_graph_new_within(rn_graph **out, const rn_profile *profile, uint32_t metric,
                                  const rn_graph_scope *scope, rn_report *report);
/* Replaces the costs in `graph` by those of another metric; functions and arcs stay. */
render_status rn_graph_measure(rn_graph *graph, uint32_t metric, rn_report *report);
void rn_graph_free(rn_graph *graph);

/* sum[g]: what the functions of group g cost together, each stack once.  group[f] is below group_count, or
 * RN_NONE.  Of profiles of stacks only.  False when memory is out. */
bool rn_graph_sum_functions(double *sum, const rn_graph *graph, const uint32_t *group,
                            uint32_t group_count);
/* The same of arcs, by group[arc]; of profiles of arcs their sum. */
bool rn_graph_sum_arcs(double *sum, const rn_graph *graph, const uint32_t *group,
                       uint32_t group_count);

#endif
