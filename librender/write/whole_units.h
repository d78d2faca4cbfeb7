/* Values for formats that know whole numbers only. */
#ifndef RN_WHOLE_UNITS_H
#define RN_WHOLE_UNITS_H

#include "profile/profile.h"

/* How the values of a metric become whole numbers: times in ns, sizes in bytes; other values as they
 * are or, when there are parts of one among them, in thousandths of their unit. */
typedef struct rn_whole_unit {
    double factor;
    rn_bytes unit; /* "nanoseconds", "bytes", or the metric's own */
    bool is_time, is_size;
    bool is_thousandths;
} rn_whole_unit;

rn_whole_unit rn_whole_unit_of(const rn_profile *profile, uint32_t metric);

/* `value` in that unit, rounded; 0 for what is not known, at most 2^63 - 1 and not below 0. */
uint64_t rn_whole_value(const rn_whole_unit *unit, double value);

#endif
