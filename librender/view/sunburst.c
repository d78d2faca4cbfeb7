/* Sunburst: the total as a disc in the middle, one ring a level, clockwise from 12 o'clock.  All rings
 * are equally thick, so a level is read by counting, or of equal area, so that a share is read by area; only where
 * much would lie beyond the last ring, those in the middle in which nearly everything runs are thin.  A label
 * runs along the arc or along the radius, whichever gives it more room. */
#include <math.h>

#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"
#include "view/arc_text.h"
#include "view/cell.h"

static const double TURN = 6.283185307179586;
/* Thick rings have larger labels. */
static const double LEAST_FONT = 11, LARGEST_FONT = 17, FONT_OF_RING = 0.3;
static const double THINNEST_RING = 20, THINNEST_EQUAL_RING = 14;
/* Where that would cut off more than such a share: just enough for a label along the arc. */
static const double LEAST_RING = 14.5, MUCH_CUT = 0.2;
/* Where it still would: without a label, for functions that cost at least such a share, if there are so many; on up to
 * a share of the radius. */
static const double THIN_RING = 5, NEARLY_ALL = 0.95, THIN_SHARE = 0.35;
enum { THIN_RINGS_LEAST = 4, FONT_SIZES = 3 };
/* Of a turn: what a label may take of a ring, and how far its ends may lean where there is room for less. */
static const double LONGEST_ARC = 0.6, MOST_LEAN = 0.22;
static const double MIDDLE = 40; /* at least, so that the total can be read */
static const double HATCH_STEP = 7;
static const double GAP = 0.75, GAP_OF_ARC = 0.125;

/* As many as are told apart in one sector. */
enum { HATCHES_MAX = 200 };

typedef struct disc {
    double x, y;   /* centre */
    double radius; /* of the whole */
    double hole;   /* radius of the middle, which is the total */
    uint32_t levels;
    uint32_t thin;         /* levels with a thin ring, the innermost ones */
    uint32_t thin_ends[2]; /* the functions of the first and the last of them */
    bool has_equal_areas;
    bool has_thin_rings;
    double font_size;
    double reach[2]; /* how far anything is above and below the middle */
} disc;

/* Where a level begins, counted from the centre. */
static double inner_radius(const disc *d, uint32_t depth)
{
    if (!depth)
        return 0;
    if (d->has_equal_areas) {
        double part = (double)(depth - 1) / d->levels;
        return sqrt(d->hole * d->hole + (d->radius * d->radius - d->hole * d->hole) * part);
    }
    if (depth <= d->thin)
        return d->hole + (depth - 1) * THIN_RING;
    double begin = d->hole + d->thin * THIN_RING;
    return begin + (d->radius - begin) * (depth - 1 - d->thin) / (d->levels - d->thin);
}

static double thickness(const disc *d, uint32_t depth)
{
    return inner_radius(d, depth + 1) - inner_radius(d, depth);
}

static double middle_radius(const disc *d, uint32_t depth)
{
    return inner_radius(d, depth) + thickness(d, depth) / 2;
}

/* ---- labels ----------------------------------------------------------------------------------- */

/* A label that fits. */
typedef struct fitted_label {
    rn_bytes text;
    double measured;
    uint32_t ink;
    bool bold;
    bool across, curved; /* along the ring, not the radius; and bent */
} fitted_label;

/* Draws it straight in the middle of a ring's sector, turned so that it never stands on its head. */
static void draw_straight(rn_cells *cells, const disc *d, const rn_cell *cell,
                          const fitted_label *l)
{
    double angle = (cell->from + cell->to) / 2 * TURN;
    double middle = middle_radius(d, cell->depth);
    double turn = l->across ? angle : angle - TURN / 4;
    if (cos(turn) < 0)
        turn += TURN / 2;
    /* from the middle of the text's height down to its baseline */
    double drop = d->font_size * RN_TEXT_DROP;
    double x = d->x + middle * sin(angle) - drop * sin(turn);
    double y = d->y - middle * cos(angle) + drop * cos(turn);
    rn_item *text =
        rn_scene_text(cells->scene, x, y, d->font_size, RN_MIDDLE, l->ink, l->text, l->measured);
    text->u.text.angle = turn;
    text->u.text.bold = l->bold;
}

