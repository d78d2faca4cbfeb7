/* Looks: page colours by theme, and value → colour by colour map. */
#ifndef RN_THEME_H
#define RN_THEME_H

#include "librender.h"
#include "style/palette.h"

/* One side (light or dark) of a look. */
typedef struct rn_scheme {
    rn_rgba background, text, muted, rule, more_fill, more_text;
} rn_scheme;

typedef struct rn_theme {
    const rn_scheme *light; /* used where the page is light, or always */
    const rn_scheme *dark;  /* the same as light unless the theme is automatic */
    const char *colormap;   /* its default */
} rn_theme;

/* A page colour by name, or as #rrggbb; false when it is none. */
bool rn_page_color(const char *name, rn_rgba *out);

/* The scheme on a page of another colour: what could no longer be read there is black or white. */
rn_scheme rn_scheme_on(const rn_scheme *scheme, rn_rgba background);

/* A band across the page on which its text can be read. */
rn_rgba rn_scheme_band(const rn_scheme *scheme);

extern const render_info rn_theme_infos[];
extern const rn_theme rn_themes[]; /* in the same order */
extern const size_t rn_theme_count;
const rn_theme *rn_theme_find(const char *name); /* NULL name: the first */

/* A colour map gives a fill for weights in 0 … 1, or is a palette. */
typedef struct rn_colormap {
    rn_rgba (*fill)(double weight, bool dark); /* NULL for palettes */
    bool outline;       /* draw outlines and text in the colour, no fill (gprof2dot's print) */
    rn_palette palette; /* functions are coloured by name; RN_PALETTE_NONE: by weight */
} rn_colormap;

extern const render_info rn_colormap_infos[];
extern const rn_colormap rn_colormaps[]; /* in the same order */
extern const size_t rn_colormap_count;
const rn_colormap *rn_colormap_find(const char *name); /* NULL when there is none */
const char *rn_colormap_title(const rn_colormap *map);

/* The fill of a weight; of a palette a shade of its first hue. */
rn_rgba rn_colormap_fill(const rn_colormap *map, double weight, bool dark);

/* gprof2dot's skew: (skew^w - 1)/(skew - 1), w for a skew of 1 (or not above 0). */
double rn_skew(double weight, double skew);

#endif
