/* Scene → cairo.  Font options are pinned (no hinting, grey antialiasing) so that a picture does
 * not depend on the settings of the machine, and so that text is as wide as it was measured at any
 * scale.
 *
 * When only a part is wanted, items outside are left out, and of long lines the curves outside: where they are cut does
 * not show in that part. */
#include "late/painter.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "base/grow.h"

/* Px, far less than is seen.  cairo puts letters on whole pixels: one that lies right between two must go to the same
 * one in both parts that it reaches into, whatever rounding has left over. */
static const double TIE_BREAK = 1e-6;

typedef struct extent {
    float top, bottom;
} extent;

struct rn_painter {
    cairo_t *cairo;
    const rn_scene *scene;
    extent *extents; /* [item]; NULL: everything is painted */
    double top, bottom;
    PangoLayout *layout;
    PangoFontDescription *face;
    double face_size;
    bool face_bold;
};

static void set_source(const rn_painter *p, uint32_t paint)
{
    rn_rgba color = p->scene->paints[paint].light;
    cairo_set_source_rgba(p->cairo, (color >> 24) / 255.0, (color >> 16 & 0xff) / 255.0,
                          (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0);
}

static void set_dash(const rn_painter *p, const rn_item *item)
{
    double unit = item->stroke_width;
    double dashed[] = {4 * unit, 3 * unit}, dotted[] = {unit, 2 * unit};
    if (item->dash == RN_SOLID)
        cairo_set_dash(p->cairo, NULL, 0, 0);
    else
        cairo_set_dash(p->cairo, item->dash == RN_DASHED ? dashed : dotted, 2, 0);
}

static void fill_and_stroke(const rn_painter *p, const rn_item *item)
{
    if (item->fill != RN_NO_PAINT) {
        set_source(p, item->fill);
        cairo_fill_preserve(p->cairo);
    }
    if (item->stroke != RN_NO_PAINT && item->stroke_width > 0) {
        set_source(p, item->stroke);
        cairo_set_line_width(p->cairo, item->stroke_width);
        set_dash(p, item);
        cairo_stroke_preserve(p->cairo);
    }
    cairo_new_path(p->cairo);
}

static void trace_box(const rn_painter *p, const rn_item *item)
{
    double x = item->u.box.x, y = item->u.box.y;
    double width = item->u.box.width, height = item->u.box.height;
    double radius = fmin(item->u.box.radius, fmin(width, height) / 2);
    if (!(radius > 0)) {
        cairo_rectangle(p->cairo, x, y, width, height);
        return;
    }
    cairo_new_sub_path(p->cairo);
    cairo_arc(p->cairo, x + width - radius, y + radius, radius, -M_PI / 2, 0);
    cairo_arc(p->cairo, x + width - radius, y + height - radius, radius, 0, M_PI / 2);
    cairo_arc(p->cairo, x + radius, y + height - radius, radius, M_PI / 2, M_PI);
    cairo_arc(p->cairo, x + radius, y + radius, radius, M_PI, M_PI * 1.5);
    cairo_close_path(p->cairo);
}

static void trace_sector(const rn_painter *p, const rn_item *item)
{
    double x = item->u.sector.x, y = item->u.sector.y;
    double from = item->u.sector.from - M_PI / 2, to = item->u.sector.to - M_PI / 2;
    bool whole = item->u.sector.to - item->u.sector.from >= 2 * M_PI - 1e-9;
    cairo_new_sub_path(p->cairo);
    cairo_arc(p->cairo, x, y, item->u.sector.outer, from, to);
    if (whole)
        cairo_close_path(p->cairo);
    if (item->u.sector.inner > 0) {
        if (whole)
            cairo_new_sub_path(p->cairo);
        cairo_arc_negative(p->cairo, x, y, item->u.sector.inner, to, from);
    } else if (!whole) {
        cairo_line_to(p->cairo, x, y);
    }
    cairo_close_path(p->cairo);
}

static void trace_step(const rn_painter *p, const rn_path_step *step)
{
    const double *x = step->x, *y = step->y;
    switch (step->op) {
    case RN_MOVE:
        cairo_move_to(p->cairo, x[0], y[0]);
        break;
    case RN_LINE:
        cairo_line_to(p->cairo, x[0], y[0]);
        break;
    case RN_CURVE:
        cairo_curve_to(p->cairo, x[0], y[0], x[1], y[1], x[2], y[2]);
        break;
    case RN_CLOSE:
        cairo_close_path(p->cairo);
        break;
    }
}

/* The last point of a step that has one. */
static int last_point(const rn_path_step *step)
{
    return step->op == RN_CURVE ? 2 : 0;
}

static bool can_be_cut(const rn_painter *p, const rn_item *item)
{
    bool can = p->extents && item->fill == RN_NO_PAINT && item->dash == RN_SOLID;
    for (size_t i = 0; can && i < item->u.path.count; i++)
        can = item->u.path.steps[i].op != RN_CLOSE;
    return can;
}

/* Whether a step that begins at this height reaches into the part. */
static bool is_step_inside(const rn_painter *p, const rn_path_step *step, double from,
                           double margin)
{
    double least = from, most = from;
    for (int i = 0; i <= last_point(step); i++) {
        least = fmin(least, step->y[i]);
        most = fmax(most, step->y[i]);
    }
    return most >= p->top - margin && least <= p->bottom + margin;
}

static void trace_path_inside(const rn_painter *p, const rn_item *item)
{
    double x = 0, y = 0, margin = item->stroke_width;
    bool is_open = false;
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
        bool inside = step->op != RN_MOVE && is_step_inside(p, step, y, margin);
        if (inside && !is_open)
            cairo_move_to(p->cairo, x, y);
        if (inside)
            trace_step(p, step);
        is_open = inside;
        x = step->x[last_point(step)];
        y = step->y[last_point(step)];
    }
}

