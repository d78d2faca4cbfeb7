/* SVG 1.1 (with href as in SVG 2), written by hand:
 *
 *     <svg xmlns=… width="480" height="120" viewBox="0 0 480 120" role="img">
 *     <title>Flame graph</title><desc>62 % of the time is in parse.</desc>
 *     <style>…</style>
 *     <g class="cell" id="f1"><title>parse (m.py:5)</title>
 *     <path class="f3" d="M12 40h456v17H12z"/><text x="15" y="53">parse</text></g>
 *     <path id="f2" class="cell f4" d="M468 40h1.2v17h-1.2z"><title>lex (m.py:9)</title></path>
 *     </svg>
 *
 * Every paint is one class (fN fills, sN strokes), so that a dark page only needs other values for
 * the same classes; every font is one, the most used being that of plain <text>, and so is every way
 * to draw a line but the plain one (pN).  Square boxes are paths: a sixth shorter than <rect>, and
 * boxes are what pictures are made of.  Text of other than Latin characters gets its textLength,
 * because its fonts differ from system to system.  There is
 * a script only in interactive pictures (svg_live.h). */
#include <math.h>

#include "output/output.h"
#include "surface/surfaces.h"
#include "surface/svg_escape.h"
#include "surface/svg_live.h"
#include "surface/svg_style.h"

/* Digits behind the point. */
enum { COARSE = 1, FINE = 2 };

typedef struct svg_writer {
    rn_buffer out;
    const rn_scene *scene;
    rn_svg_style style;
    double x, y; /* where a sector's path is, in tenths of a px */
    int digits;  /* of numbers: a tenth of a px will do, except for boxes of less than one */
} svg_writer;

static void put(svg_writer *svg, const char *text)
{
    rn_put_text(&svg->out, text);
}

/* A number without what a reader can do without: ".5" for 0.5. */
static void put_number(svg_writer *svg, double value)
{
    size_t before = svg->out.size;
    rn_put_fixed(&svg->out, isfinite(value) ? value : 0, svg->digits);
    char *text = svg->out.failed ? NULL : svg->out.data + before;
    size_t size = svg->out.size - before, sign = size && text && text[0] == '-';
    if (!text || size < sign + 3 || text[sign] != '0' || text[sign + 1] != '.')
        return;
    memmove(text + sign, text + sign + 1, size - sign - 1);
    svg->out.size--;
}

/* A number after another one: a minus sign separates by itself. */
static void put_next(svg_writer *svg, double value)
{
    size_t before = svg->out.size;
    put_number(svg, value);
    if (svg->out.failed || svg->out.data[before] == '-')
        return;
    svg->out.size = before;
    rn_put_char(&svg->out, ' ');
    put_number(svg, value);
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
    put_escaped(svg, text);
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

/* The pen that a class of its own names; 0: none. */
static uint32_t named_pen(const svg_writer *svg, size_t index)
{
    uint32_t pen = svg->style.item_looks[index];
    return pen < RN_SVG_PENS ? pen : 0;
}

/* `extra` is the class of a group that became its only shape, or NULL. */
static void put_class(svg_writer *svg, size_t index, const char *extra)
{
    const rn_item *item = &svg->scene->items[index];
    const struct {
        char kind;
        uint32_t number; /* 0: none */
    } parts[] = {{'f', item->fill}, {'s', item->stroke}, {'p', named_pen(svg, index)}};
    const char *between = " class=\"";
    if (extra) {
        put(svg, between);
        put_escaped(svg, extra);
        between = " ";
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].number)
            continue;
        put(svg, between);
        rn_put_char(&svg->out, parts[i].kind);
        rn_put_uint(&svg->out, parts[i].number);
        between = " ";
    }
    if (between[1] == '\0')
        rn_put_char(&svg->out, '"');
}

