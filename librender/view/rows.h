/* Cells as rows of boxes: what flame graphs and icicles are made of. */
#ifndef RN_ROWS_H
#define RN_ROWS_H

#include <math.h>

#include "view/cell.h"
#include "view/row_heights.h"

/* Rows drawn when max_depth does not say: as many as a raster of 32,767 pixels can hold. */
enum { RN_ROWS_MAX = 1500 };

/* How high rows may be in all until some of them get lower: for a picture so wide, or a screen. */
static inline double rn_rows_most(double width)
{
    return fmin(0.75 * width, 900);
}

typedef struct rn_rows {
    double left, top, width; /* of all boxes */
    rn_row_heights heights;
    double font_size;
    bool upwards;   /* the whole is the lowest row */
    bool skip_root; /* it is not drawn: something else stands there */
} rn_rows;

/* Height and font as the options have them; in SnakeViz' manner for `levels` rows. */
void rn_rows_size(rn_rows *rows, const rn_view_input *input, uint32_t levels);

/* Makes rows that are hardly filled lower, if all of the cells would be higher than `most` otherwise.  Not in
 * interactive pictures, whose rows are as wide as what is zoomed to, nor in SnakeViz' manner. */
void rn_rows_lower(rn_rows *rows, const rn_cells *cells, double most);

/* How high all rows of the cells are. */
double rn_rows_height(const rn_rows *rows, const rn_cells *cells);

void rn_rows_draw(const rn_rows *rows, rn_cells *cells);

#endif
