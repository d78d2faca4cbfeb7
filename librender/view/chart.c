/* Flame chart: time runs from left to right, each thread is a band, and in it each row is a level of calls.
 * Where nothing ran, the band shows. */
#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/unit.h"
#include "scene/fit.h"
#include "style/names.h"
#include "style/units.h"
#include "view/chart_legend.h"
#include "view/furniture.h"
#include "view/live.h"
#include "view/row_heights.h"
#include "view/spans.h"
#include "view/time_axis.h"

/* Rows drawn when max_depth does not say: as many as a raster of 32,767 pixels can hold. */
enum { ROWS = 1500 };

/* Rows for text of 8 pt, and rows that look well on a page with room for more. */
static const double LEAST_ROW = 15.3, LARGEST_ROW = 28;

/* A band may be as high as this share of its width, and this, until rows of it get lower; one without names is no
 * higher than so many rows. */
static const double BAND_SHAPE = 0.3, BAND_MOST = 360, NAMELESS_ROWS = 4;

/* A name of this width (in font sizes) tells something. */
static const double NAME_WIDTH = 3.5;

/* Where a band is too high, levels end that have less than this share of its first one: specks. */
static const double SPECKS = 0.0025;

/* Bands are so high together that the axis is wanted at their end, too. */
static const double HIGH = 720;

static const double HEAD_HEIGHT = 18, HEAD_BOX = 16, BAND_GAP = 8, SMALL = 11;

typedef struct chart {
    rn_scene *scene;
    const rn_view_input *input;
    const rn_profile *profile;
    rn_graph *graph;
    rn_tint tint;
    rn_spans spans;
    uint8_t *ambiguous; /* [function] */
    rn_time_axis axis;
    double left, width, row, font_size;
    size_t tracks_drawn;
    uint32_t most_levels; /* drawn of a band */
    bool any_lower;       /* rows of bands that were drawn */
    bool any_grey;        /* boxes that stand for short calls, wide enough to be seen */
    rn_buffer text, shortened, fitted;
} chart;

static uint32_t scheme_paint(const chart *c, size_t offset)
{
    const rn_theme *theme = c->input->theme;
    return rn_scene_paint(c->scene,
                          (rn_paint){*(const rn_rgba *)((const char *)theme->light + offset),
                                     *(const rn_rgba *)((const char *)theme->dark + offset)});
}

#define SCHEME(c, member) scheme_paint((c), offsetof(rn_scheme, member))

static double x_of(const chart *c, double time)
{
    return c->left + (time - c->spans.from) / (c->spans.to - c->spans.from) * c->width;
}

/* ---- spans ------------------------------------------------------------------------------------ */

static uint32_t function_of(const chart *c, const rn_span *span)
{
    return c->profile->frames[c->profile->stacks[span->stack].frame].function;
}

static bool is_highlighted(const chart *c, const rn_span *span)
{
    const bool *highlighted = c->input->highlighted;
    return highlighted && !span->more && highlighted[function_of(c, span)];
}

static rn_bytes tooltip_of(chart *c, const rn_span *span, double start)
{
    c->fitted.size = 0;
    if (span->more) {
        rn_put_count(&c->fitted, span->more);
        rn_put_text(&c->fitted, span->more == 1 ? " short call" : " short calls");
    } else {
        rn_put_tooltip_name(&c->fitted, c->profile, function_of(c, span));
    }
    rn_put_text(&c->fitted, "\n");
    rn_put_value(&c->fitted, span->to - span->from, c->axis.unit);
    rn_put_text(&c->fitted, ", from ");
    rn_time_axis_put_moment(&c->axis, &c->fitted, span->from - start);
    return rn_buffer_bytes(&c->fitted);
}

/* How much a label says, from the least. */
enum { SAYS_NAME, SAYS_PLACE, SAYS_TIME };

static void put_time(const chart *c, rn_buffer *out, const rn_span *span)
{
    rn_put_text(out, " · ");
    rn_put_value(out, span->to - span->from, c->axis.unit);
}

