/* A look, of a shape or of a text, is one class; a dark page only has other values for it:
 *
 *     .q7f2k{font-family:'Liberation Sans',sans-serif;fill:#fce8c6}
 *     .q7f2k text{font-size:12px;fill:#1c1c1c}
 *     .c04jx{fill:#f6a95c;stroke:#7f6647;stroke-width:.75px;stroke-dasharray:.75px 1.5px}
 *     svg text.h9d3m{font-size:17px;fill:#1c1c1c;font-weight:bold;text-anchor:start}
 *     @media (prefers-color-scheme:dark){
 *     .c04jx{fill:#994040}
 *     }
 *
 * The root element has the first one; the texts and the filled shapes that there are most of have none.  Names are those of what the rule says, not
 * of its place: the style elements of all pictures in a page count for the whole page, where the same name then means
 * the same look; and when one look of a picture changes, lines that have others stay as they were. */
#include "surface/svg_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/grow.h"
#include "surface/svg_live.h"

/* ---- what is used ----------------------------------------------------------------------------- */

static bool is_like(const rn_svg_look *look, double width, rn_dash dash)
{
    return look->width == width && look->dash == dash;
}

/* The index of a look, new or old; UINT32_MAX when memory is out.  `width` is 0 without a stroke. */
static uint32_t look_of(rn_svg_style *style, uint32_t fill, uint32_t stroke, double width,
                        rn_dash dash)
{
    bool is_new;
    uint32_t made = (uint32_t)style->look_count;
    uint32_t *first = rn_map_put(&style->looks_of, rn_map_pair(fill, stroke), made, &is_new);
    if (!first || !RN_GROW(style->looks, style->look_capacity, made + (size_t)1))
        return UINT32_MAX;
    for (uint32_t i = is_new ? UINT32_MAX : *first; i != UINT32_MAX; i = style->looks[i].next)
        if (is_like(&style->looks[i], width, dash))
            return i;
    style->looks[made] = (rn_svg_look){.fill = fill,
                                       .stroke = stroke,
                                       .width = width,
                                       .dash = dash,
                                       .next = is_new ? UINT32_MAX : *first};
    *first = made;
    style->look_count++;
    return made;
}

/* The index of a text's face, new or old; UINT32_MAX when memory is out.  `scale`: units of its space in a px. */
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

static uint32_t note_text(rn_svg_style *style, const rn_item *item, double scale)
{
    uint32_t face = face_of(style, item, scale);
    if (face != UINT32_MAX)
        style->faces[face].uses++;
    return face;
}

