/* Where the rings of a sunburst are. */
#include "view/disc.h"

#include <math.h>

double rn_disc_inner(const rn_disc *d, uint32_t depth)
{
    if (!depth)
        return 0;
    if (d->has_equal_areas) {
        double part = (double)(depth - 1) / d->levels;
        return sqrt(d->hole * d->hole + (d->radius * d->radius - d->hole * d->hole) * part);
    }
    if (depth <= d->thin)
        return d->hole + (depth - 1) * RN_THIN_RING;
    double begin = d->hole + d->thin * RN_THIN_RING;
    return begin + (d->radius - begin) * (depth - 1 - d->thin) / (d->levels - d->thin);
}

double rn_disc_thickness(const rn_disc *d, uint32_t depth)
{
    return rn_disc_inner(d, depth + 1) - rn_disc_inner(d, depth);
}

double rn_disc_middle(const rn_disc *d, uint32_t depth)
{
    return rn_disc_inner(d, depth) + rn_disc_thickness(d, depth) / 2;
}
