/* The public API: checks arguments, finds table rows by name, and runs the stages one after the
 * other.  Every stage gets a report; what it says becomes the caller's render_error and warnings. */
#include "librender.h"

#include <math.h>
#include <stdlib.h>

#include "base/grow.h"
#include "base/limits.h"
#include "filter/filter.h"
#include "input/source.h"
#include "output/output.h"
#include "page/page.h"
#include "profile/compare.h"
#include "profile/group_name.h"
#include "profile/merge.h"
#include "read/formats.h"
#include "read/stranger.h"
#include "report/reports.h"
#include "report/rules.h"
#include "report/table.h"
#include "style/figures.h"
#include "style/link.h"
#include "style/template.h"
#include "surface/surfaces.h"
#include "view/dot_layout.h"
#include "view/views.h"
#include "write/writers.h"

const char *render_version(void)
{
    return RENDER_VERSION;
}

/* ---- defaults --------------------------------------------------------------------------------- */

void render_read_options_init(render_read_options *options)
{
    *options = (render_read_options){.size = sizeof *options};
    options->factor = 1;
    rn_limits_init(&options->limits);
}

void render_filter_options_init(render_filter_options *options)
{
    *options =
        (render_filter_options){.size = sizeof *options, .depth = -1, .callers = 2, .callees = 2};
}

void render_draw_options_init(render_draw_options *options)
{
    *options = (render_draw_options){
        .size = sizeof *options,
        .scale = 1,
        .node_threshold = 0.005,
        .edge_threshold = 0.001,
        .skew = 1,
        .min_share = 0.001,
        .min_width = 0.5,
        .row_height = 18,
        .tolerance = 0.001,
        .font_size = 12,
        .scene_items = 10000000,
        .graph_nodes = 10000, /* nobody reads more boxes in one picture */
        .layout_work = RN_DOT_WORK,
        .raster_pixels = RN_PIXELS_MAX,
    };
}

void render_report_options_init(render_report_options *options)
{
    *options = (render_report_options){.size = sizeof *options, .tolerance = 0.001};
}

/* Programs built with an older header hand over a shorter struct: the rest keeps its default. */
#define TAKE_OPTIONS(to, from, init)                                                               \
    do {                                                                                           \
        init(&(to));                                                                               \
        if (from)                                                                                  \
            memcpy(&(to), (from), (from)->size < sizeof(to) ? (from)->size : sizeof(to));          \
    } while (0)

/* ---- reports to callers ----------------------------------------------------------------------- */

/* Hands the error over, if there is one, and ends the report. */
static render_status give_error(rn_report *report, render_error *error)
{
    render_status status = report->error.status;
    if (error)
        *error = report->error;
    rn_report_finish(report);
    return status;
}

static render_status succeed(render_error *error)
{
    if (error)
        *error = (render_error){0};
    return RENDER_OK;
}

/* ---- reading ---------------------------------------------------------------------------------- */

static const rn_format *choose_format(const rn_source *source, const char *path,
                                      const render_read_options *options, rn_buffer *detection,
                                      rn_report *report)
{
    if (options->format) {
        const rn_format *format = rn_format_find(options->format);
        if (!format)
            rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no format is named '%s'",
                    options->format);
        rn_put_text(detection, "as asked");
        return format;
    }
    if (source->bytes.size == 0) {
        rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "the input is empty");
        return NULL;
    }
    const rn_format *format = rn_format_detect(source->bytes, path, detection);
    if (!format) {
        rn_buffer hint = {0};
        rn_stranger_tell(source->bytes, path, &hint);
        if (hint.failed)
            rn_fail_memory(report);
        else
            rn_fail(report, RENDER_ERROR_UNKNOWN_FORMAT, 0, 0, "%.*s", (int)hint.size, hint.data);
        rn_buffer_finish(&hint);
    }
    return format;
}

static char *take_text(rn_buffer *buffer)
{
    rn_put_char(buffer, '\0');
    return buffer->failed ? NULL : buffer->data;
}