/* Of an outline that has no class. */
static void put_stroke(svg_writer *svg, size_t index)
{
    const rn_item *item = &svg->scene->items[index];
    double unit = item->stroke_width;
    if (item->stroke == RN_NO_PAINT || svg->style.item_looks[index])
        return;
    svg->digits = FINE;
    if (unit != 1)
        put_attribute(svg, "stroke-width", unit);
    if (item->dash == RN_SOLID)
        return;
    put(svg, " stroke-dasharray=\"");
    put_number(svg, item->dash == RN_DASHED ? 4 * unit : unit);
    put_next(svg, item->dash == RN_DASHED ? 3 * unit : 2 * unit);
    rn_put_char(&svg->out, '"');
}

static void put_rounded_box(svg_writer *svg, const rn_item *item)
{
    put_attribute(svg, "x", item->u.box.x);
    put_attribute(svg, "y", item->u.box.y);
    put_attribute(svg, "width", item->u.box.width);
    put_attribute(svg, "height", item->u.box.height);
    put_attribute(svg, "rx", item->u.box.radius);
}

static void put_box_steps(svg_writer *svg, const rn_item *item)
{
    rn_put_char(&svg->out, 'M');
    put_number(svg, item->u.box.x);
    put_next(svg, item->u.box.y);
    rn_put_char(&svg->out, 'h');
    put_number(svg, item->u.box.width);
    rn_put_char(&svg->out, 'v');
    put_number(svg, item->u.box.height);
    if (item->u.box.width < item->u.box.x) {
        rn_put_char(&svg->out, 'h');
        put_number(svg, -item->u.box.width);
    } else {
        rn_put_char(&svg->out, 'H');
        put_number(svg, item->u.box.x);
    }
    rn_put_char(&svg->out, 'z');
}

static void put_point(svg_writer *svg, char command, double x, double y)
{
    rn_put_char(&svg->out, command);
    put_number(svg, x);
    put_next(svg, y);
}

/* The way to a point, behind the command and numbers that it begins with; between points as rounded, so that no
 * errors add up.  An empty command is the one before. */
static void put_way(svg_writer *svg, const char *command, double x, double y)
{
    x = round(x * 10);
    y = round(y * 10);
    put(svg, command);
    if (command[0] && !command[1])
        put_number(svg, (x - svg->x) / 10);
    else
        put_next(svg, (x - svg->x) / 10);
    put_next(svg, (y - svg->y) / 10);
    svg->x = x;
    svg->y = y;
}

/* How far an arc is from the line between its ends. */
static double bend(double radius, double angle)
{
    return radius * (1 - cos(fmin(fabs(angle), M_PI) / 2));
}

/* An arc of the circle around (x, y) to the angle `to`.  More than half a circle takes two: the ends of
 * one that is nearly whole are written alike, and an arc between equal points is not drawn. */
static void put_arc(svg_writer *svg, const rn_item *item, double radius, double from, double to)
{
    bool is_long = fabs(to - from) > M_PI;
    double middle = (from + to) / 2;
    for (int half = !is_long; half < 2; half++) {
        double end = half ? to : middle;
        /* between its ends, a slight arc hardly changes with its radius */
        double told = bend(radius, to - from) < radius * 0.1 ? round(radius) : radius;
        put_point(svg, 'a', told, told);
        put_way(svg, to > from ? " 0 0 1" : " 0 0 0", item->u.sector.x + radius * sin(end),
                item->u.sector.y - radius * cos(end));
    }
}

/* An edge of a sector: an arc, or a line where none would see the difference; whether it was a line. */
static bool put_edge(svg_writer *svg, const rn_item *item, double radius, double from, double to,
                     bool is_after_line)
{
    bool is_line = bend(radius, to - from) < 0.1;
    if (is_line)
        put_way(svg, is_after_line ? "" : "l", item->u.sector.x + radius * sin(to),
                item->u.sector.y - radius * cos(to));
    else
        put_arc(svg, item, radius, from, to);
    return is_line;
}

