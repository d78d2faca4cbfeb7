/* Units that are fine enough for whole numbers. */
#include "write/whole_units.h"

#include <math.h>

#include "base/unit.h"

static bool are_whole(const double *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!isnan(values[i]) && values[i] != floor(values[i]))
            return false;
    return true;
}

static bool has_parts(const rn_profile *p, uint32_t metric)
{
    if (p->shape == RN_STACKS)
        return !are_whole(p->self[metric], p->sample_count);
    return !are_whole(p->function_self[metric], p->function_count) ||
           !are_whole(p->arc_total[metric], p->arc_count);
}

rn_whole_unit rn_whole_unit_of(const rn_profile *profile, uint32_t metric)
{
    rn_bytes unit = rn_profile_string(profile, profile->metrics[metric].unit);
    double to_ns = rn_unit_factor(unit, RN_LITERAL("ns"));
    double to_bytes = rn_unit_factor(unit, RN_LITERAL("bytes"));
    if (to_ns > 0)
        return (rn_whole_unit){to_ns, RN_LITERAL("nanoseconds"), true, false, false};
    if (to_bytes > 0)
        return (rn_whole_unit){to_bytes, RN_LITERAL("bytes"), false, true, false};
    bool is_fine = has_parts(profile, metric);
    return (rn_whole_unit){is_fine ? 1000 : 1, unit, false, false, is_fine};
}

uint64_t rn_whole_value(const rn_whole_unit *unit, double value)
{
    double whole = floor(value * unit->factor + 0.5);
    if (!(whole > 0))
        return 0;
    return whole < 0x1p63 ? (uint64_t)whole : INT64_MAX;
}