static rn_profile *read_bytes(const rn_format *format, const rn_source *source,
                              const render_read_options *options, rn_report *report)
{
    rn_profile *profile;
    rn_builder *builder = rn_builder_new(format->shape, &options->limits, report);
    if (!builder) {
        rn_fail_memory(report);
        return NULL;
    }
    rn_reading reading = rn_builder_reading(builder);
    reading.is_mapped = source->mapped;
    rn_builder_set_reading(builder, reading);
    rn_builder_set_options(builder, options);
    rn_begin_stage(report, "read");
    if (format->read(source->bytes, builder, report) || report->error.status) {
        rn_builder_free(builder);
        return NULL;
    }
    rn_begin_stage(report, "build");
    if (rn_builder_finish(builder, &profile))
        return NULL;
    const char *wrong = rn_profile_check(profile);
    if (wrong) {
        rn_fail(report, RENDER_ERROR_MALFORMED, 0, 0, "%s", wrong);
        rn_profile_free(profile);
        return NULL;
    }
    profile->format = format->info->name;
    return profile;
}

static rn_profile *read_source(rn_source *source, const char *path,
                               const render_read_options *options, rn_report *report)
{
    rn_profile *profile = NULL;
    rn_buffer detection = {0};
    rn_begin_stage(report, "decode");
    if (rn_source_decode(source, options->temporary, &options->limits, &detection, report) ==
        RENDER_OK) {
        rn_begin_stage(report, "detect");
        const rn_format *format = choose_format(source, path, options, &detection, report);
        if (format)
            profile = read_bytes(format, source, options, report);
    }
    if (profile)
        profile->detection = take_text(&detection);
    if (profile && profile->detection)
        return profile;
    rn_buffer_finish(&detection);
    rn_profile_free(profile);
    rn_fail_memory(report);
    return NULL;
}

static render_status finish_read(render_profile **out, rn_source *source, const char *path,
                                 const render_read_options *options, rn_report *report,
                                 render_error *error)
{
    rn_profile *profile = NULL;
    if (report->error.status == RENDER_OK)
        profile = read_source(source, path, options, report);
    rn_source_close(source);
    if (!profile)
        return give_error(report, error);
    profile->report = *report;
    profile->report.stages = NULL; /* which need not live as long */
    *out = profile;
    return succeed(error);
}

render_status render_profile_read_file(render_profile **out, const char *path,
                                       const render_read_options *given, render_error *error)
{
    render_read_options options;
    TAKE_OPTIONS(options, given, render_read_options_init);
    *out = NULL;
    rn_report report = {.strict = options.strict, .stages = options.stages};
    rn_source source = {0};
    rn_begin_stage(&report, "open");
    rn_source_open(&source, path, options.temporary, &options.limits, &report);
    return finish_read(out, &source, path, &options, &report, error);
}

render_status render_profile_read_descriptor(render_profile **out, int descriptor,
                                             const render_read_options *given, render_error *error)
{
    render_read_options options;
    TAKE_OPTIONS(options, given, render_read_options_init);
    *out = NULL;
    rn_report report = {.strict = options.strict, .stages = options.stages};
    rn_source source = {0};
    rn_begin_stage(&report, "open");
    rn_source_read(&source, descriptor, options.temporary, &options.limits, &report);
    return finish_read(out, &source, NULL, &options, &report, error);
}

render_status render_profile_read_memory(render_profile **out, const void *data, size_t size,
                                         const render_read_options *given, render_error *error)
{
    render_read_options options;
    TAKE_OPTIONS(options, given, render_read_options_init);
    *out = NULL;
    rn_report report = {.strict = options.strict, .stages = options.stages};
    rn_source source = {0};
    rn_source_borrow(&source, (rn_bytes){data, size});
    return finish_read(out, &source, NULL, &options, &report, error);
}