static void put_label(chart *c, const rn_span *span, int says)
{
    uint32_t function = function_of(c, span);
    c->text.size = 0;
    if (says == SAYS_NAME)
        rn_put_short_label(&c->text, c->profile, function);
    else
        rn_put_label(&c->text, c->profile, function, c->ambiguous[function]);
    if (says == SAYS_TIME)
        put_time(c, &c->text, span);
}

/* As much as there is room for; a name alone must then be fitted.  Returns how much it says. */
static int choose_label(chart *c, const rn_span *span, bool bold, double width)
{
    if (span->more) {
        c->text.size = 0;
        rn_put_text(&c->text, "… ");
        rn_put_count(&c->text, span->more);
        rn_put_text(&c->text, " more");
        return SAYS_TIME;
    }
    for (int says = SAYS_TIME;; says--) {
        put_label(c, span, says);
        if (says == SAYS_NAME || rn_measure_width(c->input->measure, rn_buffer_bytes(&c->text),
                                                  c->font_size, bold) <= width)
            return says;
    }
}

/* In c->fitted; returns its width, 0 when nothing that tells something fits.  A name alone may leave room for its
 * time. */
static double fit_label(chart *c, const rn_span *span, bool bold, double width)
{
    rn_measure *measure = c->input->measure;
    int says = choose_label(c, span, bold, width);
    rn_bytes label = rn_buffer_bytes(&c->text);
    /* a number that is cut tells another one */
    if (span->more && rn_measure_width(measure, label, c->font_size, bold) > width)
        return 0;
    if (says == SAYS_NAME) {
        label = rn_fit_name(measure, label, c->font_size, bold, width, &c->shortened);
        c->fitted.size = 0;
        rn_put(&c->fitted, label);
        put_time(c, &c->fitted, span);
        double measured =
            rn_measure_width(measure, rn_buffer_bytes(&c->fitted), c->font_size, bold);
        if (measured <= width)
            return measured;
    }
    return rn_fit_text(measure, label, c->font_size, bold, width, &c->fitted);
}

static void draw_label(chart *c, const rn_span *span, double x, double y, double width,
                       rn_paint fill)
{
    if (width < 2 * c->font_size)
        return;
    bool bold = is_highlighted(c, span);
    double measured = fit_label(c, span, bold, width);
    if (measured <= 0)
        return;
    rn_item *text = rn_scene_text(c->scene, x, y, c->font_size, RN_START,
                                  rn_scene_paint(c->scene, rn_tint_readable(fill)),
                                  rn_buffer_bytes(&c->fitted), measured);
    text->u.text.bold = bold;
}

/* Of a box, px. */
static const double SEEN = 1;

static void draw_span(chart *c, const rn_span *span, const rn_row_heights *heights, double top,
                      double start)
{
    const rn_theme *theme = c->input->theme;
    rn_paint more = {theme->light->more_fill, theme->dark->more_fill};
    rn_paint fill = span->more ? more : rn_tint_function(&c->tint, function_of(c, span));
    double x = x_of(c, span->from), y = top + rn_row_start(heights, span->level);
    double height = rn_row_height(heights, span->level);
    double width = fmax(x_of(c, span->to) - x, 0.3), gap = width > 3 ? 0.5 : width * 0.1;
    rn_view_open(c->input, c->scene, span->more ? RN_NONE : function_of(c, span),
                 span->more && c->input->options->interactive ? "more" : NULL, NULL,
                 tooltip_of(c, span, start));
    c->any_grey |= span->more && width - gap >= SEEN;
    rn_item *box =
        rn_scene_box(c->scene, x, y, width - gap, height - 1, rn_scene_paint(c->scene, fill));
    box->u.box.radius = width > 8 ? 1.5 : 0;
    if (is_highlighted(c, span) && width > 4) {
        box->stroke = SCHEME(c, text);
        box->stroke_width = 1.5;
    }
    if (rn_row_holds(heights, span->level, c->font_size))
        draw_label(c, span, x + 3, y + height / 2 + c->font_size * RN_TEXT_DROP, width - 7, fill);
    rn_scene_close(c->scene);
}

