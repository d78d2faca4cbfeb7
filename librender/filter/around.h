/* The neighbourhood of functions: what passes through them, and who stands how near.
 *
 * Of stacks it is exact: the samples that hold such a function are kept as they are.  Of arcs it is in
 * proportion (around_arcs.c).  Nothing is cut from it: rn_profile.near says which functions are at most so many
 * calls away, for graphs to draw, so that own costs stay what they are. */
#ifndef RN_AROUND_H
#define RN_AROUND_H

#include "profile/profile.h"

/* What options->around names: '=NAME' and an exact name those functions; else a glob those whose whole name fits;
 * else a regular expression that is searched for in names, then in files and modules.  RENDER_ERROR_EMPTY when it finds none. */
render_status rn_around(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report);

/* Of arcs: all costs in proportion to what passes through the functions with marks. */
render_status rn_around_arcs(rn_profile **out, const rn_profile *profile, const bool *marks,
                             rn_report *report);

#endif
