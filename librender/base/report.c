/* Errors and warnings of one operation. */
#include "base/report.h"

#include <stdarg.h>
#include <stdio.h>

enum { SKIPS_SHOWN = 5 };

void rn_report_finish(rn_report *report)
{
    rn_arena_finish(&report->arena);
    *report = (rn_report){0};
}

void rn_begin_stage(const rn_report *report, const char *stage)
{
    if (report->stages)
        report->stages->begin(report->stages->user, stage);
}

/* A cut must not leave half a character at the end. */
static void trim_utf8(char *text, size_t size)
{
    size_t length = strlen(text);
    if (length + 1 < size)
        return;
    while (length && ((unsigned char)text[length - 1] & 0xc0) == 0x80)
        length--;
    if (length && (unsigned char)text[length - 1] >= 0xc0)
        length--;
    text[length] = '\0';
}

static void print(char *text, size_t size, const char *format, va_list arguments)
{
    vsnprintf(text, size, format, arguments);
    trim_utf8(text, size);
}

render_status rn_fail(rn_report *report, render_status status, uint64_t offset, uint64_t line,
                      const char *format, ...)
{
    render_error *error = &report->error;
    if (error->status != RENDER_OK)
        return error->status;
    *error = (render_error){.status = status, .offset = offset, .line = line};
    va_list arguments;
    va_start(arguments, format);
    print(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return status;
}

render_status rn_fail_memory(rn_report *report)
{
    return rn_fail(report, RENDER_ERROR_MEMORY, 0, 0, "out of memory");
}

static void add_warning(rn_report *report, const char *text)
{
    for (size_t i = 0; i < report->warning_count; i++)
        if (strcmp(report->warnings[i], text) == 0)
            return;
    if (report->warning_count == RN_WARNINGS_MAX)
        return;
    const char *copy = rn_arena_copy(&report->arena, rn_bytes_of(text));
    if (!copy) {
        rn_fail_memory(report);
        return;
    }
    report->skip_lines[report->warning_count] = 0;
    report->warnings[report->warning_count++] = copy;
}

void rn_warn(rn_report *report, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    print(text, sizeof text, format, arguments);
    va_end(arguments);
    add_warning(report, text);
}

render_status rn_skip(rn_report *report, uint64_t offset, uint64_t line, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    print(text, sizeof text, format, arguments);
    va_end(arguments);
    if (report->strict)
        return rn_fail(report, RENDER_ERROR_MALFORMED, offset, line, "%s", text);
    if (report->skipped++ >= SKIPS_SHOWN)
        return RENDER_OK;
    size_t count = report->warning_count;
    if (line)
        rn_warn(report, "line %llu: %s", (unsigned long long)line, text);
    if (report->warning_count > count)
        report->skip_lines[count] = line;
    if (!line)
        rn_warn(report, "byte %llu: %s", (unsigned long long)offset, text);
    return RENDER_OK;
}

void rn_report_sum_up(rn_report *report, const char *records)
{
    if (report->skipped)
        rn_warn(report, "%llu %s that could not be used: left out",
                (unsigned long long)report->skipped, records);
}

void rn_report_add(rn_report *report, const rn_report *other, uint64_t offset, uint64_t lines)
{
    uint64_t told = 0;
    for (size_t i = 0; i < other->warning_count; i++) {
        const char *text = other->warnings[i];
        uint64_t line = other->skip_lines[i];
        if (!line) {
            add_warning(report, text);
            continue;
        }
        rn_skip(report, 0, lines + line, "%s", strchr(text, ':') + 2);
        told++;
    }
    report->skipped += other->skipped - told;
    const render_error *error = &other->error;
    if (error->status)
        rn_fail(report, error->status, error->line ? offset + error->offset : error->offset,
                error->line ? lines + error->line : 0, "%s", error->message);
}
