/* Totals of functions that a file leaves out, from their own cost and the cost of their calls. */
#ifndef RN_TOTALS_H
#define RN_TOTALS_H

#include "profile/profile.h"

/* Fills function_total of RN_ARCS, which is NaN before; where only bounds can be told it stays NaN.
 * False when memory is out. */
bool rn_totals_sum(rn_profile *profile);

#endif