/* ---- bands ------------------------------------------------------------------------------------ */

static double most_height(const chart *c)
{
    return fmin(BAND_SHAPE * c->width, BAND_MOST);
}

static uint32_t levels_drawn(const chart *c, const rn_spans_track *track)
{
    const render_draw_options *options = c->input->options;
    uint32_t levels = track->levels < c->most_levels ? track->levels : c->most_levels;
    if (options->interactive || options->max_depth > 0 || levels * c->row <= most_height(c))
        return levels;
    uint32_t seen = rn_spans_levels_filled(&c->spans, track, SPECKS, 0);
    return seen < levels ? seen : levels;
}

/* Pages have chosen their rows, and of interactive pictures any row may be zoomed to. */
static rn_row_heights heights_of(const chart *c, const rn_spans_track *track)
{
    const render_draw_options *options = c->input->options;
    uint32_t levels = levels_drawn(c, track);
    if (options->interactive || options->page_width > 0)
        return rn_row_heights_equal(c->row, levels);
    double name = NAME_WIDTH * c->font_size / c->width * (c->spans.to - c->spans.from);
    uint32_t filled = rn_spans_levels_filled(&c->spans, track, RN_ROW_FILLED, name);
    return rn_row_heights_fit(c->row, levels, filled,
                              filled ? most_height(c) : NAMELESS_ROWS * c->row);
}

/* Parts bands, and keeps the lines of the axis away from the name. */
static void draw_head_box(chart *c, double y)
{
    const rn_theme *theme = c->input->theme;
    rn_paint fill = {rn_scheme_band(theme->light), rn_scheme_band(theme->dark)};
    rn_scene_box(c->scene, c->left, y, c->width, HEAD_BOX, rn_scene_paint(c->scene, fill));
}

static void draw_band_head(chart *c, const rn_spans_track *track, double y)
{
    rn_bytes name = rn_profile_string(c->profile, c->profile->tracks[track->track]);
    double window = c->spans.to - c->spans.from;
    uint32_t unseen = track->cut + track->levels - levels_drawn(c, track);
    c->text.size = 0;
    rn_put(&c->text, name);
    rn_put_text(&c->text, name.size ? " · busy " : "busy ");
    rn_put_share(&c->text, track->busy / window);
    if (unseen) {
        rn_put_text(&c->text, " · … ");
        rn_put_count(&c->text, unseen);
        rn_put_text(&c->text, unseen == 1 ? " more level" : " more levels");
    }
    double measured = rn_fit_text(c->input->measure, rn_buffer_bytes(&c->text), SMALL, true,
                                  c->width - 8, &c->fitted);
    rn_item *item = rn_scene_text(c->scene, c->left + 4, y + HEAD_BOX - 4, SMALL, RN_START,
                                  SCHEME(c, text), rn_buffer_bytes(&c->fitted), measured);
    item->u.text.bold = true;
}

static double band_height(const chart *c, const rn_spans_track *track)
{
    rn_row_heights heights = heights_of(c, track);
    return HEAD_HEIGHT + rn_row_start(&heights, heights.count) + BAND_GAP;
}

/* As many bands as there is room for; returns where they end. */
static double measure_bands(chart *c, double top, double most)
{
    double y = top;
    c->tracks_drawn = 0;
    for (size_t i = 0; i < c->spans.track_count; i++) {
        double height = band_height(c, &c->spans.tracks[i]);
        if (i && y - top + height > most)
            break;
        y += height;
        c->tracks_drawn++;
    }
    return y;
}

