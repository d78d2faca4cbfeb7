/* Hues come from the hash of the name, so that a name has the same colour in every picture and run. */
#include "style/tones.h"

#include <math.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

bool rn_scheme_is_dark(const rn_scheme *scheme)
{
    return rn_color_luminance(scheme->background) < 0.2;
}

/* From 0 to 1. */
static double hash_of(rn_bytes name)
{
    return (double)(XXH3_64bits(name.data, name.size) >> 11) / 9007199254740992.0;
}

rn_rgba rn_color_named(rn_bytes name, bool dark)
{
    double hue = hash_of(name);
    return dark ? rn_color_from_hsl(hue, 0.42, 0.30) : rn_color_from_hsl(hue, 0.62, 0.78);
}

rn_rgba rn_color_in_family(rn_bytes name, rn_bytes member, bool dark)
{
    double hue = hash_of(name), shade = hash_of(member) - 0.5;
    /* on all of a dark page text is white */
    return dark ? rn_color_from_hsl(hue, 0.42, 0.27 + 0.10 * shade)
                : rn_color_from_hsl(hue, 0.62, 0.78 + 0.18 * shade);
}

rn_rgba rn_color_of_line(rn_rgba color, const rn_scheme *scheme)
{
    enum { STEPS = 20 };
    for (int i = 0; i <= STEPS; i++) {
        rn_rgba mixed = rn_color_mix(color, scheme->text, (double)i / STEPS);
        if (rn_color_contrast(mixed, scheme->background) >= 3)
            return mixed;
    }
    return scheme->text;
}

rn_rgba rn_color_faded(rn_rgba color, const rn_scheme *scheme)
{
    static const double most = 0.78;
    return rn_color_mix(color, scheme->background, most);
}
