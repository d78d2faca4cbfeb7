/* The colour of a function: the same in every picture of a profile, whatever the view. */
#ifndef RN_TINT_H
#define RN_TINT_H

#include "analyze/base_costs.h"
#include "view/views.h"

typedef struct rn_tint {
    const rn_view_input *input;
    const rn_graph *graph;
    double self_total;   /* what self shares are of */
    double largest_self; /* of a function: nobody comes near all, so that is the end of the scale */
    const double *total; /* [function]: at first as in the graph */
    render_color_by color_by;  /* what is asked for, and can be told */
    const rn_base_costs *base; /* NULL unless color_by is RENDER_COLOR_BY_CHANGE */
    double largest_change, noise;
} rn_tint;

void rn_tint_init(rn_tint *tint, const rn_view_input *input, const rn_graph *graph);

/* Lets colours say how the total cost of functions changed, if nothing else is asked for; the largest
 * change of those `shown` [function] has the strongest colour. */
void rn_tint_compare(rn_tint *tint, const rn_base_costs *base, const bool *shown);

/* Lets them say how the boxes of a tree changed, if nothing but their own or total cost is asked for; `largest`
 * has the strongest colour. */
void rn_tint_compare_boxes(rn_tint *tint, double largest);

/* The fill of a change between two costs; with options->negate that of the opposite. */
rn_paint rn_tint_change(const rn_tint *tint, double value, double base);
/* The same of a change in the metric's unit. */
rn_paint rn_tint_signed(const rn_tint *tint, double change);

/* The fill of a function by color_by; pale when others are highlighted. */
rn_paint rn_tint_function(const rn_tint *tint, uint32_t function);

/* Whether colours tell groups apart: what grouping.h says of functions. */
bool rn_tint_is_grouped(const rn_tint *tint);

/* `paint`, pale when other functions are highlighted. */
rn_paint rn_tint_faded(const rn_tint *tint, uint32_t function, rn_paint paint);

/* `paint` as a line that stands out from the page with contrast 3:1 or more. */
rn_paint rn_tint_as_line(const rn_tint *tint, rn_paint paint);

/* The fill of a weight in 0 … 1 on the colour map, skewed by options->skew: arcs, colour bar. */
rn_paint rn_tint_weight(const rn_tint *tint, double weight);

/* A text colour of contrast 4.5:1 or more on `fill`. */
rn_paint rn_tint_readable(rn_paint fill);

#endif
