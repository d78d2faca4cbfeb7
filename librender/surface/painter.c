/* Scene → cairo.  Font options are pinned (no hinting, grey antialiasing) so that a picture does
 * not depend on the settings of the machine, and so that text is as wide as it was measured at any
 * scale. */
#include "surface/painter.h"

#include <math.h>
#include <pango/pangocairo.h>

typedef struct scene_painter {
    cairo_t *cairo;
    const rn_scene *scene;
    PangoLayout *layout;
    PangoFontDescription *face;
    double face_size;
    bool face_bold;
} scene_painter;

static void set_source(const scene_painter *p, uint32_t paint)
{
    rn_rgba color = p->scene->paints[paint].light;
    cairo_set_source_rgba(p->cairo, (color >> 24) / 255.0, (color >> 16 & 0xff) / 255.0,
                          (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0);
}

static void set_dash(const scene_painter *p, const rn_item *item)
{
    double unit = item->stroke_width;
    double dashed[] = {4 * unit, 3 * unit}, dotted[] = {unit, 2 * unit};
    if (item->dash == RN_SOLID)
        cairo_set_dash(p->cairo, NULL, 0, 0);
    else
        cairo_set_dash(p->cairo, item->dash == RN_DASHED ? dashed : dotted, 2, 0);
}

static void fill_and_stroke(const scene_painter *p, const rn_item *item)
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

static void trace_box(const scene_painter *p, const rn_item *item)
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

static void trace_sector(const scene_painter *p, const rn_item *item)
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

static void trace_path(const scene_painter *p, const rn_item *item)
{
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
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
}

static void choose_face(scene_painter *p, double size, bool bold)
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
static void open_layout(scene_painter *p)
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

static double anchor_offset(scene_painter *p, rn_anchor anchor)
{
    int width = 0;
    if (anchor == RN_START)
        return 0;
    pango_layout_get_size(p->layout, &width, NULL);
    return (double)width / PANGO_SCALE * (anchor == RN_MIDDLE ? -0.5 : -1);
}

static void paint_text(scene_painter *p, const rn_item *item)
{
    if (item->fill == RN_NO_PAINT || !*item->u.text.string || !(item->u.text.size > 0))
        return;
    if (!p->layout)
        open_layout(p);
    choose_face(p, item->u.text.size, item->u.text.bold);
    pango_layout_set_text(p->layout, item->u.text.string, -1);
    set_source(p, item->fill);
    cairo_save(p->cairo);
    cairo_translate(p->cairo, item->u.text.x, item->u.text.y);
    if (item->u.text.angle != 0)
        cairo_rotate(p->cairo, item->u.text.angle);
    pango_cairo_update_layout(p->cairo, p->layout);
    cairo_move_to(p->cairo, anchor_offset(p, item->u.text.anchor), 0);
    pango_cairo_show_layout_line(p->cairo, pango_layout_get_line_readonly(p->layout, 0));
    cairo_restore(p->cairo);
    cairo_new_path(p->cairo);
}

static void open_link(const scene_painter *p, const char *link)
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

static void paint_item(scene_painter *p, const rn_item *item)
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

static void paint_items(scene_painter *p, bool with_links)
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
        } else {
            paint_item(p, item);
        }
    }
}

void rn_paint_scene(cairo_t *cairo, const rn_scene *scene, bool with_links)
{
    scene_painter p = {.cairo = cairo, .scene = scene};
    if (scene->background != RN_NO_PAINT) {
        set_source(&p, scene->background);
        cairo_paint(cairo); /* also the pixels at the edges that the scene covers in part */
    }
    paint_items(&p, with_links);
    if (p.layout) {
        g_object_unref(p.layout);
        pango_font_description_free(p.face);
    }
}
