/* A box of the call graph:
 *
 *     parse_headers            the name, bold; with -w broken at '::', '.', '/', '_', blanks, camelCase
 *     client.py:219            where it is, when the name alone does not say
 *     62.5 % (25.0 %)          share of the total: with callees, and its own
 *     955 ms · 12×             the same as cost; calls
 *     ━━━━──────               both shares as a bar
 *
 * Names too long for a line are broken without -w, too, but then soon end in an ellipsis; the tooltip
 * has all of them. */
#include "view/node_label.h"

#include <math.h>

#include "base/text.h"
#include "scene/fit.h"
#include "style/names.h"
#include "style/template.h"
#include "style/units.h"

static const double NAME_SIZE = 13, PLACE_SIZE = 10.5, NUMBER_SIZE = 11.5;
static const double LINE_WIDTH = 250, WRAPPED_WIDTH = 215;
static const double PAD_X = 9, PAD_TOP = 6, PAD_BOTTOM = 13, LEADING = 1.22, MIN_WIDTH = 86;
static const double BAR_HEIGHT = 3, BAR_BOTTOM = 5, RADIUS = 5;

/* Bytes of a name that are looked at; nothing wider is drawn. */
enum { NAME_BYTES_MAX = 1024, WRAPPED_LINES = 8, BROKEN_LINES = 3, PLACE_LINES = 3 };

typedef struct writer {
    rn_node_label *label;
    rn_arena *arena;
    const rn_view_input *input;
    rn_buffer text, fitted;
} writer;

/* ---- lines ------------------------------------------------------------------------------------ */

