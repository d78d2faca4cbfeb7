/* Folded stacks for a picture of wide boxes: render_read_options.least_share.  Whole numbers in files of some size, without
 * labels or an order; everything else is read as usual. */
#ifndef RN_FOLDED_WIDE_H
#define RN_FOLDED_WIDE_H

#include "read/frame_text.h"

/* What the file holds. */
typedef struct rn_folded_kind {
    rn_bytes metric, unit;
    rn_frame_text (*parse)(rn_bytes frame);
    double factor; /* of the numbers */
} rn_folded_kind;

/* What was read. */
typedef struct rn_folded_sums {
    double sum;     /* of the numbers */
    uint64_t lines; /* with stacks */
} rn_folded_sums;

/* Reads all of the input.  False when it is not of that sort: then nothing was read.  Errors are in the report. */
bool rn_folded_wide_read(const rn_folded_kind *kind, rn_bytes input, rn_builder *builder,
                         rn_report *report, rn_folded_sums *sums);

#endif
