/* Sunburst: the total as a disc in the middle, one ring a level, clockwise from 12 o'clock.  All rings
 * are equally thick, so a level is read by counting; a label runs along the arc or along the radius,
 * whichever gives it more room. */
#include <math.h>

#include "style/units.h"
#include "view/cell.h"

static const double TURN = 6.283185307179586;
static const double FONT_SIZE = 11;
static const double THINNEST_RING = 20;
static const double MIDDLE = 40; /* at least, so that the total can be read */

typedef struct disc {
    double x, y;   /* centre */
    double radius; /* of the whole */
    double hole;   /* radius of the middle, which is the total */
    double ring;   /* thickness of one level */
} disc;

/* Where a level begins, counted from the centre. */
static double inner_radius(const disc *d, uint32_t depth)
{
    return depth ? d->hole + d->ring * (depth - 1) : 0;
}

/* Draws a straight label in the middle of a ring's sector, turned so that it never stands on its
 * head. */
static void draw_turned_label(rn_cells *cells, const disc *d, const rn_cell *cell, bool across,
                              rn_bytes label, double measured, uint32_t ink)
{
    double angle = (cell->from + cell->to) / 2 * TURN;
    double middle = inner_radius(d, cell->depth) + d->ring / 2;
    double turn = across ? angle : angle - TURN / 4;
    if (cos(turn) < 0)
        turn += TURN / 2;
    /* from the middle of the text's height down to its baseline */
    double drop = FONT_SIZE * 0.34;
    double x = d->x + middle * sin(angle) - drop * sin(turn);
    double y = d->y - middle * cos(angle) + drop * cos(turn);
    rn_item *text = rn_scene_text(cells->scene, x, y, FONT_SIZE, RN_MIDDLE, ink, label, measured);
    text->u.text.angle = turn;
}

/* The longest straight text of the font's height that fits across a ring's sector: its corners must
 * stay inside the outer circle and its sides inside the sector. */
static double tangent_room(const disc *d, const rn_cell *cell)
{
    double inner = inner_radius(d, cell->depth), outer = inner + d->ring;
    double middle = (inner + outer) / 2, half = FONT_SIZE * 0.6;
    if (d->ring < FONT_SIZE * 1.3)
        return 0;
    double top = middle + half;
    double by_circle = 2 * sqrt(fmax(outer * outer - top * top, 0));
    double bottom = fmax(middle - half, 0);
    double span = (cell->to - cell->from) * TURN;
    double by_side = span >= TURN / 2 ? by_circle : 2 * bottom * tan(span / 2);
    return fmin(by_circle, by_side) - 4;
}

static double radial_room(const disc *d, const rn_cell *cell)
{
    double inner = inner_radius(d, cell->depth);
    double span = (cell->to - cell->from) * TURN;
    double needed = FONT_SIZE * 1.25;
    /* the sector is narrowest at its inner arc: start where it is wide enough */
    if (span < TURN / 2 && 2 * (inner + 3) * tan(span / 2) < needed)
        return 0;
    return d->ring - 6;
}

static void draw_label(rn_cells *cells, const disc *d, size_t index, rn_paint fill)
{
    const rn_cell *cell = &cells->partition.cells[index];
    uint32_t ink = rn_scene_paint(cells->scene, rn_tint_readable(fill));
    double tangent = tangent_room(d, cell), radial = radial_room(d, cell), measured;
    bool across = tangent >= radial;
    rn_bytes label = rn_cell_label(cells, index, FONT_SIZE, across ? tangent : radial, &measured);
    if (measured > 0)
        draw_turned_label(cells, d, cell, across, label, measured, ink);
}

/* The middle names the total, in the largest size that fits. */
static void draw_centre(rn_cells *cells, const disc *d, rn_paint fill)
{
    const rn_profile *profile = cells->input->profile;
    rn_buffer text = {0};
    rn_put_value(&text, cells->held,
                 rn_profile_string(profile, profile->metrics[cells->input->metric].unit));
    rn_bytes label = rn_buffer_bytes(&text);
    double width = rn_measure_width(cells->input->measure, label, 1, true);
    double size = fmin((2 * d->hole - 10) / width, 20);
    if (size >= 6) {
        rn_item *item = rn_scene_text(cells->scene, d->x, d->y + size * 0.34, size, RN_MIDDLE,
                                      rn_scene_paint(cells->scene, rn_tint_readable(fill)), label,
                                      width * size);
        item->u.text.bold = true;
    }
    cells->scene->failed |= text.failed;
    rn_buffer_finish(&text);
}

static void draw_cell(rn_cells *cells, const disc *d, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    const rn_scheme *light = cells->input->theme->light, *dark = cells->input->theme->dark;
    rn_paint fill = rn_cell_fill(cells, index);
    rn_cell_open(cells, index);
    double inner = inner_radius(d, cell->depth);
    double outer = index ? inner + d->ring : d->hole;
    rn_item *sector = rn_scene_sector(cells->scene, d->x, d->y, inner, outer, cell->from * TURN,
                                      cell->to * TURN, rn_scene_paint(cells->scene, fill));
    double arc = (cell->to - cell->from) * TURN * outer;
    if (arc > 2) {
        sector->stroke =
            rn_scene_paint(cells->scene, (rn_paint){light->background, dark->background});
        sector->stroke_width = 0.75;
    }
    if (index)
        draw_label(cells, d, index, fill);
    else
        draw_centre(cells, d, fill);
    rn_scene_close(cells->scene);
}

render_status rn_layout_sunburst(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    double width = fmax(rn_view_width(input), 200);
    disc d = {.x = width / 2, .radius = width / 2 - RN_MARGIN};
    /* long thin rays would make all rings thin: the legend tells what lies beyond */
    rn_cells_room room = {.width_px = TURN * d.radius,
                          .rows = (uint32_t)(d.radius / THINNEST_RING) - 1,
                          .busy = 0.03,
                          .order = RENDER_ORDER_WEIGHT};
    rn_cells cells;
    rn_buffer legend = {0};
    if (rn_cells_init(&cells, scene, input, &room, report) == RENDER_OK) {
        uint32_t levels = cells.partition.depth;
        d.hole = fmax(d.radius / (levels + 1), fmin(MIDDLE, d.radius / 4));
        d.ring = (d.radius - d.hole) / (levels ? levels : 1);
        double top = rn_furniture_head(scene, input, "Sunburst", width);
        d.y = top + d.radius;
        for (size_t i = 0; i < cells.partition.count; i++)
            draw_cell(&cells, &d, i);
        rn_cells_tell(
            &cells, "rings",
            (rn_live_number[]){
                {"x", d.x}, {"y", d.y}, {"radius", d.radius}, {"hole", d.hole}, {"ring", d.ring}},
            5);
        rn_put_cells_legend(&legend, &cells,
                            "Each piece of a ring is a function, called by the one inside it; its "
                            "angle is its share");
        rn_furniture_legend(scene, input, &cells.tint, &legend, top + 2 * d.radius, width);
    }
    rn_cells_finish(&cells);
    rn_buffer_finish(&legend);
    return report->error.status;
}