static void trace_path(const rn_painter *p, const rn_item *item)
{
    if (can_be_cut(p, item)) {
        trace_path_inside(p, item);
        return;
    }
    for (size_t i = 0; i < item->u.path.count; i++)
        trace_step(p, &item->u.path.steps[i]);
}

static void choose_face(rn_painter *p, double size, bool bold)
{
    if (p->face_size == size && p->face_bold == bold)
        return;
    p->face_size = size;
    p->face_bold = bold;
    pango_font_description_set_weight(p->face, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(p->face, size * PANGO_SCALE);
    pango_layout_set_font_description(p->layout, p->face);
}

/* The first text: without one, nothing of a picture asks for fonts. */
static void open_layout(rn_painter *p)
{
    PangoContext *context = pango_cairo_create_context(p->cairo);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    p->layout = pango_layout_new(context);
    g_object_unref(context);
    pango_layout_set_single_paragraph_mode(p->layout, TRUE);
    /* As SVG does it: what follows a name stands to its right, also after Arabic. */
    pango_layout_set_auto_dir(p->layout, FALSE);
    p->face = pango_font_description_new();
    pango_font_description_set_family(p->face, p->scene->font ? p->scene->font : "sans-serif");
}

static double anchor_offset(rn_painter *p, rn_anchor anchor)
{
    int width = 0;
    if (anchor == RN_START)
        return 0;
    pango_layout_get_size(p->layout, &width, NULL);
    return (double)width / PANGO_SCALE * (anchor == RN_MIDDLE ? -0.5 : -1);
}

static void paint_text(rn_painter *p, const rn_item *item)
{
    if (item->fill == RN_NO_PAINT || !*item->u.text.string || !(item->u.text.size > 0))
        return;
    if (!p->layout)
        open_layout(p);
    choose_face(p, item->u.text.size, item->u.text.bold);
    pango_layout_set_text(p->layout, item->u.text.string, -1);
    set_source(p, item->fill);
    cairo_save(p->cairo);
    cairo_translate(p->cairo, item->u.text.x, item->u.text.y + TIE_BREAK);
    /* Before it is turned: pango would look up its fonts anew for each angle. */
    pango_cairo_update_layout(p->cairo, p->layout);
    if (item->u.text.angle != 0)
        cairo_rotate(p->cairo, item->u.text.angle);
    /* At the origin: a current point would be rounded to cairo's grid, and other ways in other parts. */
    cairo_translate(p->cairo, anchor_offset(p, item->u.text.anchor), 0);
    pango_cairo_show_layout_line(p->cairo, pango_layout_get_line_readonly(p->layout, 0));
    cairo_restore(p->cairo);
    cairo_new_path(p->cairo);
}

static void open_link(const rn_painter *p, const char *link)
{
    rn_buffer attributes = {0};
    rn_put_text(&attributes, "uri='");
    for (const char *c = link; *c; c++) {
        if (*c == '\'' || *c == '\\')
            rn_put_char(&attributes, '\\');
        rn_put_char(&attributes, *c);
    }
    rn_put(&attributes, (rn_bytes){"'", 2});
    if (!attributes.failed)
        cairo_tag_begin(p->cairo, CAIRO_TAG_LINK, attributes.data);
    rn_buffer_finish(&attributes);
}

static void paint_item(rn_painter *p, const rn_item *item)
{
    if (item->kind == RN_ITEM_TEXT) {
        paint_text(p, item);
        return;
    }
    if (item->kind == RN_ITEM_BOX)
        trace_box(p, item);
    else if (item->kind == RN_ITEM_SECTOR)
        trace_sector(p, item);
    else
        trace_path(p, item);
    fill_and_stroke(p, item);
}

static bool is_outside(const rn_painter *p, size_t item)
{
    return p->extents && (p->extents[item].bottom < p->top || p->extents[item].top > p->bottom);
}

static void paint_items(rn_painter *p, bool with_links)
{
    const char *open_links[2] = {NULL};
    size_t depth = 0;
    for (size_t i = 0; i < p->scene->item_count; i++) {
        const rn_item *item = &p->scene->items[i];
        if (item->kind == RN_ITEM_GROUP) {
            const char *link = with_links && depth < 2 ? item->u.group.link : NULL;
            if (depth < 2)
                open_links[depth] = link;
            depth++;
            if (link)
                open_link(p, link);
        } else if (item->kind == RN_ITEM_GROUP_END) {
            depth -= depth > 0;
            if (depth < 2 && open_links[depth])
                cairo_tag_end(p->cairo, CAIRO_TAG_LINK);
        } else if (!is_outside(p, i)) {
            paint_item(p, item);
        }
    }
}

static void paint(rn_painter *p, bool with_links)
{
    if (p->scene->background != RN_NO_PAINT) {
        set_source(p, p->scene->background);
        cairo_paint(p->cairo); /* also the pixels at the edges that the scene covers in part */
    }
    paint_items(p, with_links);
}

static void close_layout(rn_painter *p)
{
    if (p->layout) {
        g_object_unref(p->layout);
        pango_font_description_free(p->face);
    }
}

void rn_paint_scene(cairo_t *cairo, const rn_scene *scene, bool with_links)
{
    rn_painter p = {.cairo = cairo, .scene = scene};
    paint(&p, with_links);
    close_layout(&p);
}

/* ---- parts ------------------------------------------------------------------------------------- */

static bool is_ascii(const char *string)
{
    while (*string > 0)
        string++;
    return !*string;
}

/* Marks above and below letters pile up; other fonts may be higher. */
static double text_reach(const rn_item *item)
{
    double reach = item->u.text.size * (is_ascii(item->u.text.string) ? 1.5 : 6);
    return item->u.text.angle == 0 ? reach : reach + 2 * item->u.text.width;
}

static extent extent_of_path(const rn_item *item)
{
    double top = HUGE_VAL, bottom = -HUGE_VAL;
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
        for (int k = 0; step->op != RN_CLOSE && k <= last_point(step); k++) {
            top = fmin(top, step->y[k]);
            bottom = fmax(bottom, step->y[k]);
        }
    }
    return (extent){(float)top, (float)bottom};
}

