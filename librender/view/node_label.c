/* A box of the call graph:
 *
 *     parse_headers            the name, bold; with -w broken at '::', '.', '/', '_', blanks, camelCase
 *     client.py:219            where it is, when the name alone does not say, and the path of its package
 *     62.5 % (25.0 %)          share of the total: with callees, and its own
 *     955 ms · 12×             the same as cost; calls
 *     ━━━━──────               both shares as a bar
 *
 * Names too long for a line are broken without -w, too, and shortened where three lines are not enough; the
 * tooltip has all of them. */
#include "view/node_label.h"

#include <math.h>

#include "base/text.h"
#include "scene/fit.h"
#include "style/names.h"
#include "style/strip.h"
#include "style/template.h"
#include "style/units.h"
#include "style/wrap.h"

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

static double width_of_name(void *user, rn_bytes part)
{
    const writer *w = user;
    return rn_measure_width(w->input->measure, part, NAME_SIZE, true);
}

static double width_of_place(void *user, rn_bytes part)
{
    const writer *w = user;
    return rn_measure_width(w->input->measure, part, PLACE_SIZE, false);
}

/* What does not fit on the last line ends in an ellipsis there. */
static void add_wrapped(writer *w, rn_bytes text, const rn_wrap *how, double size, bool bold)
{
    bool fits = how->width(how->user, text) <= how->last_limit;
    for (int i = 1; text.size; i++) {
        size_t here = fits || i == how->lines ? text.size : rn_wrap_size(how, text);
        rn_bytes line = rn_bytes_slice(text, 0, here);
        while (line.size && line.data[line.size - 1] == ' ')
            line.size--;
        add_line(w, line, size, bold, LINE_WIDTH);
        text = rn_bytes_slice(text, here, text.size);
    }
}

static void add_name(writer *w, const rn_node_name *name, rn_bytes text)
{
    const render_draw_options *options = w->input->options;
    double last = options->wrap ? WRAPPED_WIDTH : LINE_WIDTH;
    int lines = options->wrap ? WRAPPED_LINES : BROKEN_LINES;
    rn_wrap how = {width_of_name, w, WRAPPED_WIDTH, last, lines};
    rn_buffer stripped = {0}, fitted = {0};
    if (options->strip && !name->keeps_brackets)
        rn_put_stripped(&stripped, text);
    else
        rn_put(&stripped, text);
    rn_put_fitting(&fitted, rn_buffer_bytes(&stripped), &how);
    add_wrapped(w, rn_text_cut(rn_buffer_bytes(&fitted), NAME_BYTES_MAX), &how, NAME_SIZE, true);
    w->text.failed |= stripped.failed || fitted.failed;
    rn_buffer_finish(&stripped);
    rn_buffer_finish(&fitted);
}

/* Long paths get several lines: what tells two of them apart may be at either end. */
static void add_place(writer *w, rn_bytes place)
{
    rn_wrap how = {width_of_place, w, LINE_WIDTH, LINE_WIDTH, PLACE_LINES};
    add_wrapped(w, rn_text_cut(place, NAME_BYTES_MAX), &how, PLACE_SIZE, false);
}

/* The path of its package stands below a name: the name says which function it is. */
static void add_name_in_package(writer *w, const rn_node_name *node, rn_bytes text)
{
    size_t path = rn_name_path_size(text);
    add_name(w, node, rn_bytes_slice(text, path, text.size));
    if (path)
        add_place(w, rn_bytes_slice(text, 0, path - 1));
}

