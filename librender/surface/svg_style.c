/* Every paint is one class (fN fills, sN strokes), so that a dark page only needs other values for the
 * same classes:
 *
 *     .r0c1d2e3f{font-family:'Liberation Sans',sans-serif}
 *     .r0c1d2e3f .f3{fill:#f6a95c}
 *     .r0c1d2e3f text{font-size:12px;fill:#1c1c1c}
 *     .r0c1d2e3f .t1{font-size:17px;fill:#1c1c1c;font-weight:bold;text-anchor:start}
 *     .r0c1d2e3f .p1{stroke-width:.75px;stroke-dasharray:.75px 1.5px}
 *     @media (prefers-color-scheme:dark){
 *     .r0c1d2e3f .f3{fill:#994040}
 *     }
 *
 * Only what is used gets a rule.  A page may hold several pictures, whose style elements all count for the whole page:
 * so rules are for what is within an element of the picture's class. */
#include "surface/svg_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "surface/svg_live.h"

/* ---- what is used ----------------------------------------------------------------------------- */

/* The index of an item's face, new or old; UINT32_MAX when memory is out.  `scale`: units of its space in a px. */
static uint32_t face_of(rn_svg_style *style, const rn_item *item, double scale)
{
    double size = item->u.text.size * scale;
    for (size_t i = 0; i < style->face_count; i++) {
        const rn_svg_face *face = &style->faces[i];
        if (face->size == size && face->fill == item->fill && face->anchor == item->u.text.anchor &&
            face->bold == item->u.text.bold)
            return (uint32_t)i;
    }
    if (!RN_GROW(style->faces, style->face_capacity, style->face_count + 1))
        return UINT32_MAX;
    style->faces[style->face_count] = (rn_svg_face){
        .size = size, .fill = item->fill, .anchor = item->u.text.anchor, .bold = item->u.text.bold};
    return (uint32_t)style->face_count++;
}

/* Notes that lines of the paint are drawn with the pen. */
static void note_stroke(rn_svg_style *style, uint32_t paint, uint32_t pen)
{
    uint8_t *stroked = &style->stroked[paint];
    *stroked = *stroked && *stroked != pen + 1 ? RN_SVG_MIXED_PENS : (uint8_t)(pen + 1);
}

static bool owns_pen(const rn_svg_style *style, uint32_t paint)
{
    return style->stroked[paint] > 1 && style->stroked[paint] <= RN_SVG_PENS;
}

/* The index of the pen that draws an item's outline, new or old; 0 when there is no room for it. */
static uint32_t pen_of(rn_svg_style *style, const rn_item *item, double scale)
{
    double width = item->stroke_width * scale;
    if (item->stroke == RN_NO_PAINT)
        return 0;
    for (size_t i = 0; i < style->pen_count; i++)
        if (style->pens[i].width == width && style->pens[i].dash == item->dash)
            return (uint32_t)i;
    if (style->pen_count == RN_SVG_PENS)
        return 0;
    style->pens[style->pen_count] = (rn_svg_pen){width, item->dash};
    return (uint32_t)style->pen_count++;
}

static bool note_items(rn_svg_style *style, const rn_scene *scene)
{
    size_t depth = 0;
    double scale = 1;
    for (size_t i = 0; i < scene->item_count; i++) {
        const rn_item *item = &scene->items[i];
        if (item->kind == RN_ITEM_GROUP) {
            if (depth++ == 0)
                scale = item->u.group.is_disc ? RN_SVG_DISC_SCALE : 1;
        } else if (item->kind == RN_ITEM_GROUP_END) {
            if (depth && --depth == 0)
                scale = 1;
        } else if (item->kind == RN_ITEM_TEXT) {
            uint32_t face = face_of(style, item, scale);
            if (face == UINT32_MAX)
                return false;
            style->faces[face].uses++;
            style->item_looks[i] = face;
        } else {
            style->filled[item->fill] = true;
            style->item_looks[i] = pen_of(style, item, scale);
            if (item->stroke != RN_NO_PAINT)
                note_stroke(style, item->stroke, style->item_looks[i]);
        }
    }
    return true;
}

/* ---- rules ------------------------------------------------------------------------------------ */

typedef struct sheet {
    rn_buffer *out;
    const rn_svg_style *style;
    const rn_scene *scene;
} sheet;

static void put_color(const sheet *s, const char *property, rn_rgba color)
{
    rn_put_text(s->out, property);
    rn_put_text(s->out, ":#");
    rn_put_hex(s->out, color >> 8, 6);
    if ((color & 0xff) == 0xff)
        return;
    rn_put_char(s->out, ';');
    rn_put_text(s->out, property);
    rn_put_text(s->out, "-opacity:");
    rn_put_fixed(s->out, (color & 0xff) / 255.0, 3);
}

