/* Colours that pictures and data files share: by name, and lines on a page. */
#ifndef RN_TONES_H
#define RN_TONES_H

#include "base/bytes.h"
#include "style/theme.h"

bool rn_scheme_is_dark(const rn_scheme *scheme);

/* A fill for a name: its hue is the name's, its lightness fits the page. */
rn_rgba rn_color_named(rn_bytes name, bool dark);

/* A fill for one of many under a name: the name's hue, in a shade of its own. */
rn_rgba rn_color_in_family(rn_bytes name, rn_bytes member, bool dark);

/* `color` of what stands back behind a highlight: most of the way to the page. */
rn_rgba rn_color_faded(rn_rgba color, const rn_scheme *scheme);

/* `color`, moved towards the text colour until it has a contrast of 3:1 on the page. */
rn_rgba rn_color_of_line(rn_rgba color, const rn_scheme *scheme);

#endif
