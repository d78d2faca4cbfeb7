/* Flame graph and icicle: rows of boxes, as wide as their share of the total.  The flame graph grows
 * upwards from the total at the bottom, the icicle hangs from the total at the top. */
#include <math.h>

#include "view/panels.h"
#include "view/rows.h"
#include "view/sandwich.h"

static const char *title_of(const render_draw_options *options, bool upwards)
{
    if (options->in_order)
        return "Flame chart";
    return upwards ? "Flame graph" : "Icicle";
}

static void put_legend(rn_buffer *legend, const rn_cells *cells, const rn_rows *r)
{
    legend->size = 0;
    rn_put_cells_totals(legend, cells);
    rn_put_cells_legend(legend, cells, r->upwards ? "the one below it" : "the one above it",
                        "its width is its share");
    if (rn_row_heights_differ(&r->heights))
        rn_put_lower_rows(legend);
}

/* ---- pages ------------------------------------------------------------------------------------ */

/* Rows for text of 8 pt, and rows that look well on a page with room for more, px. */
static const double LEAST_ROW = 15.3, LARGEST_ROW = 28;

/* Finds the height of rows so that the picture is as high as the page; what has no room is folded.  Sets the top
 * of the rows, and in *legend_top that of the legend. */
static render_status fit_page(rn_rows *r, rn_cells *cells, rn_cells_room *room, rn_buffer *legend,
                              double *legend_top, rn_report *report)
{
    const render_draw_options *options = cells->input->options;
    uint32_t rows = cells->partition.depth + 1, most = rows;
    double head = 0, height = 0;
    /* the legend of what is folded may be longer */
    for (int tries = 0; tries < 4 && report->error.status == RENDER_OK; tries++) {
        rn_furniture_room around = rn_furniture_measure(cells->scene, cells->input, &cells->tint,
                                                        legend, options->page_width);
        head = around.head;
        *legend_top = options->page_height - around.legend;
        height = fmax(*legend_top - head, LEAST_ROW);
        most = (uint32_t)fmax(height / LEAST_ROW, 1);
        rows = cells->partition.depth + 1;
        if (rows <= most)
            break;
        room->folds = most > 2;
        room->rows = most > 2 ? most - 2 : most - 1;
        if (rn_cells_refit(cells, room, report) == RENDER_OK)
            put_legend(legend, cells, r);
    }
    r->heights = rn_row_heights_equal(fmin(height / rows, LARGEST_ROW), rows);
    r->font_size = fmin(options->font_size, r->heights.row * 0.7);
    r->top = r->upwards ? *legend_top - rn_rows_height(r, cells) : head;
    return report->error.status;
}

/* ---- the whole -------------------------------------------------------------------------------- */

static render_status draw(rn_rows *r, rn_cells *cells, rn_cells_room *room, bool upwards,
                          rn_report *report)
{
    const rn_view_input *input = cells->input;
    bool is_page = input->options->page_width > 0;
    double width = r->width + 2 * RN_MARGIN, bottom = 0;
    rn_buffer legend = {0};
    rn_rows_size(r, input, cells->partition.depth);
    if (!is_page)
        rn_rows_lower(r, cells, rn_rows_most(r->width));
    put_legend(&legend, cells, r);
    if (is_page)
        fit_page(r, cells, room, &legend, &bottom, report);
    if (report->error.status == RENDER_OK) {
        double head =
            rn_furniture_head(cells->scene, input, title_of(input->options, upwards), width);
        if (!is_page) {
            r->top = head;
            bottom = head + rn_rows_height(r, cells);
        }
        rn_rows_draw(r, cells);
        rn_cells_tell(cells, "rows",
                      (rn_live_number[]){{"left", r->left}, {"width", r->width}, {"flips", 1}}, 3);
        rn_furniture_legend(cells->scene, input, &cells->tint, &legend, bottom, width);
        if (is_page)
            cells->scene->height = input->options->page_height;
    }
    rn_buffer_finish(&legend);
    return report->error.status;
}

static double width_of_rows(const rn_view_input *input)
{
    return fmax(rn_view_width(input), 100) - 2 * RN_MARGIN;
}

static render_status layout(rn_scene *scene, const rn_view_input *input, rn_report *report,
                            bool upwards)
{
    const render_draw_options *options = input->options;
    bool by_name = upwards; /* the flame graph's order, also when it hangs */
    upwards = upwards && !options->inverted;
    rn_rows r = {.left = RN_MARGIN, .width = width_of_rows(input), .upwards = upwards};
    rn_cells cells;
    rn_cells_room room = {.width_px = r.width,
                          .rows = RN_ROWS_MAX,
                          .order = by_name ? RENDER_ORDER_NAME : RENDER_ORDER_WEIGHT};
    if (options->page_width > 0 && (options->sandwich || options->panels))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "neither panels nor a sandwich can be fitted to a page");
    if (options->sandwich)
        return rn_layout_sandwich(scene, input, &room, report);
    if (options->panels)
        return rn_layout_panels(scene, input, &room, &r, report);
    if (rn_cells_init(&cells, scene, input, &room, report) == RENDER_OK)
        draw(&r, &cells, &room, upwards, report);
    rn_cells_finish(&cells);
    return report->error.status;
}

double rn_rows_least_share(const rn_view_input *input)
{
    double width = width_of_rows(input);
    bool needs_all = input->options->sandwich || input->options->panels;
    return needs_all ? 0 : rn_cells_least_share(input->options, width);
}

render_status rn_layout_flame(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    return layout(scene, input, report, true);
}

render_status rn_layout_icicle(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    return layout(scene, input, report, false);
}