/* ---- merging ---------------------------------------------------------------------------------- */

struct render_merger {
    rn_report report;
    rn_merger *merger;
};

render_status render_merger_new(render_merger **out, render_error *error)
{
    rn_report report = {0};
    *out = calloc(1, sizeof **out);
    if (*out)
        (*out)->merger = rn_merger_new(&(*out)->report);
    if (*out && (*out)->merger)
        return succeed(error);
    free(*out);
    *out = NULL;
    rn_fail_memory(&report);
    return give_error(&report, error);
}

render_status render_merger_add(render_merger *merger, const render_profile *profile,
                                render_error *error)
{
    if (rn_profile_is_whole(profile, &merger->report) &&
        rn_merger_add(merger->merger, profile) == RENDER_OK)
        return succeed(error);
    if (error)
        *error = merger->report.error;
    return merger->report.error.status;
}

render_status render_merger_finish(render_profile **out, render_merger *merger, render_error *error)
{
    render_status status = rn_merger_finish(merger->merger, out);
    if (error)
        *error = merger->report.error;
    if (status == RENDER_OK) {
        (*out)->report = merger->report;
        merger->report = (rn_report){0};
    }
    render_merger_free(merger);
    return status;
}

void render_merger_free(render_merger *merger)
{
    if (!merger)
        return;
    rn_merger_free(merger->merger);
    rn_report_finish(&merger->report);
    free(merger);
}

/* ---- comparing -------------------------------------------------------------------------------- */

render_status render_profile_compare(render_profile **out, const render_profile *profile,
                                     const render_profile *base, render_error *error)
{
    rn_report report = {0};
    *out = NULL;
    if (!rn_profile_is_whole(profile, &report) || !rn_profile_is_whole(base, &report) ||
        rn_compare(out, profile, base, &report))
        return give_error(&report, error);
    (*out)->report = report;
    return succeed(error);
}

/* ---- filters ---------------------------------------------------------------------------------- */

render_status render_profile_filter(render_profile **out, const render_profile *profile,
                                    const render_filter_options *given, render_error *error)
{
    render_filter_options options;
    TAKE_OPTIONS(options, given, render_filter_options_init);
    rn_report report = {0};
    *out = NULL;
    if (!rn_profile_is_whole(profile, &report) || rn_filter(out, profile, &options, &report))
        return give_error(&report, error);
    (*out)->report = report;
    return succeed(error);
}

void render_profile_free(render_profile *profile)
{
    rn_profile_free(profile);
}

size_t render_profile_warning_count(const render_profile *profile)
{
    return profile->report.warning_count;
}

const char *render_profile_warning(const render_profile *profile, size_t index)
{
    return profile->report.warnings[index];
}

const char *render_profile_format(const render_profile *profile)
{
    return profile->format;
}

const char *render_profile_detection(const render_profile *profile)
{
    return profile->detection;
}

static const char *string_of(const rn_profile *profile, uint32_t id)
{
    rn_bytes text = rn_profile_string(profile, id);
    return text.size ? text.data : "";
}

bool render_profile_metric_at(const render_profile *profile, size_t index, render_metric *out)
{
    if (index >= profile->metric_count)
        return false;
    const rn_metric *metric = &profile->metrics[index];
    const rn_metric *base = metric->base == RN_NONE ? NULL : &profile->metrics[metric->base];
    out->name = string_of(profile, metric->name);
    out->unit = string_of(profile, metric->unit);
    out->total = metric->total;
    out->base = base ? string_of(profile, base->name) : NULL;
    return true;
}

/* ---- files that options name ------------------------------------------------------------------ */

static render_status read_small_file(rn_source *source, const char *path, rn_report *report)
{
    render_limits limits;
    rn_limits_init(&limits);
    rn_buffer detection = {0};
    limits.decoded_bytes = 1 << 24;
    if (rn_source_open(source, path, NULL, &limits, report) == RENDER_OK)
        rn_source_decode(source, NULL, &limits, &detection, report);
    rn_buffer_finish(&detection);
    return report->error.status;
}

