/* Flame graph and icicle: rows of boxes, as wide as their share of the total.  The flame graph grows
 * upwards from the total at the bottom, the icicle hangs from the total at the top. */
#include <math.h>

#include "view/cell.h"

/* Rows drawn when max_depth does not say: as many as a raster of 32,767 pixels can hold. */
enum { ROWS = 1500 };

typedef struct rows {
    double left, top, width, height; /* of all boxes */
    double row;                      /* height of one */
    double font_size;
    bool upwards;
} rows;

static void draw_box(rn_cells *cells, const rows *r, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    double x = r->left + cell->from * r->width, width = (cell->to - cell->from) * r->width;
    double y = r->top + r->row * cell->depth;
    if (r->upwards)
        y = r->top + r->height - r->row * (cell->depth + 1);
    rn_paint fill = rn_cell_fill(cells, index);
    /* a gap between neighbours, but never at the cost of the box itself */
    double gap = width > 3 ? 0.5 : width * 0.1;
    rn_cell_open(cells, index);
    rn_item *box = rn_scene_box(cells->scene, x, y, width - gap, r->row - 1,
                                rn_scene_paint(cells->scene, fill));
    box->u.box.radius = width > 8 ? 1.5 : 0;
    if (width > 4)
        rn_cell_mark(cells, index, fill, box);
    double measured;
    rn_bytes label = rn_cell_label(cells, index, r->font_size, width - 7, &measured);
    if (measured > 0)
        rn_scene_text(cells->scene, x + 3, y + r->row / 2 + r->font_size * 0.34, r->font_size,
                      RN_START, rn_scene_paint(cells->scene, rn_tint_readable(fill)), label,
                      measured);
    rn_scene_close(cells->scene);
}

static void draw_rows(rn_cells *cells, const rows *r)
{
    for (size_t i = 0; i < cells->partition.count; i++)
        draw_box(cells, r, i);
}

static const char *title_of(const render_draw_options *options, bool upwards)
{
    if (options->in_order)
        return "Flame chart";
    return upwards ? "Flame graph" : "Icicle";
}

static render_status layout(rn_scene *scene, const rn_view_input *input, rn_report *report,
                            bool upwards)
{
    const render_draw_options *options = input->options;
    double width = fmax(rn_view_width(input), 100);
    bool by_name = upwards; /* the flame graph's order, also when it hangs */
    upwards = upwards && !options->inverted;
    rows r = {.left = RN_MARGIN, .width = width - 2 * RN_MARGIN, .upwards = upwards};
    r.row = fmax(options->row_height, 4);
    r.font_size = fmin(options->font_size, r.row * 0.7);
    rn_cells cells;
    rn_buffer legend = {0};
    rn_cells_room room = {.width_px = r.width,
                          .rows = ROWS,
                          .order = by_name ? RENDER_ORDER_NAME : RENDER_ORDER_WEIGHT};
    if (rn_cells_init(&cells, scene, input, &room, report) == RENDER_OK) {
        r.height = r.row * (cells.partition.depth + 1);
        r.top = rn_furniture_head(scene, input, title_of(options, upwards), width);
        draw_rows(&cells, &r);
        rn_cells_tell(&cells, "rows",
                      (rn_live_number[]){{"left", r.left}, {"width", r.width}, {"flips", 1}}, 3);
        rn_put_cells_legend(&legend, &cells,
                            upwards ? "Each box is a function, called by the one below it; its "
                                      "width is its share"
                                    : "Each box is a function, called by the one above it; its "
                                      "width is its share");
        rn_furniture_legend(scene, input, &cells.tint, &legend, r.top + r.height, width);
    }
    rn_cells_finish(&cells);
    rn_buffer_finish(&legend);
    return report->error.status;
}

render_status rn_layout_flame(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    return layout(scene, input, report, true);
}

render_status rn_layout_icicle(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    return layout(scene, input, report, false);
}
