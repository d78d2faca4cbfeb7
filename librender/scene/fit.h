/* Text that must stay inside a width. */
#ifndef RN_FIT_H
#define RN_FIT_H

#include "base/buffer.h"
#include "scene/measure.h"

/* From the middle of a line of text down to its feet, in font sizes: what hangs below them, such as underscores,
 * stays clear of the edge. */
#define RN_TEXT_DROP 0.29

/* Puts into `out` (cleared first) as much of `text` as fits into `width` px, with an ellipsis where
 * something was left out, and returns the measured width; nothing and 0 when not even two
 * characters and the ellipsis fit.  Characters are never split. */
double rn_fit_text(rn_measure *measure, rn_bytes text, double size, bool bold, double width,
                   rn_buffer *out);

/* The name without what stands in its brackets if that does not fit, and with as few of its outermost qualifiers
 * given up as it takes to fit, or all of them: a method's name tells more than its arguments, or the packages it is
 * in.  It is a part of `name`, or of what is in `shortened` then. */
rn_bytes rn_fit_name(rn_measure *measure, rn_bytes name, double size, bool bold, double width,
                     rn_buffer *shortened);

#endif