render_status render_color_rules_read_file(render_color_rules **out, const char *path,
                                           render_error *error)
{
    rn_report report = {0};
    rn_source source = {0};
    *out = NULL;
    if (read_small_file(&source, path, &report) == RENDER_OK)
        rn_color_rules_parse(out, source.bytes, &report);
    rn_source_close(&source);
    return give_error(&report, error);
}

void render_color_rules_free(render_color_rules *rules)
{
    rn_color_rules_free(rules);
}

render_status render_name_attributes_read_file(render_name_attributes **out, const char *path,
                                               render_error *error)
{
    rn_report report = {0};
    rn_source source = {0};
    *out = NULL;
    if (read_small_file(&source, path, &report) == RENDER_OK)
        rn_name_attributes_parse(out, source.bytes, &report);
    rn_source_close(&source);
    return give_error(&report, error);
}

void render_name_attributes_free(render_name_attributes *attributes)
{
    rn_name_attributes_free(attributes);
}

/* ---- drawing and exporting -------------------------------------------------------------------- */

static render_status find_metric(const rn_profile *profile, const char *name, uint32_t *metric,
                                 rn_report *report)
{
    *metric = rn_profile_metric(profile, name);
    if (*metric != RN_NONE)
        return RENDER_OK;
    rn_buffer names = {0};
    for (uint32_t i = 0; i < profile->metric_count; i++) {
        rn_put_text(&names, i ? ", " : "");
        rn_put(&names, rn_profile_string(profile, profile->metrics[i].name));
    }
    render_status status =
        rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no metric is named '%s'; there are: %.*s",
                name, (int)names.size, names.size ? names.data : "");
    rn_buffer_finish(&names);
    return status;
}

/* The look of one picture: the theme that was asked for, perhaps on a page of another colour. */
typedef struct look {
    rn_theme theme;
    rn_scheme page;
} look;

static render_status find_look(rn_view_input *input, look *own, rn_report *report)
{
    const render_draw_options *options = input->options;
    rn_rgba background;
    input->theme = rn_theme_find(options->theme);
    if (!input->theme)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no theme is named '%s'",
                       options->theme);
    if (options->background) {
        if (!rn_page_color(options->background, &background))
            return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                           "'%s' is no page colour: #rrggbb, yellow, blue, green or grey",
                           options->background);
        own->theme = *input->theme;
        own->page = rn_scheme_on(input->theme->light, background);
        own->theme.light = own->theme.dark = &own->page;
        input->theme = &own->theme;
    }
    const char *map = options->colormap ? options->colormap : input->theme->colormap;
    input->colormap = rn_colormap_find(map);
    if (!input->colormap)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no colour map is named '%s'", map);
    return RENDER_OK;
}

static render_status check_choices(const render_draw_options *options, rn_report *report)
{
    bool known = (unsigned)options->color_by <= RENDER_COLOR_BY_CHANGE &&
                 (unsigned)options->order <= RENDER_ORDER_FIRST &&
                 (unsigned)options->direction <= RENDER_DIRECTION_LEFT &&
                 (unsigned)options->changes <= RENDER_CHANGES_LESS &&
                 (unsigned)options->style <= RENDER_STYLE_SNAKEVIZ &&
                 (unsigned)options->widths <= RENDER_WIDTHS_SUM &&
                 (unsigned)options->panels <= RENDER_PANELS_INPUTS;
    for (size_t i = 0; i < options->node_line_count; i++)
        known &= (unsigned)options->node_lines[i] <= RENDER_NODE_TOTAL_SHARE;
    if (options->cluster && !rn_is_kind_of_group(options->cluster))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "'%s' is nothing to cluster by: module, file, class or package",
                       options->cluster);
    if (options->cluster && options->cycles)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a function stands in one box: either 'cycles' or 'cluster'");
    return known ? RENDER_OK
                 : rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                           "there is no such way to colour, to order, to label or to lay out");
}