/* Where a bent label is read best: in the middle of its sector, or as near to the top or the bottom as it takes for
 * its ends not to stand on their heads. */
static double angle_of_label(const rn_cell *cell, double half, double pad)
{
    double middle = (cell->from + cell->to) / 2 * TURN, best = middle, least = INFINITY;
    double from = cell->from * TURN + half + pad, to = cell->to * TURN - half - pad;
    for (int i = 0; i < 3; i++) {
        double pole = i * TURN / 2, most = fmax(MOST_LEAN * TURN - half, 0);
        double angle = fmin(fmax(middle, pole - most), pole + most);
        angle = fmin(fmax(angle, fmin(from, middle)), fmax(to, middle));
        double excess = fmax(fabs(angle - pole) + half - MOST_LEAN * TURN, 0);
        double worth = 10 * excess + fabs(angle - middle);
        if (worth < least) {
            least = worth;
            best = angle;
        }
    }
    return best;
}

static void draw_curved(rn_cells *cells, const disc *d, const rn_cell *cell, const fitted_label *l)
{
    double radius = middle_radius(d, cell->depth);
    rn_arc_text how = {.x = d->x,
                       .y = d->y,
                       .radius = radius,
                       .angle = angle_of_label(cell, l->measured / 2 / radius, 4 / radius),
                       .size = d->font_size,
                       .bold = l->bold,
                       .fill = l->ink};
    rn_arc_text_draw(cells->scene, cells->input->measure, &how, l->text);
}

/* The longest straight text of the font's height that fits across a ring's sector: its corners must
 * stay inside the outer circle and its sides inside the sector. */
static double tangent_room(const disc *d, const rn_cell *cell)
{
    double inner = inner_radius(d, cell->depth), ring = thickness(d, cell->depth);
    double outer = inner + ring, middle = (inner + outer) / 2, half = d->font_size * 0.6;
    if (ring < d->font_size * 1.3)
        return 0;
    double top = middle + half;
    double by_circle = 2 * sqrt(fmax(outer * outer - top * top, 0));
    double bottom = fmax(middle - half, 0);
    double span = (cell->to - cell->from) * TURN;
    double by_side = span >= TURN / 2 ? by_circle : 2 * bottom * tan(span / 2);
    return fmin(by_circle, by_side) - 4;
}

/* The longest text along the arc, at the height of its feet or heads, whichever are further inwards. */
static double arc_room(const disc *d, const rn_cell *cell)
{
    double middle = middle_radius(d, cell->depth);
    if (thickness(d, cell->depth) < d->font_size * 1.3)
        return 0;
    return fmin(cell->to - cell->from, LONGEST_ARC) * TURN * fmax(middle - d->font_size * 0.6, 0) -
           8;
}

static double radial_room(const disc *d, const rn_cell *cell)
{
    double inner = inner_radius(d, cell->depth);
    double span = (cell->to - cell->from) * TURN;
    double needed = d->font_size * 1.25;
    /* the sector is narrowest at its inner arc: start where it is wide enough */
    if (span < TURN / 2 && 2 * (inner + 3) * tan(span / 2) < needed)
        return 0;
    return thickness(d, cell->depth) - 6;
}

/* Whether a straight text would leave the arc of the ring's middle so that it can be seen. */
static bool needs_curve(const disc *d, const rn_cell *cell, double measured)
{
    return measured * measured / (8 * middle_radius(d, cell->depth)) > 1.2;
}

/* Nothing of it is left out, nor all. */
static bool is_whole(const fitted_label *l)
{
    return l->measured > 0 && !rn_bytes_end(l->text, RN_LITERAL("…"));
}

static void fit_label(rn_cells *cells, const disc *d, size_t index, fitted_label *l)
{
    const rn_cell *cell = &cells->partition.cells[index];
    double straight = tangent_room(d, cell), arc = arc_room(d, cell), radial = radial_room(d, cell);
    l->across = fmax(arc, straight) >= radial;
    l->text = rn_cell_label(cells, index, d->font_size, l->across ? fmax(arc, straight) : radial,
                            &l->measured);
    l->curved = l->across && needs_curve(d, cell, l->measured);
    /* what cannot be drawn letter by letter must fit straight */
    if (l->curved && (l->measured > arc || !rn_arc_text_can(l->text))) {
        l->curved = false;
        l->text = rn_cell_label(cells, index, d->font_size, straight, &l->measured);
    }
}