static void add_line(writer *w, rn_bytes text, double size, bool bold, double limit)
{
    rn_measure *measure = w->input->measure;
    if (w->label->count == RN_NODE_LINES_MAX || !text.size)
        return;
    double width = rn_fit_text(measure, text, size, bold, limit, &w->fitted);
    rn_bytes fitted = {w->fitted.data, w->fitted.size};
    char *copy = rn_arena_copy(w->arena, fitted);
    w->text.failed |= !copy || w->fitted.failed;
    w->label->lines[w->label->count++] = (rn_node_line){copy, width, size, bold};
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "parseHeader" between its words; but not in "HTTP" or "2D". */
static bool is_camel(char before, char after)
{
    return before >= 'a' && before <= 'z' && is_upper(after);
}

/* True when a name may be broken before byte `at`. */
static bool breaks_at(rn_bytes text, size_t at)
{
    char before = text.data[at - 1], after = text.data[at];
    if (before == ' ' || before == '/' || before == '_' || before == '.')
        return after != before;
    return (before == ':' && after != ':') || is_camel(before, after);
}

/* How much of `text` goes on one line: up to the last break that fits, or as much as fits. */
static size_t size_of_line(const writer *w, rn_bytes text, double limit)
{
    size_t fits = 0, length = 0;
    for (size_t i = 0; i < text.size; i += length) {
        rn_text_decode(rn_bytes_slice(text, i, text.size), &length);
        size_t end = i + length;
        if (end < text.size && !breaks_at(text, end))
            continue;
        rn_bytes part = rn_bytes_slice(text, 0, end);
        if (rn_measure_width(w->input->measure, part, NAME_SIZE, true) > limit)
            return fits ? fits : end;
        fits = end;
    }
    return text.size;
}

static void add_wrapped(writer *w, rn_bytes name, int lines)
{
    for (int i = 1; name.size; i++) {
        size_t size = i < lines ? size_of_line(w, name, WRAPPED_WIDTH) : name.size;
        rn_bytes line = rn_bytes_slice(name, 0, size);
        while (line.size && line.data[line.size - 1] == ' ')
            line.size--;
        add_line(w, line, NAME_SIZE, true, LINE_WIDTH);
        name = rn_bytes_slice(name, size, name.size);
    }
}

static void add_name(writer *w, rn_bytes name)
{
    w->text.size = 0;
    if (w->input->options->strip)
        rn_put_stripped(&w->text, name);
    else
        rn_put(&w->text, name);
    name = rn_text_cut(rn_buffer_bytes(&w->text), NAME_BYTES_MAX);
    if (w->input->options->wrap)
        add_wrapped(w, name, WRAPPED_LINES);
    else if (rn_measure_width(w->input->measure, name, NAME_SIZE, true) > LINE_WIDTH)
        add_wrapped(w, name, BROKEN_LINES);
    else
        add_line(w, name, NAME_SIZE, true, LINE_WIDTH);
}

/* Long paths get several lines: what tells two of them apart may be at either end. */
static void add_place(writer *w, rn_bytes place)
{
    place = rn_text_cut(place, NAME_BYTES_MAX);
    bool fits = rn_measure_width(w->input->measure, place, PLACE_SIZE, false) <= LINE_WIDTH;
    for (int i = 1; place.size; i++) {
        size_t size = fits || i == PLACE_LINES ? place.size : size_of_line(w, place, LINE_WIDTH);
        add_line(w, rn_bytes_slice(place, 0, size), PLACE_SIZE, false, LINE_WIDTH);
        place = rn_bytes_slice(place, size, place.size);
    }
}

/* The label of a function is its name, and perhaps " (place)": these get a line each. */
static void add_names(writer *w, uint32_t function, uint8_t ambiguous)
{
    rn_buffer label = {0};
    const rn_profile *profile = w->input->profile;
    rn_bytes name = rn_function_name(profile, function);
    rn_put_label(&label, profile, function, ambiguous);
    rn_bytes text = {label.data, label.size}, rest = {"", 0};
    if (name.size && rn_bytes_start(text, name))
        rest = rn_bytes_slice(text, name.size, text.size);
    if (rest.size > 3 && rn_bytes_start(rest, RN_LITERAL(" (")) &&
        rn_bytes_end(rest, RN_LITERAL(")"))) {
        add_name(w, name);
        add_place(w, rn_bytes_slice(rest, 2, rest.size - 1));
    } else {
        add_name(w, text);
    }
    w->text.failed |= label.failed;
    rn_buffer_finish(&label);
}

static void add_figures(writer *w, const rn_figures *figures)
{
    size_t count = rn_figures_lines(w->input->options, figures);
    for (size_t i = 0; i < count; i++) {
        w->text.size = 0;
        rn_put_figures(&w->text, w->input->options, figures, i);
        add_line(w, rn_buffer_bytes(&w->text), NUMBER_SIZE, false, LINE_WIDTH);
    }
}

/* What a template has on a line; the name alone is written as without one. */
static void add_template_line(writer *w, rn_bytes line, const rn_template_values *values,
                              uint8_t ambiguous)
{
    bool has_name = rn_template_has(line, "name");
    if (rn_template_is_only(line, "name")) {
        add_names(w, values->function, ambiguous);
        return;
    }
    w->text.size = 0;
    rn_put_template(&w->text, line, values);
    w->text.size = rn_text_cut(rn_buffer_bytes(&w->text), NAME_BYTES_MAX).size;
    add_line(w, rn_buffer_bytes(&w->text), has_name ? NAME_SIZE : NUMBER_SIZE, has_name,
             LINE_WIDTH);
}

static void add_template(writer *w, const rn_figures *figures, uint32_t function, uint8_t ambiguous)
{
    const render_draw_options *options = w->input->options;
    rn_buffer name = {0};
    rn_bytes line;
    rn_put_label(&name, w->input->profile, function, ambiguous);
    rn_template_values values = {.kind = RN_OF_NODE,
                                 .profile = w->input->profile,
                                 .options = options,
                                 .figures = figures,
                                 .function = function,
                                 .name = rn_buffer_bytes(&name)};
    for (size_t i = 0; rn_template_line(options->node_template, i, &line); i++)
        add_template_line(w, line, &values, ambiguous);
    w->text.failed |= name.failed;
    rn_buffer_finish(&name);
}

static void measure_box(rn_node_label *label)
{
    label->width = MIN_WIDTH;
    label->height = PAD_TOP + PAD_BOTTOM;
    for (int i = 0; i < label->count; i++) {
        label->width = fmax(label->width, ceil(label->lines[i].width + 2 * PAD_X));
        label->height += label->lines[i].size * LEADING;
    }
    label->height = ceil(label->height);
}

static int state_of(const rn_figures *f)
{
    bool is_now = f->total > 0, was = f->base_total > 0;
    if (!f->is_compared || is_now == was)
        return RN_NODE_STAYS;
    return is_now ? RN_NODE_IS_NEW : RN_NODE_IS_GONE;
}

bool rn_node_label_make(rn_node_label *label, rn_arena *arena, const rn_view_input *input,
                        const rn_figures *figures, uint32_t function, uint8_t ambiguous)
{
    writer w = {.label = label, .arena = arena, .input = input};
    label->count = 0;
    label->state = state_of(figures);
    if (input->options->node_template) {
        add_template(&w, figures, function, ambiguous);
    } else {
        add_names(&w, function, ambiguous);
        add_figures(&w, figures);
    }
    measure_box(label);
    bool done = !w.text.failed;
    rn_buffer_finish(&w.text);
    rn_buffer_finish(&w.fitted);
    return done;
}

/* ---- drawing ---------------------------------------------------------------------------------- */

static rn_paint mix(rn_paint a, rn_paint b, double t)
{
    return (rn_paint){rn_color_mix(a.light, b.light, t), rn_color_mix(a.dark, b.dark, t)};
}

static double share(double part, double whole)
{
    return part > 0 && whole > 0 ? fmin(part / whole, 1) : 0;
}

/* A rule as wide as the whole, on it the total's share, on it the function's own. */
static void draw_bar(const rn_node_label *label, rn_scene *scene, const rn_graph *graph,
                     uint32_t function, rn_paint fill, rn_paint ink, double x, double y)
{
    double width = label->width - 2 * PAD_X, top = y + label->height - BAR_BOTTOM - BAR_HEIGHT;
    double parts[] = {1, share(graph->function_total[function], graph->total),
                      share(graph->self[function], graph->total)};
    double strength[] = {0.16, 0.45, 1};
    for (int i = 0; i < 3; i++)
        if (parts[i] > 0)
            rn_scene_box(scene, x + PAD_X, top, width * parts[i], BAR_HEIGHT,
                         rn_scene_paint(scene, mix(fill, ink, strength[i])));
}

void rn_node_label_draw(const rn_node_label *label, rn_scene *scene, const rn_tint *tint,
                        uint32_t function, double x, double y)
{
    const rn_view_input *input = tint->input;
    bool outline = input->colormap->outline;
    rn_paint page = {input->theme->light->background, input->theme->dark->background};
    rn_paint color = rn_tint_function(tint, function);
    rn_paint fill = outline ? page : color;
    rn_paint ink = rn_tint_readable(fill);
    rn_item *box =
        rn_scene_box(scene, x, y, label->width, label->height, rn_scene_paint(scene, fill));
    box->u.box.radius = RADIUS;
    box->stroke = rn_scene_paint(scene, outline ? color : mix(fill, ink, 0.35));
    box->stroke_width = label->state == RN_NODE_IS_NEW ? 2.4 : 1;
    if (label->state != RN_NODE_STAYS)
        box->stroke = rn_scene_paint(scene, mix(fill, ink, 0.7));
    box->dash = label->state == RN_NODE_IS_GONE ? RN_DASHED : RN_SOLID;
    double baseline = y + PAD_TOP;
    for (int i = 0; i < label->count; i++) {
        const rn_node_line *line = &label->lines[i];
        baseline += line->size * LEADING;
        rn_item *text = rn_scene_text(scene, x + label->width / 2, baseline - line->size * 0.28,
                                      line->size, RN_MIDDLE, rn_scene_paint(scene, ink),
                                      rn_bytes_of(line->text), line->width);
        text->u.text.bold = line->bold;
    }
    draw_bar(label, scene, tint->graph, function, fill, ink, x, y);
}
