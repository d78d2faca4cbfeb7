/* SVG 1.1 (with href as in SVG 2), written by hand:
 *
 *     <svg xmlns=… width="480" height="120" viewBox="0 0 480 120" class="q7f2k" role="img">
 *     <title>Flame graph</title><desc>62 % of the time is in parse.</desc>
 *     <style>…</style>
 *     <g class="cell" id="f1"><title>parse (m.py:5)</title>
 *     <path class="c04jx" d="M12 40h456v17H12z"/><text x="15" y="53">parse</text></g>
 *     <path id="f2" class="cell u1b8w" d="M468 40h1.2v17h-1.2z"><title>lex (m.py:9)</title></path>
 *     </svg>
 *
 * Every look of shapes is one class, and every look of texts but that of most (svg_style.c).  Square boxes are paths: a
 * sixth shorter than <rect>, and boxes are what pictures are made of.  Text of other than Latin characters gets its
 * textLength, because its fonts differ from system to system.  There is a script only in interactive pictures
 * (svg_live.h). */
#include <math.h>

#include "output/output.h"
#include "surface/surfaces.h"
#include "surface/svg_escape.h"
#include "surface/svg_live.h"
#include "surface/svg_shape.h"
#include "surface/svg_style.h"

/* Digits behind the point. */
enum { COARSE = 1, FINE = 2 };

typedef struct svg_writer {
    rn_buffer out;
    const rn_scene *scene;
    rn_svg_style style;
    rn_svg_space space; /* a tenth of a px will do, except for boxes of less than one */
    bool is_in_disc;
} svg_writer;

static void put(svg_writer *svg, const char *text)
{
    rn_put_text(&svg->out, text);
}

static void put_number(svg_writer *svg, double value)
{
    rn_svg_put_number(&svg->out, value, svg->space.digits);
}

static void put_next(svg_writer *svg, double value)
{
    rn_svg_put_next(&svg->out, value, svg->space.digits);
}

static void put_attribute(svg_writer *svg, const char *name, double value)
{
    rn_put_char(&svg->out, ' ');
    put(svg, name);
    put(svg, "=\"");
    put_number(svg, value);
    rn_put_char(&svg->out, '"');
}

/* ---- text ------------------------------------------------------------------------------------ */

static void put_escaped(svg_writer *svg, const char *string)
{
    rn_svg_put_escaped(&svg->out, string);
}

static void put_element(svg_writer *svg, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    rn_put_char(&svg->out, '<');
    put(svg, name);
    rn_put_char(&svg->out, '>');
    rn_svg_put_content(&svg->out, text);
    put(svg, "</");
    put(svg, name);
    rn_put_char(&svg->out, '>');
}

static void put_id(svg_writer *svg, const rn_item *group)
{
    if (!group->u.group.id)
        return;
    put(svg, " id=\"");
    put_escaped(svg, group->u.group.id);
    rn_put_char(&svg->out, '"');
}

static void put_attributes(svg_writer *svg, const rn_item *group)
{
    for (size_t i = 0; i < group->u.group.attribute_count; i++) {
        rn_put_char(&svg->out, ' ');
        put(svg, group->u.group.attributes[i].name);
        put(svg, "=\"");
        put_escaped(svg, group->u.group.attributes[i].value);
        rn_put_char(&svg->out, '"');
    }
}

/* ---- shapes ---------------------------------------------------------------------------------- */

/* `extra` is the class of a group that became its only shape, or NULL. */
static void put_class(svg_writer *svg, uint32_t look, const char *extra)
{
    bool is_plain = look == svg->style.plain_look;
    if (is_plain && !extra)
        return;
    put(svg, " class=\"");
    if (extra)
        put_escaped(svg, extra);
    if (extra && !is_plain)
        rn_put_char(&svg->out, ' ');
    if (!is_plain)
        put(svg, svg->style.looks[look].name);
    rn_put_char(&svg->out, '"');
}

static double in_space_x(const svg_writer *svg, double x)
{
    return (x - svg->space.x) * svg->space.scale;
}

static double in_space_y(const svg_writer *svg, double y)
{
    return (y - svg->space.y) * svg->space.scale;
}

static void put_rounded_box(svg_writer *svg, const rn_item *item)
{
    put_attribute(svg, "x", in_space_x(svg, item->u.box.x));
    put_attribute(svg, "y", in_space_y(svg, item->u.box.y));
    put_attribute(svg, "width", item->u.box.width * svg->space.scale);
    put_attribute(svg, "height", item->u.box.height * svg->space.scale);
    put_attribute(svg, "rx", item->u.box.radius * svg->space.scale);
}

static int digits_of(const svg_writer *svg, const rn_item *item)
{
    if (svg->is_in_disc)
        return 0;
    return item->kind == RN_ITEM_BOX && item->u.box.width < 1 ? FINE : COARSE;
}

