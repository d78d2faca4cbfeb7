/* The legend of a flame chart. */
#ifndef RN_CHART_LEGEND_H
#define RN_CHART_LEGEND_H

#include "view/spans.h"
#include "view/time_axis.h"
#include "view/views.h"

typedef struct rn_chart_legend {
    const rn_view_input *input;
    const rn_spans *spans;
    const rn_time_axis *axis;
    double start; /* of the profile */
    size_t tracks_drawn;
    bool has_lower_rows; /* some bands have */
    bool has_grey_boxes; /* that stand for short calls and can be seen */
} rn_chart_legend;

/* Appends the lines.  Without memory the buffer fails. */
void rn_put_chart_legend(const rn_chart_legend *c, rn_buffer *legend);

#endif
