/* Values that are added up by index, in a table that grows when a value comes: a metric that one record in a
 * million has costs nothing until then. */
#ifndef RN_VALUES_H
#define RN_VALUES_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Zeroed, it is ready. */
typedef struct rn_values {
    double *items;
    size_t count, capacity;
} rn_values;

/* Has at least `count` values then, the new ones `fill`.  False when memory is out. */
bool rn_values_fill(rn_values *values, size_t count, double fill);

/* Adds to a value, which begins as `fill`; NaN is unknown there, and adds nothing.  False when memory is
 * out. */
static inline bool rn_values_add(rn_values *values, size_t index, double fill, double value)
{
    if (isnan(value))
        return true;
    if (index >= values->count && !rn_values_fill(values, index + 1, fill))
        return false;
    double *slot = &values->items[index];
    *slot = isnan(*slot) ? value : *slot + value;
    return true;
}

/* Its `count` values, which are the caller's then; NULL when memory is out. */
double *rn_values_take(rn_values *values, size_t count, double fill);

#endif