/* Of a sector; its furthest points are its corners, or where its arcs cross 12 or 6 o'clock. */
static extent extent_of_sector(const rn_item *item)
{
    double y = item->u.sector.y, inner = item->u.sector.inner, outer = item->u.sector.outer;
    double from = item->u.sector.from, to = item->u.sector.to;
    double corners[] = {inner * cos(from), inner * cos(to), outer * cos(from), outer * cos(to)};
    double up = corners[0], down = corners[0];
    for (size_t i = 1; i < sizeof corners / sizeof *corners; i++) {
        up = fmax(up, corners[i]);
        down = fmin(down, corners[i]);
    }
    for (double half = ceil(from / M_PI); half * M_PI <= to && half < from / M_PI + 2; half++) {
        up = fmax(up, outer * cos(half * M_PI));
        down = fmin(down, outer * cos(half * M_PI));
    }
    return (extent){(float)(y - up), (float)(y - down)};
}

static extent extent_of(const rn_item *item)
{
    float y, reach;
    switch (item->kind) {
    case RN_ITEM_BOX:
        y = (float)item->u.box.y;
        return (extent){y, y + (float)item->u.box.height};
    case RN_ITEM_SECTOR:
        return extent_of_sector(item);
    case RN_ITEM_TEXT:
        y = (float)item->u.text.y;
        reach = (float)text_reach(item);
        return (extent){y - reach, y + reach};
    case RN_ITEM_PATH:
        return extent_of_path(item);
    case RN_ITEM_GROUP:
    case RN_ITEM_GROUP_END:
        break;
    }
    return (extent){0, 0};
}

/* With its outline, whose corners reach out at most five times its width, and with what rounding takes away. */
static extent outer_extent(const rn_item *item)
{
    extent e = extent_of(item);
    float margin = item->stroke != RN_NO_PAINT ? 5 * (float)item->stroke_width : 0;
    return (extent){e.top - margin - 1, e.bottom + margin + 1};
}

rn_painter *rn_painter_new(const rn_scene *scene)
{
    rn_painter *painter = rn_array_zero(1, sizeof *painter);
    if (!painter)
        return NULL;
    painter->scene = scene;
    painter->extents = rn_array_new(scene->item_count, sizeof *painter->extents);
    if (!painter->extents) {
        free(painter);
        return NULL;
    }
    for (size_t i = 0; i < scene->item_count; i++)
        painter->extents[i] = outer_extent(&scene->items[i]);
    return painter;
}

void rn_painter_paint(rn_painter *painter, cairo_t *cairo, double top, double bottom)
{
    painter->cairo = cairo;
    painter->top = top;
    painter->bottom = bottom;
    paint(painter, false);
}

void rn_painter_free(rn_painter *painter)
{
    if (!painter)
        return;
    close_layout(painter);
    free(painter->extents);
    free(painter);
}