/* A shape by itself, or as all there is in a group. */
static void put_shape(svg_writer *svg, size_t index, const rn_item *group)
{
    const rn_item *item = &svg->scene->items[index];
    bool is_rounded = item->kind == RN_ITEM_BOX && item->u.box.radius > 0;
    put(svg, is_rounded ? "<rect" : "<path");
    if (group) {
        put_id(svg, group);
        put_attributes(svg, group);
    }
    put_class(svg, svg->style.item_looks[index], group ? group->u.group.css_class : NULL);
    svg->space.digits = digits_of(svg, item);
    if (is_rounded) {
        put_rounded_box(svg, item);
    } else {
        put(svg, " d=\"");
        rn_svg_put_steps(&svg->out, item, &svg->space);
        rn_put_char(&svg->out, '"');
    }
    svg->space.digits = FINE;
    if (!group || !group->u.group.title) {
        put(svg, "/>");
        return;
    }
    rn_put_char(&svg->out, '>');
    put_element(svg, "title", group->u.group.title);
    put(svg, is_rounded ? "</rect>" : "</path>");
}

/* ---- texts and groups ------------------------------------------------------------------------ */

/* Whether all fonts that stand for each other here agree on how wide the text is: Latin, and the signs
 * that labels are made with. */
static bool has_known_width(const char *string)
{
    static const char *const signs[] = {"…", "−", "≈", "→", "–", "—"};
    rn_bytes text = rn_bytes_of(string);
    while (text.size) {
        unsigned char first = (unsigned char)text.data[0];
        size_t size = first < 0x80 ? 1 : (first == 0xc2 || first == 0xc3) && text.size > 1 ? 2 : 0;
        for (size_t i = 0; !size && i < sizeof signs / sizeof *signs; i++)
            if (rn_bytes_start(text, rn_bytes_of(signs[i])))
                size = strlen(signs[i]);
        if (!size)
            return false;
        text = rn_bytes_slice(text, size, text.size);
    }
    return true;
}

/* Clockwise, between half a turn back and half a turn. */
static double degrees(double angle)
{
    return remainder(angle * 180 / M_PI, 360);
}

/* A place in the space, unless it is nought. */
static void put_offset(svg_writer *svg, const char *name, double value)
{
    if (round(value) != 0)
        put_attribute(svg, name, value);
}

/* In a disc text is turned about the middle, as are the letters of a label along a ring. */
static void put_turned_place(svg_writer *svg, const rn_item *item)
{
    double turn = round(degrees(item->u.text.angle) * 100) / 100, angle = turn * M_PI / 180;
    double x = in_space_x(svg, item->u.text.x), y = in_space_y(svg, item->u.text.y);
    put(svg, " transform=\"rotate(");
    rn_svg_put_number(&svg->out, turn, FINE);
    put(svg, ")\"");
    put_offset(svg, "x", x * cos(angle) + y * sin(angle));
    put_offset(svg, "y", y * cos(angle) - x * sin(angle));
}

static void put_place_and_turn(svg_writer *svg, const rn_item *item)
{
    put(svg, " transform=\"translate(");
    put_number(svg, item->u.text.x);
    put_next(svg, item->u.text.y);
    put(svg, ")rotate(");
    put_number(svg, degrees(item->u.text.angle));
    put(svg, ")\"");
}

