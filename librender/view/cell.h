/* What flame graph, icicle and sunburst have in common around their cells: from the profile to the
 * partition, colours, labels, tooltips, legend. */
#ifndef RN_CELL_H
#define RN_CELL_H

#include "view/furniture.h"
#include "view/partition.h"
#include "view/tint.h"

typedef struct rn_cells {
    const rn_view_input *input;
    rn_scene *scene;
    rn_tree *tree;
    double held; /* what the profile holds; the whole may stand for more: options->total */
    rn_graph *graph;
    rn_partition partition;
    rn_tint tint;
    bool *ambiguous; /* [function] */
    uint64_t *path;  /* [cell]: hash of the names from the root down, for stable ids */
    rn_buffer label, fitted, tooltip;
} rn_cells;

/* What a view has room for. */
typedef struct rn_cells_room {
    double width_px;    /* what the whole total spans at its widest */
    uint32_t rows;      /* drawn at most, when options->max_depth does not say */
    double busy;        /* then, too: no rows beyond the last one that is filled to this share */
    render_order order; /* when options->order does not say */
} rn_cells_room;

render_status rn_cells_init(rn_cells *cells, rn_scene *scene, const rn_view_input *input,
                            const rn_cells_room *room, rn_report *report);
void rn_cells_finish(rn_cells *cells);

/* Opens the scene group of a cell, with its tooltip, class and id. */
void rn_cell_open(rn_cells *cells, size_t index);

/* What a node of the tree costs; of a comparison: now. */
double rn_cell_total(const rn_cells *cells, uint32_t node);

/* How a cell is filled, and outlined when it is estimated. */
rn_paint rn_cell_fill(const rn_cells *cells, size_t index);
void rn_cell_mark(const rn_cells *cells, size_t index, rn_paint fill, rn_item *item);

/* The label that fits into `width` px at `size` px, borrowed until the next call; its measured width
 * in *measured (0: nothing fits). */
rn_bytes rn_cell_label(rn_cells *cells, size_t index, double size, double width, double *measured);

/* Appends what the function of a node costs in the whole profile, in lines of a tooltip. */
void rn_cell_put_everywhere(const rn_cells *cells, rn_buffer *out, uint32_t node);

/* Tells the script of an interactive picture of all cells, with `count` numbers of the view's own. */
typedef struct rn_live_number {
    const char *key;
    double value;
} rn_live_number;

void rn_cells_tell(rn_cells *cells, const char *view, const rn_live_number *numbers, size_t count);

/* The lines of the legend; `what` says what a cell is ("Each box is a function, …; its
 * width is its share"). */
void rn_put_cells_legend(rn_buffer *legend, const rn_cells *cells, const char *what);

#endif
