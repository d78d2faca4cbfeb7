/* How wide text is.  The one that pictures use asks the fonts; the fixed one, for tests of layout,
 * counts 0.6 em a character and needs no font. */
#ifndef RN_MEASURE_H
#define RN_MEASURE_H

#include "base/bytes.h"
#include "base/report.h"

typedef struct rn_measure rn_measure;

/* NULL after a failure, which the report then tells.  `font` is a list of families, NULL or "" the default,
 * "fixed" the fixed one. */
rn_measure *rn_measure_new(const char *font, rn_report *report);
/* NULL when memory is out. */
rn_measure *rn_measure_new_fixed(void);
void rn_measure_free(rn_measure *measure);

/* The advance of `text` in px at `size` px.  Cached by text and weight. */
double rn_measure_width(rn_measure *measure, rn_bytes text, double size, bool bold);

/* Whether memory ran out, so that widths were slow to come by, or not those of the font. */
bool rn_measure_failed(const rn_measure *measure);

/* The families to draw with. */
const char *rn_measure_font(const rn_measure *measure);

#endif