/* In the size of the rings; in smaller ones where the name would not fit. */
static void draw_label(rn_cells *cells, const disc *d, size_t index, rn_paint fill)
{
    const rn_cell *cell = &cells->partition.cells[index];
    disc fine = *d;
    fitted_label l = {.ink = rn_scene_paint(cells->scene, rn_tint_readable(fill)),
                      .bold = rn_cell_stands_out(cells, index)};
    double step = (d->font_size - LEAST_FONT) / (FONT_SIZES - 1);
    fit_label(cells, &fine, index, &l);
    for (int i = 1; i < FONT_SIZES && step > 0 && !is_whole(&l); i++) {
        fine.font_size = d->font_size - i * step;
        fit_label(cells, &fine, index, &l);
    }
    if (l.measured <= 0)
        return;
    if (l.curved)
        draw_curved(cells, &fine, cell, &l);
    else
        draw_straight(cells, &fine, cell, &l);
}

/* The middle names the total, in the largest size that fits. */
static void draw_centre(rn_cells *cells, const disc *d, rn_paint fill)
{
    const rn_profile *profile = cells->input->profile;
    rn_buffer text = {0};
    rn_put_value(&text, cells->held, rn_profile_unit(profile, cells->input->metric));
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

/* ---- sectors ---------------------------------------------------------------------------------- */

/* Rays for what is no longer there. */
static void hatch(rn_cells *cells, const disc *d, const rn_cell *cell, rn_paint fill)
{
    rn_path_step steps[2 * HATCHES_MAX];
    size_t count = 0;
    double inner = inner_radius(d, cell->depth), outer = inner + thickness(d, cell->depth);
    double from = cell->from * TURN, to = cell->to * TURN;
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
static rn_item *put_sector(rn_cells *cells, const disc *d, const rn_cell *cell, uint32_t paint)
{
    double inner = inner_radius(d, cell->depth) + GAP / 2;
    double outer = inner_radius(d, cell->depth + 1) - GAP / 2;
    double from = cell->from * TURN, to = cell->to * TURN, middle = (inner + outer) / 2;
    double side = fmin(GAP, (to - from) * middle * GAP_OF_ARC) / 2 / middle;
    if (cell->depth == 0)
        return rn_scene_sector(cells->scene, d->x, d->y, 0, outer, from, to, paint);
    if (to - from > TURN - 1e-9)
        side = 0;
    return rn_scene_sector(cells->scene, d->x, d->y, inner, outer, from + side, to - side, paint);
}

static void draw_cell(rn_cells *cells, const disc *d, size_t index)
{
    const rn_cell *cell = &cells->partition.cells[index];
    rn_paint fill = rn_cell_fill(cells, index);
    rn_cell_open(cells, index);
    rn_item *sector = put_sector(cells, d, cell, rn_scene_paint(cells->scene, fill));
    double arc = (cell->to - cell->from) * TURN * inner_radius(d, cell->depth + 1);
    mark(cells, index, fill, sector, arc);
    if (arc > 4 && rn_cell_is_gone(cells, index))
        hatch(cells, d, cell, fill);
    if (index)
        draw_label(cells, d, index, fill);
    else
        draw_centre(cells, d, fill);
    rn_scene_close(cells->scene);
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* So many rings that the outermost can be seen; of equal ones it is about radius / (2 levels). */
static uint32_t most_levels(const disc *d)
{
    double most = d->radius / THINNEST_RING - 1;
    if (d->has_equal_areas)
        most = d->radius / (2 * THINNEST_EQUAL_RING);
    else if (d->has_thin_rings)
        most =
            d->thin + (d->radius - fmin(MIDDLE, d->radius / 4) - d->thin * THIN_RING) / LEAST_RING;
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
static void find_thin_rings(disc *d, const rn_tree *tree)
{
    uint32_t node = next_of_chain(tree, 0), next, count = 0,
             most = (uint32_t)(d->radius * THIN_SHARE / THIN_RING);
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
static render_status find_levels(disc *d, rn_cells *cells, rn_cells_room *room, rn_report *report)
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

static void size_middle(disc *d, uint32_t levels)
{
    d->levels = levels ? levels : 1;
    d->thin = d->thin < d->levels ? d->thin : d->levels - 1;
    double natural = d->has_equal_areas
                         ? d->radius / sqrt(levels + 1.0)
                         : (d->radius - d->thin * THIN_RING) / (d->levels - d->thin + 1);
    d->hole = fmax(natural, fmin(MIDDLE, d->radius / 4));
    /* the outermost ring is the thinnest */
    d->font_size = fmax(fmin(FONT_OF_RING * thickness(d, d->levels), LARGEST_FONT), LEAST_FONT);
}

static void put_thin_rings(rn_buffer *legend, const rn_cells *cells, const disc *d)
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

static void put_legend(rn_buffer *legend, const rn_cells *cells, const disc *d)
{
    legend->size = 0;
    rn_put_cells_totals(legend, cells);
    put_thin_rings(legend, cells, d);
    rn_put_cells_legend(legend, cells, "Each piece of a ring", "the one inside it",
                        d->has_equal_areas ? "its angle and its area are its share"
                                           : "its angle is its share");
}

/* Makes the disc as large as what stands around it leaves on the page, with as many rings as have room. */
static render_status fit_page(disc *d, rn_cells *cells, rn_cells_room *room, rn_buffer *legend,
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
        room->width_px = TURN * radius;
        room->rows = most_levels(d);
        if (rn_cells_refit(cells, room, report) == RENDER_OK)
            put_legend(legend, cells, d);
    }
    return report->error.status;
}

/* The script of an interactive picture draws rings of its own. */
static void tell(rn_cells *cells, const disc *d)
{
    const rn_live_number numbers[] = {
        {"x", d->x},           {"y", d->y},           {"up", d->reach[0]},
        {"down", d->reach[1]}, {"radius", d->radius}, {"hole", d->hole},
        {"levels", d->levels}, {"gap", GAP},          {"areas", d->has_equal_areas}};
    rn_cells_tell(cells, "rings", numbers, sizeof numbers / sizeof *numbers);
}

/* How far up and down from the middle anything reaches, in `reach`. */
static void find_reach(const disc *d, const rn_cells *cells, double reach[2])
{
    reach[0] = reach[1] = d->hole;
    for (size_t i = 1; i < cells->partition.count; i++) {
        const rn_cell *cell = &cells->partition.cells[i];
        double outer = inner_radius(d, cell->depth + 1);
        bool is_below = cell->from <= 0.5 && cell->to >= 0.5;
        double up = cell->from <= 0 ? 1 : fmax(cos(cell->from * TURN), cos(cell->to * TURN));
        double down = is_below ? 1 : -fmin(cos(cell->from * TURN), cos(cell->to * TURN));
        reach[0] = fmax(reach[0], outer * up);
        reach[1] = fmax(reach[1], outer * down);
    }
}

/* A page is filled; else the picture is no higher than what is in it. */
static double place(disc *d, const rn_cells *cells, double top, double legend)
{
    double page = cells->input->options->page_height;
    find_reach(d, cells, d->reach);
    double bottom = page > 0 ? page - legend : top + d->reach[0] + d->reach[1];
    d->y = page > 0 ? (top + bottom) / 2 : top + d->reach[0];
    return bottom;
}

static void draw(disc *d, rn_cells *cells, const rn_buffer *legend, double width)
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
    return rn_cells_least_share(input->options, TURN * radius_of(input));
}

render_status rn_layout_sunburst(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    double width = fmax(rn_view_width(input), 200);
    disc d = {.x = width / 2,
              .radius = radius_of(input),
              .has_equal_areas = input->options->style == RENDER_STYLE_EQUAL_AREA};
    /* long thin rays would make all rings thin: the legend tells what lies beyond */
    rn_cells_room room = {.width_px = TURN * d.radius,
                          .rows = most_levels(&d),
                          .has_plain_edges = true,
                          .busy = 0.03,
                          .order = RENDER_ORDER_WEIGHT};
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
