/* A box has its label at its left; in SnakeViz' manner in its middle, in two lines. */
#include "view/rows.h"

#include <math.h>

#include "base/grow.h"
#include "scene/fit.h"

/* Room that a label leaves at each side. */
static const double PAD = 3.5;

static const double HATCH_STEP = 7;

/* As many as are told apart in one box. */
enum { HATCHES_MAX = 400 };

void rn_rows_size(rn_rows *rows, const rn_view_input *input, uint32_t levels)
{
    const render_draw_options *options = input->options;
    bool is_snakeviz = options->style == RENDER_STYLE_SNAKEVIZ;
    double row = fmax(options->row_height, 4);
    if (is_snakeviz)
        row = fmax(row, fmin(rows->width * 0.5 / (levels + 1), 64));
    rows->heights = rn_row_heights_equal(row, levels + 1);
    rows->font_size = fmin(is_snakeviz ? 15 : options->font_size, row * 0.7);
}

double rn_rows_height(const rn_rows *rows, const rn_cells *cells)
{
    return rn_row_start(&rows->heights, cells->partition.depth + 1);
}

void rn_rows_lower(rn_rows *rows, const rn_cells *cells, double most)
{
    const render_draw_options *options = cells->input->options;
    const rn_partition *partition = &cells->partition;
    if (options->interactive || options->style == RENDER_STYLE_SNAKEVIZ)
        return;
    rows->heights = rn_row_heights_fit(rows->heights.row, partition->depth + 1,
                                       rn_partition_busy_depth(partition, RN_ROW_FILLED) + 1, most);
}

/* ---- marks ------------------------------------------------------------------------------------ */

/* Slanted lines for what is no longer there, cut off at the box. */
static void hatch(rn_cells *cells, rn_paint fill, double x, double y, double width, double height)
{
    rn_path_step steps[2 * HATCHES_MAX];
    size_t count = 0;
    double step = fmax(HATCH_STEP, (width + height) / HATCHES_MAX);
    for (double at = step / 2; at < width + height && count + 2 <= 2 * HATCHES_MAX; at += step) {
        double right = fmin(at, width), low = fmin(at, height);
        steps[count++] = (rn_path_step){.op = RN_MOVE, .x = {x + right}, .y = {y + at - right}};
        steps[count++] = (rn_path_step){.op = RN_LINE, .x = {x + at - low}, .y = {y + low}};
    }
    rn_item *lines = rn_scene_path(cells->scene, steps, count, RN_NO_PAINT);
    rn_paint ink = rn_tint_readable(fill);
    lines->stroke =
        rn_scene_paint(cells->scene, (rn_paint){rn_color_mix(fill.light, ink.light, 0.35),
                                                rn_color_mix(fill.dark, ink.dark, 0.35)});
    lines->stroke_width = 1;
}

/* ---- labels ----------------------------------------------------------------------------------- */

static void put_text(rn_cells *cells, size_t index, double x, double y, double size,
                     rn_anchor anchor, rn_paint fill, rn_bytes label, double measured)
{
    rn_item *text =
        rn_scene_text(cells->scene, x, y, size, anchor,
                      rn_scene_paint(cells->scene, rn_tint_readable(fill)), label, measured);
    text->u.text.bold = rn_cell_stands_out(cells, index);
}

static void draw_label(const rn_rows *r, rn_cells *cells, size_t index, rn_paint fill, double x,
                       double y, double width)
{
    double measured;
    uint32_t row = cells->partition.cells[index].depth;
    if (!rn_row_holds(&r->heights, row, r->font_size))
        return;
    rn_bytes label = rn_cell_label(cells, index, r->font_size, width - 2 * PAD, &measured);
    double base = y + rn_row_height(&r->heights, row) / 2 + r->font_size * RN_TEXT_DROP;
    if (measured > 0)
        put_text(cells, index, x + PAD - 0.5, base, r->font_size, RN_START, fill, label, measured);
}

/* The cost has a line of its own where there is room for two. */
static void draw_centred_label(const rn_rows *r, rn_cells *cells, size_t index, rn_paint fill,
                               double x, double y, double width)
{
    double measured, size = r->font_size, middle = x + width / 2;
    bool is_function = index > 0 && !cells->partition.cells[index].more;
    bool two = is_function && r->heights.row >= 2.5 * size;
    double base = y + r->heights.row / 2 + size * (two ? -0.2 : RN_TEXT_DROP);
    if (width < 2 * size)
        return;
    rn_bytes label = rn_cell_place_label(cells, index, size, width - 2 * PAD, &measured);
    if (measured > 0)
        put_text(cells, index, middle, base, size, RN_MIDDLE, fill, label, measured);
    if (!two || measured <= 0)
        return;
    label = rn_cell_cost_label(cells, index, size, width - 2 * PAD, &measured);
    if (measured > 0)
        put_text(cells, index, middle, base + size * 1.2, size, RN_MIDDLE, fill, label, measured);
}

/* ---- boxes ------------------------------------------------------------------------------------ */

/* The upper edge of a row. */
static double top_of(const rn_rows *r, const rn_cells *cells, uint32_t row)
{
    if (!r->upwards)
        return r->top + rn_row_start(&r->heights, row);
    return r->top + rn_rows_height(r, cells) - rn_row_start(&r->heights, row + 1);
}

static void draw_box(const rn_rows *r, rn_cells *cells, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    double x = r->left + cell->from * r->width, width = (cell->to - cell->from) * r->width;
    double y = top_of(r, cells, cell->depth);
    double height = rn_row_height(&r->heights, cell->depth) - 1;
    rn_paint fill = rn_cell_fill(cells, index);
    /* a gap between neighbours, but never at the cost of the box itself */
    double gap = width > 3 ? 0.5 : width * 0.1;
    rn_cell_open(cells, index);
    rn_item *box =
        rn_scene_box(cells->scene, x, y, width - gap, height, rn_scene_paint(cells->scene, fill));
    box->u.box.radius = width > 8 ? 1.5 : 0;
    if (width > 4)
        rn_cell_mark(cells, index, fill, box);
    if (width > 4 && rn_cell_is_gone(cells, index))
        hatch(cells, fill, x, y, width - gap, height);
    if (cells->input->options->style == RENDER_STYLE_SNAKEVIZ)
        draw_centred_label(r, cells, index, fill, x, y, width);
    else
        draw_label(r, cells, index, fill, x, y, width);
    rn_scene_close(cells->scene);
}

void rn_rows_draw(const rn_rows *r, rn_cells *cells)
{
    for (size_t i = r->skip_root; i < cells->partition.count; i++)
        draw_box(r, cells, i);
}
