/* The public API: what makes pictures, data, words and pages of profiles.  Names become rows of tables, options are
 * checked, and the stages run one after the other. */
#include <stdlib.h>

#include "base/limits.h"
#include "call.h"
#include "input/source.h"
#include "page/page.h"
#include "report/reports.h"
#include "report/rules.h"
#include "style/annotations.h"
#include "style/draw_options.h"
#include "style/look.h"
#include "surface/surfaces.h"
#include "view/views.h"
#include "write/writers.h"

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

static render_status add_annotations(render_annotations *to, render_annotation_kind kind,
                                     const char *path, rn_report *report)
{
    rn_source source = {0};
    if (read_small_file(&source, path, report) == RENDER_OK)
        rn_annotations_parse(to, kind, source.bytes, report);
    rn_source_close(&source);
    return report->error.status;
}

render_status render_annotations_read_file(render_annotations **annotations,
                                           render_annotation_kind kind, const char *path,
                                           render_error *error)
{
    rn_report report = {0};
    if (!*annotations)
        *annotations = calloc(1, sizeof **annotations);
    if (!*annotations)
        rn_fail_memory(&report);
    else if (add_annotations(*annotations, kind, path, &report)) {
        rn_annotations_free(*annotations);
        *annotations = NULL;
    }
    return rn_give_error(&report, error);
}

void render_annotations_free(render_annotations *annotations)
{
    rn_annotations_free(annotations);
}

/* ---- drawing and exporting -------------------------------------------------------------------- */

static render_status check_cost(const rn_view_input *input, rn_report *report)
{
    if (input->profile->metrics[input->metric].total > 0)
        return RENDER_OK;
    return rn_fail(report, RENDER_ERROR_EMPTY, 0, 0, "the profile holds no cost to draw");
}

static render_status find_look(rn_view_input *input, rn_look *look, rn_report *report)
{
    if (rn_look_find(look, input->options, report))
        return report->error.status;
    input->theme = look->theme;
    input->colormap = look->colormap;
    return RENDER_OK;
}

static render_status draw(const rn_view *view, const rn_surface *surface, rn_view_input *input,
                          render_sink sink, rn_report *report)
{
    rn_scene scene;
    rn_look look;
    if (find_look(input, &look, report) || check_cost(input, report))
        return report->error.status;
    input->measure = rn_measure_new(input->options->font, report);
    if (!input->measure)
        return report->error.status;
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
    RN_TAKE_OPTIONS(options, given, render_draw_options_init);
    const rn_view *view = rn_view_find(view_name);
    return view ? rn_view_least_share(view, &options) : 0;
}

/* Whether the profiles hold what will be drawn. */
static bool is_enough(const rn_view_input *input, const rn_view *view, rn_report *report)
{
    const render_draw_options *options = input->options;
    for (size_t i = 0; i < options->input_count; i++)
        if (!rn_profile_is_whole(options->inputs[i].profile, report))
            return false;
    return rn_view_least_share(view, options) >= input->profile->least_share ||
           rn_profile_is_whole(input->profile, report);
}

static render_status draw_by_names(rn_view_input *input, const char *view_name,
                                   const char *surface_name, render_sink sink, rn_report *report)
{
    const rn_view *view = rn_view_find(view_name);
    const rn_surface *surface = rn_surface_find(surface_name);
    const render_draw_options *options = input->options;
    if (!view)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no view is named '%s'", view_name);
    if (!surface)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "no picture format is named '%s'",
                       surface_name);
    bool has_panels = view->layout == rn_layout_flame || view->layout == rn_layout_icicle;
    if (options->panels == RENDER_PANELS_INPUTS && !has_panels)
        return rn_fail(report, RENDER_ERROR_ARGUMENT, 0, 0, "'%s' has no panels", view_name);
    if (rn_draw_options_check(options, report) == RENDER_OK && is_enough(input, view, report) &&
        rn_profile_find_metric(input->profile, options->metric, &input->metric, report) ==
            RENDER_OK)
        draw(view, surface, input, sink, report);
    return report->error.status;
}

