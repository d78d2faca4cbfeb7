/* Both arms get darker on light pages and brighter on dark ones, with the same steps: how much is told by
 * luminance, the direction by hue. */
#include "style/diff_ramp.h"

#include <math.h>
#include <stdint.h>

enum { STOPS = 4, SHADES = 32 };

static const uint32_t on_light[2][STOPS] = {{0xf1f1f0, 0xa9cbe8, 0x4f8fc9, 0x14518f},
                                            {0xf1f1f0, 0xf6c08d, 0xdd7a30, 0x97400b}};
static const uint32_t on_dark[2][STOPS] = {{0x32353c, 0x2f5b86, 0x4a93cf, 0xa5d6ff},
                                           {0x32353c, 0x80502b, 0xcf8038, 0xffcf94}};

static rn_rgba color_of_shade(const void *arm, int shade)
{
    const uint32_t *stops = arm;
    double at = (double)shade / SHADES * (STOPS - 1);
    int i = at < STOPS - 1 ? (int)at : STOPS - 2;
    return rn_color_mix(RN_RGB(stops[i]), RN_RGB(stops[i + 1]), at - i);
}

rn_rgba rn_diff_fill(double change, bool dark)
{
    const uint32_t(*arms)[STOPS] = dark ? on_dark : on_light;
    double size = isnan(change) ? 0 : fmin(fabs(change), 1);
    int shade = (int)round(sqrt(size) * SHADES);
    return rn_color_of_step(color_of_shade, arms[change > 0], shade, SHADES,
                            rn_color_side(color_of_shade(arms[0], shade)));
}
