/* Values in words: 1.53 s, 24.1 MiB, 1,234 samples; shares as 12.3 %. */
#ifndef RN_UNITS_H
#define RN_UNITS_H

#include "base/buffer.h"
#include "base/unit.h"

/* Appends `value` of `unit` with three significant digits and a unit fit for its size: times
 * (s, ms, us, ns) from ns to h, bytes by 1024 (B, KiB, …), anything else grouped by thousands with
 * its unit's name ("1,234 samples"; counts beyond 10 million as "12.3 M samples"). */
void rn_put_value(rn_buffer *out, double value, rn_bytes unit);

/* Appends a moment that stands among others which are `step` apart, the latest of them `largest`: as many decimals as
 * tell them apart, and no zeros behind those ("1.25 s", "1.3 s"), all in the one unit that is fit for the largest. */
void rn_put_moment(rn_buffer *out, double value, rn_bytes unit, double largest, double step);

/* A value with its sign: "+1.53 s", "−1.53 s", "±0 s". */
void rn_put_signed(rn_buffer *out, double value, rn_bytes unit);

/* Appends a share (0 to 1) as "12.3 %": at least one and at most two decimals below 10 %, "<0.01 %"
 * for what would read 0. */
void rn_put_share(rn_buffer *out, double share);

/* Appends a threshold: "0.5 %", with all its digits. */
void rn_put_threshold(rn_buffer *out, double share);

/* Appends a whole number with ',' between thousands, rounded. */
void rn_put_count(rn_buffer *out, double count);

#endif
