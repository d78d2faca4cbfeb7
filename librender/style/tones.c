/* Hues come from the hash of the name, so that a name has the same colour in every picture and run. */
#include "style/tones.h"

#include <math.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

bool rn_scheme_is_dark(const rn_scheme *scheme)
{
    return rn_color_luminance(scheme->background) < 0.2;
}

rn_rgba rn_color_named(rn_bytes name, bool dark)
{
    double hue = (double)(XXH3_64bits(name.data, name.size) >> 11) / 9007199254740992.0;
    return dark ? rn_color_from_hsl(hue, 0.42, 0.30) : rn_color_from_hsl(hue, 0.62, 0.78);
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

/* By the square root, as small changes are many; few distinct colours keep files small. */
rn_rgba rn_color_change(double change, bool dark)
{
    enum { SHADES = 32 };
    static const rn_rgba less[2][3] = {
        {RN_RGB(0xeeeeec), RN_RGB(0x8fbde3), RN_RGB(0x1d5fa6)},
        {RN_RGB(0x3b3e46), RN_RGB(0x3d6fa3), RN_RGB(0x74b8ff)},
    };
    static const rn_rgba more[2][3] = {
        {RN_RGB(0xeeeeec), RN_RGB(0xf3a878), RN_RGB(0xb6321a)},
        {RN_RGB(0x3b3e46), RN_RGB(0xa55a35), RN_RGB(0xff9a62)},
    };
    const rn_rgba *stops = change < 0 ? less[dark] : more[dark];
    double size = isnan(change) ? 0 : fmin(fabs(change), 1);
    double at = round(sqrt(size) * SHADES) / SHADES * 2;
    int i = at < 1 ? 0 : 1;
    return rn_color_mix(stops[i], stops[i + 1], at - i);
}
