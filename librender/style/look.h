/* The theme and the colour map of one picture. */
#ifndef RN_LOOK_H
#define RN_LOOK_H

#include "base/report.h"
#include "style/theme.h"

typedef struct rn_look {
    const rn_theme *theme;
    const rn_colormap *colormap;
    rn_theme own; /* perhaps on a page of another colour */
    rn_scheme page;
} rn_look;

/* Finds what the options name; *out must stay where it is. */
render_status rn_look_find(rn_look *out, const render_draw_options *options, rn_report *report);

#endif
