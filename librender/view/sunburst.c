/* Sunburst: the total as a disc in the middle, one ring a level, clockwise from 12 o'clock.  All rings
 * are equally thick, so a level is read by counting, or of equal area, so that a share is read by area; only where
 * much would lie beyond the last ring, those in the middle in which nearly everything runs are thin. */
#include <math.h>

#include "style/names.h"
#include "style/units.h"
#include "view/disc.h"

static const double THINNEST_RING = 20;
/* Where that would cut off more than such a share, rings have just enough room for labels. */
static const double MUCH_CUT = 0.2;
/* Where it still would, those in the middle have none, for functions that cost at least such a share, if there are so
 * many; on up to a share of the radius. */
static const double NEARLY_ALL = 0.95, THIN_SHARE = 0.35;
enum { THIN_RINGS_LEAST = 4 };
static const double MIDDLE = 40; /* at least, so that the total can be read */
static const double HATCH_STEP = 7;
static const double GAP_OF_ARC = 0.125;

/* As many as are told apart in one sector. */
enum { HATCHES_MAX = 200 };

/* ---- sectors ---------------------------------------------------------------------------------- */

/* Rays for what is no longer there. */
static void hatch(rn_cells *cells, const rn_disc *d, const rn_cell *cell, rn_paint fill)
{
    rn_path_step steps[2 * HATCHES_MAX];
    size_t count = 0;
    double inner = rn_disc_inner(d, cell->depth), outer = inner + rn_disc_thickness(d, cell->depth);
    double from = cell->from * RN_TURN, to = cell->to * RN_TURN;
    double step = fmax(HATCH_STEP / outer, (to - from) / HATCHES_MAX);
    for (double at = from + step / 2; at < to && count + 2 <= 2 * HATCHES_MAX; at += step)
        for (int i = 0; i < 2; i++) {
            double radius = i ? outer : inner;
            steps[count++] = (rn_path_step){.op = i ? RN_LINE : RN_MOVE,
                                            .x = {d->x + radius * sin(at)},
                                            .y = {d->y - radius * cos(at)}};
        }
    if (!count)
        return;
    rn_paint ink = rn_tint_readable(fill);
    rn_item *lines = rn_scene_path(cells->scene, steps, count, RN_NO_PAINT);
    lines->stroke =
        rn_scene_paint(cells->scene, (rn_paint){rn_color_mix(fill.light, ink.light, 0.35),
                                                rn_color_mix(fill.dark, ink.dark, 0.35)});
    lines->stroke_width = 1;
}

static void mark(rn_cells *cells, size_t index, rn_paint fill, rn_item *sector, double arc)
{
    if (arc > 4 && (rn_cell_stands_out(cells, index) || rn_cell_is_new(cells, index)))
        rn_cell_mark(cells, index, fill, sector);
}

/* Between pieces the page is seen: half of it here, half at the neighbour.  Narrow ones keep most of their width. */
static rn_item *put_sector(rn_cells *cells, const rn_disc *d, const rn_cell *cell, uint32_t paint)
{
    double inner = rn_disc_inner(d, cell->depth) + RN_DISC_GAP / 2;
    double outer = rn_disc_inner(d, cell->depth + 1) - RN_DISC_GAP / 2;
    double from = cell->from * RN_TURN, to = cell->to * RN_TURN, middle = (inner + outer) / 2;
    double side = fmin(RN_DISC_GAP, (to - from) * middle * GAP_OF_ARC) / 2 / middle;
    if (cell->depth == 0)
        return rn_scene_sector(cells->scene, d->x, d->y, 0, outer, from, to, paint);
    if (to - from > RN_TURN - 1e-9)
        side = 0;
    return rn_scene_sector(cells->scene, d->x, d->y, inner, outer, from + side, to - side, paint);
}

