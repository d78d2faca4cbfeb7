/* Stacks from their leaf to their root: a tree of them shows who called the functions, from all sides. */
#ifndef RN_REVERSE_H
#define RN_REVERSE_H

#include "profile/profile.h"

/* Of stacks only.  RENDER_ERROR_LIMIT when their frames add up to more than 2^27. */
render_status rn_reverse(rn_profile **out, const rn_profile *profile, rn_report *report);

#endif
