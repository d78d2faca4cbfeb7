/* Functions of a call graph that stand in one box: a cycle, or those of one module, file or class. */
#ifndef RN_CLUSTERS_H
#define RN_CLUSTERS_H

#include "analyze/prune.h"
#include "base/arena.h"

typedef struct rn_cluster {
    const char *name;      /* of the arena; NULL: a cycle */
    uint32_t member_count; /* functions that are drawn, at least 2 */
    double self;           /* their own cost */
    double total; /* with all they call, each stack once; of profiles of arcs an estimate */
    double calls_into, calls_within; /* from outside, and between members; NaN: not counted */
} rn_cluster;

typedef struct rn_clusters {
    rn_cluster *items; /* the first in the order of their first function */
    uint32_t count;
    uint32_t *of; /* [function]: its cluster, or RN_NONE; NULL when there are none */
    bool are_cycles;
    uint32_t
        alone_count; /* functions that share their module (file, class) with no other one drawn */
    rn_arena arena;
} rn_clusters;

/* As options->cycles or options->cluster asks for; else there are none.
 *
 * A cycle is a strongly connected component of what is drawn, of at least two functions.  Of profiles of arcs a
 * total is counted on the estimated tree, within what was recorded: no less than the largest total of a member,
 * no more than the own cost of all and what they call outside. */
render_status rn_clusters_init(rn_clusters *out, const rn_graph *graph,
                               const rn_selection *selection, const render_draw_options *options,
                               rn_report *report);
void rn_clusters_finish(rn_clusters *clusters);

/* The cluster of a function, or RN_NONE. */
static inline uint32_t rn_cluster_of(const rn_clusters *clusters, uint32_t function)
{
    return clusters->of ? clusters->of[function] : RN_NONE;
}

#endif
