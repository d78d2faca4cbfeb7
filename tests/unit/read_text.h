/* Reads a text with one reader, and compares what becomes of it, written as folded stacks. */
#ifndef READ_TEXT_H
#define READ_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "read/formats.h"
#include "write/writers.h"

/* NULL, with the reason in the report, when it is refused. */
static inline rn_profile *read_bytes_with(const rn_format *format, rn_bytes bytes,
                                          const render_read_options *options, rn_report *report)
{
    render_limits limits;
    rn_profile *profile = NULL;
    rn_limits_init(&limits);
    rn_builder *builder = rn_builder_new(format->shape, &limits, report);
    rn_builder_set_options(builder, options);
    if (format->read(bytes, builder, report))
        rn_builder_free(builder);
    else
        assert_int_equal(rn_builder_finish(builder, &profile), RENDER_OK);
    if (profile)
        assert_null(rn_profile_check(profile));
    return profile;
}

static inline rn_profile *read_text_with(const rn_format *format, const char *text,
                                         const render_read_options *options, rn_report *report)
{
    return read_bytes_with(format, rn_bytes_of(text), options, report);
}

static inline rn_profile *read_text(const rn_format *format, const char *text, rn_report *report)
{
    static const render_read_options defaults = {.size = sizeof defaults};
    return read_text_with(format, text, &defaults, report);
}

static inline bool put_bytes(void *user, const void *data, size_t size)
{
    rn_put(user, (rn_bytes){data, size});
    return true;
}

static inline void assert_stacks(const rn_profile *profile, uint32_t metric, const char *want)
{
    rn_report report = {0};
    rn_buffer out = {0};
    render_draw_options options;
    render_draw_options_init(&options);
    assert_int_equal(
        rn_write_folded(profile, metric, &options, (render_sink){put_bytes, &out}, &report),
        RENDER_OK);
    rn_put_char(&out, '\0');
    assert_string_equal(out.data, want);
    rn_report_finish(&report);
    rn_buffer_finish(&out);
}

static inline void assert_metric(const rn_profile *profile, uint32_t metric, const char *name,
                                 const char *unit)
{
    assert_true(metric < profile->metric_count);
    assert_string_equal(rn_profile_string(profile, profile->metrics[metric].name).data, name);
    assert_string_equal(rn_profile_string(profile, profile->metrics[metric].unit).data, unit);
}

/* The stacks of the first metric, and the number of warnings. */
static inline void assert_read(const rn_format *format, const char *text, const char *want,
                               size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text(format, text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    assert_stacks(profile, 0, want);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

static inline void assert_not_read(const rn_format *format, const char *text, render_status status,
                                   const char *message)
{
    rn_report report = {0};
    assert_null(read_text(format, text, &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

#endif