static void put_text_item(svg_writer *svg, const rn_item *item, uint32_t face)
{
    put(svg, "<text");
    svg->space.digits = svg->is_in_disc ? 0 : COARSE;
    if (face != svg->style.plain_face) {
        put(svg, " class=\"");
        put(svg, svg->style.faces[face].name);
        rn_put_char(&svg->out, '"');
    }
    if (item->u.text.angle != 0 && svg->is_in_disc) {
        put_turned_place(svg, item);
    } else if (item->u.text.angle != 0) {
        put_place_and_turn(svg, item);
    } else {
        put_attribute(svg, "x", in_space_x(svg, item->u.text.x));
        put_attribute(svg, "y", in_space_y(svg, item->u.text.y));
    }
    if (item->u.text.width > 0 && !has_known_width(item->u.text.string)) {
        put_attribute(svg, "textLength", item->u.text.width * svg->space.scale);
        put(svg, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    svg->space.digits = FINE;
    rn_put_char(&svg->out, '>');
    rn_svg_put_content(&svg->out, item->u.text.string);
    put(svg, "</text>");
}

/* A link may lead anywhere but into a script: its parts can come from a profile. */
static bool is_safe_link(const char *link)
{
    static const char *const refused[] = {"javascript:", "data:", "vbscript:"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strncasecmp(link, refused[i], strlen(refused[i])) == 0)
            return false;
    return true;
}

static bool is_linked(const rn_item *group)
{
    return group->u.group.link && is_safe_link(group->u.group.link);
}

static void open_disc(svg_writer *svg, const rn_item *item)
{
    put(svg, "<g transform=\"translate(");
    put_number(svg, item->u.group.x);
    put_next(svg, item->u.group.y);
    put(svg, ")scale(");
    put_number(svg, 1.0 / RN_SVG_DISC_SCALE);
    put(svg, ")\">");
    svg->space = (rn_svg_space){item->u.group.x, item->u.group.y, RN_SVG_DISC_SCALE, 0};
    svg->is_in_disc = true;
}

static void put_group(svg_writer *svg, const rn_item *item)
{
    if (item->u.group.is_disc) {
        open_disc(svg, item);
        return;
    }
    put(svg, is_linked(item) ? "<a href=\"" : "<g");
    if (is_linked(item)) {
        put_escaped(svg, item->u.group.link);
        rn_put_char(&svg->out, '"');
    }
    if (item->u.group.css_class) {
        put(svg, " class=\"");
        put_escaped(svg, item->u.group.css_class);
        rn_put_char(&svg->out, '"');
    }
    put_id(svg, item);
    put_attributes(svg, item);
    rn_put_char(&svg->out, '>');
    put_element(svg, "title", item->u.group.title);
}

/* ---- the document ---------------------------------------------------------------------------- */

static void put_head(svg_writer *svg)
{
    const rn_scene *scene = svg->scene;
    put(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    put_attribute(svg, "width", scene->width * scene->zoom);
    put_attribute(svg, "height", scene->height * scene->zoom);
    put(svg, " viewBox=\"0 0");
    put_next(svg, scene->width);
    put_next(svg, scene->height);
    put(svg, "\" class=\"");
    put(svg, svg->style.name);
    put(svg, "\" role=\"img\">\n");
    put_element(svg, "title", scene->title);
    put_element(svg, "desc", scene->description);
    rn_put_char(&svg->out, '\n');
    rn_svg_put_style(&svg->out, &svg->style, scene);
    if (scene->background != RN_NO_PAINT) {
        put(svg, "<path");
        put_class(svg, svg->style.background, NULL);
        put(svg, " d=\"M0 0h");
        put_number(svg, scene->width);
        rn_put_char(&svg->out, 'v');
        put_number(svg, scene->height);
        put(svg, "H0z\"/>\n");
    }
}

/* A group that holds one shape and leads nowhere is written as that shape. */
static bool is_single(const rn_scene *scene, size_t index)
{
    const rn_item *items = &scene->items[index];
    return index + 2 < scene->item_count && !items->u.group.is_disc && !is_linked(items) &&
           items[1].kind >= RN_ITEM_BOX && items[1].kind <= RN_ITEM_PATH &&
           items[2].kind == RN_ITEM_GROUP_END;
}

static void leave_disc(svg_writer *svg)
{
    svg->space = (rn_svg_space){0, 0, 1, FINE};
    svg->is_in_disc = false;
}

static bool put_items(svg_writer *svg, render_sink sink, rn_report *report)
{
    bool linked[2] = {false}, fine = true;
    size_t depth = 0;
    for (size_t i = 0; fine && i < svg->scene->item_count; i++) {
        const rn_item *item = &svg->scene->items[i];
        if (item->kind == RN_ITEM_GROUP && is_single(svg->scene, i)) {
            put_shape(svg, i + 1, item);
            i += 2;
        } else if (item->kind == RN_ITEM_GROUP) {
            put_group(svg, item);
            if (depth < 2)
                linked[depth] = is_linked(item);
            depth++;
        } else if (item->kind == RN_ITEM_GROUP_END) {
            depth -= depth > 0;
            put(svg, depth < 2 && linked[depth] ? "</a>" : "</g>");
            if (depth == 0)
                leave_disc(svg);
        } else if (item->kind == RN_ITEM_TEXT) {
            put_text_item(svg, item, svg->style.item_looks[i]);
        } else {
            put_shape(svg, i, NULL);
        }
        if (depth == 0 || (depth == 1 && svg->is_in_disc))
            rn_put_char(&svg->out, '\n');
        fine = rn_flush(&svg->out, sink, RN_FLUSH_BYTES, report);
    }
    return fine;
}

render_status rn_write_svg(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    (void)scale;
    svg_writer svg = {.scene = scene, .space = {0, 0, 1, FINE}};
    render_status status = RENDER_OK;
    if (scene->failed || !rn_svg_style_init(&svg.style, scene)) {
        status = rn_fail_memory(report);
    } else {
        put_head(&svg);
        bool fine = put_items(&svg, sink, report);
        if (scene->live)
            rn_svg_put_live(&svg.out, scene);
        put(&svg, "</svg>\n");
        if (!fine || !rn_flush(&svg.out, sink, 0, report))
            status = report->error.status;
    }
    rn_buffer_finish(&svg.out);
    rn_svg_style_finish(&svg.style);
    return status;
}
