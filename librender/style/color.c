/* Colour arithmetic: CSS Color 3 for HSL, WCAG 2.1 for luminance and contrast. */
#include "style/color.h"

#include <math.h>
#include <stdbool.h>

static uint32_t byte_of(double channel)
{
    return channel <= 0 ? 0 : channel >= 1 ? 255 : (uint32_t)(255 * channel + 0.5);
}

static uint32_t channel_of(rn_rgba color, int shift)
{
    return color >> shift & 0xff;
}

rn_rgba rn_color_from_rgb(double red, double green, double blue)
{
    return byte_of(red) << 24 | byte_of(green) << 16 | byte_of(blue) << 8 | 0xff;
}

static double hue_to_rgb(double low, double high, double hue)
{
    hue -= floor(hue);
    if (hue * 6 < 1)
        return low + (high - low) * hue * 6;
    if (hue * 2 < 1)
        return high;
    if (hue * 3 < 2)
        return low + (high - low) * (2.0 / 3.0 - hue) * 6;
    return low;
}

rn_rgba rn_color_from_hsl(double hue, double saturation, double lightness)
{
    return rn_color_from_hsl_gamma(hue, saturation, lightness, 1);
}

rn_rgba rn_color_from_hsl_gamma(double hue, double saturation, double lightness, double gamma)
{
    double high = lightness <= 0.5 ? lightness * (saturation + 1)
                                   : lightness + saturation - lightness * saturation;
    double low = lightness * 2 - high, rgb[3];
    for (int i = 0; i < 3; i++) {
        rgb[i] = hue_to_rgb(low, high, hue + (1 - i) / 3.0);
        if (gamma != 1)
            rgb[i] = pow(fmax(rgb[i], 0), gamma);
    }
    return rn_color_from_rgb(rgb[0], rgb[1], rgb[2]);
}

rn_rgba rn_color_mix(rn_rgba a, rn_rgba b, double t)
{
    rn_rgba mixed = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        double from = channel_of(a, shift), to = channel_of(b, shift);
        mixed |= (uint32_t)(from + (to - from) * fmin(fmax(t, 0), 1) + 0.5) << shift;
    }
    return mixed;
}

static double linear(uint32_t byte)
{
    double c = byte / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double rn_color_luminance(rn_rgba color)
{
    return 0.2126 * linear(channel_of(color, 24)) + 0.7152 * linear(channel_of(color, 16)) +
           0.0722 * linear(channel_of(color, 8));
}

double rn_color_contrast(rn_rgba a, rn_rgba b)
{
    double first = rn_color_luminance(a) + 0.05, second = rn_color_luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

/* One of them always has a contrast of at least 4.5: where black has less, white has 4.66.  Between those that have,
 * soft ones come first, and dark ones, so that there is only one luminance at which text turns from one to the other. */
rn_rgba rn_color_readable(rn_rgba behind)
{
    static const rn_rgba inks[] = {RN_RGB(0x1c1c1c), RN_RGB(0x101010), RN_RGB(0x000000),
                                   RN_RGB(0xfafafa), RN_RGB(0xffffff)};
    enum { COUNT = sizeof inks / sizeof *inks };
    int i = 0;
    while (i + 1 < COUNT && rn_color_contrast(inks[i], behind) < 4.5)
        i++;
    return inks[i];
}

/* Below 0.175 black has less than 4.5:1. */
static const double TURN = 0.175, TURN_BEGINS = 0.155, TURN_ENDS = 0.205;

int rn_color_side(rn_rgba fill)
{
    return rn_color_luminance(fill) < TURN ? -1 : 1;
}

static bool is_clear(rn_rgba fill, int side)
{
    double luminance = rn_color_luminance(fill);
    return side < 0 ? luminance <= TURN_BEGINS : luminance >= TURN_ENDS;
}

rn_rgba rn_color_of_step(rn_color_step *color, const void *scale, int step, int last, int side)
{
    rn_rgba fill = color(scale, step);
    for (int away = 0; away <= last; away++)
        for (int sense = -1; sense <= 1; sense += 2) {
            int other = step + sense * away;
            rn_rgba found = other < 0 || other > last ? fill : color(scale, other);
            if (is_clear(found, side))
                return found;
        }
    return fill;
}

rn_rgba rn_color_outline(rn_rgba fill)
{
    static const double softest = 0.55, step = 0.05;
    rn_rgba ink = rn_color_readable(fill);
    for (double t = softest; t < 1; t += step) {
        rn_rgba line = rn_color_mix(fill, ink, t);
        if (rn_color_contrast(line, fill) >= 3)
            return line;
    }
    return ink;
}