/* The span of the level above in which a span began; -1: none. */
static int64_t caller_of(const chart *c, const rn_spans_track *track, size_t index, size_t *above)
{
    const rn_span *spans = c->spans.spans, *span = &spans[index];
    if (span->level == 0)
        return -1;
    if (index == track->first || spans[index - 1].level != span->level)
        while (spans[*above].level + 1 < span->level)
            ++*above;
    while (*above + 1 < index && spans[*above + 1].level + 1 == span->level &&
           spans[*above + 1].from <= span->from)
        ++*above;
    return spans[*above].to > span->from ? (int64_t)*above : -1;
}

/* Spans of bands that are drawn, in the order of drawing. */
static void tell(chart *c, double start)
{
    rn_live live;
    double window = c->spans.to - c->spans.from;
    double second = rn_unit_factor(RN_LITERAL("s"), c->axis.unit);
    rn_live_init(&live, c->input, c->ambiguous, "rows", 0);
    rn_live_set(&live, "left", c->left);
    rn_live_set(&live, "width", c->width);
    rn_live_set(&live, "from", c->spans.from - start);
    rn_live_set(&live, "span", window);
    rn_live_set(&live, "second", second > 0 ? second : 0);
    for (size_t i = 0; i < c->tracks_drawn; i++) {
        const rn_spans_track *track = &c->spans.tracks[i];
        size_t above = track->first;
        for (size_t s = track->first; s < track->end; s++) {
            const rn_span *span = &c->spans.spans[s];
            rn_live_add(&live, span->more ? RN_LIVE_MORE : function_of(c, span),
                        caller_of(c, track, s, &above), (span->from - c->spans.from) / window,
                        (span->to - c->spans.from) / window);
        }
    }
    rn_live_finish(&live, c->scene);
}

