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
    fprintf(stderr, "%s: %s\n", format->info->name, what);
    abort();
}

/* Of everything that came out. */
static void add_hash(uint64_t *hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++)
        *hash = (*hash ^ bytes[i]) * UINT64_C(0x100000001b3);
}

static bool swallow(void *user, const void *data, size_t size)
{
    add_hash(user, data, size);
    return true;
}

static void write_all(const rn_format *format, const rn_profile *profile, uint64_t *hash)
{
    static const char *const names[] = {"json", "folded"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        rn_report report = {0};
        render_draw_options options;
        render_draw_options_init(&options);
        rn_writer_find(names[i])->write(profile, 0, &options, (render_sink){swallow, hash},
                                        &report);
        if (report.error.status)
            broken(format, report.error.message);
        rn_report_finish(&report);
    }
}

static rn_profile *read_bytes(const rn_format *format, rn_bytes bytes,
                              const render_read_options *options, size_t part_bytes,
                              rn_report *report)
{
    rn_profile *profile = NULL;
    rn_builder *builder = rn_builder_new(format->shape, &options->limits, report);
    if (!builder)
        broken(format, "no memory for a builder");
    rn_builder_set_options(builder, options);
    rn_builder_set_reading(builder, (rn_reading){.part_bytes = part_bytes, .has_no_threads = true});
    if (format->read(bytes, builder, report))
        rn_builder_free(builder);
    else
        rn_builder_finish(builder, &profile);
    return profile;
}

static void check_report(const rn_format *format, const rn_report *report, bool read,
                         uint64_t *hash)
{
    rn_bytes message = rn_bytes_of(report->error.message);
    if (read != (report->error.status == RENDER_OK))
        broken(format, "the status does not fit the profile");
    if (!read && (message.size == 0 || !rn_text_is_clean(message)))
        broken(format, "a failure without a clean message");
    add_hash(hash, message.data, message.size);
    add_hash(hash, &report->error.line, sizeof report->error.line);
    for (size_t i = 0; i < report->warning_count; i++)
        add_hash(hash, report->warnings[i], strlen(report->warnings[i]));
}

/* True when there was a profile. */
static bool read_with(const rn_format *format, rn_bytes bytes, const render_read_options *options,
                      size_t part_bytes, uint64_t *hash)
{
    rn_report report = {0};
    rn_profile *profile = read_bytes(format, bytes, options, part_bytes, &report);
    *hash = 0;
    check_report(format, &report, profile, hash);
    const char *wrong = profile ? rn_profile_check(profile) : NULL;
    if (wrong && !strstr(wrong, "too large"))
        broken(format, wrong);
    if (profile && !wrong)
        write_all(format, profile, hash);
    bool read = profile;
    rn_profile_free(profile);
    rn_report_finish(&report);
    return read;
}

/* What users may ask for, one set of it for each input. */
static void read_asked(const rn_format *format, rn_bytes bytes, const render_limits *limits)
{
    static const char *const symbols[] = {"main", "[unknown]"};
    static const render_read_options asked[] = {
        {.tid = true,
         .addresses = true,
         .tag_roots = "cpu,thread,pid,bytes",
         .tag_leaves = "event"},
        {.source_lines = true,
         .skip_after = symbols,
         .skip_after_count = 2,
         .count_name = "ms",
         .factor = 0.5},
        {.keep_order = true, .line_order = true, .command_first = true, .tag_roots = "process"},
        {.tag_focus = "[a-f],[0-9]", .drop_frames = RENDER_DROP_FRAMES_ALWAYS},
        {.tag_ignore = "1:64", .event = "cpu-clock", .pid = true},
    };
    uint64_t hash;
    render_read_options options = asked[bytes.size % (sizeof asked / sizeof asked[0])];
    options.limits = *limits;
    read_with(format, bytes, &options, SIZE_MAX / 2, &hash);
}

/* Formats that are read in parts: what comes out must not depend on it. */
static void read_parts(const rn_format *format, rn_bytes bytes, const render_limits *limits,
                       double least_share)
{
    enum { PART_BYTES = 40 };
    render_read_options options = {
        .limits = *limits, .thread_count = 1, .least_share = least_share};
    uint64_t alone, together;
    if (format != &rn_format_perf && format != &rn_format_folded && format != &rn_format_austin)
        return;
    read_with(format, bytes, &options, PART_BYTES, &alone);
    options.thread_count = 3;
    read_with(format, bytes, &options, PART_BYTES, &together);
    if (alone != together)
        broken(format, "parts make another profile than the whole");
}

bool read_once(const rn_format *format, rn_bytes input, bool decode)
{
    render_read_options options = {.keep_order = true};
    rn_report report = {0};
    rn_source source;
    rn_buffer detection = {0};
    bool read = false;
    uint64_t hash;
    char *copy = malloc(input.size ? input.size : 1);
    if (!copy)
        broken(format, "no memory for the input");
    if (input.size)
        memcpy(copy, input.data, input.size);
    rn_limits_init(&options.limits);
    rn_source_borrow(&source, (rn_bytes){copy, input.size});
    if (!decode || !rn_source_decode(&source, NULL, &options.limits, &detection, &report)) {
        read = read_with(format, source.bytes, &options, SIZE_MAX / 2, &hash);
        read_asked(format, source.bytes, &options.limits);
        read_parts(format, source.bytes, &options.limits, 0);
        read_parts(format, source.bytes, &options.limits, 0.02);
    } else {
        check_report(format, &report, false, &hash);
    }
    rn_source_close(&source);
    rn_report_finish(&report);
    rn_buffer_finish(&detection);
    free(copy);
    return read;
}