static void put_pen(const sheet *s, const rn_svg_pen *pen)
{
    rn_put_text(s->out, "stroke-width:");
    rn_put_fixed(s->out, pen->width, 2);
    rn_put_text(s->out, "px");
    if (pen->dash == RN_SOLID)
        return;
    rn_put_text(s->out, ";stroke-dasharray:");
    rn_put_fixed(s->out, pen->dash == RN_DASHED ? 4 * pen->width : pen->width, 2);
    rn_put_text(s->out, "px ");
    rn_put_fixed(s->out, (pen->dash == RN_DASHED ? 3 : 2) * pen->width, 2);
    rn_put_text(s->out, "px");
}

/* What follows it is the class or element that the rule is for. */
static void begin_selector(const sheet *s)
{
    rn_put_char(s->out, '.');
    rn_put_text(s->out, s->style->css_class);
    rn_put_char(s->out, ' ');
}

static void put_paint_rule(const sheet *s, char kind, size_t paint, rn_rgba color,
                           const rn_svg_pen *pen)
{
    begin_selector(s);
    rn_put_char(s->out, '.');
    rn_put_char(s->out, kind);
    rn_put_uint(s->out, paint);
    rn_put_char(s->out, '{');
    put_color(s, kind == 'f' ? "fill" : "stroke", color);
    if (pen) {
        rn_put_char(s->out, ';');
        put_pen(s, pen);
    }
    rn_put_text(s->out, "}\n");
}

static void put_face_selector(const sheet *s, size_t index)
{
    begin_selector(s);
    rn_put_text(s->out, index == s->style->plain ? "text" : ".t");
    if (index != s->style->plain)
        rn_put_uint(s->out, index);
}

/* The paints' rules; for dark pages only those that differ. */
static void put_paints(const sheet *s, bool dark)
{
    for (size_t i = 1; i < s->scene->paint_count; i++) {
        rn_paint paint = s->scene->paints[i];
        rn_rgba color = dark ? paint.dark : paint.light;
        if (dark && paint.dark == paint.light)
            continue;
        bool has_pen = !dark && owns_pen(s->style, (uint32_t)i);
        if (s->style->filled[i])
            put_paint_rule(s, 'f', i, color, NULL);
        if (s->style->stroked[i])
            put_paint_rule(s, 's', i, color,
                           has_pen ? &s->style->pens[s->style->stroked[i] - 1] : NULL);
    }
}

static void put_face_rule(const sheet *s, size_t index)
{
    const rn_svg_face *face = &s->style->faces[index];
    put_face_selector(s, index);
    rn_put_text(s->out, "{font-size:");
    rn_put_fixed(s->out, face->size, 2);
    rn_put_text(s->out, "px;");
    put_color(s, "fill", s->scene->paints[face->fill].light);
    rn_put_text(s->out, face->bold                 ? ";font-weight:bold"
                        : index == s->style->plain ? ""
                                                   : ";font-weight:normal");
    rn_put_text(s->out, face->anchor == RN_MIDDLE  ? ";text-anchor:middle"
                        : face->anchor == RN_END   ? ";text-anchor:end"
                        : index == s->style->plain ? ""
                                                   : ";text-anchor:start");
    rn_put_text(s->out, "}\n");
}

static void put_pen_rule(const sheet *s, size_t index)
{
    begin_selector(s);
    rn_put_text(s->out, ".p");
    rn_put_uint(s->out, index);
    rn_put_char(s->out, '{');
    put_pen(s, &s->style->pens[index]);
    rn_put_text(s->out, "}\n");
}

static void put_dark_faces(const sheet *s)
{
    for (size_t i = 0; i < s->style->face_count; i++) {
        rn_paint paint = s->scene->paints[s->style->faces[i].fill];
        if (paint.dark == paint.light)
            continue;
        put_face_selector(s, i);
        rn_put_char(s->out, '{');
        put_color(s, "fill", paint.dark);
        rn_put_text(s->out, "}\n");
    }
}

