/* Path data as short as it gets: relative steps, no digit that none would see, a line or a parabola in the place of a
 * slight arc. */
#include "surface/svg_shape.h"

#include <math.h>

#include "output/output.h"

void rn_svg_put_number(rn_buffer *out, double value, int digits)
{
    size_t before = out->size;
    rn_put_fixed(out, isfinite(value) ? value : 0, digits);
    char *text = out->failed ? NULL : out->data + before;
    size_t size = out->size - before, sign = size && text && text[0] == '-';
    if (!text || size < sign + 3 || text[sign] != '0' || text[sign + 1] != '.')
        return;
    memmove(text + sign, text + sign + 1, size - sign - 1);
    out->size--;
}

void rn_svg_put_next(rn_buffer *out, double value, int digits)
{
    size_t before = out->size;
    rn_svg_put_number(out, value, digits);
    if (out->failed || out->data[before] == '-')
        return;
    out->size = before;
    rn_put_char(out, ' ');
    rn_svg_put_number(out, value, digits);
}

typedef struct steps {
    rn_buffer *out;
    const rn_svg_space *space;
    double grain; /* what the last digit stands for, in px */
    double x, y;  /* where the path is, in grains */
} steps;

static double in_space_x(const steps *s, double x)
{
    return (x - s->space->x) * s->space->scale;
}

static double in_space_y(const steps *s, double y)
{
    return (y - s->space->y) * s->space->scale;
}

static void put_number(const steps *s, double value)
{
    rn_svg_put_number(s->out, value, s->space->digits);
}

static void put_next(const steps *s, double value)
{
    rn_svg_put_next(s->out, value, s->space->digits);
}

static void put_box(const steps *s, const rn_item *item)
{
    double x = in_space_x(s, item->u.box.x), width = item->u.box.width * s->space->scale;
    rn_put_char(s->out, 'M');
    put_number(s, x);
    put_next(s, in_space_y(s, item->u.box.y));
    rn_put_char(s->out, 'h');
    put_number(s, width);
    rn_put_char(s->out, 'v');
    put_number(s, item->u.box.height * s->space->scale);
    rn_put_char(s->out, width < x ? 'h' : 'H');
    put_number(s, width < x ? -width : x);
    rn_put_char(s->out, 'z');
}

static void put_path(const steps *s, const rn_item *item)
{
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
        int points = step->op == RN_CLOSE ? 0 : step->op == RN_CURVE ? 3 : 1;
        rn_put_char(s->out, "MLCz"[step->op]);
        for (int p = 0; p < points; p++) {
            double x = in_space_x(s, step->x[p]);
            if (p)
                put_next(s, x);
            else
                put_number(s, x);
            put_next(s, in_space_y(s, step->y[p]));
        }
    }
}

/* ---- sectors ---------------------------------------------------------------------------------- */

/* Where a sector's point is, in grains from the origin. */
typedef struct spot {
    double x, y;
} spot;

static spot spot_at(const steps *s, const rn_item *item, double radius, double angle)
{
    double x = in_space_x(s, item->u.sector.x + radius * sin(angle));
    double y = in_space_y(s, item->u.sector.y - radius * cos(angle));
    double grains = 1 / (s->grain * s->space->scale);
    return (spot){round(x * grains), round(y * grains)};
}

/* Two numbers: the way from where the path is; between points as rounded, so that no errors add up. */
static void put_way(const steps *s, spot to, bool is_first)
{
    double unit = s->grain * s->space->scale;
    if (is_first)
        put_number(s, (to.x - s->x) * unit);
    else
        put_next(s, (to.x - s->x) * unit);
    put_next(s, (to.y - s->y) * unit);
}

/* Behind the command that it begins with; an empty command is the one before. */
static void move_to(steps *s, const char *command, spot to)
{
    rn_put_text(s->out, command);
    put_way(s, to, *command);
    s->x = to.x;
    s->y = to.y;
}

/* How far an arc is from the line between its ends. */
static double bend(double radius, double angle)
{
    return radius * (1 - cos(fmin(fabs(angle), M_PI) / 2));
}

/* How far it is from the parabola with the same ends that leaves them in the same directions. */
static double bulge(double radius, double angle)
{
    double half = cos(fabs(angle) / 2);
    return fabs(angle) < M_PI ? radius * (half + 1 / half - 2) / 2 : HUGE_VAL;
}

/* An arc to the angle `to`, in parts of a third of a circle at most: of an arc that is nearly half a circle, the middle
 * follows from where it ends with an error that is seen, and one between equal points is not drawn. */
static void put_arc(steps *s, const rn_item *item, double radius, double from, double to)
{
    int parts = (int)ceil(fmin(fabs(to - from) / (2 * M_PI / 3), 3) - 1e-9);
    double told = radius * s->space->scale;
    for (int part = 1; part <= parts; part++) {
        rn_put_char(s->out, 'a');
        put_number(s, told);
        put_next(s, told);
        rn_put_text(s->out, to > from ? " 0 0 1" : " 0 0 0");
        move_to(s, "", spot_at(s, item, radius, from + (to - from) * part / parts));
    }
}

static void put_parabola(steps *s, const rn_item *item, double radius, double from, double to)
{
    double middle = (from + to) / 2, reach = radius / cos((to - from) / 2);
    rn_put_char(s->out, 'q');
    put_way(s, spot_at(s, item, reach, middle), true);
    move_to(s, "", spot_at(s, item, radius, to));
}

/* An edge of a sector, no rounder than can be seen; whether it was a line. */
static bool put_edge(steps *s, const rn_item *item, double radius, double from, double to,
                     bool is_after_line)
{
    const double seen = 0.1;
    bool is_line = bend(radius, to - from) < seen;
    if (is_line)
        move_to(s, is_after_line ? "" : "l", spot_at(s, item, radius, to));
    else if (bulge(radius, to - from) < seen / 2)
        put_parabola(s, item, radius, from, to);
    else
        put_arc(s, item, radius, from, to);
    return is_line;
}

static void put_sector(steps *s, const rn_item *item)
{
    double inner = item->u.sector.inner, outer = item->u.sector.outer;
    double from = item->u.sector.from, to = item->u.sector.to;
    bool whole = to - from >= 2 * M_PI - 1e-9;
    move_to(s, "M", spot_at(s, item, outer, from));
    bool was_line = put_edge(s, item, outer, from, to, false);
    if (inner > 0) {
        move_to(s, whole ? "m" : was_line ? "" : "l", spot_at(s, item, inner, to));
        put_edge(s, item, inner, to, from, !whole);
    } else if (!whole) {
        move_to(s, was_line ? "" : "l", spot_at(s, item, 0, 0));
    }
    rn_put_char(s->out, 'z');
}

void rn_svg_put_steps(rn_buffer *out, const rn_item *item, const rn_svg_space *space)
{
    steps s = {.out = out, .space = space, .grain = pow(10, -space->digits) / space->scale};
    if (item->kind == RN_ITEM_BOX)
        put_box(&s, item);
    else if (item->kind == RN_ITEM_SECTOR)
        put_sector(&s, item);
    else
        put_path(&s, item);
}