static void draw_bands(chart *c, double top, double start)
{
    double y = top;
    for (size_t i = 0; i < c->tracks_drawn; i++) {
        const rn_spans_track *track = &c->spans.tracks[i];
        rn_row_heights heights = heights_of(c, track);
        draw_head_box(c, y);
        draw_band_head(c, track, y);
        for (size_t s = track->first; s < track->end; s++)
            if (c->spans.spans[s].level < heights.count)
                draw_span(c, &c->spans.spans[s], &heights, y + HEAD_HEIGHT, start);
        c->any_lower |= rn_row_heights_differ(&heights);
        y += band_height(c, track);
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static double start_of(const rn_profile *p)
{
    double start = INFINITY;
    for (uint32_t i = 0; i < p->run_count; i++)
        start = fmin(start, p->runs[i].start);
    return start;
}

/* The rows of all bands that have at most so many. */
static double rows_of(const chart *c, uint32_t most_levels)
{
    double rows = 0;
    for (size_t i = 0; i < c->spans.track_count; i++)
        rows += fmin(c->spans.tracks[i].levels, most_levels);
    return rows;
}

/* Chooses the height of rows for text of 8 pt and more, and how many levels bands have, so that they take up to
 * `height`. */
static void fit_page(chart *c, double height)
{
    double rows_height = height - (double)c->spans.track_count * (HEAD_HEIGHT + BAND_GAP);
    uint32_t least = 1, most = ROWS;
    while (least < most) {
        uint32_t middle = most - (most - least) / 2;
        if (rows_of(c, middle) * LEAST_ROW <= rows_height)
            least = middle;
        else
            most = middle - 1;
    }
    c->most_levels = least;
    c->row = fmax(fmin(rows_height / rows_of(c, least), LARGEST_ROW), LEAST_ROW);
    c->font_size = fmin(12, c->row * 0.7);
}

/* The bands' end; the legend begins at *legend_top. */
static double place_bands(chart *c, const rn_buffer *legend, double top, double width,
                          double *legend_top)
{
    const render_draw_options *options = c->input->options;
    if (!(options->page_width > 0)) {
        *legend_top = measure_bands(c, top, ROWS * c->row);
        return *legend_top;
    }
    *legend_top = options->page_height -
                  rn_furniture_measure(c->scene, c->input, &c->tint, legend, width).legend;
    fit_page(c, *legend_top - top);
    return measure_bands(c, top, *legend_top - top);
}

static void put_legend(const chart *c, rn_buffer *legend, double start)
{
    rn_chart_legend what = {.input = c->input,
                            .spans = &c->spans,
                            .axis = &c->axis,
                            .start = start,
                            .tracks_drawn = c->tracks_drawn,
                            .has_lower_rows = c->any_lower,
                            .has_grey_boxes = c->any_grey};
    rn_put_chart_legend(&what, legend);
}

static void draw(chart *c, double width)
{
    double start = start_of(c->profile), legend_top;
    double top = rn_furniture_head(c->scene, c->input, "Flame chart", width) + RN_TIME_AXIS_HEIGHT;
    rn_buffer legend = {0};
    /* the legend may say that bands are left out, which depends on its own height */
    c->tracks_drawn = 0;
    c->any_grey = true;
    put_legend(c, &legend, start);
    c->any_grey = false;
    double bottom = place_bands(c, &legend, top, width, &legend_top);
    legend.size = 0;
    bool has_labels_below = bottom - top > HIGH && !(c->input->options->page_width > 0) &&
                            !c->input->options->interactive;
    rn_scene_open(c->scene, "axis", NULL, (rn_bytes){NULL, 0}, (rn_bytes){NULL, 0});
    rn_time_axis_draw(&c->axis, c->scene, c->input, top, bottom, has_labels_below);
    rn_scene_close(c->scene);
    legend_top += has_labels_below ? RN_TIME_AXIS_HEIGHT : 0;
    draw_bands(c, top, start);
    tell(c, start);
    put_legend(c, &legend, start);
    rn_furniture_legend(c->scene, c->input, &c->tint, &legend, legend_top, width);
    if (c->input->options->page_width > 0)
        c->scene->height = c->input->options->page_height;
    c->scene->failed |= c->text.failed || c->fitted.failed;
    rn_buffer_finish(&legend);
}

static bool prepare(chart *c, rn_report *report)
{
    const render_draw_options *o = c->input->options;
    rn_bytes unit = rn_profile_string(c->profile, c->profile->time_unit);
    double in_unit = rn_unit_factor(RN_LITERAL("s"), unit), start = start_of(c->profile);
    in_unit = in_unit > 0 ? in_unit : 1;
    rn_spans_options how = {
        .from = o->from * in_unit,
        .to = o->to > 0 ? o->to * in_unit : INFINITY,
        .shortest = o->min_width / c->width,
        .max_levels = o->max_depth > 0 ? (uint32_t)o->max_depth : ROWS,
    };
    rn_begin_stage(report, "analyze");
    if (rn_spans_init(&c->spans, c->profile, &how, report) ||
        rn_graph_new(&c->graph, c->profile, c->input->metric, report))
        return false;
    rn_begin_stage(report, "view");
    c->axis = (rn_time_axis){.from = c->spans.from - start,
                             .to = c->spans.to - start,
                             .left = c->left,
                             .width = c->width,
                             .unit = unit};
    rn_tint_init(&c->tint, c->input, c->graph);
    c->ambiguous = rn_names_ambiguous(c->profile);
    if (!c->ambiguous)
        rn_fail_memory(report);
    return c->ambiguous;
}

render_status rn_layout_chart(rn_scene *scene, const rn_view_input *input, rn_report *report)
{
    double width = fmax(rn_view_width(input), 100), row = fmax(input->options->row_height, 4);
    chart c = {.scene = scene,
               .input = input,
               .profile = input->profile,
               .left = RN_MARGIN,
               .width = width - 2 * RN_MARGIN,
               .row = row,
               .most_levels = ROWS,
               .font_size = fmin(12, row * 0.7)};
    if (prepare(&c, report))
        draw(&c, width);
    rn_spans_finish(&c.spans);
    rn_graph_free(c.graph);
    free(c.ambiguous);
    rn_buffer_finish(&c.text);
    rn_buffer_finish(&c.shortened);
    rn_buffer_finish(&c.fitted);
    return report->error.status;
}
