/* Labels in the rings of a sunburst: along the arc or along the radius, whichever gives more room; upright, with air to
 * the lines around them, or not at all. */
#include <math.h>

#include "scene/fit.h"
#include "style/units.h"
#include "view/arc_text.h"
#include "view/disc.h"

/* Thick rings have larger labels; no letters are smaller than 8 pt. */
static const double LEAST_FONT = 10.67, LARGEST_FONT = 17, FONT_OF_RING = 0.3;
enum { FONT_SIZES = 3 };
/* How far letters reach from the middle of their line, in font sizes: RN_TEXT_DROP and what hangs below it; and what
 * stays free between them and a line, px. */
static const double HALF_HEIGHT = 0.54, AIR = 1.5;
/* How far the ends of a label lean to the side, of a turn: where there is room, and at most.  Beyond a quarter letters
 * stand on their heads. */
static const double LEAN = 0.22, MOST_LEAN = 0.26;
/* How far the middle of a straight text may be from the arc where rings are thick, px. */
static const double MOST_SAG = 1.2;

/* What `size` px high letters take of a ring, with its lines. */
static double height_of(double size)
{
    return 2 * (HALF_HEIGHT * size + AIR) + RN_DISC_GAP;
}

double rn_disc_least_ring(void)
{
    static const double least_sag = 0.25;
    return height_of(LEAST_FONT) + 2 * least_sag;
}

double rn_disc_font_size(double thickness)
{
    return fmax(fmin(FONT_OF_RING * thickness, LARGEST_FONT), LEAST_FONT);
}

/* A label that fits. */
typedef struct fitted_label {
    rn_bytes text;
    double measured;
    uint32_t ink;
    bool bold;
    bool across, curved; /* along the ring, not the radius; and bent */
} fitted_label;

/* Draws it straight in the middle of a ring's sector, turned so that it never stands on its head. */
static void draw_straight(rn_cells *cells, const rn_disc *d, const rn_cell *cell,
                          const fitted_label *l)
{
    double angle = (cell->from + cell->to) / 2 * RN_TURN;
    double middle = rn_disc_middle(d, cell->depth);
    double turn = l->across ? angle : angle - RN_TURN / 4;
    if (cos(turn) < 0)
        turn += RN_TURN / 2;
    /* from the middle of the text's height down to its baseline */
    double drop = d->font_size * RN_TEXT_DROP;
    double x = d->x + middle * sin(angle) - drop * sin(turn);
    double y = d->y - middle * cos(angle) + drop * cos(turn);
    rn_item *text =
        rn_scene_text(cells->scene, x, y, d->font_size, RN_MIDDLE, l->ink, l->text, l->measured);
    text->u.text.angle = turn;
    text->u.text.bold = l->bold;
}

/* The part of a sector in which letters stand upright when their feet are towards the pole's other side: around the top
 * (0 and 2) or the bottom (1).  Returns its size, radians. */
static double upright_part(const rn_cell *cell, int pole, double part[2])
{
    double middle = pole * RN_TURN / 2;
    part[0] = fmax(cell->from * RN_TURN, middle - MOST_LEAN * RN_TURN);
    part[1] = fmin(cell->to * RN_TURN, middle + MOST_LEAN * RN_TURN);
    return part[1] - part[0];
}

static double upright_span(const rn_cell *cell)
{
    double most = 0, part[2];
    for (int pole = 0; pole <= 2; pole++)
        most = fmax(most, upright_part(cell, pole, part));
    return most;
}

/* Where a bent label of twice the angle `half` is read best: in the middle of its sector, or as near to the top or the
 * bottom as it takes for its ends not to lean. */
static double angle_of_label(const rn_cell *cell, double half, double pad)
{
    double middle = (cell->from + cell->to) / 2 * RN_TURN, best = middle, least = INFINITY;
    for (int pole = 0; pole <= 2; pole++) {
        double part[2], most = fmax(LEAN * RN_TURN - half, 0), at = pole * RN_TURN / 2;
        double spare = upright_part(cell, pole, part) / 2 - half;
        if (spare < 0)
            continue;
        pad = fmin(pad, spare);
        double angle = fmin(fmax(middle, at - most), at + most);
        angle = fmin(fmax(angle, part[0] + half + pad), part[1] - half - pad);
        double excess = fmax(fabs(angle - at) + half - LEAN * RN_TURN, 0);
        double worth = 10 * excess + fabs(angle - middle);
        if (worth < least) {
            least = worth;
            best = angle;
        }
    }
    return best;
}

