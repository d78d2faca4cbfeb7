/* The colour of a function: the same in every picture of a profile, whatever the view. */
#ifndef RN_TINT_H
#define RN_TINT_H

#include "analyze/graph.h"
#include "view/views.h"

typedef struct rn_tint {
    const rn_view_input *input;
    const rn_graph *graph;
    double self_total;  /* what self shares are of */
    double most_change; /* of a comparison: what the deepest colours stand for; 0: no comparison */
} rn_tint;

void rn_tint_init(rn_tint *tint, const rn_view_input *input, const rn_graph *graph);

/* The fill of a function by options->color_by. */
rn_paint rn_tint_function(const rn_tint *tint, uint32_t function);

/* Whether colours tell the change of a comparison. */
bool rn_tint_tells_change(const rn_tint *tint);

/* The fill of a change in the metric's unit; with options->negate that of the opposite. */
rn_paint rn_tint_change(const rn_tint *tint, double change);

/* The fill of a weight in 0 … 1 on the colour map, skewed by options->skew: arcs, colour bar. */
rn_paint rn_tint_weight(const rn_tint *tint, double weight);

/* A text colour of contrast 4.5:1 or more on `fill`. */
rn_paint rn_tint_readable(rn_paint fill);

/* A line colour for a weight that stands out from the page with contrast 3:1 or more. */
rn_paint rn_tint_line(const rn_tint *tint, double weight);

#endif
