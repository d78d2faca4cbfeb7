/* A tree from arcs. */
#ifndef RN_ESTIMATE_H
#define RN_ESTIMATE_H

#include "analyze/tree.h"

render_status rn_estimate(rn_tree **out, const rn_profile *profile, uint32_t metric,
                          double min_share, rn_report *report);

#endif