static render_status check_template(const char *name, const char *text, rn_template_kind kind,
                                    rn_report *report)
{
    char why[400];
    if (!text || rn_template_check(text, kind, why, sizeof why))
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the option '%s' cannot be used: %s", name,
                   why);
}

/* Numbers come from outside of the library: none may be larger than a picture can be, or no number. */
static render_status check_options(const render_draw_options *options, rn_report *report)
{
    const struct {
        const char *name;
        double value, most;
    } numbers[] = {
        {"width", options->width, 1e9},
        {"page_width", options->page_width, 1e9},
        {"page_height", options->page_height, 1e9},
        {"scale", options->scale, 1e9},
        {"node_threshold", options->node_threshold, 1},
        {"edge_threshold", options->edge_threshold, 1},
        {"skew", options->skew, 1e9},
        {"min_share", options->min_share, 1},
        {"min_width", options->min_width, 1e9},
        {"min_width_share", options->min_width_share, 1},
        {"row_height", options->row_height, 1e9},
        {"font_size", options->font_size, 1e9},
        {"total", options->total, 1e300},
        {"from", options->from, 1e18},
        {"to", options->to, 1e18},
        {"tolerance", options->tolerance, 1},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!(numbers[i].value >= 0 && numbers[i].value <= numbers[i].most))
            return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the option '%s' is out of range",
                           numbers[i].name);
    if (!options->scene_items || !options->graph_nodes || !options->raster_pixels)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "a picture of nothing is not drawn");
    if ((options->page_width > 0) != (options->page_height > 0))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "a page has a width and a height, or neither");
    const char *wrong = options->link ? rn_link_check(options->link) : NULL;
    if (wrong)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the link cannot be used: %s", wrong);
    wrong = options->time_format ? rn_time_format_check(options->time_format) : NULL;
    if (wrong)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the time format cannot be used: %s",
                       wrong);
    return check_template("node_template", options->node_template, RN_OF_NODE, report) ||
                   check_template("edge_template", options->edge_template, RN_OF_ARC, report)
               ? report->error.status
               : check_choices(options, report);
}

static render_status check_cost(const rn_view_input *input, rn_report *report)
{
    if (input->profile->metrics[input->metric].total > 0)
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "the profile holds no cost to draw");
}

static render_status draw(const rn_view *view, const rn_surface *surface, rn_view_input *input,
                          render_sink sink, rn_report *report)
{
    rn_scene scene;
    look own;
    if (find_look(input, &own, report) || check_cost(input, report))
        return report->error.status;
    input->measure = rn_measure_new(input->options->font);
    if (!input->measure)
        return rn_fail_memory(report);
    rn_scene_init(&scene);
    scene.item_limit = input->options->scene_items;
    scene.pixel_limit = input->options->raster_pixels;
    rn_begin_stage(report, "view");
    if (rn_view_input_mark(input, report) == RENDER_OK &&
        rn_view_draw(view, &scene, input, report) == RENDER_OK && rn_measure_failed(input->measure))
        rn_fail_memory(report);
    if (scene.is_full)
        rn_fail(report, RENDER_ERROR_LIMIT, 0, 0, "the picture would have more than %lu items",
                (unsigned long)scene.item_limit);
    if (!report->error.status) {
        rn_begin_stage(report, "surface");
        surface->write(&scene, input->options->scale, sink, report);
    }
    rn_scene_finish(&scene);
    rn_view_input_finish(input);
    rn_measure_free(input->measure);
    return report->error.status;
}

static render_status finish_draw(rn_report *report, const render_draw_options *options,
                                 render_error *error)
{
    for (size_t i = 0; options->warn && i < report->warning_count; i++)
        options->warn(options->warn_user, report->warnings[i]);
    render_error found = report->error;
    rn_report_finish(report);
    if (error)
        *error = found;
    return found.status;
}