/* The label of a function is its name, and perhaps " (place)": these get a line each. */
static void add_names(writer *w, const rn_node_name *node)
{
    rn_buffer label = {0};
    const rn_profile *profile = w->input->profile;
    rn_bytes name = rn_function_name(profile, node->function);
    rn_put_label(&label, profile, node->function, node->ambiguous);
    rn_bytes text = {label.data, label.size}, rest = {"", 0};
    if (name.size && rn_bytes_start(text, name))
        rest = rn_bytes_slice(text, name.size, text.size);
    w->label->name_begin = w->label->count;
    if (rest.size > 3 && rn_bytes_start(rest, RN_LITERAL(" (")) &&
        rn_bytes_end(rest, RN_LITERAL(")"))) {
        add_name_in_package(w, node, name);
        add_place(w, rn_bytes_slice(rest, 2, rest.size - 1));
    } else {
        add_name_in_package(w, node, text);
    }
    if (node->apart)
        add_place(w, rn_bytes_of(node->apart));
    w->label->name_end = w->label->count;
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
                              const rn_node_name *node)
{
    bool has_name = rn_template_has(line, "name");
    if (rn_template_is_only(line, "name")) {
        add_names(w, node);
        return;
    }
    w->text.size = 0;
    rn_put_template(&w->text, line, values);
    w->text.size = rn_text_cut(rn_buffer_bytes(&w->text), NAME_BYTES_MAX).size;
    add_line(w, rn_buffer_bytes(&w->text), has_name ? NAME_SIZE : NUMBER_SIZE, has_name,
             LINE_WIDTH);
}

static void add_template(writer *w, const rn_figures *figures, const rn_node_name *node)
{
    const render_draw_options *options = w->input->options;
    rn_buffer name = {0};
    rn_bytes line;
    rn_put_label(&name, w->input->profile, node->function, node->ambiguous);
    rn_template_values values = {.kind = RN_OF_NODE,
                                 .profile = w->input->profile,
                                 .options = options,
                                 .figures = figures,
                                 .function = node->function,
                                 .name = rn_buffer_bytes(&name)};
    for (size_t i = 0; rn_template_line(options->node_template, i, &line); i++)
        add_template_line(w, line, &values, node);
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
    label->scale = 1;
}

void rn_node_label_grow(rn_node_label *label, double scale)
{
    for (int i = 0; i < label->count; i++) {
        label->lines[i].width *= scale;
        label->lines[i].size *= scale;
    }
    label->width = ceil(label->width * scale);
    label->height = ceil(label->height * scale);
    label->scale = scale;
}

static int state_of(const rn_figures *f)
{
    bool is_now = f->total > 0, was = f->base_total > 0;
    if (!f->is_compared || is_now == was)
        return RN_NODE_STAYS;
    return is_now ? RN_NODE_IS_NEW : RN_NODE_IS_GONE;
}

bool rn_node_label_make(rn_node_label *label, rn_arena *arena, const rn_view_input *input,
                        const rn_figures *figures, const rn_node_name *node)
{
    writer w = {.label = label, .arena = arena, .input = input};
    label->count = label->name_begin = label->name_end = 0;
    label->state = state_of(figures);
    if (input->options->node_template) {
        add_template(&w, figures, node);
    } else {
        add_names(&w, node);
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
    double left = x + PAD_X * label->scale, width = label->width - 2 * PAD_X * label->scale;
    double top = y + label->height - (BAR_BOTTOM + BAR_HEIGHT) * label->scale;
    double parts[] = {1, share(graph->function_total[function], graph->total),
                      share(graph->self[function], graph->total)};
    double strength[] = {0.16, 0.45, 1};
    for (int i = 0; i < 3; i++)
        if (parts[i] > 0)
            rn_scene_box(scene, left, top, width * parts[i], BAR_HEIGHT * label->scale,
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
    box->u.box.radius = RADIUS * label->scale;
    box->stroke = rn_scene_paint(scene, outline ? color : mix(fill, ink, 0.35));
    box->stroke_width = label->state == RN_NODE_IS_NEW ? 2.4 : 1;
    if (label->state != RN_NODE_STAYS)
        box->stroke = rn_scene_paint(scene, mix(fill, ink, 0.7));
    box->dash = label->state == RN_NODE_IS_GONE ? RN_DASHED : RN_SOLID;
    double baseline = y + PAD_TOP * label->scale;
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
