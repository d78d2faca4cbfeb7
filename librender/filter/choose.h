/* Filters that choose samples and frames, as pprof's focus, ignore, hide, show, show_from and prune_from
 * do, and others of their kind: see render_filter_options. */
#ifndef RN_CHOOSE_H
#define RN_CHOOSE_H

#include "profile/profile.h"

/* Whether the options ask for anything of that kind. */
bool rn_choose_is_asked(const render_filter_options *options);

/* Of stacks only. */
render_status rn_choose(rn_profile **out, const rn_profile *profile,
                        const render_filter_options *options, rn_report *report);

#endif