double render_draw_least_share(const char *view_name, const render_draw_options *given)
{
    render_draw_options options;
    TAKE_OPTIONS(options, given, render_draw_options_init);
    const rn_view *view = rn_view_find(view_name);
    return view ? rn_view_least_share(view, &options) : 0;
}

/* Whether the profiles hold what will be drawn. */
static bool is_enough(const rn_view_input *input, const rn_view *view, rn_report *report)
{
    for (size_t i = 0; i < input->part_count; i++)
        if (!rn_profile_is_whole(input->parts[i].profile, report))
            return false;
    return rn_view_least_share(view, input->options) >= input->profile->least_share ||
           rn_profile_is_whole(input->profile, report);
}

/* The input has a profile, and perhaps parts. */
static render_status draw_input(rn_view_input *input, const char *view_name,
                                const char *surface_name, const render_draw_options *options,
                                render_sink sink, rn_report *report)
{
    const rn_view *view = rn_view_find(view_name);
    const rn_surface *surface = rn_surface_find(surface_name);
    input->options = options;
    if (!view)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no view is named '%s'", view_name);
    if (!surface)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no picture format is named '%s'",
                       surface_name);
    bool has_panels = view->layout == rn_layout_flame || view->layout == rn_layout_icicle;
    if (input->part_count && !has_panels)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "'%s' has no panels", view_name);
    if ((options->panels == RENDER_PANELS_INPUTS) != (input->part_count > 0))
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0,
                       "panels of inputs want several profiles");
    if (check_options(options, report) == RENDER_OK && is_enough(input, view, report) &&
        find_metric(input->profile, options->metric, &input->metric, report) == RENDER_OK)
        draw(view, surface, input, sink, report);
    return report->error.status;
}

render_status render_draw(const render_profile *profile, const char *view, const char *surface,
                          const render_draw_options *given, render_sink sink, render_error *error)
{
    render_draw_options options;
    TAKE_OPTIONS(options, given, render_draw_options_init);
    rn_report report = {.stages = options.stages};
    rn_view_input input = {.profile = profile};
    draw_input(&input, view, surface, &options, sink, &report);
    return finish_draw(&report, &options, error);
}

render_status render_draw_panels(const render_profile *const *profiles, const char *const *names,
                                 size_t count, const char *view, const char *surface,
                                 const render_draw_options *given, render_sink sink,
                                 render_error *error)
{
    render_draw_options options;
    TAKE_OPTIONS(options, given, render_draw_options_init);
    rn_report report = {.stages = options.stages};
    rn_view_part *parts = rn_array_new(count, sizeof *parts);
    options.panels = RENDER_PANELS_INPUTS;
    for (size_t i = 0; parts && i < count; i++)
        parts[i] = (rn_view_part){profiles[i], names[i]};
    if (!parts) {
        rn_fail_memory(&report);
    } else if (!count) {
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "there is no profile to draw");
    } else {
        rn_view_input input = {.profile = profiles[0], .parts = parts, .part_count = count};
        draw_input(&input, view, surface, &options, sink, &report);
    }
    free(parts);
    return finish_draw(&report, &options, error);
}

render_status render_export(const render_profile *profile, const char *writer_name,
                            const render_draw_options *given, render_sink sink, render_error *error)
{
    render_draw_options options;
    TAKE_OPTIONS(options, given, render_draw_options_init);
    rn_report report = {0};
    uint32_t metric;
    const rn_writer *writer = rn_writer_find(writer_name);
    if (!writer)
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no data format is named '%s'", writer_name);
    else if (check_options(&options, &report) == RENDER_OK &&
             rn_profile_is_whole(profile, &report) &&
             find_metric(profile, options.metric, &metric, &report) == RENDER_OK)
        writer->write(profile, metric, &options, sink, &report);
    return finish_draw(&report, &options, error);
}

/* ---- reports ---------------------------------------------------------------------------------- */

