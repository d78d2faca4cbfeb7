/* Flame graphs read back from their picture, as flamegraph.pl (old and new), inferno, py-spy and
 * cargo-flamegraph draw them:
 *
 *     <svg id="frames" x="10" width="1180" total_samples="1234">
 *     <g><title>main (1,234 samples, 100.00%)</title>
 *        <rect x="0.0000%" y="436" width="100.0000%" height="15" fg:x="0" fg:w="1234"/><text …/></g>
 *
 * or, with coordinates in px, within <g id="frames">, or as <g class="func_g"> anywhere.  A box that is
 * a link is an <a> instead of a <g>.  What the title counts is the cost of the box; when the title says
 * something else the width does.  A picture of a difference tells after and before.
 *
 * The box 'all' below everything is no function.  What was too narrow to be drawn is lost: it becomes
 * the own cost of what called it, and the warning says how much it is when that can be told.
 *
 * Left out: colours, and all the script. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/number.h"
#include "input/xml.h"
#include "read/formats.h"
#include "read/frame_text.h"
#include "read/svg_boxes.h"
#include "read/svg_title.h"

typedef struct reader {
    rn_xml xml;
    rn_builder *builder;
    rn_report *report;
    size_t frames_depth; /* of the element 'frames'; 0: not in it */
    size_t group_depth;  /* of the box at hand; 0: none */
    bool has_title;
    bool is_exact; /* boxes tell their place in samples */
    rn_buffer text;
    rn_bytes unit; /* in unit_text */
    rn_buffer unit_text;
    rn_intern names;
    uint32_t all;
    rn_svg_boxes boxes;
    bool has_change;

    uint32_t *frames; /* [name]; RN_NONE: not made yet */
    uint32_t *stacks; /* [box]; RN_NONE: left out */
    double *left;     /* [box]: its count without what is above it */
    double scale;     /* of widths to counts; NaN: not known */
    uint32_t after, before;
    bool has_cost;
} reader;

static bool contains(rn_bytes text, const char *part)
{
    return text.size && memmem(text.data, text.size, part, strlen(part));
}

/* The script stands before the boxes and may fill the head. */
static int sniff(rn_bytes head, bool whole)
{
    rn_bytes rest;
    if (!rn_bytes_equal(rn_xml_root(head, &rest), RN_LITERAL("svg")))
        return 0;
    if (contains(rest, "id=\"frames\"") || contains(rest, "class=\"func_g\""))
        return 95;
    bool is_drawn_so = contains(head, "/FlameGraph") || contains(head, "/inferno") ||
                       contains(head, "id=\"details\"");
    return is_drawn_so && !whole ? 80 : 0;
}

static bool fail_memory(reader *r)
{
    rn_fail_memory(r->report);
    return false;
}

/* ---- boxes ------------------------------------------------------------------------------------ */

/* A number, perhaps with its unit, which is the same for all boxes. */
static bool take_length(const reader *r, const char *name, double *value)
{
    rn_bytes text = rn_xml_attribute(&r->xml, name);
    if (rn_bytes_end(text, RN_LITERAL("%")))
        text.size--;
    else if (rn_bytes_end(text, RN_LITERAL("px")))
        text.size -= 2;
    return rn_number_parse(text, value) && fabs(*value) < 1e15;
}

static bool take_place(reader *r, rn_svg_box *box)
{
    bool is_exact = rn_xml_attribute(&r->xml, "fg:w").size > 0;
    if (r->boxes.count == 0) {
        rn_bytes width = rn_xml_attribute(&r->xml, "width");
        r->is_exact = is_exact;
        r->boxes.tolerance = is_exact ? 1e-6 : rn_bytes_end(width, RN_LITERAL("%")) ? 2e-4 : 0.15;
    }
    return take_length(r, r->is_exact ? "fg:x" : "x", &box->x) &&
           take_length(r, r->is_exact ? "fg:w" : "width", &box->width) &&
           take_length(r, "y", &box->y) && box->width >= 0;
}

static bool take_title(reader *r, rn_svg_box *box)
{
    rn_svg_title title = rn_svg_title_parse(rn_buffer_bytes(&r->text));
    box->count = title.count;
    box->change = title.change;
    r->has_change |= !isnan(title.change);
    if (title.unit.size && !r->unit.size) {
        rn_put(&r->unit_text, title.unit);
        r->unit = rn_buffer_bytes(&r->unit_text);
    }
    box->name = rn_intern_add(&r->names, title.name);
    return box->name != RN_NONE && !r->unit_text.failed;
}

static bool add_box(reader *r)
{
    rn_svg_box box = {.offset = r->xml.offset};
    r->has_title = false;
    if (!take_place(r, &box))
        return rn_skip(r->report, box.offset, 0, "a box without a place") == RENDER_OK;
    if (r->boxes.count == RN_SVG_BOXES_MAX) {
        rn_fail(r->report, RENDER_ERROR_LIMIT, box.offset, 0, "more than %d boxes",
                RN_SVG_BOXES_MAX);
        return false;
    }
    if (!take_title(r, &box) || !RN_GROW(r->boxes.boxes, r->boxes.capacity, r->boxes.count + 1))
        return fail_memory(r);
    r->boxes.boxes[r->boxes.count++] = box;
    return true;
}

