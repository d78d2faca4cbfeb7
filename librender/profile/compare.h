/* Two profiles side by side in one: what a comparison is drawn and reported from. */
#ifndef RN_COMPARE_H
#define RN_COMPARE_H

#include "profile/profile.h"

/* Makes a profile that holds the functions, stacks and arcs of both.  Its metrics are those of
 * `profile`, each followed, at the end of the table, by what `base` has of the same name, in the same
 * unit: rn_metric.base refers to it.  Metrics that `base` lacks have none; calls of `base` are in
 * base_calls and base_arc_calls.  Functions of different versions of a program are matched as same.h says.
 * RENDER_ERROR_ARGUMENT when one holds stacks and the other arcs, or when no metric is common. */
render_status rn_compare(rn_profile **out, const rn_profile *profile, const rn_profile *base,
                         rn_report *report);

#endif