static void draw_curved(rn_cells *cells, const rn_disc *d, const rn_cell *cell,
                        const fitted_label *l)
{
    double radius = rn_disc_middle(d, cell->depth);
    rn_arc_text how = {.x = d->x,
                       .y = d->y,
                       .radius = radius,
                       .angle = angle_of_label(cell, l->measured / 2 / radius, 4 / radius),
                       .size = d->font_size,
                       .bold = l->bold,
                       .fill = l->ink};
    rn_arc_text_draw(cells->scene, cells->input->measure, &how, l->text);
}

/* What a ring has beside letters, their air and its lines, on either side. */
static double spare_of(const rn_disc *d, const rn_cell *cell)
{
    return (rn_disc_thickness(d, cell->depth) - height_of(d->font_size)) / 2;
}

/* The longest straight text of the font's height that fits across a ring's sector: its corners must stay away from the
 * outer circle and its sides inside the sector. */
static double tangent_room(const rn_disc *d, const rn_cell *cell)
{
    double outer = rn_disc_inner(d, cell->depth + 1) - RN_DISC_GAP / 2 - AIR;
    double middle = rn_disc_middle(d, cell->depth), half = HALF_HEIGHT * d->font_size;
    if (spare_of(d, cell) < 0)
        return 0;
    double top = middle + half;
    double by_circle = 2 * sqrt(fmax(outer * outer - top * top, 0));
    double bottom = fmax(middle - half, 0);
    double span = (cell->to - cell->from) * RN_TURN;
    double by_side = span >= RN_TURN / 2 ? by_circle : 2 * bottom * tan(span / 2);
    return fmin(by_circle, by_side) - 4;
}

/* The longest text along the arc, at the height of its feet or heads, whichever are further inwards. */
static double arc_room(const rn_disc *d, const rn_cell *cell)
{
    double inner = fmax(rn_disc_middle(d, cell->depth) - HALF_HEIGHT * d->font_size, 0);
    return spare_of(d, cell) < 0 ? 0 : upright_span(cell) * inner - 8;
}

static double radial_room(const rn_disc *d, const rn_cell *cell)
{
    double inner = rn_disc_inner(d, cell->depth);
    double span = (cell->to - cell->from) * RN_TURN;
    double needed = height_of(d->font_size);
    /* the sector is narrowest at its inner arc: start where it is wide enough */
    if (span < RN_TURN / 2 && 2 * (inner + 3) * tan(span / 2) < needed)
        return 0;
    return rn_disc_thickness(d, cell->depth) - 6;
}

/* Whether a straight text would leave the arc of the ring's middle so that it can be seen. */
static bool needs_curve(const rn_disc *d, const rn_cell *cell, double measured)
{
    double sag = measured * measured / (8 * rn_disc_middle(d, cell->depth));
    return sag > fmin(MOST_SAG, spare_of(d, cell));
}

/* Nothing of it is left out, nor all. */
static bool is_whole(const fitted_label *l)
{
    return l->measured > 0 && !rn_bytes_end(l->text, RN_LITERAL("…"));
}

static void fit_label(rn_cells *cells, const rn_disc *d, size_t index, fitted_label *l)
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
    /* a number alone tells nothing */
    if (cell->more && !rn_bytes_end(l->text, RN_LITERAL(" more")))
        l->measured = 0;
}

/* In the size of the rings; in smaller ones where the name would not fit. */
void rn_disc_label(rn_cells *cells, const rn_disc *d, size_t index, rn_paint fill)
{
    const rn_cell *cell = &cells->partition.cells[index];
    rn_disc fine = *d;
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
void rn_disc_total(rn_cells *cells, const rn_disc *d, rn_paint fill)
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
