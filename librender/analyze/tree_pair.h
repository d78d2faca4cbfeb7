/* The tree of a comparison: the calls of both sides in one. */
#ifndef RN_TREE_PAIR_H
#define RN_TREE_PAIR_H

#include "analyze/tree.h"

/* The tree of a metric and of its base, which it must have.  self[] is what `widths` says, total[] what these
 * add up to: with RENDER_WIDTHS_MAX or …_SUM nothing that is new or that vanished is 0.  What either side costs
 * is in sides. */
render_status rn_tree_pair(rn_tree **out, const rn_profile *profile, uint32_t metric,
                           render_widths widths, double min_share, rn_report *report);

#endif
