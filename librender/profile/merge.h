/* Several profiles in one. See render_profile_merge. */
#ifndef RN_MERGE_H
#define RN_MERGE_H

#include "profile/profile.h"

render_status rn_merge(rn_profile **out, const rn_profile *const *profiles, size_t count,
                       rn_report *report);

#endif