/* A group in the element 'frames', or one of the class 'func_g', is a box; within it there may be
 * others. */
static void open_group(reader *r)
{
    bool is_box =
        r->frames_depth || rn_bytes_equal(rn_xml_attribute(&r->xml, "class"), RN_LITERAL("func_g"));
    if (is_box && !r->has_title)
        r->group_depth = r->xml.depth;
}

static bool take_open(reader *r)
{
    bool is_group = rn_xml_is(&r->xml, "g") || rn_xml_is(&r->xml, "a");
    if ((is_group || rn_xml_is(&r->xml, "svg")) && !r->frames_depth &&
        rn_bytes_equal(rn_xml_attribute(&r->xml, "id"), RN_LITERAL("frames"))) {
        r->frames_depth = r->xml.depth;
    } else if (is_group) {
        open_group(r);
    } else if (r->group_depth && rn_xml_is(&r->xml, "title")) {
        r->text.size = 0;
        r->has_title = true;
        return rn_xml_take_text(&r->xml, &r->text);
    } else if (r->has_title && rn_xml_is(&r->xml, "rect")) {
        return add_box(r);
    } else if (rn_xml_is(&r->xml, "script") || rn_xml_is(&r->xml, "style")) {
        return rn_xml_skip(&r->xml);
    }
    return true;
}

static bool take_document(reader *r)
{
    while (rn_xml_next(&r->xml) != RN_XML_END) {
        if (r->xml.token == RN_XML_ERROR || (r->xml.token == RN_XML_OPEN && !take_open(r)))
            return false;
        if (r->xml.depth < r->group_depth) {
            r->group_depth = 0;
            r->has_title = false;
        }
        if (r->xml.depth < r->frames_depth)
            r->frames_depth = 0;
    }
    if (r->boxes.count == 0)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "there are no boxes of a flame graph in it");
    return r->boxes.count > 0;
}

/* ---- costs ------------------------------------------------------------------------------------ */

static const rn_svg_box *widest_box(const reader *r, bool counted)
{
    const rn_svg_box *best = NULL;
    for (size_t i = 0; i < r->boxes.count; i++) {
        const rn_svg_box *box = &r->boxes.boxes[i];
        if ((!counted || !isnan(box->count)) && (!best || box->width > best->width))
            best = box;
    }
    return best;
}

/* Where no title counts, places in samples do. */
static bool find_scale(reader *r)
{
    const rn_svg_box *best = widest_box(r, true);
    r->scale = NAN;
    if (best && best->width > 0)
        r->scale = best->count / best->width;
    else if (!best && r->is_exact)
        r->scale = 1;
    if (!best && !r->is_exact)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no title of a box says what it counts");
    return best || r->is_exact;
}

/* Titles have whole numbers. */
static double count_of(const reader *r, const rn_svg_box *box)
{
    if (!isnan(box->count))
        return box->count;
    return isnan(r->scale) ? 0 : round(box->width * r->scale);
}

static void add_metrics(reader *r)
{
    static const rn_bytes times[] = {{"ms", 2}, {"us", 2}, {"ns", 2}, {"s", 1}, {"seconds", 7}};
    rn_bytes unit = r->unit.size ? r->unit : RN_LITERAL("samples"), name = unit;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        if (rn_bytes_equal(unit, times[i]))
            name = RN_LITERAL("time");
    if (rn_bytes_equal(unit, RN_LITERAL("bytes")))
        name = RN_LITERAL("memory");
    r->after = rn_builder_metric(r->builder, r->has_change ? RN_LITERAL("after") : name, unit);
    if (r->has_change)
        r->before = rn_builder_metric(r->builder, RN_LITERAL("before"), unit);
}

/* ---- stacks ----------------------------------------------------------------------------------- */

static uint32_t plain_frame(reader *r, rn_bytes name)
{
    rn_function_key key = {.name = name, .flags = RN_FLAG_SYNTHETIC};
    return rn_builder_frame(r->builder, rn_builder_function(r->builder, &key), 0);
}

static uint32_t frame_of(reader *r, uint32_t name)
{
    if (r->frames[name] == RN_NONE) {
        rn_bytes text = rn_intern_get(&r->names, name);
        rn_frame_text frame = rn_frame_text_parse(text.size ? text : RN_LITERAL("[unknown]"));
        uint32_t function = rn_builder_function(r->builder, &frame.function);
        r->frames[name] = rn_builder_frame(r->builder, function, frame.line);
    }
    return r->frames[name];
}

static bool is_bottom(const reader *r, size_t index)
{
    const rn_svg_box *boxes = r->boxes.boxes;
    return index == 0 && boxes[0].name == r->all &&
           (r->boxes.count == 1 || boxes[1].row > boxes[0].row);
}

