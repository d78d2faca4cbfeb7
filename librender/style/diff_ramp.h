/* The colour of a change: blue for less, orange for more, which colour-blind readers tell apart, too. */
#ifndef RN_DIFF_RAMP_H
#define RN_DIFF_RAMP_H

#include <stdbool.h>

#include "style/color.h"

/* A fill for a change in -1 … 1, where 0 is none; what is out of range is cut, NaN is none.  The way from
 * the middle goes by the square root, as that of the colour maps. */
rn_rgba rn_diff_fill(double change, bool dark);

#endif