render_status render_draw(const render_profile *profile, const char *view, const char *surface,
                          const render_draw_options *given, render_sink sink, render_error *error)
{
    render_draw_options options;
    RN_TAKE_OPTIONS(options, given, render_draw_options_init);
    rn_report report = {.stages = options.stages};
    rn_view_input input = {.profile = options.input_count ? options.inputs[0].profile : profile,
                           .options = &options};
    draw_by_names(&input, view, surface, sink, &report);
    return finish_draw(&report, &options, error);
}

render_status render_export(const render_profile *profile, const char *writer_name,
                            const render_draw_options *given, render_sink sink, render_error *error)
{
    render_draw_options options;
    RN_TAKE_OPTIONS(options, given, render_draw_options_init);
    rn_report report = {0};
    uint32_t metric;
    const rn_writer *writer = rn_writer_find(writer_name);
    if (!writer)
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no data format is named '%s'", writer_name);
    else if (rn_draw_options_check(&options, &report) == RENDER_OK &&
             rn_profile_is_whole(profile, &report) &&
             rn_profile_find_metric(profile, options.metric, &metric, &report) == RENDER_OK)
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
    RN_TAKE_OPTIONS(options, given, render_report_options_init);
    rn_report report = {0};
    uint32_t metric;
    const rn_report_type *type = rn_report_type_find(options.type);
    if (!type)
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no type of report is named '%s'",
                options.type);
    else if (check_report(&options, &report) == RENDER_OK &&
             rn_profile_is_whole(profile, &report) &&
             rn_profile_find_metric(profile, options.metric, &metric, &report) == RENDER_OK)
        rn_report_write(type, profile, metric, &options, sink, &report);
    return rn_give_error(&report, error);
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
        rn_profile_find_metric(profile, metric_name, &metric, &report) == RENDER_OK) {
        rn_table table;
        rn_rule_list list = {rules, count, verdicts};
        if (rn_table_init(&table, profile, metric, &options, &report) == RENDER_OK)
            rn_rules_judge(&list, &table, &report);
        rn_table_finish(&table);
    }
    return rn_give_error(&report, error);
}

/* ---- pages ------------------------------------------------------------------------------------ */

static render_status write_page(rn_page_input *input, render_draw_options *draw, render_sink sink,
                                rn_report *report)
{
    rn_look look;
    rn_view_input *view = &input->view;
    input->scheme = rn_page_choose_scheme(&draw->theme);
    if (find_look(view, &look, report))
        return report->error.status;
    view->measure = rn_measure_new(draw->font, report);
    if (!view->measure)
        return report->error.status;
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
    RN_TAKE_OPTIONS(draw, given_draw, render_draw_options_init);
    RN_TAKE_OPTIONS(table, given_report, render_report_options_init);
    rn_report report = {0};
    rn_page_input input = {
        .view = {.profile = profile, .options = &draw}, .tab = tab, .table = &table};
    if (strcmp(tab, "table") != 0 && !rn_view_find(tab))
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "no tab of a page is named '%s'", tab);
    else if (draw.panels == RENDER_PANELS_INPUTS)
        rn_fail(&report, RENDER_ERROR_ARGUMENT, 0, 0, "a page is of one profile");
    else if (rn_draw_options_check(&draw, &report) == RENDER_OK &&
             check_report(&table, &report) == RENDER_OK && rn_profile_is_whole(profile, &report) &&
             rn_profile_find_metric(profile, draw.metric, &input.view.metric, &report) ==
                 RENDER_OK &&
             (strcmp(tab, "table") == 0 || check_cost(&input.view, &report) == RENDER_OK))
        write_stripped_page(&input, &draw, sink, &report);
    return finish_draw(&report, &draw, error);
}
