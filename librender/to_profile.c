/* The public API: what makes profiles of bytes, or of profiles. */
#include <stdlib.h>

#include "base/grow.h"
#include "call.h"
#include "filter/filter.h"
#include "input/source.h"
#include "profile/compare.h"
#include "profile/merge.h"
#include "read/formats.h"
#include "read/stranger.h"

/* ---- handing over ----------------------------------------------------------------------------- */

static const char *string_of(const rn_profile *profile, uint32_t id)
{
    rn_bytes text = rn_profile_string(profile, id);
    return text.size ? text.data : "";
}

/* The metrics as callers see them; false when memory is out. */
static bool list_metrics(rn_profile *profile)
{
    render_metric *rows = rn_array_new(profile->metric_count, sizeof *rows);
    for (uint32_t i = 0; rows && i < profile->metric_count; i++) {
        const rn_metric *metric = &profile->metrics[i];
        const rn_metric *base = metric->base == RN_NONE ? NULL : &profile->metrics[metric->base];
        rows[i] = (render_metric){.name = string_of(profile, metric->name),
                                  .unit = string_of(profile, metric->unit),
                                  .total = metric->total,
                                  .base = base ? string_of(profile, base->name) : NULL};
    }
    profile->facts.metrics = rows;
    return rows != NULL;
}

/* Ends a call that made a profile, or did not: the report becomes the profile's. */
static render_status hand_over(render_profile **out, rn_profile *profile, rn_report *report,
                               render_error *error)
{
    *out = NULL;
    if (profile && !list_metrics(profile)) {
        rn_profile_free(profile);
        profile = NULL;
        rn_fail_memory(report);
    }
    if (!profile)
        return rn_give_error(report, error);
    profile->report = *report;
    profile->report.stages = NULL; /* which need not live as long */
    profile->facts.format = profile->format;
    profile->facts.detection = profile->detection;
    profile->facts.metric_count = profile->metric_count;
    profile->facts.warnings = profile->report.warnings;
    profile->facts.warning_count = profile->report.warning_count;
    *out = profile;
    return rn_succeed(error);
}

const render_facts *render_profile_facts(const render_profile *profile)
{
    return &profile->facts;
}

void render_profile_free(render_profile *profile)
{
    rn_profile_free(profile);
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
    return hand_over(out, profile, report, error);
}

/* Of the file `path`, or without one of what the descriptor has. */
static render_status read_stream(render_profile **out, const char *path, int descriptor,
                                 const render_read_options *given, render_error *error)
{
    render_read_options options;
    RN_TAKE_OPTIONS(options, given, render_read_options_init);
    *out = NULL;
    rn_report report = {.strict = options.strict, .stages = options.stages};
    rn_source source = {0};
    rn_begin_stage(&report, "open");
    if (path)
        rn_source_open(&source, path, options.temporary, &options.limits, &report);
    else
        rn_source_read(&source, descriptor, options.temporary, &options.limits, &report);
    return finish_read(out, &source, path, &options, &report, error);
}

render_status render_profile_read_file(render_profile **out, const char *path,
                                       const render_read_options *given, render_error *error)
{
    return read_stream(out, path, -1, given, error);
}

render_status render_profile_read_descriptor(render_profile **out, int descriptor,
                                             const render_read_options *given, render_error *error)
{
    return read_stream(out, NULL, descriptor, given, error);
}

render_status render_profile_read_memory(render_profile **out, const void *data, size_t size,
                                         const render_read_options *given, render_error *error)
{
    render_read_options options;
    RN_TAKE_OPTIONS(options, given, render_read_options_init);
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
        return rn_succeed(error);
    free(*out);
    *out = NULL;
    rn_fail_memory(&report);
    return rn_give_error(&report, error);
}

render_status render_merger_add(render_merger *merger, const render_profile *profile,
                                render_error *error)
{
    if (rn_profile_is_whole(profile, &merger->report) &&
        rn_merger_add(merger->merger, profile) == RENDER_OK)
        return rn_succeed(error);
    if (error)
        *error = merger->report.error;
    return merger->report.error.status;
}

render_status render_merger_finish(render_profile **out, render_merger *merger, render_error *error)
{
    rn_profile *sum = NULL;
    rn_merger_finish(merger->merger, &sum);
    render_status status = hand_over(out, sum, &merger->report, error);
    merger->report = (rn_report){0};
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
    rn_profile *both = NULL;
    if (rn_profile_is_whole(profile, &report) && rn_profile_is_whole(base, &report))
        rn_compare(&both, profile, base, &report);
    return hand_over(out, both, &report, error);
}

/* ---- filters ---------------------------------------------------------------------------------- */

render_status render_profile_filter(render_profile **out, const render_profile *profile,
                                    const render_filter_options *given, render_error *error)
{
    render_filter_options options;
    RN_TAKE_OPTIONS(options, given, render_filter_options_init);
    rn_report report = {0};
    rn_profile *kept = NULL;
    if (rn_profile_is_whole(profile, &report))
        rn_filter(&kept, profile, &options, &report);
    return hand_over(out, kept, &report, error);
}