/* `has_class`: whatever it looks like. */
static uint32_t note_shape(rn_svg_style *style, const rn_item *item, double scale, bool has_class)
{
    bool has_stroke = item->stroke != RN_NO_PAINT;
    uint32_t look = look_of(style, item->fill, item->stroke,
                            has_stroke ? item->stroke_width * scale : 0, item->dash);
    if (look != UINT32_MAX && !has_class)
        style->looks[look].uses++;
    return look;
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
        } else {
            bool has_class = i && item[-1].kind == RN_ITEM_GROUP && item[-1].u.group.css_class;
            style->item_looks[i] = item->kind == RN_ITEM_TEXT
                                       ? note_text(style, item, scale)
                                       : note_shape(style, item, scale, has_class);
            if (style->item_looks[i] == UINT32_MAX)
                return false;
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

/* 1 px and solid is what a stroke is without a word. */
static void put_pen(const sheet *s, const rn_svg_look *pen)
{
    if (pen->width != 1) {
        rn_put_text(s->out, ";stroke-width:");
        rn_put_fixed(s->out, pen->width, 2);
        rn_put_text(s->out, "px");
    }
    if (pen->dash == RN_SOLID)
        return;
    rn_put_text(s->out, ";stroke-dasharray:");
    rn_put_fixed(s->out, pen->dash == RN_DASHED ? 4 * pen->width : pen->width, 2);
    rn_put_text(s->out, "px ");
    rn_put_fixed(s->out, (pen->dash == RN_DASHED ? 3 : 2) * pen->width, 2);
    rn_put_text(s->out, "px");
}

/* What the rule of a look says. */
static void put_look(const sheet *s, const rn_svg_look *look)
{
    if (look->fill == RN_NO_PAINT)
        rn_put_text(s->out, "fill:none");
    else
        put_color(s, "fill", s->scene->paints[look->fill].light);
    if (look->stroke == RN_NO_PAINT)
        return;
    rn_put_char(s->out, ';');
    put_color(s, "stroke", s->scene->paints[look->stroke].light);
    put_pen(s, look);
}

static bool is_other(const sheet *s, uint32_t paint)
{
    return paint != RN_NO_PAINT && s->scene->paints[paint].dark != s->scene->paints[paint].light;
}

/* What is other on a dark page; nothing: nothing. */
static void put_dark_look(const sheet *s, const rn_svg_look *look)
{
    if (is_other(s, look->fill))
        put_color(s, "fill", s->scene->paints[look->fill].dark);
    if (is_other(s, look->fill) && is_other(s, look->stroke))
        rn_put_char(s->out, ';');
    if (is_other(s, look->stroke))
        put_color(s, "stroke", s->scene->paints[look->stroke].dark);
}

/* All that other texts have to say so as not to have what the most used face says. */
static void put_face(const sheet *s, const rn_svg_face *face)
{
    bool is_plain = face == &s->style->faces[s->style->plain_face];
    rn_put_text(s->out, "font-size:");
    rn_put_fixed(s->out, face->size, 2);
    rn_put_text(s->out, "px;");
    put_color(s, "fill", s->scene->paints[face->fill].light);
    rn_put_text(s->out, face->bold ? ";font-weight:bold" : is_plain ? "" : ";font-weight:normal");
    rn_put_text(s->out, face->anchor == RN_MIDDLE ? ";text-anchor:middle"
                        : face->anchor == RN_END  ? ";text-anchor:end"
                        : is_plain                ? ""
                                                  : ";text-anchor:start");
}

static void put_dark_face(const sheet *s, const rn_svg_face *face)
{
    if (is_other(s, face->fill))
        put_color(s, "fill", s->scene->paints[face->fill].dark);
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
    rn_put_text(s->out, "font-family:");
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
}

/* ---- names ------------------------------------------------------------------------------------ */

/* A letter, a digit and three of both: no word, and five characters as no class of a group has them. */
static void spell(char *name, uint32_t number)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    *name++ = (char)('a' + number % 26);
    number /= 26;
    *name++ = digits[number % 10];
    number /= 10;
    for (int i = 0; i < 3; i++, number /= 36)
        *name++ = digits[number % 36];
    *name = '\0';
}

/* Names what the buffer says by its FNV-1a hash, or when another class has that name by one further on, and
 * empties it. */
static bool take_name(rn_svg_style *style, rn_buffer *said, char *name)
{
    const uint32_t names = 26 * 10 * 36 * 36 * 36;
    uint32_t hash = 2166136261U;
    bool is_new = false, done = !said->failed;
    for (size_t i = 0; i < said->size; i++)
        hash = (hash ^ (unsigned char)said->data[i]) * 16777619U;
    for (hash %= names; done && !is_new; hash = (hash + !is_new) % names)
        done = rn_map_put(&style->names, hash, 0, &is_new);
    spell(name, hash);
    said->size = 0;
    return done;
}

/* The class of the root element says what the most used ones look like. */
static bool name_root(rn_svg_style *style, const sheet *s)
{
    put_families(s);
    put_look(s, &style->looks[style->plain_look]);
    put_dark_look(s, &style->looks[style->plain_look]);
    if (style->face_count) {
        put_face(s, &style->faces[style->plain_face]);
        put_dark_face(s, &style->faces[style->plain_face]);
    }
    return take_name(style, s->out, style->name);
}

static bool name_faces(rn_svg_style *style, const sheet *s)
{
    bool done = true;
    for (size_t i = 0; done && i < style->face_count; i++) {
        put_face(s, &style->faces[i]);
        put_dark_face(s, &style->faces[i]);
        done = take_name(style, s->out, style->faces[i].name);
    }
    return done;
}

static bool name_looks(rn_svg_style *style, const sheet *s)
{
    bool done = true;
    for (size_t i = 0; done && i < style->look_count; i++) {
        put_look(s, &style->looks[i]);
        put_dark_look(s, &style->looks[i]);
        done = take_name(style, s->out, style->looks[i].name);
    }
    return done;
}

static bool name_all(rn_svg_style *style, const rn_scene *scene)
{
    rn_buffer said = {0};
    const sheet s = {&said, style, scene};
    bool done = name_root(style, &s) && name_faces(style, &s) && name_looks(style, &s);
    rn_buffer_finish(&said);
    return done;
}

/* ---- the element ------------------------------------------------------------------------------ */

static void begin_rule(const sheet *s, const char *before, const char *name, const char *after)
{
    rn_put_text(s->out, before);
    rn_put_char(s->out, '.');
    rn_put_text(s->out, name);
    rn_put_text(s->out, after);
    rn_put_char(s->out, '{');
}

