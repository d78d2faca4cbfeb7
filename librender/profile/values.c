/* See values.h. */
#include "profile/values.h"

#include "base/grow.h"

/* Room beyond `count` is not touched: it takes no memory until then. */
bool rn_values_fill(rn_values *c, size_t count, double fill)
{
    if (!RN_GROW(c->items, c->capacity, count))
        return false;
    for (; c->count < count; c->count++)
        c->items[c->count] = fill;
    return true;
}

double *rn_values_take(rn_values *c, size_t count, double fill)
{
    bool enough = rn_values_fill(c, count ? count : 1, fill);
    double *values = enough ? c->items : NULL;
    if (enough)
        *c = (rn_values){0};
    return values;
}
