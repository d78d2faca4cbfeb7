/* How high rows are: all the same, except for the outermost ones of a high picture, in which little is drawn. */
#ifndef RN_ROW_HEIGHTS_H
#define RN_ROW_HEIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* A row is said to be filled from this share of the first row's width on. */
#define RN_ROW_FILLED 0.08

typedef struct rn_row_heights {
    double row, low;   /* px */
    uint32_t low_from; /* the first row that is low */
    uint32_t count;
} rn_row_heights;

/* All of the same height. */
rn_row_heights rn_row_heights_equal(double row, uint32_t count);

/* Those behind the first `filled` ones are as much lower, down to a third, as it takes for all of them to be no
 * higher than `most`. */
rn_row_heights rn_row_heights_fit(double row, uint32_t count, uint32_t filled, double most);

/* From the edge at which the first row is to the nearer edge of row `index`; at `count`, of all rows. */
double rn_row_start(const rn_row_heights *heights, uint32_t index);
double rn_row_height(const rn_row_heights *heights, uint32_t index);

/* Whether any row is low, and whether text of this size fits into row `index`. */
bool rn_row_heights_differ(const rn_row_heights *heights);
bool rn_row_holds(const rn_row_heights *heights, uint32_t index, double font_size);

/* Says in a legend that some are. */
void rn_put_lower_rows(rn_buffer *legend);

#endif