static bool is_generic(rn_bytes family)
{
    static const char *const names[] = {"sans-serif", "serif", "monospace", "cursive", "fantasy"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (rn_bytes_equal(family, rn_bytes_of(names[i])))
            return true;
    return false;
}

/* One family of the list as a CSS string, without what could end the string or the element. */
static void put_family(const sheet *s, rn_bytes family)
{
    bool quoted = !is_generic(family);
    if (quoted)
        rn_put_char(s->out, '\'');
    for (size_t i = 0; i < family.size; i++)
        if ((unsigned char)family.data[i] >= 0x20 && !strchr("'\"\\<>&{}", family.data[i]))
            rn_put_char(s->out, family.data[i]);
    if (quoted)
        rn_put_char(s->out, '\'');
}

static void put_families(const sheet *s)
{
    rn_bytes list = rn_bytes_of(s->scene->font ? s->scene->font : "sans-serif");
    rn_put_char(s->out, '.');
    rn_put_text(s->out, s->style->css_class);
    rn_put_text(s->out, "{font-family:");
    for (size_t at = 0; at < list.size;) {
        const char *comma = memchr(list.data + at, ',', list.size - at);
        size_t end = comma ? (size_t)(comma - list.data) : list.size;
        size_t stop = end;
        while (at < stop && list.data[at] == ' ')
            at++;
        while (stop > at && list.data[stop - 1] == ' ')
            stop--;
        put_family(s, rn_bytes_slice(list, at, stop));
        if (comma)
            rn_put_char(s->out, ',');
        at = end + 1;
    }
    rn_put_text(s->out, "}\n");
}

static bool follows_page(const rn_scene *scene)
{
    for (size_t i = 1; i < scene->paint_count; i++)
        if (scene->paints[i].light != scene->paints[i].dark)
            return true;
    return false;
}

static void put_unfilled(const sheet *s)
{
    static const char *const elements[] = {"path", "rect", "circle"};
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        if (i > 0)
            rn_put_char(s->out, ',');
        begin_selector(s);
        rn_put_text(s->out, elements[i]);
    }
    rn_put_text(s->out, "{fill:none}\n");
}

static void put_rules(const sheet *s)
{
    put_families(s);
    put_unfilled(s);
    put_paints(s, false);
    for (size_t i = 0; i < s->style->face_count; i++)
        put_face_rule(s, i);
    for (size_t i = 1; i < s->style->pen_count; i++)
        if (s->style->is_named[i])
            put_pen_rule(s, i);
    if (!follows_page(s->scene))
        return;
    rn_put_text(s->out, "@media (prefers-color-scheme:dark){\n");
    put_paints(s, true);
    put_dark_faces(s);
    rn_put_text(s->out, "}\n");
}

void rn_svg_put_style(rn_buffer *out, const rn_svg_style *style, const rn_scene *scene)
{
    rn_put_text(out, "<style>\n");
    put_rules(&(sheet){out, style, scene});
    if (scene->live)
        rn_svg_put_live_style(out, scene);
    rn_put_text(out, "</style>\n");
}

/* ---- the whole -------------------------------------------------------------------------------- */

/* Pictures have the same class only when they have the same rules: their FNV-1a hash names it. */
static bool name_class(rn_svg_style *style, const rn_scene *scene)
{
    rn_buffer rules = {0}, name = {0};
    put_rules(&(sheet){&rules, style, scene});
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < rules.size; i++)
        hash = (hash ^ (unsigned char)rules.data[i]) * 16777619U;
    rn_put_char(&name, 'r');
    rn_put_hex(&name, hash, 8);
    bool done = !rules.failed && !name.failed;
    if (done)
        memcpy(style->css_class, name.data, name.size);
    rn_buffer_finish(&rules);
    rn_buffer_finish(&name);
    return done;
}

bool rn_svg_style_init(rn_svg_style *style, const rn_scene *scene)
{
    *style = (rn_svg_style){0};
    style->filled = rn_array_zero(scene->paint_count + 1, sizeof *style->filled);
    style->stroked = rn_array_zero(scene->paint_count + 1, sizeof *style->stroked);
    style->item_looks = rn_array_zero(scene->item_count + 1, sizeof *style->item_looks);
    if (!style->filled || !style->stroked || !style->item_looks)
        return false;
    style->pens[style->pen_count++] = (rn_svg_pen){1, RN_SOLID};
    style->filled[scene->background] = true;
    if (!note_items(style, scene))
        return false;
    for (size_t i = 0; i < scene->item_count; i++) {
        if (scene->items[i].kind == RN_ITEM_TEXT)
            continue;
        if (owns_pen(style, scene->items[i].stroke))
            style->item_looks[i] = RN_SVG_OWN_PEN;
        else
            style->is_named[style->item_looks[i]] = true;
    }
    for (size_t i = 1; i < style->face_count; i++)
        if (style->faces[i].uses > style->faces[style->plain].uses)
            style->plain = i;
    return name_class(style, scene);
}

void rn_svg_style_finish(rn_svg_style *style)
{
    free(style->filled);
    free(style->stroked);
    free(style->item_looks);
    free(style->faces);
}
