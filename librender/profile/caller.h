/* Who calls whom in a stack that also has frames that are no functions. */
#ifndef RN_CALLER_H
#define RN_CALLER_H

#include <math.h>

#include "profile/profile.h"

static inline bool rn_is_function(const rn_profile *profile, uint32_t function)
{
    return profile->functions[function].kind == RN_FUNCTION;
}

/* Whether the file gives a function of its own account: others are only named as callers. */
static inline bool rn_is_recorded(const rn_profile *profile, uint32_t metric, uint32_t function)
{
    return (profile->calls && !isnan(profile->calls[function])) ||
           profile->function_self[metric][function] > 0 ||
           profile->function_total[metric][function] > 0;
}

/* The function that calls what stands below `function`, which is itself called by `caller`; RN_NONE:
 * nobody.  Below a thread or a process, and behind '--', a stack begins; the separator '-' between
 * user and kernel frames hides no call. */
uint32_t rn_caller_below(const rn_profile *profile, uint32_t function, uint32_t caller);

#endif
