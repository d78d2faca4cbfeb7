/* The metrics of a page, and the tree of each.  Where the trees of several metrics have the same nodes, as those of
 * whole stacks have, the page holds them once: then nodes are chosen for all of these metrics together. */
#ifndef RN_PAGE_METRICS_H
#define RN_PAGE_METRICS_H

#include "page/page_tree.h"
#include "view/views.h"

typedef struct rn_page_metric {
    uint32_t metric;
    rn_tree *tree;     /* NULL: it costs nothing */
    rn_page_tree page; /* of the tree */
    double cut;        /* nodes that cost no more than this may be left out */
    bool is_like_first;
} rn_page_metric;

typedef struct rn_page_metrics {
    rn_page_metric *items; /* [0]: the one that was chosen */
    size_t count;
    size_t left_out; /* metrics that would be too much for a page */
} rn_page_metrics;

/* A view of another metric of its profile. */
rn_view_input rn_page_view_of(const rn_view_input *view, uint32_t metric);

/* rn_page_metrics_finish is called in either case. */
render_status rn_page_metrics_init(rn_page_metrics *out, const rn_view_input *view,
                                   rn_report *report);
void rn_page_metrics_finish(rn_page_metrics *metrics);

/* Makes the pages' trees anew: `most` nodes of the first metric, and for all others together about as many again. */
render_status rn_page_metrics_cut(rn_page_metrics *metrics, uint32_t most, rn_report *report);

/* Marks the functions [function] that are in any of these trees. */
void rn_page_metrics_mark(const rn_page_metrics *metrics, bool *marks);

/* Appends "time: ", which stands before a metric's total, or nothing where the unit behind it says the same. */
void rn_put_page_metric_name(rn_buffer *out, const rn_profile *profile, uint32_t metric);

#endif
