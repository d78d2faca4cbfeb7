/* What a legend says of colours: their title, and what the steps of a scale look like. */
#ifndef RN_COLOR_LEGEND_H
#define RN_COLOR_LEGEND_H

#include "view/color_key.h"

const char *rn_color_title(const rn_tint *tint);

/* Whether colours tell shares or calls, from none to all. */
bool rn_color_has_scale(const rn_tint *tint);

/* Appends what stands at both ends of that scale. */
void rn_color_put_ends(const rn_tint *tint, rn_buffer *least, rn_buffer *most);

/* Appends how many groups have no item of the key: "… 129 more modules"; nothing where all have one. */
void rn_color_put_more(const rn_tint *tint, const rn_color_key *key, rn_buffer *out);

/* What stands at `at` (0 to 1) of that scale, or of changes from less to more. */
rn_paint rn_color_at(const rn_tint *tint, double at);

#endif
