/* See read_once.h. */
#include "read_once.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/text.h"
#include "input/source.h"
#include "write/writers.h"

static void broken(const rn_format *format, const char *what)
{
    fprintf(stderr, "%s: %s\n", format->name, what);
    abort();
}

static bool swallow(void *user, const void *data, size_t size)
{
    (void)data;
    *(size_t *)user += size;
    return true;
}

static void write_all(const rn_format *format, const rn_profile *profile)
{
    static const char *const names[] = {"json", "folded"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t size = 0;
        rn_report report = {0};
        render_draw_options options;
        render_draw_options_init(&options);
        rn_writer_find(names[i])->write(profile, 0, &options, (render_sink){swallow, &size},
                                        &report);
        if (report.error.status)
            broken(format, report.error.message);
        rn_report_finish(&report);
    }
}

static rn_profile *read_bytes(const rn_format *format, rn_bytes bytes, const render_limits *limits,
                              rn_report *report)
{
    static const render_read_options options = {.keep_order = true};
    rn_profile *profile = NULL;
    rn_builder *builder = rn_builder_new(format->shape, limits, report);
    if (!builder)
        broken(format, "no memory for a builder");
    rn_builder_set_options(builder, &options);
    if (format->read(bytes, builder, report))
        rn_builder_free(builder);
    else
        rn_builder_finish(builder, &profile);
    return profile;
}

static void check_report(const rn_format *format, const rn_report *report, bool read)
{
    rn_bytes message = rn_bytes_of(report->error.message);
    if (read != (report->error.status == RENDER_OK))
        broken(format, "the status does not fit the profile");
    if (!read && (message.size == 0 || !rn_text_is_clean(message)))
        broken(format, "a failure without a clean message");
}

bool read_once(const rn_format *format, rn_bytes input, bool decode)
{
    render_limits limits;
    rn_report report = {0};
    rn_source source;
    rn_buffer detection = {0};
    rn_profile *profile = NULL;
    char *copy = malloc(input.size ? input.size : 1);
    if (!copy)
        broken(format, "no memory for the input");
    if (input.size)
        memcpy(copy, input.data, input.size);
    rn_limits_init(&limits);
    rn_source_borrow(&source, (rn_bytes){copy, input.size});
    if (!decode || !rn_source_decode(&source, NULL, &limits, &detection, &report))
        profile = read_bytes(format, source.bytes, &limits, &report);
    check_report(format, &report, profile);
    const char *wrong = profile ? rn_profile_check(profile) : NULL;
    if (wrong && !strstr(wrong, "too large"))
        broken(format, wrong);
    if (profile && !wrong)
        write_all(format, profile);
    bool read = profile;
    rn_profile_free(profile);
    rn_source_close(&source);
    rn_report_finish(&report);
    rn_buffer_finish(&detection);
    free(copy);
    return read;
}
