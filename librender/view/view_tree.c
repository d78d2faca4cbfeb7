/* From options to a tree. */
#include "view/view_tree.h"

#include "analyze/tree_pair.h"

render_status rn_cells_tree(rn_tree **out, const rn_view_input *input, render_widths widths,
                            rn_report *report)
{
    const render_draw_options *options = input->options;
    const rn_profile *profile = input->profile;
    if (options->in_order)
        return rn_tree_new_in_order(out, profile, input->metric, report);
    if (profile->metrics[input->metric].base != RN_NONE)
        return rn_tree_pair(out, profile, input->metric, widths, options->min_share, report);
    return rn_tree_new(out, profile, input->metric, options->min_share, report);
}