static render_status check_report(const render_report_options *options, rn_report *report)
{
    if (options->tolerance >= 0 && options->tolerance <= 1)
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "the option 'tolerance' is out of range");
}

render_status render_report(const render_profile *profile, const render_report_options *given,
                            render_sink sink, render_error *error)
{
    render_report_options options;
    TAKE_OPTIONS(options, given, render_report_options_init);
    rn_report report = {0};
    uint32_t metric;
    const rn_report_type *type = rn_report_type_find(options.type);
    if (!type)
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no type of report is named '%s'",
                options.type);
    else if (check_report(&options, &report) == RENDER_OK &&
             rn_profile_is_whole(profile, &report) &&
             find_metric(profile, options.metric, &metric, &report) == RENDER_OK)
        rn_report_write(type, profile, metric, &options, sink, &report);
    return give_error(&report, error);
}

render_status render_judge(const render_profile *profile, const char *metric_name,
                           const char *const *rules, size_t count, render_verdict *verdicts,
                           render_error *error)
{
    rn_report report = {0};
    uint32_t metric;
    render_report_options options;
    render_report_options_init(&options);
    if (rn_profile_is_whole(profile, &report) &&
        find_metric(profile, metric_name, &metric, &report) == RENDER_OK) {
        rn_table table;
        rn_rule_list list = {rules, count, verdicts};
        if (rn_table_init(&table, profile, metric, &options, &report) == RENDER_OK)
            rn_rules_judge(&list, &table, &report);
        rn_table_finish(&table);
    }
    return give_error(&report, error);
}

/* ---- pages ------------------------------------------------------------------------------------ */

static render_status write_page(rn_page_input *input, render_draw_options *draw, render_sink sink,
                                rn_report *report)
{
    look own;
    rn_view_input *view = &input->view;
    input->scheme = rn_page_choose_scheme(&draw->theme);
    if (find_look(view, &own, report))
        return report->error.status;
    view->measure = rn_measure_new(draw->font);
    if (!view->measure)
        return rn_fail_memory(report);
    if (rn_view_input_mark(view, report) == RENDER_OK &&
        rn_page_write(input, sink, report) == RENDER_OK && rn_measure_failed(view->measure))
        rn_fail_memory(report);
    rn_view_input_finish(view);
    rn_measure_free(view->measure);
    return report->error.status;
}

static render_status write_stripped_page(rn_page_input *input, render_draw_options *draw,
                                         render_sink sink, rn_report *report)
{
    rn_profile *stripped = NULL;
    if (input->table->strip_folders) {
        stripped = rn_report_strip_folders(input->view.profile, report);
        if (!stripped)
            return report->error.status;
        input->view.profile = stripped;
    }
    write_page(input, draw, sink, report);
    rn_profile_free(stripped);
    return report->error.status;
}

render_status render_page(const render_profile *profile, const char *tab,
                          const render_draw_options *given_draw,
                          const render_report_options *given_report, render_sink sink,
                          render_error *error)
{
    render_draw_options draw;
    render_report_options table;
    TAKE_OPTIONS(draw, given_draw, render_draw_options_init);
    TAKE_OPTIONS(table, given_report, render_report_options_init);
    rn_report report = {0};
    rn_page_input input = {
        .view = {.profile = profile, .options = &draw}, .tab = tab, .table = &table};
    if (strcmp(tab, "table") != 0 && !rn_view_find(tab))
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no tab of a page is named '%s'", tab);
    else if (check_options(&draw, &report) == RENDER_OK &&
             check_report(&table, &report) == RENDER_OK && rn_profile_is_whole(profile, &report) &&
             find_metric(profile, draw.metric, &input.view.metric, &report) == RENDER_OK &&
             (strcmp(tab, "table") == 0 || check_cost(&input.view, &report) == RENDER_OK))
        write_stripped_page(&input, &draw, sink, &report);
    return finish_draw(&report, &draw, error);
}
