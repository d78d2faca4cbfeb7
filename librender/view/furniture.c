/* Title, subtitle, colour bar and legend: black on white (or the theme's like), never over the
 * picture. */
#include "view/furniture.h"

#include <math.h>

#include "base/text.h"
#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"
#include "view/color_key.h"
#include "view/color_legend.h"
#include "view/describe.h"

static const double TITLE_SIZE = 17, SUBTITLE_SIZE = 12, LEGEND_SIZE = 11, LINE = 15;
static const double BAR_WIDTH = 180, BAR_HEIGHT = 9, SCALE_END = 60;
static const double KEY_SWATCH = 9, KEY_WIDTH = 190;
enum { BAR_STEPS = 36, KEY_BYTES_MAX = 512 };

typedef struct pen {
    rn_scene *scene;
    const rn_view_input *input;
    rn_buffer fitted;
    double x, y, width;
} pen;

static uint32_t scheme_paint(const pen *p, rn_rgba light, rn_rgba dark)
{
    return rn_scene_paint(p->scene, (rn_paint){light, dark});
}

static uint32_t text_paint(const pen *p)
{
    return scheme_paint(p, p->input->theme->light->text, p->input->theme->dark->text);
}

static uint32_t muted_paint(const pen *p)
{
    return scheme_paint(p, p->input->theme->light->muted, p->input->theme->dark->muted);
}

static void draw_line(pen *p, rn_bytes text, double size, bool bold, uint32_t paint)
{
    double measured = rn_fit_text(p->input->measure, text, size, bold, p->width, &p->fitted);
    if (measured <= 0)
        return;
    rn_item *item = rn_scene_text(p->scene, p->x, p->y, size, RN_START, paint,
                                  rn_buffer_bytes(&p->fitted), measured);
    item->u.text.bold = bold;
}

/* ---- above ------------------------------------------------------------------------------------ */

static const char *given(const char *option, const char *otherwise)
{
    return option ? option : otherwise;
}

double rn_furniture_head(rn_scene *scene, const rn_view_input *input, const char *title,
                         double width)
{
    const render_draw_options *options = input->options;
    const rn_theme *theme = input->theme;
    pen p = {.scene = scene, .input = input, .x = RN_MARGIN, .width = width - 2 * RN_MARGIN};
    title = given(options->title, title);
    const char *subtitle = given(options->subtitle, given(options->source, ""));
    scene->font = rn_measure_font(input->measure);
    scene->title = rn_arena_copy(&scene->arena, rn_bytes_of(title));
    scene->background =
        rn_scene_paint(scene, (rn_paint){theme->light->background, theme->dark->background});
    p.y = RN_MARGIN;
    if (title[0]) {
        p.y += TITLE_SIZE;
        draw_line(&p, rn_bytes_of(title), TITLE_SIZE, true, text_paint(&p));
        p.y += 4;
    }
    if (subtitle[0]) {
        p.y += SUBTITLE_SIZE + 2;
        draw_line(&p, rn_bytes_of(subtitle), SUBTITLE_SIZE, false, muted_paint(&p));
        p.y += 4;
    }
    scene->failed |= !scene->title || p.fitted.failed;
    rn_buffer_finish(&p.fitted);
    return title[0] || subtitle[0] ? p.y + 8 : p.y;
}

/* ---- below ------------------------------------------------------------------------------------ */

/* The size of the longest run of whole words of `text` that fits; at least one word. */
static size_t fitting_words(const pen *p, rn_bytes text)
{
    size_t fits = 0;
    for (size_t i = 1; i <= text.size; i++) {
        if (i < text.size && text.data[i] != ' ')
            continue;
        double width =
            rn_measure_width(p->input->measure, rn_bytes_slice(text, 0, i), LEGEND_SIZE, false);
        if (fits && width > p->width)
            break;
        fits = i;
    }
    return fits;
}

static void draw_wrapped(pen *p, rn_bytes text, uint32_t paint)
{
    while (text.size) {
        size_t size = fitting_words(p, text);
        p->y += LINE;
        draw_line(p, rn_bytes_slice(text, 0, size), LEGEND_SIZE, false, paint);
        size += size < text.size;
        text = rn_bytes_slice(text, size, text.size);
    }
}