static void end_rule(const sheet *s)
{
    rn_put_text(s->out, "}\n");
}

static void begin_face(const sheet *s, size_t index)
{
    if (index == s->style->plain_face)
        begin_rule(s, "", s->style->name, " text");
    else
        begin_rule(s, "svg text", s->style->faces[index].name, "");
}

static void put_rules(const sheet *s)
{
    begin_rule(s, "", s->style->name, "");
    put_families(s);
    rn_put_char(s->out, ';');
    put_look(s, &s->style->looks[s->style->plain_look]);
    end_rule(s);
    for (size_t i = 0; i < s->style->face_count; i++) {
        begin_face(s, i);
        put_face(s, &s->style->faces[i]);
        end_rule(s);
    }
    for (size_t i = 0; i < s->style->look_count; i++) {
        uint32_t look = s->style->order[i];
        if (look == s->style->plain_look)
            continue;
        begin_rule(s, "", s->style->looks[look].name, "");
        put_look(s, &s->style->looks[look]);
        end_rule(s);
    }
}

static void put_dark_rules(const sheet *s)
{
    for (size_t i = 0; i < s->style->face_count; i++)
        if (is_other(s, s->style->faces[i].fill)) {
            begin_face(s, i);
            put_dark_face(s, &s->style->faces[i]);
            end_rule(s);
        }
    for (size_t i = 0; i < s->style->look_count; i++) {
        uint32_t index = s->style->order[i];
        const rn_svg_look *look = &s->style->looks[index];
        if (!is_other(s, look->fill) && !is_other(s, look->stroke))
            continue;
        begin_rule(s, "", index == s->style->plain_look ? s->style->name : look->name, "");
        put_dark_look(s, look);
        end_rule(s);
    }
}

static bool follows_page(const rn_scene *scene)
{
    for (size_t i = 1; i < scene->paint_count; i++)
        if (scene->paints[i].light != scene->paints[i].dark)
            return true;
    return false;
}

void rn_svg_put_style(rn_buffer *out, const rn_svg_style *style, const rn_scene *scene)
{
    const sheet s = {out, style, scene};
    rn_put_text(out, "<style>\n");
    put_rules(&s);
    if (follows_page(scene)) {
        rn_put_text(out, "@media (prefers-color-scheme:dark){\n");
        put_dark_rules(&s);
        rn_put_text(out, "}\n");
    }
    if (scene->live)
        rn_svg_put_live_style(out, scene);
    rn_put_text(out, "</style>\n");
}

/* ---- the whole -------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right, void *looks)
{
    const rn_svg_look *all = looks;
    return strcmp(all[*(const uint32_t *)left].name, all[*(const uint32_t *)right].name);
}

/* By name, so that a look that is new moves no others. */
static bool order_looks(rn_svg_style *style)
{
    style->order = rn_array_new(style->look_count, sizeof *style->order);
    for (size_t i = 0; style->order && i < style->look_count; i++)
        style->order[i] = (uint32_t)i;
    if (style->order && style->look_count)
        qsort_r(style->order, style->look_count, sizeof *style->order, compare_names, style->looks);
    return style->order;
}

/* A stroke would be that of texts, too.  The look of the page may be the only one. */
static void choose_plain(rn_svg_style *style)
{
    style->plain_look = style->background;
    for (size_t i = 0; i < style->look_count; i++)
        if (style->looks[i].stroke == RN_NO_PAINT &&
            style->looks[i].uses > style->looks[style->plain_look].uses)
            style->plain_look = (uint32_t)i;
    for (size_t i = 1; i < style->face_count; i++)
        if (style->faces[i].uses > style->faces[style->plain_face].uses)
            style->plain_face = (uint32_t)i;
}

bool rn_svg_style_init(rn_svg_style *style, const rn_scene *scene)
{
    *style = (rn_svg_style){0};
    style->item_looks = rn_array_zero(scene->item_count + 1, sizeof *style->item_looks);
    if (!style->item_looks)
        return false;
    style->background = look_of(style, scene->background, RN_NO_PAINT, 0, RN_SOLID);
    if (style->background == UINT32_MAX || !note_items(style, scene))
        return false;
    choose_plain(style);
    return name_all(style, scene) && order_looks(style);
}

void rn_svg_style_finish(rn_svg_style *style)
{
    free(style->item_looks);
    free(style->looks);
    free(style->faces);
    free(style->order);
    rn_map_finish(&style->looks_of);
    rn_map_finish(&style->names);
}
