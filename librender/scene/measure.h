/* How wide text is.  The one that pictures use asks pango; the fixed one, for tests of layout,
 * counts 0.6 em a character and needs no font. */
#ifndef RN_MEASURE_H
#define RN_MEASURE_H

#include "base/bytes.h"

typedef struct rn_measure rn_measure;

/* NULL when memory is out.   `font` is a list of families, NULL or "" the default, "fixed" the fixed
 * one. */
rn_measure *rn_measure_new(const char *font);
rn_measure *rn_measure_new_fixed(void);
void rn_measure_free(rn_measure *measure);

/* The advance of `text` in px at `size` px.  Cached by text and weight. */
double rn_measure_width(rn_measure *measure, rn_bytes text, double size, bool bold);

/* Whether memory ran out for the cache: the widths were right, only slow to come by. */
bool rn_measure_failed(const rn_measure *measure);

/* The families to draw with. */
const char *rn_measure_font(const rn_measure *measure);

#endif