static void draw_lines(pen *p, const rn_buffer *legend)
{
    rn_bytes rest = rn_buffer_bytes(legend);
    bool first = true;
    while (rest.size) {
        const char *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) : rest.size;
        draw_wrapped(p, rn_bytes_slice(rest, 0, size), first ? text_paint(p) : muted_paint(p));
        first = false;
        rest = rn_bytes_slice(rest, size + (end != NULL), rest.size);
    }
}

static double draw_word(pen *p, const char *word, uint32_t paint)
{
    rn_bytes text = rn_bytes_of(word);
    double width = rn_measure_width(p->input->measure, text, LEGEND_SIZE, false);
    rn_scene_text(p->scene, p->x, p->y, LEGEND_SIZE, RN_START, paint, text, width);
    return width;
}

/* Shorter where the page is narrow: so that what stands behind it has room, too. */
static void draw_scale(pen *p, const rn_tint *tint)
{
    double room = RN_MARGIN + p->width - p->x - SCALE_END;
    double length = fmax(fmin(BAR_WIDTH, room), BAR_STEPS);
    for (int i = 0; i < BAR_STEPS; i++) {
        /* the ends are what is written beside them */
        rn_paint fill = rn_color_at(tint, i / (BAR_STEPS - 1.0));
        double step = length / BAR_STEPS;
        /* each reaches below the next, so that no seam shows */
        double width = i + 1 < BAR_STEPS ? step + 1 : step;
        rn_scene_box(p->scene, p->x + i * step, p->y - BAR_HEIGHT + 1, width, BAR_HEIGHT,
                     rn_scene_paint(p->scene, fill));
    }
    p->x += length + 5;
}

/* From the largest change to less to the same to more. */
static void draw_changes(pen *p, const rn_tint *tint, uint32_t muted)
{
    const rn_graph *graph = tint->graph;
    rn_buffer end = {0};
    rn_put_value(&end, tint->largest_change, rn_profile_unit(graph->profile, graph->metric));
    rn_put_char(&end, '\0');
    if (!end.failed && tint->largest_change > 0) {
        p->x += draw_word(p, "\xe2\x88\x92", muted);
        p->x += draw_word(p, end.data, muted) + 5;
        draw_scale(p, tint);
        p->x += draw_word(p, "+", muted);
        draw_word(p, end.data, muted);
    }
    p->scene->failed |= end.failed;
    rn_buffer_finish(&end);
}

static void draw_more_groups(pen *p, const rn_tint *tint, const rn_color_key *key, double left,
                             uint32_t muted)
{
    rn_buffer text = {0};
    if (!key->more)
        return;
    rn_color_put_more(tint, key, &text);
    rn_put_char(&text, ' ');
    rn_put_share(&text, key->more_share);
    rn_bytes line = rn_buffer_bytes(&text);
    double width = rn_measure_width(p->input->measure, line, LEGEND_SIZE, false);
    if (p->x + width > left + p->width) {
        p->x = left;
        p->y += LINE;
    }
    rn_scene_text(p->scene, p->x, p->y, LEGEND_SIZE, RN_START, muted, line, width);
    p->scene->failed |= text.failed;
    rn_buffer_finish(&text);
}

/* The name of a group, without the folders that packages are in, and without the outermost ones where it is too
 * long; then its share. */
static double fit_group(pen *p, const rn_color_key_item *item, rn_buffer *text)
{
    rn_bytes label = rn_text_cut(rn_name_in_package(item->label), KEY_BYTES_MAX);
    rn_measure *measure = p->input->measure;
    text->size = 0;
    while (rn_measure_width(measure, label, LEGEND_SIZE, false) > KEY_WIDTH) {
        const char *slash = memchr(label.data, '/', label.size);
        if (!slash || slash + 1 == label.data + label.size)
            break;
        label = rn_bytes_slice(label, (size_t)(slash + 1 - label.data), label.size);
    }
    rn_fit_text(measure, label, LEGEND_SIZE, false, KEY_WIDTH, &p->fitted);
    rn_put(text, rn_buffer_bytes(&p->fitted));
    rn_put_text(text, " ");
    rn_put_share(text, item->share);
    return rn_measure_width(measure, rn_buffer_bytes(text), LEGEND_SIZE, false);
}

