/* The display list as lines of text, for golden tests:
 *
 *     scene 480 x 120
 *     title Call graph
 *     background #ffffff
 *     group class=cell id=f1 link=https://…
 *       title parse (m.py:5)\n1.53 s
 *       box 12 40 456 17 fill=#f6a95c|#99403d
 *       text 15 53 size=12 width=43.2 fill=#1c1c1c parse
 *     end
 *
 * A paint that differs on dark pages is light|dark.  Numbers have at most two decimals. */
#include "output/output.h"
#include "surface/surfaces.h"

static void put_numbers(rn_buffer *out, const double *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        rn_put_char(out, ' ');
        rn_put_fixed(out, numbers[i], 2);
    }
}

static void put_number(rn_buffer *out, const char *name, double value)
{
    rn_put_text(out, name);
    rn_put_fixed(out, value, 2);
}

static void put_color(rn_buffer *out, rn_rgba color)
{
    bool is_opaque = (color & 0xff) == 0xff;
    rn_put_char(out, '#');
    rn_put_hex(out, is_opaque ? color >> 8 : color, is_opaque ? 6 : 8);
}

static void put_paint(rn_buffer *out, const rn_scene *scene, const char *name, uint32_t paint)
{
    if (paint == RN_NO_PAINT)
        return;
    rn_paint both = scene->paints[paint];
    rn_put_text(out, name);
    put_color(out, both.light);
    if (both.dark != both.light) {
        rn_put_char(out, '|');
        put_color(out, both.dark);
    }
}

/* One line, whatever the text holds. */
static void put_line(rn_buffer *out, const char *name, const char *text)
{
    if (!text)
        return;
    rn_put_text(out, name);
    for (; *text; text++) {
        if (*text == '\n')
            rn_put_text(out, "\\n");
        else
            rn_put_char(out, *text);
    }
    rn_put_char(out, '\n');
}

static void put_group(rn_buffer *out, const rn_item *item)
{
    if (item->u.group.is_disc) {
        rn_put_text(out, "disc");
        put_numbers(out, (double[]){item->u.group.x, item->u.group.y}, 2);
        rn_put_char(out, '\n');
        return;
    }
    rn_put_text(out, "group");
    if (item->u.group.css_class) {
        rn_put_text(out, " class=");
        rn_put_text(out, item->u.group.css_class);
    }
    if (item->u.group.id) {
        rn_put_text(out, " id=");
        rn_put_text(out, item->u.group.id);
    }
    if (item->u.group.link)
        put_line(out, " link=", item->u.group.link);
    else
        rn_put_char(out, '\n');
    for (size_t i = 0; i < item->u.group.attribute_count; i++) {
        rn_put_text(out, "  ");
        rn_put_text(out, item->u.group.attributes[i].name);
        put_line(out, "=", item->u.group.attributes[i].value);
    }
    put_line(out, "  title ", item->u.group.title);
}

static void put_path(rn_buffer *out, const rn_item *item)
{
    rn_put_text(out, "path");
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
        int points = step->op == RN_CLOSE ? 0 : step->op == RN_CURVE ? 3 : 1;
        rn_put_char(out, ' ');
        rn_put_char(out, "MLCZ"[step->op]);
        for (int p = 0; p < points; p++)
            put_numbers(out, (double[]){step->x[p], step->y[p]}, 2);
    }
}

static void put_text_item(rn_buffer *out, const rn_item *item)
{
    static const char *const anchors[] = {"", " middle", " end"};
    rn_put_text(out, "text");
    put_numbers(out, (double[]){item->u.text.x, item->u.text.y}, 2);
    put_number(out, " size=", item->u.text.size);
    put_number(out, " width=", item->u.text.width);
    if (item->u.text.angle != 0)
        put_number(out, " angle=", item->u.text.angle);
    rn_put_text(out, anchors[item->u.text.anchor]);
    if (item->u.text.bold)
        rn_put_text(out, " bold");
}

static void put_shape(rn_buffer *out, const rn_item *item)
{
    if (item->kind == RN_ITEM_BOX) {
        rn_put_text(out, "box");
        put_numbers(out, &item->u.box.x, 1);
        put_numbers(out, &item->u.box.y, 1);
        put_numbers(out, (double[]){item->u.box.width, item->u.box.height}, 2);
        if (item->u.box.radius > 0)
            put_number(out, " radius=", item->u.box.radius);
    } else if (item->kind == RN_ITEM_SECTOR) {
        rn_put_text(out, "sector");
        put_numbers(out, (double[]){item->u.sector.x, item->u.sector.y}, 2);
        put_numbers(out, (double[]){item->u.sector.inner, item->u.sector.outer}, 2);
        /* A hundredth of a radian is too coarse for thin cells. */
        rn_put_char(out, ' ');
        rn_put_fixed(out, item->u.sector.from, 4);
        rn_put_char(out, ' ');
        rn_put_fixed(out, item->u.sector.to, 4);
    } else if (item->kind == RN_ITEM_PATH) {
        put_path(out, item);
    } else {
        put_text_item(out, item);
    }
}

static void put_item(rn_buffer *out, const rn_scene *scene, const rn_item *item)
{
    put_shape(out, item);
    put_paint(out, scene, " fill=", item->fill);
    put_paint(out, scene, " stroke=", item->stroke);
    if (item->stroke != RN_NO_PAINT) {
        put_number(out, " ", item->stroke_width);
        rn_put_text(out, item->dash == RN_DASHED   ? " dashed"
                         : item->dash == RN_DOTTED ? " dotted"
                                                   : "");
    }
    if (item->kind == RN_ITEM_TEXT)
        put_line(out, " ", item->u.text.string);
    else
        rn_put_char(out, '\n');
}

static void put_head(rn_buffer *out, const rn_scene *scene)
{
    put_number(out, "scene ", scene->width);
    put_number(out, " x ", scene->height);
    rn_put_char(out, '\n');
    put_line(out, "title ", scene->title);
    put_line(out, "description ", scene->description);
    put_paint(out, scene, "background ", scene->background);
    rn_put_char(out, '\n');
}

render_status rn_write_scene(const rn_scene *scene, double scale, render_sink sink,
                             rn_report *report)
{
    (void)scale;
    if (scene->failed)
        return rn_fail_memory(report);
    rn_buffer out = {0};
    int depth = 0;
    bool fine = true;
    put_head(&out, scene);
    for (size_t i = 0; fine && i < scene->item_count; i++) {
        const rn_item *item = &scene->items[i];
        depth -= item->kind == RN_ITEM_GROUP_END;
        for (int d = 0; d < depth; d++)
            rn_put_text(&out, "  ");
        if (item->kind == RN_ITEM_GROUP)
            put_group(&out, item);
        else if (item->kind == RN_ITEM_GROUP_END)
            rn_put_text(&out, "end\n");
        else
            put_item(&out, scene, item);
        depth += item->kind == RN_ITEM_GROUP;
        fine = rn_flush(&out, sink, RN_FLUSH_BYTES, report);
    }
    fine = fine && rn_flush(&out, sink, 0, report);
    rn_buffer_finish(&out);
    return fine ? RENDER_OK : report->error.status;
}
