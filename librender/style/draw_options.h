/* Whether a picture can be drawn by its options. */
#ifndef RN_DRAW_OPTIONS_H
#define RN_DRAW_OPTIONS_H

#include "base/report.h"

/* RENDER_ERROR_ARGUMENT for numbers out of range, enumerators and texts that do not exist, and what does not go
 * together.  Names of themes, colour maps and metrics are looked up later. */
render_status rn_draw_options_check(const render_draw_options *options, rn_report *report);

#endif
