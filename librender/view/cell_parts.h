/* What the files of cells share. */
#ifndef RN_CELL_PARTS_H
#define RN_CELL_PARTS_H

#include "view/cell.h"

/* Whether it is a comparison. */
bool rn_cells_compare(const rn_cells *cells);
rn_bytes rn_cells_unit(const rn_cells *cells);
/* What the whole profile costs, or is said to. */
double rn_cells_recorded(const rn_cells *cells);
/* What boxes are shares of, in labels and tooltips; of a comparison also before. */
double rn_cells_whole(const rn_cells *cells);
double rn_cells_base_whole(const rn_cells *cells);
/* Of RN_NODE_…. */
uint8_t rn_cell_flags(const rn_cells *cells, size_t index);

void rn_put_cell_tooltip(const rn_cells *cells, rn_buffer *out, size_t index);
/* `what`, then the change in the metric's unit and as a share of what it was. */
void rn_put_cell_change(const rn_cells *cells, rn_buffer *out, const char *what, double now,
                        double base);

#endif
