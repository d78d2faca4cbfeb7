/* Calls across frames that are no functions. */
#include "profile/caller.h"

uint32_t rn_caller_below(const rn_profile *profile, uint32_t function, uint32_t caller)
{
    if (rn_is_function(profile, function))
        return function;
    bool hides_no_call = profile->functions[function].kind == RN_SEPARATOR &&
                         rn_bytes_equal(rn_function_name(profile, function), RN_LITERAL("-"));
    return hides_no_call ? caller : RN_NONE;
}