static void draw_cell(rn_cells *cells, const rn_disc *d, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    rn_paint fill = rn_cell_fill(cells, index);
    rn_cell_open(cells, index);
    rn_item *sector = put_sector(cells, d, cell, rn_scene_paint(cells->scene, fill));
    double arc = (cell->to - cell->from) * RN_TURN * rn_disc_inner(d, cell->depth + 1);
    mark(cells, index, fill, sector, arc);
    if (arc > 4 && rn_cell_is_gone(cells, index))
        hatch(cells, d, cell, fill);
    if (index)
        rn_disc_label(cells, d, index, fill);
    else
        rn_disc_total(cells, d, fill);
    rn_scene_close(cells->scene);
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* So many rings that the outermost can be seen; of equal ones it is about radius / (2 levels). */
static uint32_t most_levels(const rn_disc *d)
{
    double most = d->radius / THINNEST_RING - 1;
    if (d->has_equal_areas)
        most = d->radius / (2 * rn_disc_least_ring());
    else if (d->has_thin_rings)
        most = d->thin + (d->radius - fmin(MIDDLE, d->radius / 4) - d->thin * RN_THIN_RING) /
                             rn_disc_least_ring();
    return most > 1 ? (uint32_t)most : 1;
}

/* Whom the node calls at nearly all of the total cost; 0: nobody. */
static uint32_t next_of_chain(const rn_tree *tree, uint32_t node)
{
    for (uint32_t c = tree->first_child[node]; c; c = tree->next_sibling[c]) {
        bool is_more = tree->flags && tree->flags[c] & RN_NODE_MORE;
        if (!is_more && tree->total[c] >= NEARLY_ALL * tree->total[0])
            return c;
    }
    return 0;
}

/* The last of the chain, from which ways part, keeps its label. */
static void find_thin_rings(rn_disc *d, const rn_tree *tree)
{
    uint32_t node = next_of_chain(tree, 0), next, count = 0,
             most = (uint32_t)(d->radius * THIN_SHARE / RN_THIN_RING);
    uint32_t first = node, last = node;
    while (node && count < most && (next = next_of_chain(tree, node))) {
        last = node;
        node = next;
        count++;
    }
    if (count < THIN_RINGS_LEAST)
        return;
    d->thin = count;
    d->thin_ends[0] = tree->function[first];
    d->thin_ends[1] = tree->function[last];
}

static bool cuts_much(const rn_cells *cells)
{
    return cells->partition.cut_share > MUCH_CUT;
}

/* Makes rings thinner where much of what happens would lie beyond the last one. */
static render_status find_levels(rn_disc *d, rn_cells *cells, rn_cells_room *room,
                                 rn_report *report)
{
    if (d->has_equal_areas || cells->input->options->max_depth > 0 || !cuts_much(cells))
        return RENDER_OK;
    d->has_thin_rings = true;
    room->rows = most_levels(d);
    if (rn_cells_refit(cells, room, report) != RENDER_OK)
        return report->error.status;
    if (cuts_much(cells))
        find_thin_rings(d, cells->tree);
    if (!d->thin)
        return RENDER_OK;
    room->rows = most_levels(d);
    return rn_cells_refit(cells, room, report);
}

static void size_middle(rn_disc *d, uint32_t levels)
{
    d->levels = levels ? levels : 1;
    d->thin = d->thin < d->levels ? d->thin : d->levels - 1;
    double natural = d->has_equal_areas
                         ? d->radius / sqrt(levels + 1.0)
                         : (d->radius - d->thin * RN_THIN_RING) / (d->levels - d->thin + 1);
    d->hole = fmax(natural, fmin(MIDDLE, d->radius / 4));
    /* the outermost ring is the thinnest */
    d->font_size = rn_disc_font_size(rn_disc_thickness(d, d->levels));
}

static void put_thin_rings(rn_buffer *legend, const rn_cells *cells, const rn_disc *d)
{
    const rn_profile *profile = cells->input->profile;
    if (!d->thin)
        return;
    rn_put_text(legend, "The ");
    rn_put_count(legend, d->thin);
    rn_put_text(legend,
                " thin rings in the middle are functions in which nearly everything runs, from ");
    rn_put_short_label(legend, profile, d->thin_ends[0]);
    rn_put_text(legend, " to ");
    rn_put_short_label(legend, profile, d->thin_ends[1]);
    rn_put_text(legend, ".\n");
}

static void put_legend(rn_buffer *legend, const rn_cells *cells, const rn_disc *d)
{
    legend->size = 0;
    rn_put_cells_totals(legend, cells);
    put_thin_rings(legend, cells, d);
    rn_put_cells_legend(legend, cells, "the one inside it",
                        d->has_equal_areas ? "its angle and its area are its share"
                                           : "its angle is its share");
}

/* Makes the disc as large as what stands around it leaves on the page, with as many rings as have room. */
static render_status fit_page(rn_disc *d, rn_cells *cells, rn_cells_room *room, rn_buffer *legend,
                              rn_report *report)
{
    const render_draw_options *options = cells->input->options;
    for (int tries = 0; tries < 3 && report->error.status == RENDER_OK; tries++) {
        rn_furniture_room around = rn_furniture_measure(cells->scene, cells->input, &cells->tint,
                                                        legend, options->page_width);
        double height = options->page_height - around.head - around.legend;
        double radius = fmax(fmin(options->page_width / 2 - RN_MARGIN, height / 2), 20);
        if (fabs(radius - d->radius) < 1)
            break;
        d->radius = radius;
        room->width_px = RN_TURN * radius;
        room->rows = most_levels(d);
        if (rn_cells_refit(cells, room, report) == RENDER_OK)
            put_legend(legend, cells, d);
    }
    return report->error.status;
}

/* The script of an interactive picture draws rings of its own. */
static void tell(rn_cells *cells, const rn_disc *d)
{
    const rn_live_number numbers[] = {
        {"x", d->x},           {"y", d->y},           {"up", d->reach[0]},
        {"down", d->reach[1]}, {"radius", d->radius}, {"hole", d->hole},
        {"levels", d->levels}, {"gap", RN_DISC_GAP},  {"areas", d->has_equal_areas}};
    rn_cells_tell(cells, "rings", numbers, sizeof numbers / sizeof *numbers);
}

/* How far up and down from the middle anything reaches, in `reach`. */
static void find_reach(const rn_disc *d, const rn_cells *cells, double reach[2])
{
    reach[0] = reach[1] = d->hole;
    for (size_t i = 1; i < cells->partition.count; i++) {
        const rn_cell *cell = &cells->partition.cells[i];
        double outer = rn_disc_inner(d, cell->depth + 1);
        bool is_below = cell->from <= 0.5 && cell->to >= 0.5;
        double up = cell->from <= 0 ? 1 : fmax(cos(cell->from * RN_TURN), cos(cell->to * RN_TURN));
        double down = is_below ? 1 : -fmin(cos(cell->from * RN_TURN), cos(cell->to * RN_TURN));
        reach[0] = fmax(reach[0], outer * up);
        reach[1] = fmax(reach[1], outer * down);
    }
}

/* A page is filled; else the picture is no higher than what is in it. */
static double place(rn_disc *d, const rn_cells *cells, double top, double legend)
{
    double page = cells->input->options->page_height;
    find_reach(d, cells, d->reach);
    double bottom = page > 0 ? page - legend : top + d->reach[0] + d->reach[1];
    d->y = page > 0 ? (top + bottom) / 2 : top + d->reach[0];
    return bottom;
}

static void draw(rn_disc *d, rn_cells *cells, const rn_buffer *legend, double width)
{
    const rn_view_input *input = cells->input;
    double page = input->options->page_height;
    size_middle(d, cells->partition.depth);
    double top = rn_furniture_head(cells->scene, input, "Sunburst", width);
    double bottom =
        place(d, cells, top,
              rn_furniture_measure(cells->scene, input, &cells->tint, legend, width).legend);
    rn_scene_open_disc(cells->scene, d->x, d->y);
    for (size_t i = 0; i < cells->partition.count; i++)
        draw_cell(cells, d, i);
    rn_scene_close(cells->scene);
    tell(cells, d);
    rn_furniture_legend(cells->scene, input, &cells->tint, legend, bottom, width);
    if (page > 0)
        cells->scene->height = page;
}

static double radius_of(const rn_view_input *input)
{
    return fmax(rn_view_width(input), 200) / 2 - RN_MARGIN;
}

double rn_sunburst_least_share(const rn_view_input *input)
{
    return rn_cells_least_share(input->options, RN_TURN * radius_of(input));
}

render_status rn_layout_sunburst(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    double width = fmax(rn_view_width(input), 200);
    rn_disc d = {.x = width / 2,
                 .radius = radius_of(input),
                 .has_equal_areas = input->options->style == RENDER_STYLE_EQUAL_AREA};
    /* long thin rays would make all rings thin: the legend tells what lies beyond */
    rn_cells_room room = {.width_px = RN_TURN * d.radius,
                          .rows = most_levels(&d),
                          .has_plain_edges = true,
                          .busy = 0.03,
                          .order = RENDER_ORDER_WEIGHT,
                          .words = &rn_pieces};
    rn_cells cells;
    rn_buffer legend = {0};
    if (rn_cells_init(&cells, scene, input, &room, report) == RENDER_OK &&
        find_levels(&d, &cells, &room, report) == RENDER_OK) {
        put_legend(&legend, &cells, &d);
        if (input->options->page_width > 0)
            fit_page(&d, &cells, &room, &legend, report);
        if (report->error.status == RENDER_OK)
            draw(&d, &cells, &legend, width);
    }
    rn_cells_finish(&cells);
    rn_buffer_finish(&legend);
    return report->error.status;
}