/* After the box that it stands on. */
static bool place_box(reader *r, size_t index)
{
    const rn_svg_box *box = &r->boxes.boxes[index];
    bool has_parent = box->parent != RN_NONE && r->stacks[box->parent] != RN_NONE;
    r->stacks[index] = RN_NONE;
    if (box->row > 0 && !has_parent)
        return rn_skip(r->report, box->offset, 0, "a box that stands on no other") == RENDER_OK;
    uint32_t parent = has_parent ? r->stacks[box->parent] : 0;
    r->left[index] = count_of(r, box);
    if (has_parent)
        r->left[box->parent] -= r->left[index];
    r->stacks[index] =
        is_bottom(r, index) ? 0 : rn_builder_push(r->builder, parent, frame_of(r, box->name));
    return rn_builder_status(r->builder) == RENDER_OK;
}

/* Changes are shares of the whole with two digits: what is left of one may be less than nothing. */
static void add_self(reader *r, size_t index, double total)
{
    const rn_svg_box *box = &r->boxes.boxes[index];
    double after = fmax(r->left[index], 0);
    double change = isnan(box->change) ? 0 : box->change * total / 100;
    double before = r->has_change ? fmax(after - change, 0) : 0;
    uint32_t stack = r->stacks[index];
    if (stack == RN_NONE || (after == 0 && before == 0))
        return;
    if (stack == 0)
        stack = rn_builder_push(r->builder, 0, plain_frame(r, RN_LITERAL("(not drawn)")));
    rn_builder_add_self(r->builder, stack, r->after, after);
    if (r->has_change)
        rn_builder_add_self(r->builder, stack, r->before, before);
    r->has_cost = true;
}

static void warn_of_hidden(reader *r)
{
    const rn_svg_box *widest = widest_box(r, false);
    double share = widest && widest->width > 0 ? r->boxes.hidden / widest->width : 0;
    int tenths = (int)(fmin(share, 1) * 1000 + 0.5);
    if (tenths)
        rn_warn(r->report,
                "boxes too narrow to be drawn (about %d.%d %%) count as own cost of their callers",
                tenths / 10, tenths % 10);
}

static void warn_of_contradictions(reader *r)
{
    uint64_t count = 0;
    for (size_t i = 0; i < r->boxes.count; i++)
        count += r->stacks[i] != RN_NONE && r->left[i] < -0.02 * count_of(r, &r->boxes.boxes[i]);
    if (count)
        rn_warn(r->report, "%llu box(es) count less than the boxes above them",
                (unsigned long long)count);
}

static bool make_stacks(reader *r)
{
    for (size_t i = 0; i < r->boxes.count; i++)
        if (!place_box(r, i))
            return false;
    double total = count_of(r, widest_box(r, false));
    for (size_t i = 0; i < r->boxes.count; i++)
        add_self(r, i, total);
    rn_report_sum_up(r->report, "box(es)");
    warn_of_hidden(r);
    warn_of_contradictions(r);
    if (!r->has_cost)
        rn_fail(r->report, RENDER_ERROR_EMPTY, 0, 0, "no box counts anything");
    return r->has_cost;
}

static bool make_profile(reader *r)
{
    if (!find_scale(r))
        return false;
    rn_svg_boxes_sort(&r->boxes, r->all);
    add_metrics(r);
    r->frames = rn_array_new(r->names.count, sizeof *r->frames);
    r->stacks = rn_array_new(r->boxes.count, sizeof *r->stacks);
    r->left = rn_array_zero(r->boxes.count, sizeof *r->left);
    if (!r->frames || !r->stacks || !r->left)
        return fail_memory(r);
    for (size_t i = 0; i < r->names.count; i++)
        r->frames[i] = RN_NONE;
    return make_stacks(r);
}

static void finish(reader *r)
{
    rn_xml_finish(&r->xml);
    rn_buffer_finish(&r->text);
    rn_buffer_finish(&r->unit_text);
    rn_intern_finish(&r->names);
    rn_svg_boxes_finish(&r->boxes);
    free(r->frames);
    free(r->stacks);
    free(r->left);
}

static render_status read_svg(rn_bytes input, rn_builder *builder, rn_report *report)
{
    reader r = {.builder = builder, .report = report};
    rn_xml_init(&r.xml, input, rn_builder_limits(builder)->nesting, report);
    bool has_names = rn_intern_init(&r.names);
    r.all = has_names ? rn_intern_add(&r.names, RN_LITERAL("all")) : RN_NONE;
    if (r.all == RN_NONE)
        rn_fail_memory(report);
    else if (take_document(&r))
        make_profile(&r);
    finish(&r);
    return report->error.status ? report->error.status : rn_builder_status(builder);
}

const rn_format rn_format_svg = {
    .info = &rn_format_infos[RN_FORMAT_svg],
    .shape = RN_STACKS,
    .sniff = sniff,
    .read = read_svg,
};