static void put_sector_steps(svg_writer *svg, const rn_item *item)
{
    double x = item->u.sector.x, y = item->u.sector.y;
    double inner = item->u.sector.inner, outer = item->u.sector.outer;
    double from = item->u.sector.from, to = item->u.sector.to;
    bool whole = to - from >= 2 * M_PI - 1e-9;
    svg->x = svg->y = 0;
    put_way(svg, "M", x + outer * sin(from), y - outer * cos(from));
    bool was_line = put_edge(svg, item, outer, from, to, false);
    if (inner > 0) {
        put_way(svg, whole ? "m" : was_line ? "" : "l", x + inner * sin(to), y - inner * cos(to));
        put_edge(svg, item, inner, to, from, !whole);
    } else if (!whole) {
        put_way(svg, was_line ? "" : "l", x, y);
    }
    rn_put_char(&svg->out, 'z');
}

static void put_path_steps(svg_writer *svg, const rn_item *item)
{
    for (size_t i = 0; i < item->u.path.count; i++) {
        const rn_path_step *step = &item->u.path.steps[i];
        if (step->op == RN_CLOSE) {
            rn_put_char(&svg->out, 'z');
            continue;
        }
        const double *x = step->x, *y = step->y;
        put_point(svg, "MLC"[step->op], x[0], y[0]);
        for (int p = 1; p < 3 && step->op == RN_CURVE; p++) {
            put_next(svg, x[p]);
            put_next(svg, y[p]);
        }
    }
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
    put_class(svg, index, group ? group->u.group.css_class : NULL);
    svg->digits = item->kind == RN_ITEM_BOX && item->u.box.width < 1 ? FINE : COARSE;
    if (is_rounded) {
        put_rounded_box(svg, item);
    } else {
        put(svg, " d=\"");
        if (item->kind == RN_ITEM_BOX)
            put_box_steps(svg, item);
        else if (item->kind == RN_ITEM_SECTOR)
            put_sector_steps(svg, item);
        else
            put_path_steps(svg, item);
        rn_put_char(&svg->out, '"');
    }
    put_stroke(svg, index);
    svg->digits = FINE;
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

static void put_text_item(svg_writer *svg, const rn_item *item, uint32_t face)
{
    put(svg, "<text");
    svg->digits = COARSE;
    if (face != svg->style.plain) {
        put(svg, " class=\"t");
        rn_put_uint(&svg->out, face);
        rn_put_char(&svg->out, '"');
    }
    if (item->u.text.angle != 0) {
        put(svg, " transform=\"translate(");
        put_number(svg, item->u.text.x);
        put_next(svg, item->u.text.y);
        put(svg, ")rotate(");
        put_number(svg, item->u.text.angle * 180 / M_PI);
        put(svg, ")\"");
    } else {
        put_attribute(svg, "x", item->u.text.x);
        put_attribute(svg, "y", item->u.text.y);
    }
    if (item->u.text.width > 0 && !has_known_width(item->u.text.string)) {
        put_attribute(svg, "textLength", item->u.text.width);
        put(svg, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    svg->digits = FINE;
    rn_put_char(&svg->out, '>');
    put_escaped(svg, item->u.text.string);
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

static void put_group(svg_writer *svg, const rn_item *item)
{
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
    put(svg, "\" role=\"img\">\n");
    put_element(svg, "title", scene->title);
    put_element(svg, "desc", scene->description);
    rn_put_char(&svg->out, '\n');
    rn_svg_put_style(&svg->out, &svg->style, scene);
    if (scene->background != RN_NO_PAINT) {
        put(svg, "<path class=\"f");
        rn_put_uint(&svg->out, scene->background);
        put(svg, "\" d=\"M0 0h");
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
    return index + 2 < scene->item_count && !is_linked(items) && items[1].kind >= RN_ITEM_BOX &&
           items[1].kind <= RN_ITEM_PATH && items[2].kind == RN_ITEM_GROUP_END;
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
        } else if (item->kind == RN_ITEM_TEXT) {
            put_text_item(svg, item, svg->style.item_looks[i]);
        } else {
            put_shape(svg, i, NULL);
        }
        if (depth == 0)
            rn_put_char(&svg->out, '\n');
        fine = rn_flush(&svg->out, sink, RN_FLUSH_BYTES, report);
    }
    return fine;
}

render_status rn_write_svg(const rn_scene *scene, double scale, render_sink sink, rn_report *report)
{
    (void)scale;
    svg_writer svg = {.scene = scene, .digits = FINE};
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
