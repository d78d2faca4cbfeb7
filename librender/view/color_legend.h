/* What a legend says of colours: their title, and what the steps of a scale look like. */
#ifndef RN_COLOR_LEGEND_H
#define RN_COLOR_LEGEND_H

#include "view/tint.h"

const char *rn_color_title(const rn_tint *tint);

/* Whether colours tell shares, from 0 to 100 %. */
bool rn_color_has_scale(const rn_tint *tint);

/* What stands at `at` (0 to 1) of the scale of shares, or of changes from less to more. */
rn_paint rn_color_at(const rn_tint *tint, double at);

#endif
