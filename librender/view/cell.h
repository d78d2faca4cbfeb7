/* What flame graph, icicle and sunburst have in common around their cells: from the profile to the
 * partition, colours, labels, tooltips, legend. */
#ifndef RN_CELL_H
#define RN_CELL_H

#include "view/furniture.h"
#include "view/partition.h"
#include "view/tint.h"
#include "view/view_tree.h"

/* What the cells of a view are called, and what of the whole tells shares. */
typedef struct rn_cell_words {
    const char *one, *many;
    const char *each; /* at the beginning of a sentence */
    const char *whole, *extent;
} rn_cell_words;

extern const rn_cell_words rn_boxes, rn_pieces;

typedef struct rn_cells {
    const rn_view_input *input;
    rn_scene *scene;
    rn_tree *tree;
    double whole; /* what shares are of; 0: what the profile holds */
    double held;  /* what the profile holds; the whole may stand for more: options->total */
    rn_graph *graph;
    rn_partition partition;
    rn_tint tint;
    const rn_cell_words *words;
    const char *root;       /* what the whole is called */
    uint32_t root_function; /* whose colour it has; RN_NONE: none */
    bool is_named;          /* it is what the picture is about */
    uint8_t *ambiguous;     /* [function] */
    bool *is_told;          /* [function]: a tooltip said what it costs everywhere */
    double width_px;        /* what the whole spans at its widest */
    bool has_plain_edges;   /* estimated cells have no outline of their own */
    uint32_t *places;       /* [function]: when its name first appeared; NULL: not asked for */
    uint64_t *path;         /* [cell]: hash of the names from the root down, for stable ids */
    rn_buffer label, shortened, fitted, tooltip;
} rn_cells;

/* What a view has room for. */
typedef struct rn_cells_room {
    double width_px; /* what the whole total spans at its widest */
    uint32_t rows;   /* drawn at most, when options->max_depth does not say */
    bool has_plain_edges;
    bool folds;         /* below the last row, a row of '… more' cells */
    double busy;        /* then, too: no rows beyond the last one that is filled to this share */
    render_order order; /* when options->order does not say */
    const rn_cell_words *words; /* NULL: rn_boxes */
    rn_tree *tree;              /* is taken over, also on failure; NULL: that of the metric */
    const char *root;           /* what the whole is called; NULL: "all" */
    uint32_t root_function;     /* with a name: whose colour it has; RN_NONE: none */
    double whole;               /* of a part: what shares are of */
    uint64_t seed;              /* another one for each partition of a picture: parts its ids */
} rn_cells_room;

/* The share of the whole that a cell has at least, when that spans `width_px`, and below which nothing is told of
 * others; 0: their callees count, too. */
double rn_cells_least_share(const render_draw_options *options, double width_px);

render_status rn_cells_init(rn_cells *cells, rn_scene *scene, const rn_view_input *input,
                            const rn_cells_room *room, rn_report *report);
/* Makes other cells of the same tree: for a room that turned out to be smaller. */
render_status rn_cells_refit(rn_cells *cells, const rn_cells_room *room, rn_report *report);
void rn_cells_finish(rn_cells *cells);

/* Opens the scene group of a cell, with its tooltip, class and id. */
void rn_cell_open(rn_cells *cells, size_t index);

/* What a node of the tree costs; of a comparison: now. */
double rn_cell_total(const rn_cells *cells, uint32_t node);

/* How a cell is filled, and outlined when it is highlighted, estimated or, in a comparison, new. */
rn_paint rn_cell_fill(const rn_cells *cells, size_t index);
/* What SnakeViz' style gives to the function that appears so late. */
rn_paint rn_cell_place_paint(uint32_t place);
void rn_cell_mark(const rn_cells *cells, size_t index, rn_paint fill, rn_item *item);

/* Whether it is a function that is highlighted, or the one that the picture is about; of a comparison, one that was
 * not there before or that is no longer there. */
bool rn_cell_stands_out(const rn_cells *cells, size_t index);
bool rn_cell_is_new(const rn_cells *cells, size_t index);
bool rn_cell_is_gone(const rn_cells *cells, size_t index);

/* The label that fits into `width` px at `size` px (bold where it is highlighted), borrowed until the next
 * call; its measured width in *measured (0: nothing fits). */
rn_bytes rn_cell_label(rn_cells *cells, size_t index, double size, double width, double *measured);

/* Appends what the function of a node costs in the whole profile, in lines of a tooltip. */
void rn_cell_put_everywhere(const rn_cells *cells, rn_buffer *out, uint32_t node);

/* Tells the script of an interactive picture of all cells, with `count` numbers of the view's own. */
typedef struct rn_live_number {
    const char *key;
    double value;
} rn_live_number;

void rn_cells_tell(rn_cells *cells, const char *view, const rn_live_number *numbers, size_t count);

/* SnakeViz' label: "base.py:12(f)", and on a line of its own what it costs. */
rn_bytes rn_cell_place_label(rn_cells *cells, size_t index, double size, double width,
                             double *measured);
rn_bytes rn_cell_cost_label(rn_cells *cells, size_t index, double size, double width,
                            double *measured);

/* The lines of the legend: totals, what a cell is (a function, called by "the one below it"; "its width is its share"),
 * and notes: what was left out, is estimated, new, highlighted. */
void rn_put_cells_totals(rn_buffer *legend, const rn_cells *cells);
void rn_put_cells_legend(rn_buffer *legend, const rn_cells *cells, const char *neighbour,
                         const char *measure);
void rn_put_cells_notes(rn_buffer *legend, const rn_cells *cells);
/* Of the notes, what is new or vanished, what is highlighted, what an estimate is, and what was left out. */
void rn_put_cells_states(rn_buffer *legend, bool any_new, bool any_gone);
bool rn_cells_have_new(const rn_cells *cells);
bool rn_cells_have_gone(const rn_cells *cells);
void rn_put_cells_estimate(rn_buffer *legend, bool has_plain_edges);
bool rn_cells_have_cycles(const rn_cells *cells);
void rn_put_cells_cycles(rn_buffer *legend, bool has_plain_edges);
void rn_put_cells_highlight(rn_buffer *legend, const rn_cells *cells);
/* What a partition left out.  Its shares are of `part` of the total; children are callers if `has_callers`, and the
 * tree had no nodes for what is below `min_share`. */
typedef struct rn_left_out {
    const rn_cell_words *words;
    const rn_partition *partition;
    double part, min_share;
    bool has_callers;
} rn_left_out;

void rn_put_left_out(rn_buffer *legend, const rn_left_out *what);
void rn_put_cells_left_out(rn_buffer *legend, const rn_cells *cells, bool has_callers);
/* What highlighted functions cost with all that they call; of nested ones the outermost counts.  Negative when
 * memory is out. */
double rn_cells_highlighted(const rn_cells *cells);

#endif
