/* Filters: profile in, profile out.  Costs of the new profile stay comparable with the old one: its
 * metrics' totals are the old ones.
 *
 * On stacks the cut is exact: root keeps of each stack what begins at the outermost match, leaf keeps
 * what ends at the innermost one, and stacks without a match go.  On arcs the functions that can be
 * reached (by root) or that reach (by leaf) stay with their recorded figures, rn_profile.roots says
 * where trees start, and function_cut what was cut off below.  depth counts calls along the shortest
 * path from a root (or to a leaf). */
#ifndef RN_FILTER_H
#define RN_FILTER_H

#include "profile/profile.h"

render_status rn_filter(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report);

#endif
