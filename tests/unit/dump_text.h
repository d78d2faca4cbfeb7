/* What dumps of threads are read as, with options. */
#ifndef DUMP_TEXT_H
#define DUMP_TEXT_H

#include "read_text.h"

static inline void assert_dump_with(const rn_format *format, const render_read_options *options,
                                    const char *text, const char *want, size_t warnings)
{
    rn_report report = {0};
    rn_profile *profile = read_text_with(format, text, options, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(report.warning_count, warnings);
    assert_stacks(profile, 0, want);
    rn_profile_free(profile);
    rn_report_finish(&report);
}

/* Without options, in one metric, without a warning. */
static inline void assert_dump(const rn_format *format, const char *text, const char *want)
{
    static const render_read_options defaults = {.size = sizeof defaults};
    rn_report report = {0};
    rn_profile *profile = read_text(format, text, &report);
    if (!profile)
        fail_msg("%s", report.error.message);
    assert_int_equal(profile->metric_count, 1);
    assert_metric(profile, 0, "samples", "samples");
    rn_profile_free(profile);
    rn_report_finish(&report);
    assert_dump_with(format, &defaults, text, want, 0);
}

static inline void assert_dump_fails(const rn_format *format, const render_read_options *options,
                                     const char *text, render_status status, const char *message)
{
    rn_report report = {.strict = options->strict};
    assert_null(read_text_with(format, text, options, &report));
    assert_int_equal(report.error.status, status);
    assert_string_equal(report.error.message, message);
    rn_report_finish(&report);
}

static inline int dump_bid(const rn_format *format, const char *text)
{
    return format->sniff(rn_bytes_of(text), true);
}

#endif
