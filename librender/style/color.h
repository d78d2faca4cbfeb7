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
/* Black where that has a contrast of at least 4.5:1 on `behind`, else white, which then has; as soft as that
 * allows. */
rn_rgba rn_color_readable(rn_rgba behind);
/* Whether text on it is white (-1) or black (1). */
int rn_color_side(rn_rgba fill);
/* A step of a scale, and how to get its colour. */
typedef rn_rgba rn_color_step(const void *scale, int step);
/* The colour of a step of a monotone scale of steps 0 … last, or of the nearest one of that side whose luminance is not
 * so near to the other that two fills look equal and their texts do not. */
rn_rgba rn_color_of_step(rn_color_step *color, const void *scale, int step, int last, int side);
/* A line inside of `fill`: mixed from it and what is readable on it, as soft as a contrast of 3:1 allows. */
rn_rgba rn_color_outline(rn_rgba fill);

#endif
