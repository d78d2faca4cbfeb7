/* Colours as 0xRRGGBBAA, and the arithmetic of contrast (WCAG 2.1: relative luminance and contrast
 * ratio). */
#ifndef RN_COLOR_H
#define RN_COLOR_H

#include <stdint.h>

typedef uint32_t rn_rgba;

#define RN_RGB(hex) ((rn_rgba)(hex) << 8 | 0xff)

typedef struct rn_paint {
    rn_rgba light, dark; /* what to use on a light and on a dark page */
} rn_paint;

/* From channels in 0 … 1, each rounded as trunc(255 c + 0.5). */
rn_rgba rn_color_from_rgb(double red, double green, double blue);
/* Hue in turns (0 … 1), saturation and lightness in 0 … 1 (CSS Color 3). */
rn_rgba rn_color_from_hsl(double hue, double saturation, double lightness);
/* The same with each channel raised to `gamma` before it is rounded. */
rn_rgba rn_color_from_hsl_gamma(double hue, double saturation, double lightness, double gamma);
/* Linear mix in sRGB, t from 0 (a) to 1 (b). */
rn_rgba rn_color_mix(rn_rgba a, rn_rgba b, double t);
double rn_color_luminance(rn_rgba color);
/* 1 … 21. */
double rn_color_contrast(rn_rgba a, rn_rgba b);
/* Near-black or near-white where that suffices, else black or white: always at least 4.5:1 on
 * `behind`. */
rn_rgba rn_color_readable(rn_rgba behind);
/* A line inside of `fill`: mixed from it and what is readable on it, as soft as a contrast of 3:1 allows. */
rn_rgba rn_color_outline(rn_rgba fill);

#endif
