/* Ticks stand at round times and are told in one unit, with the decimals that tell them apart. */
#include "view/time_axis.h"

#include <math.h>

#include "base/unit.h"
#include "style/units.h"
#include "view/furniture.h"

enum { TICKS_MOST = 10 };

/* What a tick with its label takes, px. */
static const double TICK_ROOM = 62, LABEL_SIZE = 11;

/* Moments are told to so small a part of the window. */
static const double GRAIN = 1000;

/* ---- steps ------------------------------------------------------------------------------------ */

/* 1, 2 or 5 times a power of ten. */
static double decimal_step(double least)
{
    double power = pow(10, floor(log10(least))), factor = least / power;
    return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/* The same of time, where minutes and hours have sixty parts. */
static double step_from(const rn_time_axis *axis, double least)
{
    static const double steps[] = {30, 60, 120, 300, 600, 900, 1800, 3600};
    double second = rn_unit_factor(RN_LITERAL("s"), axis->unit), seconds = least / second;
    size_t count = sizeof steps / sizeof *steps;
    if (!(second > 0) || seconds <= 20)
        return decimal_step(least);
    for (size_t i = 0; i < count; i++)
        if (seconds <= steps[i])
            return steps[i] * second;
    return decimal_step(seconds / 3600) * 3600 * second;
}

double rn_time_axis_step(const rn_time_axis *axis)
{
    double ticks = fmax(fmin(TICKS_MOST, floor(axis->width / TICK_ROOM)), 1);
    return step_from(axis, (axis->to - axis->from) / ticks);
}

/* The times to which a reader can tell moments of the window apart. */
static double grain_of(const rn_time_axis *axis)
{
    return pow(10, floor(log10((axis->to - axis->from) / GRAIN)));
}

void rn_time_axis_put_moment(const rn_time_axis *axis, rn_buffer *out, double time)
{
    double grain = grain_of(axis);
    for (int i = 0; i < 6 && fabs(remainder(time, 10 * grain)) < grain * 1e-3; i++)
        grain *= 10;
    rn_put_moment(out, time, axis->unit, time, grain);
}

/* ---- drawing ---------------------------------------------------------------------------------- */

/* What all ticks have in common. */
typedef struct ticks {
    const rn_time_axis *axis;
    rn_scene *scene;
    rn_measure *measure;
    uint32_t line, ink;
    double step, top, bottom;
    double taken; /* to where the label before reaches */
    rn_buffer text;
} ticks;

static uint32_t paint(rn_scene *scene, rn_rgba light, rn_rgba dark)
{
    return rn_scene_paint(scene, (rn_paint){light, dark});
}

/* Behind its line, or, where the axis ends, before it. */
static void draw_label(ticks *t, double x, double y)
{
    rn_bytes label = rn_buffer_bytes(&t->text);
    double width = rn_measure_width(t->measure, label, LABEL_SIZE, false);
    bool is_last = x + 3 + width > t->axis->left + t->axis->width;
    if (is_last && x - 3 - width < t->taken)
        return;
    rn_scene_text(t->scene, is_last ? x - 3 : x + 3, y, LABEL_SIZE, is_last ? RN_END : RN_START,
                  t->ink, label, width);
}

static void draw_tick(ticks *t, double time, bool has_label_below)
{
    const rn_time_axis *axis = t->axis;
    double x = axis->left + (time - axis->from) / (axis->to - axis->from) * axis->width;
    double end = t->bottom + (has_label_below ? 4 : 0);
    rn_path_step steps[] = {{.op = RN_MOVE, .x = {x}, .y = {t->top - 4}},
                            {.op = RN_LINE, .x = {x}, .y = {end}}};
    rn_item *line = rn_scene_path(t->scene, steps, 2, RN_NO_PAINT);
    line->stroke = t->line;
    line->stroke_width = 1;
    t->text.size = 0;
    rn_put_moment(&t->text, time, axis->unit, axis->to, t->step);
    draw_label(t, x, t->top - 6);
    if (has_label_below)
        draw_label(t, x, t->bottom + 14);
    t->taken = x + 9 + rn_measure_width(t->measure, rn_buffer_bytes(&t->text), LABEL_SIZE, false);
}

void rn_time_axis_draw(const rn_time_axis *axis, rn_scene *scene, const rn_view_input *input,
                       double top, double bottom, bool has_labels_below)
{
    const rn_theme *theme = input->theme;
    ticks t = {.axis = axis,
               .scene = scene,
               .measure = input->measure,
               .line = paint(scene, theme->light->rule, theme->dark->rule),
               .ink = paint(scene, theme->light->muted, theme->dark->muted),
               .step = rn_time_axis_step(axis),
               .top = top,
               .bottom = bottom,
               .taken = axis->left};
    /* counted, since far from zero the next multiple may be the same number */
    double first = ceil(axis->from / t.step - 1e-9), last = axis->to * (1 + 1e-9);
    for (int i = 0; i <= TICKS_MOST + 1 && (first + i) * t.step <= last; i++)
        draw_tick(&t, (first + i) * t.step, has_labels_below);
    scene->failed |= t.text.failed;
    rn_buffer_finish(&t.text);
}
