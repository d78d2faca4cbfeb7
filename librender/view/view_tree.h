/* Which tree flame graph, icicle and sunburst show. */
#ifndef RN_VIEW_TREE_H
#define RN_VIEW_TREE_H

#include "analyze/tree.h"
#include "view/views.h"

/* The tree that the options ask for, in the order of time, of a comparison, or just of the metric; `widths` instead
 * of those of the options. */
render_status rn_cells_tree(rn_tree **out, const rn_view_input *input, render_widths widths,
                            rn_report *report);

#endif
