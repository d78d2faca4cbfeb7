/* Units that measure the same thing. */
#ifndef RN_UNIT_H
#define RN_UNIT_H

#include "base/bytes.h"

/* What to multiply a value of unit `from` with to have it in unit `to`; 0 when they do not measure
 * the same (s, ms, us, ns; B, bytes, KiB; equal words). */
double rn_unit_factor(rn_bytes from, rn_bytes to);

#endif