/* The groups that cost most themselves, each with its colour and share; in lines as wide as the legend. */
static void draw_groups(pen *p, const rn_tint *tint, double left, uint32_t muted)
{
    rn_color_key key;
    rn_buffer text = {0};
    double begin = p->x;
    if (!rn_color_key_init(&key, tint))
        p->scene->failed = true;
    for (size_t i = 0; i < key.count; i++) {
        double measured = fit_group(p, &key.items[i], &text), width = KEY_SWATCH + 4 + measured;
        if (p->x > begin && p->x + width > left + p->width) {
            p->x = left;
            p->y += LINE;
        }
        rn_item *swatch = rn_scene_box(p->scene, p->x, p->y - KEY_SWATCH + 1, KEY_SWATCH,
                                       KEY_SWATCH, rn_scene_paint(p->scene, key.items[i].paint));
        swatch->u.box.radius = 2;
        rn_scene_text(p->scene, p->x + KEY_SWATCH + 4, p->y, LEGEND_SIZE, RN_START, muted,
                      rn_buffer_bytes(&text), measured);
        p->x += width + 12;
    }
    draw_more_groups(p, tint, &key, left, muted);
    p->scene->failed |= text.failed;
    rn_buffer_finish(&text);
}

/* The scale, between what stands at its ends. */
static void draw_ends(pen *p, const rn_tint *tint, uint32_t muted)
{
    rn_buffer least = {0}, most = {0};
    rn_color_put_ends(tint, &least, &most);
    rn_put_char(&least, '\0');
    rn_put_char(&most, '\0');
    p->x += draw_word(p, least.failed ? "" : least.data, muted) + 5;
    draw_scale(p, tint);
    draw_word(p, most.failed ? "" : most.data, muted);
    p->scene->failed |= least.failed || most.failed;
    rn_buffer_finish(&least);
    rn_buffer_finish(&most);
}

static void draw_bar(pen *p, const rn_tint *tint)
{
    render_color_by by = tint->color_by;
    uint32_t muted = muted_paint(p);
    double left = p->x;
    p->y += LINE;
    if (p->input->colormap->palette)
        p->x += draw_word(p, "colour ", muted);
    p->x += draw_word(p, rn_color_title(tint), muted) + 10;
    if (rn_color_has_scale(tint)) {
        draw_ends(p, tint, muted);
    } else if (by == RENDER_COLOR_BY_CHANGE) {
        draw_changes(p, tint, muted);
    } else if (rn_tint_is_grouped(tint)) {
        draw_groups(p, tint, left, muted);
    }
    p->x = left;
}

void rn_furniture_legend(rn_scene *scene, const rn_view_input *input, const rn_tint *tint,
                         const rn_buffer *legend, double y, double width)
{
    pen p = {.scene = scene,
             .input = input,
             .x = RN_MARGIN,
             .y = y + 6,
             .width = fmin(width - 2 * RN_MARGIN, 900)};
    if (!input->options->no_legend) {
        draw_lines(&p, legend);
        draw_bar(&p, tint);
    }
    rn_describe(scene, input, tint);
    scene->failed |= legend->failed || p.fitted.failed;
    rn_buffer_finish(&p.fitted);
    scene->width = width;
    scene->height = ceil(p.y + RN_MARGIN);
}

rn_furniture_room rn_furniture_measure(rn_scene *scene, const rn_view_input *input,
                                       const rn_tint *tint, const rn_buffer *legend, double width)
{
    rn_scene trial;
    rn_scene_init(&trial);
    double head = rn_furniture_head(&trial, input, "x", width);
    rn_furniture_legend(&trial, input, tint, legend, 0, width);
    rn_furniture_room room = {head, trial.height};
    scene->failed |= trial.failed;
    rn_scene_finish(&trial);
    return room;
}

void rn_put_highlight_line(rn_buffer *legend, const rn_view_input *input, double cost, double share,
                           rn_bytes unit)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < input->profile->function_count; f++)
        count += input->highlighted[f];
    rn_put_text(legend, "Highlighted, in bold and outlined, the rest faded: ");
    rn_put_count(legend, count);
    rn_put_text(legend, count == 1 ? " function" : " functions");
    rn_put_text(legend, " that '");
    rn_put_text(legend, input->options->highlight);
    rn_put_text(legend, "' finds, with all that they call: ");
    rn_put_value(legend, cost, unit);
    rn_put_text(legend, ", ");
    rn_put_share(legend, share);
    rn_put_text(legend, ".\n");
}
